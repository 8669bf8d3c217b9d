// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-pair merging as it is defined, for pieces in which it does not happen in the order of the ranks.
//
// Backtracking (byte_pair.cpp) relies on merges that happen in the order of their ranks. A token whose last
// merge joins a part with a higher id than its own breaks that: Llama 3, whose vocabulary was put together
// from two, has 81 such tokens (" thời" is " th" and "ời", which was numbered later). Where the bytes of none
// of them occur in a piece, all merges in it are in order, for what happens inside a token is the same in
// every text.
#pragma once

#include "engine/text/packed_vocabulary.h"
#include "engine/text/text_tokenizer.h"

#include <array>
#include <bitset>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Finds such tokens in text. Immutable after construction; views the vocabulary.
class OutOfOrderTokens {
public:
    explicit OutOfOrderTokens(const PackedVocabulary& vocabulary);
    bool empty() const { return entries.empty(); }
    /// Does the text of any of them occur in `piece`?
    bool occurIn(std::string_view piece) const;

private:
    static constexpr unsigned filterBits = 13;
    std::size_t hashAt(const char* bytes) const;

    std::vector<std::string_view> entries; // sorted
    std::size_t keySize = 0;               // bytes that are hashed: the length of the shortest one, at most 4
    std::bitset<1u << filterBits> filter;
    std::array<bool, 256> begins{}; // first bytes
};

/// What mergePlainly (byte_pair.h) does, in n log n. Appends tokens, spans from the piece's start, and, if
/// asked, the merges in order of happening.
void mergeByRank(const PackedVocabulary& vocabulary, std::string_view piece, std::vector<Token>& out,
                 std::vector<Merge>* log = nullptr);

} // namespace tokenarium
