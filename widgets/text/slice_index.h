// SPDX-License-Identifier: GPL-3.0-or-later
// Which paragraph, or part of a very long one, holds a byte or a row of the screen: look-ups without laying
// out.
#pragma once

#include "engine/view/text_view.h"

#include <cstdint>
#include <vector>

namespace tokenarium {

/// One slice as the index tells of it.
struct Slice {
    std::size_t number = 0;
    Span bytes;                 ///< with the newline that ends it
    std::uint64_t firstRow = 0; ///< rows of all slices before
    std::uint32_t rows = 1;
    bool exact = false;         ///< rows were counted by a layout, not estimated
    bool endsParagraph = false; ///< ends with a newline
};

/// What an edit did to the index: the `removed` slices from `first` on became `inserted` others.
struct SliceChange {
    std::size_t first = 0, removed = 0, inserted = 0;
    Span newBytes; ///< of the inserted slices
};

/// The slices of a text of any size: four bytes for each, in chunks with sums in a Fenwick tree, so that a
/// look-up costs O(log n) and an edit touches one chunk. There is always a last slice without a newline,
/// maybe empty. Not thread-safe.
class SliceIndex {
public:
    SliceIndex();
    /// Reads the whole text once.
    void rebuild(const TextView& view);
    /// The text of `view` after `removed` of the old text became `insertedBytes` bytes.
    SliceChange replace(const TextView& view, Span removed, std::size_t insertedBytes);

    std::size_t count() const { return total.slices; }
    std::size_t bytes() const { return total.bytes; }
    std::uint64_t rows() const { return total.rows; }

    /// `number` < count().
    Slice at(std::size_t number) const;
    /// The slice that holds the byte; the last one for the end of the text and beyond.
    Slice atByte(std::size_t byte) const;
    /// The slice that holds the row; the last one beyond the end.
    Slice atRow(std::uint64_t row) const;

    /// The first slice of the paragraph that slice `number` belongs to.
    std::size_t paragraphStart(std::size_t number) const;

    /// Counted by a layout.
    void setRows(std::size_t number, std::uint32_t rows);
    /// Another width or font: all rows become estimates again.
    void setBytesPerRow(double bytes);

private:
    struct Packed {
        std::uint16_t length;
        std::uint16_t rows : 14;
        std::uint16_t exact : 1;
        std::uint16_t endsParagraph : 1;
    };
    static_assert(sizeof(Packed) == 4);
    struct Sums {
        std::size_t slices = 0, bytes = 0;
        std::uint64_t rows = 0;
        void add(const Sums& other);
        void subtract(const Sums& other);
    };
    struct Place {
        std::size_t chunk;
        Sums before; ///< sums of all chunks before
    };
    template<class Key>
    Place chunkOf(std::uint64_t target, Key key) const;
    template<class Key>
    Slice find(std::uint64_t target, Key key) const;
    Slice describe(const Packed& slice, const Sums& before) const;
    Packed packed(std::size_t length, bool endsParagraph) const;
    void cut(const TextView& view, Span bytes, bool toTheEnd, std::vector<Packed>& out) const;
    void splice(std::size_t first, std::size_t removed, const std::vector<Packed>& slices);
    Sums sumsOf(const std::vector<Packed>& slices) const;
    void addToTree(std::size_t chunk, const Sums& before, const Sums& after);
    void rebuildTree();

    std::vector<std::vector<Packed>> chunks;
    std::vector<Sums> tree; ///< Fenwick tree over the chunks, from 1
    Sums total;
    double bytesPerRow = 80;
};

} // namespace tokenarium
