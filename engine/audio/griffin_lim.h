// SPDX-License-Identifier: GPL-3.0-or-later
// From a log-mel spectrogram back to sound. Two things are lost on the way there and have to be guessed: the
// Fourier bins that a mel band holds together, and every phase.
#pragma once

#include "engine/audio/mel_spectrogram.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tokenarium {

struct GriffinLimOptions {
    std::size_t iterations = 32;
    /// Of the fast variant (Perraudin, Balazs, Søndergaard 2013): how far each step goes on in the direction
    /// of the one before. 0: Griffin and Lim 1984.
    double momentum = 0.99;
    std::uint64_t seed = 1; ///< of the phases it begins with
};

/// Power of each Fourier bin, [frames, bins]: the non-negative least-squares solution of filters × power =
/// mel power, by 40 multiplicative steps (Lee and Seung 2000) from an even spread; 0 in bins that no filter
/// holds.
std::vector<float> linearPower(const LogMel& mel, std::size_t firstFrame, std::size_t frames);

/// frames × hop samples, so loud as the spectrogram says. Griffin-Lim: give each frame some phases, make the
/// sound, take the phases that this sound really has, again and again. A minute at a time, joined by fading
/// over, so that memory stays below 100 MB; about 35 ms for a second of sound. `progress` gets 0…1. Nothing
/// when stopped.
std::optional<std::vector<float>> griffinLim(const LogMel& mel, const GriffinLimOptions& options = {},
                                             std::stop_token stop = {},
                                             const std::function<void(double)>& progress = {});

/// Root mean square difference of two spectrograms in decibels, over the frames both have; each value counts
/// from `rangeDecibels` below the louder one's maximum upwards, so that differences nobody hears do not
/// count. 0 where there is no common frame or the bands differ.
double logMelDistance(const LogMel& a, const LogMel& b, double rangeDecibels = 50);

} // namespace tokenarium
