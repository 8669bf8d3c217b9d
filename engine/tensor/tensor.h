// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors: a name, a shape, a number format, and memory that somebody owns. Contiguous, row-major (but for
// weights in panels), no views.
//
// The letters mean the same everywhere: T tokens, C channels, H heads, D head width, V vocabulary, L layers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>

namespace tokenarium {

/// How numbers are stored. The block formats hold `blockElements(type)` numbers in `blockBytes(type)` bytes
/// along the last dimension and are those of GGML of the same name.
enum class DType : std::uint8_t { F32, F16, BF16, I8, I32, Q8_0, Q4_0, Q4_1, Q4_K, Q5_K, Q6_K };

const char* dtypeName(DType type);
std::size_t blockElements(DType type); ///< 1 for the plain formats
std::size_t blockBytes(DType type);

/// Up to four dimensions, slowest first. A scalar has rank 0 and one element.
class Shape {
public:
    Shape() = default;
    Shape(std::initializer_list<std::size_t> dimensions);
    explicit Shape(std::span<const std::size_t> dimensions);
    std::size_t rank() const { return dimensionCount; }
    std::size_t operator[](std::size_t i) const { return sizes[i]; }
    std::size_t elements() const; ///< the largest size_t where the product does not fit
    std::string text() const;     ///< "[12, 768]"
    bool operator==(const Shape&) const = default;

private:
    std::array<std::size_t, 4> sizes{};
    std::size_t dimensionCount = 0;
};

/// Bytes of a tensor of this shape; the largest size_t, or near it, where they do not fit. The last dimension
/// must be a whole number of blocks.
std::size_t storageBytes(const Shape& shape, DType type);

/// How a tensor's numbers lie. Panels: a matrix of weights as the CPU multiplies it fastest
/// (engine/backend/packed_matrix.h); only the backend that made it reads it.
enum class TensorLayout : std::uint8_t { Rows, Panels };

/// A value that shares its memory when copied; `data` belongs to the backend that made it (host memory for
/// the CPU) and is null where nothing is stored (CountingBackend).
struct Tensor {
    std::string name;
    Shape shape;
    DType dtype = DType::F32;
    std::shared_ptr<void> memory; ///< keeps `data` alive: an allocation, or a mapped file
    void* data = nullptr;
    TensorLayout layout = TensorLayout::Rows;

    const float* floats() const { return static_cast<const float*>(data); } ///< F32 in host memory only
    float* floats() { return static_cast<float*>(data); }
};

} // namespace tokenarium
