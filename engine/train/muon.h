// SPDX-License-Identifier: GPL-3.0-or-later
// Muon's core (Jordan and others 2024, kellerjordan.github.io/posts/muon): a step for a matrix whose
// directions all have the same length.
#pragma once

#include "engine/backend/backend.h"

namespace tokenarium {

/// Memory for matrices of one shape; the tensors always hold finite numbers.
struct MuonSpace {
    Tensor update, other, spare; ///< [R,C]
    Tensor square, polynomial;   ///< [S,S], S = min(R,C)
};

MuonSpace createMuonSpace(Backend& backend, const Shape& shape);

/// Replaces space.update by nearly the closest matrix with orthogonal rows (or columns, where it has more
/// rows): five Newton–Schulz steps X ← aX + (bA + cA²)X, A = X·Xᵀ, from X divided by its norm, which bring
/// every singular value s > 0 to about 0.7 … 1.2. The result is in space.update. A matrix of zeros stays.
void orthogonalize(Backend& backend, MuonSpace& space);

} // namespace tokenarium
