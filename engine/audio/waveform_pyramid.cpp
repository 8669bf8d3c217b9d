// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of samples in levels, each a quarter as long as the one below.
#include "engine/audio/waveform_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {

namespace {

constexpr std::size_t lowestBlock = 64, step = 4; ///< samples of an entry of level 0; entries of one above
constexpr SampleRange nothing{std::numeric_limits<float>::infinity(),
                              -std::numeric_limits<float>::infinity()};

SampleRange joined(SampleRange a, SampleRange b) {
    return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

SampleRange rangeOfSamples(std::span<const float> samples) {
    SampleRange range = nothing;
    for (const float sample : samples) range = joined(range, {sample, sample});
    return range;
}

} // namespace

WaveformPyramid::WaveformPyramid(std::shared_ptr<const Audio> audio) : source(std::move(audio)) {
    const std::span<const float> samples = source->samples;
    std::vector<SampleRange> level;
    for (std::size_t begin = 0; begin < samples.size(); begin += lowestBlock)
        level.push_back(
            rangeOfSamples(samples.subspan(begin, std::min(lowestBlock, samples.size() - begin))));
    while (!level.empty()) {
        levels.push_back(level);
        if (level.size() <= step) break;
        std::vector<SampleRange> above;
        for (std::size_t begin = 0; begin < levels.back().size(); begin += step) {
            SampleRange range = nothing;
            for (std::size_t i = begin; i < std::min(begin + step, level.size()); ++i)
                range = joined(range, level[i]);
            above.push_back(range);
        }
        level = std::move(above);
    }
}

SampleRange WaveformPyramid::rangeOf(std::size_t begin, std::size_t end) const {
    // From both ends inwards to whole blocks, then the same one level up.
    SampleRange range = nothing;
    const std::span<const float> samples = source->samples;
    const std::size_t firstBlock = (begin + lowestBlock - 1) / lowestBlock, endBlock = end / lowestBlock;
    if (levels.empty() || firstBlock >= endBlock) return rangeOfSamples(samples.subspan(begin, end - begin));
    range = joined(rangeOfSamples(samples.subspan(begin, firstBlock * lowestBlock - begin)),
                   rangeOfSamples(samples.subspan(endBlock * lowestBlock, end - endBlock * lowestBlock)));
    std::size_t first = firstBlock, last = endBlock;
    for (std::size_t k = 0; first < last; ++k, first /= step, last /= step) {
        const bool top = k + 1 == levels.size();
        for (; first < last && (top || first % step != 0); ++first) range = joined(range, levels[k][first]);
        for (; first < last && last % step != 0; --last) range = joined(range, levels[k][last - 1]);
    }
    return range;
}

void WaveformPyramid::columns(double firstSample, double samplesPerColumn, std::span<SampleRange> out) const {
    const auto count = static_cast<double>(source->samples.size());
    for (std::size_t c = 0; c < out.size(); ++c) {
        const double from = std::floor(firstSample + static_cast<double>(c) * samplesPerColumn);
        const double to = std::floor(firstSample + static_cast<double>(c + 1) * samplesPerColumn);
        const double begin = std::max(from, 0.0), end = std::min(std::max(to, from + 1), count);
        out[c] = begin < end ? rangeOf(static_cast<std::size_t>(begin), static_cast<std::size_t>(end))
                             : SampleRange{};
    }
}

} // namespace tokenarium
