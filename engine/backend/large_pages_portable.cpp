// SPDX-License-Identifier: GPL-3.0-or-later
// Systems on which large pages need a privilege or come by themselves.
#include "engine/backend/large_pages.h"

namespace tokenarium {

void preferLargePages(void*, std::size_t) noexcept {}

} // namespace tokenarium
