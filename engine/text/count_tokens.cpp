// SPDX-License-Identifier: GPL-3.0-or-later
// Counts piece by piece, a slab of text at a time.
#include "engine/text/count_tokens.h"

namespace tokenarium {

std::optional<std::size_t> countTokens(const TextTokenizer& tokenizer, std::string_view text,
                                       std::stop_token stop) {
    constexpr std::size_t slab = 256 * 1024;
    std::vector<Piece> pieces;
    std::vector<Token> tokens;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (stop.stop_requested()) return std::nullopt;
        pieces.clear();
        tokenizer.split(text, at, at + slab, pieces);
        for (const Piece& piece : pieces) {
            tokens.clear();
            tokenizer.encodePiece(text.substr(piece.span.begin, piece.span.size()), tokens);
            count += tokens.size();
        }
        at = pieces.back().span.end;
    }
    return count;
}

} // namespace tokenarium
