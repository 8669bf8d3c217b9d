// SPDX-License-Identifier: GPL-3.0-or-later
// The forward pass of a language model, written once for every family and every backend.
#pragma once

#include "engine/model/activations.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weights.h"
#include "engine/token/token.h"

#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// One text of a batch: the tokens that are new, and the cache with those before them. Without a cache the
/// tokens are the whole text. The cache grows by the new tokens if the run completes.
struct SequenceInput {
    std::span<const TokenId> ids;
    KvCache* cache = nullptr;
};

struct ForwardOptions {
    bool lastTokenOnly = false; ///< logits for the last token of each text only, as generating needs them
    /// The residual stream after every block goes through final norm and head as well.
    bool logitLens = false;
    /// One operation for the attention of all texts instead of four for each: faster for batches, but the
    /// scores are not to be seen. Not together with caches, where it is ignored.
    bool fusedAttention = false;
    /// Of the embedding and of what every attention and feed-forward adds; 0: none. For training.
    float dropout = 0;
    std::uint64_t dropoutSeed = 0;
    Activations* keep = nullptr; ///< gets every tensor that is written; see backward.h
};

/// The tokens of all texts stand one after another: T is their sum.
struct ForwardResult {
    Tensor logits;            // [T, V], or [number of texts, V] for the last tokens only
    std::vector<Tensor> lens; // of every block, same shape; the last equals the logits
    bool complete =
        false; ///< false where the input was refused or the run was stopped: logits mean nothing then
    std::string problem; ///< why the input was refused, as a sentence
};

/// Why these texts cannot be run (no token, an id beyond the vocabulary, too long a context, a full cache);
/// empty if they can.
std::string inputProblem(const ModelConfig& config, std::span<const SequenceInput> texts);

/// 1 / √D, by which scores are multiplied.
float attentionScale(const ModelConfig& config);

/// The seed of one place where numbers are dropped: 0 after the embedding, 2 · layer + 1 after the attention
/// and 2 · layer + 2 after the feed-forward part of a block. Different places and seeds drop different
/// numbers.
std::uint64_t dropoutSeedAt(std::uint64_t seed, std::size_t place);

/// Names of what it writes: "embed.tokens", "block.3.attention.probs", "block.3.output", "final.norm",
/// "logits" … (all in hook_names.h); in a batch what belongs to one text alone ends with ".text.1". With the
/// logit lens: "block.3.lens.norm", "block.3.lens.logits". With fused attention: "block.3.attention.log_sums"
/// in place of scores, masked and probs. What is left after dropout: "embed.tokens.dropout" or
/// "embed.output.dropout", "block.3.attention.output.dropout", "block.3.feedforward.output.dropout".
ForwardResult forward(const ModelConfig& config, const Weights& weights, Backend& backend,
                      std::span<const SequenceInput> texts, const ForwardOptions& options = {});

} // namespace tokenarium
