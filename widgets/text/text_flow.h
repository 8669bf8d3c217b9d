// SPDX-License-Identifier: GPL-3.0-or-later
// The text as rows on the screen: which slices are visible and where, with their layouts in a small cache.
#pragma once

#include "widgets/text/slice_index.h"
#include "widgets/text/slice_layout.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tokenarium {

/// What an input method composes at the caret, in place.
struct Composition {
    std::size_t byte = 0;
    QString text;
    int cursor = 0; ///< UTF-16 index in text
    QList<QTextLayout::FormatRange> formats;
};

struct VisibleSlice {
    SliceLayout* layout = nullptr; ///< owned by the flow, valid until it changes
    std::size_t number = 0;
    int y = 0; ///< of its first row, from the top of the viewport
};

/// Scrolling is anchored at a row of a slice, not at a distance from the start, so that nothing jumps when
/// estimated heights become exact. GUI thread only.
class TextFlow {
public:
    void setView(const TextView* view);
    const TextView* view() const { return source; }
    /// Logical pixels: the column of text, and the height of the viewport.
    void setGeometry(const RowStyle& style, int viewportHeight);
    const RowStyle& style() const { return rowStyle; }
    void reset();
    void replaced(Span removed, std::size_t insertedBytes);
    void setComposition(std::optional<Composition> composition);
    const std::optional<Composition>& composition() const { return composing; }

    const SliceIndex& index() const { return slices; }
    std::size_t textSize() const { return slices.bytes(); }
    /// Lays out if need be; the row count of the index becomes exact.
    SliceLayout& layoutOf(const Slice& slice);
    /// The slice in which a caret is drawn: the end of a row may belong to the slice before.
    Slice sliceOf(CaretPlace place) const;
    SliceLayout& layoutAt(std::size_t byte) { return layoutOf(slices.atByte(byte)); }
    SliceLayout& layoutNumber(std::size_t number) { return layoutOf(slices.at(number)); }
    /// Asks the view for the marks if they are stale; says whether they look different now.
    bool freshenMarks(SliceLayout& layout);
    void staleMarks();

    /// Slices that show at least a pixel, from the top.
    const std::vector<VisibleSlice>& visible();
    std::optional<int> yOfSlice(std::size_t number);

    /// Rows before the viewport's top in pixels, and the height of everything.
    std::uint64_t scrollPosition();
    std::uint64_t totalHeight() const { return slices.rows() * std::uint64_t(rowStyle.rowHeight); }
    void scrollBy(std::int64_t pixels);
    void scrollTo(std::uint64_t position);
    void scrollToEnd();
    /// So that the row is wholly visible; far away rows come to the middle.
    /// Says whether it scrolled.
    bool reveal(CaretPlace place);

private:
    struct Top {
        std::size_t number = 0;
        int pixel = 0; ///< of the slice that is at the viewport's top
    };
    int heightOf(std::size_t number) { return layoutNumber(number).rows() * rowStyle.rowHeight; }
    void normalizeTop();
    void restoreTop();
    bool directionOf(const Slice& slice, const DisplayText& text);
    std::unique_ptr<SliceLayout> makeLayout(const Slice& slice);
    bool findMissingGlyphs(const SliceLayout& layout);
    void dropLayouts(std::size_t begin, std::size_t end, bool toTheEnd);
    void trimCache();

    const TextView* source = nullptr;
    SliceIndex slices;
    RowStyle rowStyle;
    int height = 100;
    std::optional<Composition> composing;
    Top top;
    std::size_t topByte = 0; ///< first byte of the row at the top, to find the place again
    int topWithinRow = 0;
    std::unordered_map<std::size_t, std::unique_ptr<SliceLayout>> layouts; ///< by first byte
    std::uint64_t useCounter = 0;
    std::vector<VisibleSlice> visibleSlices;
    bool visibleKnown = false;
    std::vector<bool> seenGlyphs; ///< by code point: looked for in the font
    std::unordered_set<char32_t> missingGlyphs;
};

} // namespace tokenarium
