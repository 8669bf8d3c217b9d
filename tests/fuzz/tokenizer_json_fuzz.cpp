// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a tokenizer.json. Where one is accepted it must give back every byte, and be the
// same after it was written and read again. With clang: -fsanitize=fuzzer,address; the tests call it too.
#include "engine/text/tokenizer_json.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::shared_ptr<const TextTokenizer> tokenizer;
    try {
        tokenizer = loadTokenizerJson(bytes, "fuzzed");
    } catch (const std::runtime_error&) {
        return 0; // refused with a message
    }
    std::vector<TokenId> ids, again;
    tokenizer->encodeIds(bytes, ids);
    if (tokenizer->decode(ids) != bytes) std::abort();
    loadTokenizerJson(createTokenizerJson(*tokenizer), "written")->encodeIds(bytes, again);
    if (ids != again) std::abort();
    return 0;
}
