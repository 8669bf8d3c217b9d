// SPDX-License-Identifier: GPL-3.0-or-later
// Describes a model to the module, and gives what a step leaves in memory the names of forward().
#include "cuda/decode.h"

#include "cuda/cuda_context.h"
#include "cuda/decode_layout.h"
#include "engine/backend/counting_backend.h"
#include "engine/model/forward.h"

#include <cassert>
#include <unordered_map>

namespace tokenarium {
namespace {

using cuda::DecodeBlockPlaces;
using cuda::DecodeLayout;
using cuda::DecodeShape;

const float* numbers(const Tensor& tensor) { return static_cast<const float*>(tensor.data); }
TokenariumCudaMatrix matrixOf(const Tensor& tensor) {
    if (!present(tensor)) return {};
    return {tensor.data, tensor.shape[0], tensor.shape[1], static_cast<std::int32_t>(tensor.dtype)};
}

TokenariumCudaDecodeBlock blockOf(const BlockWeights& w, KvCache& cache, std::size_t layer) {
    TokenariumCudaDecodeBlock to{};
    to.attentionNorm = numbers(w.attentionNorm);
    to.attentionNormBias = numbers(w.attentionNormBias);
    to.queryNorm = numbers(w.queryNorm);
    to.keyNorm = numbers(w.keyNorm);
    to.query = matrixOf(w.query);
    to.key = matrixOf(w.key);
    to.value = matrixOf(w.value);
    to.attentionOutput = matrixOf(w.attentionOutput);
    to.queryBias = numbers(w.queryBias);
    to.keyBias = numbers(w.keyBias);
    to.valueBias = numbers(w.valueBias);
    to.attentionOutputBias = numbers(w.attentionOutputBias);
    to.feedForwardNorm = numbers(w.feedForwardNorm);
    to.feedForwardNormBias = numbers(w.feedForwardNormBias);
    to.gate = matrixOf(w.gate);
    to.up = matrixOf(w.up);
    to.down = matrixOf(w.down);
    to.gateBias = numbers(w.gateBias);
    to.upBias = numbers(w.upBias);
    to.downBias = numbers(w.downBias);
    to.keys = cache.keys[layer].floats();
    to.values = cache.values[layer].floats();
    return to;
}

bool rotary(const ModelConfig& config) { return config.positionKind == ModelConfig::Positions::Rotary; }
bool gated(const ModelConfig& config) { return config.feedForward == ModelConfig::FeedForward::Swiglu; }

DecodeShape shapeOf(const ModelConfig& config) {
    const auto number = [](std::size_t value) { return static_cast<std::uint32_t>(value); };
    return {number(config.layers),
            number(config.width),
            number(config.heads),
            number(config.keyHeads),
            number(config.headWidth),
            number(config.feedForwardWidth),
            number(config.vocabularySize),
            !rotary(config),
            rotary(config),
            config.queryKeyNorm,
            gated(config)};
}

/// Names and places of what a step writes, in the order of forward().
class DecodedNames {
public:
    DecodedNames(const ModelConfig& modelConfig, std::size_t positions, const float* numbers)
        : config(modelConfig)
        , layout(cuda::decodeLayout(shapeOf(modelConfig), positions, true))
        , first(numbers)
        , square{modelConfig.heads, 1, positions} {
        const Shape row{1, config.width};
        add("embed.tokens", row, layout.tokens);
        if (!rotary(config)) {
            add("embed.positions", row, layout.learned);
            add("embed.output", row, layout.input);
        } else {
            add("embed.rotations", {1, config.headWidth}, layout.rotations);
        }
        for (std::size_t layer = 0; layer < config.layers; ++layer) addBlock(layer);
        add("final.norm", row, layout.finalNorm);
        add("logits", {1, config.vocabularySize}, layout.logits);
    }
    std::vector<DecodedTensor> all;

private:
    void add(std::string name, const Shape& shape, std::size_t place) {
        all.push_back({std::move(name), shape, {first + place, shape.elements()}});
    }

