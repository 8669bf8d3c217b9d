// SPDX-License-Identifier: GPL-3.0-or-later
// The standard's own description in code; its constants are the first bits of the roots of primes and are
// worked out here instead of being listed.
#include "engine/file/sha256.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace tokenarium {

namespace {

constexpr std::size_t blockBytes = 64;

constexpr std::array<unsigned, 64> firstPrimes() {
    std::array<unsigned, 64> primes{};
    std::size_t count = 0;
    for (unsigned n = 2; count < primes.size(); ++n) {
        bool prime = true;
        for (std::size_t i = 0; i < count; ++i) prime = prime && n % primes[i] != 0;
        if (prime) primes[count++] = n;
    }
    return primes;
}

/// The first 32 bits behind the point. The roots are below 32, so a double is exact far beyond them.
std::uint32_t fractionBits(double root) {
    return static_cast<std::uint32_t>((root - std::floor(root)) * 4294967296.0);
}

struct Constants {
    std::array<std::uint32_t, 8> start;   ///< of square roots
    std::array<std::uint32_t, 64> rounds; ///< of cube roots
    Constants() {
        constexpr auto primes = firstPrimes();
        for (std::size_t i = 0; i < start.size(); ++i) start[i] = fractionBits(std::sqrt(primes[i]));
        for (std::size_t i = 0; i < rounds.size(); ++i) rounds[i] = fractionBits(std::cbrt(primes[i]));
    }
};

const Constants& constants() {
    static const Constants instance;
    return instance;
}

using State = std::array<std::uint32_t, 8>;

void absorb(State& state, const std::uint8_t* block) {
    std::array<std::uint32_t, 64> w;
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = std::uint32_t{block[4 * i]} << 24 | std::uint32_t{block[4 * i + 1]} << 16 |
               std::uint32_t{block[4 * i + 2]} << 8 | block[4 * i + 3];
    for (std::size_t i = 16; i < 64; ++i) {
        const auto s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const auto s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const auto& rounds = constants().rounds;
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const auto s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const auto first = h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + w[i];
        const auto s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const auto second = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const State added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

} // namespace

std::string sha256(std::span<const std::byte> bytes) {
    State state = constants().start;
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const std::size_t whole = bytes.size() / blockBytes * blockBytes, left = bytes.size() - whole;
    for (std::size_t at = 0; at < whole; at += blockBytes) absorb(state, data + at);
    std::array<std::uint8_t, 2 * blockBytes> tail{}; // the rest, a one bit, zeros, the length in bits
    for (std::size_t i = 0; i < left; ++i) tail[i] = data[whole + i];
    tail[left] = 0x80;
    const std::size_t end = left + 9 <= blockBytes ? blockBytes : 2 * blockBytes;
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i) tail[end - 1 - i] = static_cast<std::uint8_t>(bits >> (8 * i));
    for (std::size_t at = 0; at < end; at += blockBytes) absorb(state, tail.data() + at);
    std::string text;
    for (const std::uint32_t word : state)
        for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[word >> shift & 15];
    return text;
}

} // namespace tokenarium
