// SPDX-License-Identifier: GPL-3.0-or-later
// The packed product of 8-bit numbers and the rounding of activations, for vectors of every width.
//
// Four weights and four activations of one output share a lane of 32 bits. As 16-bit numbers the even and the
// odd ones multiply pairwise; sums of 32 products fit easily. (With AVX-512 VNNI one instruction does all of
// it: packed_product_vnni.cpp.)
#include "engine/backend/packed_product.h"

#include <algorithm>
#include <cstring>
#include <limits>

// What is disabled brings nothing over its neighbours.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/packed_product_bytes.cpp"
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace tokenarium::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::CappedTag<float, panelOutputs>;
using Vector = hn::Vec<Lanes>;
using WholeLanes = hn::RebindToSigned<Lanes>;
using Whole = hn::Vec<WholeLanes>;

constexpr std::size_t lanes = hn::MaxLanes(Lanes());
constexpr std::size_t panelVectors = panelOutputs / lanes;
constexpr std::size_t prefetchBytes = 2048;

/// sum + the products of the four weights (without sign) in each lane with four activations.
HWY_INLINE Whole addQuad(Whole sum, Whole weights, const std::int8_t* x) {
    const WholeLanes d;
#if HWY_ARCH_X86 && HWY_MAX_BYTES >= 16 && HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
    const Whole bytes = hn::Set(d, 0x00FF00FF);
    const auto pair = [](int a, int b) { return (b << 16) | (a & 0xFFFF); };
    const Whole even = hn::And(weights, bytes), odd = hn::And(hn::ShiftRight<8>(weights), bytes);
    const Whole xEven = hn::Set(d, pair(x[0], x[2])), xOdd = hn::Set(d, pair(x[1], x[3]));
#if HWY_TARGET <= HWY_AVX3
    const Whole products{
        _mm512_add_epi32(_mm512_madd_epi16(even.raw, xEven.raw), _mm512_madd_epi16(odd.raw, xOdd.raw))};
#elif HWY_TARGET == HWY_AVX2
    const Whole products{
        _mm256_add_epi32(_mm256_madd_epi16(even.raw, xEven.raw), _mm256_madd_epi16(odd.raw, xOdd.raw))};
#else
    const Whole products{
        _mm_add_epi32(_mm_madd_epi16(even.raw, xEven.raw), _mm_madd_epi16(odd.raw, xOdd.raw))};
#endif
    return hn::Add(sum, products);
#else
    const Whole byte = hn::Set(d, 255);
    const hn::RebindToUnsigned<WholeLanes> bits;
    const auto all = hn::BitCast(bits, weights);
    const Whole parts[4] = {hn::And(weights, byte), hn::And(hn::BitCast(d, hn::ShiftRight<8>(all)), byte),
                            hn::And(hn::BitCast(d, hn::ShiftRight<16>(all)), byte),
                            hn::BitCast(d, hn::ShiftRight<24>(all))};
    for (std::size_t i = 0; i < 4; ++i) sum = hn::Add(sum, hn::Mul(parts[i], hn::Set(d, x[i])));
    return sum;
#endif
}

/// Adds the product of one panel with some rows to sums[r].
template<std::size_t rows>
HWY_NOINLINE void bytePanel(const QuantizedRows& x, std::size_t firstRow, const std::byte* panel,
                            float* sums) {
    const Lanes d;
    const WholeLanes whole;
    const hn::Rebind<hwy::float16_t, Lanes> narrow;
    const std::size_t groups = x.inputs / byteGroup;
    for (std::size_t g = 0; g < groups; ++g, panel += byteGroupBytes) {
        if constexpr (rows == 1)
            for (std::size_t b = 0; b < byteGroupBytes; b += 64) hwy::Prefetch(panel + prefetchBytes + b);
        for (std::size_t v = 0; v < panelVectors; ++v) {
            Whole dots[rows];
            for (std::size_t r = 0; r < rows; ++r) dots[r] = hn::Zero(whole);
            for (std::size_t quad = 0; quad < byteGroup / 4; ++quad) {
                const Whole weights = hn::LoadU(whole, reinterpret_cast<const std::int32_t*>(
                                                           panel + (quad * panelOutputs + v * lanes) * 4));
                for (std::size_t r = 0; r < rows; ++r)
                    dots[r] = addQuad(dots[r], weights,
                                      x.numbers + (firstRow + r) * x.inputs + g * byteGroup + quad * 4);
            }
            const Vector scale = hn::PromoteTo(d, hn::LoadU(narrow, reinterpret_cast<const hwy::float16_t*>(
                                                                        panel + byteGroup * panelOutputs) +
                                                                        v * lanes));
            for (std::size_t r = 0; r < rows; ++r) {
                const std::size_t place = (firstRow + r) * groups + g;
                const Vector dot = hn::ConvertTo(d, hn::Sub(dots[r], hn::Set(whole, x.offsets[place])));
                float* sum = sums + r * panelOutputs + v * lanes;
                hn::StoreU(
                    hn::Add(hn::LoadU(d, sum), hn::Mul(dot, hn::Mul(scale, hn::Set(d, x.scales[place])))), d,
                    sum);
            }
        }
    }
}

