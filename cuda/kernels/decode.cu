// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the decoding of one token: as one cooperative kernel, or, where a device cannot do that, as a graph
// of one kernel for every phase.
#include "cuda/kernels/context.cuh"
#include "cuda/kernels/decode_step.cuh"
#include "cuda/kernels/operations.h"

#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace tokenarium::cuda {
namespace {

/// What is kept in the second-level cache from token to token; activations and others need the rest.
constexpr double keptShare = 0.6;

DecodeShape shapeOf(const TokenariumCudaDecodeModel& model) {
    DecodeShape shape{};
    shape.layers = static_cast<std::uint32_t>(model.layers);
    shape.width = static_cast<std::uint32_t>(model.width);
    shape.heads = static_cast<std::uint32_t>(model.heads);
    shape.keyHeads = static_cast<std::uint32_t>(model.keyHeads);
    shape.headWidth = static_cast<std::uint32_t>(model.headWidth);
    shape.feedForwardWidth = static_cast<std::uint32_t>(model.feedForwardWidth);
    shape.vocabularySize = static_cast<std::uint32_t>(model.head.rows);
    shape.learnedPositions = model.positions.data != nullptr;
    shape.rotary = model.turns != nullptr;
    shape.headNorm = model.blocks[0].queryNorm != nullptr;
    shape.gated = model.blocks[0].gate.data != nullptr;
    return shape;
}

WidenedNumber tableOf(const TokenariumCudaMatrix& matrix) {
    return {matrix.data, matrix.rows, matrix.columns, static_cast<Format>(matrix.format)};
}

/// Gives room in the second-level cache to the first that ask.
class KeptWeights {
public:
    explicit KeptWeights(std::size_t cacheBytes)
        : left(static_cast<std::size_t>(keptShare * static_cast<double>(cacheBytes))) {}

    DecodeMatrix matrixOf(const TokenariumCudaMatrix& matrix, const float* bias) {
        if (!matrix.data) return {};
        const auto format = static_cast<Format>(matrix.format);
        const std::size_t bytes = storedBytes(matrix.rows, matrix.columns, matrix.format);
        const std::size_t perLoad = format == Format::F32 ? 4 : format == Format::Q8 ? 16 : 8;
        const bool stays = bytes <= left;
        if (stays) left -= bytes;
        return {matrix.data,
                bias,
                static_cast<std::uint32_t>(matrix.rows),
                static_cast<std::uint32_t>(matrix.columns),
                format,
                reinterpret_cast<std::uintptr_t>(matrix.data) % 16 == 0 && matrix.columns % perLoad == 0,
                stays};
    }
    DecodeBlock blockOf(const TokenariumCudaDecodeBlock& from) {
        DecodeBlock to{};
        to.attentionNorm = from.attentionNorm;
        to.attentionNormBias = from.attentionNormBias;
        to.queryNorm = from.queryNorm;
        to.keyNorm = from.keyNorm;
        to.feedForwardNorm = from.feedForwardNorm;
        to.feedForwardNormBias = from.feedForwardNormBias;
        to.query = matrixOf(from.query, from.queryBias);
        to.key = matrixOf(from.key, from.keyBias);
        to.value = matrixOf(from.value, from.valueBias);
        to.attentionOutput = matrixOf(from.attentionOutput, from.attentionOutputBias);
        to.gate = matrixOf(from.gate, from.gateBias);
        to.up = matrixOf(from.up, from.upBias);
        to.down = matrixOf(from.down, from.downBias);
        to.keys = from.keys;
        to.values = from.values;
        return to;
    }

private:
    std::size_t left;
};

/// Pinned memory of the host, which the device copies to without a stop.
class PinnedMemory {
public:
    ~PinnedMemory() {
        if (memory) cudaFreeHost(memory);
    }
    bool reserve(Context& context, std::size_t bytes) {
        if (bytes <= size) return true;
        if (memory) cudaFreeHost(memory);
        memory = nullptr;
        size = 0;
        if (context.check(cudaMallocHost(&memory, bytes)) != TOKENARIUM_CUDA_OK) return false;
        size = bytes;
        return true;
    }
    template<typename T>
    T* as() const {
        return static_cast<T*>(memory);
    }

private:
    void* memory = nullptr;
    std::size_t size = 0;
};

/// What was queued once, to be started again by one call.
class Graph {
public:
    ~Graph() { drop(); }
    explicit operator bool() const { return ready != nullptr; }
    void drop() {
        if (ready) cudaGraphExecDestroy(ready);
        ready = nullptr;
    }
    template<typename Work>
    int32_t capture(Context& context, const Work& work) {
        if (context.check(cudaStreamBeginCapture(context.stream, cudaStreamCaptureModeThreadLocal)) !=
            TOKENARIUM_CUDA_OK)
            return context.error;
        work();
        cudaGraph_t graph = nullptr;
        context.check(cudaStreamEndCapture(context.stream, &graph));
        if (context.error == TOKENARIUM_CUDA_OK) context.check(cudaGraphInstantiate(&ready, graph, 0));
        if (graph) cudaGraphDestroy(graph);
        return context.error;
    }
    int32_t start(Context& context) { return context.check(cudaGraphLaunch(ready, context.stream)); }

private:
    cudaGraphExec_t ready = nullptr;
};

} // namespace
} // namespace tokenarium::cuda

