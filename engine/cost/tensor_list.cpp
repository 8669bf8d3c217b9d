// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over a list of tensors.
#include "engine/cost/tensor_list.h"

#include "engine/tensor/saturating.h"

#include <algorithm>

namespace tokenarium {
namespace {

using Role = ListedTensor::Role;

void addTo(std::size_t& sum, std::size_t more) { sum = saturatingSum(sum, more); }

constexpr const char* partNames[] = {
    "embedding",    "position",  "attention_qkv", "attention_out", "attention_other", "cross_attention",
    "mlp",          "router",    "norms",         "head",          "frontend",        "pooler",
    "vision_tower", "projector", "mtp",           "other"};
static_assert(std::size(partNames) == parameterParts);

std::size_t blocksOf(const Shape& shape, std::size_t rows, std::size_t columns) {
    return saturatingProduct((shape[0] + rows - 1) / rows, (shape[1] + columns - 1) / columns);
}

bool isLayerMatrix(const ListedTensor& tensor) {
    return tensor.shape.rank() == 2 &&
           (tensor.part == ParameterPart::AttentionQkv || tensor.part == ParameterPart::AttentionOut ||
            tensor.part == ParameterPart::Mlp);
}

} // namespace

const char* parameterPartName(ParameterPart part) { return partNames[static_cast<std::size_t>(part)]; }

std::size_t ListedTensor::elements() const { return saturatingProduct(shape.elements(), copies); }

std::size_t ListedTensor::activeElements() const {
    if (role != Role::Expert || elements() == unboundedSize) return elements();
    return elements() / experts * expertsPerToken;
}

ParameterCount countParameters(const TensorList& list) {
    ParameterCount count;
    for (const ListedTensor& tensor : list) {
        const std::size_t elements = tensor.elements(), active = tensor.activeElements();
        addTo(count.total, elements);
        addTo(count.parts[static_cast<std::size_t>(tensor.module)], elements);
        addTo(count.active, active);
        if (tensor.role != Role::TokenTable) addTo(count.activeWithoutLookup, active);
        if (tensor.role != Role::TokenTable && tensor.role != Role::LanguageHead)
            addTo(count.nonEmbedding, elements);
        if (tensor.role == Role::Expert) addTo(count.experts, elements);
    }
    return count;
}

StoredEntries deepseekStoredEntries(const TensorList& list, std::size_t blockRows, std::size_t blockColumns,
                                    std::size_t mtpModules) {
    StoredEntries stored;
    for (const ListedTensor& tensor : list) {
        const bool repeated = tensor.role == Role::TokenTable || tensor.role == Role::LanguageHead;
        const std::size_t times = repeated ? saturatingSum(1, mtpModules) : 1;
        const std::size_t elements = saturatingProduct(tensor.elements(), times);
        addTo(stored.total, elements);
        if (isLayerMatrix(tensor)) {
            addTo(stored.float8, elements);
            addTo(stored.scales,
                  saturatingProduct(blocksOf(tensor.shape, blockRows, blockColumns), tensor.copies));
        } else if (tensor.part == ParameterPart::Router && tensor.shape.rank() == 1) {
            addTo(stored.routerBiases, elements);
        } else {
            addTo(stored.bfloat16, elements);
        }
    }
    stored.float32 = saturatingSum(stored.scales, stored.routerBiases);
    addTo(stored.total, stored.scales);
    return stored;
}

} // namespace tokenarium
