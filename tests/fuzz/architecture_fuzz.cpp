// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as the config.json of any family. What is accepted must be a list whose parts add up
// and whose caches can be counted. With clang: -fsanitize=fuzzer,address; the tests call it too.
#include "engine/cost/architecture.h"
#include "engine/cost/memory.h"

#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <stdexcept>

using namespace tokenarium;

namespace {

void tryArchitecture(std::string_view text) {
    Architecture architecture;
    try {
        architecture = loadArchitecture(text, "config.json");
    } catch (const std::runtime_error&) {
        return;
    }
    const ParameterCount count = countParameters(architecture.tensors);
    if (count.total == 0 ||
        std::accumulate(count.parts.begin(), count.parts.end(), std::size_t{0}) != count.total)
        std::abort();
    if (count.active > count.total || count.activeWithoutLookup > count.active ||
        count.nonEmbedding > count.total || count.experts > count.total)
        std::abort();
}

void tryAttention(std::string_view text) {
    AttentionShape shape;
    try {
        shape = loadAttentionShape(text, "config.json");
    } catch (const std::runtime_error&) {
        return;
    }
    if (!shape.windows.empty() && shape.windows.size() != shape.layers) std::abort();
    if (cacheElementsPerToken(shape) == 0) std::abort();
    if (cacheBytes(shape, 2, 1, 1) != 2 * cacheElementsPerToken(shape)) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tryArchitecture(text);
    tryAttention(text);
    return 0;
}
