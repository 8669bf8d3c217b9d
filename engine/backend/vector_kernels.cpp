// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of vector_kernels.h, compiled once for every width of vectors.
//
// Loops without a sum or a function are left to the compiler: it may not fuse multiplications with additions
// here (CMakeLists.txt says so), so its vectors and its left-over numbers agree. Sums and functions are
// written with Highway. Sums run in 16 lanes, one or more vectors, that are added pairwise at the end, every
// 1024 numbers into double precision.
#include "engine/backend/vector_kernels.h"

#include "engine/backend/dropout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

// Sums are arrays of vectors, which SVE and RVV do not allow.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/vector_kernels.cpp"
#include <hwy/foreach_target.h> // must come before the others

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tokenarium::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Numbers = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Numbers>;

constexpr std::size_t vectorLanes = hn::MaxLanes(Numbers());
constexpr std::size_t sumLanes = 16, sumVectors = sumLanes / vectorLanes;
constexpr std::size_t stretch = 1024; ///< numbers summed in float
constexpr float infinity = std::numeric_limits<float>::infinity();

HWY_INLINE Vector constant(float value) { return hn::Set(Numbers(), value); }
HWY_INLINE Vector load(const float* from) { return hn::LoadU(Numbers(), from); }
HWY_INLINE void store(Vector value, float* to) { hn::StoreU(value, Numbers(), to); }

// Frames ------------------------------------------------------------------------------------------------

/// step(inputs, outputs) reads a vector at each input and writes one at each output. The last numbers go
/// through a copy that fills a vector.
template<std::size_t inputs, std::size_t outputs, typename Step>
HWY_INLINE void overVectors(std::array<const float*, inputs> in, std::array<float*, outputs> out,
                            std::size_t count, const Step& step) {
    std::size_t i = 0;
    for (; i + vectorLanes <= count; i += vectorLanes) {
        step(in, out);
        for (const float*& pointer : in) pointer += vectorLanes;
        for (float*& pointer : out) pointer += vectorLanes;
    }
    const std::size_t left = count - i;
    if (left == 0) return;
    float inCopy[inputs][vectorLanes] = {}, outCopy[outputs][vectorLanes] = {};
    std::array<const float*, inputs> inPlace;
    std::array<float*, outputs> outPlace;
    for (std::size_t k = 0; k < inputs; ++k) inPlace[k] = std::copy_n(in[k], left, inCopy[k]) - left;
    for (std::size_t k = 0; k < outputs; ++k) outPlace[k] = std::copy_n(out[k], left, outCopy[k]) - left;
    step(inPlace, outPlace);
    for (std::size_t k = 0; k < outputs; ++k) std::copy_n(outCopy[k], left, out[k]);
}

/// The sixteen lanes, neighbours at a distance of 8, 4, 2, 1.
template<typename Combine>
HWY_INLINE float folded(const Vector (&sets)[sumVectors], const Combine& combine) {
    float lane[sumLanes];
    for (std::size_t k = 0; k < sumVectors; ++k) store(sets[k], lane + k * vectorLanes);
    for (std::size_t half = sumLanes / 2; half > 0; half /= 2)
        for (std::size_t j = 0; j < half; ++j) lane[j] = combine(lane[j], lane[j + half]);
    return lane[0];
}

/// step(sum, inputs) returns the sum with what one vector of each input adds; 0 adds nothing.
template<std::size_t inputs, typename Step>
HWY_INLINE float sumOverStretch(const std::array<const float*, inputs>& in, std::size_t begin,
                                std::size_t end, const Step& step) {
    Vector sums[sumVectors];
    for (Vector& sum : sums) sum = hn::Zero(Numbers());
    std::size_t i = begin;
    std::array<const float*, inputs> at;
    for (; i + sumLanes <= end; i += sumLanes)
        for (std::size_t k = 0; k < sumVectors; ++k) {
            for (std::size_t n = 0; n < inputs; ++n) at[n] = in[n] + i + k * vectorLanes;
            sums[k] = step(sums[k], at);
        }
    if (i < end) {
        float copy[inputs][sumLanes] = {};
        for (std::size_t n = 0; n < inputs; ++n) std::copy(in[n] + i, in[n] + end, copy[n]);
        for (std::size_t k = 0; k < sumVectors; ++k) {
            for (std::size_t n = 0; n < inputs; ++n) at[n] = copy[n] + k * vectorLanes;
            sums[k] = step(sums[k], at);
        }
    }
    return folded(sums, [](float a, float b) { return a + b; });
}

