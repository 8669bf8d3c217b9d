// SPDX-License-Identifier: GPL-3.0-or-later
// The plain transformer: vectors of doubles, one token and one head at a time.
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace tokenarium::testing {
namespace {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

Row rowOf(const Tensor& tensor, std::size_t row) {
    const std::size_t width = tensor.shape[tensor.shape.rank() - 1];
    return {tensor.floats() + row * width, tensor.floats() + (row + 1) * width};
}

Row product(const Tensor& w, const Tensor& bias, const Row& x) {
    Row y(w.shape[0], 0.0);
    for (std::size_t o = 0; o < y.size(); ++o) {
        for (std::size_t i = 0; i < x.size(); ++i) y[o] += x[i] * w.floats()[o * x.size() + i];
        if (present(bias)) y[o] += bias.floats()[o];
    }
    return y;
}

Row normalized(const ModelConfig& config, const Tensor& weight, const Tensor& bias, const Row& x) {
    double mean = 0, squares = 0;
    if (config.norm == ModelConfig::Norm::Layer)
        for (const double v : x) mean += v / static_cast<double>(x.size());
    for (const double v : x) squares += (v - mean) * (v - mean) / static_cast<double>(x.size());
    Row y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        y[i] = (x[i] - mean) / std::sqrt(squares + config.normEpsilon) * weight.floats()[i];
        if (present(bias)) y[i] += bias.floats()[i];
    }
    return y;
}

/// One head of a query or key.
Row head(const ModelConfig& config, const Row& all, std::size_t index, const Tensor& norm,
         std::size_t position) {
    const std::size_t width = config.headWidth;
    Row x(all.begin() + static_cast<std::ptrdiff_t>(index * width),
          all.begin() + static_cast<std::ptrdiff_t>((index + 1) * width));
    if (present(norm)) x = normalized(config, norm, noTensor, x);
    if (config.positionKind == ModelConfig::Positions::Learned) return x;
    Row y(width);
    for (std::size_t i = 0; i < width / 2; ++i) {
        const double angle =
            static_cast<double>(position) *
            std::pow(config.ropeTheta, -2.0 * static_cast<double>(i) / static_cast<double>(width));
        const std::size_t a = config.ropePairs == RopePairs::Interleaved ? 2 * i : i;
        const std::size_t b = config.ropePairs == RopePairs::Interleaved ? 2 * i + 1 : i + width / 2;
        y[a] = x[a] * std::cos(angle) - x[b] * std::sin(angle);
        y[b] = x[a] * std::sin(angle) + x[b] * std::cos(angle);
    }
    return y;
}

double activated(const ModelConfig& config, double v) {
    if (config.feedForward == ModelConfig::FeedForward::Swiglu) return v / (1 + std::exp(-v));
    if (config.gelu == GeluKind::Erf) return v * 0.5 * std::erfc(-v / std::sqrt(2.0));
    return v / (1 + std::exp(-2 * std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v)));
}

Row feedForward(const ModelConfig& config, const BlockWeights& w, const Row& x) {
    Row inner = product(w.up, w.upBias, x);
    if (config.feedForward == ModelConfig::FeedForward::Swiglu) {
        const Row gate = product(w.gate, w.gateBias, x);
        for (std::size_t i = 0; i < inner.size(); ++i) inner[i] *= activated(config, gate[i]);
    } else {
        for (double& v : inner) v = activated(config, v);
    }
    return product(w.down, w.downBias, inner);
}

