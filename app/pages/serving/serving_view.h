// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs of the Serving room share: sliders and figures on the left, charts on the right, all over one
// session and shown anew at every change.
#pragma once

#include "app/pages/room_view.h"
#include "app/serving/serving_session.h"
#include "app/serving/serving_words.h"
#include "widgets/value_slider.h"

#include <functional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace tokenarium {

class Chart;
class ChartFrame;
class FigureList;
class ScrolledView;

class ServingView : public RoomView {
    Q_OBJECT
public:
    explicit ServingView(ServingSession& servingSession, QWidget* parent = nullptr);
    void setColors(const TokenColors& colors) override;
    /// Whether the line of model and GPUs above the tabs means anything here.
    virtual bool needsServer() const { return true; }

protected:
    enum Place { Shown, More }; ///< More: only when the person asks for more
    /// Moves that choice; one drag is one step of undo. `name` for tests and shortcuts.
    ValueSlider* addSlider(double ServingChoices::*field, const char* name, std::vector<double> steps,
                           Place place = Shown);
    void addControl(QWidget* control, Place place = Shown);
    ChartFrame* addChart(Chart* chart, const char* fileName, int stretch = 1);
    void nameSlider(ValueSlider* slider, const QString& name, std::function<QString(double)> words,
                    const QString& tip);
    void setSentence(const QString& text);
    void addToRight(QWidget* widget);

    /// Sliders first, then showNumbers().
    void refresh() final;
    /// Everything that follows from the choices.
    virtual void showNumbers() = 0;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

    ServingSession& session;
    FigureList* figures;

private:
    struct Bound {
        ValueSlider* slider;
        double ServingChoices::*field;
        std::vector<double> steps;
        int part;
        QString name;
    };
    void arrange();
    void stack(bool isNarrow);
    void fitLetters();
    QLabel* sentence;
    QWidget *moreBox, *left, *right, *stacked;
    ScrolledView *leftScroll, *rightScroll, *wholeScroll;
    QVBoxLayout *controls, *moreControls, *charts;
    std::vector<Bound> bound;
    std::vector<ChartFrame*> frames;
};

/// So little room, for letters of this size, that things stand under each other instead of side by side.
bool isNarrow(const QWidget& widget);

/// Round numbers from `from` to `to`: 1, 1.5, 2, 3, 5, 7 times powers of ten, both ends included.
std::vector<double> roundSteps(double from, double to);
/// Those of them that are whole: for what can be counted.
std::vector<double> wholeSteps(double from, double to);
/// Whole powers of two.
std::vector<double> powersOfTwo(double from, double to);
/// `count` even steps.
std::vector<double> evenSteps(double from, double to, int count);

} // namespace tokenarium
