// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a file of llama2c. With clang: -fsanitize=fuzzer,address; the unit tests call it
// too.
#include "engine/tensor/llama2c.h"
#include "tests/fuzz/use_contents.h"

#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        tokenarium::fuzz::useContents(tokenarium::loadLlama2c(bytes, "fuzzed"), bytes);
    } catch (const std::runtime_error&) {
    }
    return 0;
}
