// SPDX-License-Identifier: GPL-3.0-or-later
// Products of every matrix that is no table, and of every layer's attention.
#include "engine/cost/model_work.h"

#include "engine/tensor/saturating.h"

#include <algorithm>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Role = ListedTensor::Role;

bool isMultiplied(const ListedTensor& tensor, bool tiedHead) {
    if (tensor.shape.rank() < 2 || tensor.name.ends_with("bias")) return false;
    if (tensor.module == Part::VisionTower || tensor.module == Part::Projector || tensor.module == Part::Mtp)
        return false;
    switch (tensor.part) {
    case Part::Embedding: return tensor.role == Role::TokenTable && tiedHead;
    case Part::Position:
    case Part::AttentionOther:
    case Part::Norms: return false;
    default: return true;
    }
}

/// All heads' queries together; of latent attention they are wider than the values.
std::size_t queryWidthOf(const TensorList& tensors, const AttentionShape& shape) {
    if (shape.kind() == AttentionShape::Kind::Latent)
        for (const char* name : {"q_b_proj.weight", "q_proj.weight"})
            for (const ListedTensor& tensor : tensors)
                if (tensor.name.ends_with(name)) return tensor.shape[0];
    return shape.queryWidth();
}

} // namespace

TextWork textWork(const TensorList& tensors, const AttentionShape& shape, bool tiedHead, std::size_t tokens) {
    TextWork work;
    std::size_t weights = 0, seen = 0;
    for (const ListedTensor& tensor : tensors)
        if (isMultiplied(tensor, tiedHead)) weights = saturatingSum(weights, tensor.activeElements());
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
        const std::size_t window = layer < shape.windows.size() ? shape.windows[layer] : 0;
        seen = saturatingSum(seen, window == 0 ? tokens : std::min(tokens, window));
    }
    const std::size_t twice = saturatingProduct(2, tokens);
    work.matrices = saturatingProduct(twice, weights);
    work.attention = saturatingProduct(saturatingProduct(twice, seen),
                                       saturatingSum(queryWidthOf(tensors, shape), shape.queryWidth()));
    work.forward = saturatingSum(work.matrices, work.attention);
    work.training = saturatingProduct(3, work.forward);
    if (tokens > 0) work.trainingPerToken = double(work.training) / double(tokens);
    if (work.forward > 0) work.attentionShare = double(work.attention) / double(work.forward);
    return work;
}

} // namespace tokenarium
