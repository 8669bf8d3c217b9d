// SPDX-License-Identifier: GPL-3.0-or-later
// Operations in which every number stands for itself: one function object each, called for every place.
#pragma once

#include "cuda/kernels/device.cuh"
#include "engine/backend/dropout.h"

namespace tokenarium::cuda {

template<typename Work>
__global__ void __launch_bounds__(blockThreads) forEachElement(Work work, std::size_t count) {
    for (std::size_t i = globalThread(); i < count; i += globalThreads()) work(i);
}

// Maths --------------------------------------------------------------------------------------------------

TOKENARIUM_BOTH float sigmoid(float x) { return 1.0F / (1.0F + expf(-x)); }

/// A NaN stays one.
TOKENARIUM_BOTH float withinTwenty(float x) { return x > 20.0F ? 20.0F : x < -20.0F ? -20.0F : x; }

constexpr float geluCubic = 0.044715F, twoRootTwoOverPi = 1.5957691216F;

/// GELU is x · share(x): the tanh formula as σ(2z), or the normal distribution. Beyond ±20 nothing changes.
TOKENARIUM_BOTH float geluShare(float x, bool tanhFormula) {
    if (!tanhFormula) return 0.5F * erfcf(x * -0.70710678F);
    const float v = withinTwenty(x);
    return sigmoid(v * fmaf(v * v, geluCubic, 1.0F) * twoRootTwoOverPi);
}

TOKENARIUM_BOTH float geluSlope(float x, bool tanhFormula) {
    const float v = withinTwenty(x), share = geluShare(x, tanhFormula);
    if (!tanhFormula) return fmaf(v, 0.39894228F * expf(-0.5F * (x * x)), share);
    const float inner = fmaf(v * v, 3 * geluCubic, 1.0F) * twoRootTwoOverPi;
    return fmaf(v * inner, share * (1.0F - share), share);
}

// Places -------------------------------------------------------------------------------------------------

struct AddElement {
    const float *a, *b;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] = a[i] + b[i]; }
};

struct AddToElement {
    const float* x;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] += x[i]; }
};

struct GeluElement {
    const float* x;
    bool tanhFormula;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] = x[i] * geluShare(x[i], tanhFormula); }
};

struct GeluBackwardElement {
    const float* x;
    bool tanhFormula;
    const float* dy;
    float* dx;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        dx[i] = fmaf(dy[i], geluSlope(x[i], tanhFormula), dx[i]);
    }
};

struct SwigluElement {
    const float *gate, *up;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] = gate[i] * sigmoid(gate[i]) * up[i]; }
};

struct SwigluBackwardElement {
    const float *gate, *up, *dy;
    float *dGate, *dUp;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        const float v = gate[i], share = sigmoid(v), slope = dy[i];
        if (dGate) dGate[i] = fmaf(slope, up[i] * share * fmaf(v, 1.0F - share, 1.0F), dGate[i]);
        if (dUp) dUp[i] = fmaf(slope, v * share, dUp[i]);
    }
};

struct DropoutElement {
    const float* x;
    float probability;
    std::uint64_t seed;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        y[i] = dropoutKeeps(seed, i, probability) ? x[i] * (1 / (1 - probability)) : 0.0F;
    }
};

struct DropoutBackwardElement {
    const float* dy;
    float probability;
    std::uint64_t seed;
    float* dx;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        if (dropoutKeeps(seed, i, probability)) dx[i] += dy[i] * (1 / (1 - probability));
    }
};

struct FillElement {
    float value;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] = value; }
};

struct BlendElement {
    const float* x;
    float ofX, ofY;
    float* y;
    TOKENARIUM_BOTH void operator()(std::size_t i) const { y[i] = ofX * x[i] + ofY * y[i]; }
};

/// −∞ where a key lies after its query; scores are [heads, queries, positions].
struct MaskElement {
    const float* scores;
    std::size_t queries, positions;
    float* masked;
    TOKENARIUM_BOTH bool seen(std::size_t i) const {
        return i % positions <= positions - queries + i / positions % queries;
    }
    TOKENARIUM_BOTH void operator()(std::size_t i) const { masked[i] = seen(i) ? scores[i] : -INFINITY; }
};

struct MaskBackwardElement {
    const float* dMasked;
    std::size_t queries, positions;
    float* dScores;
    TOKENARIUM_BOTH void operator()(std::size_t i) const {
        if (MaskElement{nullptr, queries, positions, nullptr}.seen(i)) dScores[i] += dMasked[i];
    }
};

} // namespace tokenarium::cuda
