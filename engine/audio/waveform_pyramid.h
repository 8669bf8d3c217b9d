// SPDX-License-Identifier: GPL-3.0-or-later
// The lowest and the highest sample of every stretch of a recording, ready for drawing at any zoom.
#pragma once

#include "engine/audio/audio.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tokenarium {

/// Both 0 where the recording has no sample.
struct SampleRange {
    float lowest = 0, highest = 0;
    bool operator==(const SampleRange&) const = default;
};

/// Made once a recording (an hour: 60 ms, 15 MB); reading is for any threads at once.
class WaveformPyramid {
public:
    explicit WaveformPyramid(std::shared_ptr<const Audio> audio);

    /// Pixel column c gets the range of the samples from firstSample + c × samplesPerColumn up to the next
    /// column's first, at least of one; exactly, at a cost that does not depend on the zoom (about 0.1 µs a
    /// column). Columns outside of the recording get 0, 0.
    void columns(double firstSample, double samplesPerColumn, std::span<SampleRange> out) const;

private:
    SampleRange rangeOf(std::size_t begin, std::size_t end) const;
    std::shared_ptr<const Audio> source;
    std::vector<std::vector<SampleRange>>
        levels; ///< [k][i]: of samples i × 64 × 4^k and those up to the next
};

} // namespace tokenarium
