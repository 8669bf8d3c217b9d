// SPDX-License-Identifier: GPL-3.0-or-later
// Rotary positions: the table of angles, and pairs of numbers turned by them, forth or back.
#pragma once

#include "cuda/kernels/device.cuh"

namespace tokenarium::cuda {

/// table [T, D]: cosines, then sines of position · frequency; a place for every position and frequency.
struct RotationElement {
    const std::uint32_t* positions;
    const double* frequencies;
    std::size_t half;
    float* table;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const std::size_t t = i / half, k = i % half;
        const double angle = positions[t] * frequencies[k];
        table[t * 2 * half + k] = static_cast<float>(cos(angle));
        table[t * 2 * half + half + k] = static_cast<float>(sin(angle));
    }
};

/// One pair of a head of a row. Back: turned the other way, and added.
struct TurnElement {
    const float *x, *table;
    bool interleaved, back;
    std::size_t width, headWidth;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const std::size_t half = headWidth / 2, pairs = width / 2, row = i / pairs, k = i % half;
        const std::size_t head = row * width + i % pairs / half * headWidth;
        const std::size_t one = head + (interleaved ? 2 * k : k), other = one + (interleaved ? 1 : half);
        const float c = table[row * headWidth + k], sine = table[row * headWidth + half + k];
        const float a = x[one], b = x[other], s = back ? -sine : sine;
        const float first = a * c - b * s, second = a * s + b * c;
        y[one] = back ? y[one] + first : first;
        y[other] = back ? y[other] + second : second;
    }
};

} // namespace tokenarium::cuda
