// SPDX-License-Identifier: GPL-3.0-or-later
// The plain transformer: vectors of doubles, one token and one head at a time.
#include "tests/engine/model/model_fixture.h"

#include "engine/backend/dropout.h"

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

void addTo(Row& x, const Row& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
}

class PlainTransformer {
public:
    PlainTransformer(const ModelConfig& modelConfig, const Weights& modelWeights, const PlainChange& change)
        : config(modelConfig)
        , weights(modelWeights)
        , changed(change) {
        Weights copy = weights;
        forEachTensor(copy, [&](Tensor& tensor) { numbers.emplace(tensor.data, valuesOf(tensor)); });
    }

    Rows logits(const std::vector<TokenId>& ids) const {
        Rows x;
        for (std::size_t t = 0; t < ids.size(); ++t) {
            x.push_back(rowOf(weights.tokens, ids[t]));
            if (present(weights.positions)) addTo(x[t], rowOf(weights.positions, t));
            x[t] = dropped(0, t, x[t]);
        }
        for (std::size_t layer = 0; layer < weights.blocks.size(); ++layer) block(layer, x);
        Rows all;
        for (const Row& row : x)
            all.push_back(
                product(weights.head, noTensor, normalized(weights.finalNorm, weights.finalNormBias, row)));
        return all;
    }

private:
    Row valuesOf(const Tensor& tensor) const {
        Row all(tensor.floats(), tensor.floats() + tensor.shape.elements());
        if (const auto found = changed.added.find(tensor.data); found != changed.added.end())
            addTo(all, found->second);
        if (tensor.data == changed.tensor) all[changed.index] += changed.by;
        return all;
    }

    Row rowOf(const Tensor& tensor, std::size_t row) const {
        const auto first = numbers.at(tensor.data).begin() + static_cast<std::ptrdiff_t>(row * config.width);
        return {first, first + static_cast<std::ptrdiff_t>(config.width)};
    }

    Row product(const Tensor& w, const Tensor& bias, const Row& x) const {
        const Row& matrix = numbers.at(w.data);
        Row y(w.shape[0], 0.0);
        for (std::size_t o = 0; o < y.size(); ++o)
            for (std::size_t i = 0; i < x.size(); ++i) y[o] += x[i] * matrix[o * x.size() + i];
        if (present(bias)) addTo(y, numbers.at(bias.data));
        return y;
    }

    Row normalized(const Tensor& weight, const Tensor& bias, const Row& x) const {
        return normalized(config.norm == ModelConfig::Norm::Layer, weight, bias, x);
    }

    Row normalized(bool centred, const Tensor& weight, const Tensor& bias, const Row& x) const {
        double mean = 0, squares = 0;
        if (centred)
            for (const double v : x) mean += v / static_cast<double>(x.size());
        for (const double v : x) squares += (v - mean) * (v - mean) / static_cast<double>(x.size());
        const Row& factors = numbers.at(weight.data);
        Row y(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = (x[i] - mean) / std::sqrt(squares + config.normEpsilon) * factors[i];
        if (present(bias)) addTo(y, numbers.at(bias.data));
        return y;
    }

    Row dropped(std::size_t place, std::size_t row, const Row& x) const {
        Row y = x;
        const std::uint64_t seed = dropoutSeedAt(changed.dropoutSeed, place);
        for (std::size_t i = 0; i < x.size() && changed.dropout > 0; ++i) {
            const bool kept = dropoutKeeps(seed, (changed.firstRow + row) * x.size() + i, changed.dropout);
            y[i] = kept ? x[i] / (1 - static_cast<double>(changed.dropout)) : 0;
        }
        return y;
    }

    /// One head of a query or key.
    Row head(const Row& all, std::size_t index, const Tensor& norm, std::size_t position) const {
        const std::size_t width = config.headWidth;
        Row x(all.begin() + static_cast<std::ptrdiff_t>(index * width),
              all.begin() + static_cast<std::ptrdiff_t>((index + 1) * width));
        if (present(norm)) x = normalized(false, norm, noTensor, x);
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

    double activated(double v) const {
        if (config.feedForward == ModelConfig::FeedForward::Swiglu) return v / (1 + std::exp(-v));
        if (config.gelu == GeluKind::Erf) return v * 0.5 * std::erfc(-v / std::sqrt(2.0));
        return v / (1 + std::exp(-2 * std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v)));
    }

    Row feedForward(const BlockWeights& w, const Row& x) const {
        Row inner = product(w.up, w.upBias, x);
        if (config.feedForward == ModelConfig::FeedForward::Swiglu) {
            const Row gate = product(w.gate, w.gateBias, x);
            for (std::size_t i = 0; i < inner.size(); ++i) inner[i] *= activated(gate[i]);
        } else {
            for (double& v : inner) v = activated(v);
        }
        return product(w.down, w.downBias, inner);
    }

    /// What the last token takes from those up to itself, whose keys and values these are.
    Row attention(const BlockWeights& w, const Row& input, const Rows& keys, const Rows& values) const {
        const std::size_t t = keys.size() - 1, width = config.headWidth;
        const Row queries = product(w.query, w.queryBias, input);
        Row z(config.queryWidth(), 0.0);
        for (std::size_t h = 0; h < config.heads; ++h) {
            const std::size_t keyHead = h * config.keyHeads / config.heads;
            const Row q = head(queries, h, w.queryNorm, t);
            Row share;
            double sum = 0;
            for (std::size_t s = 0; s <= t; ++s) {
                const Row k = head(keys[s], keyHead, w.keyNorm, s);
                double score = 0;
                for (std::size_t i = 0; i < width; ++i) score += q[i] * k[i];
                share.push_back(std::exp(score / std::sqrt(static_cast<double>(width))));
                sum += share.back();
            }
            for (std::size_t s = 0; s <= t; ++s)
                for (std::size_t i = 0; i < width; ++i)
                    z[h * width + i] += share[s] / sum * values[s][keyHead * width + i];
        }
        return product(w.attentionOutput, w.attentionOutputBias, z);
    }

    void block(std::size_t layer, Rows& x) const {
        const BlockWeights& w = weights.blocks[layer];
        Rows keys, values;
        for (std::size_t t = 0; t < x.size(); ++t) {
            const Row input = normalized(w.attentionNorm, w.attentionNormBias, x[t]);
            keys.push_back(product(w.key, w.keyBias, input));
            values.push_back(product(w.value, w.valueBias, input));
            addTo(x[t], dropped(2 * layer + 1, t, attention(w, input, keys, values)));
            const Row middle = normalized(w.feedForwardNorm, w.feedForwardNormBias, x[t]);
            addTo(x[t], dropped(2 * layer + 2, t, feedForward(w, middle)));
        }
    }

    const ModelConfig& config;
    const Weights& weights;
    const PlainChange& changed;
    std::map<const void*, Row> numbers; ///< of every weight, by its data
};

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
                                             const std::vector<TokenId>& ids, const PlainChange& change) {
    return PlainTransformer(config, weights, change).logits(ids);
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