template<std::size_t inputs, typename Step>
HWY_INLINE double sumOver(const std::array<const float*, inputs>& in, std::size_t count, const Step& step) {
    double sum = 0;
    for (std::size_t i = 0; i < count; i += stretch)
        sum += sumOverStretch(in, i, std::min(count, i + stretch), step);
    return sum;
}

// Functions ---------------------------------------------------------------------------------------------

/// e^x; infinity beyond what a float holds, and NaN stays what it is. Below e⁻⁸⁰ 0: what is that small beside
/// 1 only costs time, for CPUs are slow with numbers below the normal ones.
HWY_INLINE Vector exponential(Vector x) {
    const Vector lowest = constant(-80);
    const Vector inside = hn::Max(hn::Min(x, constant(104)), lowest);
    const Vector otherwise = hn::IfThenElseZero(hn::IsNaN(x), x);
    return hn::IfThenElse(hn::Ge(x, lowest), hn::Exp(Numbers(), inside), otherwise);
}

HWY_INLINE Vector sigmoid(Vector x) {
    const Vector one = constant(1);
    return hn::Div(one, hn::Add(one, exponential(hn::Neg(x))));
}

/// c[0] + c[1] x + c[2] x² …
template<std::size_t count>
HWY_INLINE Vector polynomial(Vector x, const float (&c)[count]) {
    Vector sum = constant(c[count - 1]);
    for (std::size_t i = count - 1; i-- > 0;) sum = hn::MulAdd(sum, x, constant(c[i]));
    return sum;
}

/// The normal distribution: ½ (1 + erf(x / √2)). Up to |x| / √2 = 1 erf is z times a polynomial in z²;
/// beyond, erfc(z) is e to a polynomial in z − 2.5, and from 4 on less than a float holds beside 1. Both
/// polynomials were interpolated at Chebyshev nodes; errors 1.3e-9 and 5e-10.
HWY_INLINE Vector normalDistribution(Vector x) {
    static constexpr float near[] = {1.1283791658F,    -0.37612626667F,    0.11283594715F,    -0.02685421201F,
                                     0.0051890874230F, -0.00080168642833F, 0.000078758750503F};
    static constexpr float far[] = {-7.8068152727F,   -5.3526806742F,    -0.9438937036F,
                                    -0.0108585416F,   0.00216530355F,    -0.000420122524F,
                                    0.0000772913761F, -0.0000133150144F, 0.00000163715142F};
    const Vector half = constant(0.5F), one = constant(1);
    const Vector z = hn::Mul(x, constant(0.70710678F)), size = hn::Abs(z);
    const Vector inside = hn::MulAdd(hn::Mul(hn::Mul(z, half), polynomial(hn::Mul(z, z), near)), one, half);
    const Vector tail =
        hn::Mul(half, exponential(polynomial(hn::Sub(hn::Min(size, constant(4)), constant(2.5F)), far)));
    const Vector rest = hn::IfThenElseZero(hn::Lt(size, constant(4)), tail);
    const Vector outside = hn::IfThenElse(hn::Lt(z, hn::Zero(Numbers())), rest, hn::Sub(one, rest));
    return hn::IfThenElse(hn::Lt(size, one), inside, outside);
}

constexpr float cubic = 0.044715F, twoRootTwoOverPi = 1.5957691216F;

