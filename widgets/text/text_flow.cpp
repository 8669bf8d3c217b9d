// SPDX-License-Identifier: GPL-3.0-or-later
// The text as rows on the screen: which slices are visible and where, with their layouts in a small cache.
#include "widgets/text/text_flow.h"

#include "widgets/text/utf8.h"

#include <QFontMetricsF>
#include <QGlyphRun>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t keptLayouts = 256; // more than rows fit on a screen

bool hasMissingGlyph(const QList<QGlyphRun>& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [](const QGlyphRun& run) { return run.glyphIndexes().contains(0); });
}

/// Signs without a glyph of their own are never missing.
bool needsGlyph(char32_t c) {
    const auto category = QChar::category(c);
    return category != QChar::Other_Format && category != QChar::Separator_Space &&
           category != QChar::Other_Control && category != QChar::Mark_NonSpacing;
}

} // namespace

void TextFlow::setView(const TextView* view) {
    source = view;
    reset();
}

void TextFlow::reset() {
    layouts.clear();
    visibleKnown = false;
    top = {};
    topByte = 0;
    topWithinRow = 0;
    composing.reset();
    if (source)
        slices.rebuild(*source);
    else
        slices = SliceIndex();
}

void TextFlow::setGeometry(const RowStyle& style, int viewportHeight) {
    const bool fontChanged = style.font != rowStyle.font;
    const bool relay = fontChanged || style.width != rowStyle.width;
    if (!relay && viewportHeight == height) return;
    if (!layouts.empty()) visible();
    rowStyle = style;
    height = std::max(1, viewportHeight);
    visibleKnown = false;
    if (!relay) return;
    if (fontChanged) {
        seenGlyphs.assign(0x110000, false);
        missingGlyphs.clear();
    }
    layouts.clear();
    slices.setBytesPerRow(style.width / QFontMetricsF(style.font).averageCharWidth());
    restoreTop();
}

/// After anything that renumbers slices or changes rows: the same row as before comes to the top.
void TextFlow::restoreTop() {
    const Slice slice = slices.atByte(topByte);
    const SliceLayout& layout = layoutOf(slice);
    top = {slice.number, layout.rowOf({topByte, false}) * rowStyle.rowHeight + topWithinRow};
    visibleKnown = false;
}

void TextFlow::replaced(Span removed, std::size_t insertedBytes) {
    if (!source) return;
    composing.reset();
    const std::size_t oldCount = slices.count();
    const SliceChange change = slices.replace(*source, removed, insertedBytes);
    const std::ptrdiff_t growth = std::ptrdiff_t(insertedBytes) - std::ptrdiff_t(removed.size());
    const std::size_t oldEnd = change.newBytes.end - insertedBytes + removed.size();
    dropLayouts(change.newBytes.begin, oldEnd, change.first + change.removed == oldCount);
    std::unordered_map<std::size_t, std::unique_ptr<SliceLayout>> moved;
    for (auto& [begin, layout] : layouts) {
        const bool after = begin >= oldEnd;
        if (after) layout->moveBy(growth);
        layout->marksStale = true;
        moved[begin + (after ? std::size_t(growth) : 0)] = std::move(layout);
    }
    layouts = std::move(moved);
    if (topByte > removed.begin)
        topByte = topByte >= removed.end ? topByte + std::size_t(growth) : removed.begin;
    restoreTop();
}

void TextFlow::dropLayouts(std::size_t begin, std::size_t end, bool toTheEnd) {
    for (auto entry = layouts.begin(); entry != layouts.end();) {
        const bool gone = entry->first >= begin && (entry->first < end || toTheEnd);
        entry = gone ? layouts.erase(entry) : std::next(entry);
    }
    visibleKnown = false;
}

void TextFlow::setComposition(std::optional<Composition> composition) {
    for (const auto& place : {composing, composition}) {
        if (!place) continue;
        const Slice slice = slices.atByte(place->byte);
        dropLayouts(slice.bytes.begin, slice.bytes.begin + 1, false);
    }
    composing = std::move(composition);
}

