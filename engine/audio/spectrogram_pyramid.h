// SPDX-License-Identifier: GPL-3.0-or-later
// A log-mel spectrogram, ready for drawing at any zoom: one column of bands for every column of pixels.
#pragma once

#include "engine/audio/mel_spectrogram.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tokenarium {

/// Made once a spectrogram (an hour: 80 ms, 38 MB); reading is for any threads at once.
class SpectrogramPyramid {
public:
    enum class Reduction {
        Mean,   ///< how a stretch sounds on the whole
        Maximum ///< nothing short is lost
    };

    SpectrogramPyramid(std::shared_ptr<const LogMel> mel, Reduction reduction);

    /// Pixel column c shows the frames from firstFrame + c × framesPerColumn up to the next column's first,
    /// at least one: their mean or maximum in each band, exactly (a mean to rounding), at a cost that hardly
    /// depends on the zoom (about 1 µs a column of 80 bands). `out` is [columns, bands]; columns outside of
    /// the recording are NaN.
    void columns(double firstFrame, double framesPerColumn, std::span<float> out) const;

    const LogMel& spectrogram() const { return *source; }

private:
    void add(std::span<const float> values, float weight, std::span<float> to) const;
    void reduce(std::size_t begin, std::size_t end, std::span<float> out) const;

    std::shared_ptr<const LogMel> source;
    Reduction how;
    /// [k]: [frames / 4^(k+1) rounded down, bands], sums or maxima of 4^(k+1) frames
    std::vector<std::vector<float>> levels;
};

} // namespace tokenarium