/// The tanh formula as x · σ(2z): its share σ. Beyond ±20 nothing changes, and nothing overflows.
HWY_INLINE Vector tanhShare(Vector x) {
    const Vector v = hn::Min(hn::Max(x, constant(-20)), constant(20));
    const Vector inner = hn::Mul(v, hn::MulAdd(hn::Mul(v, v), constant(cubic), constant(1)));
    return sigmoid(hn::Mul(inner, constant(twoRootTwoOverPi)));
}

HWY_INLINE Vector tanhSlope(Vector x) {
    const Vector v = hn::Min(hn::Max(x, constant(-20)), constant(20)), share = tanhShare(x);
    const Vector inner =
        hn::Mul(hn::MulAdd(hn::Mul(v, v), constant(3 * cubic), constant(1)), constant(twoRootTwoOverPi));
    return hn::MulAdd(hn::Mul(v, inner), hn::Mul(share, hn::Sub(constant(1), share)), share);
}

HWY_INLINE Vector erfSlope(Vector x) {
    const Vector density =
        hn::Mul(constant(0.39894228F), exponential(hn::Mul(hn::Mul(x, x), constant(-0.5F))));
    // Beyond ±20 the density is 0, which must win over an infinite x.
    const Vector v = hn::Min(hn::Max(x, constant(-20)), constant(20));
    return hn::MulAdd(v, density, normalDistribution(x));
}

// Numbers by themselves ---------------------------------------------------------------------------------

void add(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b, float* HWY_RESTRICT y, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] = a[i] + b[i];
}

void addTo(const float* HWY_RESTRICT x, float factor, float* HWY_RESTRICT y, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] += factor * x[i];
}

void blend(const float* HWY_RESTRICT x, float ofX, float ofY, float* HWY_RESTRICT y, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] = ofX * x[i] + ofY * y[i];
}

void scale(float factor, float* y, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) y[i] *= factor;
}

template<typename Share>
HWY_INLINE void timesShare(const float* x, float* y, std::size_t count, const Share& share) {
    overVectors<1, 1>({x}, {y}, count, [&](const auto& in, const auto& out) HWY_ATTR {
        const Vector v = load(in[0]);
        store(hn::Mul(v, share(v)), out[0]);
    });
}

void gelu(const float* x, GeluKind kind, float* y, std::size_t count) {
    if (kind == GeluKind::Tanh)
        timesShare(x, y, count, [](Vector v) HWY_ATTR { return tanhShare(v); });
    else
        timesShare(x, y, count, [](Vector v) HWY_ATTR { return normalDistribution(v); });
}

template<typename Slope>
HWY_INLINE void addSlope(const float* x, const float* dy, float* dx, std::size_t count, const Slope& slope) {
    overVectors<2, 1>({x, dy}, {dx}, count, [&](const auto& in, const auto& out) HWY_ATTR {
        store(hn::MulAdd(load(in[1]), slope(load(in[0])), load(out[0])), out[0]);
    });
}

void geluBackward(const float* x, GeluKind kind, const float* dy, float* dx, std::size_t count) {
    if (kind == GeluKind::Tanh)
        addSlope(x, dy, dx, count, [](Vector v) HWY_ATTR { return tanhSlope(v); });
    else
        addSlope(x, dy, dx, count, [](Vector v) HWY_ATTR { return erfSlope(v); });
}

void swiglu(const float* gate, const float* up, float* y, std::size_t count) {
    overVectors<2, 1>({gate, up}, {y}, count, [](const auto& in, const auto& out) HWY_ATTR {
        const Vector v = load(in[0]);
        store(hn::Mul(hn::Mul(v, sigmoid(v)), load(in[1])), out[0]);
    });
}

