// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as FASTA. With clang: -fsanitize=fuzzer,address; the unit tests call it too.
#include "engine/gene/fasta.h"

#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto file = tokenarium::loadFasta({reinterpret_cast<const char*>(data), size}, "fuzzed");
        for (const auto& sequence : file.sequences)
            if (sequence.bases.empty()) __builtin_trap();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
