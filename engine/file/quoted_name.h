// SPDX-License-Identifier: GPL-3.0-or-later
// A name out of a file that nobody vouches for, made fit for a message.
#pragma once

#include <string>
#include <string_view>

namespace tokenarium {

/// In quotation marks, cut after 100 bytes, nothing unprintable.
inline std::string inQuotes(std::string_view name) {
    constexpr std::size_t longest = 100;
    std::string out = "\"";
    for (const char c : name.substr(0, longest)) out += c >= ' ' && c <= '~' ? c : '?';
    return out + (name.size() > longest ? "…\"" : "\"");
}

} // namespace tokenarium
