// SPDX-License-Identifier: GPL-3.0-or-later
// Residual vector quantization: a frame of sound as one id a level. The first codebook names the nearest
// frame it knows, the second what is still missing, and so on: EnCodec, SoundStream, DAC and Mimi do this
// with vectors that a network has learned; here it is done with log-mel frames, and the codebooks are found
// by k-means.
#pragma once

#include "engine/audio/mel_spectrogram.h"
#include "engine/token/token.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

struct ResidualCodebook {
    std::string name;   ///< for people
    std::string source; ///< what it was trained on
    MelSettings mel;    ///< of the frames it is for
    std::size_t levels = 0, entries = 0;
    /// [levels, entries, mel.bands]; exact in 16 bits. Entry 0 of all levels but the first is zero, so that a
    /// level can only help.
    std::vector<float> values;

    std::span<const float> entry(std::size_t level, std::size_t id) const {
        return std::span(values).subspan((level * entries + id) * mel.bands, mel.bands);
    }
};

struct ResidualTrainingOptions {
    std::size_t levels = 7, entries = 256; ///< 1…32 and 2…4096
    std::size_t iterations = 25;           ///< of k-means, for each level
    std::size_t mostFrames = 30000;        ///< five minutes; of more, evenly spread ones are learned from
    std::uint64_t seed = 1;
    std::string name, source;
};

struct ResidualTrainingProgress {
    std::size_t level = 0, levels = 0; ///< being learned; of how many
    double part = 0;                   ///< 0…1 of all
    std::vector<double> errors;        ///< mean squared error after each level that is done
};

/// Learns from all frames of `sounds` together; all must have the same settings (others than those of the
/// first are left out). Nothing when stopped, or without a frame. Five minutes, 7 × 256: about 20 s on one
/// core.
std::optional<ResidualCodebook>
trainResidualCodebook(std::span<const LogMel* const> sounds, const ResidualTrainingOptions& options,
                      std::stop_token stop = {},
                      const std::function<void(const ResidualTrainingProgress&)>& progress = {});

struct ResidualCodes {
    std::size_t frames = 0, levels = 0;
    std::vector<std::uint16_t> ids; ///< [frames, levels]
    /// [levels]: mean over frames and bands of (value − decoded value)² with 1, 2, … levels. Never grows, for
    /// no frame.
    std::vector<double> errors;
    std::uint16_t id(std::size_t frame, std::size_t level) const { return ids[frame * levels + level]; }
};

/// Whether sound computed with these settings can be encoded.
inline bool fits(const ResidualCodebook& codebook, const MelSettings& settings) {
    return codebook.mel == settings;
}

/// The ids of the first `levels` levels (all where there are fewer). Nothing when stopped. `mel` must fit;
/// without that there is no frame. An hour takes about 4 s. `progress` gets 0…1.
std::optional<ResidualCodes> encodeResidual(const ResidualCodebook& codebook, const LogMel& mel,
                                            std::size_t levels, std::stop_token stop = {},
                                            const std::function<void(double)>& progress = {});

/// The spectrogram that the first `levels` ids of each frame stand for. Ids the codebook does not have count
/// as 0.
LogMel decodeResidual(const ResidualCodebook& codebook, const ResidualCodes& codes, std::size_t levels);

/// Frame after frame, the levels of a frame beside each other: Token::codebook is the level and the spans of
/// a frame's tokens are the same. Unit::Sample.
TokenStream residualTokens(const ResidualCodebook& codebook, const ResidualCodes& codes, std::size_t levels);

/// Bits a second: frames a second × levels × log2(entries).
double residualBitRate(const ResidualCodebook& codebook, std::size_t levels);

/// A mean squared error of log-mel values in decibels (root mean square): one unit is 40 dB.
double decibelsOf(double meanSquaredError);

} // namespace tokenarium
