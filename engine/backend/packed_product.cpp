// SPDX-License-Identifier: GPL-3.0-or-later
// The packed product of plain numbers, for vectors of every width.
//
// A tile of the result, some rows by one panel or a group of four, stays in registers while
// the inputs run; for each input the weights are loaded once and meet the rows' numbers, each spread over a
// vector. With one row this is decoding, which waits for memory: the weights are asked for ahead of time.
// With many rows the inputs run in blocks that fit the second cache, and unfinished sums rest in y.
#include "engine/backend/packed_product.h"

#include <algorithm>
#include <cstring>

// Tiles are arrays of vectors, which SVE and RVV do not allow; the others bring nothing over their
// neighbours.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/packed_product.cpp"
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace tokenarium::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::CappedTag<float, panelOutputs>;
using Vector = hn::Vec<Lanes>;

constexpr std::size_t lanes = hn::MaxLanes(Lanes());
constexpr std::size_t panelVectors = panelOutputs / lanes;

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3 // 32 registers of 16 lanes; better targets have lower numbers
constexpr std::size_t tileRows = 6, tilePanels = 4;
#elif HWY_ARCH_ARM_A64
constexpr std::size_t tileRows = 6, tilePanels = 1;
#else
constexpr std::size_t tileRows = lanes == 8 ? 6 : 3, tilePanels = 1;
#endif
/// A single row has registers for more panels.
constexpr std::size_t rowPanels = lanes >= 8 ? 4 : 2;

constexpr std::size_t blockInputs = 256; // four panels of F32: 64 kB
constexpr std::size_t prefetchBytes = 2048;

template<DType type>
constexpr std::size_t numberBytes = type == DType::F32 ? 4 : 2;

/// One vector of weights, widened.
template<DType type>
HWY_INLINE Vector weightsAt(const std::byte* place) {
    const Lanes d;
    if constexpr (type == DType::F32) {
        return hn::LoadU(d, reinterpret_cast<const float*>(place));
    } else if constexpr (type == DType::BF16) {
        const hn::RebindToUnsigned<Lanes> wide;
        const hn::Rebind<std::uint16_t, Lanes> narrow;
        const auto bits =
            hn::PromoteTo(wide, hn::LoadU(narrow, reinterpret_cast<const std::uint16_t*>(place)));
        return hn::BitCast(d, hn::ShiftLeft<16>(bits));
    } else {
        const hn::Rebind<hwy::float16_t, Lanes> narrow;
        return hn::PromoteTo(d, hn::LoadU(narrow, reinterpret_cast<const hwy::float16_t*>(place)));
    }
}

/// y += x · w over `depth` inputs.
struct PlainTile {
    const float* x;
    std::size_t xStride;
    const std::byte* w;
    std::size_t wStep; ///< bytes from input to input
    std::size_t depth;
    float* y;
    std::size_t yStride;
};

template<DType type, std::size_t rows, std::size_t panels>
HWY_NOINLINE void plainTile(const PlainTile& part) {
    constexpr std::size_t vectors = panels * panelVectors;
    const Lanes d;
    Vector sum[rows][vectors];
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t v = 0; v < vectors; ++v)
            sum[r][v] = hn::LoadU(d, part.y + r * part.yStride + v * lanes);
    const float* x = part.x;
    const std::byte* w = part.w;
    const std::size_t step = part.wStep, xStride = part.xStride;
    for (std::size_t i = 0; i < part.depth; ++i, w += step, ++x) {
        Vector weights[vectors];
        for (std::size_t v = 0; v < vectors; ++v)
            weights[v] = weightsAt<type>(w + v * lanes * numberBytes<type>);
        if constexpr (rows == 1)
            for (std::size_t b = 0; b < vectors * lanes * numberBytes<type>; b += 64)
                hwy::Prefetch(w + prefetchBytes + b);
        for (std::size_t r = 0; r < rows; ++r) {
            const Vector factor = hn::Set(d, x[r * xStride]);
            for (std::size_t v = 0; v < vectors; ++v) sum[r][v] = hn::MulAdd(factor, weights[v], sum[r][v]);
        }
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t v = 0; v < vectors; ++v)
            hn::StoreU(sum[r][v], d, part.y + r * part.yStride + v * lanes);
}

