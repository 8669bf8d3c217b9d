// SPDX-License-Identifier: GPL-3.0-or-later
// The product as the outer product of a column of a and a row of b, summed over the inner dimension.
//
// A tile of the result (8 rows of 3 vectors where there are 32 registers) stays in registers while k runs:
// for each k three vectors of b are read, and eight numbers of a, each spread over a vector. The rest is
// about where the numbers come from: b is packed into panels as wide as a tile, short enough in k to stay in
// the first cache; all rows of a, which lie in the second, pass by the panel. A sum that is not finished at
// the end of a panel rests in c. So the lanes are columns, and the sum of every element runs over k in order,
// in one accumulator: that is the law of matrix_product.h, and the reason why no product is split along k.
// (The order of the loops is that of Goto and van de Geijn, "Anatomy of high-performance matrix
// multiplication", 2008.) With few rows of a, b is used but once, and packing would cost more than the
// product: thinProduct() brings b into lanes on the way to the accumulators.
#include "engine/backend/f32_product.h"

#include <algorithm>
#include <cstring>
#include <memory>

// Tiles are arrays of vectors, which SVE and RVV do not allow; the others bring nothing over their
// neighbours.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/f32_product.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#ifndef TOKENARIUM_UNROLL // foreach_target includes this file once more for every target
#if defined(__GNUC__) && !defined(__clang__)
#define TOKENARIUM_UNROLL _Pragma("GCC unroll 16")
#elif defined(__clang__)
#define TOKENARIUM_UNROLL _Pragma("unroll")
#else
#define TOKENARIUM_UNROLL
#endif

namespace tokenarium {
constexpr std::size_t blockDepth = 384; // measured; a panel of b has 24 (with 8 lanes) or 72 kB
constexpr std::size_t blockRows = 240;  // of a: 360 kB, for the second cache; tiles of 8 and of 6 fit in
constexpr std::size_t mostBlockColumns = 1536; // of b: 2.3 MB, for the second or third
constexpr std::size_t scratchSize = blockDepth * (mostBlockColumns + blockRows);
} // namespace tokenarium
#endif

HWY_BEFORE_NAMESPACE();
namespace tokenarium::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;

constexpr std::size_t lanes = hn::MaxLanes(Lanes());
#if HWY_ARCH_ARM_A64 ||                                                                                      \
    (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3) // 32 registers; better targets have lower numbers
constexpr std::size_t tileRows = 8, tileVectors = 3;
#else
constexpr std::size_t tileRows = 6, tileVectors = 2;
#endif
constexpr std::size_t tileColumns = tileVectors * lanes;

constexpr std::size_t blockColumns = mostBlockColumns / tileColumns * tileColumns;
static_assert(blockRows % tileRows == 0);

/// A tile of c plus a · b over `depth`. Where a or b is packed its strides are those of the pack.
template<std::size_t rows, std::size_t vectors>
HWY_NOINLINE void tile(std::size_t depth, const float* HWY_RESTRICT a, std::size_t aRowStride,
                       std::size_t aColumnStride, const float* HWY_RESTRICT b, std::size_t bRowStride,
                       float* HWY_RESTRICT c, std::size_t cRowStride, bool add) {
    const Lanes d;
    Vector sum[rows][vectors];
    TOKENARIUM_UNROLL
    for (std::size_t r = 0; r < rows; ++r) TOKENARIUM_UNROLL
    for (std::size_t v = 0; v < vectors; ++v)
        sum[r][v] = add ? hn::LoadU(d, c + r * cRowStride + v * lanes) : hn::Zero(d);
    for (std::size_t k = 0; k < depth; ++k, a += aColumnStride, b += bRowStride) {
        Vector row[vectors];
        TOKENARIUM_UNROLL
        for (std::size_t v = 0; v < vectors; ++v) row[v] = hn::LoadU(d, b + v * lanes);
        TOKENARIUM_UNROLL
        for (std::size_t r = 0; r < rows; ++r) {
            const Vector factor = hn::Set(d, a[r * aRowStride]);
            TOKENARIUM_UNROLL
            for (std::size_t v = 0; v < vectors; ++v) sum[r][v] = hn::MulAdd(factor, row[v], sum[r][v]);
        }
    }
    TOKENARIUM_UNROLL
    for (std::size_t r = 0; r < rows; ++r) TOKENARIUM_UNROLL
    for (std::size_t v = 0; v < vectors; ++v) hn::StoreU(sum[r][v], d, c + r * cRowStride + v * lanes);
}

