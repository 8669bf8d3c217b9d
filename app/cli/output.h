// SPDX-License-Identifier: GPL-3.0-or-later
// Standard output in blocks of 64 KB, with every write checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tokenarium::cli {

/// Does not flush when destroyed: call flush() at the end. Functions throw CommandError (BadInput) when the
/// disk is full or the like, and ReaderGone when the reader has closed the pipe.
class Output {
public:
    void write(std::string_view text);
    void write(char character);
    void writeNumber(std::uint64_t number);
    void flush();

private:
    std::string buffer;
};

} // namespace tokenarium::cli
