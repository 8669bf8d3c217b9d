// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as the header of a picture or film, and as a codebook. With clang:
// -fsanitize=fuzzer,address; the unit tests call it too.
#include "engine/image/image_header.h"
#include "engine/image/patch_codebook.h"

#include <cmath>
#include <cstdlib>
#include <stdexcept>

using namespace tokenarium;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        const PictureHeader header = loadPictureHeader(bytes, "fuzzed");
        require(!header.size.empty() && header.size.longSide() <= 0x7FFFFFFF);
        require(header.orientation >= 1 && header.orientation <= 8);
        require(std::isfinite(header.seconds) && header.seconds >= 0);
        require(std::isfinite(header.framesPerSecond) && header.framesPerSecond >= 0);
    } catch (const std::runtime_error&) {
    }
    try {
        const PatchCodebook codebook = loadPatchCodebook(bytes, "fuzzed");
        require(codebook.size() >= 1 && codebook.size() <= mostCodes);
        require(codebook.values.size() == codebook.size() * codebook.numbersPerCode());
    } catch (const std::runtime_error&) {
    }
    return 0;
}
