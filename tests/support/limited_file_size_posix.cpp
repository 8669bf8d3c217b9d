// SPDX-License-Identifier: GPL-3.0-or-later
// LimitedFileSize with setrlimit; elsewhere it says that it cannot.
#include "tests/support/limited_file_size.h"

#if __has_include(<sys/resource.h>)
#include <csignal>
#include <sys/resource.h>

namespace tokenarium::testing {

LimitedFileSize::LimitedFileSize(std::size_t bytes) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) return;
    before = limit.rlim_cur;
    limit.rlim_cur = bytes;
    std::signal(SIGXFSZ, SIG_IGN); // an error instead of the end
    works = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

LimitedFileSize::~LimitedFileSize() {
    rlimit limit{};
    if (!works || ::getrlimit(RLIMIT_FSIZE, &limit) != 0) return;
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace tokenarium::testing
#else
namespace tokenarium::testing {

LimitedFileSize::LimitedFileSize(std::size_t) {}
LimitedFileSize::~LimitedFileSize() = default;

} // namespace tokenarium::testing
#endif
