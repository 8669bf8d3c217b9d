// SPDX-License-Identifier: GPL-3.0-or-later
// Makes writing fail as on a full disk: no file may grow beyond a size while the object lives.
#pragma once

#include <cstddef>

namespace tokenarium::testing {

class LimitedFileSize {
public:
    explicit LimitedFileSize(std::size_t bytes);
    ~LimitedFileSize();
    LimitedFileSize(const LimitedFileSize&) = delete;
    LimitedFileSize& operator=(const LimitedFileSize&) = delete;
    bool holds() const { return works; } ///< false where the system cannot do it

private:
    bool works = false;
    std::size_t before = 0;
};

} // namespace tokenarium::testing
