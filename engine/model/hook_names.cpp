// SPDX-License-Identifier: GPL-3.0-or-later
// One table, read in both directions.
#include "engine/model/hook_names.h"

#include <charconv>
#include <optional>

namespace tokenarium {
namespace {

/// The number where `pattern` has "N", if the text fits the pattern; 0 where the pattern has none.
std::optional<std::size_t> layerIn(std::string_view text, std::string_view pattern) {
    const std::size_t place = pattern.find('N');
    if (place == pattern.npos) return text == pattern ? std::optional<std::size_t>(0) : std::nullopt;
    if (text.substr(0, place) != pattern.substr(0, place)) return std::nullopt;
    std::size_t layer = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + place, end, layer);
    if (error != std::errc() ||
        std::string_view(rest, static_cast<std::size_t>(end - rest)) != pattern.substr(place + 1))
        return std::nullopt;
    return layer;
}

std::string withLayer(std::string pattern, std::size_t layer) {
    if (const std::size_t place = pattern.find('N'); place != pattern.npos)
        pattern.replace(place, 1, std::to_string(layer));
    return pattern;
}

} // namespace

std::vector<HookName> hookNames(const ModelConfig& config) {
    const bool learned = config.positionKind == ModelConfig::Positions::Learned;
    const bool gated = config.feedForward == ModelConfig::FeedForward::Swiglu;
    std::vector<HookName> names = {{"embed.tokens", "hook_embed"}};
    if (learned) {
        names.push_back({"embed.positions", "hook_pos_embed"});
        names.push_back({"embed.output", "blocks.0.hook_resid_pre"});
    }
    names.push_back({"block.N.attention.norm", "blocks.N.ln1.hook_normalized"});
    names.push_back({"block.N.attention.query", "blocks.N.attn.hook_q"});
    names.push_back({"block.N.attention.key", "blocks.N.attn.hook_k"});
    if (config.queryKeyNorm) {
        names.push_back({"block.N.attention.query.norm", "blocks.N.attn.q_norm.hook_normalized"});
        names.push_back({"block.N.attention.key.norm", "blocks.N.attn.k_norm.hook_normalized"});
    }
    if (!learned) {
        names.push_back({"block.N.attention.query.rotated", "blocks.N.attn.hook_rot_q"});
        names.push_back({"block.N.attention.key.rotated", "blocks.N.attn.hook_rot_k"});
    }
    names.push_back({"block.N.attention.value", "blocks.N.attn.hook_v"});
    names.push_back({"block.N.attention.masked", "blocks.N.attn.hook_attn_scores"});
    names.push_back({"block.N.attention.probs", "blocks.N.attn.hook_pattern"});
    names.push_back({"block.N.attention.heads", "blocks.N.attn.hook_z"});
    names.push_back({"block.N.attention.output", "blocks.N.hook_attn_out"});
    names.push_back({"block.N.middle", "blocks.N.hook_resid_mid"});
    names.push_back({"block.N.feedforward.norm", "blocks.N.ln2.hook_normalized"});
    if (gated) names.push_back({"block.N.feedforward.gate", "blocks.N.mlp.hook_pre"});
    names.push_back(
        {"block.N.feedforward.up", gated ? "blocks.N.mlp.hook_pre_linear" : "blocks.N.mlp.hook_pre"});
    names.push_back({"block.N.feedforward.activation", "blocks.N.mlp.hook_post"});
    names.push_back({"block.N.feedforward.output", "blocks.N.hook_mlp_out"});
    names.push_back({"block.N.output", "blocks.N.hook_resid_post"});
    names.push_back({"final.norm", "ln_final.hook_normalized"});
    return names;
}

std::string hookOf(const ModelConfig& config, std::string_view name) {
    for (const HookName& known : hookNames(config))
        if (const auto layer = layerIn(name, known.name)) return withLayer(known.hook, *layer);
    return {};
}

std::string nameOf(const ModelConfig& config, std::string_view hook) {
    for (const HookName& known : hookNames(config))
        if (const auto layer = layerIn(hook, known.hook)) return withLayer(known.name, *layer);
    if (const auto layer = layerIn(hook, "blocks.N.hook_resid_pre"))
        return *layer == 0 ? "embed.tokens" : "block." + std::to_string(*layer - 1) + ".output";
    return {};
}

} // namespace tokenarium
