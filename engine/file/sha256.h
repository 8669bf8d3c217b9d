// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 (FIPS 180-4), to tell whether a file is the one that is meant.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace tokenarium {

/// 64 hexadecimal digits in lower case.
std::string sha256(std::span<const std::byte> bytes);

} // namespace tokenarium
