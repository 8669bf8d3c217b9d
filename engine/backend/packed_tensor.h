// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors whose numbers lie in panels.
#pragma once

#include "engine/backend/packed_matrix.h"

#include <vector>

namespace tokenarium {

inline PackedMatrix packedMatrix(const Tensor& tensor) {
    return {static_cast<const std::byte*>(tensor.data), tensor.shape[0], tensor.shape[1], tensor.dtype};
}

/// Row after row.
std::vector<float> unpackedRows(const Tensor& tensor);

} // namespace tokenarium
