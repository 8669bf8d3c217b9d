// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a config.json. What is accepted must be a possible model whose parameters can be
// counted without overflow. With clang: -fsanitize=fuzzer,address; the tests call it too.
#include "engine/backend/counting_backend.h"
#include "engine/model/weights.h"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    ModelConfig config;
    try {
        config = loadConfig({reinterpret_cast<const char*>(data), size}, "config.json");
    } catch (const std::runtime_error&) {
        return 0;
    }
    if (!configProblem(config).empty()) std::abort();
    double elements = 0;
    CountingBackend backend;
    makeWeights(config, [&](const std::string& name, const Shape& shape) {
        elements += static_cast<double>(shape.elements());
        return backend.allocate(name, shape);
    });
    if (elements * 4 > static_cast<double>(std::numeric_limits<std::int64_t>::max())) std::abort();
    if (static_cast<double>(backend.allocatedBytes()) != elements * 4) std::abort();
    return 0;
}
