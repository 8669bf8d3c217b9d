// SPDX-License-Identifier: GPL-3.0-or-later
// Normal numbers by Box and Muller's formula from a seed and a counter.
#include "engine/train/initial_weights.h"

#include "engine/model/sampling.h"
#include "engine/train/text_documents.h"

#include <cmath>
#include <numbers>

namespace tokenarium {

namespace {

constexpr double spread = 0.02;

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::vector<float> normalNumbers(std::size_t count, double deviation, std::uint64_t seed) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double radius = std::sqrt(-2 * std::log(1 - uniformNumber(seed, 2 * i)));
        const double angle = 2 * std::numbers::pi * uniformNumber(seed, 2 * i + 1);
        values[i] = static_cast<float>(deviation * radius * std::cos(angle));
    }
    return values;
}

std::vector<float> initialValues(const ModelConfig& config, const std::string& name, const Shape& shape,
                                 std::uint64_t seed) {
    const std::size_t count = shape.elements();
    if (shape.rank() == 1) return std::vector<float>(count, endsWith(name, ".weight") ? 1.0F : 0.0F);
    const bool residual = endsWith(name, "attention.output.weight") || endsWith(name, "down.weight");
    const double shrink = residual ? std::sqrt(2.0 * static_cast<double>(config.layers)) : 1;
    return normalNumbers(count, spread / shrink, seed ^ textHash(name));
}

} // namespace

Weights createInitialWeights(const ModelConfig& config, Backend& backend, std::uint64_t seed) {
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        Tensor tensor = backend.allocate(name, shape);
        backend.write(initialValues(config, name, shape, seed), tensor);
        return tensor;
    });
}

} // namespace tokenarium
