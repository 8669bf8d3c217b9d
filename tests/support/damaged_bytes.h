// SPDX-License-Identifier: GPL-3.0-or-later
// A file with random damage, for tests that any bytes are read without harm.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>

namespace tokenarium::testing {

/// One to four times: a byte changed, a number overwritten with one that hurts, a piece cut out, doubled or
/// moved.
inline std::string damaged(std::string bytes, std::mt19937& random) {
    static constexpr std::uint64_t numbers[] = {0,          1,          2,          7,
                                                31,         255,        1u << 20,   0x7fffffff,
                                                0xffffffff, 1ull << 40, 1ull << 60, 0x7fffffffffffffff,
                                                ~0ull,      ~0ull - 7};
    const auto below = [&random](std::size_t n) { return n ? random() % n : 0; };
    for (std::size_t times = 1 + below(4); times > 0 && !bytes.empty(); --times) {
        const std::size_t place = below(bytes.size()), length = 1 + below(16);
        switch (below(7)) {
        case 0: bytes[place] = static_cast<char>(random()); break;
        case 1: bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8))); break;
        case 2: {
            const std::size_t width = std::min<std::size_t>(below(2) ? 4 : 8, bytes.size() - place);
            std::memcpy(bytes.data() + place, &numbers[below(std::size(numbers))], width);
            break;
        }
        case 3: bytes.erase(place, length); break;
        case 4: bytes.insert(place, bytes.substr(below(bytes.size()), length)); break;
        case 5: bytes.resize(below(8) ? bytes.size() - std::min(bytes.size(), length) : place); break;
        case 6: // text formats: digits make numbers that are still read
            if (bytes[place] >= '0' && bytes[place] <= '9') bytes[place] = static_cast<char>('0' + below(10));
            break;
        }
    }
    return bytes;
}

} // namespace tokenarium::testing
