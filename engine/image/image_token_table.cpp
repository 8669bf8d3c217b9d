// SPDX-License-Identifier: GPL-3.0-or-later
// The table of counting rules: which model counts how, and where that is written.
#include "engine/image/image_token_rules.h"

namespace tokenarium {
namespace {

const char* const tileSource = "OpenAI, “Images and vision” guide (calculating costs: tiles)";
const char* const patchSource = "OpenAI, “Images and vision” guide (calculating costs: patches)";
const char* const generationSource = "OpenAI, “Image generation” guide";
const char* const anthropicSource = "Anthropic, “Vision” documentation";
const char* const geminiSource = "Google, Gemini API “Image understanding” and Vertex AI image understanding";
const char* const geminiTokenSource = "Google, Gemini API “Understand and count tokens”";
const char* const geminiMediaSource = "Google, Gemini API “Media resolution”";

using Rules = std::vector<ImageTokenRule>;

struct TileModel {
    const char* id;
    const char* name;
    std::uint64_t base, perTile;
    std::vector<std::string> models;
};

void addOpenAiTiles(Rules& rules) {
    const std::vector<TileModel> models = {
        {"gpt-4o", "GPT-4o, 4.1, 4.5", 85, 170, {"gpt-4o", "gpt-4.1", "gpt-4.5"}},
        {"gpt-4o-mini", "GPT-4o mini", 2833, 5667, {"gpt-4o-mini"}},
        {"o1", "o1, o3", 75, 150, {"o1", "o3"}},
        {"gpt-5", "GPT-5, 5.1", 70, 140, {"gpt-5", "gpt-5.1"}},
        {"computer-use-preview", "computer-use-preview", 65, 129, {"computer-use-preview"}}};
    for (const TileModel& model : models)
        for (const bool low : {false, true})
            rules.push_back({std::string("openai-tile/") + model.id + (low ? "/low" : "/high"), "OpenAI",
                             std::string(model.name) + (low ? ", low detail" : ", high detail"), model.models,
                             "2025–2026", tileSource, "", true,
                             OpenAiTiles{model.base, model.perTile, low, 768}});
    for (const bool high : {false, true})
        rules.push_back({std::string("openai-gpt-image-1/") + (high ? "high" : "low"),
                         "OpenAI",
                         std::string("gpt-image-1 as input, ") + (high ? "high" : "low") + " fidelity",
                         {"gpt-image-1"},
                         "2025",
                         generationSource,
                         "",
                         true,
                         OpenAiImageInput{65, 129, high, 512, 4160, 6240}});
}

struct PatchModel {
    const char* id; ///< model, version and detail: "gpt-5.4@2026 high"
    const char* name;
    const char* version;
    std::uint32_t maxDimension; ///< 0: none
    std::uint64_t budget;       ///< 0: none
    DecimalFactor multiplier;
    std::vector<std::string> models;
};

void addOpenAiPatches(Rules& rules) {
    const DecimalFactor mini{162, 100}, nano{246, 100}, o4{172, 100}, large{12, 10};
    const std::vector<PatchModel> models = {
        {"gpt-5.6@2026 high", "GPT-5.6, high detail", "2026", 2048, 2500, large, {"gpt-5.6"}},
        {"gpt-5.6@2026 original", "GPT-5.6, original size", "2026", 65535, 0, large, {"gpt-5.6"}},
        {"gpt-5.5@2026 high", "GPT-5.5, high detail", "2026", 2048, 2500, large, {"gpt-5.5"}},
        {"gpt-5.5@2026 low", "GPT-5.5, low detail", "2026", 512, 0, large, {"gpt-5.5"}},
        {"gpt-5.4@2026 high", "GPT-5.4, high detail", "2026", 2048, 2500, large, {"gpt-5.4"}},
        {"gpt-5.4@2026 low", "GPT-5.4, low detail", "2026", 2048, 6144, large, {"gpt-5.4"}},
        {"gpt-5.4@2026 original", "GPT-5.4, original size", "2026", 6000, 10000, large, {"gpt-5.4"}},
        {"gpt-5.2@2026", "GPT-5.2", "2026", 2048, 6144, large, {"gpt-5.2"}},
        {"gpt-4.1-mini@2026", "GPT-4.1 mini", "2026", 2048, 6144, mini, {"gpt-4.1-mini"}},
        {"gpt-4.1-mini@2025",
         "GPT-4.1 mini, GPT-5 mini",
         "2025",
         0,
         1536,
         mini,
         {"gpt-4.1-mini", "gpt-5-mini"}},
        {"gpt-4.1-nano@2025",
         "GPT-4.1 nano, GPT-5 nano",
         "2025",
         0,
         1536,
         nano,
         {"gpt-4.1-nano", "gpt-5-nano"}},
        {"o4-mini@2025", "o4-mini", "2025", 0, 1536, o4, {"o4-mini"}}};
    for (const PatchModel& model : models) {
        OpenAiPatches form;
        if (model.maxDimension > 0) form.maxDimension = model.maxDimension;
        if (model.budget > 0) form.patchBudget = model.budget;
        form.multiplier = model.multiplier;
        const bool old = std::string_view(model.version) == "2025";
        rules.push_back({std::string("openai-patch/") + model.id, "OpenAI", model.name, model.models,
                         model.version, patchSource,
                         old ? "The text of 2025 states the multiplier but not how it is rounded; "
                               "rounded up here, as in 2026."
                             : "The vendor says that what is billed may differ by one token.",
                         true, form});
    }
}

void addAnthropic(Rules& rules) {
    rules.push_back({"anthropic-28/high",
                     "Anthropic",
                     "Claude 4.7 and later (high resolution)",
                     {"claude-4.7 and later"},
                     "2026",
                     anthropicSource,
                     "",
                     true,
                     AnthropicPatches{2576, 4784}});
    rules.push_back({"anthropic-28/standard",
                     "Anthropic",
                     "Claude before 4.7 (standard)",
                     {"claude before 4.7"},
                     "2026",
                     anthropicSource,
                     "",
                     true,
                     AnthropicPatches{1568, 1568}});
    rules.push_back({"anthropic-750",
                     "Anthropic",
                     "Claude, text of 2024–2025 (width · height / 750)",
                     {"claude-3", "claude-3.5", "claude-4"},
                     "2025",
                     anthropicSource,
                     "The vendor calls it an estimate; sizes of larger pictures follow its two limits.",
                     true,
                     AnthropicArea{}});
}

void addGeminiTwo(Rules& rules) {
    using Wording = GeminiTiles::Wording;
    const char* const conflict = "Three published wordings disagree for many sizes.";
    const std::vector<std::string> models = {"gemini-2.0", "gemini-2.5"};
    rules.push_back({"gemini-tiles/clamped", "Google", "Gemini 2, tiles of a crop unit (256 … 768)", models,
                     "2025", geminiSource, conflict, true, GeminiTiles{Wording::Clamped}});
    rules.push_back({"gemini-tiles/unclamped", "Google", "Gemini 2, tiles, rough formula", models, "2025",
                     geminiSource, conflict, true, GeminiTiles{Wording::Unclamped}});
    rules.push_back({"gemini-tiles/768", "Google", "Gemini 2, tiles of 768 × 768", models, "2025",
                     geminiTokenSource, conflict, true, GeminiTiles{Wording::Fixed768}});
    rules.push_back({"gemini-2.5/low",
                     "Google",
                     "Gemini 2.5, low media resolution",
                     {"gemini-2.5"},
                     "2026",
                     geminiMediaSource,
                     "",
                     true,
                     FixedTokens{64}});
    rules.push_back({"gemini-2.5/medium",
                     "Google",
                     "Gemini 2.5, medium media resolution",
                     {"gemini-2.5"},
                     "2026",
                     geminiMediaSource,
                     "High resolution is 256 and pan and scan: about 2048.",
                     true,
                     FixedTokens{256}});
}

void addGeminiThree(Rules& rules) {
    struct Level {
        const char* id;
        const char* name;
        std::uint64_t tokens;
    };
    for (const Level& level :
         {Level{"high", "high (the default)", 1120}, Level{"ultra_high", "ultra high", 2240},
          Level{"medium", "medium", 560}, Level{"low", "low", 280}})
        rules.push_back({std::string("gemini-3/") + level.id,
                         "Google",
                         std::string("Gemini 3, media resolution ") + level.name,
                         {"gemini-3"},
                         "2026",
                         geminiMediaSource,
                         "A budget: the aspect is kept, so a count may be a little lower.",
                         true,
                         FixedTokens{level.tokens}});
}

void addQwen(Rules& rules) {
    const char* const source = "QwenLM/Qwen2.5-VL qwen-vl-utils vision_process.py (smart_resize)";
    rules.push_back({"qwen/qwen3-vl",
                     "Qwen",
                     "Qwen3-VL",
                     {"Qwen3-VL"},
                     "2025",
                     source,
                     "",
                     false,
                     QwenPatches{32, 4096, 16777216}});
    rules.push_back({"qwen/qwen2.5-vl",
                     "Qwen",
                     "Qwen2.5-VL",
                     {"Qwen2.5-VL"},
                     "2025",
                     source,
                     "",
                     false,
                     QwenPatches{28, 3136, 12845056}});
    rules.push_back({"qwen/qwen2-vl",
                     "Qwen",
                     "Qwen2-VL, image processor of transformers",
                     {"Qwen2-VL"},
                     "2024",
                     "Hugging Face transformers image_processing_qwen2_vl.py",
                     "",
                     false,
                     QwenPatches{28, 3136, 1003520}});
}

SquarePatches square(SquarePatches::Fit fit, std::uint32_t side, std::uint32_t patch, std::uint64_t extra,
                     std::uint32_t pool = 1, std::uint64_t codebook = 0) {
    return {fit, side, patch, side, extra, pool, codebook};
}

void addEncoders(Rules& rules) {
    using Fit = SquarePatches::Fit;
    const auto add = [&](const char* id, const char* name, const char* version, const char* source,
                         const SquarePatches& form, const char* note = "") {
        rules.push_back({id, "open models", name, {name}, version, source, note, false, form});
    };
    const char* const vit = "Dosovitskiy et al. 2020, ViT, arXiv 2010.11929";
    const char* const clip = "Radford et al. 2021, CLIP, arXiv 2103.00020";
    const char* const dino = "Oquab et al. 2023, DINOv2, arXiv 2304.07193";
    const char* const registers = "Darcet et al. 2023, arXiv 2309.16588";
    const char* const siglip = "Zhai et al. 2023, SigLIP, arXiv 2303.15343";
    add("vit/b16", "ViT-B/16", "2020", vit, square(Fit::Stretch, 224, 16, 1));
    add("vit/b32", "ViT-B/32", "2020", vit, square(Fit::Stretch, 224, 32, 1));
    add("clip/b32", "CLIP ViT-B/32", "2021", clip, square(Fit::ShortAndCrop, 224, 32, 1));
    add("clip/l14", "CLIP ViT-L/14", "2021", clip, square(Fit::ShortAndCrop, 224, 14, 1));
    add("clip/l14-336", "CLIP ViT-L/14@336", "2021", clip, square(Fit::ShortAndCrop, 336, 14, 1));
    SquarePatches dinoForm = square(Fit::ShortAndCrop, 224, 14, 1);
    dinoForm.resizeShortTo = 256;
    add("dinov2/14", "DINOv2 ViT-L/14", "2023", dino, dinoForm);
    dinoForm.extraTokens = 5;
    add("dinov2/14-registers", "DINOv2 with registers", "2023", registers, dinoForm,
        "[CLS] and 4 registers.");
    add("siglip/384", "SigLIP so400m/14@384", "2023", siglip, square(Fit::Stretch, 384, 14, 0),
        "384 is no multiple of 14: the last 6 pixels of each side are not seen.");
    add("gemma-3", "Gemma 3", "2025", "Gemma 3 report, arXiv 2503.19786", square(Fit::Stretch, 896, 14, 0, 4),
        "4,096 patches of SigLIP, 4 × 4 of them pooled to a token; without pan and scan.");
}

void addLlava(Rules& rules) {
    const char* const source = "Liu et al. 2023, LLaVA-1.5, arXiv 2310.03744; LLaVA-NeXT blog (2024)";
    rules.push_back({"llava-1.5",
                     "LLaVA",
                     "LLaVA-1.5",
                     {"LLaVA-1.5"},
                     "2023",
                     source,
                     "",
                     false,
                     square(SquarePatches::Fit::PadSquare, 336, 14, 0)});
    rules.push_back({"llava-next",
                     "LLaVA",
                     "LLaVA-NeXT, whole tiles",
                     {"LLaVA-NeXT"},
                     "2024",
                     source,
                     "Without the tokens for new lines.",
                     false,
                     AnyResolution{336, 14, false}});
    rules.push_back({"llava-next/unpadded",
                     "LLaVA",
                     "LLaVA-NeXT, without padding",
                     {"LLaVA-NeXT"},
                     "2024",
                     source,
                     "Positions over padding are left out; a token ends every row.",
                     false,
                     AnyResolution{336, 14, true}});
}

void addDiscrete(Rules& rules) {
    using Fit = SquarePatches::Fit;
    const auto add = [&](const char* id, const char* name, const char* version, const char* source,
                         ImageRuleForm form, const char* note = "") {
        rules.push_back({id, "open models", name, {name}, version, source, note, false, std::move(form)});
    };
    add("dall-e", "DALL·E dVAE", "2021", "Ramesh et al. 2021, arXiv 2102.12092",
        square(Fit::ShortAndCrop, 256, 8, 0, 1, 8192), "Discrete: one of 8,192 codes for 8 × 8 pixels.");
    add("vqgan", "VQGAN f16", "2020", "Esser et al. 2020, arXiv 2012.09841",
        square(Fit::ShortAndCrop, 256, 16, 0, 1, 16384), "Discrete: one of 16,384 codes for 16 × 16 pixels.");
    add("chameleon", "Chameleon", "2024", "arXiv 2405.09818", square(Fit::ShortAndCrop, 512, 16, 0, 1, 8192),
        "Discrete: one of 8,192 codes for 16 × 16 pixels.");
    add("titok", "TiTok-L-32", "2024", "arXiv 2406.07550", FixedTokens{32, 256, 4096},
        "Discrete, without a grid: 32 codes for the whole picture.");
    add("dit/256", "DiT at 256", "2022", "arXiv 2212.09748", square(Fit::ShortAndCrop, 256, 16, 0),
        "Patches of 2 × 2 of a latent that is 8 times smaller.");
    add("dit/512", "DiT at 512", "2022", "arXiv 2212.09748", square(Fit::ShortAndCrop, 512, 16, 0),
        "Patches of 2 × 2 of a latent that is 8 times smaller.");
}

Rules allRules() {
    Rules rules;
    addOpenAiPatches(rules);
    addOpenAiTiles(rules);
    addAnthropic(rules);
    addGeminiThree(rules);
    addGeminiTwo(rules);
    addQwen(rules);
    addLlava(rules);
    addEncoders(rules);
    addDiscrete(rules);
    return rules;
}

} // namespace

const std::vector<ImageTokenRule>& imageTokenRules() {
    static const Rules rules = allRules();
    return rules;
}

const ImageTokenRule* findImageTokenRule(std::string_view id) {
    for (const ImageTokenRule& rule : imageTokenRules())
        if (rule.id == id) return &rule;
    return nullptr;
}

} // namespace tokenarium