using Tile = void (*)(std::size_t, const float*, std::size_t, std::size_t, const float*, std::size_t, float*,
                      std::size_t, bool);

template<std::size_t rows>
Tile tileOf(std::size_t vectors) {
    if constexpr (tileVectors == 3)
        if (vectors == 3) return tile<rows, 3>;
    return vectors == 2 ? tile<rows, 2> : tile<rows, 1>;
}

/// For 1 … tileRows rows and 1 … tileVectors vectors.
Tile tileOf(std::size_t rows, std::size_t vectors) {
    static_assert(tileRows <= 8 && tileVectors <= 3);
    switch (rows) {
    case 1: return tileOf<1>(vectors);
    case 2: return tileOf<2>(vectors);
    case 3: return tileOf<3>(vectors);
    case 4: return tileOf<4>(vectors);
    case 5: return tileOf<5>(vectors);
    case 6: return tileOf<6>(vectors);
    case 7: return tileOf<std::min<std::size_t>(7, tileRows)>(vectors);
    default: return tileOf<tileRows>(vectors);
    }
}

/// The tile at c, of which only `columns` columns exist.
void partialTile(std::size_t rows, std::size_t columns, std::size_t depth, const float* a,
                 std::size_t aRowStride, std::size_t aColumnStride, const float* b, std::size_t bRowStride,
                 float* c, std::size_t cRowStride, bool add) {
    const std::size_t vectors = (columns + lanes - 1) / lanes, width = vectors * lanes;
    if (columns == width)
        return tileOf(rows, vectors)(depth, a, aRowStride, aColumnStride, b, bRowStride, c, cRowStride, add);
    alignas(64) float whole[tileRows * tileColumns] = {};
    if (add)
        for (std::size_t r = 0; r < rows; ++r)
            std::memcpy(whole + r * width, c + r * cRowStride, columns * sizeof(float));
    tileOf(rows, vectors)(depth, a, aRowStride, aColumnStride, b, bRowStride, whole, width, add);
    for (std::size_t r = 0; r < rows; ++r)
        std::memcpy(c + r * cRowStride, whole + r * width, columns * sizeof(float));
}

#if HWY_TARGET != HWY_SCALAR
/// One vector of the four numbers at each of from, from + 4 · stride, from + 8 · stride …
template<typename D>
HWY_INLINE hn::Vec<D> fours(D d, const float* from, std::size_t stride) {
    if constexpr (hn::MaxLanes(D()) <= 4) {
        return hn::LoadU(d, from);
    } else {
        const hn::Half<D> half;
        return hn::Combine(d, fours(half, from + hn::MaxLanes(half) * stride, stride),
                           fours(half, from, stride));
    }
}
#endif

/// Four vectors; lane j of vector i is from[j * stride + i].
HWY_INLINE void loadTransposed(const float* from, [[maybe_unused]] std::size_t stride, Vector (&to)[4]) {
    const Lanes d;
#if HWY_TARGET == HWY_SCALAR
    for (std::size_t i = 0; i < 4; ++i) to[i] = hn::Set(d, from[i]);
#else
    const hn::RepartitionToWide<Lanes> pairs;
    const Vector row0 = fours(d, from, stride), row1 = fours(d, from + stride, stride);
    const Vector row2 = fours(d, from + 2 * stride, stride), row3 = fours(d, from + 3 * stride, stride);
    const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, row0, row1));
    const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, row2, row3));
    const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, row0, row1));
    const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, row2, row3));
    to[0] = hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23));
    to[1] = hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23));
    to[2] = hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23));
    to[3] = hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23));
