// SPDX-License-Identifier: GPL-3.0-or-later
// The table of audio token rules, and counting by them.
#include "engine/audio/audio_token_rules.h"

#include "engine/audio/audio_tokens.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

using Kind = AudioTokenRule::Kind;
using Use = AudioTokenRule::Use;

constexpr std::string_view whisperPaper = "openai/whisper, whisper/audio.py; arXiv 2212.04356";
constexpr std::string_view geminiGuide = "Google, Gemini API, Audio understanding";
constexpr std::string_view realtimeGuide = "OpenAI, Realtime API: managing costs";
constexpr std::string_view encodecPaper = "Défossez et al. 2022, arXiv 2210.13438";
constexpr std::string_view soundStreamPaper = "Zeghidour et al. 2021, arXiv 2107.03312";
constexpr std::string_view dacPaper = "Kumar et al. 2023, arXiv 2306.06546";
constexpr std::string_view mimiPaper = "Défossez et al. 2024 (Moshi), arXiv 2410.00037";
constexpr std::string_view hubertPaper = "Hsu et al. 2021, arXiv 2106.07447";
constexpr std::string_view astPaper = "Gong et al. 2021, arXiv 2104.01778";

constexpr AudioTokenRule perSecond(std::string_view id, std::string_view name, std::string_view version,
                                   std::string_view source, std::string_view note, double rate) {
    AudioTokenRule rule;
    rule.id = id, rule.name = name, rule.version = version, rule.source = source, rule.note = note;
    rule.sourceRead = true;
    rule.kind = Kind::PerSecond;
    rule.tokensPerSecond = rate;
    rule.billed = true;
    return rule;
}

constexpr AudioTokenRule codec(std::string_view id, std::string_view name, std::string_view version,
                               std::string_view source, std::size_t sampleRate, std::size_t hop,
                               std::size_t codebooks, std::size_t codebookSize) {
    AudioTokenRule rule;
    rule.id = id, rule.name = name, rule.version = version, rule.source = source;
    rule.kind = Kind::Codec;
    rule.use = Use::Codes;
    rule.sampleRate = sampleRate, rule.hop = hop;
    rule.codebooks = codebooks, rule.codebookSize = codebookSize;
    return rule;
}

constexpr AudioTokenRule fixed(Kind kind, Use use, std::string_view id, std::string_view name,
                               std::string_view version, std::string_view source, std::string_view note) {
    AudioTokenRule rule;
    rule.id = id, rule.name = name, rule.version = version, rule.source = source, rule.note = note;
    rule.kind = kind;
    rule.use = use;
    rule.sourceRead = kind == Kind::WhisperWindows;
    rule.sampleRate = 16000;
    return rule;
}

constexpr AudioTokenRule units(std::string_view id, std::string_view name, std::size_t clusters) {
    AudioTokenRule rule =
        fixed(Kind::Convolutions, Use::Meaning, id, name, "2021", hubertPaper,
              "k-means clusters of what the model hears; repeats are often joined, then there are fewer.");
    rule.codebooks = 1;
    rule.codebookSize = clusters;
    return rule;
}

constexpr AudioTokenRule rules[] = {
    perSecond("gemini-audio", "Gemini", "2026", geminiGuide, "", 32),
    perSecond("gemini-live", "Gemini Live API", "2026", geminiGuide, "", 25),
    perSecond("openai-realtime-input", "OpenAI realtime, what you say", "2026", realtimeGuide,
              "One token for 100 ms.", 10),
    perSecond("openai-realtime-output", "OpenAI realtime, what it says", "2026", realtimeGuide,
              "One token for 50 ms.", 20),
    fixed(Kind::WhisperWindows, Use::Understanding, "whisper", "Whisper (encoder positions)", "2022",
          whisperPaper, "Always 30 s at a time: the rest of the last window is silence."),
    fixed(Kind::Patches, Use::Understanding, "ast", "Audio Spectrogram Transformer", "2021", astPaper,
          "128 bands; patches of 16 × 16, 10 apart; [CLS] and a distillation token."),
    fixed(Kind::Convolutions, Use::Understanding, "wav2vec2", "wav2vec 2.0, HuBERT (frames)", "2020",
          "Baevski et al. 2020, arXiv 2006.11477; Hsu et al. 2021, arXiv 2106.07447", ""),
    units("hubert-100", "HuBERT units, 100 clusters", 100),
    units("hubert-500", "HuBERT units, 500 clusters", 500),
    codec("encodec-24khz-1.5", "EnCodec 24 kHz, 1.5 kbps", "2022", encodecPaper, 24000, 320, 2, 1024),
    codec("encodec-24khz-3", "EnCodec 24 kHz, 3 kbps", "2022", encodecPaper, 24000, 320, 4, 1024),
    codec("encodec-24khz-6", "EnCodec 24 kHz, 6 kbps", "2022", encodecPaper, 24000, 320, 8, 1024),
    codec("encodec-24khz-12", "EnCodec 24 kHz, 12 kbps", "2022", encodecPaper, 24000, 320, 16, 1024),
    codec("encodec-24khz-24", "EnCodec 24 kHz, 24 kbps", "2022", encodecPaper, 24000, 320, 32, 1024),
    codec("encodec-48khz-3", "EnCodec 48 kHz, 3 kbps", "2022", encodecPaper, 48000, 320, 2, 1024),
    codec("encodec-48khz-6", "EnCodec 48 kHz, 6 kbps", "2022", encodecPaper, 48000, 320, 4, 1024),
    codec("encodec-48khz-12", "EnCodec 48 kHz, 12 kbps", "2022", encodecPaper, 48000, 320, 8, 1024),
    codec("encodec-48khz-24", "EnCodec 48 kHz, 24 kbps", "2022", encodecPaper, 48000, 320, 16, 1024),
    codec("soundstream-3", "SoundStream, 3 kbps", "2021", soundStreamPaper, 24000, 320, 4, 1024),
    codec("soundstream-6", "SoundStream, 6 kbps", "2021", soundStreamPaper, 24000, 320, 8, 1024),
    codec("soundstream-12", "SoundStream, 12 kbps", "2021", soundStreamPaper, 24000, 320, 16, 1024),
    codec("soundstream-18", "SoundStream, 18 kbps", "2021", soundStreamPaper, 24000, 320, 24, 1024),
    codec("dac-16khz", "DAC 16 kHz", "2023", dacPaper, 16000, 320, 12, 1024),
    codec("dac-24khz", "DAC 24 kHz", "2023", dacPaper, 24000, 320, 32, 1024),
    codec("dac-44khz", "DAC 44.1 kHz", "2023", dacPaper, 44100, 512, 9, 1024),
    codec("mimi", "Mimi", "2024", mimiPaper, 24000, 1920, 8, 2048),
};

