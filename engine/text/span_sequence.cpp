// SPDX-License-Identifier: GPL-3.0-or-later
// Chunks of spans in groups. A change takes the touched chunks apart, puts the new items in and cuts the
// result into new chunks; whatever lies behind keeps its numbers, because every chunk counts from its own
// start.
#include "engine/text/span_sequence.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace tokenarium {

namespace {

constexpr std::size_t fullChunk = 1024; // items
constexpr std::size_t smallChunk =
    256;                               // items; a smaller one is joined with its neighbour when it is touched
constexpr std::size_t fullGroup = 256; // chunks
constexpr std::size_t largeGroup = 384; // chunks; a larger one is divided
constexpr std::size_t chunkReach = 0xFFFF;
constexpr std::uint8_t longExtent = 0xFF;

/// How many of `items` the next chunk takes: an even share, all within 16 bits of `start`, and never a cut
/// between items with the same begin, so that a byte belongs to exactly one chunk.
std::size_t itemsForChunk(std::size_t start, const SequenceItem* items, std::size_t number) {
    const std::size_t chunks = (number + fullChunk - 1) / fullChunk;
    std::size_t taken = (number + chunks - 1) / chunks;
    const auto tooFar = std::partition_point(
        items, items + taken, [&](const SequenceItem& item) { return item.begin - start <= chunkReach; });
    taken = std::size_t(tooFar - items);
    while (taken < number && items[taken].begin == items[taken - 1].begin) ++taken;
    return taken;
}

} // namespace

std::uint32_t SpanSequence::extentOf(const Chunk& chunk, std::size_t item) {
    if (chunk.extents[item] != longExtent) return chunk.extents[item];
    const auto found =
        std::lower_bound(chunk.longExtents.begin(), chunk.longExtents.end(), item,
                         [](const LongExtent& entry, std::size_t at) { return entry.item < at; });
    return found->extent;
}

void SpanSequence::addUp(Group& group) {
    group.size = group.count = group.reach = 0;
    for (const Chunk& chunk : group.chunks) {
        if (!chunk.begins.empty()) group.reach = std::max(group.reach, group.size + chunk.reach);
        group.size += chunk.size;
        group.count += chunk.begins.size();
    }
}

std::size_t SpanSequence::memory() const {
    std::size_t sum = groups.capacity() * sizeof(Group) + scratch.capacity() * sizeof(SequenceItem);
    for (const Group& group : groups) {
        sum += group.chunks.capacity() * sizeof(Chunk);
        for (const Chunk& chunk : group.chunks)
            sum += chunk.ids.capacity() * sizeof(TokenId) + chunk.begins.capacity() * 2 +
                   chunk.extents.capacity() + chunk.longExtents.capacity() * sizeof(LongExtent);
    }
    return sum;
}

// Finding

SequenceItem SpanSequence::at(const Cursor& cursor) const {
    const Chunk& chunk = groups[cursor.group].chunks[cursor.chunk];
    return {cursor.chunkStart + chunk.begins[cursor.item], extentOf(chunk, cursor.item),
            hasIds ? chunk.ids[cursor.item] : 0};
}

void SpanSequence::toValidItem(Cursor& cursor) const {
    while (cursor.group < groups.size()) {
        const Group& group = groups[cursor.group];
        if (cursor.item < group.chunks[cursor.chunk].begins.size()) return;
        cursor.chunkStart += group.chunks[cursor.chunk].size;
        cursor.item = 0;
        if (++cursor.chunk < group.chunks.size()) continue;
        cursor.chunk = 0;
        ++cursor.group;
    }
}

void SpanSequence::next(Cursor& cursor) const {
    ++cursor.item;
    ++cursor.index;
    toValidItem(cursor);
}

void SpanSequence::previous(Cursor& cursor) const {
    --cursor.index;
    while (cursor.item == 0) {
        if (cursor.chunk == 0) cursor.chunk = groups[--cursor.group].chunks.size();
        const Chunk& chunk = groups[cursor.group].chunks[--cursor.chunk];
        cursor.chunkStart -= chunk.size;
        cursor.item = chunk.begins.size();
    }
    --cursor.item;
}

SpanSequence::Cursor SpanSequence::begin() const {
    Cursor cursor;
    toValidItem(cursor);
    return cursor;
}

SpanSequence::Cursor SpanSequence::seek(std::size_t index) const {
    Cursor cursor;
    cursor.index = index;
    std::size_t left = index;
    for (; cursor.group < groups.size() && left >= groups[cursor.group].count; ++cursor.group) {
        left -= groups[cursor.group].count;
        cursor.chunkStart += groups[cursor.group].size;
    }
    if (cursor.group == groups.size()) return cursor;
    const std::vector<Chunk>& chunks = groups[cursor.group].chunks;
    for (; left >= chunks[cursor.chunk].begins.size(); ++cursor.chunk) {
        left -= chunks[cursor.chunk].begins.size();
        cursor.chunkStart += chunks[cursor.chunk].size;
    }
    cursor.item = left;
    return cursor;
}

