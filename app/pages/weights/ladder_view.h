// SPDX-License-Identifier: GPL-3.0-or-later
// From two parameters to 10^12 on one logarithmic ladder; each rung opens its list of tensors.
#pragma once

#include "app/pages/room_view.h"
#include "app/weights/weights_session.h"
#include "engine/cost/parameter_ladder.h"

#include <vector>

class QLabel;
class QPushButton;

namespace tokenarium {

class BarsChart;
class ChartFrame;
class FigureList;
class LinePanel;
class TensorTable;

class LadderView : public RoomView {
    Q_OBJECT
public:
    explicit LadderView(WeightsSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("ladder"); }
    const char* name() const override { return QT_TR_NOOP("Ladder"); }
    void setColors(const TokenColors& colors) override;
    const std::vector<LadderRung>& rungs() const { return ladder; }
    /// The rung that is open.
    const LadderRung& rung() const { return ladder[state.rung()]; }

signals:
    /// To put this known model on the scales.
    void modelWanted();

protected:
    void refresh() override;
    void retranslate() override;

private:
    QWidget* createDetails();
    void showLadder();
    void showRung();
    void showFigures();

    WeightsSession& state;
    std::vector<LadderRung> ladder;
    QLabel *sentence, *title, *meaning, *claims;
    BarsChart* bars;
    ChartFrame* frame;
    QWidget* details; ///< of every rung but the line
    LinePanel* line;
    FigureList* figures;
    TensorTable* table;
    QPushButton* weigh;
};

} // namespace tokenarium
