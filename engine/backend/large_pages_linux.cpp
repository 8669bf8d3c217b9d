// SPDX-License-Identifier: GPL-3.0-or-later
// Transparent huge pages, which most distributions give to those who ask.
#include "engine/backend/large_pages.h"

#include <sys/mman.h>

namespace tokenarium {

void preferLargePages(void* begin, std::size_t bytes) noexcept { madvise(begin, bytes, MADV_HUGEPAGE); }

} // namespace tokenarium
