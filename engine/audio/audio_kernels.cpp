// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of audio_kernels.h, compiled once for every width of vectors. Products are not fused with sums
// and no sum runs across lanes, so the width of the vectors changes no result.
#include "engine/audio/audio_kernels.h"

#include <algorithm>
#include <cassert>

// Sums are arrays of vectors, which SVE and RVV do not allow.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/audio/audio_kernels.cpp"
#include <hwy/foreach_target.h> // must come before the others

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tokenarium::audio_kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void filteredPower(std::span<const std::complex<float>> spectrum, std::span<const Triangle> triangles,
                   std::span<float> power, std::span<float> mel) {
    const hn::CappedTag<float, lanes> tag;
    const std::size_t width = hn::Lanes(tag);
    const auto* numbers = reinterpret_cast<const float*>(spectrum.data());
    for (std::size_t i = 0; i < power.size(); i += width) {
        hn::Vec<decltype(tag)> real, imaginary;
        hn::LoadInterleaved2(tag, numbers + 2 * i, real, imaginary);
        hn::StoreU(hn::Add(hn::Mul(real, real), hn::Mul(imaginary, imaginary)), tag, power.data() + i);
    }
    for (std::size_t t = 0; t < triangles.size(); ++t)
        for (std::size_t lane = 0; lane < lanes; lane += width) {
            const float* column = power.data() + triangles[t].first * lanes + lane;
            auto sum = hn::Zero(tag);
            for (const float weight : triangles[t].weights) {
                sum = hn::Add(sum, hn::Mul(hn::Set(tag, weight), hn::LoadU(tag, column)));
                column += lanes;
            }
            hn::StoreU(sum, tag, mel.data() + t * lanes + lane);
        }
}

float logarithms(std::span<float> values) {
    const hn::ScalableTag<float> tag;
    const std::size_t width = hn::Lanes(tag), whole = values.size() / width * width;
    const auto least = hn::Set(tag, 1e-10f);
    auto largest = hn::Set(tag, -10.0f);
    const auto logarithm = [&](hn::Vec<decltype(tag)> value) {
        // A comparison, not Max: a number that is none must become the least one.
        return hn::Log10(tag, hn::IfThenElse(hn::Gt(value, least), value, least));
    };
    for (std::size_t i = 0; i < whole; i += width) {
        const auto value = logarithm(hn::LoadU(tag, values.data() + i));
        largest = hn::Max(largest, value);
        hn::StoreU(value, tag, values.data() + i);
    }
    float result = hn::GetLane(hn::MaxOfLanes(tag, largest));
    for (std::size_t i = whole; i < values.size(); ++i) {
        values[i] = hn::GetLane(logarithm(hn::Set(tag, values[i])));
        result = std::max(result, values[i]);
    }
    return result;
}

void raisedAndScaled(std::span<float> values, float floor) {
    const hn::ScalableTag<float> tag;
    const std::size_t width = hn::Lanes(tag), whole = values.size() / width * width;
    const auto lowest = hn::Set(tag, floor), four = hn::Set(tag, 4.0f), quarter = hn::Set(tag, 0.25f);
    for (std::size_t i = 0; i < whole; i += width) {
        const auto value = hn::Max(hn::LoadU(tag, values.data() + i), lowest);
        hn::StoreU(hn::Mul(hn::Add(value, four), quarter), tag, values.data() + i);
    }
    for (std::size_t i = whole; i < values.size(); ++i)
        values[i] = (std::max(values[i], floor) + 4.0f) * 0.25f;
}