/// The chunk that holds `byte`; the last one where there is no such byte. There must be a chunk.
SpanSequence::ChunkPlace SpanSequence::chunkAt(std::size_t byte) const {
    ChunkPlace place;
    for (; place.group + 1 < groups.size() && byte >= place.start + groups[place.group].size; ++place.group)
        place.start += groups[place.group].size;
    const std::vector<Chunk>& chunks = groups[place.group].chunks;
    for (; place.chunk + 1 < chunks.size() && byte >= place.start + chunks[place.chunk].size; ++place.chunk)
        place.start += chunks[place.chunk].size;
    return place;
}

std::size_t SpanSequence::itemsBefore(std::size_t group, std::size_t chunk) const {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < group; ++i) sum += groups[i].count;
    for (std::size_t i = 0; i < chunk; ++i) sum += groups[group].chunks[i].begins.size();
    return sum;
}

SpanSequence::Cursor SpanSequence::firstBeginningAt(std::size_t at) const {
    if (groups.empty()) return {};
    const ChunkPlace place = chunkAt(at);
    const std::vector<std::uint16_t>& begins = groups[place.group].chunks[place.chunk].begins;
    const auto found = std::lower_bound(begins.begin(), begins.end(), at - place.start);
    Cursor cursor{place.group, place.chunk, std::size_t(found - begins.begin()), place.start, 0};
    cursor.index = itemsBefore(place.group, place.chunk) + cursor.item;
    toValidItem(cursor);
    return cursor;
}

SpanSequence::Cursor SpanSequence::firstEndingAfter(std::size_t at) const {
    Cursor cursor;
    const auto skips = [&](const auto& part, std::size_t count) {
        return count == 0 || cursor.chunkStart + part.reach <= at;
    };
    for (; cursor.group < groups.size(); ++cursor.group) {
        const Group& group = groups[cursor.group];
        if (!skips(group, group.count)) break;
        cursor.chunkStart += group.size;
        cursor.index += group.count;
    }
    if (cursor.group == groups.size()) return cursor;
    const std::vector<Chunk>& chunks = groups[cursor.group].chunks;
    for (; skips(chunks[cursor.chunk], chunks[cursor.chunk].begins.size()); ++cursor.chunk) {
        cursor.chunkStart += chunks[cursor.chunk].size;
        cursor.index += chunks[cursor.chunk].begins.size();
    }
    const Chunk& chunk = chunks[cursor.chunk];
    while (cursor.chunkStart + chunk.begins[cursor.item] + extentOf(chunk, cursor.item) <= at) ++cursor.item;
    cursor.index += cursor.item;
    return cursor;
}

std::optional<SpanSequence::Cursor> SpanSequence::lastBeginningUpTo(std::size_t at) const {
    Cursor cursor = firstBeginningAt(at + 1);
    if (cursor.index == 0) return std::nullopt;
    previous(cursor);
    return cursor;
}

void SpanSequence::ids(std::vector<TokenId>& out) const {
    out.reserve(out.size() + itemCount);
    for (const Group& group : groups)
        for (const Chunk& chunk : group.chunks) out.insert(out.end(), chunk.ids.begin(), chunk.ids.end());
}

// Changing

void SpanSequence::fillChunk(std::size_t start, const SequenceItem* items, std::size_t number,
                             Chunk& chunk) const {
    if (hasIds) chunk.ids.resize(number);
    chunk.begins.resize(number);
    chunk.extents.resize(number);
    for (std::size_t i = 0; i < number; ++i) {
        const SequenceItem& item = items[i];
        if (hasIds) chunk.ids[i] = item.id;
        chunk.begins[i] = std::uint16_t(item.begin - start);
        chunk.extents[i] = std::uint8_t(std::min<std::uint32_t>(item.extent, longExtent));
        if (item.extent >= longExtent) chunk.longExtents.push_back({std::uint32_t(i), item.extent});
        chunk.reach = std::max(chunk.reach, item.end() - start);
    }
}

/// Cuts `region`, in which `items` begin, into chunks.
void SpanSequence::makeChunks(Span region, const SequenceItem* items, std::size_t number,
                              std::vector<Chunk>& out) const {
    std::size_t start = region.begin;
    while (start < region.end) {
        // A long gap before the first item becomes a chunk without items.
        const bool far = number > 0 && items->begin - start > chunkReach;
        const std::size_t taken = number == 0 || far ? 0 : itemsForChunk(start, items, number);
        const std::size_t end = taken == number ? region.end : items[taken].begin;
        Chunk& chunk = out.emplace_back();
        chunk.size = end - start;
        fillChunk(start, items, taken, chunk);
        items += taken;
        number -= taken;
        start = end;
    }
    assert(number == 0);
}

void SpanSequence::append(std::size_t size, std::span<const SequenceItem> items) {
    std::vector<Chunk> chunks;
    makeChunks({byteCount, byteCount + size}, items.data(), items.size(), chunks);
    for (Chunk& chunk : chunks) {
        if (groups.empty() || groups.back().chunks.size() >= fullGroup) groups.emplace_back();
        Group& group = groups.back();
        if (!chunk.begins.empty()) group.reach = std::max(group.reach, group.size + chunk.reach);
        group.size += chunk.size;
        group.count += chunk.begins.size();
        group.chunks.push_back(std::move(chunk));
    }
    byteCount += size;
    itemCount += items.size();
}