    void addHeads(const std::string& name, const Shape& shape, std::size_t projected, std::size_t normed,
                  std::size_t turned) {
        add(name, shape, projected);
        if (config.queryKeyNorm) add(name + ".norm", shape, normed);
        if (rotary(config)) add(name + ".rotated", shape, turned);
    }

    void addBlock(std::size_t layer) {
        const DecodeBlockPlaces& in = layout.inBlock;
        const std::size_t block = layout.block(static_cast<std::uint32_t>(layer));
        const std::string name = "block." + std::to_string(layer);
        const Shape row{1, config.width}, queries{1, config.queryWidth()}, keys{1, config.keyWidth()},
            inner{1, config.feedForwardWidth};
        add(name + ".attention.norm", row, block + in.attentionNorm);
        addHeads(name + ".attention.query", queries, block + in.query, block + in.queryNorm,
                 block + in.queryRotated);
        addHeads(name + ".attention.key", keys, block + in.key, block + in.keyNorm, block + in.keyRotated);
        add(name + ".attention.value", keys, block + in.value);
        add(name + ".attention.scores", square, block + in.scores);
        add(name + ".attention.masked", square, block + in.scores); // nothing comes after the last token
        add(name + ".attention.probs", square, block + in.probs);
        add(name + ".attention.heads", queries, block + in.heads);
        add(name + ".attention.output", row, block + in.attentionOutput);
        add(name + ".middle", row, block + in.middle);
        add(name + ".feedforward.norm", row, block + in.feedForwardNorm);
        add(name + ".feedforward.up", inner, block + in.up);
        if (gated(config)) add(name + ".feedforward.gate", inner, block + in.gate);
        add(name + ".feedforward.activation", inner, block + in.activation);
        add(name + ".feedforward.output", row, block + in.feedForwardOutput);
        add(name + ".output", row, block + in.output);
    }

    const ModelConfig& config;
    const DecodeLayout layout;
    const float* first;
    const Shape square;
};

class TableDecoder final : public CudaDecoder {
public:
    TableDecoder(std::shared_ptr<CudaContext> device, const ModelConfig& modelConfig,
                 const Weights& modelWeights, KvCache& textCache, Tensor rotations)
        : context(std::move(device))
        , config(modelConfig)
        , weights(modelWeights)
        , kept(textCache)
        , cache(textCache)
        , turns(std::move(rotations)) {}
    ~TableDecoder() override {
        if (decoder) context->table().decode.destroy(decoder);
    }
    TableDecoder(const TableDecoder&) = delete;
    TableDecoder& operator=(const TableDecoder&) = delete;

    bool open(const CudaDecoderOptions& options) {
        std::vector<TokenariumCudaDecodeBlock> blocks;
        for (std::size_t layer = 0; layer < config.layers; ++layer)
            blocks.push_back(blockOf(weights.blocks[layer], kept, layer));
        TokenariumCudaDecodeModel model = describe(options);
        model.blocks = blocks.data();
        return context->table().decode.create(context->handle(), &model, &decoder) == TOKENARIUM_CUDA_OK;
    }

    std::span<const float> step(TokenId id, bool everything) override {
        assert(id < config.vocabularySize && cache.length < kept.capacity);
        host = nullptr;
        seen = everything;
        last = id;
        if (context->table().decode.decode(context->handle(), decoder, id, cache.length, everything, &host) !=
            TOKENARIUM_CUDA_OK)
            return {};
        positions = ++cache.length;
        const float* logits =
            everything ? host + cuda::decodeLayout(shapeOf(config), positions, true).logits : host;
        return {logits, config.vocabularySize};
    }

    std::vector<DecodedTensor> tensors() const override {
        if (!host || !seen) return {};
        return DecodedNames(config, positions, host).all;
    }

