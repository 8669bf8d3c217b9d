// SPDX-License-Identifier: GPL-3.0-or-later
// Means or maxima of frames in levels, each a quarter as long as the one below.
#include "engine/audio/spectrogram_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {

namespace {

constexpr std::size_t step = 4; ///< frames, or entries, that become one of the level above

} // namespace

/// Sums are carried as means, so that an hour of them loses nothing in single precision.
void SpectrogramPyramid::add(std::span<const float> values, float weight, std::span<float> to) const {
    if (how == Reduction::Mean)
        for (std::size_t i = 0; i < to.size(); ++i) to[i] += weight * values[i];
    else
        for (std::size_t i = 0; i < to.size(); ++i) to[i] = std::max(to[i], values[i]);
}

SpectrogramPyramid::SpectrogramPyramid(std::shared_ptr<const LogMel> mel, Reduction reduction)
    : source(std::move(mel))
    , how(reduction) {
    const std::size_t bands = source->settings.bands;
    const float start = how == Reduction::Mean ? 0 : -std::numeric_limits<float>::infinity();
    std::span<const float> below = source->values;
    for (std::size_t count = source->frames / step; count > 0; count /= step) {
        std::vector<float> level(count * bands, start);
        for (std::size_t i = 0; i < count * step; ++i)
            add(below.subspan(i * bands, bands), 1.0f / step,
                std::span(level).subspan(i / step * bands, bands));
        levels.push_back(std::move(level));
        below = levels.back();
    }
}

void SpectrogramPyramid::reduce(std::size_t begin, std::size_t end, std::span<float> out) const {
    const std::size_t bands = source->settings.bands;
    std::ranges::fill(out, how == Reduction::Mean ? 0 : -std::numeric_limits<float>::infinity());
    const double all = static_cast<double>(end - begin);
    std::span<const float> values = source->values;
    double share = 1 / all;
    for (std::size_t k = 0; begin < end; ++k, share *= step) {
        const bool top = k == levels.size();
        const auto take = [&](std::size_t i) {
            add(values.subspan(i * bands, bands), static_cast<float>(share), out);
        };
        for (; begin < end && (top || begin % step != 0); ++begin) take(begin);
        for (; begin < end && end % step != 0; --end) take(end - 1);
        begin /= step;
        end /= step;
        if (!top) values = levels[k];
    }
}

void SpectrogramPyramid::columns(double firstFrame, double framesPerColumn, std::span<float> out) const {
    const std::size_t bands = source->settings.bands;
    const auto count = static_cast<double>(source->frames);
    for (std::size_t c = 0; c < out.size() / bands; ++c) {
        const double from = std::floor(firstFrame + static_cast<double>(c) * framesPerColumn);
        const double to = std::floor(firstFrame + static_cast<double>(c + 1) * framesPerColumn);
        const double begin = std::max(from, 0.0), end = std::min(std::max(to, from + 1), count);
        const auto column = out.subspan(c * bands, bands);
        if (begin < end)
            reduce(static_cast<std::size_t>(begin), static_cast<std::size_t>(end), column);
        else
            std::ranges::fill(column, std::numeric_limits<float>::quiet_NaN());
    }
}

} // namespace tokenarium