/// Appends the items that begin in `begins`, moved by `shift` (modulo 2^64, so that it may point backwards).
void SpanSequence::copyItems(const Chunk& chunk, std::size_t start, Span begins, std::size_t shift,
                             std::vector<SequenceItem>& out) const {
    const auto itemAt = [&](std::size_t byte) {
        if (byte <= start) return chunk.begins.begin();
        return std::lower_bound(chunk.begins.begin(), chunk.begins.end(), byte - start);
    };
    const auto end = itemAt(begins.end);
    for (auto it = itemAt(begins.begin); it < end; ++it) {
        const std::size_t item = std::size_t(it - chunk.begins.begin());
        out.push_back({start + *it + shift, extentOf(chunk, item), hasIds ? chunk.ids[item] : 0});
    }
}

void SpanSequence::replace(Span region, std::size_t newSize, std::span<const SequenceItem> items) {
    if (groups.empty()) return append(newSize, items);
    const std::size_t shift = newSize - region.size();
    const ChunkPlace first = chunkAt(region.begin);
    ChunkPlace last = chunkAt(std::max(region.begin, region.end - (region.empty() ? 0 : 1)));
    scratch.clear();
    copyItems(groups[first.group].chunks[first.chunk], first.start, {first.start, region.begin}, 0, scratch);
    scratch.insert(scratch.end(), items.begin(), items.end());
    const std::vector<Chunk>& chunks = groups[last.group].chunks;
    std::size_t end = last.start + chunks[last.chunk].size;
    copyItems(chunks[last.chunk], last.start, {region.end, end}, shift, scratch);
    if (scratch.size() < smallChunk && last.chunk + 1 < chunks.size() &&
        chunks[last.chunk + 1].begins.size() + scratch.size() <= fullChunk) {
        last = {last.group, last.chunk + 1, end};
        end += chunks[last.chunk].size;
        copyItems(chunks[last.chunk], last.start, {last.start, end}, shift, scratch);
    }
    std::vector<Chunk> made;
    makeChunks({first.start, end + shift}, scratch.data(), scratch.size(), made);
    replaceChunks(first, last, made);
    byteCount += shift;
}

void SpanSequence::replaceChunks(ChunkPlace first, ChunkPlace last, std::vector<Chunk>& chunks) {
    Group& group = groups[first.group];
    const std::size_t removed = last.chunk + 1 - first.chunk;
    if (first.group != last.group || group.chunks.size() + chunks.size() - removed > largeGroup ||
        (chunks.empty() && removed == group.chunks.size()))
        return regroup(first.group, last.group, [&] {
            std::vector<Chunk> all;
            std::move(group.chunks.begin(), group.chunks.begin() + std::ptrdiff_t(first.chunk),
                      std::back_inserter(all));
            std::move(chunks.begin(), chunks.end(), std::back_inserter(all));
            std::vector<Chunk>& tail = groups[last.group].chunks;
            std::move(tail.begin() + std::ptrdiff_t(last.chunk) + 1, tail.end(), std::back_inserter(all));
            return all;
        }());
    itemCount -= group.count;
    const std::size_t common = std::min(removed, chunks.size());
    const auto from = group.chunks.begin() + std::ptrdiff_t(first.chunk);
    std::move(chunks.begin(), chunks.begin() + std::ptrdiff_t(common), from);
    if (removed > common)
        group.chunks.erase(from + std::ptrdiff_t(common), from + std::ptrdiff_t(removed));
    else
        group.chunks.insert(from + std::ptrdiff_t(common),
                            std::make_move_iterator(chunks.begin() + std::ptrdiff_t(common)),
                            std::make_move_iterator(chunks.end()));
    addUp(group);
    itemCount += group.count;
}

/// Puts `chunks` in place of all chunks of the groups [firstGroup, lastGroup].
void SpanSequence::regroup(std::size_t firstGroup, std::size_t lastGroup, std::vector<Chunk> chunks) {
    for (std::size_t i = firstGroup; i <= lastGroup; ++i) itemCount -= groups[i].count;
    const std::size_t number = (chunks.size() + fullGroup - 1) / fullGroup;
    std::vector<Group> made(number);
    for (std::size_t i = 0; i < number; ++i) {
        const auto begin = chunks.begin() + std::ptrdiff_t(i * chunks.size() / number);
        const auto end = chunks.begin() + std::ptrdiff_t((i + 1) * chunks.size() / number);
        made[i].chunks.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
        addUp(made[i]);
        itemCount += made[i].count;
    }
    const auto from = groups.begin() + std::ptrdiff_t(firstGroup);
    const auto behind = groups.erase(from, groups.begin() + std::ptrdiff_t(lastGroup) + 1);
    groups.insert(behind, std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
}

void SpanSequence::shrink() {
    for (Group& group : groups) group.chunks.shrink_to_fit();
    groups.shrink_to_fit();
    scratch = {};
}

} // namespace tokenarium
