// SPDX-License-Identifier: GPL-3.0-or-later
// Special tokens are few and begin with few different bytes ("<", "["), so the search is for those bytes.
#include "engine/text/special_finder.h"

#include <algorithm>

namespace tokenarium {

SpecialFinder::SpecialFinder(std::vector<SpecialToken> specials) : sorted(std::move(specials)) {
    std::erase_if(sorted, [](const SpecialToken& special) { return special.text.empty(); });
    std::stable_sort(sorted.begin(), sorted.end(), [](const SpecialToken& a, const SpecialToken& b) {
        return a.text.size() > b.text.size();
    });
    for (const SpecialToken& special : sorted)
        if (firstBytes.find(special.text.front()) == std::string::npos) firstBytes += special.text.front();
}

SpecialFinder::Found SpecialFinder::find(std::string_view text, std::size_t begin) const {
    if (sorted.empty()) return {};
    for (std::size_t at = text.find_first_of(firstBytes, begin); at != std::string_view::npos;
         at = text.find_first_of(firstBytes, at + 1))
        for (const SpecialToken& special : sorted)
            if (text.compare(at, special.text.size(), special.text) == 0) return {&special, at};
    return {};
}

} // namespace tokenarium