void swigluBackward(const float* gate, const float* up, const float* dy, float* dGate, float* dUp,
                    std::size_t count) {
    const auto ofGate = [](const auto& in) HWY_ATTR { // up · σ · (1 + v (1 − σ))
        const Vector v = load(in[0]), share = sigmoid(v), one = constant(1);
        return hn::Mul(hn::Mul(load(in[1]), share), hn::MulAdd(v, hn::Sub(one, share), one));
    };
    const auto ofUp = [](const auto& in) HWY_ATTR {
        const Vector v = load(in[0]);
        return hn::Mul(v, sigmoid(v));
    };
    if (dGate && dUp)
        return overVectors<3, 2>(
            {gate, up, dy}, {dGate, dUp}, count, [&](const auto& in, const auto& out) HWY_ATTR {
                const Vector v = load(in[0]), share = sigmoid(v), one = constant(1), grad = load(in[2]);
                const Vector slope =
                    hn::Mul(hn::Mul(load(in[1]), share), hn::MulAdd(v, hn::Sub(one, share), one));
                store(hn::MulAdd(grad, slope, load(out[0])), out[0]);
                store(hn::MulAdd(grad, hn::Mul(v, share), load(out[1])), out[1]);
            });
    if (dGate)
        overVectors<3, 1>({gate, up, dy}, {dGate}, count, [&](const auto& in, const auto& out) HWY_ATTR {
            store(hn::MulAdd(load(in[2]), ofGate(in), load(out[0])), out[0]);
        });
    if (dUp)
        overVectors<3, 1>({gate, up, dy}, {dUp}, count, [&](const auto& in, const auto& out) HWY_ATTR {
            store(hn::MulAdd(load(in[2]), ofUp(in), load(out[0])), out[0]);
        });
}

void dropout(const float* HWY_RESTRICT x, float probability, std::uint64_t seed, std::size_t place,
             float* HWY_RESTRICT y, std::size_t count) {
    const float kept = 1 / (1 - probability);
    for (std::size_t i = 0; i < count; ++i)
        y[i] = dropoutKeeps(seed, place + i, probability) ? x[i] * kept : 0.0F;
}

void dropoutBackward(const float* HWY_RESTRICT dy, float probability, std::uint64_t seed, std::size_t place,
                     float* HWY_RESTRICT dx, std::size_t count) {
    const float kept = 1 / (1 - probability);
    for (std::size_t i = 0; i < count; ++i)
        dx[i] += dropoutKeeps(seed, place + i, probability) ? dy[i] * kept : 0.0F;
}

void adamW(const float* HWY_RESTRICT gradient, const AdamWStep& step, float meanFactor, float squareFactor,
           float* HWY_RESTRICT mean, float* HWY_RESTRICT square, float* HWY_RESTRICT w, std::size_t count) {
    const float beta1 = step.beta1, beta2 = step.beta2, epsilon = step.epsilon, rate = step.rate;
    const float decay = step.weightDecay;
    for (std::size_t i = 0; i < count; ++i) {
        const float g = gradient[i];
        const float m = beta1 * mean[i] + (1 - beta1) * g, s = beta2 * square[i] + (1 - beta2) * g * g;
        mean[i] = m;
        square[i] = s;
        w[i] -= rate * (m * meanFactor / (std::sqrt(s * squareFactor) + epsilon) + decay * w[i]);
    }
}

// One row -----------------------------------------------------------------------------------------------

float largest(const float* x, float scale, std::size_t count) {
    Vector highest[sumVectors];
    for (Vector& one : highest) one = constant(-infinity);
    const Vector factor = constant(scale);
    std::size_t i = 0;
    for (; i + sumLanes <= count; i += sumLanes)
        for (std::size_t k = 0; k < sumVectors; ++k)
            highest[k] = hn::Max(highest[k], hn::Mul(load(x + i + k * vectorLanes), factor));
    float found = folded(highest, [](float a, float b) { return std::max(a, b); });
    for (; i < count; ++i) found = std::max(found, scale * x[i]);
    return found;
}

