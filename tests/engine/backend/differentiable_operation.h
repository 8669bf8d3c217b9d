// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation that has a way back, with its formula in double precision: one table for all tests of
// gradients.
#pragma once

#include "engine/backend/backend.h"

#include <functional>

namespace tokenarium {

using Doubles = std::vector<double>;

/// One operation at one size.
struct DifferentiableOperation {
    std::string name;
    Op forwardOp, backwardOp;
    std::vector<Shape> inputs; ///< of the tensors it differentiates by
    Shape output;
    /// The loss is Σ dy · y. This says what dy is everywhere; 0: random numbers.
    float uniform = 0;
    /// The output from the inputs. Masked scores are 0 here, for they must not depend on anything.
    std::function<Doubles(const std::vector<Doubles>&)> formula;
    /// `kept` is for what the way back needs besides y; its shape, of rank 0 where there is nothing.
    Shape keptShape;
    std::function<void(Backend&, const std::vector<Tensor>& inputs, Tensor& y, Tensor& kept)> forward;
    std::function<void(Backend&, const std::vector<Tensor>& inputs, const Tensor& y, const Tensor& kept,
                       const Tensor& dy, std::vector<Tensor>& gradients)>
        backward;
};

/// All of them with about this many rows. No width fills whole vectors.
std::vector<DifferentiableOperation> differentiableOperations(std::size_t rows);

} // namespace tokenarium
