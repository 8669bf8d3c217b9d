// SPDX-License-Identifier: GPL-3.0-or-later
// What a token is: an id and the half-open span of the source that it stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tokenarium {

using TokenId = std::uint32_t;

/// Half-open range [begin, end) in a stream's unit. Selection is a Span everywhere, so that all views of
/// one stream light up together.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
    bool empty() const { return begin == end; }
    bool contains(std::size_t at) const { return begin <= at && at < end; }
    bool operator==(const Span&) const = default;
};

/// What a span counts: bytes of the original text, audio samples, or patches in raster order.
enum class Unit { Byte, Sample, Patch };

struct Token {
    TokenId id = 0;
    Span span;                   ///< in the stream's unit; empty for tokens that stand for nothing written ([CLS])
    std::uint16_t codebook = 0;  ///< for residual codes of sound: which codebook; otherwise 0
    bool operator==(const Token&) const = default;
};

struct TokenStream {
    Unit unit = Unit::Byte;
    std::vector<Token> tokens;
};

} // namespace tokenarium
