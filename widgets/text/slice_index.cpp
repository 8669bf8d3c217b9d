// SPDX-License-Identifier: GPL-3.0-or-later
// Which paragraph, or part of a very long one, holds a byte or a row of the screen: look-ups without laying
// out.
#include "widgets/text/slice_index.h"

#include "widgets/text/slice_cut.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>

namespace tokenarium {
namespace {

constexpr std::size_t chunkSize = 256;    // slices of a fresh chunk; split when it has twice as many
constexpr std::size_t readSize = 1 << 20; // bytes asked of the view at a time
constexpr std::size_t crumb = 128;        // a part of a paragraph this short is joined to the next one

} // namespace

void SliceIndex::Sums::add(const Sums& other) {
    slices += other.slices;
    bytes += other.bytes;
    rows += other.rows;
}

void SliceIndex::Sums::subtract(const Sums& other) {
    slices -= other.slices;
    bytes -= other.bytes;
    rows -= other.rows;
}

SliceIndex::SliceIndex() { splice(0, 0, {packed(0, false)}); }

SliceIndex::Packed SliceIndex::packed(std::size_t length, bool endsParagraph) const {
    const double rows = std::clamp(std::ceil(double(length) / bytesPerRow), 1.0, 16383.0);
    return {std::uint16_t(length), std::uint16_t(rows), 0, endsParagraph};
}

/// Appends the slices of `bytes`, which begin and end at paragraph ends or at cuts; `toTheEnd` of the text
/// the last slice has no newline and may be empty.
void SliceIndex::cut(const TextView& view, Span bytes, bool toTheEnd, std::vector<Packed>& out) const {
    std::string buffer;
    std::size_t bufferBegin = bytes.begin, at = bytes.begin;
    while (at < bytes.end) {
        if (bufferBegin + buffer.size() < std::min(bytes.end, at + 2 * longestSlice)) {
            buffer.erase(0, at - bufferBegin);
            bufferBegin = at;
            const std::size_t read = bufferBegin + buffer.size();
            view.copy({read, std::min(bytes.end, read + readSize)}, buffer);
            if (buffer.empty()) break; // the view has less text than it said
        }
        const std::string_view ahead = std::string_view(buffer).substr(at - bufferBegin);
        const void* newline = std::memchr(ahead.data(), '\n', std::min(ahead.size(), longestSlice + 1));
        std::size_t length =
            newline ? std::size_t(static_cast<const char*>(newline) - ahead.data()) + 1 : ahead.size();
        if (!newline && length > longestSlice) {
            const void* end = std::memchr(ahead.data(), '\n', std::min(ahead.size(), 2 * longestSlice));
            length = firstSliceLength(ahead.substr(
                0, end ? std::size_t(static_cast<const char*>(end) - ahead.data()) : ahead.size()));
        }
        out.push_back(packed(length, newline != nullptr));
        at += length;
    }
    if (toTheEnd && (out.empty() || out.back().endsParagraph)) out.push_back(packed(0, false));
}

void SliceIndex::rebuild(const TextView& view) {
    std::vector<Packed> slices;
    cut(view, {0, view.size()}, true, slices);
    chunks.clear();
    for (std::size_t begin = 0; begin < slices.size(); begin += chunkSize) {
        const auto end = std::min(slices.size(), begin + chunkSize);
        chunks.emplace_back(slices.begin() + std::ptrdiff_t(begin), slices.begin() + std::ptrdiff_t(end));
    }
    rebuildTree();
}

SliceChange SliceIndex::replace(const TextView& view, Span removed, std::size_t insertedBytes) {
    Slice first = atByte(removed.begin), last = atByte(removed.end);
    const auto previousGoesOn = [&] { return first.number > 0 && !at(first.number - 1).endsParagraph; };
    const auto isCrumb = [&] {
        return last.bytes.end - first.bytes.begin - removed.size() + insertedBytes < crumb;
    };
    // At the very start of a part of a paragraph the edit may join the grapheme before it.
    if ((removed.begin == first.bytes.begin || isCrumb()) && previousGoesOn()) first = at(first.number - 1);
    if (isCrumb() && !last.endsParagraph && last.number + 1 < count()) last = at(last.number + 1);
    SliceChange change{first.number, last.number - first.number + 1, 0, {first.bytes.begin, 0}};
    change.newBytes.end = last.bytes.end - removed.size() + insertedBytes;
    std::vector<Packed> slices;
    cut(view, change.newBytes, last.number + 1 == count(), slices);
    // A slice that only grew or shrank a little keeps its rows as the best estimate.
    if (change.removed == 1 && slices.size() == 1) slices[0].rows = std::uint16_t(first.rows);
    change.inserted = slices.size();
    splice(change.first, change.removed, slices);
    return change;
}

void SliceIndex::splice(std::size_t first, std::size_t removed, const std::vector<Packed>& slices) {
    if (chunks.empty()) chunks.emplace_back(), rebuildTree();
    Place place = first == total.slices
                      ? Place{chunks.size() - 1, {}}
                      : chunkOf(first, [](const Sums& sums) { return std::uint64_t(sums.slices); });
    std::size_t within = first == total.slices ? chunks.back().size() : first - place.before.slices;
    bool treeStale = false;
    while (true) { // what is removed may reach over several chunks
        auto& chunk = chunks[place.chunk];
        const std::size_t here = std::min(removed, chunk.size() - within);
        const Sums before = sumsOf(chunk);
        chunk.erase(chunk.begin() + std::ptrdiff_t(within), chunk.begin() + std::ptrdiff_t(within + here));
        removed -= here;
        if (removed == 0) {
            chunk.insert(chunk.begin() + std::ptrdiff_t(within), slices.begin(), slices.end());
            if (!treeStale) addToTree(place.chunk, before, sumsOf(chunk));
            break;
        }
        treeStale = true;
        if (within == 0)
            chunks.erase(chunks.begin() + std::ptrdiff_t(place.chunk));
        else
            ++place.chunk, within = 0;
    }
    auto& chunk = chunks[place.chunk];
    if (chunk.size() > 2 * chunkSize) {
        std::vector<std::vector<Packed>> parts;
        for (std::size_t begin = 0; begin < chunk.size(); begin += chunkSize) {
            const auto end = std::min(chunk.size(), begin + chunkSize);
            parts.emplace_back(chunk.begin() + std::ptrdiff_t(begin), chunk.begin() + std::ptrdiff_t(end));
        }
        chunk = std::move(parts.front());
        chunks.insert(chunks.begin() + std::ptrdiff_t(place.chunk) + 1,
                      std::make_move_iterator(parts.begin() + 1), std::make_move_iterator(parts.end()));
        treeStale = true;
    } else if (chunk.empty() && chunks.size() > 1) {
        chunks.erase(chunks.begin() + std::ptrdiff_t(place.chunk));
        treeStale = true;
    }
    if (treeStale) rebuildTree();
}

SliceIndex::Sums SliceIndex::sumsOf(const std::vector<Packed>& slices) const {
    Sums sums{slices.size(), 0, 0};
    for (const Packed& slice : slices) sums.bytes += slice.length, sums.rows += slice.rows;
    return sums;
}

void SliceIndex::rebuildTree() {
    tree.assign(chunks.size() + 1, {});
    total = {};
    for (std::size_t i = 1; i < tree.size(); ++i) {
        const Sums sums = sumsOf(chunks[i - 1]);
        total.add(sums);
        tree[i].add(sums);
        const std::size_t parent = i + (i & (~i + 1));
        if (parent < tree.size()) tree[parent].add(tree[i]);
    }
}

void SliceIndex::addToTree(std::size_t chunk, const Sums& before, const Sums& after) {
    total.add(after);
    total.subtract(before);
    for (std::size_t i = chunk + 1; i < tree.size(); i += i & (~i + 1)) {
        tree[i].add(after);
        tree[i].subtract(before);
    }
}

/// The chunk that holds the `target`-th slice, byte or row; the last chunk beyond the end.
template<class Key>
SliceIndex::Place SliceIndex::chunkOf(std::uint64_t target, Key key) const {
    Place place{0, {}};
    for (std::size_t step = std::bit_floor(tree.size()); step > 0; step /= 2) {
        const std::size_t next = place.chunk + step;
        if (next >= tree.size() || next >= chunks.size()) continue; // the last chunk is never passed
        Sums reached = place.before;
        reached.add(tree[next]);
        if (key(reached) > target) continue;
        place = {next, reached};
    }
    return place;
}

template<class Key>
Slice SliceIndex::find(std::uint64_t target, Key key) const {
    Place place = chunkOf(target, key);
    const auto& chunk = chunks[place.chunk];
    Sums before = place.before;
    for (std::size_t i = 0; i + 1 < chunk.size(); ++i) {
        Sums after = before;
        after.add({1, chunk[i].length, chunk[i].rows});
        if (key(after) > target) return describe(chunk[i], before);
        before = after;
    }
    return describe(chunk.back(), before);
}

Slice SliceIndex::describe(const Packed& slice, const Sums& before) const {
    return {before.slices,    {before.bytes, before.bytes + slice.length},
            before.rows,      slice.rows,
            slice.exact != 0, slice.endsParagraph != 0};
}

Slice SliceIndex::at(std::size_t number) const {
    return find(number, [](const Sums& sums) { return std::uint64_t(sums.slices); });
}

Slice SliceIndex::atByte(std::size_t byte) const {
    return find(byte, [](const Sums& sums) { return std::uint64_t(sums.bytes); });
}

Slice SliceIndex::atRow(std::uint64_t row) const {
    return find(row, [](const Sums& sums) { return sums.rows; });
}

std::size_t SliceIndex::paragraphStart(std::size_t number) const {
    const Place place = chunkOf(number, [](const Sums& sums) { return std::uint64_t(sums.slices); });
    std::size_t chunk = place.chunk, within = number - place.before.slices;
    for (std::size_t start = number; start > 0; --start) {
        while (within == 0) within = chunks[--chunk].size();
        if (chunks[chunk][--within].endsParagraph) return start;
    }
    return 0;
}

void SliceIndex::setRows(std::size_t number, std::uint32_t rows) {
    const Place place = chunkOf(number, [](const Sums& sums) { return std::uint64_t(sums.slices); });
    Packed& slice = chunks[place.chunk][number - place.before.slices];
    const Sums before{0, 0, slice.rows};
    slice.rows = std::uint16_t(std::min(rows, 16383u));
    slice.exact = 1;
    if (before.rows != slice.rows) addToTree(place.chunk, before, {0, 0, slice.rows});
}

void SliceIndex::setBytesPerRow(double bytes) {
    bytesPerRow = std::max(1.0, bytes);
    for (auto& chunk : chunks)
        for (Packed& slice : chunk) slice = packed(slice.length, slice.endsParagraph != 0);
    rebuildTree();
}

} // namespace tokenarium
