// SPDX-License-Identifier: GPL-3.0-or-later
// How fast on a GPU, each line with the bound that was measured in the same run and the share of it: decoding
// (bound: the weights' bytes at the bandwidth of a copy), reading and training (bound: the fastest product of
// large matrices, cuBLASLt's where that is there; our own with TOKENARIUM_CUBLASLT=0), and the ladder.
//
// Random weights. The module is the one of this build, or the one TOKENARIUM_CUDA_MODULE names. Without a
// device there is one line that says so.
#include "cuda/cuda_context.h"
#include "cuda/decode.h"
#include "cuda/ladder.h"
#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/backward.h"
#include "engine/model/forward.h"
#include "engine/tensor/checkpoint.h"
#include "tests/benchmarks/random_model.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

namespace tokenarium {
namespace {

constexpr std::size_t decoded = 128, prompt = 1024, batch = 16;

std::string modulePath() {
    const char* named = std::getenv("TOKENARIUM_CUDA_MODULE");
    return named ? named : CUDA_MODULE;
}

std::unique_ptr<CudaBackend> openGpu(ProductPrecision precision = ProductPrecision::BF16) {
    return createCudaBackend(modulePath(), {0, precision});
}

std::vector<TokenId> someIds(std::size_t count, std::size_t vocabulary) {
    std::vector<TokenId> ids(count);
    for (std::size_t i = 0; i < count; ++i) ids[i] = static_cast<TokenId>(i * 37 % vocabulary);
    return ids;
}

// Bounds --------------------------------------------------------------------------------------------------

/// Bytes a second; measured once.
double bandwidth(CudaBackend& gpu) {
    static double best = 0;
    if (best > 0) return best;
    const auto device = gpu.device();
    for (int pass = 0; pass < 3; ++pass) {
        double rate = 0;
        device->table().ladder.bandwidth(device->handle(), std::uint64_t{1} << 30, &rate);
        best = std::max(best, rate);
    }
    return best;
}

/// Operations a second of y = x · wᵀ with 4096 rows, BF16; measured once.
double matrixRate(CudaBackend& gpu) {
    static double best = 0;
    if (best > 0) return best;
    constexpr std::size_t n = 4096;
    const std::vector<float> values(n * n, 0.5F);
    const Tensor w = gpu.storeMatrix("w", {n, n}, quantize(values, {n, n}, DType::BF16), DType::BF16);
    Tensor x = gpu.allocate("x", {n, n}), y = gpu.allocate("y", {n, n});
    gpu.fill(0.5F, x);
    const auto device = gpu.device();
    for (int pass = 0; pass < 5; ++pass) {
        device->table().synchronise(device->handle());
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < 10; ++i) gpu.linear(x, w, noTensor, y);
        device->table().synchronise(device->handle());
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        best = std::max(best, 10 * 2.0 * n * n * n / time.count());
    }
    return best;
}

void report(benchmark::State& state, CudaBackend& gpu, double value, double bound) {
    if (gpu.stopped()) {
        state.SkipWithError(gpu.problem().c_str());
        return;
    }
    state.counters["value"] = value;
    state.counters["bound"] = bound;
    state.counters["ratio"] = value / bound;
}

/// Work a second of the timed loop: `seconds` of all its rounds.
class Clock {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

private:
    std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
};

/// What cuBLASLt did.
std::string libraryUse(CudaBackend& gpu) {
    TokenariumCudaLibraryUse use{};
    gpu.device()->table().libraryUse(gpu.device()->handle(), &use);
    if (use.version == 0) return "our own products";
    return "cuBLASLt " + std::to_string(use.version) + " has " + std::to_string(use.shapes) + " of " +
           std::to_string(use.compared) + " shapes";
}

// What is timed -------------------------------------------------------------------------------------------

enum class Way { Together, Graph, Captured, Plain };

/// Tokens a second, one after another from an empty cache.
void decode(benchmark::State& state, const NamedShape& shape, DType type, Way way) {
    const auto gpu = openGpu();
    const ModelConfig config = configOf(shape);
    const std::optional<DType> stored = type == DType::F32 ? std::nullopt : std::optional(type);
    const Weights weights = randomWeights(config, stored, *gpu);
    KvCache cache = createKvCache(config, *gpu, decoded);
    CudaDecoderOptions options;
    if (way == Way::Graph) options.way = CudaDecoderOptions::Way::Graph;
    const auto decoder = createCudaDecoder(*gpu, config, weights, cache, options);
    if (!decoder) {
        state.SkipWithError(("no decoder: " + gpu->problem()).c_str());
        return;
    }
    const std::vector<TokenId> ids = someIds(decoded, config.vocabularySize);
    const auto run = [&] {
        cache.length = 0;
        for (const TokenId& id : ids) {
            const SequenceInput text{{&id, 1}, &cache};
            if (way == Way::Plain)
                benchmark::DoNotOptimize(gpu->read(forward(config, weights, *gpu, {&text, 1}).logits));
            else
                benchmark::DoNotOptimize(decoder->step(id, way == Way::Captured).data());
        }
    };
    run();
    const Clock clock;
    for (auto _ : state) run();
    const double tokens = static_cast<double>(state.iterations() * decoded);
    report(state, *gpu, tokens / clock.seconds(), bandwidth(*gpu) / matrixBytes(weights));
    state.SetLabel("tokens/s; " + std::to_string(decoder->togetherBlocks()) + " blocks together");
}

/// Operations a second while reading a prompt into an empty cache.
void prefill(benchmark::State& state) {
    const auto gpu = openGpu();
    const ModelConfig config = configOf(gpt2Shape);
    const Weights weights = randomWeights(config, DType::BF16, *gpu);
    const std::vector<TokenId> ids = someIds(prompt, config.vocabularySize);
    const SequenceInput text{ids, nullptr};
    ForwardOptions options;
    options.fusedAttention = true;
    options.lastTokenOnly = true;
    const auto run = [&] {
        const ForwardResult result = forward(config, weights, *gpu, {&text, 1}, options);
        benchmark::DoNotOptimize(gpu->read(result.logits));
    };
    run();
    const Clock clock;
    for (auto _ : state) run();
    const double seconds = clock.seconds() / static_cast<double>(state.iterations());
    CountingBackend counting;
    const Weights counted = makeWeights(
        config, [&](const std::string& name, const Shape& shape) { return counting.allocate(name, shape); });
    forward(config, counted, counting, {&text, 1}, options);
    const double flops = static_cast<double>(counting.total().matrixFlops);
    report(state, *gpu, flops / seconds * 1e-12, matrixRate(*gpu) * 1e-12);
    state.counters["tokens/s"] = static_cast<double>(prompt) / seconds;
    state.SetLabel("TFLOP/s of products; " + libraryUse(*gpu));
}

/// A step of training: forth, back, AdamW; products in BF16, weights F32.
void train(benchmark::State& state) {
    const auto gpu = openGpu();
    const ModelConfig config = configOf(gpt2Shape);
    Weights weights = randomWeights(config, std::nullopt, *gpu);
    Weights gradients = zeroGradients(config, *gpu), means = zeroGradients(config, *gpu),
            squares = zeroGradients(config, *gpu);
    const std::vector<TokenId> ids = someIds(prompt + 1, config.vocabularySize);
    const std::vector<TrainingText> texts(batch, {std::span(ids).first(prompt), std::span(ids).last(prompt)});
    LossOptions options;
    options.scale = 1.0F / static_cast<float>(batch * prompt);
    std::vector<Tensor*> all[4];
    std::size_t which = 0;
    for (Weights* one : {&weights, &gradients, &means, &squares}) {
        forEachTensor(*one, [&](Tensor& tensor) { all[which].push_back(&tensor); });
        ++which;
    }
    std::uint64_t step = 0;
    const auto run = [&] {
        for (Tensor* gradient : all[1]) gpu->fill(0, *gradient);
        lossAndGradients(config, weights, *gpu, texts, options, gradients);
        ++step;
        std::vector<AdamWPart> parts;
        for (std::size_t i = 0; i < all[0].size(); ++i)
            parts.push_back(
                {*all[1][i], {1e-4F, 0.9F, 0.95F, 1e-8F, 0.1F, step}, *all[2][i], *all[3][i], *all[0][i]});
        const std::vector<const Tensor*> clipped(all[1].begin(), all[1].end());
        benchmark::DoNotOptimize(gpu->sumOfAllSquares(clipped)); // a trainer asks for the norm, and waits
        gpu->adamWAll(parts, 0.5F);
    };
    run();
    const Clock clock;
    for (auto _ : state) run();
    gpu->read(*all[0].back()); // the last AdamW
    const double seconds = clock.seconds() / static_cast<double>(state.iterations());
    CountingBackend counting;
    const auto make = [&](const std::string& name, const Shape& shape) {
        return counting.allocate(name, shape);
    };
    const Weights counted = makeWeights(config, make);
    Weights countedGradients = makeWeights(config, make);
    lossAndGradients(config, counted, counting, texts, options, countedGradients);
    const double tokens = static_cast<double>(batch * prompt);
    const double flops = static_cast<double>(counting.total().matrixFlops);
    report(state, *gpu, tokens / seconds, matrixRate(*gpu) / (flops / tokens));
    state.SetLabel("tokens/s; " + libraryUse(*gpu));
}

/// GFLOP/s of a lesson; the bound is the last lesson's kind of number: our fastest product.
void lesson(benchmark::State& state, std::size_t step) {
    constexpr std::size_t n = 2048;
    const auto gpu = openGpu(ProductPrecision::F32);
    static CpuBackend cpu;
    static std::unique_ptr<Ladder> ladder; // the CPU's product takes its time: once
    static std::unique_ptr<CudaBackend> kept;
    if (!ladder) {
        kept = openGpu(ProductPrecision::F32);
        ladder = std::make_unique<Ladder>(*kept, cpu, n);
    }
    std::optional<LadderTiming> timing;
    for (auto _ : state) {
        timing = ladder->run(step);
        if (!timing) break;
        state.SetIterationTime(timing->milliseconds / 1000);
    }
    if (!timing) {
        state.SkipWithError(("wrong numbers, or not on this device: " + kept->problem()).c_str());
        return;
    }
    report(state, *kept, timing->gigaflops, matrixRate(*gpu) * 1e-9);
    state.counters["CPU"] = ladder->onCpu().gigaflops;
    state.SetLabel(ladderSteps()[step].idea);
}

void bounds(benchmark::State& state) {
    const auto gpu = openGpu();
    for (auto _ : state) benchmark::DoNotOptimize(gpu.get());
    if (gpu->stopped()) return;
    state.counters["GB/s"] = bandwidth(*gpu) * 1e-9;
    state.counters["TFLOP/s"] = matrixRate(*gpu) * 1e-12;
}

void noDevice(benchmark::State& state, const std::string& reason) {
    std::fprintf(stderr, "cuda_benchmark: SKIPPED, no device: %s\n", reason.c_str());
    state.SkipWithError(("no device: " + reason).c_str());
}

void registerAll() {
    using benchmark::RegisterBenchmark;
    constexpr auto unit = benchmark::kMillisecond;
    RegisterBenchmark("bounds", bounds)->Iterations(1);
    for (const auto& [shapeName, shape] : {std::pair{"gpt2-124m", gpt2Shape}, {"own-3.4m", ownShape}})
        for (const auto& [name, type] :
             {std::pair{"bf16", DType::BF16}, {"q8", DType::Q8_0}, {"f32", DType::F32}})
            for (const auto& [wayName, way] : {std::pair{"", Way::Together},
                                               {"/captured", Way::Captured},
                                               {"/graph", Way::Graph},
                                               {"/plain", Way::Plain}}) {
                const std::string title = std::string("decode/") + shapeName + "/" + name + wayName;
                RegisterBenchmark(title.c_str(), decode, shape, type, way)->Unit(unit)->UseRealTime();
            }
    RegisterBenchmark("prefill/gpt2-124m/bf16/1024", prefill)->Unit(unit)->UseRealTime();
    RegisterBenchmark("train/gpt2-124m/bf16/16x1024", train)->Unit(unit)->UseRealTime();
    for (std::size_t step = 0; step < ladderSteps().size(); ++step)
        RegisterBenchmark((std::string("ladder/") + ladderSteps()[step].name).c_str(), lesson, step)
            ->Unit(unit)
            ->UseManualTime()
            ->Iterations(1);
}

} // namespace
} // namespace tokenarium

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    try {
        tokenarium::openGpu();
        tokenarium::registerAll();
    } catch (const std::runtime_error& error) {
        const std::string reason = error.what();
        benchmark::RegisterBenchmark("cuda", tokenarium::noDevice, reason);
    }
    benchmark::RunSpecifiedBenchmarks();
}
