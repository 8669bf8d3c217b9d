// SPDX-License-Identifier: GPL-3.0-or-later
// Files of weights, memory mapped: safetensors, GGUF and llama2.c; and writing our own.
#pragma once

#include "engine/tensor/tensor.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokenarium {

/// One tensor as the file holds it; `bytes` lives as long as the checkpoint.
struct StoredTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape; ///< slowest dimension first (GGUF's order is turned round)
    std::span<const std::byte> bytes;
};

/// A value of GGUF's key-value list or of safetensors' __metadata__ (strings only).
using MetadataValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                                   std::vector<double>, std::vector<std::string>>;

/// Everything is checked when it is opened (names, shapes, sizes, offsets inside the file, no overlaps, bounded
/// counts), before anything large is allocated. Immutable; thread safe.
class Checkpoint {
public:
    /// By its content: safetensors (one file, or the index of several), GGUF, llama2.c .bin. Throws
    /// std::runtime_error with file, tensor and reason.
    static std::shared_ptr<const Checkpoint> open(const std::filesystem::path& file);
    virtual ~Checkpoint() = default;

    enum class Format { Safetensors, Gguf, Llama2c };
    virtual Format format() const = 0;
    virtual const std::vector<StoredTensor>& tensors() const = 0;
    virtual const StoredTensor* find(std::string_view name) const = 0;
    virtual const std::map<std::string, MetadataValue>& metadata() const = 0;
};

/// The numbers as float32, whatever the format; `out` has shape.elements() places.
void dequantize(const StoredTensor& tensor, std::span<float> out);
/// One row (last dimension) only.
void dequantizeRow(const StoredTensor& tensor, std::size_t row, std::span<float> out);
/// The inverse for F16, BF16 and Q8_0.
std::vector<std::byte> quantize(std::span<const float> values, const Shape& shape, DType type);

/// Writes beside the old file, then renames. Throws std::runtime_error.
void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata);
void writeGguf(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
               const std::map<std::string, MetadataValue>& metadata);

} // namespace tokenarium
