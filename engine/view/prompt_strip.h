// SPDX-License-Identifier: GPL-3.0-or-later
// What the prompt strip shows: the whole prompt as one thin row of marks, asked for by token number.
#pragma once

#include "engine/view/text_view.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace tokenarium {

/// A prompt may have 64 million tokens and the strip a thousand pixels: it asks for the tints of just the tokens
/// it can draw one by one, and draws plain bins when there are more.
struct PromptStrip {
    std::size_t tokenCount = 0;
    std::size_t contextWindow = 0;                        ///< tokens the chosen model can read at once
    TintKind tintKind = TintKind::Category;
    std::function<std::uint8_t(std::size_t index)> tint;  ///< valid until the next PromptStrip is set
    std::optional<std::size_t> lit;                       ///< token pinned or under the mouse elsewhere
    std::size_t selectedBegin = 0, selectedEnd = 0;       ///< token numbers, half-open
};

} // namespace tokenarium