/// What is right up to rounding shall not be rounded up to the next.
std::size_t roundedUp(double value) {
    return static_cast<std::size_t>(std::ceil(value - 1e-9 * std::max(1.0, value)));
}

AudioTokenCount codecCount(const AudioTokenRule& rule, double seconds) {
    AudioTokenCount count;
    count.framesPerSecond = static_cast<double>(rule.sampleRate) / static_cast<double>(rule.hop);
    count.frames = roundedUp(seconds * static_cast<double>(rule.sampleRate) / static_cast<double>(rule.hop));
    count.tokens = count.frames * rule.codebooks;
    count.tokensPerSecond = count.framesPerSecond * static_cast<double>(rule.codebooks);
    return count;
}

AudioTokenCount convolutionCount(std::size_t samples) {
    AudioTokenCount count;
    count.frames = count.tokens = convolutionFrames(samples);
    count.framesPerSecond = count.tokensPerSecond = 50; // 16000 / 320; the ends cost one frame
    return count;
}

AudioTokenCount patchCount(std::size_t samples) {
    const std::size_t frames = countWhisper(samples).melFrames;
    const SpectrogramPatches patches{128, std::max<std::size_t>(frames, 16)};
    AudioTokenCount count;
    count.frames = patches.count();
    count.tokens = patches.tokens();
    count.framesPerSecond = count.tokensPerSecond = 12 * 10; // rows × (100 frames a second / 10)
    return count;
}

AudioTokenCount whisperCount(std::size_t samples) {
    AudioTokenCount count;
    count.frames = count.tokens = countWhisper(samples).positions;
    count.framesPerSecond = count.tokensPerSecond = 50;
    return count;
}

AudioTokenCount countOf(const AudioTokenRule& rule, double seconds) {
    const auto samples = static_cast<std::size_t>(std::llround(seconds * whisperRate));
    switch (rule.kind) {
    case Kind::WhisperWindows: return whisperCount(samples);
    case Kind::Codec: return codecCount(rule, seconds);
    case Kind::Convolutions: return convolutionCount(samples);
    case Kind::Patches: return samples > 0 ? patchCount(samples) : AudioTokenCount{};
    case Kind::PerSecond: break;
    }
    AudioTokenCount count;
    count.tokens = roundedUp(seconds * rule.tokensPerSecond);
    count.tokensPerSecond = rule.tokensPerSecond;
    return count;
}

} // namespace

std::span<const AudioTokenRule> audioTokenRules() { return rules; }

const AudioTokenRule* findAudioTokenRule(std::string_view id) {
    const auto place = std::ranges::find(rules, id, &AudioTokenRule::id);
    return place == std::end(rules) ? nullptr : place;
}

AudioTokenCount countAudioTokens(const AudioTokenRule& rule, double seconds) {
    AudioTokenCount count = countOf(rule, seconds > 0 ? std::min(seconds, 1e9) : 0);
    if (rule.codebookSize > 0)
        count.bitsPerSecond = count.tokensPerSecond * std::log2(static_cast<double>(rule.codebookSize));
    return count;
}

} // namespace tokenarium