/// scores[k] = row · column k − halfSquares[k]: largest for the nearest.
std::size_t nearestEntry(std::span<const float> row, std::span<const float> columns,
                         std::span<const float> halfSquares, std::span<float> scores) {
    const hn::ScalableTag<float> tag;
    const std::size_t width = hn::Lanes(tag), entries = scores.size(), four = 4 * width;
    std::size_t k = 0;
    for (; k + four <= entries; k += four) { // four sums at once hide the time of an addition
        auto a = hn::Zero(tag), b = a, c = a, d = a;
        const float* column = columns.data() + k;
        for (const float number : row) {
            const auto factor = hn::Set(tag, number);
            a = hn::Add(a, hn::Mul(factor, hn::LoadU(tag, column)));
            b = hn::Add(b, hn::Mul(factor, hn::LoadU(tag, column + width)));
            c = hn::Add(c, hn::Mul(factor, hn::LoadU(tag, column + 2 * width)));
            d = hn::Add(d, hn::Mul(factor, hn::LoadU(tag, column + 3 * width)));
            column += entries;
        }
        const float* half = halfSquares.data() + k;
        float* score = scores.data() + k;
        hn::StoreU(hn::Sub(a, hn::LoadU(tag, half)), tag, score);
        hn::StoreU(hn::Sub(b, hn::LoadU(tag, half + width)), tag, score + width);
        hn::StoreU(hn::Sub(c, hn::LoadU(tag, half + 2 * width)), tag, score + 2 * width);
        hn::StoreU(hn::Sub(d, hn::LoadU(tag, half + 3 * width)), tag, score + 3 * width);
    }
    for (; k < entries; ++k) {
        float sum = 0;
        for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * columns[i * entries + k];
        scores[k] = sum - halfSquares[k];
    }
    return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

float dotProduct(std::span<const float> a, std::span<const float> b) {
    const hn::CappedTag<float, lanes> tag;
    constexpr std::size_t width = hn::MaxLanes(tag);
    hn::Vec<decltype(tag)> sums[lanes / width];
    for (auto& sum : sums) sum = hn::Zero(tag);
    for (std::size_t i = 0; i < a.size(); i += lanes)
        for (std::size_t k = 0; k < lanes / width; ++k) {
            const std::size_t at = i + k * width;
            sums[k] = hn::Add(sums[k], hn::Mul(hn::LoadU(tag, a.data() + at), hn::LoadU(tag, b.data() + at)));
        }
    float lane[lanes];
    for (std::size_t k = 0; k < lanes / width; ++k) hn::StoreU(sums[k], tag, lane + k * width);
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
        for (std::size_t j = 0; j < half; ++j) lane[j] += lane[j + half];
    return lane[0];
}

} // namespace tokenarium::audio_kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium::audio_kernels {

HWY_EXPORT(filteredPower);
HWY_EXPORT(logarithms);
HWY_EXPORT(raisedAndScaled);
HWY_EXPORT(nearestEntry);
HWY_EXPORT(dotProduct);

void filteredPower(std::span<const std::complex<float>> spectrum, std::span<const Triangle> triangles,
                   std::span<float> power, std::span<float> mel) {
    assert(spectrum.size() == power.size() && power.size() % lanes == 0);
    assert(mel.size() == triangles.size() * lanes);
    HWY_DYNAMIC_DISPATCH(filteredPower)(spectrum, triangles, power, mel);
}

float logarithms(std::span<float> values) { return HWY_DYNAMIC_DISPATCH(logarithms)(values); }

void raisedAndScaled(std::span<float> values, float floor) {
    HWY_DYNAMIC_DISPATCH(raisedAndScaled)(values, floor);
}

std::size_t nearestEntry(std::span<const float> row, std::span<const float> columns,
                         std::span<const float> halfSquares, std::span<float> scores) {
    assert(columns.size() == row.size() * scores.size() && halfSquares.size() == scores.size());
    return HWY_DYNAMIC_DISPATCH(nearestEntry)(row, columns, halfSquares, scores);
}

float dotProduct(std::span<const float> a, std::span<const float> b) {
    assert(a.size() == b.size() && a.size() % lanes == 0);
    return HWY_DYNAMIC_DISPATCH(dotProduct)(a, b);
}

} // namespace tokenarium::audio_kernels
#endif
