// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters in the words of the backend. The three products are those of a linear layer read in other ways:
// with dy = B and w = A a layer's way back gives dx = B · A; with x = dW and w = A the way forth gives dW ·
// Aᵀ; with dy = B and x = dW the way back gives dw = Bᵀ · dW.
#include "engine/train/lora.h"

#include "engine/train/normal_number.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace tokenarium {
namespace {

constexpr std::string_view ending = ".weight";

/// "block.3.attention.query.weight" → "attention.query"; empty for what is not in a block.
std::string_view partOfBlock(std::string_view weight) {
    if (!weight.starts_with("block.") || !weight.ends_with(ending)) return {};
    weight.remove_suffix(ending.size());
    return weight.substr(std::min(weight.find('.', 6), weight.size() - 1) + 1);
}

bool means(std::string_view word, std::string_view matrix) {
    return word == "all" || word == matrix || word == matrix.substr(matrix.find('.') + 1);
}

bool wanted(const LoraOptions& options, std::string_view matrix) {
    if (options.matrices.empty()) return matrix == "attention.query" || matrix == "attention.value";
    return std::any_of(options.matrices.begin(), options.matrices.end(),
                       [&](const std::string& word) { return means(word, matrix); });
}

std::unordered_map<std::string, Tensor> byName(Weights weights) {
    std::unordered_map<std::string, Tensor> found;
    forEachTensor(weights, [&](Tensor& tensor) { found.emplace(tensor.name, tensor); });
    return found;
}

Tensor zeros(const std::string& name, const Shape& shape, Backend& backend) {
    Tensor tensor = backend.allocate(name, shape);
    backend.fill(0, tensor);
    return tensor;
}

/// W + s · B · A
Tensor adapted(const Tensor& weight, const LoraMatrix& matrix, float scale, Backend& backend) {
    Tensor sum = zeros(weight.name, weight.shape, backend), none;
    backend.linearBackward(weight, matrix.a, matrix.b, sum, none, none); // only the shape of x matters
    backend.blend(weight, 1, scale, sum);
    return sum;
}

} // namespace

std::vector<std::string> loraMatrixNames(const ModelConfig& config) {
    std::vector<std::string> names = {"attention.query", "attention.key", "attention.value",
                                      "attention.output"};
    if (config.feedForward == ModelConfig::FeedForward::Swiglu) names.push_back("feedforward.gate");
    names.insert(names.end(), {"feedforward.up", "feedforward.down"});
    return names;
}

std::vector<AdaptableMatrix> adaptableMatrices(const ModelConfig& config) {
    const std::vector<std::string> names = loraMatrixNames(config);
    std::vector<AdaptableMatrix> all;
    makeWeights(config, [&](const std::string& name, const Shape& shape) {
        const std::string matrix(partOfBlock(name));
        if (std::find(names.begin(), names.end(), matrix) != names.end())
            all.push_back({name, matrix, shape});
        Tensor nothing;
        nothing.name = name;
        return nothing;
    });
    return all;
}

std::string loraProblem(const ModelConfig& config, const LoraOptions& options) {
    if (options.rank == 0) return "The rank of an adapter is at least 1.";
    if (!(options.alpha > 0) || !std::isfinite(options.alpha))
        return "The alpha of an adapter is a number above 0.";
    const std::vector<std::string> names = loraMatrixNames(config);
    for (const std::string& word : options.matrices) {
        if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return means(word, name); }))
            continue;
        std::string known = "all";
        for (const std::string& name : names) known += ", " + name.substr(name.find('.') + 1);
        return "This model has no matrix \"" + word + "\" to adapt; it has: " + known + ".";
    }
    return {};
}

Lora createLora(const ModelConfig& config, Backend& backend, const LoraOptions& options) {
    if (const std::string problem = loraProblem(config, options); !problem.empty())
        throw std::runtime_error(problem);
    Lora lora{options.rank, options.alpha, {}};
    std::uint64_t drawn = 0;
    for (const auto& [weight, matrix, shape] : adaptableMatrices(config)) {
        if (!wanted(options, matrix)) continue;
        const std::string stem = weight.substr(0, weight.size() - ending.size());
        LoraMatrix one{weight, backend.allocate(stem + ".lora_A.weight", {options.rank, shape[1]}),
                       zeros(stem + ".lora_B.weight", {shape[0], options.rank}, backend)};
        std::vector<float> values(one.a.shape.elements());
        const float spread = 1 / std::sqrt(static_cast<float>(shape[1]));
        for (float& value : values)
            value = spread * static_cast<float>(normalNumber(1, options.seed, drawn++));
        backend.write(values, one.a);
        lora.matrices.push_back(one);
    }
    return lora;
}

std::uint64_t trainedParameters(const Lora& lora) {
    std::uint64_t sum = 0;
    for (const LoraMatrix& matrix : lora.matrices)
        sum += matrix.a.shape.elements() + matrix.b.shape.elements();
    return sum;
}

Weights adaptedWeights(const Weights& base, const Lora& lora, Backend& backend) {
    std::unordered_map<std::string, const LoraMatrix*> matrices;
    for (const LoraMatrix& matrix : lora.matrices) matrices.emplace(matrix.weight, &matrix);
    Weights weights = base;
    forEachTensor(weights, [&](Tensor& weight) {
        const auto found = matrices.find(weight.name);
        if (found != matrices.end()) weight = adapted(weight, *found->second, lora.scale(), backend);
    });
    return weights;
}

Lora zeroLoraGradients(const Lora& lora, Backend& backend) {
    Lora gradients = lora;
    for (LoraMatrix& matrix : gradients.matrices)
        for (Tensor* tensor : {&matrix.a, &matrix.b})
            *tensor = zeros("grad." + tensor->name, tensor->shape, backend);
    return gradients;
}

void addLoraGradients(const Lora& lora, const Weights& weightGradients, Backend& backend, Lora& gradients) {
    const auto found = byName(weightGradients);
    for (std::size_t i = 0; i < lora.matrices.size(); ++i) {
        const LoraMatrix& matrix = lora.matrices[i];
        LoraMatrix& gradient = gradients.matrices[i];
        const Tensor& dw = found.at("grad." + matrix.weight);
        Tensor db = backend.allocate(gradient.b.name + ".unscaled", gradient.b.shape);
        backend.linear(dw, matrix.a, noTensor, db);
        backend.blend(db, lora.scale(), 1, gradient.b);
        Tensor da = zeros(gradient.a.name + ".unscaled", gradient.a.shape, backend), none;
        backend.linearBackward(dw, matrix.a, matrix.b, none, da, none);
        backend.blend(da, lora.scale(), 1, gradient.a);
    }
}

Weights loraAsWeights(const Lora& lora) {
    Weights weights;
    for (const LoraMatrix& matrix : lora.matrices)
        for (const Tensor& tensor : {matrix.a, matrix.b}) weights.blocks.emplace_back().query = tensor;
    return weights;
}

} // namespace tokenarium