/// The tile of which only `columns` columns exist in y.
template<DType type, std::size_t rows, std::size_t panels>
void borderTile(const PlainTile& part, std::size_t columns) {
    constexpr std::size_t width = panels * panelOutputs;
    if (columns >= width) return plainTile<type, rows, panels>(part);
    alignas(64) float whole[rows * width] = {};
    for (std::size_t r = 0; r < rows; ++r)
        std::memcpy(whole + r * width, part.y + r * part.yStride, columns * sizeof(float));
    PlainTile inside = part;
    inside.y = whole;
    inside.yStride = width;
    plainTile<type, rows, panels>(inside);
    for (std::size_t r = 0; r < rows; ++r)
        std::memcpy(part.y + r * part.yStride, whole + r * width, columns * sizeof(float));
}

/// 1 … most rows.
template<DType type, std::size_t panels, std::size_t most>
void rowsTile(std::size_t rows, const PlainTile& part, std::size_t columns) {
    if constexpr (most > 1)
        if (rows < most) return rowsTile<type, panels, most - 1>(rows, part, columns);
    borderTile<type, most, panels>(part, columns);
}

/// All rows with `panels` panels that lie side by side.
template<DType type, std::size_t panels>
void panelsOfRows(std::size_t rows, const PlainTile& whole, std::size_t columns) {
    constexpr std::size_t most = panels > tilePanels ? 1 : tileRows;
    const std::size_t block = rows > most ? blockInputs : whole.depth;
    for (std::size_t i = 0; i < whole.depth; i += block)
        for (std::size_t t = 0; t < rows; t += most) {
            PlainTile part = whole;
            part.x += t * whole.xStride + i;
            part.w += i * whole.wStep;
            part.y += t * whole.yStride;
            part.depth = std::min(block, whole.depth - i);
            rowsTile<type, panels, most>(std::min(most, rows - t), part, columns);
        }
}

/// `count` panels of one group: as many at a time as there are registers for.
template<DType type, std::size_t panels>
void groupPart(std::size_t rows, PlainTile part, std::size_t count, std::size_t columns) {
    if (rows == 1 || panels <= tilePanels)
        for (; count >= panels; count -= panels) {
            panelsOfRows<type, panels>(rows, part, columns);
            part.w += panels * panelOutputs * numberBytes<type>;
            part.y += panels * panelOutputs;
            columns -= std::min(columns, panels * panelOutputs);
        }
    if constexpr (panels > 1)
        if (count > 0) groupPart<type, panels / 2>(rows, part, count, columns);
}

template<DType type>
void plainPanels(const float* x, std::size_t rows, const PackedMatrix& w, std::size_t first, std::size_t last,
                 float* y) {
    const std::size_t panels = (w.outputs + panelOutputs - 1) / panelOutputs;
    for (std::size_t panel = first; panel < last;) {
        const std::size_t group = panel / panelsPerGroup * panelsPerGroup;
        const std::size_t width = std::min(panelsPerGroup, panels - group);
        const std::size_t count = std::min(last, group + width) - panel;
        const std::size_t panelBytes = panelOutputs * numberBytes<type>;
        groupPart<type, rowPanels>(rows,
                                   {x, w.inputs, w.data + (group * w.inputs + panel - group) * panelBytes,
                                    width * panelBytes, w.inputs, y + panel * panelOutputs, w.outputs},
                                   count, w.outputs - panel * panelOutputs);
        panel += count;
    }
}

void plainProduct(const float* x, std::size_t rows, const PackedMatrix& w, std::size_t first,
                  std::size_t last, float* y) {
    if (w.type == DType::F32) return plainPanels<DType::F32>(x, rows, w, first, last, y);
    if (w.type == DType::BF16) return plainPanels<DType::BF16>(x, rows, w, first, last, y);
    plainPanels<DType::F16>(x, rows, w, first, last, y);
}

} // namespace tokenarium::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium {

HWY_EXPORT(plainProduct);

void multiplyPlainPanels(const float* x, std::size_t rows, const PackedMatrix& w, std::size_t first,
                         std::size_t last, float* y) {
    HWY_DYNAMIC_DISPATCH(plainProduct)(x, rows, w, first, last, y);
}

} // namespace tokenarium
#endif
