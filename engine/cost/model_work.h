// SPDX-License-Identifier: GPL-3.0-or-later
// Floating point operations of any listed decoder, matrix by matrix: what 6ND is a rule of thumb for.
#pragma once

#include "engine/cost/attention_shape.h"
#include "engine/cost/tensor_list.h"

namespace tokenarium {

/// Of one text; whole numbers that stay at the largest size_t.
struct TextWork {
    std::size_t matrices = 0;  ///< 2 for each weight that a token is multiplied with
    std::size_t attention = 0; ///< scores and sums of values; layers with a window look no further
    std::size_t forward = 0, training = 0; ///< training: forward and twice that on the way back
    double trainingPerToken = 0, attentionShare = 0;
};

/// `tiedHead`: the token table is multiplied with as the head. Image encoders and modules that predict one
/// token more do not count; experts count as far as a token is sent to them.
TextWork textWork(const TensorList& tensors, const AttentionShape& shape, bool tiedHead, std::size_t tokens);

} // namespace tokenarium
