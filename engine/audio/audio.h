// SPDX-License-Identifier: GPL-3.0-or-later
// A recording in memory: one channel of numbers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tokenarium {

/// A plain value; share it between threads as std::shared_ptr<const Audio>.
struct Audio {
    std::vector<float> samples;     ///< mono, full scale is −1…1, all finite
    std::size_t sampleRate = 16000; ///< Hz, of `samples`
    std::size_t sourceRate = 16000; ///< Hz, of the file or the microphone
    std::size_t sourceChannels = 1; ///< mixed down to one with equal weight
    std::string title;              ///< for people: the file's name without its ending

    double seconds() const { return static_cast<double>(samples.size()) / static_cast<double>(sampleRate); }
};

} // namespace tokenarium
