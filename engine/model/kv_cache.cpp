// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for keys and values.
#include "engine/model/kv_cache.h"

namespace tokenarium {

KvCache createKvCache(const ModelConfig& config, Backend& backend, std::size_t capacity) {
    KvCache cache;
    cache.capacity = capacity;
    for (std::size_t layer = 0; layer < config.layers; ++layer) {
        const std::string name = "cache." + std::to_string(layer);
        cache.keys.push_back(backend.allocate(name + ".keys", {capacity, config.keyWidth()}));
        cache.values.push_back(backend.allocate(name + ".values", {capacity, config.keyWidth()}));
    }
    return cache;
}

} // namespace tokenarium
