// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets of weights share: whatever a reader accepts must hold what it promises, and be
// usable.
#pragma once

#include "engine/tensor/checkpoint_contents.h"

#include <cstdlib>

namespace tokenarium::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

/// Every tensor lies in `bytes`, is as large as its shape says, shares no byte with another, and can be read.
inline void useContents(const CheckpointContents& contents, std::span<const std::byte> bytes) {
    for (const StoredTensor& tensor : contents.tensors) {
        require(tensor.bytes.size() == storageBytes(tensor.shape, tensor.dtype));
        require(tensor.bytes.size() <= bytes.size());
        if (tensor.bytes.empty()) continue;
        require(tensor.bytes.data() >= bytes.data());
        require(tensor.bytes.data() + tensor.bytes.size() <= bytes.data() + bytes.size());
        std::vector<float> numbers(tensor.shape.elements());
        dequantize(tensor, numbers);
        hasNonFinite(tensor);
        for (const StoredTensor& other : contents.tensors)
            require(&other == &tensor || other.bytes.empty() ||
                    other.bytes.data() >= tensor.bytes.data() + tensor.bytes.size() ||
                    tensor.bytes.data() >= other.bytes.data() + other.bytes.size());
    }
}

} // namespace tokenarium::fuzz
