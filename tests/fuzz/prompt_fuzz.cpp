// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a prompt's file. With clang: -fsanitize=fuzzer,address; the unit tests call it
// too.
#include "engine/prompt/prompt_file.h"

#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto opened = tokenarium::loadPrompt(std::as_bytes(std::span(data, size)), "fuzzed");
        for (const auto& part : opened->prompt.parts)
            if (!part.content && !part.isLinked()) __builtin_trap();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
