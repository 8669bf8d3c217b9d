// SPDX-License-Identifier: GPL-3.0-or-later
// Counting the tokens of film.
#include "engine/image/video_tokens.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double hour = 3600;
constexpr double mostCounted = 1e15; ///< so that no product of hostile numbers leaves 64 bits

std::uint64_t wholeNumber(double value) {
    if (!(value > 0)) return 0;
    return static_cast<std::uint64_t>(std::min(value, mostCounted));
}

/// What is left of a binary rounding error must not cost a frame: 0.1 · 30 is 3.
std::uint64_t roundedDown(double value) { return wholeNumber(std::floor(value + 1e-9)); }
std::uint64_t roundedUp(double value) { return wholeNumber(std::ceil(value - 1e-9)); }

constexpr std::size_t mostTimes = 4096;

/// In the middle of equal parts, or at the frames' beginnings where they are taken at a fixed rate.
std::vector<double> fixedRateTimes(std::uint64_t frames, double framesPerSecond) {
    std::vector<double> times;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(frames, mostTimes); ++i)
        times.push_back(static_cast<double>(i) / framesPerSecond);
    return times;
}

/// From the first frame to the last, evenly, as Qwen takes them (linspace, rounded to frames).
std::vector<double> evenTimes(std::uint64_t frames, std::uint64_t of, double seconds) {
    std::vector<double> times;
    if (of == 0) return times;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(frames, mostTimes); ++i) {
        const double share = frames > 1 ? static_cast<double>(i) / static_cast<double>(frames - 1) : 0;
        times.push_back(std::round(share * static_cast<double>(of - 1)) * seconds / static_cast<double>(of));
    }
    return times;
}

void total(VideoTokenCount& count, const VideoFacts& film) {
    count.tokens = count.pictureTokens + count.audioTokens + count.extraTokens;
    if (film.seconds > 0) count.tokensPerSecond = static_cast<double>(count.tokens) / film.seconds;
}

VideoTokenCount countOnce(const SampledFrames& rule, const VideoFacts& film) {
    VideoTokenCount count;
    SampledFrames pictures = rule;
    pictures.audioTokensPerSecond = 0;
    const SampledTokens seen = sampledVideoTokens(film.seconds, pictures);
    count.frames = seen.frames;
    count.pictureTokens = seen.tokens;
    if (film.sound)
        count.audioTokens = roundedUp(film.seconds * static_cast<double>(rule.audioTokensPerSecond));
    count.times = fixedRateTimes(count.frames, rule.framesPerSecond);
    return count;
}

VideoTokenCount countOnce(const TokensPerSecond& rule, const VideoFacts& film) {
    VideoTokenCount count;
    count.pictureTokens = roundedUp(film.seconds * static_cast<double>(rule.tokens));
    count.frames = sampledVideoTokens(film.seconds, {}).frames;
    count.times = fixedRateTimes(count.frames, 1);
    return count;
}

/// An even number of frames at the wanted rate, as smart_nframes.
std::uint64_t qwenFrames(const QwenVideo& rule, const VideoFacts& film) {
    const std::uint64_t all = film.frameCount(), pair = 2;
    const auto evenDown = [&](std::uint64_t n) { return n / pair * pair; };
    const double wanted = film.seconds * rule.framesPerSecond;
    const std::uint64_t least = (rule.minFrames + 1) / pair * pair;
    const std::uint64_t most = evenDown(std::min(rule.maxFrames, all));
    const double limited = std::min(
        {std::max(wanted, static_cast<double>(least)), static_cast<double>(most), static_cast<double>(all)});
    return std::max<std::uint64_t>(evenDown(roundedDown(limited)), std::min<std::uint64_t>(all, 1));
}

