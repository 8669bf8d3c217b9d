// SPDX-License-Identifier: GPL-3.0-or-later
// Products of the sizes of small language models, in 10^9 operations a second (a multiplication and an
// addition are two), beside OpenBLAS and oneDNN where these were found when the build was configured.
//
// Names: kind/tokens/input/output/workers. forward is y = x · wᵀ, toInput dx = dy · w, toWeights dw += dyᵀ ·
// x. OpenBLAS and oneDNN take their number of threads from OPENBLAS_NUM_THREADS and OMP_NUM_THREADS. An
// OpenBLAS older than the CPU may need OPENBLAS_CORETYPE=SkylakeX to use its vectors.
#include "engine/backend/matrix_product.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <random>
#include <vector>

#ifdef WITH_OPENBLAS
#include <cblas.h>
#endif
#ifdef WITH_ONEDNN
#include <oneapi/dnnl/dnnl.hpp>
#endif

namespace tokenarium {
namespace {

enum class Kind { Forward, ToInput, ToWeights };

std::vector<float> madeNumbers(std::size_t count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> numbers(count);
    for (float& number : numbers) number = normal(random);
    return numbers;
}

/// A linear layer's three matrices, of which one is the result.
struct Layer {
    std::size_t tokens, input, output;
    std::vector<float> x, w, y; // [T, I], [O, I], [T, O]

    explicit Layer(const benchmark::State& state)
        : tokens(static_cast<std::size_t>(state.range(0)))
        , input(static_cast<std::size_t>(state.range(1)))
        , output(static_cast<std::size_t>(state.range(2)))
        , x(madeNumbers(tokens * input))
        , w(madeNumbers(output * input))
        , y(madeNumbers(tokens * output)) {}

    MatrixView viewX() const { return {x.data(), tokens, input, input, 1}; }
    MatrixView viewW() const { return {w.data(), output, input, input, 1}; }
    MatrixView viewY() const { return {y.data(), tokens, output, output, 1}; }

    void countOperations(benchmark::State& state) const {
        const double operations = 2.0 * static_cast<double>(tokens * input * output);
        state.counters["GFLOP/s"] =
            benchmark::Counter(operations * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
    }
};

void ours(benchmark::State& state, Kind kind, ProductPrecision precision) {
    Layer layer(state);
    WorkerPool pool(static_cast<std::size_t>(state.range(3)));
    for (auto _ : state) {
        if (kind == Kind::Forward)
            multiply(layer.viewX(), layer.viewW().transposed(), layer.y.data(), layer.output, false,
                     precision, pool);
        else if (kind == Kind::ToInput)
            multiply(layer.viewY(), layer.viewW(), layer.x.data(), layer.input, false, precision, pool);
        else
            multiply(layer.viewY().transposed(), layer.viewX(), layer.w.data(), layer.input, true, precision,
                     pool);
        benchmark::ClobberMemory();
    }
    layer.countOperations(state);
}

constexpr std::array<std::array<std::int64_t, 3>, 9> layers{{{1024, 192, 192},
                                                             {1024, 192, 768},
                                                             {1024, 512, 512},
                                                             {1024, 512, 1536},
                                                             {1024, 768, 768},
                                                             {1024, 768, 5000},
                                                             {4096, 512, 512},
                                                             {256, 48, 32},
                                                             {256, 256, 32}}};

/// One worker is timed by its CPU time, which other programs disturb less; two by the clock.
void alone(benchmark::internal::Benchmark* each) {
    for (const auto& [tokens, input, output] : layers) each->Args({tokens, input, output, 1});
    each->Unit(benchmark::kMicrosecond);
}

void together(benchmark::internal::Benchmark* each) {
    for (const auto& [tokens, input, output] : layers) each->Args({tokens, input, output, 2});
    each->UseRealTime()->Unit(benchmark::kMicrosecond);
}

/// Few rows: what writing one token, or a few at once, asks for.
void decoding(benchmark::internal::Benchmark* each) {
    for (const std::int64_t tokens : {1, 4, 8})
        for (const auto& [input, output] : {std::array<std::int64_t, 2>{768, 768}, {512, 5000}})
            each->Args({tokens, input, output, 1});
    each->Unit(benchmark::kMicrosecond);
}

#define OURS(name, kind, precision)                                                                          \
    BENCHMARK_CAPTURE(ours, name, kind, precision)->Apply(alone);                                            \
    BENCHMARK_CAPTURE(ours, name, kind, precision)->Apply(together)

OURS(f32Forward, Kind::Forward, ProductPrecision::F32);
OURS(f32ToInput, Kind::ToInput, ProductPrecision::F32);
OURS(f32ToWeights, Kind::ToWeights, ProductPrecision::F32);
OURS(bf16Forward, Kind::Forward, ProductPrecision::BF16);
OURS(bf16ToInput, Kind::ToInput, ProductPrecision::BF16);
OURS(bf16ToWeights, Kind::ToWeights, ProductPrecision::BF16);
BENCHMARK_CAPTURE(ours, f32Forward, Kind::Forward, ProductPrecision::F32)->Apply(decoding);

#ifdef WITH_OPENBLAS
void openBlas(benchmark::State& state, Kind kind) {
    Layer layer(state);
    openblas_set_num_threads(1);
    const auto t = static_cast<blasint>(layer.tokens), i = static_cast<blasint>(layer.input),
               o = static_cast<blasint>(layer.output);
    float *x = layer.x.data(), *w = layer.w.data(), *y = layer.y.data();
    for (auto _ : state) {
        if (kind == Kind::Forward)
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, t, o, i, 1, x, i, w, i, 0, y, o);
        else if (kind == Kind::ToInput)
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, t, i, o, 1, y, o, w, i, 0, x, i);
        else
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, o, i, t, 1, y, o, x, i, 1, w, i);
        benchmark::ClobberMemory();
    }
    layer.countOperations(state);
}
BENCHMARK_CAPTURE(openBlas, forward, Kind::Forward)->Apply(alone)->Apply(decoding);
BENCHMARK_CAPTURE(openBlas, toInput, Kind::ToInput)->Apply(alone);
BENCHMARK_CAPTURE(openBlas, toWeights, Kind::ToWeights)->Apply(alone);
#endif

#ifdef WITH_ONEDNN
void oneDnn(benchmark::State& state) {
    Layer layer(state);
    const auto t = static_cast<dnnl_dim_t>(layer.tokens), i = static_cast<dnnl_dim_t>(layer.input),
               o = static_cast<dnnl_dim_t>(layer.output);
    for (auto _ : state) {
        dnnl_sgemm('N', 'T', t, o, i, 1, layer.x.data(), i, layer.w.data(), i, 0, layer.y.data(), o);
        benchmark::ClobberMemory();
    }
    layer.countOperations(state);
}
BENCHMARK(oneDnn)->Apply(alone)->Apply(decoding);
#endif

} // namespace
} // namespace tokenarium
