// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a packed vocabulary, as they are and with a checksum that agrees. Whatever is
// accepted must be usable without harm. With clang: -fsanitize=fuzzer,address; the unit tests call it too.
#include "engine/text/byte_pair.h"
#include "engine/text/packed_image.h"

#include <stdexcept>

namespace {

using namespace tokenarium;

void useEverything(const std::shared_ptr<const PackedVocabulary>& vocabulary) {
    for (TokenId id = 0; id < vocabulary->size() + 2; ++id) {
        if (const auto entry = vocabulary->entry(id)) vocabulary->find(*entry);
        vocabulary->kind(id);
    }
    for (const std::string_view absent : {"", "nowhere to be found", "zz"}) vocabulary->find(absent);
    if (vocabulary->vocabularyKind() != VocabularyKind::BytePair) return;
    std::shared_ptr<const TextTokenizer> tokenizer;
    try {
        tokenizer = createBytePair(vocabulary);
    } catch (const std::runtime_error&) {
        return; // made for other class tables
    }
    std::vector<TokenId> ids;
    std::vector<Token> tokens;
    std::vector<Merge> log;
    const std::string_view text =
        "abcabcabba aab bca cccbbbaaa abcabcacbacbabcbacbacbbabcbabcbabcbabacb \xff\xfe 12";
    tokenizer->encodeIds(text, ids);
    tokenizer->encodePiece(text, tokens, &log);
    tokenizer->decode(ids);
}

void tryToOpen(std::vector<std::byte> image) {
    try {
        useEverything(PackedVocabulary::fromImage(std::move(image), "fuzzed"));
    } catch (const std::runtime_error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    std::vector<std::byte> image(bytes.begin(), bytes.end());
    tryToOpen(image);
    if (image.size() < sizeof(packed::Header)) return 0;
    packed::Header header;
    std::memcpy(&header, image.data(), sizeof header);
    header.fileBytes = image.size();
    header.checksum = packed::checksumOf(std::span(image).subspan(packed::checksumBegin));
    std::memcpy(image.data(), &header, sizeof header);
    tryToOpen(std::move(image));
    return 0;
}
