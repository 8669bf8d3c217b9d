// SPDX-License-Identifier: GPL-3.0-or-later
// How large each kind of tensor begins follows from its name.
#include "engine/train/initial_weights.h"

#include "engine/train/normal_number.h"
#include "engine/train/text_documents.h"

#include <cmath>

namespace tokenarium {

namespace {

constexpr double spread = 0.02;

std::vector<float> normalNumbers(std::size_t count, double deviation, std::uint64_t seed) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<float>(normalNumber(deviation, seed, i));
    return values;
}

std::vector<float> initialValues(const ModelConfig& config, const std::string& name, const Shape& shape,
                                 std::uint64_t seed) {
    const std::size_t count = shape.elements();
    if (shape.rank() == 1) return std::vector<float>(count, name.ends_with(".weight") ? 1.0F : 0.0F);
    const bool residual = name.ends_with("attention.output.weight") || name.ends_with("down.weight");
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
