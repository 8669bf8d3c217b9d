// SPDX-License-Identifier: GPL-3.0-or-later
// The story grammar's dice: xoshiro256** seeded by splitmix64, the same numbers on every machine.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace tokenarium {

class StoryRandom {
public:
    explicit StoryRandom(std::uint64_t seed) {
        for (std::uint64_t& word : state) word = splitMix(seed);
    }

    /// Uniform in [0, count); `count` at least 1 and below 2^32. The bias is below count / 2^32.
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(((next() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
    }

private:
    static std::uint64_t splitMix(std::uint64_t& seed) {
        std::uint64_t mixed = seed += 0x9e3779b97f4a7c15ULL;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t next() {
        const std::uint64_t result = std::rotl(state[1] * 5, 7) * 9;
        const std::uint64_t shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = std::rotl(state[3], 45);
        return result;
    }

    std::array<std::uint64_t, 4> state{};
};

} // namespace tokenarium
