// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a packed vocabulary, shared by its writer and its reader: header, sections, hash functions.
#pragma once

#include "engine/text/packed_vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace tokenarium::packed {

inline constexpr std::array<char, 8> magic{'T', 'K', 'N', 'V', 'O', 'C', 'A', 'B'};
inline constexpr std::uint32_t formatVersion = 2;
/// Images are in the byte order of the machine that made them; another one reads another number here.
inline constexpr std::uint32_t byteOrderMark = 0x01020304;
inline constexpr std::size_t alignment = 64; ///< of every section: a cache line
inline constexpr std::uint32_t mostEntries = 1u << 21;

enum Section : std::size_t {
    Name,
    Source,
    Licence,
    UnicodeVersion,
    Offsets,        ///< u32, one more than there are entries
    Entries,        ///< bytes of all entries, one behind the other
    Kinds,          ///< u8, TokenKind of each id
    Specials,       ///< u32, ids of the special tokens, ascending
    TemplatePrefix, ///< u32, ids
    Slots,          ///< VocabularySlot
    Trie,           ///< TrieNode; this and what follows is empty for word pieces
    Records,        ///< BytePairRecord
    Merges,         ///< MergeSlot
    MergeFilter,    ///< u64; see mergeFilterBits
    Bytes,          ///< u32, 256 ids
    WideStarts,     ///< u32, 65,536 nodes of the trie: see BytePairTables
    OutOfOrder,     ///< u32, ids, ascending
    sectionCount
};
inline constexpr std::array<const char*, sectionCount> sectionNames{
    "name",   "source",           "licence",     "Unicode version", "offsets",     "entries",
    "kinds",  "special tokens",   "template",    "index",           "trie",        "token records",
    "merges", "filter of merges", "byte tokens", "wide characters", "out of order"};

struct Extent {
    std::uint64_t offset = 0, bytes = 0;
};

struct Header {
    std::array<char, 8> magic = packed::magic;
    std::uint32_t version = formatVersion;
    std::uint32_t byteOrder = byteOrderMark;
    std::uint64_t fileBytes = 0;
    std::uint64_t checksum = 0; ///< of everything behind this field
    std::uint32_t kind = 0, splitRule = 0;
    std::uint32_t entryCount = 0, longestEntry = 0;
    std::uint32_t normalization = 0, reserved = 0;
    std::array<Extent, sectionCount> sections{};
};
inline constexpr std::size_t checksumBegin = offsetof(Header, kind);

template<typename Number>
Number load(const void* from) {
    Number number;
    std::memcpy(&number, from, sizeof number);
    return number;
}

/// Four independent lanes, so that it runs at the speed of memory. Finds accidents, not malice.
inline std::uint64_t checksumOf(std::span<const std::byte> bytes) {
    constexpr std::uint64_t prime = 0x9e3779b97f4a7c15u;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32)
        for (std::size_t lane = 0; lane < 4; ++lane)
            lanes[lane] = (std::rotl(lanes[lane], 29) ^ load<std::uint64_t>(&bytes[at + 8 * lane])) * prime;
    std::uint64_t sum = bytes.size();
    for (; at < bytes.size(); ++at)
        sum = (std::rotl(sum, 29) ^ std::to_integer<std::uint64_t>(bytes[at])) * prime;
    for (const std::uint64_t lane : lanes) sum = (std::rotl(sum, 29) ^ lane) * prime;
    return sum;
}

/// The key of an entry in the index: see VocabularySlot.
struct EntryKey {
    std::uint64_t low = 0;
    std::uint32_t high = 0;
    bool operator==(const EntryKey&) const = default;
};
inline constexpr std::size_t longestKeptInKey = 11;

inline EntryKey keyOfLong(const char* bytes, std::size_t length) {
    std::uint64_t hash = length;
    for (std::size_t at = 0; at + 8 < length; at += 8)
        hash = (std::rotl(hash, 23) ^ load<std::uint64_t>(bytes + at)) * 0x9fb21c651e98df25u;
    hash = (std::rotl(hash, 23) ^ load<std::uint64_t>(bytes + length - 8)) * 0x9fb21c651e98df25u;
    return {hash ^ hash >> 32, 255u << 24 | static_cast<std::uint32_t>(length & 0xffffff)};
}

/// Reads nothing outside [bytes, bytes + length).
inline EntryKey keyOf(const char* bytes, std::size_t length) {
    if (length > longestKeptInKey) return keyOfLong(bytes, length);
    std::array<char, 12> buffer{};
    std::memcpy(buffer.data(), bytes, length);
    std::uint32_t high = static_cast<std::uint32_t>(length) << 24;
    for (std::size_t i = 0; i < 3; ++i)
        high |= static_cast<std::uint32_t>(static_cast<unsigned char>(buffer[8 + i])) << 8 * i;
    return {load<std::uint64_t>(buffer.data()), high};
}

/// The same where 12 bytes may be read from `bytes` on.
inline EntryKey keyWithRoom(const char* bytes, std::size_t length) {
    if (length > longestKeptInKey) return keyOfLong(bytes, length);
    if constexpr (std::endian::native != std::endian::little) return keyOf(bytes, length);
    const std::uint64_t low = load<std::uint64_t>(bytes);
    const std::uint32_t high = load<std::uint32_t>(bytes + 8);
    const auto size = static_cast<std::uint32_t>(length);
    if (length >= 8) return {low, (high & ((1u << 8 * (size - 8)) - 1)) | size << 24};
    return {low & ((std::uint64_t(1) << 8 * size) - 1), size << 24};
}

/// Where the search for a key starts in a table of 2^bits slots.
inline std::size_t slotOf(const EntryKey& key, unsigned bits) {
    std::uint64_t hash = key.low * 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash >> 32 ^ key.high) * 0xd6e8feb86659fd93u;
    return hash >> (64 - bits);
}

inline std::uint64_t mergeKey(TokenId left, TokenId right) { return std::uint64_t(left) << 21 | right; }

/// A merge has two bits in one word of the filter, so that most pairs that do not merge are known without a
/// look into the table, which is sixteen times as large. The word is chosen by the high bits of the hash.
inline constexpr unsigned slotsPerFilterWord = 16;
inline std::uint64_t mergeHash(std::uint64_t key) { return (key ^ key >> 21) * 0x9e3779b97f4a7c15u; }
inline std::uint64_t mergeFilterBits(std::uint64_t hash) {
    return std::uint64_t(1) << (hash >> 16 & 63) | std::uint64_t(1) << (hash >> 24 & 63);
}

/// Slots for `count` entries, at most half full, as a power of two.
inline unsigned tableBits(std::size_t count) {
    return static_cast<unsigned>(std::bit_width(std::max<std::size_t>(count, 1) * 2 - 1));
}

/// Asks for the cache line of `address` before it is needed.
inline void prefetch(const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
}

} // namespace tokenarium::packed
