// SPDX-License-Identifier: GPL-3.0-or-later
// The data behind nfc.h, generated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace tokenarium::nfc {

extern const std::uint32_t kindEnd;
extern const std::uint8_t kindBlock[];
extern const std::uint64_t kindWords[][8]; ///< two bits for each code point

struct CombiningClass {
    std::uint32_t codePoint;
    std::uint8_t value;
};
/// One step: a singleton (`second` is 0) or a pair.
struct Decomposition {
    std::uint32_t codePoint, first, second;
};
struct Composition {
    std::uint32_t first, second, composite;
};

// Each in the order of its first, then second member.
extern const CombiningClass combiningClasses[];
extern const std::size_t combiningClassCount;
extern const Decomposition decompositions[];
extern const std::size_t decompositionCount;
extern const Composition compositions[];
extern const std::size_t compositionCount;

} // namespace tokenarium::nfc