struct TokenariumCudaDecoder {
    using Scratch = tokenarium::cuda::Scratch;

    tokenarium::cuda::DecodeModel model{};
    std::size_t capacity = 0; ///< of the cache
    unsigned blocks = 1;
    std::size_t sharedBytes = 0;
    bool together = false; ///< one cooperative kernel; else a graph of many
    std::uint32_t arrivals = 0;
    std::unique_ptr<Scratch> layers, parts, counter, token, numbers;
    std::size_t numbersLength = 0;
    tokenarium::cuda::PinnedMemory hostToken, hostNumbers;
    tokenarium::cuda::Graph graphs[2]; ///< all to be seen: 1
};

namespace tokenarium::cuda {
namespace {

using Decoder = TokenariumCudaDecoder;

bool fits(const TokenariumCudaDecodeModel& model, const DecodeModel& made, int sharedLimit) {
    constexpr std::uint64_t mostRows = 1U << 22; // times the blocks: below 2³²
    const DecodeShape& shape = made.shape;
    return shape.heads <= mostHeads && shape.headWidth <= 256 && shape.headWidth % 2 == 0 &&
           shape.heads % shape.keyHeads == 0 && model.head.rows < mostRows &&
           model.feedForwardWidth < mostRows && shape.queryWidth() + 2 * shape.keyWidth() < mostRows &&
           sharedLimit > 0;
}

std::size_t dynamicBytes(std::uint32_t inputs) {
    return inputs * sizeof(float) + inputs + inputs / byteGroup * sizeof(float);
}

std::uint32_t mostInputs(const DecodeShape& shape) {
    std::size_t most = greater<std::size_t>(shape.width, shape.feedForwardWidth);
    most = greater(most, shape.queryWidth());
    most = greater<std::size_t>(most, attentionShared(shape.headWidth));
    return static_cast<std::uint32_t>(ceilDivided<std::size_t>(most, byteGroup) * byteGroup);
}

DecodeModel describe(const TokenariumCudaDecodeModel& from) {
    DecodeModel to{};
    to.shape = shapeOf(from);
    to.centred = from.rmsNorm == 0;
    to.tanhGelu = from.geluKind == 0;
    to.interleaved = from.ropePairs == 0;
    to.epsilon = from.epsilon;
    to.scale = from.scale;
    to.tokens = tableOf(from.tokens);
    to.learned = tableOf(from.positions);
    to.turns = from.turns;
    to.finalNorm = from.finalNorm;
    to.finalNormBias = from.finalNormBias;
    to.fewestSplitPositions = from.splitPositions ? static_cast<unsigned>(from.splitPositions) : 64;
    to.mostInputs = mostInputs(to.shape);
    return to;
}

/// Whether the kernel can run here, and whether by blocks that all run at once.
bool prepareLaunch(Context& context, Decoder& decoder, const TokenariumCudaDecodeModel& from) {
    constexpr std::size_t fixedBytes = sizeof(DecodeShared) + 1024;
    const auto* kernel = reinterpret_cast<const void*>(decodePhases<decodeThreads>);
    int cooperative = 0, most = 0, resident = 0;
    context.check(cudaDeviceGetAttribute(&cooperative, cudaDevAttrCooperativeLaunch, context.device));
    context.check(cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, context.device));
    decoder.sharedBytes = dynamicBytes(decoder.model.mostInputs);
    const std::size_t limit = static_cast<std::size_t>(most);
    if (!fits(from, decoder.model, most) || decoder.sharedBytes + fixedBytes > limit) return false;
    context.check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                       static_cast<int>(decoder.sharedBytes)));
    context.check(
        cudaOccupancyMaxActiveBlocksPerMultiprocessor(&resident, kernel, decodeThreads, decoder.sharedBytes));
    const auto atOnce = static_cast<unsigned>(greater(resident, 0) * context.multiprocessors);
    decoder.together = from.way != TOKENARIUM_CUDA_DECODE_GRAPH && cooperative && atOnce > 0;
    decoder.blocks = from.blocksAtOnce ? static_cast<unsigned>(from.blocksAtOnce)
                                       : static_cast<unsigned>(context.multiprocessors);
    if (decoder.together) decoder.blocks = lesser(decoder.blocks, atOnce);
    return context.error == TOKENARIUM_CUDA_OK;
}

