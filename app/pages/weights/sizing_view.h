// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs share that ask what the model on the scales needs: their choices, named controls.
#pragma once

#include "app/pages/room_view.h"
#include "app/weights/ladder_words.h"
#include "app/weights/sizing_session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>

#include <vector>

namespace tokenarium {

/// A label and what it names, side by side.
struct NamedControl {
    QLabel* label;
    QWidget* control;
    void setTexts(const QString& name, const QString& tip) const {
        label->setText(name);
        control->setAccessibleName(name);
        control->setToolTip(tip);
        label->setToolTip(tip);
    }
    void setVisible(bool on) const {
        label->setVisible(on);
        control->setVisible(on);
    }
};

/// Fills the room there is, and is scrolled where that is too little; where letters are large, things stand
/// under each other instead of side by side.
class SizingView : public RoomView {
    Q_OBJECT
public:
    explicit SizingView(SizingSession& sizing, QWidget* parent = nullptr);

protected:
    /// What goes side by side where there is room, the columns last; returns the figures in an area of their
    /// own.
    QWidget* setTurning(std::vector<QBoxLayout*> rows, QWidget* figures);
    /// What an article claims of this, and what is true: the last line of the view.
    void showClaim(const RungClaim& claim);
    QWidget* claimLine();
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    /// Neighbouring changes of the same `part` are one step of undo.
    template<typename Change>
    void change(const QString& name, int part, Change apply) {
        SizingChoices wanted = session.choices();
        apply(wanted);
        session.choose(wanted, name, part);
    }
    template<typename Control>
    static NamedControl addTo(QHBoxLayout* row, Control* control) {
        auto* label = new QLabel(control->parentWidget());
        label->setBuddy(control);
        row->addWidget(label);
        row->addWidget(control);
        return {label, control};
    }
    /// Texts of a box that has as many entries already, or gets them.
    static void setEntries(QComboBox* box, const QStringList& texts) {
        const QSignalBlocker quiet(box);
        while (box->count() < texts.size()) box->addItem(QString());
        for (int i = 0; i < int(texts.size()); ++i) box->setItemText(i, texts[i]);
    }
    static void setCurrent(QComboBox* box, int index) {
        const QSignalBlocker quiet(box);
        box->setCurrentIndex(index);
    }

    SizingSession& session;
    QWidget* body; ///< gets the layout of the view

private:
    void turn();
    std::vector<QBoxLayout*> turning;
    QScrollArea* figureScroll = nullptr;
    QLabel* claimLabel = nullptr;
    bool isNarrow = false;
};

/// Parts of steps that are one in undo; of all tabs.
enum SizingPart {
    ContextPart,
    TextsPart,
    ZeroPart,
    RankPart,
    DevicesPart,
    TokensPart,
    GpusPart,
    MfuPart,
    PricePart,
    WattsPart,
    PuePart,
    CarbonPart,
    TrainingContextPart,
    ParametersPart,
    SeenPart,
    WorkingPart
};

/// Values for sliders: powers of two from `first`, and for finer ones 1, 1.5, 2, 3, 5, 7 in each decade.
std::vector<double> doublings(double first, int count);
std::vector<double> decadeSteps(double first, int decades);

} // namespace tokenarium
