// SPDX-License-Identifier: GPL-3.0-or-later
// What data sheets say of accelerators, dense (no sparsity), with an hour's rent to begin with.
#pragma once

#include <span>
#include <string_view>

namespace tokenarium {

struct Accelerator {
    std::string_view name;
    double bf16 = 0; ///< operations a second in 16-bit matrix products; V100, T4: FP16
    double fp8 = 0;  ///< in 8-bit floats; 0: none
    double memoryBytes = 0, bytesPerSecond = 0;
    double watts = 0; ///< 0: not said
    std::string_view source;
    bool sourceRead = false; ///< else it is cited from memory
    double usdPerHour = 0;   ///< an assumption, everybody's to change; 0: none
};

std::span<const Accelerator> accelerators();
/// By name without regard to case, or its beginning: "h100". nullptr: none.
const Accelerator* findAccelerator(std::string_view name);
inline constexpr std::string_view acceleratorsAsOf = "2026-11-21";

} // namespace tokenarium
