// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the packed product share; packed_matrix.h is what others include.
#pragma once

#include "engine/backend/packed_matrix.h"

namespace tokenarium {

inline constexpr std::size_t panelOutputs = 16, panelsPerGroup = 4;
inline constexpr std::size_t byteGroup = 32;                                  ///< inputs that share a scale
inline constexpr std::size_t byteGroupBytes = panelOutputs * (byteGroup + 2); ///< of a panel

/// Rows of activations in 8 bits, and what the kernels want beside them.
struct QuantizedRows {
    const std::int8_t* numbers = nullptr; ///< [T, I]
    const float* scales = nullptr;        ///< [T, I/32]
    const std::int32_t* offsets =
        nullptr; ///< [T, I/32]: 128 · sum of the group, for weights are 128 too large
    std::size_t rows = 0, inputs = 0;
};

/// Group `group` of four panels of a matrix of F32, F16 or BF16, from rows at any address.
void packPlainGroup(DType type, const std::byte* rows, std::size_t outputs, std::size_t inputs,
                    std::size_t group, std::byte* packed);

/// Adds to panels first … last of y.
void multiplyPlainPanels(const float* x, std::size_t rows, const PackedMatrix& w, std::size_t first,
                         std::size_t last, float* y);
/// Writes panels first … last of y; the sums start from the bias [O], or from 0 where it is null.
void multiplyBytePanels(const QuantizedRows& x, const PackedMatrix& w, const float* bias, std::size_t first,
                        std::size_t last, float* y);
void quantizeRows(const float* x, std::size_t first, std::size_t last, std::size_t inputs,
                  std::int8_t* numbers, float* scales, std::int32_t* offsets);

/// The same with the dot product of AVX-512 VNNI; `available` asks the CPU.
bool vnniAvailable();
void multiplyBytePanelsVnni(const QuantizedRows& x, const PackedMatrix& w, const float* bias,
                            std::size_t first, std::size_t last, float* y);

} // namespace tokenarium
