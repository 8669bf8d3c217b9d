// SPDX-License-Identifier: GPL-3.0-or-later
// Low-rank adapters (Hu et al. 2021): a model is adapted by training a small addition to some of its
// matrices, W + (alpha / r) · B · A, while W stays as it is.
#pragma once

#include "engine/model/weights.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenarium {

struct LoraOptions {
    std::size_t rank = 8; ///< r
    double alpha = 16;
    /// Which matrices of every block: names of loraMatrixNames, their last part ("query") or "all". Empty:
    /// queries and values, as in the paper.
    std::vector<std::string> matrices;
    std::uint64_t seed = 1;
};

/// One adapted matrix [O, I].
struct LoraMatrix {
    std::string weight; ///< its name in makeWeights: "block.3.attention.query.weight"
    Tensor a;           // [r, I]
    Tensor b;           // [O, r]
};

/// Copies share their memory. Also holds the gradients of an adapter.
struct Lora {
    std::size_t rank = 0;
    double alpha = 0;
    std::vector<LoraMatrix> matrices; ///< in the order of makeWeights
    float scale() const { return static_cast<float>(alpha / static_cast<double>(rank)); }
};

/// The matrices that can be adapted: "attention.query", "attention.key", "attention.value",
/// "attention.output", "feedforward.gate" (gated models only), "feedforward.up", "feedforward.down".
std::vector<std::string> loraMatrixNames(const ModelConfig& config);

struct AdaptableMatrix {
    std::string weight; ///< its name in makeWeights
    std::string matrix; ///< that of loraMatrixNames
    Shape shape;
};
/// Those of all blocks, in the order of makeWeights.
std::vector<AdaptableMatrix> adaptableMatrices(const ModelConfig& config);

/// Why this model cannot be adapted so, as a sentence; empty if it can.
std::string loraProblem(const ModelConfig& config, const LoraOptions& options);

/// A is normal with a spread of 1/√I, B is zero, so that the adapted model begins as the base model. The same
/// options give the same numbers. Tensors are named after the weight, with ".lora_A.weight" or
/// ".lora_B.weight" in place of ".weight". Throws std::runtime_error with the loraProblem.
Lora createLora(const ModelConfig& config, Backend& backend, const LoraOptions& options);

/// Numbers that are trained: r · (I + O) for every adapted matrix.
std::uint64_t trainedParameters(const Lora& lora);

/// The weights with the adapter in them: what forward and lossAndGradients get before each step, and in the
/// end the merged model. Adapted matrices have memory of their own, all others are shared with `base`, and
/// names stay. `base` is F32.
Weights adaptedWeights(const Weights& base, const Lora& lora, Backend& backend);

/// Tensors of zeros in the shapes of the adapter, named "grad." + its tensor's name.
Lora zeroLoraGradients(const Lora& lora, Backend& backend);

/// Adds the gradients of A and B, which follow exactly from those of the adapted weights (`weightGradients`,
/// as lossAndGradients gives them, not used for anything else): dB = s · dW · Aᵀ, dA = s · Bᵀ · dW.
void addLoraGradients(const Lora& lora, const Weights& weightGradients, Backend& backend, Lora& gradients);

/// The tensors of an adapter, or of its gradients, as weights that an optimizer can go through with
/// forEachTensor: block 2i has the A of matrix i as its query, block 2i + 1 the B. Shares the memory.
Weights loraAsWeights(const Lora& lora);

} // namespace tokenarium
