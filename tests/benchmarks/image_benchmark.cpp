// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of 100 megapixels to patch grid and vendor counts, codebooks, and what models see.
#include "engine/image/model_view.h"
#include "engine/image/patch_codebook.h"
#include "engine/image/patch_grid.h"
#include "tests/engine/image/test_pictures.h"

#include <benchmark/benchmark.h>

using namespace tokenarium;

namespace {

const Image& hugePicture() {
    static const Image picture = testing::noisePicture(10000, 10000);
    return picture;
}

/// Bar: 0.5 s. Bytes a second: of the picture, every byte of which is read once for the patches' colours.
void gridAndCounts(benchmark::State& state) {
    const Image& picture = hugePicture();
    for (auto step : state) {
        const PatchGrid grid = patchGrid(picture.size(), 32, BorderRule::Pad);
        benchmark::DoNotOptimize(patchColors(picture, grid));
        for (const ImageTokenRule& rule : imageTokenRules())
            benchmark::DoNotOptimize(countImageTokens(rule.form, picture.size()));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * picture.pixels.size()));
}
BENCHMARK(gridAndCounts)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void allVendorCounts(benchmark::State& state) {
    for (auto step : state)
        for (const ImageTokenRule& rule : imageTokenRules())
            benchmark::DoNotOptimize(countImageTokens(rule.form, {10000, 10000}));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * imageTokenRules().size()));
}
BENCHMARK(allVendorCounts)->Unit(benchmark::kMicrosecond);

void cheapestSizeOfHugePicture(benchmark::State& state) {
    const auto& rule = findImageTokenRule("openai-patch/gpt-5.4@2026 high")->form;
    for (auto step : state) benchmark::DoNotOptimize(cheapestSize(rule, {10000, 10000}, 512));
}
BENCHMARK(cheapestSizeOfHugePicture)->Unit(benchmark::kMillisecond);

/// Bar: 512 × 512, patches of 8, 256 codes in 0.5 s on two cores.
void learnCodebook(benchmark::State& state) {
    const Image picture = testing::wavePicture(512, 512), noise = testing::noisePicture(512, 512);
    CodebookSettings settings;
    settings.patch = static_cast<std::uint32_t>(state.range(0));
    settings.codes = static_cast<std::size_t>(state.range(1));
    double decibels = 0;
    for (auto step : state) {
        const auto codebook = learnPatchCodebook(state.range(2) ? noise : picture, settings);
        const auto codes = encodePatches(state.range(2) ? noise : picture, *codebook);
        decibels = codeQuality(*codes, codebook->size()).peakSignalToNoise;
    }
    state.counters["decibels"] = decibels;
}
BENCHMARK(learnCodebook)
    ->Args({8, 256, 0})
    ->Args({8, 256, 1})
    ->Args({4, 1024, 0})
    ->Args({2, 4096, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void seenByModel(benchmark::State& state, const char* rule) {
    const Image& picture = hugePicture();
    for (auto step : state) benchmark::DoNotOptimize(modelInputs(picture, *findImageTokenRule(rule)));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * picture.pixels.size()));
}
BENCHMARK_CAPTURE(seenByModel, clip, "clip/l14")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(seenByModel, qwen, "qwen/qwen2.5-vl")->Unit(benchmark::kMillisecond);

} // namespace
