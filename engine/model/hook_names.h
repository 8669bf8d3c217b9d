// SPDX-License-Identifier: GPL-3.0-or-later
// The names that TransformerLens gives to what a model computes, as aliases of ours.
#pragma once

#include "engine/model/config.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// "N" stands for the number of the block.
struct HookName {
    std::string name; ///< ours: "block.N.attention.probs"
    std::string hook; ///< theirs: "blocks.N.attn.hook_pattern"
};

/// What both know, in the order of computing, for a model of this kind. Our queries, keys and values are [T,
/// H·D] where theirs are [T, H, D]: the same numbers in the same order. Their scores are ours after the mask.
std::vector<HookName> hookNames(const ModelConfig& config);

/// "block.3.output" → "blocks.3.hook_resid_post"; empty where TransformerLens has no name for it.
std::string hookOf(const ModelConfig& config, std::string_view name);
/// The inverse. What goes into a block is what came out of the one before, so "blocks.3.hook_resid_pre" →
/// "block.2.output".
std::string nameOf(const ModelConfig& config, std::string_view hook);

} // namespace tokenarium