/// Exponentials of at most `stretch` numbers, and their sum.
template<bool kept>
HWY_INLINE float exponentialsOfStretch(const float* x, Vector factor, Vector highest, float* y,
                                       std::size_t count) {
    Vector sums[sumVectors];
    for (Vector& sum : sums) sum = hn::Zero(Numbers());
    std::size_t i = 0;
    for (; i + sumLanes <= count; i += sumLanes)
        for (std::size_t k = 0; k < sumVectors; ++k) {
            const std::size_t at = i + k * vectorLanes;
            const Vector e = exponential(hn::Sub(hn::Mul(load(x + at), factor), highest));
            if constexpr (kept) store(e, y + at);
            sums[k] = hn::Add(sums[k], e);
        }
    if (i < count) {
        float copy[sumLanes] = {};
        std::copy(x + i, x + count, copy);
        for (std::size_t at = 0; at < sumLanes; at += vectorLanes)
            store(exponential(hn::Sub(hn::Mul(load(copy + at), factor), highest)), copy + at);
        if constexpr (kept) std::copy_n(copy, count - i, y + i);
        std::fill(copy + (count - i), copy + sumLanes, 0.0F);
        for (std::size_t k = 0; k < sumVectors; ++k) sums[k] = hn::Add(sums[k], load(copy + k * vectorLanes));
    }
    return folded(sums, [](float a, float b) { return a + b; });
}

double exponentials(const float* x, float scale, float highest, float* y, std::size_t count) {
    const Vector factor = constant(scale), top = constant(highest);
    double sum = 0;
    for (std::size_t i = 0; i < count; i += stretch) {
        const std::size_t part = std::min(stretch, count - i);
        sum += y ? exponentialsOfStretch<true>(x + i, factor, top, y + i, part)
                 : exponentialsOfStretch<false>(x + i, factor, top, nullptr, part);
    }
    return sum;
}

HWY_INLINE double sumOfProducts(const float* a, const float* b, std::size_t count) {
    return sumOver<2>({a, b}, count, [](Vector sum, const auto& in) HWY_ATTR {
        return hn::MulAdd(load(in[0]), load(in[1]), sum);
    });
}

float dot(const float* a, const float* b, std::size_t count) {
    return static_cast<float>(sumOfProducts(a, b, count));
}

double sumOfSquares(const float* x, std::size_t count) {
    double lane[sumLanes / 2] = {}, sum = 0;
    std::size_t i = 0;
    for (; i + sumLanes / 2 <= count; i += sumLanes / 2)
        for (std::size_t j = 0; j < sumLanes / 2; ++j)
            lane[j] += static_cast<double>(x[i + j]) * static_cast<double>(x[i + j]);
    for (const double one : lane) sum += one;
    for (; i < count; ++i) sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    return sum;
}

void scoreGradients(const float* shares, const float* dShares, float mean, float factor, float* dScores,
                    std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) dScores[i] = factor * (shares[i] * (dShares[i] - mean));
}

void softmaxBackward(const float* HWY_RESTRICT y, const float* HWY_RESTRICT dy, float* HWY_RESTRICT dx,
                     std::size_t count) {
    const float mean = dot(y, dy, count);
    for (std::size_t i = 0; i < count; ++i) dx[i] += y[i] * (dy[i] - mean);
}

struct Moments {
    float mean, inverse; ///< 1 / √(variance + epsilon)
};

HWY_INLINE Moments momentsOf(const float* x, float epsilon, std::size_t width) {
    const double all =
        sumOver<1>({x}, width, [](Vector sum, const auto& in) HWY_ATTR { return hn::Add(sum, load(in[0])); });
    const float mean = static_cast<float>(all / static_cast<double>(width));
    // Zeros in place of the numbers that fill no set of lanes would not count as nothing here.
    const std::size_t whole = width / sumLanes * sumLanes;
    const Vector middle = constant(mean);
    double variance = sumOver<1>({x}, whole, [&](Vector sum, const auto& in) HWY_ATTR {
        const Vector off = hn::Sub(load(in[0]), middle);
        return hn::MulAdd(off, off, sum);
    });
    for (std::size_t i = whole; i < width; ++i) variance += static_cast<double>(x[i] - mean) * (x[i] - mean);
    return {mean, static_cast<float>(1 / std::sqrt(variance / static_cast<double>(width) + epsilon))};
}

