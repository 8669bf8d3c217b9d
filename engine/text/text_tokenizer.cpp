// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same for every tokenizer: going through a text piece by piece, and special tokens in it.
#include "engine/text/text_tokenizer.h"

#include "engine/text/special_finder.h"

namespace tokenarium {

namespace {

constexpr std::size_t bytesAtOnce = 1 << 16; // so that the list of pieces stays small

/// Calls `take(piece text, where it begins)` for all pieces in order.
template<typename Take>
void eachPiece(const TextTokenizer& tokenizer, std::string_view text, Take take) {
    std::vector<Piece> pieces;
    for (std::size_t begin = 0; begin < text.size();) {
        pieces.clear();
        tokenizer.split(text, begin, begin + bytesAtOnce, pieces);
        if (pieces.empty()) return;
        for (const Piece& piece : pieces)
            take(text.substr(piece.span.begin, piece.span.size()), piece.span.begin);
        begin = pieces.back().span.end;
    }
}

void encodePlain(const TextTokenizer& tokenizer, std::string_view text, std::size_t shift,
                 std::vector<Token>& out) {
    eachPiece(tokenizer, text, [&](std::string_view piece, std::size_t begin) {
        const std::size_t first = out.size();
        tokenizer.encodePiece(piece, out);
        for (std::size_t i = first; i < out.size(); ++i) {
            out[i].span.begin += shift + begin;
            out[i].span.end += shift + begin;
        }
    });
}

} // namespace

void TextTokenizer::encodeIds(std::string_view text, std::vector<TokenId>& out) const {
    std::vector<Token> tokens;
    eachPiece(*this, text, [&](std::string_view piece, std::size_t) {
        tokens.clear();
        encodePiece(piece, tokens);
        for (const Token& token : tokens) out.push_back(token.id);
    });
}

TokenStream encode(const TextTokenizer& tokenizer, std::string_view text, SpecialMode mode) {
    TokenStream stream;
    std::vector<Token>& tokens = stream.tokens;
    if (mode == SpecialMode::Template)
        for (const TokenId id : tokenizer.templatePrefix()) tokens.push_back({id, {0, 0}});
    std::size_t begin = 0;
    if (mode != SpecialMode::Plain) {
        const SpecialFinder finder(tokenizer.vocabulary().specialTokens());
        for (auto found = finder.find(text, 0); found.special; found = finder.find(text, begin)) {
            encodePlain(tokenizer, text.substr(begin, found.at - begin), begin, tokens);
            begin = found.at + found.special->text.size();
            tokens.push_back({found.special->id, {found.at, begin}});
        }
    }
    encodePlain(tokenizer, text.substr(begin), begin, tokens);
    if (mode == SpecialMode::Template)
        for (const TokenId id : tokenizer.templateSuffix())
            tokens.push_back({id, {text.size(), text.size()}});
    return stream;
}

} // namespace tokenarium
