// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a codebook, which is then used. With clang: -fsanitize=fuzzer,address; the unit
// tests call it too.
#include "engine/audio/codebook_file.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace {

using namespace tokenarium;

LogMel ramp(const MelSettings& settings) {
    LogMel mel;
    mel.settings = settings;
    mel.frames = 5;
    for (std::size_t i = 0; i < mel.frames * settings.bands; ++i)
        mel.values.push_back(static_cast<float>(i % 97) / 97);
    return mel;
}

void use(const ResidualCodebook& book) {
    const auto codes = encodeResidual(book, ramp(book.mel), book.levels);
    if (decodeResidual(book, *codes, book.levels).frames != 5) std::abort();
    for (std::size_t level = 1; level < codes->levels; ++level)
        if (codes->errors[level] > codes->errors[level - 1]) std::abort();
}

void use(const SemanticCodebook& book) {
    const auto units = encodeSemantic(book, ramp(book.mel));
    for (const std::uint16_t id : units->ids)
        if (id >= book.entries) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        const Codebook book = loadCodebook(bytes, "fuzzed");
        std::visit([](const auto& one) { use(one); }, book);
        const std::string again = codebookBytes(book);
        if (!std::ranges::equal(std::as_bytes(std::span(again)), bytes)) std::abort();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