void byteProduct(const QuantizedRows& x, const PackedMatrix& w, const float* bias, std::size_t first,
                 std::size_t last, float* y) {
    constexpr std::size_t some = 4;
    alignas(64) float sums[some * panelOutputs];
    for (std::size_t panel = first; panel < last; ++panel) {
        const std::byte* from = w.data + panel * (w.inputs / byteGroup) * byteGroupBytes;
        const std::size_t columns = std::min(panelOutputs, w.outputs - panel * panelOutputs);
        for (std::size_t t = 0; t < x.rows;) {
            const std::size_t rows = x.rows - t >= some ? some : 1;
            std::fill_n(sums, rows * panelOutputs, 0.0F);
            for (std::size_t r = 0; bias && r < rows; ++r)
                std::copy_n(bias + panel * panelOutputs, columns, sums + r * panelOutputs);
            rows == some ? bytePanel<some>(x, t, from, sums) : bytePanel<1>(x, t, from, sums);
            for (std::size_t r = 0; r < rows; ++r)
                std::memcpy(y + (t + r) * w.outputs + panel * panelOutputs, sums + r * panelOutputs,
                            columns * sizeof(float));
            t += rows;
        }
    }
}

/// The greatest magnitude of 32 numbers as the bits of a float: as whole numbers these keep the order, and
/// what is not finite is above all that is.
HWY_INLINE std::int32_t greatestMagnitude(const float* x) {
    const WholeLanes whole;
    const Whole magnitude = hn::Set(whole, 0x7FFFFFFF);
    Whole greatest = hn::Zero(whole);
    for (std::size_t i = 0; i < byteGroup; i += lanes)
        greatest = hn::Max(
            greatest, hn::And(magnitude, hn::LoadU(whole, reinterpret_cast<const std::int32_t*>(x + i))));
    return hn::GetLane(hn::MaxOfLanes(whole, greatest));
}

/// Writes q and returns the sum of all q.
HWY_INLINE std::int32_t roundGroup(const float* x, float factor, std::int8_t* q) {
    const Lanes d;
    const WholeLanes whole;
    const hn::Rebind<std::int8_t, Lanes> narrow;
    Whole sum = hn::Zero(whole);
    for (std::size_t i = 0; i < byteGroup; i += lanes) {
        const Whole rounded = hn::NearestInt(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, factor)));
        sum = hn::Add(sum, rounded);
        hn::StoreU(hn::DemoteTo(narrow, rounded), narrow, q + i);
    }
    return hn::GetLane(hn::SumOfLanes(whole, sum));
}

void roundRows(const float* x, std::size_t first, std::size_t last, std::size_t inputs, std::int8_t* numbers,
               float* scales, std::int32_t* offsets) {
    constexpr float least = 0x1p-100F;
    constexpr std::int32_t infinity = 0x7F800000;
    for (std::size_t i = first * inputs; i < last * inputs; i += byteGroup) {
        const std::int32_t bits = greatestMagnitude(x + i);
        float greatest;
        std::memcpy(&greatest, &bits, sizeof greatest);
        const std::size_t group = i / byteGroup;
        if (bits >= infinity || greatest < least) {
            std::memset(numbers + i, 0, byteGroup);
            scales[group] = bits >= infinity ? std::numeric_limits<float>::quiet_NaN() : 0.0F;
            offsets[group] = 0;
            continue;
        }
        scales[group] = greatest / 127.0F;
        offsets[group] = 128 * roundGroup(x + i, 127.0F / greatest, numbers + i);
    }
}

} // namespace tokenarium::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium {

HWY_EXPORT(byteProduct);
HWY_EXPORT(roundRows);

void multiplyBytePanels(const QuantizedRows& x, const PackedMatrix& w, const float* bias, std::size_t first,
                        std::size_t last, float* y) {
    HWY_DYNAMIC_DISPATCH(byteProduct)(x, w, bias, first, last, y);
}

void quantizeRows(const float* x, std::size_t first, std::size_t last, std::size_t inputs,
                  std::int8_t* numbers, float* scales, std::int32_t* offsets) {
    HWY_DYNAMIC_DISPATCH(roundRows)(x, first, last, inputs, numbers, scales, offsets);
}

} // namespace tokenarium
#endif
