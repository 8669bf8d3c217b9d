// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a prompt lie in the strip, and in them their tokens; without a window.
#pragma once

#include "engine/view/prompt_strip.h"
#include "widgets/prompt_strip_geometry.h"

#include <vector>

namespace tokenarium {

/// The tokens of one part. A large part is one block with its count, so that the tokens of the others keep
/// some room; in it the tokens lie as dense as they must.
struct PromptStripPiece {
    PromptStripPart part;
    std::size_t begin = 0; ///< its tokens: [begin, part.end)
    double left = 0, width = 0;
    bool isBlock = false;
    std::size_t count() const { return part.end - begin; }
    PromptStripGeometry marks() const { return {count(), width}; }
};

/// All functions are total. Without parts, the whole row is one text.
class PromptStripLayout {
public:
    /// Parts with more tokens are blocks, unless they are the text that is being edited; all others are, where
    /// marks would be too narrow to have a shape.
    static constexpr std::size_t mostMarks = 100;
    static constexpr double gap = 8, blockWidth = 104, narrowestShape = 5;

    PromptStripLayout(const PromptStrip& strip, double width);
    const std::vector<PromptStripPiece>& pieces() const { return row; }
    double left(std::size_t token) const;
    double right(std::size_t token) const;
    std::optional<std::size_t> tokenAt(double x) const;

private:
    /// Returns how wide a mark is.
    double place(double width);
    const PromptStripPiece* pieceOf(std::size_t token) const;
    std::vector<PromptStripPiece> row;
};

} // namespace tokenarium
