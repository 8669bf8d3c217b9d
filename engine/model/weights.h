// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a model as named tensors.
#pragma once

#include "engine/model/config.h"

#include <functional>
#include <vector>

namespace tokenarium {

/// A tensor that a configuration does not ask for is absent (`present` says no).
struct BlockWeights {
    Tensor attentionNorm, attentionNormBias;     // [C]
    Tensor query, queryBias;                     // [H·D, C], [H·D]
    Tensor key, keyBias;                         // [K·D, C], [K·D]
    Tensor value, valueBias;                     // [K·D, C], [K·D]
    Tensor queryNorm, keyNorm;                   // [D]
    Tensor attentionOutput, attentionOutputBias; // [C, H·D], [C]
    Tensor feedForwardNorm, feedForwardNormBias; // [C]
    Tensor gate, gateBias;                       // [F, C], [F]; SwiGLU only
    Tensor up, upBias;                           // [F, C], [F]
    Tensor down, downBias;                       // [C, F], [C]
};

/// Copies share their memory. Also holds gradients and the optimizer's state, which have the same shapes.
struct Weights {
    Tensor tokens;    // [V, C]
    Tensor positions; // [positions, C]; learned positions only
    std::vector<BlockWeights> blocks;
    Tensor finalNorm, finalNormBias; // [C]
    Tensor head;                     // [V, C]; a tied head is `tokens` itself, with its name
};

/// Makes every tensor the configuration asks for, once each, by calling `make(name, shape)` in the order in
/// which the model uses them. Names: "embed.tokens.weight", "block.3.attention.query.weight",
/// "block.3.feedforward.up.bias", "final.norm.weight", "head.weight" … What `make` throws passes through.
Weights makeWeights(const ModelConfig& config,
                    const std::function<Tensor(const std::string& name, const Shape& shape)>& make);

/// Calls `visit` for every tensor there is, a tied head once, in the order of makeWeights.
void forEachTensor(Weights& weights, const std::function<void(Tensor&)>& visit);

} // namespace tokenarium
