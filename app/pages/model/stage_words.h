// SPDX-License-Identifier: GPL-3.0-or-later
// What the stages of a model are called, and what happens in them, in the language of the window.
#pragma once

#include "engine/view/cell_explanation.h"
#include "engine/view/model_stages.h"

#include <QCoreApplication>
#include <QString>

namespace tokenarium {

class StageWords {
    Q_DECLARE_TR_FUNCTIONS(StageWords)
public:
    static QString label(const ModelStage& stage);    ///< for a chip: "scores"
    static QString name(const ModelStage& stage);     ///< "scores", "turned queries"
    static QString title(const ModelStage& stage);    ///< "Layer 2: scores"
    static QString sentence(const ModelStage& stage); ///< one plain sentence
    static FormulaWords formula();
};

} // namespace tokenarium
