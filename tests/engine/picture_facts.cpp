// SPDX-License-Identifier: GPL-3.0-or-later
// Golden quantities of pictures and films.
#include "engine/image/image_token_rules.h"
#include "engine/image/video_tokens.h"
#include "tests/engine/multimodal_facts.h"

#include <gtest/gtest.h>

namespace tokenarium::testing {
namespace {

using nlohmann::json;

PictureSize sizeOf(const json& input) { return {input["width"], input["height"]}; }

json resizedOf(const ImageTokenCount& count) { return {count.resized.width, count.resized.height}; }

/// The rule of the list, found by a model's name.
const ImageTokenRule* ruleFor(const std::string& prefix, const std::string& model,
                              const std::string& ending) {
    for (const ImageTokenRule& rule : imageTokenRules())
        if (rule.id.rfind(prefix, 0) == 0 && rule.id.ends_with(ending))
            for (const std::string& name : rule.models)
                if (name == model) return &rule;
    return nullptr;
}

/// The table says the same as the case, where it has the rule.
void checkListed(const std::string& id, const json& input, const ImageTokenCount& count) {
    const ImageTokenRule* listed = findImageTokenRule(id);
    if (!listed) return;
    EXPECT_EQ(countImageTokens(listed->form, sizeOf(input)).billable, count.billable) << id;
}

json openAiTileCase(const json& input) {
    const ImageTokenRule* rule =
        ruleFor("openai-tile/", input["model"], "/" + input["detail"].get<std::string>());
    if (!rule) return "no rule for " + input["model"].get<std::string>();
    const ImageTokenCount count = countImageTokens(rule->form, sizeOf(input));
    return {{"tiles", count.tiles.count()}, {"tokens", count.tokens}};
}

json gptImageInputCase(const json& input) {
    const auto* rule = findImageTokenRule("openai-gpt-image-1/" + input["input_fidelity"].get<std::string>());
    const ImageTokenCount count = countImageTokens(rule->form, sizeOf(input));
    return {{"tiles", count.tiles.count()}, {"tokens", count.tokens}};
}

json openAiPatchCase(const json& input) {
    OpenAiPatches rule;
    if (!input["max_dimension"].is_null()) rule.maxDimension = input["max_dimension"];
    if (!input["patch_budget"].is_null()) rule.patchBudget = input["patch_budget"];
    const auto multiplier = DecimalFactor::parse(input["multiplier"].get<std::string>());
    if (!multiplier) return "no number: " + input["multiplier"].dump();
    rule.multiplier = *multiplier;
    const ImageTokenCount count = countImageTokens(rule, sizeOf(input));
    checkListed("openai-patch/" + input["rule"].get<std::string>(), input, count);
    return {{"patches", count.tokens}, {"billable", count.billable}};
}

json anthropicAreaCase(const json& input) {
    return {{"tokens", countImageTokens(AnthropicArea{}, sizeOf(input)).tokens}};
}

json anthropicPatchCase(const json& input) {
    const AnthropicPatches rule{input["max_edge"], input["max_tokens"]};
    const ImageTokenCount count = countImageTokens(rule, sizeOf(input));
    checkListed("anthropic-28/" + input["tier"].get<std::string>(), input, count);
    return {{"tokens", count.tokens}, {"resized", resizedOf(count)}};
}

json geminiCase(const json& input) {
    using Wording = GeminiTiles::Wording;
    const auto count = [&](Wording wording) { return countImageTokens(GeminiTiles{wording}, sizeOf(input)); };
    const auto clamped = count(Wording::Clamped), unclamped = count(Wording::Unclamped);
    const auto simple = count(Wording::Fixed768);
    return {{"tiles", clamped.tiles.count()},
            {"tokens", clamped.tokens},
            {"unclamped_tiles", unclamped.tiles.count()},
            {"unclamped_tokens", unclamped.tokens},
            {"simple_768_tiles", simple.tiles.count()},
            {"simple_768_tokens", simple.tokens}};
}

json qwenCase(const json& input) {
    const QwenPatches rule{input["factor"], input["min_pixels"], input["max_pixels"]};
    const ImageTokenCount count = countImageTokens(rule, sizeOf(input));
    return {{"resized", resizedOf(count)},
            {"tokens", count.tokens},
            {"vit_patches", count.tokens * count.patchesPerToken}};
}

json qwenVideoCase(const json& input) {
    return {{"tokens",
             qwenVideoTokens(input["frames"], sizeOf(input), input["factor"], input["temporal_patch"])}};
}

json vitCase(const json& input) {
    const std::uint64_t tokens = squarePatchTokens(input["image"], input["patch"], input["extra_tokens"]);
    SquarePatches rule;
    rule.side = input["image"];
    rule.patch = input["patch"];
    rule.extraTokens = input["extra_tokens"];
    EXPECT_EQ(countImageTokens(rule, {640, 480}).tokens, tokens);
    return {{"tokens", tokens}};
}

json anyResolutionCase(const json& input) {
    return {{"tokens", anyResolutionTokens(input["base_tokens"], input["grid"][0], input["grid"][1])}};
}

json pooledCase(const json& input) {
    return {{"tokens", pooledTokens(input["patches"], input["pool"][0], input["pool"][1])}};
}

json codesCase(const json& input) {
    const DiscreteCodes codes = discreteCodes(input["image"], input["downsample"], input["codebook"]);
    return {{"tokens", codes.tokens}, {"bits", codes.bits}, {"compression_vs_rgb8", codes.compression}};
}

json latentCase(const json& input) {
    const std::uint64_t latent =
        input["image"].get<std::uint64_t>() / input["vae_downsample"].get<std::uint64_t>();
    return {{"tokens", squarePatchTokens(latent, input["patch"], 0)}};
}

json tubeletCase(const json& input) {
    return {{"tokens", tubeletTokens(input["depth_or_frames"], input["height"], input["width"],
                                     input["tubelet_depth"], input["patch"], input["extra_tokens"])}};
}

json sampledVideoCase(const json& input) {
    const SampledFrames rule{input["frames_per_second"], input["tokens_per_frame"],
                             input.value("audio_tokens_per_second", std::uint64_t(0))};
    const SampledTokens sampled = sampledVideoTokens(input["seconds"], rule);
    return {{"frames", sampled.frames}, {"tokens", sampled.tokens}};
}

} // namespace

Quantities pictureQuantities() {
    return {{"mm.openai_tile", openAiTileCase},
            {"mm.openai_gpt_image_input", gptImageInputCase},
            {"mm.openai_patch", openAiPatchCase},
            {"mm.anthropic_750", anthropicAreaCase},
            {"mm.anthropic_28", anthropicPatchCase},
            {"mm.gemini_tiles", geminiCase},
            {"mm.qwen", qwenCase},
            {"mm.qwen_video", qwenVideoCase},
            {"mm.vit", vitCase},
            {"mm.anyres", anyResolutionCase},
            {"mm.pooled", pooledCase},
            {"mm.vq", codesCase},
            {"mm.dit", latentCase},
            {"mm.tubelet", tubeletCase},
            {"mm.video_sampled", sampledVideoCase}};
}

} // namespace tokenarium::testing