#endif
}

/// `columns` (at most as many as lanes) columns of b from row 0 to `depth`, one vector a row, `width` numbers
/// from one to the next. What is beyond the columns becomes 0.
void packVector(const MatrixView& b, std::size_t columns, std::size_t depth, float* to, std::size_t width) {
    const Lanes d;
    std::size_t k = 0;
    if (columns == lanes && b.columnStride == 1) {
        for (; k < depth; ++k) hn::StoreU(hn::LoadU(d, b.data + k * b.rowStride), d, to + k * width);
    } else if (columns == lanes && b.rowStride == 1) {
        for (; k + 4 <= depth; k += 4) {
            Vector rows[4];
            loadTransposed(b.data + k, b.columnStride, rows);
            for (std::size_t i = 0; i < 4; ++i) hn::StoreU(rows[i], d, to + (k + i) * width);
        }
    }
    for (; k < depth; ++k)
        for (std::size_t j = 0; j < lanes; ++j)
            to[k * width + j] = j < columns ? b.data[k * b.rowStride + j * b.columnStride] : 0.0F;
}

/// A whole panel whose rows lie in a row each.
void packContiguousPanel(const float* from, std::size_t stride, std::size_t depth, float* to) {
    const Lanes d;
    for (std::size_t k = 0; k < depth; ++k) TOKENARIUM_UNROLL
    for (std::size_t v = 0; v < tileVectors; ++v)
        hn::StoreU(hn::LoadU(d, from + k * stride + v * lanes), d, to + k * tileColumns + v * lanes);
}

/// Panel after panel, each [depth, its width]; only the last may be narrower than a tile.
void packColumns(const MatrixView& b, float* to) {
    const std::size_t padded = (b.columns + lanes - 1) / lanes * lanes;
    for (std::size_t panel = 0; panel < padded; panel += tileColumns) {
        const std::size_t width = std::min(tileColumns, padded - panel);
        if (b.columnStride == 1 && panel + tileColumns <= b.columns) {
            packContiguousPanel(b.data + panel, b.rowStride, b.rows, to + panel * b.rows);
            continue;
        }
        for (std::size_t j = panel; j < panel + width; j += lanes) {
            const MatrixView part{b.data + j * b.columnStride, b.rows, b.columns - j, b.rowStride,
                                  b.columnStride};
            packVector(part, std::min(lanes, b.columns - j), b.rows, to + panel * b.rows + (j - panel),
                       width);
        }
    }
}

/// `strips` strips of tileRows rows that lie beside each other, each to its place, in one go: so a line of
/// the cache is read once.
template<std::size_t strips>
void packAdjacentRows(const MatrixView& a, float* to) {
    for (std::size_t k = 0; k < a.columns; ++k) TOKENARIUM_UNROLL
    for (std::size_t strip = 0; strip < strips; ++strip)
        std::memcpy(to + (strip * a.columns + k) * tileRows, a.data + k * a.columnStride + strip * tileRows,
                    tileRows * sizeof(float));
}

void packScatteredRows(const MatrixView& a, float* to) {
    for (std::size_t k = 0; k < a.columns; ++k)
        for (std::size_t r = 0; r < a.rows; ++r)
            to[k * tileRows + r] = a.data[r * a.rowStride + k * a.columnStride];
}

MatrixView partOf(const MatrixView& m, std::size_t row, std::size_t rows, std::size_t column,
                  std::size_t columns) {
    return {m.data + row * m.rowStride + column * m.columnStride, std::min(rows, m.rows - row),
            std::min(columns, m.columns - column), m.rowStride, m.columnStride};
}

/// Strips of tileRows rows, each [depth, tileRows].
void packRows(const MatrixView& a, float* to) {
    std::size_t row = 0;
    if (a.rowStride == 1) {
        for (; row + 2 * tileRows <= a.rows; row += 2 * tileRows)
            packAdjacentRows<2>(partOf(a, row, a.rows, 0, a.columns), to + row * a.columns);
        for (; row + tileRows <= a.rows; row += tileRows)
            packAdjacentRows<1>(partOf(a, row, a.rows, 0, a.columns), to + row * a.columns);
    }
    for (; row < a.rows; row += tileRows)
        packScatteredRows(partOf(a, row, tileRows, 0, a.columns), to + row * a.columns);
}

