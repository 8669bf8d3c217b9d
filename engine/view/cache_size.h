// SPDX-License-Identifier: GPL-3.0-or-later
// How many bytes the keys and values of a text take, and what other formats and shared heads would make of
// it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tokenarium {

struct ModelConfig;

/// What the size of a KV cache depends on. Plain value.
struct CacheShape {
    std::size_t layers = 0;    ///< L
    std::size_t heads = 0;     ///< H, of queries
    std::size_t keyHeads = 0;  ///< K
    std::size_t headWidth = 0; ///< D
    std::size_t positions = 0; ///< the longest context, in tokens
    bool operator==(const CacheShape&) const = default;
};
CacheShape cacheShapeOf(const ModelConfig& config);

/// 2 (keys and values) · L · K·D · bytes of a number · tokens.
std::uint64_t cacheBytes(const CacheShape& shape, std::size_t tokens, std::size_t bytesPerNumber);
/// The same model if all its query heads shared `keyHeads` pairs of keys and values.
CacheShape withKeyHeads(CacheShape shape, std::size_t keyHeads);
/// The fewest pairs of heads, above one, that H query heads can share evenly: what grouped heads would have
/// here. 1 where H has no such divisor below K, or the model shares one already.
std::size_t groupedKeyHeads(const CacheShape& shape);

} // namespace tokenarium
