// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of models, their sizes and ways of counting, in the language of the window.
#pragma once

#include "app/weights/weighed_model.h"
#include "engine/cost/model_dials.h"
#include "engine/view/weight_tiles.h"

#include <QString>

namespace tokenarium {

QString groupName(WeightGroup group);
/// One sentence: what these weights do.
QString groupMeaning(WeightGroup group);
QString dialName(ModelDial::Kind kind);
/// For the tool tip: what it is, and what it does to the count.
QString dialMeaning(ModelDial::Kind kind);
/// "with position ids", and the sentence that says why the number is another one.
QString reasonName(CountReason reason);
QString reasonMeaning(CountReason reason);
/// "Decoder: writes token after token. 32 layers, 32 heads share 8 keys and values (GQA)."
QString kindSentence(const WeighedModel& model);
/// "32 × [14336, 4096]"
QString shapeText(const WeightTile& tile);
/// Digits grouped, as the window's language does, in a text of products and sums.
QString withGroupedDigits(const QString& formula);

} // namespace tokenarium
