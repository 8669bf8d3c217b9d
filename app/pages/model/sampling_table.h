// SPDX-License-Identifier: GPL-3.0-or-later
// The stages after the logits: the likeliest tokens after each of them, and how each probability came about.
#pragma once

#include "engine/view/model_stages.h"
#include "engine/view/sampling_columns.h"
#include "widgets/model/heat_map.h"

#include <QCoreApplication>

#include <memory>

namespace tokenarium {

class ModelSession;

/// Of the draw that is about to be made; made anew for every stage. The session outlives it and has a
/// nextDraw(). GUI thread only.
class SamplingTable {
    Q_DECLARE_TR_FUNCTIONS(SamplingTable)
public:
    /// Up to this stage; all of them for the draw and the appending.
    SamplingTable(const ModelSession& modelSession, const ModelStage& shown);
    HeatMapData picture() const;
    /// Of the token that will be drawn, after the last stage.
    HeatMapCell drawnCell() const;
    /// What the stage did.
    QString sentence() const;
    /// The formula of one probability with its numbers, or why there is none.
    QString explain(HeatMapCell cell) const;

private:
    QString formulaOf(const SamplingCell& cell) const;
    QString numbersOf(const SamplingCell& cell) const;
    QString reasonFor(const SamplingCell& cell) const;
    QString columnName(std::size_t column) const;

    const ModelSession& session;
    ModelStage stage;
    std::vector<SamplingStageKind> stages;
    std::shared_ptr<const SamplingColumns> table;
};

} // namespace tokenarium
