// SPDX-License-Identifier: GPL-3.0-or-later
// Files of weights, memory mapped: safetensors, GGUF and llama2.c; and writing our own.
#pragma once

#include "engine/tensor/tensor.h"

#include <array>
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

/// One tensor as the file holds it; `bytes` lives as long as the checkpoint and may begin at any address.
struct StoredTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape; ///< slowest dimension first (GGUF's order is turned round)
    std::span<const std::byte> bytes;
};

/// A value of GGUF's key-value list, of safetensors' __metadata__ (strings only) or of llama2.c's header
/// (under its field names: dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, max_seq_len,
/// shared_classifier). An array of booleans is one of integers.
using MetadataValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                                   std::vector<double>, std::vector<std::string>>;

/// Everything is checked when it is opened (names, shapes, sizes, offsets inside the file, no overlaps,
/// bounded counts), before anything large is allocated. Immutable; thread safe.
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
/// The inverse for F32, F16, BF16 (to the nearest, ties to even) and Q8_0 (each number within half a scale; a
/// block with a NaN or an infinity becomes NaN as a whole). The last dimension must be a whole number of
/// blocks.
std::vector<std::byte> quantize(std::span<const float> values, const Shape& shape, DType type);
/// Whether a number of it is NaN or infinite: such weights are read as they are, and whoever uses them asks.
bool hasNonFinite(const StoredTensor& tensor);

/// A tensor with memory of its own.
struct OwnedTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::vector<std::byte> bytes;
    StoredTensor stored() const { return {name, dtype, shape, bytes}; } ///< valid while this one is unchanged
};

/// Our own models keep 8-bit blocks in safetensors as two tensors: NAME of I8 and NAME.scale of F16, one
/// scale for 32 numbers of the last dimension. Gives both as one Q8_0 tensor; nothing where NAME is absent,
/// is no I8 or has no scale. Throws std::runtime_error where the scales do not fit the numbers; `file` names
/// it there.
std::optional<OwnedTensor> loadScaledPair(const Checkpoint& checkpoint, std::string_view name,
                                          const std::string& file);
/// The inverse: a Q8_0 tensor as NAME and NAME.scale.
std::array<OwnedTensor, 2> splitScaledPair(const StoredTensor& tensor);

/// Writes beside the old file, then renames, so that the old one survives every failure. For the plain
/// formats (F32, F16, BF16, I8, I32). Throws std::runtime_error.
void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata);
/// Likewise, for every format but I8 and I32. Metadata take the types that llama.cpp asks for: integers
/// UINT32 (where that does not hold them INT32, then INT64; arrays INT32, else INT64), numbers FLOAT32.
void writeGguf(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
               const std::map<std::string, MetadataValue>& metadata);

} // namespace tokenarium
