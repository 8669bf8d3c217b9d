// SPDX-License-Identifier: GPL-3.0-or-later
// Every weight of a model by name and shape, and the sums over them: how many parameters it has and where.
//
// Counting rules, as in the literature: trainable numbers only; a tensor that serves twice (a tied head)
// once; buffers (rotary frequencies, position ids, sinusoids) not at all.
#pragma once

#include "engine/tensor/tensor.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tokenarium {

/// What a weight is for. The names (`parameterPartName`) are the keys in which counts are published.
enum class ParameterPart : std::uint8_t {
    Embedding,      ///< token table, segment table, class token
    Position,       ///< learned position tables
    AttentionQkv,   ///< projections into self-attention with their biases; all four of latent attention
    AttentionOut,   ///< projection out of self-attention with its bias
    AttentionOther, ///< tables of relative positions, attention sinks
    CrossAttention, ///< all projections of a decoder that looks at an encoder
    Mlp,            ///< feed-forward with biases; all experts
    Router,         ///< what chooses the experts
    Norms,          ///< LayerNorm and RMSNorm, those of queries and keys too
    Head,           ///< untied language head, masked-language head, classifier, projections of CLIP
    Frontend,       ///< patches or convolutions in front
    Pooler,
    VisionTower, ///< everything of an image encoder beside a language model
    Projector,   ///< from image encoder to language model
    Mtp,         ///< everything of a module that predicts one token more
    Other,
};
inline constexpr std::size_t parameterParts = 16;
const char* parameterPartName(ParameterPart part); ///< "attention_qkv"

/// One line of the list: a tensor, or the same tensor of every expert of a layer.
struct ListedTensor {
    enum class Role : std::uint8_t {
        Plain,
        TokenTable,   ///< rows are looked up, no product is made with it
        LanguageHead, ///< an untied one
        Expert        ///< used by some tokens only
    };

    std::string name; ///< as Hugging Face's class calls it; "experts.*" stands for all experts
    Shape shape;
    ParameterPart part = ParameterPart::Other;   ///< what it does
    ParameterPart module = ParameterPart::Other; ///< where it counts: `part` but for vision towers and MTP
    Role role = Role::Plain;
    std::size_t copies = 1;                       ///< tensors of this shape that the line stands for
    std::size_t experts = 1, expertsPerToken = 1; ///< of them, so many work for one token

    std::size_t elements() const;       ///< of all copies; the largest size_t where they do not fit
    std::size_t activeElements() const; ///< those that work for one token
};

using TensorList = std::vector<ListedTensor>;

/// Sums over a list, in parameters. Sums that do not fit stay at the largest size_t.
struct ParameterCount {
    std::size_t total = 0;
    std::array<std::size_t, parameterParts> parts{}; ///< by module; they add up to `total`
    std::size_t nonEmbedding = 0; ///< total without token table and untied head; positions stay in
    std::size_t experts = 0;      ///< of all routed experts; 0 in a dense model
    /// What works for one token: the total without the experts that were not chosen; and the same without the
    /// token table, as the gpt-oss model card counts. Equal to total, or total without table, where dense.
    std::size_t active = 0, activeWithoutLookup = 0;

    std::size_t part(ParameterPart which) const { return parts[static_cast<std::size_t>(which)]; }
};

ParameterCount countParameters(const TensorList& list);

/// Entries of a checkpoint by number format.
struct StoredEntries {
    std::size_t float8 = 0, bfloat16 = 0, float32 = 0;
    std::size_t scales = 0, routerBiases = 0; ///< the two that make up float32
    std::size_t total = 0;
};

/// How DeepSeek-V3 is stored (README_WEIGHTS.md of deepseek-ai/DeepSeek-V3): the matrices of all layers in
/// FP8 with one F32 scale for each block of `blockRows` × `blockColumns`, partial blocks too; router biases
/// F32; the rest BF16. Every module that predicts one token more repeats token table and head.
StoredEntries deepseekStoredEntries(const TensorList& list, std::size_t blockRows, std::size_t blockColumns,
                                    std::size_t mtpModules);

} // namespace tokenarium
