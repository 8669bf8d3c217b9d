// SPDX-License-Identifier: GPL-3.0-or-later
// BF16 products with the instructions of x86-64 that multiply pairs: AMX (16 × 16 results from 32 pairs of
// columns and rows in one instruction) and AVX512_BF16 (16 results from one pair).
//
// Both read the same packs. A tile is 1 kB: 16 lines (rows of a, or columns of b) by 32 places along k. In a
// tile of a each line is a row of 64 bytes; in a tile of b each row holds one pair of k for all 16 columns.
// Two tiles side by side make a strip of 32 lines: [k / 32][2][tile]. The result is made in squares of 32
// × 32. Around that, blocks as in f32_product.cpp; sums rest in c between blocks of k.
//
// The functions are compiled for instructions that other CPUs lack. So nothing here may be an inline function
// or template that other files use too: the linker could take this copy for all.
#include "engine/backend/amx_permission.h"
#include "engine/backend/bf16_product.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#include <memory>

#if defined(__clang__)
#define TOKENARIUM_TARGETS "avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,amx-tile,amx-bf16"
#pragma clang attribute push(__attribute__((target(TOKENARIUM_TARGETS))), apply_to = function)
#define TOKENARIUM_UNROLL _Pragma("unroll")
#else
#pragma GCC push_options
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized" // g++ 12 sees it in its own intrinsics (GCC bug 105593)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,amx-tile,amx-bf16")
#define TOKENARIUM_UNROLL _Pragma("GCC unroll 16")
#endif

namespace tokenarium {
namespace {

constexpr std::size_t tileLines = 16, tileDepth = 32, tileBytes = 1024, square = 32;
constexpr std::size_t blockDepth = 512, blockRows = 256, blockColumns = 1536;
constexpr std::size_t scratchBytes = 2 * blockDepth * (blockRows + blockColumns);

std::size_t smaller(std::size_t x, std::size_t y) { return x < y ? x : y; }
std::size_t roundedUp(std::size_t x, std::size_t unit) { return (x + unit - 1) / unit * unit; }

/// Numbers to pack: `lines` rows of a or columns of b.
struct Lines {
    const float* data;
    std::size_t lines, depth, lineStride, depthStride;
};

/// Row i becomes column i.
void transpose(__m512i (&rows)[16]) {
    __m512i pairs[16], fours[16], halves[16];
    TOKENARIUM_UNROLL
    for (int i = 0; i < 16; i += 2) {
        pairs[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
    }
    TOKENARIUM_UNROLL
    for (int i = 0; i < 16; i += 4) { // fours[i + j]: columns j, 4 + j, 8 + j, 12 + j of the rows i … i + 3
        fours[i] = _mm512_unpacklo_epi64(pairs[i], pairs[i + 2]);
        fours[i + 1] = _mm512_unpackhi_epi64(pairs[i], pairs[i + 2]);
        fours[i + 2] = _mm512_unpacklo_epi64(pairs[i + 1], pairs[i + 3]);
        fours[i + 3] = _mm512_unpackhi_epi64(pairs[i + 1], pairs[i + 3]);
    }
    TOKENARIUM_UNROLL
    for (int j = 0; j < 4; ++j) {
        halves[j] = _mm512_shuffle_i32x4(fours[j], fours[4 + j], 0x88);     // columns j, 8 + j, rows 0 … 7
        halves[4 + j] = _mm512_shuffle_i32x4(fours[j], fours[4 + j], 0xdd); // columns 4 + j, 12 + j
        halves[8 + j] = _mm512_shuffle_i32x4(fours[8 + j], fours[12 + j], 0x88);
        halves[12 + j] = _mm512_shuffle_i32x4(fours[8 + j], fours[12 + j], 0xdd);
    }
    TOKENARIUM_UNROLL
    for (int j = 0; j < 8; ++j) {
        rows[j] = _mm512_shuffle_i32x4(halves[j], halves[8 + j], 0x88);
        rows[8 + j] = _mm512_shuffle_i32x4(halves[j], halves[8 + j], 0xdd);
    }
}

/// 32 numbers that lie along k, as 16 pairs.
__m512i pairsAlong(const float* from) {
    return reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(_mm512_loadu_ps(from + 16), _mm512_loadu_ps(from)));
}

/// 16 numbers at one k and 16 at the next, as 16 pairs.
__m512i pairsAcross(const float* first, const float* second) {
    const __m512i both =
        reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(_mm512_loadu_ps(second), _mm512_loadu_ps(first)));
    const __m512i lowers = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(both));
    const __m512i uppers = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(both, 1));
    return _mm512_or_si512(lowers, _mm512_slli_epi32(uppers, 16));
}

