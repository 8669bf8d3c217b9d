// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this machine reads memory: the bound of generating text, for every token needs all weights once.
#pragma once

#include <cstddef>

namespace tokenarium {

/// Bytes per second with so many threads reading a block of about `bytes` again and again (1 MB to 256 MB: a
/// small one stays in the caches, as small weights do). The best of several rounds; takes some 50 ms.
double measuredReadBandwidth(std::size_t bytes, std::size_t threads);

} // namespace tokenarium
