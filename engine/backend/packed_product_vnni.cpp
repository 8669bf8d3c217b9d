// SPDX-License-Identifier: GPL-3.0-or-later
// Eight-bit panels with AVX-512 VNNI: one instruction multiplies four bytes without sign by four with sign in
// each of sixteen lanes and adds the products.
#include "engine/backend/packed_product.h"

#include <hwy/targets.h>

#if HWY_ARCH_X86
#include <immintrin.h>

#include <algorithm>
#include <cstring>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized" // g++ 12 sees it in its own intrinsics (GCC bug 105593)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#if defined(__GNUC__)
#define TOKENARIUM_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,f16c")))
#else
#define TOKENARIUM_VNNI
#endif
#endif

namespace tokenarium {

#if HWY_ARCH_X86
namespace {

constexpr std::size_t prefetchBytes = 5 * byteGroupBytes, quads = byteGroup / 4;

int fourOf(const std::int8_t* numbers) {
    int four;
    std::memcpy(&four, numbers, sizeof four);
    return four;
}

/// The product of one panel with some rows of x, from `start` on. Two sums a row, so that additions do not
/// wait for each other.
template<std::size_t rows>
TOKENARIUM_VNNI void panelVnni(const QuantizedRows& x, std::size_t firstRow, const std::byte* panel,
                               __m512 start, float* y, std::size_t yStride, __mmask16 columns) {
    constexpr std::size_t chains = rows < 4 ? 2 : 1;
    const std::size_t groups = x.inputs / byteGroup;
    const std::int8_t* numbers = x.numbers + firstRow * x.inputs;
    __m512 sum[rows];
    for (std::size_t r = 0; r < rows; ++r) sum[r] = start;
    for (std::size_t g = 0; g < groups; ++g, panel += byteGroupBytes, numbers += byteGroup) {
        if constexpr (rows == 1)
            for (std::size_t b = 0; b < byteGroupBytes; b += 64)
                _mm_prefetch(reinterpret_cast<const char*>(panel) + prefetchBytes + b, _MM_HINT_T0);
        __m512i dots[rows][chains];
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < chains; ++c) dots[r][c] = _mm512_setzero_si512();
        for (std::size_t quad = 0; quad < quads; ++quad) {
            const __m512i weights = _mm512_loadu_si512(panel + 64 * quad);
            for (std::size_t r = 0; r < rows; ++r)
                dots[r][quad % chains] =
                    _mm512_dpbusd_epi32(dots[r][quad % chains], weights,
                                        _mm512_set1_epi32(fourOf(numbers + r * x.inputs + 4 * quad)));
        }
        const __m512 scale =
            _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(panel + quads * 64)));
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t place = (firstRow + r) * groups + g;
            __m512i dot = dots[r][0];
            if constexpr (chains == 2) dot = _mm512_add_epi32(dot, dots[r][1]);
            dot = _mm512_sub_epi32(dot, _mm512_set1_epi32(x.offsets[place]));
            const __m512 factor = _mm512_mul_ps(scale, _mm512_set1_ps(x.scales[place]));
            sum[r] = _mm512_add_ps(sum[r], _mm512_mul_ps(_mm512_cvtepi32_ps(dot), factor));
        }
    }
    for (std::size_t r = 0; r < rows; ++r) _mm512_mask_storeu_ps(y + r * yStride, columns, sum[r]);
}

} // namespace

/// This target of Highway stands for the features of Ice Lake, and for a system that saves the registers.
bool vnniAvailable() { return (hwy::SupportedTargets() & HWY_AVX3_DL) != 0; }

TOKENARIUM_VNNI void multiplyBytePanelsVnni(const QuantizedRows& x, const PackedMatrix& w, const float* bias,
                                            std::size_t first, std::size_t last, float* y) {
    constexpr std::size_t some = 8;
    const std::size_t panelBytes = w.inputs / byteGroup * byteGroupBytes;
    for (std::size_t panel = first; panel < last; ++panel) {
        const std::byte* from = w.data + panel * panelBytes;
        const std::size_t columns = std::min(panelOutputs, w.outputs - panel * panelOutputs);
        const auto mask = static_cast<__mmask16>((1U << columns) - 1);
        const __m512 start =
            bias ? _mm512_maskz_loadu_ps(mask, bias + panel * panelOutputs) : _mm512_setzero_ps();
        float* to = y + panel * panelOutputs;
        std::size_t t = 0;
        for (; t + some <= x.rows; t += some)
            panelVnni<some>(x, t, from, start, to + t * w.outputs, w.outputs, mask);
        for (; t < x.rows; ++t) panelVnni<1>(x, t, from, start, to + t * w.outputs, w.outputs, mask);
    }
}

#else

bool vnniAvailable() { return false; }

void multiplyBytePanelsVnni(const QuantizedRows& x, const PackedMatrix& w, const float* bias,
                            std::size_t first, std::size_t last, float* y) {
    multiplyBytePanels(x, w, bias, first, last, y);
}

#endif

} // namespace tokenarium