/// A tile of lines that lie along k (depthStride 1) or beside each other (lineStride 1).
void packWholeTile(const Lines& from, bool pairsBecomeRows, __m512i* to) {
    __m512i rows[16];
    const bool along = from.depthStride == 1;
    TOKENARIUM_UNROLL
    for (std::size_t i = 0; i < 16; ++i) {
        const float* place = from.data + (along ? i * from.lineStride : 2 * i * from.depthStride);
        rows[i] = along ? pairsAlong(place) : pairsAcross(place, place + from.depthStride);
    }
    if (along == pairsBecomeRows) transpose(rows);
    TOKENARIUM_UNROLL
    for (std::size_t i = 0; i < 16; ++i) _mm512_store_si512(to + i, rows[i]);
}

/// `from` begins at the tile and may end inside it: what is beyond becomes 0.
void packTile(const Lines& from, bool pairsBecomeRows, __m512i* to) {
    const bool whole = from.lines >= tileLines && from.depth >= tileDepth;
    if (whole && (from.depthStride == 1 || from.lineStride == 1))
        return packWholeTile(from, pairsBecomeRows, to);
    float copy[tileLines * tileDepth] = {};
    for (std::size_t line = 0; line < smaller(from.lines, tileLines); ++line)
        for (std::size_t k = 0; k < smaller(from.depth, tileDepth); ++k)
            copy[line * tileDepth + k] = from.data[line * from.lineStride + k * from.depthStride];
    packWholeTile({copy, tileLines, tileDepth, tileDepth, 1}, pairsBecomeRows, to);
}

/// All strips, one after the other.
void packStrips(const Lines& from, bool pairsBecomeRows, unsigned char* to) {
    for (std::size_t strip = 0; strip < from.lines; strip += square)
        for (std::size_t k = 0; k < from.depth; k += tileDepth)
            for (std::size_t line = strip; line < strip + square; line += tileLines, to += tileBytes) {
                const std::size_t lines = from.lines > line ? from.lines - line : 0;
                const float* data =
                    lines ? from.data + line * from.lineStride + k * from.depthStride : from.data;
                packTile({data, lines, from.depth - k, from.lineStride, from.depthStride}, pairsBecomeRows,
                         reinterpret_cast<__m512i*>(to));
            }
}

/// A square of c from `steps` tiles along k of a strip of a and one of b.
using Square = void (*)(const unsigned char* a, const unsigned char* b, std::size_t steps, float* c,
                        std::size_t cRowStride, bool add);

void amxSquare(const unsigned char* a, const unsigned char* b, std::size_t steps, float* c,
               std::size_t cRowStride, bool add) {
    const std::size_t stride = cRowStride * sizeof(float);
    float* lower = c + 16 * cRowStride;
    if (add) {
        _tile_loadd(0, c, stride);
        _tile_loadd(1, c + 16, stride);
        _tile_loadd(2, lower, stride);
        _tile_loadd(3, lower + 16, stride);
    } else {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
    }
    for (std::size_t step = 0; step < steps; ++step, a += 2 * tileBytes, b += 2 * tileBytes) {
        _tile_loadd(6, b, 64);
        _tile_loadd(4, a, 64);
        _tile_loadd(7, b + tileBytes, 64);
        _tile_loadd(5, a + tileBytes, 64);
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, c, stride);
    _tile_stored(1, c + 16, stride);
    _tile_stored(2, lower, stride);
    _tile_stored(3, lower + 16, stride);
}

