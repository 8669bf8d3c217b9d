// SPDX-License-Identifier: GPL-3.0-or-later
// Weights in panels: stored once, multiplied with every token.
#include "engine/backend/cpu_backend.h"
#include "engine/backend/large_pages.h"
#include "engine/backend/packed_tensor.h"

#include <array>
#include <cassert>

namespace tokenarium {

std::vector<float> unpackedRows(const Tensor& tensor) {
    const PackedMatrix matrix = packedMatrix(tensor);
    std::vector<float> rows(tensor.shape.elements());
    for (std::size_t output = 0; output < matrix.outputs; ++output)
        unpackRow(matrix, output, std::span(rows).subspan(output * matrix.inputs, matrix.inputs));
    return rows;
}

Tensor CpuBackend::storeMatrix(std::string name, const Shape& shape, std::span<const std::byte> rows,
                               DType type) {
    Tensor tensor{std::move(name), shape,         type, storedMatrices->take(packedBytes(shape, type)),
                  nullptr,         TensorLayout::Panels};
    tensor.data = tensor.memory.get();
    packMatrix(rows, shape, type, static_cast<std::byte*>(tensor.data), *workers);
    return tensor;
}

void CpuBackend::linearsPacked(const Tensor& x, std::span<const LinearPart> parts) {
    std::array<PackedProduct, mostPackedProducts> products;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& [w, bias, y] = parts[i];
        assert(w.shape[1] == x.shape[1] && y.shape == (Shape{x.shape[0], w.shape[0]}));
        products[i] = {packedMatrix(w), present(bias) ? bias.floats() : nullptr, y.floats()};
    }
    multiplyPacked(x.floats(), x.shape[0], std::span(products).first(parts.size()), *workers);
}

} // namespace tokenarium
