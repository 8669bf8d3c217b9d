// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of film: which frames are taken, what becomes of each, and what an hour of it is.
#pragma once

#include "engine/image/image_token_rules.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokenarium {

/// What a count needs to know of a film.
struct VideoFacts {
    PictureSize size;
    double seconds = 0;
    double framesPerSecond = 0; ///< of the film; 0: not known
    std::uint64_t frames = 0;   ///< of the film; 0: seconds · framesPerSecond, at least 1
    bool sound = false;

    std::uint64_t frameCount() const;
};

/// Frames at a fixed rate, so many tokens each; sound beside them (Gemini).
struct SampledFrames {
    double framesPerSecond = 1;
    std::uint64_t tokensPerFrame = 258, audioTokensPerSecond = 32;
};
/// So many tokens for every second of film, sound included (Gemini's shorter statement).
struct TokensPerSecond {
    std::uint64_t tokens = 263;
};
/// Qwen: frames at `framesPerSecond`, between minFrames and maxFrames, an even number; each resized so that
/// all together stay below totalPixels; two frames share their patches.
struct QwenVideo {
    std::uint32_t factor = 28, temporalPatch = 2;
    double framesPerSecond = 2;
    std::uint64_t minFrames = 4, maxFrames = 768;
    std::uint64_t minPixels = 128 * 784, maxPixels = 768 * 784, totalPixels = 90316800;
};
/// A clip of `frames` frames, side × side, cut into blocks of depth × patch × patch (VideoMAE, ViViT).
struct TubeletClip {
    std::uint64_t frames = 16;
    std::uint32_t side = 224, depth = 2, patch = 16;
    std::uint64_t extraTokens = 0;
};

using VideoRuleForm = std::variant<SampledFrames, TokensPerSecond, QwenVideo, TubeletClip>;

/// As ImageTokenRule.
struct VideoTokenRule {
    std::string id, vendor, name;
    std::vector<std::string> models;
    std::string version, source, note;
    bool pricedByVendor = false;
    VideoRuleForm form;
};

struct VideoTokenCount {
    std::uint64_t frames = 0;            ///< that are looked at
    std::vector<double> times;           ///< of these frames, in seconds, at most 4096 of them
    PictureSize resized;                 ///< of a frame as the model sees it; 0 × 0: not said
    std::uint32_t columns = 0, rows = 0; ///< tokens of a frame as a grid; 0: not said
    std::uint64_t framesPerToken = 1;    ///< frames that a token reaches over: the depth of a tubelet
    std::uint64_t pictureTokens = 0, audioTokens = 0, extraTokens = 0;
    std::uint64_t tokens = 0;          ///< in all
    double tokensPerSecond = 0;        ///< of film; 0 for a film of no length
    std::uint64_t tokensOfOneHour = 0; ///< of a film like this one that lasts an hour
    bool tooNarrow = false;            ///< Qwen refuses such a shape: all else means nothing
};

const std::vector<VideoTokenRule>& videoTokenRules();
const VideoTokenRule* findVideoTokenRule(std::string_view id);

/// Any thread; never throws. A film without length or pixels has no tokens.
VideoTokenCount countVideoTokens(const VideoRuleForm& rule, const VideoFacts& film);

// ---- the plain formulas ----

/// Frames: seconds · framesPerSecond, rounded down but at least 1 of a film that has a length. Seconds of
/// sound that are no whole number are rounded up to a token.
struct SampledTokens {
    std::uint64_t frames = 0, tokens = 0;
};
SampledTokens sampledVideoTokens(double seconds, const SampledFrames& rule);
/// (frames / depth) · (height / patch) · (width / patch) + extra; what is left over at an end is not used.
/// Volumes of voxels are counted by it too.
std::uint64_t tubeletTokens(std::uint64_t frames, std::uint64_t height, std::uint64_t width,
                            std::uint64_t depth, std::uint64_t patch, std::uint64_t extraTokens);
/// Frames are repeated at the end to a whole number of temporal patches; sides are rounded to the factor.
std::uint64_t qwenVideoTokens(std::uint64_t frames, PictureSize size, std::uint32_t factor,
                              std::uint32_t temporalPatch);

/// A tubelet: frames begin … end − 1 and a rectangle of the resized frame.
struct Tubelet {
    std::uint64_t begin = 0, end = 0; ///< indices of sampled frames
    PictureRect area;                 ///< in pixels of VideoTokenCount::resized
};
/// The token of that index: time first, then rows, then columns. `index` is below pictureTokens, and the
/// count has a grid.
Tubelet tubeletAt(const VideoTokenCount& count, std::uint64_t index);

} // namespace tokenarium