/// Eight rows of a square.
void avx512Rows(const unsigned char* a, const unsigned char* b, std::size_t steps, float* c,
                std::size_t cRowStride, bool add) {
    __m512 sum[8][2];
    TOKENARIUM_UNROLL
    for (std::size_t r = 0; r < 8; ++r)
        for (std::size_t v = 0; v < 2; ++v)
            sum[r][v] = add ? _mm512_loadu_ps(c + r * cRowStride + 16 * v) : _mm512_setzero_ps();
    for (std::size_t step = 0; step < steps; ++step, a += 2 * tileBytes, b += 2 * tileBytes)
        for (std::size_t pair = 0; pair < 16; ++pair) {
            const __m512bh left = reinterpret_cast<__m512bh>(_mm512_load_si512(b + 64 * pair));
            const __m512bh right = reinterpret_cast<__m512bh>(_mm512_load_si512(b + tileBytes + 64 * pair));
            TOKENARIUM_UNROLL
            for (std::size_t r = 0; r < 8; ++r) {
                int factors;
                __builtin_memcpy(&factors, a + 64 * r + 4 * pair, sizeof factors);
                const __m512bh spread = reinterpret_cast<__m512bh>(_mm512_set1_epi32(factors));
                sum[r][0] = _mm512_dpbf16_ps(sum[r][0], spread, left);
                sum[r][1] = _mm512_dpbf16_ps(sum[r][1], spread, right);
            }
        }
    TOKENARIUM_UNROLL
    for (std::size_t r = 0; r < 8; ++r)
        for (std::size_t v = 0; v < 2; ++v) _mm512_storeu_ps(c + r * cRowStride + 16 * v, sum[r][v]);
}

void avx512Square(const unsigned char* a, const unsigned char* b, std::size_t steps, float* c,
                  std::size_t cRowStride, bool add) {
    for (std::size_t row = 0; row < square; row += 8)
        avx512Rows(a + row / tileLines * tileBytes + row % tileLines * 64, b, steps, c + row * cRowStride,
                   cRowStride, add);
}

/// The square at c, of which only so many rows and columns exist.
void partialSquare(Square whole, const unsigned char* a, const unsigned char* b, std::size_t steps,
                   std::size_t rows, std::size_t columns, float* c, std::size_t cRowStride, bool add) {
    for (std::size_t r = 0; r < smaller(rows, square); ++r) { // on its way while the square is computed
        __builtin_prefetch(c + r * cRowStride, 1);
        __builtin_prefetch(c + r * cRowStride + 16, 1);
    }
    if (rows >= square && columns >= square) return whole(a, b, steps, c, cRowStride, add);
    rows = smaller(rows, square);
    columns = smaller(columns, square);
    alignas(64) float copy[square * square] = {};
    for (std::size_t r = 0; r < rows && add; ++r)
        __builtin_memcpy(copy + r * square, c + r * cRowStride, columns * sizeof(float));
    whole(a, b, steps, copy, square, add);
    for (std::size_t r = 0; r < rows; ++r)
        __builtin_memcpy(c + r * cRowStride, copy + r * square, columns * sizeof(float));
}

/// Strips of a past strips of b.
void multiplyBlock(Square whole, const Lines& a, unsigned char* packedA, std::size_t columns,
                   const unsigned char* packedB, float* c, std::size_t cRowStride, bool add) {
    packStrips(a, false, packedA);
    const std::size_t steps = (a.depth + tileDepth - 1) / tileDepth, stripBytes = 2 * tileBytes * steps;
    for (std::size_t n = 0; n < columns; n += square)
        for (std::size_t m = 0; m < a.lines; m += square)
            partialSquare(whole, packedA + m / square * stripBytes, packedB + n / square * stripBytes, steps,
                          a.lines - m, columns - n, c + m * cRowStride + n, cRowStride, add);
}

