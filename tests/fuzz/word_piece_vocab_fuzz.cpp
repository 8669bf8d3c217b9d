// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a BERT vocab.txt, and the same bytes as a text for it where it is accepted. Words
// and pieces must agree. With clang: -fsanitize=fuzzer,address; the tests call it too.
#include "engine/text/vocabulary_source.h"
#include "engine/text/word_piece.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::shared_ptr<const TextTokenizer> tokenizer;
    try {
        tokenizer = createWordPiece(
            PackedVocabulary::create(wordPieceSource("fuzzed", parseVocabTxt(bytes, "fuzzed"))));
    } catch (const std::runtime_error&) {
        return 0; // refused with a message
    }
    std::vector<TokenId> ids, idsOfPieces;
    tokenizer->encodeIds(bytes, ids);
    for (const Token& token : encode(*tokenizer, bytes).tokens) {
        if (token.span.begin > token.span.end || token.span.end > size) std::abort();
        idsOfPieces.push_back(token.id);
    }
    if (ids != idsOfPieces) std::abort();
    tokenizer->decode(ids);
    return 0;
}