/// On its way while the tile before is computed.
void prefetchTile(std::size_t rows, std::size_t columns, const float* c, std::size_t cRowStride) {
    constexpr std::size_t line = 64 / sizeof(float);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t j = 0; j < columns; j += line) hwy::Prefetch(c + r * cRowStride + j);
}

/// Rows of a past panels of b, which are packed.
void multiplyBlock(const MatrixView& a, const float* packedB, std::size_t columns, float* packedA, float* c,
                   std::size_t cRowStride, bool add) {
    const bool packing = a.columnStride != 1;
    if (packing) packRows(a, packedA);
    for (std::size_t panel = 0; panel < columns; panel += tileColumns) {
        const std::size_t width = std::min(tileColumns, columns - panel);
        const std::size_t stride = (width + lanes - 1) / lanes * lanes;
        for (std::size_t m = 0; m < a.rows; m += tileRows) {
            float* place = c + m * cRowStride + panel;
            if (m + 2 * tileRows <= a.rows)
                prefetchTile(tileRows, width, place + tileRows * cRowStride, cRowStride);
            const float* from = packing ? packedA + m * a.columns : a.data + m * a.rowStride;
            partialTile(std::min(tileRows, a.rows - m), width, a.columns, from, packing ? 1 : a.rowStride,
                        packing ? tileRows : 1, packedB + panel * a.columns, stride, place, cRowStride, add);
        }
    }
}

void packedProduct(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
                   float* scratch) {
    float* packedA = scratch + mostBlockColumns * blockDepth;
    for (std::size_t n = 0; n < b.columns; n += blockColumns)
        for (std::size_t k = 0; k < a.columns; k += blockDepth) {
            const MatrixView blockB = partOf(b, k, blockDepth, n, blockColumns);
            packColumns(blockB, scratch);
            for (std::size_t m = 0; m < a.rows; m += blockRows)
                multiplyBlock(partOf(a, m, blockRows, k, blockDepth), scratch, blockB.columns, packedA,
                              c + m * cRowStride + n, cRowStride, add || k > 0);
        }
}

/// `vectors` vectors of columns of b, whose columns lie along k (weights [output, input] read as transposed).
template<std::size_t rows, std::size_t vectors>
void thinTile(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    const Lanes d;
    Vector sum[rows][vectors];
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t v = 0; v < vectors; ++v)
            sum[r][v] = add ? hn::LoadU(d, c + r * cRowStride + v * lanes) : hn::Zero(d);
    const auto addColumn = [&](std::size_t k, std::size_t v, Vector column) HWY_ATTR {
        TOKENARIUM_UNROLL
        for (std::size_t r = 0; r < rows; ++r)
            sum[r][v] =
                hn::MulAdd(hn::Set(d, a.data[r * a.rowStride + k * a.columnStride]), column, sum[r][v]);
    };
    std::size_t k = 0;
    for (; k + 4 <= a.columns; k += 4) TOKENARIUM_UNROLL
    for (std::size_t v = 0; v < vectors; ++v) {
        Vector column[4];
        loadTransposed(b.data + v * lanes * b.columnStride + k, b.columnStride, column);
        TOKENARIUM_UNROLL
        for (std::size_t i = 0; i < 4; ++i) addColumn(k + i, v, column[i]);
    }
    for (; k < a.columns; ++k) TOKENARIUM_UNROLL
    for (std::size_t v = 0; v < vectors; ++v) {
        HWY_ALIGN float column[lanes];
        for (std::size_t j = 0; j < lanes; ++j) column[j] = b.data[(v * lanes + j) * b.columnStride + k];
        addColumn(k, v, hn::Load(d, column));
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t v = 0; v < vectors; ++v) hn::StoreU(sum[r][v], d, c + r * cRowStride + v * lanes);
}

