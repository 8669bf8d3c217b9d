// SPDX-License-Identifier: GPL-3.0-or-later
// Text between special tokens is a text of its own; where more text may follow, as much is held back as a
// special token could begin in.
#include "app/cli/token_reader.h"

#include <algorithm>

namespace tokenarium::cli {

namespace {
constexpr std::size_t slab = 64 * 1024; // bytes split at once
} // namespace

TokenReader::TokenReader(const TextTokenizer& ofTokenizer, SpecialMode mode, Take taker)
    : tokenizer(ofTokenizer)
    , finder(mode == SpecialMode::Plain ? std::vector<SpecialToken>{}
                                        : ofTokenizer.vocabulary().specialTokens())
    , take(std::move(taker)) {}

std::size_t TokenReader::consume(std::string_view text, bool last) {
    std::size_t begin = 0;
    for (;;) {
        const SpecialFinder::Found found = finder.find(text, begin);
        const bool certain = last || found.at + finder.longest() <= text.size();
        if (!found.special || !certain) {
            const std::size_t held = last || finder.longest() == 0 ? 0 : finder.longest() - 1;
            const std::size_t end =
                std::min(found.special ? found.at : text.size(), text.size() - std::min(held, text.size()));
            if (begin < end) begin = consumePlain(text.substr(0, end), begin, last);
            break;
        }
        consumePlain(text.substr(0, found.at), begin, true);
        begin = found.at + found.special->text.size();
        tokens.assign(1, Token{found.special->id, {found.at, begin}});
        take(text, position, tokens);
    }
    position += begin;
    return begin;
}

/// The tokens of `text` from `begin` on; returns up to where they are certain.
std::size_t TokenReader::consumePlain(std::string_view text, std::size_t begin, bool last) {
    while (begin < text.size()) {
        pieces.clear();
        tokens.clear();
        tokenizer.split(text, begin, begin + slab, pieces);
        bool certain = true;
        for (const Piece& piece : pieces) {
            certain = last || piece.look <= text.size();
            if (!certain) break;
            const std::size_t first = tokens.size();
            tokenizer.encodePiece(text.substr(piece.span.begin, piece.span.size()), tokens);
            for (std::size_t i = first; i < tokens.size(); ++i) {
                tokens[i].span.begin += piece.span.begin;
                tokens[i].span.end += piece.span.begin;
            }
            begin = piece.span.end;
        }
        take(text, position, tokens);
        if (!certain) break;
    }
    return begin;
}

} // namespace tokenarium::cli
