// SPDX-License-Identifier: GPL-3.0-or-later
// From samples to the log-mel spectrogram that speech models read, exactly as Whisper computes it
// (openai/whisper, whisper/audio.py, log_mel_spectrogram; arXiv 2212.04356).
//
// Frames of `window` samples, `hop` apart, the first with its middle on sample 0; beyond the ends the sound
// is mirrored. Times a Hann window, 0.5 (1 − cos(2πn/window)); |DFT|²; triangles on the mel scale;
// log10(max(·, 1e-10)); nothing is more than 8 below the loudest value of the recording; (v + 4)/4. The frame
// after the last whole hop is left out: samples / hop frames in all. One unit of the result is 40 dB.
#pragma once

#include "engine/audio/mel_scale.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// Plain value; share it as std::shared_ptr<const LogMel>.
struct LogMel {
    MelSettings settings;
    std::size_t frames = 0;
    /// log10 of the largest mel power before scaling; values[i] are between (loudest − 4)/4 and
    /// (loudest + 4)/4. −10 for silence.
    float loudest = -10;
    std::vector<float>
        values; ///< [frames, bands], the low bands first (Whisper's own array is [bands, frames])

    std::span<const float> frame(std::size_t at) const {
        return std::span(values).subspan(at * settings.bands, settings.bands);
    }
    double seconds() const { return static_cast<double>(frames) * settings.hopSeconds(); }
};

/// Finite samples of any loudness up to 1e12 (a frame with a NaN becomes silence); fewer than one hop give no
/// frame. One thread, about half a second for an hour at 16 kHz; needs the result's memory (115 MB for that
/// hour) and 1 MB. `progress` gets 0…1. Nothing when stopped. Single precision: within 2e-4 of the exact
/// value.
std::optional<LogMel> computeLogMel(std::span<const float> samples, const MelSettings& settings = {},
                                    std::stop_token stop = {},
                                    const std::function<void(double)>& progress = {});

/// Every step of one frame in double precision, for showing. (Its Fourier transform is the plain sum of the
/// definition, 160,000 operations, and so also what the fast way is tested against.)
struct MelFrameSteps {
    std::vector<double> samples;  ///< [window] with what the mirror adds at the ends of the recording
    std::vector<double> window;   ///< [window] Hann
    std::vector<double> windowed; ///< [window] samples × window
    std::vector<double> power;    ///< [bins] |DFT|²
    std::vector<double> melPower; ///< [bands]
    std::vector<double> logPower; ///< [bands] log10(max(mel power, 1e-10))
    std::vector<double> clamped;  ///< [bands] max(log power, loudest − 8)
    std::vector<double> scaled;   ///< [bands] (clamped + 4) / 4
};

/// Frame `at`, also one behind the end (then of silence). `loudest` is LogMel::loudest of the recording.
MelFrameSteps melFrameSteps(std::span<const float> samples, const MelSettings& settings, std::size_t at,
                            double loudest);
/// The same for samples in double precision.
MelFrameSteps melFrameSteps(std::span<const double> samples, const MelSettings& settings, std::size_t at,
                            double loudest);

/// Which sample of a recording stands at place `at` when it is mirrored at its first and last sample (which
/// are not doubled) again and again. `count` is not 0.
std::size_t mirrored(std::ptrdiff_t at, std::size_t count);

/// 0.5 (1 − cos(2πn/size)): the periodic Hann window.
std::vector<double> hannWindow(std::size_t size);

} // namespace tokenarium
