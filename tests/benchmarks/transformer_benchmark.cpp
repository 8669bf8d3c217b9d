// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens a second of models with random weights: decoding 64 tokens one by one from an empty cache, plain and
// with every step recorded, and reading 512 at once; beside it the bound (bytes of matrices over the
// bandwidth of this machine, measured here) and llama.cpp.
//
// For llama.cpp TOKENARIUM_LLAMA_BENCH names a program that is called with MODEL THREADS PP TG REPETITIONS FA
// and prints "… ppN best X … tgN best Y …" (tokens a second), and TOKENARIUM_LLAMA_MODELS the folder of the
// same shapes as SHAPE-TYPE.gguf (gpt2-124m-q8_0.gguf). Run with --benchmark_enable_random_interleaving=true
// and some repetitions: only ratios of one run can be trusted.
#include "engine/backend/cpu_backend.h"
#include "engine/backend/large_pages.h"
#include "engine/backend/trace.h"
#include "engine/model/forward.h"
#include "tests/benchmarks/random_model.h"
#include "tests/support/run_program.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>

namespace tokenarium {
namespace {

constexpr std::size_t decoded = 64, prompt = 512;

constexpr NamedShape shapes[] = {
    gpt2Shape, {"g10m", 8192, 512, 320, 6, 5}, ownShape, {"g03m", 512, 512, 64, 5, 4}};

const char* peerName(DType type) {
    return type == DType::Q8_0 ? "q8_0" : type == DType::BF16 ? "bf16" : type == DType::F16 ? "f16" : "f32";
}

/// Bytes a second that `threads` read, best of several passes over `bytes` in large pages. The C library
/// looks for a byte that is not there with the widest vectors of this CPU.
double readBandwidth(double bytes, std::size_t threads) {
    static std::map<std::pair<double, std::size_t>, double> known;
    double& best = known[{bytes, threads}];
    if (best > 0) return best;
    const auto count = static_cast<std::size_t>(bytes);
    LargePageArena arena;
    const std::shared_ptr<void> memory = arena.take(count);
    std::memset(memory.get(), 0, count);
    WorkerPool workers(threads);
    for (int pass = 0; pass < 40; ++pass) {
        const auto begin = std::chrono::steady_clock::now();
        workers.forRanges(count, 64, [&](std::size_t first, std::size_t last) {
            benchmark::DoNotOptimize(std::memchr(static_cast<char*>(memory.get()) + first, 1, last - first));
        });
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
        best = std::max(best, bytes / time.count());
    }
    return best;
}

enum class Watching { Nobody, Kept, Recorded };

void decode(benchmark::State& state, const NamedShape& shape, DType type, Watching watching) {
    const ModelConfig config = configOf(shape);
    const auto threads = static_cast<std::size_t>(state.range(0));
    CpuBackend cpu(threads);
    const Weights weights = randomWeights(config, type, cpu);
    KvCache cache = createKvCache(config, cpu, decoded);
    TraceRecorder recorder;
    RecordingBackend recording(cpu, recorder);
    Backend& backend = watching == Watching::Recorded ? static_cast<Backend&>(recording) : cpu;
    const auto run = [&] {
        cache.length = 0;
        for (std::size_t t = 0; t < decoded; ++t) {
            const TokenId id = static_cast<TokenId>(t * 37 % config.vocabularySize);
            const SequenceInput text{std::span(&id, 1), &cache};
            Activations kept;
            recorder.restart();
            ForwardOptions options;
            if (watching == Watching::Kept) options.keep = &kept;
            benchmark::DoNotOptimize(
                forward(config, weights, backend, std::span(&text, 1), options).logits.data);
        }
    };
    run();
    for (auto _ : state) run();
    const double tokens = static_cast<double>(state.iterations() * decoded), bytes = matrixBytes(weights);
    state.counters["tokens/s"] = benchmark::Counter(tokens, benchmark::Counter::kIsRate);
    state.counters["bound"] = readBandwidth(bytes, threads) / bytes;
    state.counters["MB"] = bytes / 1e6;
}

/// The matrices of a token alone, one after another: what decoding can reach.
void matricesOnly(benchmark::State& state, const NamedShape& shape, DType type) {
    const ModelConfig config = configOf(shape);
    CpuBackend cpu(static_cast<std::size_t>(state.range(0)));
    Weights weights = randomWeights(config, type, cpu);
    std::vector<std::array<Tensor, 3>> products; // x, w, y
    forEachTensor(weights, [&](Tensor& w) {
        if (w.layout != TensorLayout::Panels) return;
        Tensor x = cpu.allocate("x", {1, w.shape[1]}), y = cpu.allocate("y", {1, w.shape[0]});
        cpu.fill(0.5F, x);
        products.push_back({x, w, y});
    });
    const auto run = [&] {
        for (std::size_t t = 0; t < decoded; ++t)
            for (auto& [x, w, y] : products) cpu.linear(x, w, noTensor, y);
    };
    run();
    for (auto _ : state) run();
    state.counters["tokens/s"] =
        benchmark::Counter(static_cast<double>(state.iterations() * decoded), benchmark::Counter::kIsRate);
}

void prefill(benchmark::State& state, const NamedShape& shape, DType type) {
    const ModelConfig config = configOf(shape);
    CpuBackend cpu(static_cast<std::size_t>(state.range(0)));
    const Weights weights = randomWeights(config, type, cpu);
    KvCache cache = createKvCache(config, cpu, prompt);
    std::vector<TokenId> ids(prompt);
    for (std::size_t t = 0; t < prompt; ++t) ids[t] = static_cast<TokenId>(t * 37 % config.vocabularySize);
    const auto run = [&] {
        cache.length = 0;
        const SequenceInput text{ids, &cache};
        ForwardOptions options;
        options.lastTokenOnly = true;
        benchmark::DoNotOptimize(forward(config, weights, cpu, std::span(&text, 1), options).logits.data);
    };
    run(); // memory that was never touched is slow once
    for (auto _ : state) run();
    state.counters["tokens/s"] =
        benchmark::Counter(static_cast<double>(state.iterations() * prompt), benchmark::Counter::kIsRate);
}

/// The number after `word`, or 0.
double numberAfter(const std::string& text, const std::string& word) {
    const std::size_t place = text.find(word);
    return place == text.npos ? 0 : std::strtod(text.c_str() + place + word.size(), nullptr);
}

void peer(benchmark::State& state, const NamedShape& shape, DType type, bool wholePrompt, bool captured) {
    const char *program = std::getenv("TOKENARIUM_LLAMA_BENCH"),
               *models = std::getenv("TOKENARIUM_LLAMA_MODELS");
    if (!program || !models) {
        state.SkipWithError(
            "TOKENARIUM_LLAMA_BENCH and TOKENARIUM_LLAMA_MODELS are not set: nothing to compare with");
        return;
    }
    testing::ProgramRun run;
    run.command = {program,
                   std::string(models) + "/" + shape.name + "-" + peerName(type) + ".gguf",
                   std::to_string(state.range(0)),
                   wholePrompt ? std::to_string(prompt) : "0",
                   wholePrompt ? "0" : std::to_string(decoded),
                   "3",
                   captured ? "0" : "-1"};
    if (captured) run.environment["CAPTURE"] = "1";
    const std::size_t tokens = wholePrompt ? prompt : decoded;
    const std::string word = (wholePrompt ? "pp" : "tg") + std::to_string(tokens) + " best";
    for (auto _ : state) {
        const testing::ProgramResult result = testing::runProgram(run);
        const double rate = numberAfter(result.output, word);
        if (rate <= 0) {
            state.SkipWithError("the peer gave no number");
            return;
        }
        state.SetIterationTime(static_cast<double>(tokens) / rate);
    }
    state.counters["tokens/s"] =
        benchmark::Counter(static_cast<double>(state.iterations() * tokens), benchmark::Counter::kIsRate);
}

void addBenchmarks() {
    for (const NamedShape& shape : shapes)
        for (const DType type : {DType::F32, DType::BF16, DType::Q8_0}) {
            const std::string what = std::string(shape.name) + "/" + peerName(type);
            const auto add = [&](const std::string& name, const auto& work) {
                return benchmark::RegisterBenchmark((name + "/" + what).c_str(), work)
                    ->ArgName("threads")
                    ->Arg(1)
                    ->Arg(2)
                    ->Unit(benchmark::kMillisecond);
            };
            const auto ours = [&](const std::string& name, Watching watching) {
                add(name, [=](benchmark::State& state) {
                    decode(state, shape, type, watching);
                })->UseRealTime();
            };
            const auto theirs = [&](const std::string& name, bool wholePrompt, bool captured) {
                add(name, [=](benchmark::State& state) { peer(state, shape, type, wholePrompt, captured); })
                    ->UseManualTime()
                    ->Iterations(1);
            };
            add("matrices-only", [=](benchmark::State& state) {
                matricesOnly(state, shape, type);
            })->UseRealTime();
            ours("decode", Watching::Nobody);
            ours("decode-kept", Watching::Kept);
            ours("decode-recorded", Watching::Recorded);
            theirs("decode-llama.cpp", false, false);
            theirs("decode-captured-llama.cpp", false, true);
            add("prefill", [=](benchmark::State& state) { prefill(state, shape, type); })->UseRealTime();
            theirs("prefill-llama.cpp", true, false);
        }
}

} // namespace
} // namespace tokenarium

int main(int argc, char** argv) {
    tokenarium::addBenchmarks();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
}
