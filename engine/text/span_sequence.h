// SPDX-License-Identifier: GPL-3.0-or-later
// Spans in order (tokens or pieces of a text), stored in chunks so that an edit moves only a few numbers.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokenarium {

/// One span of a sequence: bytes [begin, begin + extent) of the text, with the id of the token where it is
/// one.
struct SequenceItem {
    std::size_t begin = 0;
    std::uint32_t extent = 0; ///< fits 32 bits: the window holds texts of up to 256 MB
    TokenId id = 0;
    std::size_t end() const { return begin + extent; }
    bool operator==(const SequenceItem&) const = default;
};

/// Items by ascending begin; they may leave gaps, overlap, and reach past the end of the text. About 7 bytes
/// an item (3 without ids): a chunk holds up to about a thousand items, places counted from the chunk's start
/// in 16 bits, extents in 8 bits with the rare long ones in a list. Chunks lie in groups, both know the sums
/// of what they hold, so that finding an item by byte or number costs about the square root of the number of
/// chunks. Every item must begin before the end of the text. One thread at a time.
class SpanSequence {
public:
    explicit SpanSequence(bool withIds = true) : hasIds(withIds) {}

    /// A place in the sequence, valid until the next change.
    struct Cursor {
        std::size_t group = 0, chunk = 0, item = 0; ///< group == number of groups: past the last item
        std::size_t chunkStart = 0;                 ///< byte where the chunk starts
        std::size_t index = 0;                      ///< number of the item in the sequence
    };

    std::size_t count() const { return itemCount; }
    std::size_t bytes() const { return byteCount; } ///< size of the text
    std::size_t memory() const;                     ///< bytes allocated

    bool atEnd(const Cursor& cursor) const { return cursor.group == groups.size(); }
    SequenceItem at(const Cursor& cursor) const;
    void next(Cursor& cursor) const;
    /// Steps back; the cursor must not stand on the first item.
    void previous(Cursor& cursor) const;
    Cursor begin() const;
    /// Item number `index`, or the end.
    Cursor seek(std::size_t index) const;
    /// The first item that begins at or after byte `at`.
    Cursor firstBeginningAt(std::size_t at) const;
    /// The first item whose end lies beyond byte `at`.
    Cursor firstEndingAfter(std::size_t at) const;
    /// The last item that begins at or before byte `at`, if there is one.
    std::optional<Cursor> lastBeginningUpTo(std::size_t at) const;

    /// The text has grown by `size` bytes at its end; `items` begin in there.
    void append(std::size_t size, std::span<const SequenceItem> items);
    /// The items that begin in bytes `region` are replaced by `items`, which begin in a region of `newSize`
    /// bytes at the same place; everything behind moves along. Begins are bytes of the new text.
    void replace(Span region, std::size_t newSize, std::span<const SequenceItem> items);
    /// Appends the ids in order.
    void ids(std::vector<TokenId>& out) const;
    /// Frees what growing left unused.
    void shrink();

private:
    struct LongExtent {
        std::uint32_t item = 0;
        std::uint32_t extent = 0;
    };
    struct Chunk {
        std::size_t size = 0;  // bytes from its start to the next chunk's
        std::size_t reach = 0; // furthest end of an item, from the chunk's start
        std::vector<TokenId> ids;
        std::vector<std::uint16_t> begins; // from the chunk's start
        std::vector<std::uint8_t> extents; // 255: see longExtents
        std::vector<LongExtent> longExtents;
    };
    struct Group {
        std::vector<Chunk> chunks;
        std::size_t size = 0, count = 0, reach = 0;
    };
    struct ChunkPlace {
        std::size_t group = 0, chunk = 0, start = 0;
    };

    static std::uint32_t extentOf(const Chunk& chunk, std::size_t item);
    static void addUp(Group& group);
    void toValidItem(Cursor& cursor) const;
    ChunkPlace chunkAt(std::size_t byte) const;
    std::size_t itemsBefore(std::size_t group, std::size_t chunk) const;
    void makeChunks(Span region, const SequenceItem* items, std::size_t number,
                    std::vector<Chunk>& out) const;
    void fillChunk(std::size_t start, const SequenceItem* items, std::size_t number, Chunk& chunk) const;
    void copyItems(const Chunk& chunk, std::size_t start, Span begins, std::size_t shift,
                   std::vector<SequenceItem>& out) const;
    void replaceChunks(ChunkPlace first, ChunkPlace last, std::vector<Chunk>& chunks);
    void regroup(std::size_t firstGroup, std::size_t lastGroup, std::vector<Chunk> chunks);

    bool hasIds;
    std::vector<Group> groups;
    std::size_t itemCount = 0, byteCount = 0;
    std::vector<SequenceItem> scratch; // kept to spare an allocation for every key
};

} // namespace tokenarium
