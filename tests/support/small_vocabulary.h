// SPDX-License-Identifier: GPL-3.0-or-later
// Small byte-pair vocabularies that are learned on the spot, so that tests need no download.
#pragma once

#include "engine/text/packed_vocabulary.h"
#include "tests/support/random_text.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace tokenarium::testing {

/// All 256 bytes, in an order of their own, and `merges` tokens learned from `sample` as BPE is learned:
/// again and again the commonest neighbours become a token. One special token <|end|> behind them.
inline VocabularySource learnBytePair(const std::string& sample, std::size_t merges, SplitRule rule) {
    VocabularySource source;
    source.name = "learned";
    source.splitRule = rule;
    source.source = "made by a test";
    source.licence = "none";
    for (unsigned byte = 0; byte < 256; ++byte)
        source.entries.emplace_back(1, static_cast<char>(byte * 7 + 3));
    std::vector<std::string> parts;
    for (const char byte : sample) parts.emplace_back(1, byte);
    while (merges-- > 0) {
        std::map<std::pair<std::string, std::string>, int> counts;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) ++counts[{parts[i], parts[i + 1]}];
        const auto best = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (best == counts.end() || best->second < 2) break;
        const auto [left, right] = best->first;
        std::vector<std::string> joined;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool merge = i + 1 < parts.size() && parts[i] == left && parts[i + 1] == right;
            joined.push_back(merge ? left + right : parts[i]);
            i += merge;
        }
        parts = std::move(joined);
        if (std::find(source.entries.begin(), source.entries.end(), left + right) == source.entries.end())
            source.entries.push_back(left + right);
    }
    source.specialTokens.push_back({"<|end|>", static_cast<TokenId>(source.entries.size() + 3)});
    return source;
}

} // namespace tokenarium::testing
