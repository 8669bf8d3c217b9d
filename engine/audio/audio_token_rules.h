// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a stretch of sound is for each vendor and each published audio tokenizer, with the version
// of the rule and where it is written.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tokenarium {

struct AudioTokenRule {
    enum class Kind {
        WhisperWindows, ///< 1,500 positions for every 30 s begun
        PerSecond,      ///< tokensPerSecond, rounded up
        Codec,          ///< frames of `hop` samples, the last one padded; `codebooks` ids each
        Convolutions,   ///< the frames of wav2vec 2.0 and HuBERT, one id each
        Patches         ///< Audio Spectrogram Transformer, of 10 ms frames, at least one patch long
    };
    enum class Use {
        Understanding, ///< continuous vectors into a model; there are no ids
        Codes,         ///< ids from which the sound is rebuilt
        Meaning        ///< ids of what is said, not of how it sounds
    };

    std::string_view id;      ///< for files and commands: "gemini-audio"
    std::string_view name;    ///< for people, with the variant: "EnCodec 24 kHz, 6 kbps"
    std::string_view version; ///< year of the text the rule was taken from
    std::string_view source;  ///< where that is
    std::string_view note;    ///< what else to know, maybe ""
    /// Whether the source was opened when the rule was written down; otherwise the rule is well known and the
    /// source is cited from memory.
    bool sourceRead = false;
    Kind kind = Kind::PerSecond;
    Use use = Use::Understanding;
    double tokensPerSecond = 0;   ///< PerSecond
    std::size_t sampleRate = 0;   ///< Hz; Codec and Convolutions
    std::size_t hop = 0;          ///< samples a frame; Codec
    std::size_t codebooks = 0;    ///< ids a frame; Codec, Convolutions
    std::size_t codebookSize = 0; ///< how many different ids there are; 0 where there are none
    /// Tokens that are paid for as a list price names them (otherwise what a model sees inside).
    bool billed = false;
};

struct AudioTokenCount {
    std::size_t frames = 0; ///< or positions, patches; 0 for PerSecond
    std::size_t tokens = 0;
    double framesPerSecond = 0;          ///< the rule's rate, 0 where there is none
    double tokensPerSecond = 0;          ///< likewise
    std::optional<double> bitsPerSecond; ///< frames × codebooks × log2(size), where there are ids
};

/// All rules, vendors first; they live as long as the program.
std::span<const AudioTokenRule> audioTokenRules();
/// Nothing where there is no such rule.
const AudioTokenRule* findAudioTokenRule(std::string_view id);

/// Of sound of so many seconds (0 where it is none or negative; up to 1e9).
AudioTokenCount countAudioTokens(const AudioTokenRule& rule, double seconds);

} // namespace tokenarium