VideoTokenCount countOnce(const QwenVideo& rule, const VideoFacts& film) {
    VideoTokenCount count;
    count.frames = qwenFrames(rule, film);
    if (count.frames == 0) return count;
    const double share = static_cast<double>(rule.totalPixels) / static_cast<double>(count.frames) * 2;
    const double most = std::max(std::min(static_cast<double>(rule.maxPixels), share),
                                 std::floor(static_cast<double>(rule.minPixels) * 1.05));
    const auto resized = qwenResize(film.size, rule.factor, rule.minPixels, wholeNumber(most));
    count.tooNarrow = !resized;
    if (!resized) return count;
    count.resized = *resized;
    count.columns = resized->width / rule.factor;
    count.rows = resized->height / rule.factor;
    count.framesPerToken = std::max<std::uint32_t>(rule.temporalPatch, 1);
    count.pictureTokens = qwenVideoTokens(count.frames, *resized, rule.factor, rule.temporalPatch);
    count.times = evenTimes(count.frames, film.frameCount(), film.seconds);
    return count;
}

VideoTokenCount countOnce(const TubeletClip& rule, const VideoFacts& film) {
    VideoTokenCount count;
    if (film.frameCount() == 0 || rule.patch == 0 || rule.depth == 0) return count;
    count.frames = rule.frames; // a shorter film repeats frames to fill the clip
    count.resized = {rule.side, rule.side};
    count.columns = count.rows = rule.side / rule.patch;
    count.framesPerToken = rule.depth;
    count.pictureTokens = tubeletTokens(rule.frames, rule.side, rule.side, rule.depth, rule.patch, 0);
    count.extraTokens = rule.extraTokens;
    count.times = evenTimes(count.frames, film.frameCount(), film.seconds);
    return count;
}

std::vector<VideoTokenRule> allRules() {
    const char* const media = "Google, Gemini API “Media resolution”";
    const char* const counting = "Google, Gemini API “Understand and count tokens”";
    const char* const qwen = "QwenLM/Qwen2.5-VL qwen-vl-utils vision_process.py";
    const char* const noMarks = "Time stamps and separators not included.";
    QwenVideo three;
    three.factor = 32;
    three.minPixels = 128 * 1024;
    three.maxPixels = 768 * 1024;
    three.totalPixels = 117964800;
    return {{"gemini-3/low",
             "Google",
             "Gemini 3, low and medium",
             {"gemini-3"},
             "2026",
             media,
             noMarks,
             true,
             SampledFrames{1, 70, 32}},
            {"gemini-3/high",
             "Google",
             "Gemini 3, high",
             {"gemini-3"},
             "2026",
             media,
             noMarks,
             true,
             SampledFrames{1, 280, 32}},
            {"gemini-2.5/low",
             "Google",
             "Gemini 2.5, low",
             {"gemini-2.5"},
             "2026",
             media,
             noMarks,
             true,
             SampledFrames{1, 64, 32}},
            {"gemini-2.5/default",
             "Google",
             "Gemini 2.5, medium and high",
             {"gemini-2.5"},
             "2026",
             media,
             noMarks,
             true,
             SampledFrames{1, 256, 32}},
            {"gemini-2/263",
             "Google",
             "Gemini 2, 263 a second",
             {"gemini-2.0", "gemini-2.5"},
             "2025",
             counting,
             "A fixed rate, stated beside other ones: about 300 a second, 100 at low resolution.",
             true,
             TokensPerSecond{263}},
            {"gemini-2/258",
             "Google",
             "Gemini 2, 258 a frame and 32 a second of sound",
             {"gemini-2.0"},
             "2025",
             counting,
             noMarks,
             true,
             SampledFrames{1, 258, 32}},
            {"qwen/qwen3-vl",
             "Qwen",
             "Qwen3-VL",
             {"Qwen3-VL"},
             "2025",
             qwen,
             "Limits of Qwen2.5-VL in tokens, for patches of 32.",
             false,
             three},
            {"qwen/qwen2.5-vl", "Qwen", "Qwen2.5-VL", {"Qwen2.5-VL"}, "2025", qwen, "", false, QwenVideo{}},
            {"videomae",
             "open models",
             "VideoMAE, a clip of 16 frames",
             {"VideoMAE"},
             "2022",
             "Tong et al. 2022, VideoMAE, arXiv 2203.12602",
             "",
             false,
             TubeletClip{16, 224, 2, 16, 0}},
            {"vivit",
             "open models",
             "ViViT, a clip of 32 frames",
             {"ViViT"},
             "2021",
             "Arnab et al. 2021, ViViT, arXiv 2103.15691",
             "",
             false,
             TubeletClip{32, 224, 2, 16, 1}}};
}

} // namespace

