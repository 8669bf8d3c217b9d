// SPDX-License-Identifier: GPL-3.0-or-later
// Golden quantities of sounds.
#include "engine/audio/audio_token_rules.h"
#include "engine/audio/audio_tokens.h"
#include "engine/audio/mel_spectrogram.h"
#include "tests/engine/audio/test_signal.h"
#include "tests/engine/multimodal_facts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium::testing {
namespace {

using nlohmann::json;

json whisperCase(const json& input) {
    const double seconds = input["seconds"];
    const WhisperCount count = countWhisper(static_cast<std::size_t>(std::llround(seconds * whisperRate)));
    EXPECT_EQ(countAudioTokens(*findAudioTokenRule("whisper"), seconds).tokens, count.positions);
    return {{"samples", count.samples},
            {"mel_frames_unpadded", count.melFrames},
            {"windows_30s", count.windows},
            {"mel_frames_padded", count.paddedFrames},
            {"encoder_positions", count.positions}};
}

std::size_t tokensPerSecond(double rate, double seconds) {
    AudioTokenRule rule;
    rule.tokensPerSecond = rate;
    const std::size_t tokens = countAudioTokens(rule, seconds).tokens;
    for (const AudioTokenRule& listed : audioTokenRules())
        if (listed.kind == AudioTokenRule::Kind::PerSecond && listed.tokensPerSecond == rate) {
            EXPECT_EQ(countAudioTokens(listed, seconds).tokens, tokens);
        }
    return tokens;
}

json rateCase(const json& input) {
    return {{"tokens", tokensPerSecond(input["tokens_per_second"], input["seconds"])}};
}

json realtimeCase(const json& input) {
    return {{"tokens", tokensPerSecond(1000 / input["ms_per_token"].get<double>(), input["seconds"])}};
}

json codecCase(const json& input) {
    AudioTokenRule rule;
    rule.kind = AudioTokenRule::Kind::Codec;
    rule.sampleRate = input["sample_rate"];
    rule.hop = input["hop"];
    rule.codebooks = input["codebooks"];
    rule.codebookSize = input["codebook_size"];
    const AudioTokenCount count = countAudioTokens(rule, input["seconds"]);
    std::size_t listed = 0; // the table of rules has this codec
    for (const AudioTokenRule& other : audioTokenRules())
        listed += other.kind == rule.kind && other.sampleRate == rule.sampleRate && other.hop == rule.hop &&
                  other.codebooks == rule.codebooks && other.codebookSize == rule.codebookSize;
    EXPECT_GE(listed, 1U) << input;
    return {{"frames", count.frames},
            {"tokens", count.tokens},
            {"frame_rate_hz", count.framesPerSecond},
            {"bitrate_bps", count.bitsPerSecond.value_or(0)}};
}

json convolutionCase(const json& input) {
    const ConvolutionStack stack{input["kernels"], input["strides"]};
    return {{"frames", convolutionFrames(input["samples"], stack)}};
}

json patchCase(const json& input) {
    const SpectrogramPatches patches{input["mel_bins"], input["frames"], input["patch"], input["stride"]};
    return {{"freq_patches", patches.rows()},
            {"time_patches", patches.columns()},
            {"patches", patches.count()},
            {"tokens_with_cls_dist", patches.tokens()}};
}

json scaleCase(const json& input) {
    const double hertz = input["hz"];
    const double slaney = melOfHertz(hertz, MelScale::Slaney), htk = melOfHertz(hertz, MelScale::Htk);
    EXPECT_NEAR(hertzOfMel(slaney, MelScale::Slaney), hertz, 1e-8);
    EXPECT_NEAR(hertzOfMel(htk, MelScale::Htk), hertz, 1e-8);
    return {{"slaney", slaney}, {"htk", htk}};
}

json filterCase(const json& input) {
    MelSettings settings;
    settings.bands = input["n_mels"];
    const MelFilter filter = melFilters(settings).at(input["row"]);
    std::vector<std::size_t> bins;
    for (std::size_t i = 0; i < filter.weights.size(); ++i) bins.push_back(filter.firstBin + i);
    return {{"bins", bins},
            {"weights", filter.weights},
            {"edges_hz", {filter.lowHertz, filter.centreHertz, filter.highHertz}}};
}

TestSignal signalOf(const json& s) {
    return {s["n"],        s["sine_amp"],   s["sine_hz"],   s["chirp_amp"],
            s["chirp_f0"], s["chirp_rate"], s["noise_amp"], s["lcg_seed"]};
}

/// By the definition in double precision; the fast way has to agree to 2e-4 everywhere.
json logMelCase(const json& input) {
    MelSettings settings;
    settings.bands = input["n_mels"];
    const std::vector<double> samples = signalOf(input["signal"]).samples();
    const PlainLogMel plain = plainLogMel(samples, settings);
    const auto fast = computeLogMel(inSinglePrecision(samples), settings);
    EXPECT_EQ(fast->frames, plain.frames.size());
    EXPECT_NEAR(fast->loudest, plain.loudest, 2e-4);
    json columns = json::object();
    double sum = 0, squares = 0, least = 1e9;
    for (std::size_t frame = 0; frame < plain.frames.size(); ++frame) {
        const std::vector<double>& scaled = plain.frames[frame].scaled;
        columns[std::to_string(frame)] = scaled;
        for (std::size_t band = 0; band < scaled.size(); ++band) {
            EXPECT_NEAR(fast->frame(frame)[band], scaled[band], 2e-4) << frame << ' ' << band;
            sum += scaled[band];
            squares += scaled[band] * scaled[band];
            least = std::min(least, scaled[band]);
        }
    }
    const std::vector<double>& middle = plain.frames[plain.frames.size() / 2].melPower;
    return {{"frames", plain.frames.size()},
            {"global_log10_max", plain.loudest},
            {"mean", sum / static_cast<double>(plain.frames.size() * settings.bands)},
            {"sum_sq", squares},
            {"min", least},
            {"columns", columns},
            {"mel_power_frame_mid_first8", std::vector<double>(middle.begin(), middle.begin() + 8)}};
}

} // namespace

Quantities soundQuantities() {
    return {{"mm.whisper", whisperCase},         {"mm.realtime", realtimeCase}, {"mm.codec", codecCase},
            {"mm.conv_frames", convolutionCase}, {"mm.ast", patchCase},         {"mm.mel_scale", scaleCase},
            {"mm.mel_filter", filterCase},       {"mm.log_mel", logMelCase},    {"mm.rate", rateCase}};
}

} // namespace tokenarium::testing
