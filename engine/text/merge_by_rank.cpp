// SPDX-License-Identifier: GPL-3.0-or-later
// A heap of the pairs that may merge; parts are kept at the byte they begin with, so that merging moves
// nothing.
#include "engine/text/merge_by_rank.h"

#include <algorithm>
#include <cstring>
#include <queue>
#include <tuple>

namespace tokenarium {

namespace {

/// Two neighbours that together are a token. Out of date once either of them has merged with another part.
struct Pair {
    TokenId result = 0;
    std::size_t begin = 0, middle = 0, end = 0;
    bool operator>(const Pair& other) const {
        return std::tie(result, begin) > std::tie(other.result, other.begin);
    }
};

class RankMerge {
public:
    RankMerge(const PackedVocabulary& tokens, std::string_view text)
        : vocabulary(tokens)
        , piece(text)
        , ids(text.size())
        , ends(text.size())
        , begins(text.size() + 1) {
        for (std::size_t at = 0; at < piece.size(); ++at) {
            ids[at] = vocabulary.bytePair().bytes[static_cast<unsigned char>(piece[at])];
            ends[at] = at + 1;
            begins[at + 1] = at;
        }
        for (std::size_t at = 0; at < piece.size(); ++at) offer(at);
    }

    void run(std::vector<Merge>* log) {
        while (!pairs.empty()) {
            const Pair pair = pairs.top();
            pairs.pop();
            const bool current = ids[pair.begin] != consumed && ends[pair.begin] == pair.middle &&
                                 ends[pair.middle] == pair.end;
            if (!current) continue;
            if (log) log->push_back({pair.begin, ids[pair.begin], ids[pair.middle], pair.result});
            ids[pair.begin] = pair.result;
            ids[pair.middle] = consumed;
            ends[pair.begin] = pair.end;
            begins[pair.end] = pair.begin;
            offer(pair.begin);
            if (pair.begin > 0) offer(begins[pair.begin]);
        }
    }

    void appendTo(std::vector<Token>& out) const {
        for (std::size_t at = 0; at < piece.size(); at = ends[at]) out.push_back({ids[at], {at, ends[at]}});
    }

private:
    static constexpr TokenId consumed = static_cast<TokenId>(-1);

    /// Puts the part at `begin` and the next one on the heap if they are a token.
    void offer(std::size_t begin) {
        const std::size_t middle = ends[begin];
        if (middle == piece.size()) return;
        if (const std::uint32_t found = vocabulary.findPlusOne(piece.data() + begin, ends[middle] - begin))
            pairs.push({found - 1, begin, middle, ends[middle]});
    }

    const PackedVocabulary& vocabulary;
    std::string_view piece;
    std::vector<TokenId> ids;              // by first byte; `consumed` where no part begins any more
    std::vector<std::size_t> ends, begins; // of a part by its first byte; by the byte behind it
    std::priority_queue<Pair, std::vector<Pair>, std::greater<>> pairs; // the lowest rank, then the leftmost
};

} // namespace

OutOfOrderTokens::OutOfOrderTokens(const PackedVocabulary& vocabulary) {
    for (const TokenId id : vocabulary.outOfOrder())
        if (const auto entry = vocabulary.entry(id)) entries.push_back(*entry);
    if (entries.empty()) return;
    std::sort(entries.begin(), entries.end());
    keySize = 4;
    for (const std::string_view entry : entries) keySize = std::min(keySize, entry.size());
    for (const std::string_view entry : entries) {
        begins[static_cast<unsigned char>(entry.front())] = true;
        filter.set(hashAt(entry.data()));
    }
}

std::size_t OutOfOrderTokens::hashAt(const char* bytes) const {
    std::uint32_t key = 0;
    if (keySize == sizeof key)
        std::memcpy(&key, bytes, sizeof key);
    else
        std::memcpy(&key, bytes, keySize);
    return key * 0x9e3779b9u >> (32 - filterBits);
}

bool OutOfOrderTokens::occurIn(std::string_view piece) const {
    for (std::size_t at = 0; at + keySize <= piece.size(); ++at) {
        if (!begins[static_cast<unsigned char>(piece[at])] || !filter[hashAt(piece.data() + at)]) continue;
        // Those that may stand here are neighbours in the list: they share their first bytes.
        const std::string_view rest = piece.substr(at), key = rest.substr(0, keySize);
        for (auto found = std::lower_bound(entries.begin(), entries.end(), key);
             found != entries.end() && found->starts_with(key); ++found)
            if (rest.starts_with(*found)) return true;
    }
    return false;
}

void mergeByRank(const PackedVocabulary& vocabulary, std::string_view piece, std::vector<Token>& out,
                 std::vector<Merge>* log) {
    RankMerge merge(vocabulary, piece);
    merge.run(log);
    merge.appendTo(out);
}

} // namespace tokenarium