/// What the last token of `inputs` (already normalised) takes from those up to itself.
Row attention(const ModelConfig& config, const BlockWeights& w, const Rows& inputs) {
    const std::size_t t = inputs.size() - 1, width = config.headWidth;
    const Row queries = product(w.query, w.queryBias, inputs[t]);
    Row z(config.queryWidth(), 0.0);
    for (std::size_t h = 0; h < config.heads; ++h) {
        const std::size_t keyHead = h * config.keyHeads / config.heads;
        const Row q = head(config, queries, h, w.queryNorm, t);
        Row share;
        double sum = 0;
        for (std::size_t s = 0; s <= t; ++s) {
            const Row k = head(config, product(w.key, w.keyBias, inputs[s]), keyHead, w.keyNorm, s);
            double score = 0;
            for (std::size_t i = 0; i < width; ++i) score += q[i] * k[i];
            share.push_back(std::exp(score / std::sqrt(static_cast<double>(width))));
            sum += share.back();
        }
        for (std::size_t s = 0; s <= t; ++s) {
            const Row v = product(w.value, w.valueBias, inputs[s]);
            for (std::size_t i = 0; i < width; ++i)
                z[h * width + i] += share[s] / sum * v[keyHead * width + i];
        }
    }
    return product(w.attentionOutput, w.attentionOutputBias, z);
}

void addTo(Row& x, const Row& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
}

} // namespace

std::filesystem::path factsFolder() {
    if (const char* folder = std::getenv("TOKENARIUM_FACTS")) return folder;
    return std::filesystem::path(TOKENARIUM_SOURCE_DIR).parent_path() / "shared" / "facts";
}

std::filesystem::path modelsFolder() { return factsFolder().parent_path() / "models"; }

nlohmann::json readJson(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw std::runtime_error(file.string() + " cannot be opened");
    return nlohmann::json::parse(stream);
}

ModelConfig smallGpt2() {
    ModelConfig config;
    config.layers = 2;
    config.width = 12;
    config.heads = config.keyHeads = 3;
    config.headWidth = 4;
    config.feedForwardWidth = 20;
    config.vocabularySize = 11;
    config.positions = 32;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = config.normBias = true;
    config.tiedHead = true;
    return config;
}

ModelConfig smallLlama() {
    ModelConfig config = smallGpt2();
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.heads = 4;
    config.keyHeads = 2;
    config.normEpsilon = 1e-6F;
    config.queryKeyNorm = true;
    config.tiedHead = false;
    return config;
}

Weights randomWeights(const ModelConfig& config, Backend& backend, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.5F);
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        Tensor tensor = backend.allocate(name, shape);
        std::vector<float> values(shape.elements());
        for (float& value : values) value = normal(random);
        backend.write(values, tensor);
        return tensor;
    });
}

std::vector<TokenId> randomIds(const ModelConfig& config, std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<TokenId> ids(count);
    for (TokenId& id : ids) id = static_cast<TokenId>(random() % config.vocabularySize);
    return ids;
}

std::vector<std::vector<double>> plainLogits(const ModelConfig& config, const Weights& weights,
                                             const std::vector<TokenId>& ids) {
    Rows x;
    for (std::size_t t = 0; t < ids.size(); ++t) {
        x.push_back(rowOf(weights.tokens, ids[t]));
        if (present(weights.positions)) addTo(x[t], rowOf(weights.positions, t));
    }
    for (const BlockWeights& w : weights.blocks) {
        Rows inputs;
        for (Row& row : x) {
            inputs.push_back(normalized(config, w.attentionNorm, w.attentionNormBias, row));
            addTo(row, attention(config, w, inputs));
            addTo(row,
                  feedForward(config, w, normalized(config, w.feedForwardNorm, w.feedForwardNormBias, row)));
        }
    }
    Rows logits;
    for (const Row& row : x)
        logits.push_back(product(weights.head, noTensor,
                                 normalized(config, weights.finalNorm, weights.finalNormBias, row)));
    return logits;
}

std::vector<float> logitsOf(const ModelConfig& config, const Weights& weights, Backend& backend,
                            const std::vector<TokenId>& ids) {
    const SequenceInput text{ids, nullptr};
    const ForwardResult result = forward(config, weights, backend, {&text, 1});
    EXPECT_TRUE(result.complete) << result.problem;
    return backend.read(result.logits);
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    EXPECT_EQ(a.size(), b.size());
    double largest = a.size() == b.size() ? 0 : 1e30;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::fabs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

} // namespace tokenarium::testing