void layerNorm(const float* HWY_RESTRICT x, const float* HWY_RESTRICT weight, const float* HWY_RESTRICT bias,
               float epsilon, float* HWY_RESTRICT y, std::size_t width) {
    const auto [mean, inverse] = momentsOf(x, epsilon, width);
    for (std::size_t i = 0; i < width; ++i) y[i] = (x[i] - mean) * inverse * weight[i];
    if (bias)
        for (std::size_t i = 0; i < width; ++i) y[i] += bias[i];
}

void layerNormBackward(const float* HWY_RESTRICT x, const float* HWY_RESTRICT weight, float epsilon,
                       const float* HWY_RESTRICT dy, float* HWY_RESTRICT dx, float* HWY_RESTRICT dWeight,
                       float* HWY_RESTRICT dBias, std::size_t width) {
    const Moments moments = momentsOf(x, epsilon, width);
    const float mean = moments.mean, inverse = moments.inverse;
    if (dx) {
        const double sum = sumOfProducts(dy, weight, width);
        const Vector middle = constant(mean);
        const double withX = sumOver<3>({x, dy, weight}, width, [&](Vector all, const auto& in) HWY_ATTR {
            return hn::MulAdd(hn::Mul(load(in[1]), load(in[2])), hn::Sub(load(in[0]), middle), all);
        });
        const float level = static_cast<float>(sum / static_cast<double>(width));
        const float along = static_cast<float>(withX * inverse / static_cast<double>(width));
        for (std::size_t i = 0; i < width; ++i)
            dx[i] += inverse * (dy[i] * weight[i] - level - (x[i] - mean) * inverse * along);
    }
    if (dWeight)
        for (std::size_t i = 0; i < width; ++i) dWeight[i] += dy[i] * ((x[i] - mean) * inverse);
    if (dBias)
        for (std::size_t i = 0; i < width; ++i) dBias[i] += dy[i];
}

HWY_INLINE float inverseRoot(const float* x, float epsilon, std::size_t width) {
    return static_cast<float>(1 /
                              std::sqrt(sumOfProducts(x, x, width) / static_cast<double>(width) + epsilon));
}

void rmsNorm(const float* HWY_RESTRICT x, const float* HWY_RESTRICT weight, float epsilon,
             float* HWY_RESTRICT y, std::size_t width) {
    const float inverse = inverseRoot(x, epsilon, width);
    for (std::size_t i = 0; i < width; ++i) y[i] = x[i] * inverse * weight[i];
}

void rmsNormBackward(const float* HWY_RESTRICT x, const float* HWY_RESTRICT weight, float epsilon,
                     const float* HWY_RESTRICT dy, float* HWY_RESTRICT dx, float* HWY_RESTRICT dWeight,
                     std::size_t width) {
    const float inverse = inverseRoot(x, epsilon, width);
    if (dx) {
        const double withX = sumOver<3>({x, dy, weight}, width, [](Vector sum, const auto& in) HWY_ATTR {
            return hn::MulAdd(hn::Mul(load(in[1]), load(in[2])), load(in[0]), sum);
        });
        const float along = static_cast<float>(withX * inverse * inverse / static_cast<double>(width));
        for (std::size_t i = 0; i < width; ++i) dx[i] += inverse * (dy[i] * weight[i] - x[i] * along);
    }
    if (dWeight)
        for (std::size_t i = 0; i < width; ++i) dWeight[i] += dy[i] * (x[i] * inverse);
}

/// One head: the pairs turned by the angles, or back by them and added.
template<bool back, bool interleaved>
HWY_INLINE void turn(const float* HWY_RESTRICT x, const float* HWY_RESTRICT cosines,
                     const float* HWY_RESTRICT sines, std::size_t half, float* HWY_RESTRICT y) {
    const std::size_t step = interleaved ? 2 : 1, other = interleaved ? 1 : half;
    for (std::size_t i = 0; i < half; ++i) {
        const float a = x[i * step], b = x[i * step + other], c = cosines[i], s = back ? -sines[i] : sines[i];
        const float first = a * c - b * s, second = a * s + b * c;
        y[i * step] = back ? y[i * step] + first : first;
        y[i * step + other] = back ? y[i * step + other] + second : second;
    }
}

