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

class QLabel;
class QVBoxLayout;

namespace tokenarium {

class ValueSlider;

/// 1, 2, 5, 10, 20 … from `first` to `last`.
std::vector<double> roundSteps(double first, double last, std::initializer_list<double> factors = {1, 2, 5});
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
    /// Sentence, then controls, then the picture beside the figures, then the claim. `picture` takes the room
    /// that is there.
    void arrange(QLayout* controls, QWidget* picture);
    void showTexts(const QString& sentence, const QString& claim);
    void watchFrame(ChartFrame* frame);
    void change(int part, const QString& undoName, const std::function<void(CostChoices&)>& edit);
    const CostChoices& choices() const { return desk.choices(); }
    const PriceSession& prices() const { return desk.prices(); }
    /// "gpt-5 (OpenAI)"
    QString modelWords() const;
    static QString modelWords(const PriceRow& row);

    CostDesk& desk;
    FigureList* list;

private:
    QLabel *sentenceLabel, *claimLabel;
    std::vector<ChartFrame*> frames;
};

} // namespace tokenarium
