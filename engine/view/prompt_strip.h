// SPDX-License-Identifier: GPL-3.0-or-later
// What the prompt strip shows: the whole prompt as one thin row of marks, asked for by token number.
#pragma once

#include "engine/prompt/prompt.h"
#include "engine/view/text_view.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace tokenarium {

/// A stretch of the strip: the tokens of one part of the prompt.
struct PromptStripPart {
    Modality modality = Modality::Text;
    std::size_t end = 0;     ///< behind its last token, counted through the whole prompt
    bool isEdited = false;   ///< the text whose tints `tint` knows; the tints of all others alternate
    bool operator==(const PromptStripPart&) const = default;
};

/// A prompt may have 64 million tokens and the strip a thousand pixels: it asks for the tints of just the tokens
/// it can draw one by one, and draws plain bins when there are more.
struct PromptStrip {
    std::size_t tokenCount = 0;
    std::size_t contextWindow = 0;                        ///< tokens the chosen model can read at once
    TintKind tintKind = TintKind::Category;
    std::function<std::uint8_t(std::size_t index)> tint;  ///< valid until the next PromptStrip is set
    std::optional<std::size_t> lit;                       ///< token pinned or under the mouse elsewhere
    std::size_t selectedBegin = 0, selectedEnd = 0;       ///< token numbers, half-open
    std::vector<PromptStripPart> parts;                   ///< in order; none: all is one text
    bool hasGauge = true; ///< false where another gauge on the screen says it
};

} // namespace tokenarium
