// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory there is for a picture before other programs suffer.
#pragma once

#include <cstdint>
#include <optional>

namespace tokenarium {

/// Bytes that can be taken without swapping; nothing where the system does not say. Any thread.
std::optional<std::uint64_t> freeMemory();

} // namespace tokenarium