void blockedProduct(Square whole, const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride,
                    bool add, unsigned char* scratch) {
    unsigned char* packedB = scratch + 2 * blockDepth * blockRows;
    // Blocks of equal depth: a short one at the end would pay for loading and storing c all the same.
    const std::size_t blocks = (a.columns + blockDepth - 1) / blockDepth;
    const std::size_t depth = roundedUp((a.columns + blocks - 1) / blocks, tileDepth);
    for (std::size_t n = 0; n < b.columns; n += blockColumns)
        for (std::size_t k = 0; k < a.columns; k += depth) {
            const std::size_t columns = smaller(blockColumns, b.columns - n),
                              part = smaller(depth, a.columns - k);
            packStrips(
                {b.data + k * b.rowStride + n * b.columnStride, columns, part, b.columnStride, b.rowStride},
                true, packedB);
            for (std::size_t m = 0; m < a.rows; m += blockRows)
                multiplyBlock(whole,
                              {a.data + m * a.rowStride + k * a.columnStride, smaller(blockRows, a.rows - m),
                               part, a.rowStride, a.columnStride},
                              scratch, columns, packedB, c + m * cRowStride + n, cRowStride, add || k > 0);
        }
}

struct alignas(64) TileSizes {
    unsigned char palette = 1, startRow = 0, reserved[14] = {};
    unsigned short rowBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    unsigned char rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};
static_assert(sizeof(TileSizes) == 64);

void amxBlockedProduct(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add,
                       unsigned char* scratch) {
    const TileSizes sizes;
    _tile_loadconfig(&sizes);
    blockedProduct(amxSquare, a, b, c, cRowStride, add, scratch);
    _tile_release(); // or the system would save the tiles at every change of threads
}

} // namespace

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC diagnostic pop
#pragma GCC pop_options
#endif

namespace {

struct alignas(64) Scratch {
    unsigned char bytes[scratchBytes];
};

unsigned char* scratchOfThread() {
    thread_local const std::unique_ptr<Scratch> scratch(new Scratch);
    return scratch->bytes;
}

/// True where no number goes into the result; `c` is then finished.
bool emptyProduct(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    if (a.rows > 0 && b.columns > 0 && a.columns > 0) return false;
    for (std::size_t r = 0; r < a.rows && !add; ++r)
        for (std::size_t j = 0; j < b.columns; ++j) c[r * cRowStride + j] = 0;
    return true;
}

void multiplyAmx(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    if (!emptyProduct(a, b, c, cRowStride, add))
        amxBlockedProduct(a, b, c, cRowStride, add, scratchOfThread());
}

void multiplyAvx512(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add) {
    if (!emptyProduct(a, b, c, cRowStride, add))
        blockedProduct(avx512Square, a, b, c, cRowStride, add, scratchOfThread());
}

bool hasAvx512Bf16() {
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bf16");
}

bool hasAmxBf16() {
    constexpr unsigned amxBf16 = 1U << 22, amxTile = 1U << 24;
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (edx & amxBf16) && (edx & amxTile);
}

} // namespace

Bf16Product amxBf16Product() {
    static const bool there = hasAvx512Bf16() && hasAmxBf16() && requestAmxTiles();
    return there ? multiplyAmx : nullptr;
}

Bf16Product avx512Bf16Product() {
    static const bool there = hasAvx512Bf16();
    return there ? multiplyAvx512 : nullptr;
}

/// Intel's CPUs begin one such instruction every other cycle, and two for F32 in each: half as fast,
/// measured.
bool fastAvx512Bf16() { return avx512Bf16Product() && __builtin_cpu_is("amd"); }

} // namespace tokenarium

#else

namespace tokenarium {

Bf16Product amxBf16Product() { return nullptr; }
Bf16Product avx512Bf16Product() { return nullptr; }
bool fastAvx512Bf16() { return false; }

} // namespace tokenarium

#endif
