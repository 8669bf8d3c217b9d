// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files: reading WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF (what libsndfile reads), writing WAV.
#pragma once

#include "engine/audio/audio.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace tokenarium {

struct AudioReadOptions {
    /// Hz that the samples shall have; they are resampled while the file is read, so that an hour takes
    /// 230 MB whatever the file's rate is. 0: as in the file.
    std::size_t sampleRate = 16000;
    double longestSeconds = 4 * 3600.0;          ///< what comes after that is left out
    std::size_t mostSamples = 4 * 3600 * 16000u; ///< and never more than this, whatever the rate (922 MB)
};

struct LoadedAudio {
    Audio audio;
    std::string format;          ///< of the file, in libsndfile's words: "WAV (Microsoft), Signed 16 bit PCM"
    double announcedSeconds = 0; ///< how long the file says it is
    std::size_t replacedSamples = 0; ///< NaN, infinite or beyond a million times full scale: made 0
    bool truncated = false;          ///< the file ends before what it announces, or is damaged from there on
    bool shortened = false;          ///< it is longer than the options allow
};

/// Part done, 0…1; called on the reading thread, at most about 100 times a second.
using AudioProgress = std::function<void(double)>;

/// Reads a file in pieces, so that memory holds the samples and no more. Channels (1…64) are mixed down;
/// rates of 100 Hz to 1 MHz are read. Nothing when stopped. Throws std::runtime_error with a sentence for a
/// person that names the file: not there, not a sound file, no sample in it, too many channels.
std::optional<LoadedAudio> loadAudio(const std::filesystem::path& file, const AudioReadOptions& options = {},
                                     std::stop_token stop = {}, const AudioProgress& progress = {});

/// The same for a file in memory; `name` is for messages and becomes the title.
std::optional<LoadedAudio> loadAudio(std::span<const std::byte> bytes, const std::string& name,
                                     const AudioReadOptions& options = {}, std::stop_token stop = {},
                                     const AudioProgress& progress = {});

/// The bytes of a mono WAV file of 16 bits: what is beyond −1…1 is cut off, what is no number is 0. At most
/// 2,147,483,629 samples are taken (the format has no room for more).
std::string wavBytes(std::span<const float> samples, std::size_t sampleRate);

/// Writes that file, whole or not at all. Throws std::runtime_error as ReplacedFile does.
void writeWav(const std::filesystem::path& file, std::span<const float> samples, std::size_t sampleRate);

} // namespace tokenarium