bool allocateFor(Context& context, Decoder& decoder, const std::vector<DecodeBlock>& blocks) {
    const DecodeShape& shape = decoder.model.shape;
    const std::size_t parts = std::size_t{shape.heads} * mostSplits * (2 + shape.headWidth);
    decoder.layers = std::make_unique<Scratch>(context, blocks.size() * sizeof(DecodeBlock));
    decoder.parts = std::make_unique<Scratch>(context, parts * sizeof(float));
    decoder.counter = std::make_unique<Scratch>(context, sizeof(std::uint32_t));
    decoder.token = std::make_unique<Scratch>(context, sizeof(DecodeToken));
    if (!*decoder.layers || !*decoder.parts || !*decoder.counter || !*decoder.token ||
        !decoder.hostToken.reserve(context, sizeof(DecodeToken)))
        return false;
    context.check(cudaMemcpyAsync(decoder.layers->as<void>(), blocks.data(),
                                  blocks.size() * sizeof(DecodeBlock), cudaMemcpyHostToDevice,
                                  context.stream));
    context.check(cudaMemsetAsync(decoder.counter->as<void>(), 0, sizeof(std::uint32_t), context.stream));
    context.check(cudaStreamSynchronize(context.stream)); // `blocks` goes
    decoder.model.blocks = decoder.layers->as<DecodeBlock>();
    decoder.model.parts = decoder.parts->as<float>();
    return context.error == TOKENARIUM_CUDA_OK;
}

int32_t createDecoder(Context* context, const TokenariumCudaDecodeModel* from,
                      TokenariumCudaDecoder** created) {
    *created = nullptr;
    if (context->enter() != TOKENARIUM_CUDA_OK) return context->error;
    cudaDeviceProp properties{};
    context->check(cudaGetDeviceProperties(&properties, context->device));
    auto decoder = std::make_unique<Decoder>();
    decoder->model = describe(*from);
    decoder->capacity = from->capacity;
    if (!prepareLaunch(*context, *decoder, *from))
        return context->error == TOKENARIUM_CUDA_OK ? TOKENARIUM_CUDA_UNSUPPORTED : context->error;
    KeptWeights kept(static_cast<std::size_t>(greater(properties.l2CacheSize, 0)));
    std::vector<DecodeBlock> blocks;
    for (std::uint64_t layer = 0; layer < from->layers; ++layer)
        blocks.push_back(kept.blockOf(from->blocks[layer]));
    decoder->model.head = kept.matrixOf(from->head, nullptr);
    if (!allocateFor(*context, *decoder, blocks)) return context->error;
    *created = decoder.release();
    return TOKENARIUM_CUDA_OK;
}

void destroyDecoder(TokenariumCudaDecoder* decoder) { delete decoder; }

