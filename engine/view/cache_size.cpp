// SPDX-License-Identifier: GPL-3.0-or-later
// Products of a handful of numbers.
#include "engine/view/cache_size.h"

#include "engine/model/config.h"

namespace tokenarium {

CacheShape cacheShapeOf(const ModelConfig& config) {
    return {config.layers, config.heads, config.keyHeads, config.headWidth, config.positions};
}

std::uint64_t cacheBytes(const CacheShape& shape, std::size_t tokens, std::size_t bytesPerNumber) {
    return std::uint64_t(2) * shape.layers * shape.keyHeads * shape.headWidth * bytesPerNumber * tokens;
}

CacheShape withKeyHeads(CacheShape shape, std::size_t keyHeads) {
    shape.keyHeads = keyHeads;
    return shape;
}

std::size_t groupedKeyHeads(const CacheShape& shape) {
    for (std::size_t count = 2; count < shape.keyHeads; ++count)
        if (shape.heads % count == 0) return count;
    return 1;
}

} // namespace tokenarium
