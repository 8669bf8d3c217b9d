// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs on plans, budgets and comparisons share: a sentence, controls, a picture, figures, and what
// is claimed of it.
#pragma once

#include "app/cost/cost_desk.h"
#include "app/pages/room_view.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/figures/figure_list.h"

#include <functional>
#include <vector>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace tokenarium {

class ValueSlider;

/// 1, 2, 5, 10, 20 … from `first` to `last`.
std::vector<double> decadeSteps(double first, double last, std::initializer_list<double> factors = {1, 2, 5});
/// "1,284" and, where that is long, "12.5M".
QString countWords(double value);
/// A row of the figures that was computed.
Figure computedFigure(const QString& label, const QString& value, const QString& formula,
                      const QString& filled, const QString& exact = {});

/// Stands where there is none, and says why.
Figure noPrice(const QString& why);

class CostView : public RoomView {
    Q_OBJECT
public:
    explicit CostView(CostDesk& desk, QWidget* parent = nullptr);
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !desk.prices().isReading() && !desk.prices().isCounting(); }
    FigureList& figures() { return *list; }

protected:
    /// Sentence, then controls in two columns, then the picture beside the figures, then the claim. `picture`
    /// takes the room that is there. Where letters are large all stand under each other and are scrolled.
    void arrange(std::vector<QWidget*> controls, QWidget* picture);
    void showTexts(const QString& sentence, const QString& claim);
    void watchFrame(ChartFrame* frame);
    void change(int part, const QString& undoName, const std::function<void(CostChoices&)>& edit);
    const CostChoices& choices() const { return desk.choices(); }
    const PriceSession& prices() const { return desk.prices(); }
    /// "gpt-5 (OpenAI)"
    QString modelWords() const;
    static QString modelWords(const PriceRow& row);

    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

    CostDesk& desk;
    FigureList* list;

private:
    void fit();
    void fitLetters();
    QWidget *page, *pictureOf = nullptr;
    QGridLayout* controlGrid;
    QBoxLayout* mainRow;
    std::vector<QWidget*> controls;
    bool isStacked = false;
    QLabel *sentenceLabel, *claimLabel;
    std::vector<ChartFrame*> frames;
};

} // namespace tokenarium
