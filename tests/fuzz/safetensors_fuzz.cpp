// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as safetensors and as an index of several. With clang: -fsanitize=fuzzer,address;
// the unit tests call it too.
#include "engine/tensor/safetensors.h"
#include "tests/fuzz/use_contents.h"

#include <cstdint>
#include <stdexcept>

using namespace tokenarium;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        fuzz::useContents(loadSafetensors(bytes, "fuzzed"), bytes);
    } catch (const std::runtime_error&) {
    }
    try {
        const auto index = loadShardIndex({reinterpret_cast<const char*>(data), size}, "fuzzed");
        for (const auto& [tensor, file] : index.fileOfTensor)
            fuzz::require(file.find_first_of("/\\") == std::string::npos && file != "..");
    } catch (const std::runtime_error&) {
    }
    return 0;
}
