// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces say how far they looked, so a block can end anywhere: what looked past it waits for the next block.
#include "engine/text/training_text.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::size_t bytesAtOnce = 1 << 16; // so that the list of pieces stays small

bool isUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        if (!character.valid()) return false;
        at += character.size;
    }
    return true;
}

/// Hands over the pieces of `text` that looked at no byte from `sure` on; returns where the last one ends.
std::size_t takePieces(std::string_view text, std::size_t sure, const Splitter& split,
                       const std::function<void(std::string_view)>& take) {
    std::vector<Piece> pieces;
    std::size_t done = 0;
    while (done < text.size()) {
        pieces.clear();
        split(text, done, done + bytesAtOnce, pieces);
        for (const Piece& piece : pieces) {
            if (piece.look > sure) return done;
            take(text.substr(piece.span.begin, piece.span.size()));
            done = piece.span.end;
        }
    }
    return done;
}

} // namespace

void checkSpecialTexts(const std::vector<std::string>& texts) {
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        if (text->empty())
            throw std::runtime_error("a special token has no text; give each one at least one character.");
        if (!isUtf8(*text))
            throw std::runtime_error("a special token is not UTF-8; write special tokens as text.");
        if (std::find(texts.begin(), text, *text) != text)
            throw std::runtime_error("the special token " + *text + " is there twice; name each one once.");
    }
}

std::vector<SpecialToken> numberSpecials(const std::vector<std::string>& texts, TokenId first) {
    std::vector<SpecialToken> specials;
    for (const std::string& text : texts) specials.push_back({text, first++});
    return specials;
}

std::size_t eachTrainingPiece(std::string_view text, bool last, const SpecialFinder& finder,
                              const Splitter& split, const std::function<void(std::string_view)>& take) {
    std::size_t begin = 0;
    for (auto found = finder.find(text, 0); found.special; found = finder.find(text, begin)) {
        const std::size_t end = found.at + found.special->text.size();
        // A longer special token may begin at the same place.
        if (!last && found.at + finder.longest() > text.size()) break;
        const std::string_view before = text.substr(begin, found.at - begin);
        takePieces(before, before.size() + 1, split, take);
        begin = end;
    }
    const std::string_view rest = text.substr(begin);
    // The beginning of a special token may stand at the end of the block.
    const std::size_t held = std::min(finder.longest(), rest.size());
    return begin + takePieces(rest, last ? rest.size() + 1 : rest.size() - held, split, take);
}

} // namespace tokenarium