/// Later parts of a long paragraph follow the direction of its start.
bool TextFlow::directionOf(const Slice& slice, const DisplayText& text) {
    const std::size_t first = slices.paragraphStart(slice.number);
    if (first == slice.number) return text.startsRightToLeft;
    std::string start;
    const Span bytes = slices.at(first).bytes;
    source->copy({bytes.begin, std::min(bytes.end, bytes.begin + 256)}, start);
    return decodeUtf8(start).isRightToLeft();
}

/// Looks at what was laid out for the first time; true when glyphs are missing that were not known to be.
bool TextFlow::findMissingGlyphs(const SliceLayout& layout) {
    std::vector<char32_t> unseen;
    for (const char32_t c : layout.text().text.toUcs4())
        if (!seenGlyphs[c]) seenGlyphs[c] = true, unseen.push_back(c);
    if (unseen.empty() || !hasMissingGlyph(layout.glyphRuns())) return false;
    const std::size_t before = missingGlyphs.size();
    for (const char32_t c : unseen) {
        if (!needsGlyph(c)) continue;
        QTextLayout alone(QString::fromUcs4(&c, 1), rowStyle.font);
        alone.setCacheEnabled(true);
        alone.beginLayout();
        alone.createLine();
        alone.endLayout();
        if (hasMissingGlyph(alone.glyphRuns())) missingGlyphs.insert(c);
    }
    return missingGlyphs.size() > before;
}

std::unique_ptr<SliceLayout> TextFlow::makeLayout(const Slice& slice) {
    std::string bytes;
    if (source) source->copy(slice.bytes, bytes);
    Preedit preedit;
    const bool composesHere = composing && slices.atByte(composing->byte).number == slice.number;
    if (composesHere) preedit = {composing->byte - slice.bytes.begin, composing->text};
    const auto missing = [this](char32_t c) { return missingGlyphs.count(c) > 0; };
    for (;;) {
        DisplayText text = displayText(bytes, missing, preedit);
        const bool rightToLeft = directionOf(slice, text);
        auto layout = std::make_unique<SliceLayout>(slice.bytes, std::move(text), rightToLeft, rowStyle,
                                                    composesHere ? composing->formats
                                                                 : QList<QTextLayout::FormatRange>());
        if (!findMissingGlyphs(*layout)) return layout;
    }
}

SliceLayout& TextFlow::layoutOf(const Slice& slice) {
    auto& kept = layouts[slice.bytes.begin];
    if (!kept || kept->bytes() != slice.bytes) {
        if (seenGlyphs.empty()) seenGlyphs.assign(0x110000, false);
        kept = makeLayout(slice);
        kept->lastUsed = kept->serial = ++useCounter;
        SliceLayout& made = *kept; // `kept` may dangle after trimming
        slices.setRows(slice.number, std::uint32_t(made.rows()));
        if (layouts.size() > 2 * keptLayouts) trimCache();
        return made;
    }
    kept->lastUsed = ++useCounter;
    if (!slice.exact) slices.setRows(slice.number, std::uint32_t(kept->rows()));
    return *kept;
}

/// Keeps those that were used last.
void TextFlow::trimCache() {
    std::vector<std::uint64_t> uses;
    for (const auto& entry : layouts) uses.push_back(entry.second->lastUsed);
    const auto limit = uses.end() - std::ptrdiff_t(std::min(keptLayouts, uses.size())) - 1;
    std::nth_element(uses.begin(), limit, uses.end());
    const std::uint64_t oldest = *limit;
    for (auto entry = layouts.begin(); entry != layouts.end();)
        entry = entry->second->lastUsed <= oldest ? layouts.erase(entry) : std::next(entry);
}

bool TextFlow::freshenMarks(SliceLayout& layout) {
    if (!layout.marksStale || !source) return false;
    std::vector<TokenMark> marks;
    source->marks(layout.bytes(), marks);
    return layout.setMarks(std::move(marks));
}

void TextFlow::staleMarks() {
    for (auto& entry : layouts) entry.second->marksStale = true;
}

