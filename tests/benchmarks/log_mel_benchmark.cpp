// SPDX-License-Identifier: GPL-3.0-or-later
// One hour of sound at 16 kHz to log-mel on one core; beside it the bound, the Fourier transforms alone. Then
// what follows: drawing it at any zoom, codes, sound from codes.
#include "engine/audio/fourier.h"
#include "engine/audio/griffin_lim.h"
#include "engine/audio/resample.h"
#include "engine/audio/residual_codes.h"
#include "engine/audio/spectrogram_pyramid.h"
#include "engine/audio/waveform_pyramid.h"
#include "tests/engine/audio/test_signal.h"

#include <benchmark/benchmark.h>

#include <memory>

namespace tokenarium {
namespace {

constexpr std::size_t hour = 3600 * 16000, hourFrames = hour / 160;

const std::shared_ptr<const Audio>& anHour() {
    static const std::shared_ptr<const Audio> audio = [] {
        testing::TestSignal signal;
        signal.count = 16000 * 60;
        signal.chirpRate = 100;
        const std::vector<float> minute = testing::inSinglePrecision(signal.samples());
        auto made = std::make_shared<Audio>();
        for (int i = 0; i < 60; ++i) made->samples.insert(made->samples.end(), minute.begin(), minute.end());
        return made;
    }();
    return audio;
}

const std::shared_ptr<const LogMel>& melOfAnHour() {
    static const auto mel = std::make_shared<const LogMel>(*computeLogMel(anHour()->samples));
    return mel;
}

void logMel(benchmark::State& state) {
    MelSettings settings;
    settings.bands = static_cast<std::size_t>(state.range(0));
    const std::vector<float>& samples = anHour()->samples;
    for (auto _ : state) benchmark::DoNotOptimize(computeLogMel(samples, settings));
}

/// The bound: nothing but the transforms, on numbers that stay in the cache.
void fourierTransformsAlone(benchmark::State& state) {
    FourierTransform transform(400, 16);
    std::ranges::fill(transform.input(), 0.25f);
    for (auto _ : state)
        for (std::size_t i = 0; i < hourFrames; i += 16) {
            transform.forward();
            benchmark::ClobberMemory();
        }
}

void drawing(benchmark::State& state) { // 1,920 columns, from the whole hour to one frame a column
    const SpectrogramPyramid pyramid(melOfAnHour(), SpectrogramPyramid::Reduction::Maximum);
    const WaveformPyramid waveform(anHour());
    std::vector<float> columns(1920 * 80);
    std::vector<SampleRange> ranges(1920);
    const double framesPerColumn = static_cast<double>(state.range(0));
    for (auto _ : state) {
        pyramid.columns(1000, framesPerColumn, columns);
        waveform.columns(160000, framesPerColumn * 160, ranges);
        benchmark::DoNotOptimize(columns.data());
        benchmark::DoNotOptimize(ranges.data());
    }
}

void pyramids(benchmark::State& state) {
    anHour();
    melOfAnHour();
    for (auto _ : state) {
        benchmark::DoNotOptimize(SpectrogramPyramid(melOfAnHour(), SpectrogramPyramid::Reduction::Maximum));
        benchmark::DoNotOptimize(WaveformPyramid(anHour()));
    }
}

void resampling(benchmark::State& state) { // ten minutes from the rate of a CD
    const std::vector<float> samples(44100 * 600, 0.25f);
    for (auto _ : state) benchmark::DoNotOptimize(resample(samples, 44100, 16000));
}

void encoding(benchmark::State& state) { // one minute, 7 levels of 256
    ResidualTrainingOptions options;
    options.mostFrames = 3000;
    options.iterations = 2;
    const LogMel minute = *computeLogMel(std::span(anHour()->samples).first(60 * 16000));
    const LogMel* one[] = {&minute};
    const auto book = trainResidualCodebook(one, options);
    for (auto _ : state) benchmark::DoNotOptimize(encodeResidual(*book, minute, 7));
}

void soundFromSpectrogram(benchmark::State& state) { // ten seconds, 32 iterations
    const LogMel mel = *computeLogMel(std::span(anHour()->samples).first(160000));
    for (auto _ : state) benchmark::DoNotOptimize(griffinLim(mel));
}

} // namespace

BENCHMARK(logMel)->Arg(80)->Arg(128)->Unit(benchmark::kMillisecond);
BENCHMARK(fourierTransformsAlone)->Unit(benchmark::kMillisecond);
BENCHMARK(pyramids)->Unit(benchmark::kMillisecond);
BENCHMARK(drawing)->Arg(1)->Arg(7)->Arg(188)->Unit(benchmark::kMillisecond);
BENCHMARK(resampling)->Unit(benchmark::kMillisecond);
BENCHMARK(encoding)->Unit(benchmark::kMillisecond);
BENCHMARK(soundFromSpectrogram)->Unit(benchmark::kMillisecond);

} // namespace tokenarium
