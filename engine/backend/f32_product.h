// SPDX-License-Identifier: GPL-3.0-or-later
// The float32 product on one thread; matrix_product.h is what others include.
#pragma once

#include "engine/backend/matrix_product.h"

namespace tokenarium {

/// c = a · b, or added to c. Keeps memory for packed blocks (some 3 MB) for the life of the calling thread.
void multiplyF32(const MatrixView& a, const MatrixView& b, float* c, std::size_t cRowStride, bool add);

} // namespace tokenarium
