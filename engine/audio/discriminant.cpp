// SPDX-License-Identifier: GPL-3.0-or-later
// Jacobi's eigenvalue method, Cholesky's square root, and discriminant analysis by means of both.
#include "engine/audio/discriminant.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {

namespace {

/// Turns rows and columns p and q so that the element at p, q becomes 0; the same turn for the rows of
/// `vectors`.
void rotate(SymmetricMatrix& m, std::vector<double>& vectors, std::size_t p, std::size_t q) {
    const double angle = (m.at(q, q) - m.at(p, p)) / (2 * m.at(p, q));
    const double tangent = std::copysign(1.0, angle) / (std::abs(angle) + std::sqrt(angle * angle + 1));
    const double cosine = 1 / std::sqrt(tangent * tangent + 1), sine = tangent * cosine;
    const auto turn = [cosine, sine](double& a, double& b) {
        const double first = cosine * a - sine * b;
        b = sine * a + cosine * b;
        a = first;
    };
    for (std::size_t k = 0; k < m.size; ++k) turn(m.at(k, p), m.at(k, q));
    for (std::size_t k = 0; k < m.size; ++k) turn(m.at(p, k), m.at(q, k));
    for (std::size_t k = 0; k < m.size; ++k) turn(vectors[p * m.size + k], vectors[q * m.size + k]);
}

double sizeBesideDiagonal(const SymmetricMatrix& m) {
    double sum = 0;
    for (std::size_t p = 0; p < m.size; ++p)
        for (std::size_t q = p + 1; q < m.size; ++q) sum += m.at(p, q) * m.at(p, q);
    return sum;
}

/// Lower triangle L with L Lᵀ = matrix, in place; the matrix is positive definite.
void takeSquareRoot(SymmetricMatrix& m) {
    for (std::size_t row = 0; row < m.size; ++row)
        for (std::size_t column = 0; column <= row; ++column) {
            double sum = m.at(row, column);
            for (std::size_t k = 0; k < column; ++k) sum -= m.at(row, k) * m.at(column, k);
            m.at(row, column) = row == column ? std::sqrt(sum) : sum / m.at(column, column);
        }
}

/// x becomes L⁻¹ x.
void solveLower(const SymmetricMatrix& lower, double* x, std::size_t step) {
    for (std::size_t row = 0; row < lower.size; ++row) {
        double sum = x[row * step];
        for (std::size_t k = 0; k < row; ++k) sum -= lower.at(row, k) * x[k * step];
        x[row * step] = sum / lower.at(row, row);
    }
}

/// x becomes (Lᵀ)⁻¹ x.
void solveUpper(const SymmetricMatrix& lower, double* x) {
    for (std::size_t row = lower.size; row-- > 0;) {
        double sum = x[row];
        for (std::size_t k = row + 1; k < lower.size; ++k) sum -= lower.at(k, row) * x[k];
        x[row] = sum / lower.at(row, row);
    }
}

} // namespace

EigenPairs eigenPairs(SymmetricMatrix matrix) {
    constexpr int mostSweeps = 60; // ten are enough; a matrix with a NaN must end too
    const std::size_t size = matrix.size;
    std::vector<double> vectors(size * size);
    for (std::size_t i = 0; i < size; ++i) vectors[i * size + i] = 1;
    double whole = 0;
    for (const double value : matrix.values) whole += value * value;
    for (int sweep = 0; sweep < mostSweeps && sizeBesideDiagonal(matrix) > 1e-28 * whole; ++sweep)
        for (std::size_t p = 0; p < size; ++p)
            for (std::size_t q = p + 1; q < size; ++q)
                if (matrix.at(p, q) != 0) rotate(matrix, vectors, p, q);
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return matrix.at(i, i); });
    EigenPairs pairs;
    for (const std::size_t i : order) {
        pairs.values.push_back(matrix.at(i, i));
        pairs.vectors.insert(pairs.vectors.end(), vectors.begin() + static_cast<std::ptrdiff_t>(i * size),
                             vectors.begin() + static_cast<std::ptrdiff_t>((i + 1) * size));
    }
    return pairs;
}

std::vector<double> discriminantDirections(const SymmetricMatrix& all, SymmetricMatrix within,
                                           std::size_t outputs) {
    const std::size_t size = all.size;
    double diagonal = 0;
    for (std::size_t i = 0; i < size; ++i) diagonal += within.at(i, i);
    const double added = std::max(1e-3 * diagonal / static_cast<double>(size), 1e-12);
    for (std::size_t i = 0; i < size; ++i) within.at(i, i) += added;
    takeSquareRoot(within);
    SymmetricMatrix turned = all; // L⁻¹ all L⁻ᵀ
    for (std::size_t column = 0; column < size; ++column)
        solveLower(within, turned.values.data() + column, size);
    for (std::size_t row = 0; row < size; ++row) solveLower(within, turned.values.data() + row * size, 1);
    EigenPairs pairs = eigenPairs(std::move(turned));
    for (std::size_t i = 0; i < outputs; ++i) solveUpper(within, pairs.vectors.data() + i * size);
    pairs.vectors.resize(outputs * size);
    return pairs.vectors;
}

} // namespace tokenarium
