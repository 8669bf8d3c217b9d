// SPDX-License-Identifier: GPL-3.0-or-later
// Surprise in words: for the row of tokens of the model room.
#pragma once

#include "engine/view/surprise.h"

#include <QString>

namespace tokenarium {

/// "3.21 bits of surprise: the model gave it 10.8 %"
QString surpriseTip(const TokenSurprise& token);

/// Total, per token, per character. `characters` are those of the counted tokens; `firstLeftOut`: the first
/// token of the text has nothing before it and is not counted.
QString surpriseSentence(const SurpriseView& view, std::size_t characters, bool firstLeftOut);

/// What the end of the scale stands for.
QString surpriseScaleEnd(const SurpriseView& view);

} // namespace tokenarium
