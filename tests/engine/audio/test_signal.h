// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds made by formula, for tests.
#pragma once

#include "engine/audio/mel_spectrogram.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace tokenarium::testing {

/// A sine, a chirp and noise at 16 kHz; the definition is that of facts/multimodal.json.
struct TestSignal {
    std::size_t count = 16000;
    double sineAmplitude = 0.5, sineHertz = 440, chirpAmplitude = 0.25, chirpStart = 200, chirpRate = 5800;
    double noiseAmplitude = 0.05;
    std::uint32_t seed = 12345;

    std::vector<double> samples() const {
        std::vector<double> out(count);
        std::uint32_t state = seed;
        for (std::size_t i = 0; i < count; ++i) {
            state = 1664525u * state + 1013904223u;
            const double s = static_cast<double>(i) / 16000, turn = 2 * std::numbers::pi;
            out[i] = sineAmplitude * std::sin(turn * sineHertz * s) +
                     chirpAmplitude * std::sin(turn * (chirpStart * s + 0.5 * chirpRate * s * s)) +
                     noiseAmplitude * (state / 2147483648.0 - 1);
        }
        return out;
    }
};

inline std::vector<float> inSinglePrecision(const std::vector<double>& samples) {
    return {samples.begin(), samples.end()};
}

/// Every frame by the definition, in double precision: [frames][bands].
struct PlainLogMel {
    std::vector<MelFrameSteps> frames;
    double loudest = -10;
};

inline PlainLogMel plainLogMel(const std::vector<double>& samples, const MelSettings& settings) {
    PlainLogMel mel;
    const std::size_t count = samples.size() / settings.hop;
    for (int round = 0; round < 2; ++round) { // the second knows the loudest value
        mel.frames.clear();
        for (std::size_t i = 0; i < count; ++i)
            mel.frames.push_back(melFrameSteps(std::span<const double>(samples), settings, i, mel.loudest));
        for (const MelFrameSteps& steps : mel.frames)
            mel.loudest = std::max(mel.loudest, *std::ranges::max_element(steps.logPower));
    }
    return mel;
}

} // namespace tokenarium::testing
