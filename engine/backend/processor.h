// SPDX-License-Identifier: GPL-3.0-or-later
// What this computer's processor can do: its vectors, and the most it can multiply in a second.
#pragma once

#include <cstddef>
#include <string>

namespace tokenarium {

std::size_t processorCores(); ///< that can compute at the same time; at least 1

/// Of the vectors our operations use here: "AVX-512", "AVX2", "SSE4", "SSE2", "NEON"; empty: none.
std::string processorVectors();
std::size_t processorLanes(); ///< float32 numbers in one of them

/// Operations a second (a multiply-add is two) of so many threads that do nothing but multiply and add
/// numbers in registers: what no product of matrices can exceed. The best of several rounds; takes some 60
/// ms.
double measuredArithmetic(std::size_t threads);

} // namespace tokenarium