template<bool back>
HWY_INLINE void turnHeads(const float* x, const float* table, std::size_t headWidth, RopePairs pairs,
                          float* y, std::size_t width) {
    const std::size_t half = headWidth / 2;
    for (std::size_t head = 0; head < width; head += headWidth)
        if (pairs == RopePairs::Interleaved)
            turn<back, true>(x + head, table, table + half, half, y + head);
        else
            turn<back, false>(x + head, table, table + half, half, y + head);
}

void rope(const float* x, const float* table, std::size_t headWidth, RopePairs pairs, float* y,
          std::size_t width) {
    turnHeads<false>(x, table, headWidth, pairs, y, width);
}

void ropeBackward(const float* dy, const float* table, std::size_t headWidth, RopePairs pairs, float* dx,
                  std::size_t width) {
    turnHeads<true>(dy, table, headWidth, pairs, dx, width);
}

// One row and a table -----------------------------------------------------------------------------------

void dots(const float* x, const float* table, std::size_t stride, std::size_t width, float factor, bool add,
          float* y, std::size_t count) {
    for (std::size_t s = 0; s < count; ++s)
        y[s] = (add ? y[s] : 0.0F) + factor * dot(x, table + s * stride, width);
}

void addWeightedRows(const float* weights, float factor, const float* table, std::size_t stride,
                     std::size_t count, float* y, std::size_t width) {
    for (std::size_t s = 0; s < count; ++s) addTo(table + s * stride, factor * weights[s], y, width);
}

void addOuterProduct(const float* weights, float factor, const float* x, std::size_t width, float* table,
                     std::size_t stride, std::size_t count) {
    for (std::size_t s = 0; s < count; ++s) addTo(x, factor * weights[s], table + s * stride, width);
}

} // namespace tokenarium::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium::kernels {

HWY_EXPORT(add);
HWY_EXPORT(addTo);
HWY_EXPORT(blend);
HWY_EXPORT(gelu);
HWY_EXPORT(geluBackward);
HWY_EXPORT(swiglu);
HWY_EXPORT(swigluBackward);
HWY_EXPORT(dropout);
HWY_EXPORT(dropoutBackward);
HWY_EXPORT(adamW);
HWY_EXPORT(largest);
HWY_EXPORT(exponentials);
HWY_EXPORT(dot);
HWY_EXPORT(sumOfSquares);
HWY_EXPORT(scale);
HWY_EXPORT(softmaxBackward);
HWY_EXPORT(scoreGradients);
HWY_EXPORT(layerNorm);
HWY_EXPORT(layerNormBackward);
HWY_EXPORT(rmsNorm);
HWY_EXPORT(rmsNormBackward);
HWY_EXPORT(rope);
HWY_EXPORT(ropeBackward);
HWY_EXPORT(dots);
HWY_EXPORT(addWeightedRows);
HWY_EXPORT(addOuterProduct);

void add(const float* a, const float* b, float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(add)(a, b, y, count);
}

void addTo(const float* x, float factor, float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(addTo)(x, factor, y, count);
}

void blend(const float* x, float ofX, float ofY, float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(blend)(x, ofX, ofY, y, count);
}

void gelu(const float* x, GeluKind kind, float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(gelu)(x, kind, y, count);
}

void geluBackward(const float* x, GeluKind kind, const float* dy, float* dx, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(geluBackward)(x, kind, dy, dx, count);
}

void swiglu(const float* gate, const float* up, float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(swiglu)(gate, up, y, count);
}