std::uint64_t VideoFacts::frameCount() const {
    if (frames > 0) return frames;
    return seconds > 0 ? std::max<std::uint64_t>(roundedDown(seconds * framesPerSecond), 1) : 0;
}

const std::vector<VideoTokenRule>& videoTokenRules() {
    static const std::vector<VideoTokenRule> rules = allRules();
    return rules;
}

const VideoTokenRule* findVideoTokenRule(std::string_view id) {
    for (const VideoTokenRule& rule : videoTokenRules())
        if (rule.id == id) return &rule;
    return nullptr;
}

VideoTokenCount countVideoTokens(const VideoRuleForm& rule, const VideoFacts& film) {
    const auto counted = [&](const VideoFacts& of) {
        VideoTokenCount count = std::visit([&](const auto& form) { return countOnce(form, of); }, rule);
        total(count, of);
        return count;
    };
    if (film.size.empty() || !(film.seconds > 0) || !std::isfinite(film.seconds)) return {};
    VideoFacts known = film; // a rate nobody states: films have about so many
    if (!(known.framesPerSecond > 0))
        known.framesPerSecond = known.frames > 0 ? static_cast<double>(known.frames) / known.seconds : 25;
    VideoTokenCount count = counted(known);
    VideoFacts anHour = known;
    anHour.seconds = hour;
    anHour.frames = 0;
    count.tokensOfOneHour = counted(anHour).tokens;
    return count;
}

SampledTokens sampledVideoTokens(double seconds, const SampledFrames& rule) {
    SampledTokens sampled;
    if (!(seconds > 0)) return sampled;
    sampled.frames = std::max<std::uint64_t>(roundedDown(seconds * rule.framesPerSecond), 1);
    sampled.tokens = sampled.frames * rule.tokensPerFrame +
                     roundedUp(seconds * static_cast<double>(rule.audioTokensPerSecond));
    return sampled;
}

std::uint64_t tubeletTokens(std::uint64_t frames, std::uint64_t height, std::uint64_t width,
                            std::uint64_t depth, std::uint64_t patch, std::uint64_t extraTokens) {
    if (depth == 0 || patch == 0) return extraTokens;
    return (frames / depth) * (height / patch) * (width / patch) + extraTokens;
}

std::uint64_t qwenVideoTokens(std::uint64_t frames, PictureSize size, std::uint32_t factor,
                              std::uint32_t temporalPatch) {
    const auto resized = qwenResize(size, factor, 0, ~std::uint64_t(0));
    if (!resized || temporalPatch == 0) return 0;
    return (frames + temporalPatch - 1) / temporalPatch * (resized->width / factor) *
           (resized->height / factor);
}

Tubelet tubeletAt(const VideoTokenCount& count, std::uint64_t index) {
    const std::uint64_t plane = std::uint64_t(count.columns) * count.rows;
    const std::uint64_t time = index / plane, row = index % plane / count.columns,
                        column = index % count.columns;
    const double width = static_cast<double>(count.resized.width) / count.columns;
    const double height = static_cast<double>(count.resized.height) / count.rows;
    return {time * count.framesPerToken,
            std::min((time + 1) * count.framesPerToken, count.frames),
            {static_cast<double>(column) * width, static_cast<double>(row) * height, width, height}};
}

} // namespace tokenarium
