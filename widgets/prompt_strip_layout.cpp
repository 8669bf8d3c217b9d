// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks take what they want, at most three fifths of the row; the marks of all other parts share the rest.
#include "widgets/prompt_strip_layout.h"

#include <algorithm>

namespace tokenarium {

PromptStripLayout::PromptStripLayout(const PromptStrip& strip, double width) {
    const double most = std::max(0.0, width);
    if (strip.parts.empty()) {
        row.push_back({{Modality::Text, strip.tokenCount, true}, 0, 0, most, false});
        return;
    }
    std::size_t begin = 0;
    for (const PromptStripPart& part : strip.parts) {
        PromptStripPiece piece{part, begin, 0, 0, false};
        piece.isBlock = !part.isEdited && piece.count() > mostMarks;
        begin = part.end;
        if (piece.count() > 0) row.push_back(piece); // where nothing is, nothing is seen
    }
    if (place(most) >= narrowestShape) return;
    for (PromptStripPiece& piece : row) piece.isBlock = !piece.part.isEdited;
    place(most);
}

double PromptStripLayout::place(double width) {
    std::size_t marks = 0, blocks = 0;
    for (const PromptStripPiece& piece : row) (piece.isBlock ? blocks : marks) += piece.isBlock ? 1 : piece.count();
    const double between = row.empty() ? 0 : std::min(gap, width * 0.2 / double(row.size()));
    const double block = blocks == 0 ? 0 : std::min(blockWidth, width * 0.6 / double(blocks));
    const double free = width - double(blocks) * block - double(row.size()) * between;
    const double pitch = std::min(PromptStripGeometry::widestChip, free / double(std::max<std::size_t>(1, marks)));
    double left = 0;
    for (PromptStripPiece& piece : row) {
        piece.left = left;
        piece.width = piece.isBlock ? block : double(piece.count()) * pitch;
        left += piece.width + between;
    }
    return pitch;
}

const PromptStripPiece* PromptStripLayout::pieceOf(std::size_t token) const {
    const auto found = std::upper_bound(row.begin(), row.end(), token,
                                        [](std::size_t wanted, const PromptStripPiece& piece) {
                                            return wanted < piece.part.end;
                                        });
    if (found != row.end()) return &*found;
    return row.empty() ? nullptr : &row.back(); // behind the last: its end
}

double PromptStripLayout::left(std::size_t token) const {
    const PromptStripPiece* piece = pieceOf(token);
    return piece ? piece->left + piece->marks().left(std::min(token, piece->part.end) - piece->begin) : 0;
}

double PromptStripLayout::right(std::size_t token) const {
    const PromptStripPiece* piece = pieceOf(token);
    return piece ? piece->left + piece->marks().left(std::min(token + 1, piece->part.end) - piece->begin) : 0;
}

std::optional<std::size_t> PromptStripLayout::tokenAt(double x) const {
    for (const PromptStripPiece& piece : row)
        if (x >= piece.left && x < piece.left + piece.width)
            if (const auto token = piece.marks().tokenAt(x - piece.left)) return piece.begin + *token;
    return std::nullopt;
}

} // namespace tokenarium
