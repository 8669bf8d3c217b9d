// SPDX-License-Identifier: GPL-3.0-or-later
// Learns a byte-level byte-pair vocabulary from text.
#pragma once

#include "engine/text/packed_vocabulary.h"
#include "engine/text/training_text.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tokenarium {

struct BytePairTrainerOptions {
    std::size_t vocabularySize = 5120;     ///< ids in all: 256 bytes, what is learned, special tokens
    std::uint64_t minimumFrequency = 2;    ///< pairs that stand together less often are not learned
    SplitRule splitRule = SplitRule::Gpt2; ///< any but None
    std::vector<std::string>
        specialTokens;              ///< they get the last ids; where written in the text they separate
    std::size_t longestToken = 128; ///< bytes; a pair that would be longer is not learned
    /// Bytes of all different pieces together, at about 50 bytes of memory each. Once they are reached,
    /// further new pieces are left out (those already known go on being counted); TrainedBytePair says how
    /// much.
    std::size_t mostDistinctBytes = std::size_t(32) << 20;
    std::string name = "trained";
    std::string source, licence; ///< of the texts, kept with the vocabulary
};

/// `left` and `right` stood together `count` times when they became `result`.
struct LearnedMerge {
    TokenId left = 0, right = 0, result = 0;
    std::uint64_t count = 0;
    bool operator==(const LearnedMerge&) const = default;
};

struct TrainedBytePair {
    /// For packVocabulary and PackedVocabulary::create: ids 0 to 255 are the bytes, then comes what was
    /// learned, in order of learning, then the special tokens.
    VocabularySource source;
    std::vector<LearnedMerge> merges;
    std::uint64_t leftOutBytes = 0; ///< of the text, see mostDistinctBytes
    bool stopped = false;           ///< by the stop token: there are fewer merges than asked for
};

/// The rule: of all pairs of neighbours inside pieces the one that stands there most often becomes a token;
/// of equally frequent ones that with the smaller left id, then the smaller right id. It is joined
/// everywhere, from left to right, and the count begins anew. Neighbours are counted with overlaps: "aaa" has
/// aa twice.
///
/// One thread at a time.
class BytePairTrainer {
public:
    /// Throws std::runtime_error where the options contradict themselves (a size below 256 + special tokens).
    explicit BytePairTrainer(BytePairTrainerOptions options);

    /// Counts the pieces of `text`. Where it goes on (`last` is false) its end may stay behind: returns how
    /// many bytes are done with; the next call begins with the others and has more.
    std::size_t add(std::string_view text, bool last = true);

    /// Learns from all that was added; may be called again after more was added. `progress` gets the number
    /// of merges learned and wanted, from time to time, on this thread.
    TrainedBytePair train(std::stop_token stop = {},
                          const std::function<void(std::size_t, std::size_t)>& progress = {}) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void count(std::string_view piece);

    BytePairTrainerOptions options;
    SpecialFinder finder;
    Splitter splitter;
    std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> pieces; // and how often
    std::size_t distinctBytes = 0;
    std::uint64_t leftOutBytes = 0;
};

} // namespace tokenarium