/// What is queued before must not be using the numbers that are replaced: it has been waited for.
bool reserveNumbers(Context& context, Decoder& decoder, bool everything) {
    const std::size_t length = decodeLayout(decoder.model.shape, decoder.capacity, everything).end;
    if (!decoder.hostNumbers.reserve(context, length * sizeof(float))) return false;
    if (length <= decoder.numbersLength) return true;
    for (Graph& graph : decoder.graphs) graph.drop();
    decoder.numbersLength = 0;
    decoder.numbers = std::make_unique<Scratch>(context, length * sizeof(float));
    if (!*decoder.numbers) return false;
    decoder.numbersLength = length;
    decoder.model.numbers = decoder.numbers->as<float>();
    return true;
}

int32_t startTogether(Context& context, Decoder& decoder, const DecodeToken& token, bool everything) {
    const unsigned phases = phaseCount(decoder.model.shape);
    const GridBarrier barrier{decoder.counter->as<std::uint32_t>(), decoder.arrivals};
    const int32_t result = launchWith(context, Blocks::Together, gridOf(decoder.blocks), decodeThreads,
                                      decoder.sharedBytes, decodePhases<decodeThreads>, decoder.model,
                                      nullptr, token, everything, 0U, phases, barrier);
    // What did not start does not arrive: the next step would wait for it for ever.
    if (result == TOKENARIUM_CUDA_OK) decoder.arrivals += (phases - 1) * decoder.blocks;
    return result;
}

int32_t startGraph(Context& context, Decoder& decoder, const DecodeToken& token, bool everything) {
    *decoder.hostToken.as<DecodeToken>() = token;
    Graph& graph = decoder.graphs[everything];
    if (!graph)
        graph.capture(context, [&] {
            auto* there = decoder.token->as<DecodeToken>();
            context.check(cudaMemcpyAsync(there, decoder.hostToken.as<DecodeToken>(), sizeof token,
                                          cudaMemcpyHostToDevice, context.stream));
            for (unsigned phase = 0; phase < phaseCount(decoder.model.shape); ++phase)
                launchWith(context, Blocks::Alone, gridOf(decoder.blocks), decodeThreads, decoder.sharedBytes,
                           decodePhases<decodeThreads>, decoder.model, there, DecodeToken{}, everything,
                           phase, phase + 1, GridBarrier{});
        });
    return context.error == TOKENARIUM_CUDA_OK ? graph.start(context) : context.error;
}

int32_t decode(Context* context, TokenariumCudaDecoder* decoder, uint32_t id, uint64_t position,
               int32_t everything, const float** numbers) {
    *numbers = nullptr;
    const bool all = everything != 0;
    if (context->enter() != TOKENARIUM_CUDA_OK || !reserveNumbers(*context, *decoder, all))
        return context->error;
    const DecodeToken token{id, static_cast<std::uint32_t>(position)};
    if (decoder->together)
        startTogether(*context, *decoder, token, all);
    else
        startGraph(*context, *decoder, token, all);
    if (context->error != TOKENARIUM_CUDA_OK) return context->error;
    const DecodeShape& shape = decoder->model.shape;
    const DecodeLayout layout = decodeLayout(shape, position + 1, all);
    const std::size_t first = all ? 0 : layout.logits;
    const std::size_t count = all ? layout.end : shape.vocabularySize;
    float* host = decoder->hostNumbers.as<float>();
    context->check(cudaMemcpyAsync(host, decoder->numbers->as<float>() + first, count * sizeof(float),
                                   cudaMemcpyDeviceToHost, context->stream));
    if (context->check(cudaStreamSynchronize(context->stream)) == TOKENARIUM_CUDA_OK) *numbers = host;
    return context->error;
}

int32_t decoderBlocks(const TokenariumCudaDecoder* decoder) {
    return decoder->together ? static_cast<int32_t>(decoder->blocks) : 0;
}

} // namespace

void fillDecode(TokenariumCudaDecode& table) {
    table.create = createDecoder;
    table.destroy = destroyDecoder;
    table.decode = decode;
    table.togetherBlocks = decoderBlocks;
}

} // namespace tokenarium::cuda
