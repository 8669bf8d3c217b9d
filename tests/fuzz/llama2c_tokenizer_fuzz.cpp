// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a tokenizer.bin of llama2.c; what is accepted must encode and decode. With clang:
// -fsanitize=fuzzer,address; the tests call it too.
#include "engine/text/llama2c_tokenizer.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    try {
        const auto tokenizer = loadLlama2cTokenizer({reinterpret_cast<const char*>(data), size}, "fuzzed");
        std::vector<TokenId> ids;
        tokenizer->encodeIds("Once upon 从前\xFF\n", ids);
        for (const TokenId id : ids)
            if (id >= tokenizer->vocabulary().size()) std::abort();
        tokenizer->decode(ids);
    } catch (const std::runtime_error&) {
    }
    return 0;
}