void swigluBackward(const float* gate, const float* up, const float* dy, float* dGate, float* dUp,
                    std::size_t count) {
    HWY_DYNAMIC_DISPATCH(swigluBackward)(gate, up, dy, dGate, dUp, count);
}

void dropout(const float* x, float probability, std::uint64_t seed, std::size_t place, float* y,
             std::size_t count) {
    HWY_DYNAMIC_DISPATCH(dropout)(x, probability, seed, place, y, count);
}

void dropoutBackward(const float* dy, float probability, std::uint64_t seed, std::size_t place, float* dx,
                     std::size_t count) {
    HWY_DYNAMIC_DISPATCH(dropoutBackward)(dy, probability, seed, place, dx, count);
}

void adamW(const float* gradient, const AdamWStep& step, float meanFactor, float squareFactor, float* mean,
           float* square, float* w, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(adamW)(gradient, step, meanFactor, squareFactor, mean, square, w, count);
}

float largest(const float* x, float scale, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(largest)(x, scale, count);
}

double exponentials(const float* x, float scale, float highest, float* y, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(exponentials)(x, scale, highest, y, count);
}

float dot(const float* a, const float* b, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(dot)(a, b, count);
}

double sumOfSquares(const float* x, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(sumOfSquares)(x, count);
}

void scale(float factor, float* y, std::size_t count) { HWY_DYNAMIC_DISPATCH(scale)(factor, y, count); }

void softmaxBackward(const float* y, const float* dy, float* dx, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(softmaxBackward)(y, dy, dx, count);
}

void scoreGradients(const float* shares, const float* dShares, float mean, float factor, float* dScores,
                    std::size_t count) {
    HWY_DYNAMIC_DISPATCH(scoreGradients)(shares, dShares, mean, factor, dScores, count);
}

void layerNorm(const float* x, const float* weight, const float* bias, float epsilon, float* y,
               std::size_t width) {
    HWY_DYNAMIC_DISPATCH(layerNorm)(x, weight, bias, epsilon, y, width);
}

void layerNormBackward(const float* x, const float* weight, float epsilon, const float* dy, float* dx,
                       float* dWeight, float* dBias, std::size_t width) {
    HWY_DYNAMIC_DISPATCH(layerNormBackward)(x, weight, epsilon, dy, dx, dWeight, dBias, width);
}

void rmsNorm(const float* x, const float* weight, float epsilon, float* y, std::size_t width) {
    HWY_DYNAMIC_DISPATCH(rmsNorm)(x, weight, epsilon, y, width);
}

void rmsNormBackward(const float* x, const float* weight, float epsilon, const float* dy, float* dx,
                     float* dWeight, std::size_t width) {
    HWY_DYNAMIC_DISPATCH(rmsNormBackward)(x, weight, epsilon, dy, dx, dWeight, width);
}

void rope(const float* x, const float* table, std::size_t headWidth, RopePairs pairs, float* y,
          std::size_t width) {
    HWY_DYNAMIC_DISPATCH(rope)(x, table, headWidth, pairs, y, width);
}

void ropeBackward(const float* dy, const float* table, std::size_t headWidth, RopePairs pairs, float* dx,
                  std::size_t width) {
    HWY_DYNAMIC_DISPATCH(ropeBackward)(dy, table, headWidth, pairs, dx, width);
}

void dots(const float* x, const float* table, std::size_t stride, std::size_t width, float factor, bool add,
          float* y, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(dots)(x, table, stride, width, factor, add, y, count);
}

void addWeightedRows(const float* weights, float factor, const float* table, std::size_t stride,
                     std::size_t count, float* y, std::size_t width) {
    HWY_DYNAMIC_DISPATCH(addWeightedRows)(weights, factor, table, stride, count, y, width);
}

void addOuterProduct(const float* weights, float factor, const float* x, std::size_t width, float* table,
                     std::size_t stride, std::size_t count) {
    HWY_DYNAMIC_DISPATCH(addOuterProduct)(weights, factor, x, width, table, stride, count);
}

} // namespace tokenarium::kernels
#endif
