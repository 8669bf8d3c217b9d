// SPDX-License-Identifier: GPL-3.0-or-later
// Products of factors rounded to BF16, on one thread, in three ways; matrix_product.h is what others include.
#pragma once

#include "engine/backend/matrix_product.h"

namespace tokenarium {

/// c = a · b, or added to c.
using Bf16Product = void (*)(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride,
                             bool add);

Bf16Product amxBf16Product();    ///< tiles in hardware (AMX); null where the CPU or the system has none
Bf16Product avx512Bf16Product(); ///< vector instructions for pairs of BF16; null where the CPU has none
bool fastAvx512Bf16(); ///< whether these instructions multiply faster than those for F32: on AMD's CPUs, not
                       ///< on Intel's
Bf16Product roundedF32Product(); ///< the F32 product of rounded factors; on every CPU

/// The fastest of these that there is.
void multiplyBf16(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add);

} // namespace tokenarium
