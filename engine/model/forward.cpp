// SPDX-License-Identifier: GPL-3.0-or-later
// Embed, then in every block attend and feed forward, each adding to the residual stream; then norm and head.
// What the families differ in is asked of the configuration where it matters. Nothing here knows who computes
// or watches.
#include "engine/model/forward.h"

#include <cmath>
#include <set>
#include <utility>

namespace tokenarium {
namespace {

/// Where one text stands among the rows, and how many of its tokens came before.
struct Place {
    std::size_t first, count, before;
    KvCache* cache;
    std::string suffix; ///< of names that belong to this text alone
};

class ForwardPass {
public:
    ForwardPass(const ModelConfig& modelConfig, const Weights& modelWeights, Backend& operations,
                std::span<const SequenceInput> texts, const ForwardOptions& forwardOptions)
        : config(modelConfig)
        , weights(modelWeights)
        , backend(operations)
        , options(forwardOptions)
        , fused(forwardOptions.fusedAttention) {
        for (const SequenceInput& text : texts) {
            const std::size_t before = text.cache ? text.cache->length : 0;
            if (text.cache) fused = false;
            places.push_back({rows, text.ids.size(), before, text.cache,
                              texts.size() > 1 ? ".text." + std::to_string(places.size()) : std::string()});
            ids.insert(ids.end(), text.ids.begin(), text.ids.end());
            for (std::size_t t = 0; t < text.ids.size(); ++t)
                positions.push_back(static_cast<std::uint32_t>(before + t));
            rows += text.ids.size();
        }
    }

    ForwardResult run() {
        ForwardResult result;
        Tensor x = dropped(0, embed());
        if (config.positionKind == ModelConfig::Positions::Rotary) {
            turns = allocate("embed.rotations", {rows, config.headWidth});
            backend.rotations(positions, ropeFrequencies(config), turns);
        }
        for (std::size_t layer = 0; layer < config.layers && !backend.stopped(); ++layer) {
            const std::string name = "block." + std::to_string(layer);
            x = block(layer, name, x);
            if (options.logitLens) result.lens.push_back(head(x, name + ".lens.norm", name + ".lens.logits"));
        }
        result.logits = head(x, "final.norm", "logits");
        result.complete = !backend.stopped();
        if (result.complete)
            for (const Place& place : places)
                if (place.cache) place.cache->length = place.before + place.count;
        return result;
    }

private:
    Tensor embed() { // [T, C]
        Tensor tokens = allocate("embed.tokens", {rows, config.width});
        backend.embedding(ids, weights.tokens, tokens);
        if (config.positionKind != ModelConfig::Positions::Learned) return tokens;
        Tensor learned = allocate("embed.positions", {rows, config.width});
        backend.embedding(positions, weights.positions, learned);
        return sum("embed.output", tokens, learned);
    }

    Tensor block(std::size_t layer, const std::string& name, const Tensor& x /*[T,C]*/) { // [T, C]
        const BlockWeights& w = weights.blocks[layer];
        const Tensor attended = dropped(2 * layer + 1, attention(layer, name + ".attention", x));
        const Tensor middle = sum(name + ".middle", x, attended);
        const Tensor fed = dropped(2 * layer + 2, feedForward(w, name + ".feedforward", middle));
        return sum(name + ".output", middle, fed);
    }

    Tensor attention(std::size_t layer, const std::string& name, const Tensor& x /*[T,C]*/) { // [T, C]
        const BlockWeights& w = weights.blocks[layer];
        const Tensor in = norm(name + ".norm", x, w.attentionNorm, w.attentionNormBias);
        Tensor q = allocate(name + ".query", {rows, config.queryWidth()});
        Tensor k = allocate(name + ".key", {rows, config.keyWidth()});
        Tensor v = allocate(name + ".value", {rows, config.keyWidth()});
        const LinearPart parts[] = {
            {w.query, w.queryBias, q}, {w.key, w.keyBias, k}, {w.value, w.valueBias, v}};
        backend.linears(in, parts);
        q = turned(std::move(q), w.queryNorm);
        k = turned(std::move(k), w.keyNorm);
        return project(name + ".output", attendAll(layer, name, q, k, v), w.attentionOutput,
                       w.attentionOutputBias);
    }

