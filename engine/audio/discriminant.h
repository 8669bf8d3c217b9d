// SPDX-License-Identifier: GPL-3.0-or-later
// Linear discriminant analysis: the directions in which rows differ much from each other on the whole but
// little within a group.
#pragma once

#include <cstddef>
#include <vector>

namespace tokenarium {

/// A symmetric matrix, row by row [size, size].
struct SymmetricMatrix {
    explicit SymmetricMatrix(std::size_t of) : size(of), values(of * of) {}
    double& at(std::size_t row, std::size_t column) { return values[row * size + column]; }
    double at(std::size_t row, std::size_t column) const { return values[row * size + column]; }
    std::size_t size;
    std::vector<double> values;
};

struct EigenPairs {
    std::vector<double> values;  ///< from the largest
    std::vector<double> vectors; ///< [size, size]: row i belongs to values[i], length 1
};

/// By Jacobi's rotations, to full precision.
EigenPairs eigenPairs(SymmetricMatrix matrix);

/// [outputs, size]: rows v with the largest vᵀ all v where vᵀ within v = 1, and vᵀ within w = 0 for two of
/// them. `within` gets a thousandth of its mean diagonal added, so that it has an inverse. outputs ≤ size.
std::vector<double> discriminantDirections(const SymmetricMatrix& all, SymmetricMatrix within,
                                           std::size_t outputs);

} // namespace tokenarium
