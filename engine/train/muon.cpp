// SPDX-License-Identifier: GPL-3.0-or-later
// Newton–Schulz in the words of the backend: linear gives X·Wᵀ, the way back of linear gives dY·W and dYᵀ·X.
#include "engine/train/muon.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokenarium {

namespace {

// The polynomial of Muon's authors: as steep as can be at 0, at the price of ending near 1 and not at 1.
constexpr float a = 3.4445F, b = -4.7750F, c = 2.0315F;
constexpr int steps = 5;

/// X·Xᵀ of a flat matrix, Xᵀ·X of a tall one. Of `like` only the shape counts, that of the square.
void squareOf(Backend& backend, const Tensor& x, const Tensor& like, Tensor& square) {
    if (x.shape[0] <= x.shape[1]) return backend.linear(x, x, noTensor, square);
    Tensor nothing, none;
    backend.fill(0, square);
    backend.linearBackward(x, like, x, nothing, square, none);
}

/// y += P·X of a flat matrix, X·P of a tall one; P is symmetric.
void addProduct(Backend& backend, const Tensor& polynomial, const Tensor& x, Tensor& y, Tensor& space) {
    if (x.shape[0] <= x.shape[1]) {
        Tensor nothing, none;
        return backend.linearBackward(x, x, polynomial, y, nothing, none);
    }
    backend.linear(x, polynomial, noTensor, space);
    backend.blend(space, 1, 1, y);
}

} // namespace

MuonSpace createMuonSpace(Backend& backend, const Shape& shape) {
    const std::size_t small = std::min(shape[0], shape[1]);
    MuonSpace space;
    space.update = backend.allocate("muon.update", shape);
    space.other = backend.allocate("muon.other", shape);
    space.spare = backend.allocate("muon.spare", shape);
    space.square = backend.allocate("muon.square", {small, small});
    space.polynomial = backend.allocate("muon.polynomial", {small, small});
    for (Tensor* tensor : {&space.update, &space.other, &space.spare, &space.square, &space.polynomial})
        backend.fill(0, *tensor);
    return space;
}

void orthogonalize(Backend& backend, MuonSpace& space) {
    const double norm = std::sqrt(backend.sumOfSquares(space.update));
    if (!(norm > 0) || !std::isfinite(norm)) return;
    backend.blend(space.other, 0, static_cast<float>(1 / norm), space.update);
    for (int i = 0; i < steps; ++i) {
        squareOf(backend, space.update, space.polynomial, space.square);
        backend.linear(space.square, space.square, noTensor, space.polynomial);
        backend.blend(space.square, b, c, space.polynomial);
        backend.blend(space.update, a, 0, space.other);
        addProduct(backend, space.polynomial, space.update, space.other, space.spare);
        std::swap(space.update, space.other);
    }
}

} // namespace tokenarium