    /// The texts of a batch share all products with weights, but each looks only at itself.
    Tensor attendAll(std::size_t layer, const std::string& name, const Tensor& q, const Tensor& k,
                     const Tensor& v) { // [T, H·D]
        if (fused) return attendInOneStep(name, q, k, v);
        if (places.size() == 1) return attend(layer, name, places[0], q, k, v);
        Tensor z = allocate(name + ".heads", {rows, config.queryWidth()});
        for (const Place& place : places) {
            const Tensor one = attend(layer, name, place, part(place, q), part(place, k), part(place, v));
            backend.putRows(one, place.first, z);
        }
        return z;
    }

    Tensor attendInOneStep(const std::string& name, const Tensor& q /*[T,H·D]*/, const Tensor& k /*[T,K·D]*/,
                           const Tensor& v /*[T,K·D]*/) { // [T, H·D]
        std::vector<std::uint32_t> lengths;
        for (const Place& place : places) lengths.push_back(static_cast<std::uint32_t>(place.count));
        Tensor z = allocate(name + ".heads", {rows, config.queryWidth()});
        Tensor logSums = allocate(name + ".log_sums", {config.heads, rows});
        backend.attention(q, k, v, lengths, attentionScale(config), z, logSums);
        return z;
    }

    Tensor attend(std::size_t layer, const std::string& name, const Place& place, const Tensor& q /*[T,H·D]*/,
                  const Tensor& k /*[T,K·D]*/, const Tensor& v /*[T,K·D]*/) { // [T, H·D]
        const Tensor *keys = &k, *values = &v;
        if (place.cache) {
            backend.putRows(k, place.before, place.cache->keys[layer]);
            backend.putRows(v, place.before, place.cache->values[layer]);
            keys = &place.cache->keys[layer];
            values = &place.cache->values[layer];
        }
        const Shape square{config.heads, place.count, place.before + place.count}; // [H, T, S]
        Tensor scores = allocate(name + ".scores" + place.suffix, square);
        backend.attentionScores(q, *keys, attentionScale(config), scores);
        Tensor masked = allocate(name + ".masked" + place.suffix, square);
        backend.causalMask(scores, masked);
        Tensor probs = allocate(name + ".probs" + place.suffix, square);
        backend.softmax(masked, probs);
        Tensor z = allocate(name + ".heads" + place.suffix, {place.count, config.queryWidth()});
        backend.attentionValues(probs, *values, z);
        return z;
    }

    Tensor feedForward(const BlockWeights& w, const std::string& name, const Tensor& x /*[T,C]*/) { // [T, C]
        const Tensor in = norm(name + ".norm", x, w.feedForwardNorm, w.feedForwardNormBias);
        const Shape wide{rows, config.feedForwardWidth}; // [T, F]
        Tensor up = allocate(name + ".up", wide), inner = allocate(name + ".activation", wide);
        if (config.feedForward == ModelConfig::FeedForward::Swiglu) {
            Tensor gate = allocate(name + ".gate", wide);
            const LinearPart parts[] = {{w.up, w.upBias, up}, {w.gate, w.gateBias, gate}};
            backend.linears(in, parts);
            backend.swiglu(gate, up, inner);
        } else {
            backend.linear(in, w.up, w.upBias, up);
            backend.gelu(up, config.gelu, inner);
        }
        return project(name + ".output", inner, w.down, w.downBias);
    }

    Tensor head(const Tensor& x /*[T,C]*/, const std::string& normName,
                const std::string& logitsName) { // [T, V] or [texts, V]
        const Tensor& wanted = options.lastTokenOnly && rows > places.size() ? lastRows(x) : x;
        return project(logitsName, norm(normName, wanted, weights.finalNorm, weights.finalNormBias),
                       weights.head, noTensor);
    }

    const Tensor& lastRows(const Tensor& x) { // [texts, C]
        last = allocate(x.name + ".last", {places.size(), config.width});
        for (std::size_t i = 0; i < places.size(); ++i) {
            Tensor row = allocate(x.name + ".last" + places[i].suffix, {1, config.width});
            backend.takeRows(x, places[i].first + places[i].count - 1, row);
            if (places.size() == 1) return last = row;
            backend.putRows(row, i, last);
        }
        return last;
    }

    Tensor dropped(std::size_t place, Tensor x) {
        if (!(options.dropout > 0)) return x;
        Tensor y = allocate(x.name + ".dropout", x.shape);
        backend.dropout(x, options.dropout, dropoutSeedAt(options.dropoutSeed, place), y);
        return y;
    }

