// SPDX-License-Identifier: GPL-3.0-or-later
// Special tokens begin with few different bytes ("<", "["), so the search is for those bytes; there may be a
// thousand of them (Mistral), so what stands there is looked up in their alphabetical order.
#include "engine/text/special_finder.h"

#include <algorithm>

namespace tokenarium {

SpecialFinder::SpecialFinder(std::vector<SpecialToken> specials) : sorted(std::move(specials)) {
    std::erase_if(sorted, [](const SpecialToken& special) { return special.text.empty(); });
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const SpecialToken& a, const SpecialToken& b) { return a.text < b.text; });
    for (const SpecialToken& special : sorted) {
        mostBytes = std::max(mostBytes, special.text.size());
        if (firstBytes.find(special.text.front()) == std::string::npos) firstBytes += special.text.front();
    }
}

SpecialFinder::Found SpecialFinder::find(std::string_view text, std::size_t begin) const {
    if (sorted.empty()) return {};
    for (std::size_t at = text.find_first_of(firstBytes, begin); at != std::string_view::npos;
         at = text.find_first_of(firstBytes, at + 1))
        if (const SpecialToken* special = longestPrefix(text.substr(at, mostBytes))) return {special, at};
    return {};
}

const SpecialToken* SpecialFinder::longestPrefix(std::string_view text) const {
    const auto isBehind = [](std::string_view a, const SpecialToken& b) { return a < b.text; };
    while (!text.empty()) {
        const auto next = std::upper_bound(sorted.begin(), sorted.end(), text, isBehind);
        if (next == sorted.begin()) return nullptr;
        const std::string& last = (next - 1)->text;
        if (text.starts_with(last)) return &*(next - 1);
        // A shorter one that the text begins with stands before `last` in the order, so that one begins with
        // it too.
        const auto differs = std::mismatch(text.begin(), text.end(), last.begin(), last.end());
        text = text.substr(0, static_cast<std::size_t>(differs.first - text.begin()));
    }
    return nullptr;
}

} // namespace tokenarium
