// SPDX-License-Identifier: GPL-3.0-or-later
// Names of operations, layers one by one, and reading that may not fail unnoticed.
#include "engine/backend/backend.h"

#include <stdexcept>

namespace tokenarium {

const char* opName(Op op) {
    static constexpr const char* names[opCount] = {
        // clang-format off
        "embedding", "add", "layer_norm", "rms_norm", "linear", "gelu", "swiglu", "rotations",
        "rope", "take_rows", "put_rows", "attention_scores", "mask", "softmax", "attention_values",
        "attention", "dropout", "cross_entropy", "embedding_backward", "layer_norm_backward",
        "rms_norm_backward", "linear_backward", "gelu_backward", "swiglu_backward", "rope_backward",
        "take_rows_backward", "put_rows_backward", "attention_scores_backward", "mask_backward",
        "softmax_backward", "attention_values_backward", "attention_backward", "dropout_backward",
        "cross_entropy_backward", "fill", "blend", "adamw",
        // clang-format on
    };
    return names[static_cast<std::size_t>(op)];
}

void Backend::linears(const Tensor& x, std::span<const LinearPart> parts) {
    for (const LinearPart& part : parts) linear(x, part.w, part.bias, part.y);
}

double Backend::sumOfAllSquares(std::span<const Tensor* const> tensors) {
    double sum = 0;
    for (const Tensor* tensor : tensors) sum += sumOfSquares(*tensor);
    return sum;
}

void Backend::adamWAll(std::span<const AdamWPart> parts, float gradientScale) {
    for (const AdamWPart& part : parts) {
        if (gradientScale != 1) blend(part.mean, 0, gradientScale, part.gradient);
        adamW(part.gradient, part.step, part.mean, part.square, part.w);
    }
}

std::vector<float> loadValues(Backend& backend, const Tensor& tensor) {
    std::vector<float> values = backend.read(tensor);
    if (values.size() != tensor.shape.elements())
        throw std::runtime_error("The numbers of " + tensor.name + " could not be read. " +
                                 backend.problem());
    return values;
}

} // namespace tokenarium