const std::vector<VisibleSlice>& TextFlow::visible() {
    if (visibleKnown) return visibleSlices;
    normalizeTop();
    visibleSlices.clear();
    int y = -top.pixel;
    for (std::size_t number = top.number; number < slices.count() && y < height; ++number) {
        SliceLayout& layout = layoutNumber(number);
        visibleSlices.push_back({&layout, number, y});
        y += layout.rows() * rowStyle.rowHeight;
    }
    if (y < height && (top.number > 0 || top.pixel > 0)) { // beyond the end: fill the viewport from below
        top.pixel -= height - y;
        normalizeTop();
        visibleSlices.clear();
        y = -top.pixel;
        for (std::size_t number = top.number; number < slices.count() && y < height; ++number) {
            SliceLayout& layout = layoutNumber(number);
            visibleSlices.push_back({&layout, number, y});
            y += layout.rows() * rowStyle.rowHeight;
        }
    }
    const int row = top.pixel / rowStyle.rowHeight;
    topByte = visibleSlices.front().layout->bytesOfRow(row).begin;
    topWithinRow = top.pixel % rowStyle.rowHeight;
    visibleKnown = true;
    return visibleSlices;
}

/// Makes `top.pixel` lie within its slice, walking over neighbours.
void TextFlow::normalizeTop() {
    top.number = std::min(top.number, slices.count() - 1);
    while (top.pixel < 0 && top.number > 0) top.pixel += heightOf(--top.number);
    top.pixel = std::max(top.pixel, 0);
    while (top.number + 1 < slices.count()) {
        const int sliceHeight = heightOf(top.number);
        if (top.pixel < sliceHeight) break;
        top.pixel -= sliceHeight;
        ++top.number;
    }
    top.pixel = std::min(top.pixel, heightOf(top.number) - 1);
}

std::optional<int> TextFlow::yOfSlice(std::size_t number) {
    for (const VisibleSlice& slice : visible())
        if (slice.number == number) return slice.y;
    return std::nullopt;
}

std::uint64_t TextFlow::scrollPosition() {
    visible();
    return slices.at(top.number).firstRow * std::uint64_t(rowStyle.rowHeight) + std::uint64_t(top.pixel);
}

void TextFlow::scrollBy(std::int64_t pixels) {
    if (std::abs(pixels) > 4 * height) {
        const std::int64_t target = std::int64_t(scrollPosition()) + pixels;
        return scrollTo(std::uint64_t(std::max<std::int64_t>(target, 0)));
    }
    visible();
    top.pixel += int(pixels);
    visibleKnown = false;
    visible();
}

void TextFlow::scrollTo(std::uint64_t position) {
    const std::uint64_t row = position / std::uint64_t(rowStyle.rowHeight);
    const Slice slice = slices.atRow(row);
    const std::uint64_t within = std::min<std::uint64_t>(row - std::min(row, slice.firstRow), slice.rows);
    top = {slice.number,
           int(within) * rowStyle.rowHeight + int(position % std::uint64_t(rowStyle.rowHeight))};
    top.pixel = std::min(top.pixel, heightOf(top.number) - 1);
    visibleKnown = false;
    visible();
}

void TextFlow::scrollToEnd() {
    top = {slices.count() - 1, 0};
    visibleKnown = false;
    visible();
}

Slice TextFlow::sliceOf(CaretPlace place) const {
    const Slice slice = slices.atByte(place.byte);
    if (!place.atRowEnd || slice.number == 0 || slice.bytes.begin != place.byte) return slice;
    const Slice before = slices.at(slice.number - 1);
    return before.endsParagraph ? slice : before;
}

bool TextFlow::reveal(CaretPlace place) {
    const Slice slice = sliceOf(place);
    const int row = layoutOf(slice).rowOf(place);
    const auto sliceY = yOfSlice(slice.number);
    if (sliceY) {
        const int y = *sliceY + row * rowStyle.rowHeight;
        if (y >= 0 && y + rowStyle.rowHeight <= height) return false;
        if (y < 0 || rowStyle.rowHeight > height)
            top.pixel += y;
        else
            top.pixel += y + rowStyle.rowHeight - height;
    } else {
        const bool justAbove = slice.number + 1 == top.number;
        const bool justBelow = slice.number == visibleSlices.back().number + 1;
        top = {slice.number, row * rowStyle.rowHeight};
        if (justBelow)
            top.pixel -= height - rowStyle.rowHeight;
        else if (!justAbove)
            top.pixel -= height / 2;
    }
    const auto before = std::pair(topByte, topWithinRow);
    visibleKnown = false;
    visible();
    return before != std::pair(topByte, topWithinRow);
}

} // namespace tokenarium
