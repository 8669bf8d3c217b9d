// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic units: ids of what is said rather than of how it sounds, so that two voices that say the same
// sentence get mostly the same ids.
//
// A frame's features are the shape of its spectrum (13 cepstra: a cosine transform of the log-mel bands,
// which leaves the pitch out), less the recording's mean and over its spread (which leaves the voice and the
// microphone out), together with those of 60 ms around it. Of these 91 numbers 12 mixtures are kept, found on
// sentences that several voices have said: those in which sentences differ most while voices differ least
// (linear discriminant analysis on frames that dynamic time warping has brought together). k-means then names
// 48 units, one every 20 ms; repeats are joined.
//
// Production systems learn the features with a network on thousands of hours (HuBERT, w2v-BERT; Mimi learns
// both kinds of ids at once). This is a small stand-in for them to see the idea with.
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

/// How features are made of a spectrogram.
struct SemanticFeatures {
    std::size_t coefficients = 13; ///< cepstra of a frame
    std::size_t context = 3;       ///< frames on each side
    std::size_t contextStep = 2;   ///< mel frames from one of these to the next
    std::size_t hop = 2;           ///< mel frames from one unit to the next
    std::size_t outputs = 12;      ///< mixtures that are kept
    bool operator==(const SemanticFeatures&) const = default;
    std::size_t inputs() const { return coefficients * (2 * context + 1); }
};

struct SemanticCodebook {
    std::string name, source; ///< for people; what it was trained on
    MelSettings mel;
    SemanticFeatures features;
    std::size_t entries = 0;
    std::vector<float> projection; ///< [outputs, inputs]; exact in 16 bits
    std::vector<float> centres;    ///< [entries, outputs]; likewise
};

struct SemanticTrainingOptions {
    SemanticFeatures features;
    std::size_t entries = 48; ///< 2…4096
    std::size_t iterations = 40;
    std::size_t mostRows = 30000; ///< for k-means: ten minutes
    std::uint64_t seed = 1;
    std::string name, source;
};

/// Recordings of one sentence by different voices, up to two minutes each (longer ones count as sentences of
/// their own).
using SameSentence = std::vector<const LogMel*>;

/// Where no sentence was said twice, the projection of `start` is kept and only the units are found anew;
/// without `start` it is that of the principal components, which does not know voices from sounds. Recordings
/// with other settings than the first are left out. Nothing when stopped or without a frame. 80 sentences by
/// 8 voices: about 5 s. `progress` gets 0…1.
std::optional<SemanticCodebook> trainSemanticCodebook(std::span<const SameSentence> sentences,
                                                      const SemanticTrainingOptions& options,
                                                      const SemanticCodebook* start = nullptr,
                                                      std::stop_token stop = {},
                                                      const std::function<void(double)>& progress = {});

/// One unit as long as it lasts.
struct UnitRun {
    std::uint16_t id = 0;
    Span frames; ///< mel frames
};

struct SemanticUnits {
    std::vector<std::uint16_t> ids; ///< one every `features.hop` mel frames
    std::vector<UnitRun> runs;      ///< the same with repeats joined
};

inline bool fits(const SemanticCodebook& codebook, const MelSettings& settings) {
    return codebook.mel == settings;
}

/// `mel` is a whole recording of one voice and must fit (otherwise there is no unit). Nothing when stopped.
/// An hour takes about 1 s.
std::optional<SemanticUnits> encodeSemantic(const SemanticCodebook& codebook, const LogMel& mel,
                                            std::stop_token stop = {},
                                            const std::function<void(double)>& progress = {});

/// [frames / features.hop rounded up, features.coefficients]: the cepstra before projection, of mean 0 and
/// spread 1 over the recording; for showing.
std::vector<float> normalizedCepstra(const LogMel& mel, const SemanticFeatures& features);

/// A token a run. Unit::Sample.
TokenStream semanticTokens(const SemanticCodebook& codebook, const SemanticUnits& units);

/// Bits a second with one id every 20 ms (joined repeats need fewer).
double semanticBitRate(const SemanticCodebook& codebook);

} // namespace tokenarium
