// SPDX-License-Identifier: GPL-3.0-or-later
// GGUF, versions 2 and 3: a list of keys and typed values, a list of tensors, and their data from an aligned
// place on.
#pragma once

#include "engine/tensor/checkpoint_contents.h"

namespace tokenarium {

/// Throws std::runtime_error where anything is not as the format says, or needs a number format we do not
/// read.
CheckpointContents loadGguf(std::span<const std::byte> bytes, const std::string& file);

/// Numbers by which the format calls the types of values …
enum class GgufValue : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

/// … and of tensors.
struct GgufTensorType {
    std::uint32_t number;
    DType type;
};
inline constexpr GgufTensorType ggufTensorTypes[] = {{0, DType::F32},   {1, DType::F16},   {2, DType::Q4_0},
                                                     {3, DType::Q4_1},  {8, DType::Q8_0},  {12, DType::Q4_K},
                                                     {13, DType::Q5_K}, {14, DType::Q6_K}, {30, DType::BF16}};

/// "Q4_K", also of formats that we do not read; "type 99" where the number is unknown.
std::string ggufTypeName(std::uint32_t number);

/// What stands before the data; nothing is said of whether the data are there.
struct GgufHeader {
    struct Announced {
        std::string name;
        Shape shape; ///< slowest dimension first
        std::uint32_t type = 0;
        std::uint64_t offset = 0; ///< of the data, from their beginning
    };
    std::map<std::string, MetadataValue> metadata;
    std::vector<Announced> tensors;
    std::size_t end = 0; ///< of the header, in bytes
};
/// Throws std::runtime_error where anything is not as the format says. `bytes` may end with the header.
GgufHeader loadGgufHeader(std::span<const std::byte> bytes, const std::string& file);

/// What the data are aligned to: general.alignment, else 32. Throws unless it is a power of two of 4 to
/// 65,536.
std::size_t ggufAlignment(const std::map<std::string, MetadataValue>& metadata, const std::string& file);

inline std::size_t alignedUp(std::size_t place, std::size_t alignment) {
    return (place + alignment - 1) / alignment * alignment;
}

} // namespace tokenarium
