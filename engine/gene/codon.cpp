// SPDX-License-Identifier: GPL-3.0-or-later
// The genetic code as a table of 64 letters, and the search for open reading frames.
#include "engine/gene/codon.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tokenarium {

namespace {
constexpr std::string_view order = "TCAG"; // the order in which the table is printed everywhere
constexpr std::string_view code = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
} // namespace

char aminoAcidOf(std::string_view codon) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t digit = i < codon.size() ? order.find(codon[i]) : order.npos;
        if (digit == order.npos) return 'X';
        place = place * 4 + digit;
    }
    return code[place];
}

std::vector<OpenReadingFrame> openReadingFrames(std::string_view bases, std::size_t shortestCodons) {
    std::vector<OpenReadingFrame> found;
    std::array<std::optional<std::size_t>, 3> started;
    for (std::size_t at = 0; at + 3 <= bases.size(); ++at) {
        const char acid = aminoAcidOf(bases.substr(at, 3));
        auto& start = started[at % 3];
        if (acid == 'M' && !start) start = at;
        if (acid != '*' || !start) continue;
        if ((at - *start) / 3 >= shortestCodons) found.push_back({*start, at + 3, at % 3});
        start.reset();
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return found;
}

} // namespace tokenarium