    /// The list of steps is that of a run which computes nothing.
    Trace trace() const override {
        if (!host || !seen) return {};
        CountingBackend counting;
        TraceRecorder recorder;
        recorder.wants = [](const Step&) { return false; };
        RecordingBackend recording(counting, recorder);
        const Weights shapes = makeWeights(config, [&](const std::string& name, const Shape& shape) {
            return counting.allocate(name, shape);
        });
        KvCache before = createKvCache(config, counting, kept.capacity);
        before.length = positions - 1;
        const SequenceInput text{{&last, 1}, &before};
        forward(config, shapes, recording, {&text, 1});
        fill(recorder.trace);
        return std::move(recorder.trace);
    }

    int togetherBlocks() const override { return context->table().decode.togetherBlocks(decoder); }

private:
    TokenariumCudaDecodeModel describe(const CudaDecoderOptions& options) const {
        TokenariumCudaDecodeModel model{};
        model.layers = config.layers;
        model.width = config.width;
        model.heads = config.heads;
        model.keyHeads = config.keyHeads;
        model.headWidth = config.headWidth;
        model.feedForwardWidth = config.feedForwardWidth;
        model.capacity = kept.capacity;
        model.rmsNorm = config.norm == ModelConfig::Norm::Rms;
        model.geluKind = static_cast<std::int32_t>(config.gelu);
        model.ropePairs = static_cast<std::int32_t>(config.ropePairs);
        model.epsilon = config.normEpsilon;
        model.scale = attentionScale(config);
        model.tokens = matrixOf(weights.tokens);
        model.positions = matrixOf(weights.positions);
        model.head = matrixOf(weights.head);
        model.finalNorm = numbers(weights.finalNorm);
        model.finalNormBias = numbers(weights.finalNormBias);
        model.turns = numbers(turns);
        model.way = options.way == CudaDecoderOptions::Way::Graph ? TOKENARIUM_CUDA_DECODE_GRAPH
                                                                  : TOKENARIUM_CUDA_DECODE_BEST;
        model.blocksAtOnce = options.blocks;
        model.splitPositions = options.splitPositions;
        return model;
    }

    void fill(Trace& trace) const {
        std::unordered_map<std::string, std::span<const float>> values;
        for (const DecodedTensor& tensor : tensors()) values.emplace(tensor.name, tensor.values);
        for (Step& step : trace.steps)
            if (const auto found = values.find(step.output); found != values.end())
                step.values.assign(found->second.begin(), found->second.end());
    }

    std::shared_ptr<CudaContext> context;
    const ModelConfig config;
    const Weights weights;
    KvCache kept; ///< shares the memory
    KvCache& cache;
    const Tensor turns; // [capacity, D]
    TokenariumCudaDecoder* decoder = nullptr;
    const float* host = nullptr;
    bool seen = false;
    TokenId last = 0;
    std::size_t positions = 0;
};

/// Cosines and sines of every place in the cache; absent where positions are learned.
Tensor rotationsOf(const ModelConfig& config, CudaBackend& backend, std::size_t capacity) {
    if (!rotary(config)) return {};
    Tensor turns = backend.allocate("decode.rotations", {capacity, config.headWidth});
    std::vector<std::uint32_t> places(capacity);
    for (std::size_t i = 0; i < capacity; ++i) places[i] = static_cast<std::uint32_t>(i);
    backend.rotations(places, ropeFrequencies(config), turns);
    return turns;
}

} // namespace

std::unique_ptr<CudaDecoder> createCudaDecoder(CudaBackend& backend, const ModelConfig& config,
                                               const Weights& weights, KvCache& cache,
                                               const CudaDecoderOptions& options) {
    Tensor turns = rotationsOf(config, backend, cache.capacity);
    if (backend.stopped()) return nullptr;
    auto decoder = std::make_unique<TableDecoder>(backend.device(), config, weights, cache, std::move(turns));
    if (!decoder->open(options)) return nullptr;
    return decoder;
}

} // namespace tokenarium