using ThinTile = void (*)(const MatrixView&, const MatrixView&, float*, std::size_t, bool);

/// Fewer columns than a vector has lanes: the vector is filled up with zeros, some rows of b at a time.
template<std::size_t rows>
void thinRest(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    constexpr std::size_t depth = 64;
    HWY_ALIGN float columns[lanes * depth] = {}, sums[rows * lanes];
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(c + r * cRowStride, b.columns, sums + r * lanes);
    for (std::size_t k = 0; k < a.columns; k += depth) {
        const std::size_t part = std::min(depth, a.columns - k);
        for (std::size_t j = 0; j < b.columns; ++j)
            std::copy_n(b.data + j * b.columnStride + k, part, columns + j * depth);
        const MatrixView filled{columns, part, lanes, 1, depth};
        thinTile<rows, 1>(partOf(a, 0, rows, k, part), filled, sums, lanes, add || k > 0);
    }
    for (std::size_t r = 0; r < rows; ++r) std::copy_n(sums + r * lanes, b.columns, c + r * cRowStride);
}

/// `rows` is at most 4. What is left of the columns is computed with its neighbours once more, where they are
/// not added to.
template<std::size_t rows>
void thinColumns(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    std::size_t n = 0;
    for (; n + 2 * lanes <= b.columns; n += 2 * lanes)
        thinTile<rows, 2>(a, partOf(b, 0, b.rows, n, b.columns), c + n, cRowStride, add);
    for (; n + lanes <= b.columns; n += lanes)
        thinTile<rows, 1>(a, partOf(b, 0, b.rows, n, b.columns), c + n, cRowStride, add);
    if (n < b.columns && n > 0 && !add) {
        const std::size_t last = b.columns - lanes;
        thinTile<rows, 1>(a, partOf(b, 0, b.rows, last, lanes), c + last, cRowStride, false);
    } else if (n < b.columns)
        thinRest<rows>(a, partOf(b, 0, b.rows, n, b.columns), c + n, cRowStride, add);
}

constexpr std::size_t thinRows = 4;

void thinProduct(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    switch (a.rows) {
    case 1: return thinColumns<1>(a, b, c, cRowStride, add);
    case 2: return thinColumns<2>(a, b, c, cRowStride, add);
    case 3: return thinColumns<3>(a, b, c, cRowStride, add);
    default: return thinColumns<thinRows>(a, b, c, cRowStride, add);
    }
}

/// b's rows lie in a row: tiles read them where they are.
std::size_t directProduct(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride,
                          bool add) {
    std::size_t n = 0;
    for (std::size_t vectors = tileVectors; vectors > 0; --vectors)
        for (; n + vectors * lanes <= b.columns; n += vectors * lanes)
            tileOf(a.rows, vectors)(a.columns, a.data, a.rowStride, a.columnStride, b.data + n, b.rowStride,
                                    c + n, cRowStride, add);
    return n;
}

void product(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
             float* scratch) {
    std::size_t done = 0;
    if (b.rowStride == 1 && a.rows <= thinRows) return thinProduct(a, b, c, cRowStride, add);
    if (b.columnStride == 1 && a.rows <= tileRows) done = directProduct(a, b, c, cRowStride, add);
    if (done < b.columns)
        packedProduct(a, partOf(b, 0, b.rows, done, b.columns), c + done, cRowStride, add, scratch);
}

} // namespace tokenarium::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium {

HWY_EXPORT(product);

void multiplyF32(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    if (a.rows == 0 || b.columns == 0) return;
    if (a.columns == 0) {
        for (std::size_t r = 0; r < a.rows && !add; ++r) std::fill_n(c + r * cRowStride, b.columns, 0.0F);
        return;
    }
    thread_local const std::unique_ptr<float[]> scratch(new float[scratchSize]);
    HWY_DYNAMIC_DISPATCH(product)(a, b, c, cRowStride, add, scratch.get());
}

} // namespace tokenarium
#endif