    Tensor part(const Place& place, const Tensor& x) {
        Tensor y = allocate(x.name + place.suffix, {place.count, x.shape[1]});
        backend.takeRows(x, place.first, y);
        return y;
    }

    Tensor norm(const std::string& name, const Tensor& x, const Tensor& weight, const Tensor& bias) {
        Tensor y = allocate(name, x.shape);
        if (config.norm == ModelConfig::Norm::Layer)
            backend.layerNorm(x, weight, bias, config.normEpsilon, y);
        else
            backend.rmsNorm(x, weight, config.normEpsilon, y);
        return y;
    }

    /// Queries or keys: norm of every head where the model has one, then rotary positions where it has those.
    Tensor turned(Tensor x /*[T,H·D]*/, const Tensor& headNorm) {
        const bool isRotary = config.positionKind == ModelConfig::Positions::Rotary;
        if (!isRotary && !present(headNorm)) return x;
        const std::string name = x.name;
        if (present(headNorm)) {
            Tensor y = allocate(name + ".norm", x.shape);
            backend.rmsNorm(x, headNorm, config.normEpsilon, y);
            x = y;
        }
        if (!isRotary) return x;
        Tensor y = allocate(name + ".rotated", x.shape);
        backend.rope(x, turns, config.ropePairs, y);
        return y;
    }

    Tensor project(const std::string& name, const Tensor& x, const Tensor& w, const Tensor& bias) {
        Tensor y = allocate(name, {x.shape[0], w.shape[0]});
        backend.linear(x, w, bias, y);
        return y;
    }

    Tensor sum(const std::string& name, const Tensor& a, const Tensor& b) {
        Tensor y = allocate(name, a.shape);
        backend.add(a, b, y);
        return y;
    }

    Tensor allocate(std::string name, const Shape& shape) {
        Tensor tensor = backend.allocate(std::move(name), shape);
        if (options.keep) options.keep->keep(tensor);
        return tensor;
    }

    const ModelConfig& config;
    const Weights& weights;
    Backend& backend;
    const ForwardOptions& options;
    bool fused; ///< attention in one operation
    std::vector<Place> places;
    std::vector<std::uint32_t> ids, positions; // [T]
    std::size_t rows = 0;                      // T
    Tensor turns;                              // [T, D]
    Tensor last;
};

} // namespace

float attentionScale(const ModelConfig& config) {
    return static_cast<float>(1 / std::sqrt(static_cast<double>(config.headWidth)));
}

std::uint64_t dropoutSeedAt(std::uint64_t seed, std::size_t place) {
    std::uint64_t z = (seed ^ (seed >> 32)) * 0xD6E8FEB86659FD93U + place;
    z = (z ^ (z >> 32)) * 0xD6E8FEB86659FD93U;
    return z ^ (z >> 32);
}

std::string inputProblem(const ModelConfig& config, std::span<const SequenceInput> texts) {
    if (texts.empty()) return "There is no text to read.";
    std::set<const KvCache*> caches;
    for (const SequenceInput& text : texts) {
        if (text.cache && !caches.insert(text.cache).second) return "Two texts cannot share one cache.";
        const std::size_t length = text.ids.size() + (text.cache ? text.cache->length : 0);
        if (text.ids.empty()) return "The prompt is empty: a model needs at least one token to go on from.";
        if (length > config.positions)
            return "The text is " + std::to_string(length) + " tokens long, but this model reads " +
                   std::to_string(config.positions) + " at most.";
        if (text.cache && length > text.cache->capacity)
            return "The cache holds " + std::to_string(text.cache->capacity) + " tokens, but " +
                   std::to_string(length) + " are needed.";
        for (const TokenId id : text.ids)
            if (id >= config.vocabularySize)
                return "Token " + std::to_string(id) + " is not in the model's vocabulary of " +
                       std::to_string(config.vocabularySize) +
                       "; tokenizer and model do not belong together.";
    }
    return {};
}

ForwardResult forward(const ModelConfig& config, const Weights& weights, Backend& backend,
                      std::span<const SequenceInput> texts, const ForwardOptions& options) {
    if (std::string problem = inputProblem(config, texts); !problem.empty()) {
        ForwardResult refused;
        refused.problem = std::move(problem);
        return refused;
    }
    return ForwardPass(config, weights, backend, texts, options).run();
}

} // namespace tokenarium
