// SPDX-License-Identifier: GPL-3.0-or-later
// A warp's products of 16 by 8 by 16 numbers of 16 bits, and the loads that fit them (mma.sync and ldmatrix
// of the PTX manual); on the CPU the same by exchange among the lanes.
#pragma once

#include "cuda/kernels/numbers.cuh"

namespace tokenarium::cuda {

/// Four matrices of 8 by 8: lane 8·i + r says where row r of matrix i lies. Lane l gets the numbers 2·(l % 4)
/// and the next of row l / 4 of each; transposed: of column l / 4.
template<bool transposed>
__device__ inline void loadMatrices(std::uint32_t (&to)[4], const std::uint16_t* row) {
#ifdef __CUDACC__
    const auto address = static_cast<std::uint32_t>(__cvta_generic_to_shared(row));
    if (transposed)
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                     : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
                     : "r"(address));
    else
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                     : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
                     : "r"(address));
#else
    const unsigned char* given = emulated::exchange(&row, sizeof row);
    const std::uint16_t* rows[warpLanes];
    for (unsigned i = 0; i < warpLanes; ++i)
        std::memcpy(&rows[i], given + i * emulated::largestExchange, sizeof rows[i]);
    const unsigned lane = emulated::lane(), high = lane / 4, low = lane % 4 * 2;
    for (unsigned i = 0; i < 4; ++i) {
        const std::uint16_t first = transposed ? rows[8 * i + low][high] : rows[8 * i + high][low];
        const std::uint16_t second = transposed ? rows[8 * i + low + 1][high] : rows[8 * i + high][low + 1];
        to[i] = first | static_cast<std::uint32_t>(second) << 16;
    }
#endif
}

/// c += a · b. Lane l has of c the rows l / 4 and l / 4 + 8, columns 2·(l % 4) and the next.
template<Format half>
__device__ inline void multiplyMatrices(float (&c)[4], const std::uint32_t (&a)[4],
                                        const std::uint32_t (&b)[2]) {
#ifdef __CUDACC__
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    if (half == Format::BF16)
        asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, "
                     "{%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                     : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                     : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
    else
        asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, "
                     "{%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                     : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                     : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
#else
    struct Factors {
        std::uint32_t a[4], b[2];
    } mine{{a[0], a[1], a[2], a[3]}, {b[0], b[1]}}, all[warpLanes];
    const unsigned char* given = emulated::exchange(&mine, sizeof mine);
    for (unsigned i = 0; i < warpLanes; ++i)
        std::memcpy(&all[i], given + i * emulated::largestExchange, sizeof mine);
    const auto number = [](std::uint32_t word, unsigned i) {
        return HalfNumbers<half>::widened(static_cast<std::uint16_t>(word >> (16 * (i % 2))));
    };
    const unsigned lane = emulated::lane();
    for (unsigned i = 0; i < 4; ++i) {
        const unsigned row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2;
        for (unsigned k = 0; k < 16; ++k) {
            const float left = number(all[row % 8 * 4 + k % 8 / 2].a[row / 8 + k / 8 * 2], k);
            const float right = number(all[column * 4 + k % 8 / 2].b[k / 8], k);
            c[i] += left * right;
        }
    }
#endif
}

} // namespace tokenarium::cuda
