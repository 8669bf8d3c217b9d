// SPDX-License-Identifier: GPL-3.0-or-later
// Whole tensors between number formats, and our own models' 8-bit pairs.
#include "engine/tensor/block_formats.h"
#include "engine/tensor/checkpoint_contents.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <system_error>
#include <thread>

namespace tokenarium {

namespace {

constexpr std::size_t pairBlock = 32, scaleBytes = 2;

/// Numbers of the last dimension.
std::size_t rowElements(const Shape& shape) { return shape.rank() == 0 ? 1 : shape[shape.rank() - 1]; }

Shape shapeOfScales(const Shape& shape) {
    std::array<std::size_t, 4> sizes{};
    for (std::size_t i = 0; i < shape.rank(); ++i) sizes[i] = shape[i];
    sizes[shape.rank() - 1] /= pairBlock;
    return Shape(std::span<const std::size_t>(sizes.data(), shape.rank()));
}

void checkPair(const StoredTensor& numbers, const StoredTensor& scales, const std::string& file) {
    const std::string tensor = "tensor " + inQuotes(numbers.name);
    if (rowElements(numbers.shape) % pairBlock != 0)
        refuse(file, tensor + " of shape " + numbers.shape.text() +
                         " has scales, but its rows are no blocks of 32");
    if (scales.dtype != DType::F16 || scales.shape != shapeOfScales(numbers.shape))
        refuse(file, tensor + " of shape " + numbers.shape.text() + " needs scales of F16 and shape " +
                         shapeOfScales(numbers.shape).text() + "; they are " + dtypeName(scales.dtype) +
                         " of shape " + scales.shape.text());
}

/// Whether a number has all bits of its exponent set. The numbers lie at the beginning of every `step` bytes:
/// a block's scale decides over the block.
template<typename Bits, Bits exponent, std::size_t step>
bool anyNonFinite(std::span<const std::byte> bytes) {
    constexpr std::size_t stretch = 4096; // short enough to stop early, long enough for vectors
    for (std::size_t at = 0; at < bytes.size(); at += stretch * step) {
        const std::size_t count = std::min(stretch, (bytes.size() - at) / step);
        const std::byte* from = bytes.data() + at;
        Bits found = 0;
        for (std::size_t i = 0; i < count; ++i) {
            Bits number;
            std::memcpy(&number, from + i * step, sizeof number);
            found |= (number & exponent) == exponent;
        }
        if (found) return true;
    }
    return false;
}

/// The same by two threads where there is much to read: one core does not keep up with the memory.
template<typename Bits, Bits exponent, std::size_t step>
bool anyNonFiniteOfMany(std::span<const std::byte> bytes) {
    constexpr std::size_t much = std::size_t{1} << 20;
    if (bytes.size() < much || std::thread::hardware_concurrency() == 1)
        return anyNonFinite<Bits, exponent, step>(bytes);
    const std::size_t half = bytes.size() / step / 2 * step;
    bool found = false;
    std::thread other;
    try {
        other = std::thread([&] { found = anyNonFinite<Bits, exponent, step>(bytes.first(half)); });
    } catch (const std::system_error&) { // no more threads: alone then
        return anyNonFinite<Bits, exponent, step>(bytes);
    }
    const bool mine = anyNonFinite<Bits, exponent, step>(bytes.subspan(half));
    other.join();
    return mine || found;
}

bool anyDequantizedNonFinite(const StoredTensor& tensor) {
    std::array<float, 4096> numbers;
    const std::size_t most = numbers.size() / blockElements(tensor.dtype) * blockBytes(tensor.dtype);
    for (auto left = tensor.bytes; !left.empty();) {
        const auto part = left.first(std::min(most, left.size()));
        const auto count = part.size() / blockBytes(tensor.dtype) * blockElements(tensor.dtype);
        dequantizeBlocks(tensor.dtype, part, std::span(numbers).first(count));
        if (!std::all_of(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(count),
                         [](float number) { return std::isfinite(number); }))
            return true;
        left = left.subspan(part.size());
    }
    return false;
}

} // namespace

void dequantize(const StoredTensor& tensor, std::span<float> out) {
    dequantizeBlocks(tensor.dtype, tensor.bytes, out);
}

void dequantizeRow(const StoredTensor& tensor, std::size_t row, std::span<float> out) {
    const std::size_t bytes =
        rowElements(tensor.shape) / blockElements(tensor.dtype) * blockBytes(tensor.dtype);
    dequantizeBlocks(tensor.dtype, tensor.bytes.subspan(row * bytes, bytes), out);
}

std::vector<std::byte> quantize(std::span<const float> values, const Shape& shape, DType type) {
    assert(values.size() == shape.elements() && rowElements(shape) % blockElements(type) == 0);
    std::vector<std::byte> bytes(storageBytes(shape, type));
    quantizeBlocks(type, values, bytes);
    return bytes;
}

bool hasNonFinite(const StoredTensor& tensor) {
    switch (tensor.dtype) {
    case DType::I8:
    case DType::I32: return false;
    case DType::F32: return anyNonFiniteOfMany<std::uint32_t, 0x7F800000, 4>(tensor.bytes);
    case DType::F16: return anyNonFiniteOfMany<std::uint16_t, 0x7C00, 2>(tensor.bytes);
    case DType::BF16: return anyNonFiniteOfMany<std::uint16_t, 0x7F80, 2>(tensor.bytes);
    case DType::Q8_0: return anyNonFiniteOfMany<std::uint16_t, 0x7C00, 34>(tensor.bytes);
    default: return anyDequantizedNonFinite(tensor);
    }
}

std::optional<OwnedTensor> loadScaledPair(const Checkpoint& checkpoint, std::string_view name,
                                          const std::string& file) {
    const StoredTensor* numbers = checkpoint.find(name);
    const StoredTensor* scales = checkpoint.find(std::string(name) + ".scale");
    if (!numbers || !scales || numbers->dtype != DType::I8) return std::nullopt;
    checkPair(*numbers, *scales, file);
    OwnedTensor joined{numbers->name, DType::Q8_0, numbers->shape, {}};
    joined.bytes.resize(storageBytes(joined.shape, DType::Q8_0));
    for (std::size_t block = 0; block < numbers->bytes.size() / pairBlock; ++block) {
        std::byte* out = joined.bytes.data() + block * (scaleBytes + pairBlock);
        std::memcpy(out, scales->bytes.data() + block * scaleBytes, scaleBytes);
        std::memcpy(out + scaleBytes, numbers->bytes.data() + block * pairBlock, pairBlock);
    }
    return joined;
}

std::array<OwnedTensor, 2> splitScaledPair(const StoredTensor& tensor) {
    assert(tensor.dtype == DType::Q8_0 && tensor.shape.rank() > 0);
    const std::size_t blocks = tensor.bytes.size() / (scaleBytes + pairBlock);
    OwnedTensor numbers{tensor.name, DType::I8, tensor.shape, {}};
    OwnedTensor scales{tensor.name + ".scale", DType::F16, shapeOfScales(tensor.shape), {}};
    numbers.bytes.resize(blocks * pairBlock);
    scales.bytes.resize(blocks * scaleBytes);
    for (std::size_t block = 0; block < blocks; ++block) {
        const std::byte* from = tensor.bytes.data() + block * (scaleBytes + pairBlock);
        std::memcpy(scales.bytes.data() + block * scaleBytes, from, scaleBytes);
        std::memcpy(numbers.bytes.data() + block * pairBlock, from + scaleBytes, pairBlock);
    }
    return {std::move(numbers), std::move(scales)};
}

} // namespace tokenarium
