// SPDX-License-Identifier: GPL-3.0-or-later
// One slice of the text, laid out in rows of equal height, with the chips of its tokens.
//
// The whole slice is one QTextLayout: laid out token by token, Arabic would not join and the order of mixed
// directions would be wrong. Where the layout puts the characters tells where the chips go.
#include "widgets/text/slice_layout.h"

#include <QFontMetricsF>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

/// Runs of labels get the small font, emoji that a variation selector asked for the emoji font,
/// the preedit text gets the formats of the input method.
QList<QTextLayout::FormatRange> formatsOf(const DisplayText& text, const RowStyle& style,
                                          const QList<QTextLayout::FormatRange>& preeditFormats) {
    QList<QTextLayout::FormatRange> formats;
    for (std::size_t i = 0; i + 1 < text.units.size(); ++i) {
        const int begin = text.units[i].utf16;
        if (text.units[i].kind == UnitKind::Preedit) {
            for (QTextLayout::FormatRange range : preeditFormats) {
                range.start += begin;
                formats.append(range);
            }
        }
        const auto isSmall = [&](std::size_t unit) {
            return text.units[unit].kind == UnitKind::Label || text.units[unit].kind == UnitKind::Control;
        };
        if (!isSmall(i)) continue;
        while (i + 2 < text.units.size() && isSmall(i + 1)) ++i;
        QTextLayout::FormatRange range;
        range.start = begin;
        range.length = text.units[i + 1].utf16 - begin;
        range.format.setFont(style.labelFont);
        formats.append(range);
    }
    for (const EmojiRun& run : text.emoji) {
        QTextLayout::FormatRange range;
        range.start = run.begin;
        range.length = run.end - run.begin;
        range.format.setFont(style.emojiFont);
        formats.append(range);
    }
    return formats;
}

} // namespace

RowStyle RowStyle::of(const QFont& font) {
    RowStyle style;
    style.font = font;
    style.labelFont = font;
    style.labelFont.setPointSizeF(font.pointSizeF() * 0.68);
    style.emojiFont = font;
    QStringList emojiFirst = font.families();
    std::stable_partition(emojiFirst.begin(), emojiFirst.end(), [](const QString& family) {
        return family.contains(QLatin1String("emoji"), Qt::CaseInsensitive);
    });
    style.emojiFont.setFamilies(emojiFirst);
    const QFontMetricsF metrics(font);
    // A space is often a token, or the start of one: it needs room to be seen.
    style.font.setWordSpacing(std::round(metrics.horizontalAdvance(QLatin1Char(' ')) * 0.6));
    const double em = metrics.ascent() + metrics.descent();
    style.rowHeight = int(std::lround(em * 1.3));
    style.baseline = std::round((style.rowHeight - em) / 2 + metrics.ascent());
    style.tabWidth = 4 * metrics.horizontalAdvance(QLatin1Char('0'));
    style.newlineWidth = std::round(metrics.horizontalAdvance(QLatin1Char('0')) * 1.5);
    return style;
}

SliceLayout::SliceLayout(Span bytes, DisplayText text, bool fromTheRight, const RowStyle& style,
                         const QList<QTextLayout::FormatRange>& preeditFormats)
    : span(bytes)
    , shown(std::move(text))
    , rightToLeft(fromTheRight)
    , newlineWidth(style.newlineWidth)
    , layout(std::make_unique<QTextLayout>(shown.text, style.font)) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTabStopDistance(style.tabWidth);
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    // Under the direction of a right-to-left paragraph even signs without direction run from the right.
    shown.mayMixDirections = shown.mayMixDirections || rightToLeft;
    const auto formats = formatsOf(shown, style, preeditFormats);
    if (!formats.isEmpty()) layout->setFormats(formats);
    layout->beginLayout();
    for (int row = 0;; ++row) {
        QTextLine next = layout->createLine();
        if (!next.isValid()) break;
        next.setLineWidth(style.width);
        // One height and one baseline: fallback fonts are taller, and chips of one row must look alike.
        next.setPosition({0, row * style.rowHeight + style.baseline - next.ascent()});
    }
    layout->endLayout();
    chipsOfRows.resize(std::size_t(rows()));
    charactersOfRows.resize(std::size_t(rows()));
    const auto isPreedit = [](const DisplayUnit& unit) { return unit.kind == UnitKind::Preedit; };
    composing = std::any_of(shown.units.begin(), shown.units.end(), isPreedit);
}

void SliceLayout::moveBy(std::ptrdiff_t bytes) {
    const auto move = [bytes](Span& moved) {
        moved.begin += std::size_t(bytes);
        moved.end += std::size_t(bytes);
    };
    move(span);
    for (TokenMark& mark : tokenMarks) move(mark.span);
    for (auto& row : chipsOfRows)
        if (row)
            for (ChipPiece& piece : *row) move(piece.bytes);
    for (auto& row : charactersOfRows)
        if (row)
            for (Stretch& stretch : *row) move(stretch.bytes);
    marksStale = true;
}

bool SliceLayout::setMarks(std::vector<TokenMark> newMarks) {
    const auto looksSame = [](const TokenMark& a, const TokenMark& b) {
        return a.span == b.span && a.id == b.id && a.tint == b.tint && a.unknown == b.unknown;
    };
    const bool same =
        std::equal(newMarks.begin(), newMarks.end(), tokenMarks.begin(), tokenMarks.end(), looksSame);
    tokenMarks = std::move(newMarks);
    marksStale = false;
    if (!same) std::fill(chipsOfRows.begin(), chipsOfRows.end(), std::nullopt);
    return !same;
}

namespace {

bool near(double a, double b) { return std::abs(a - b) < 0.1; }

/// The part of the row between `from` and `to` in which no character lies, on one side of `x`; nullopt if
/// none.
std::optional<Extent> gapAt(const std::vector<Stretch>& row, double x, const QRectF& whole) {
    double before = whole.left(), after = whole.right();
    bool leftTaken = false, rightTaken = false;
    for (const Stretch& other : row) {
        if (other.right <= other.left) continue;
        leftTaken = leftTaken || near(other.right, x);
        rightTaken = rightTaken || near(other.left, x);
        if (other.right <= x + 0.1) before = std::max(before, other.right);
        if (other.left >= x - 0.1) after = std::min(after, other.left);
    }
    if (!rightTaken && after > x + 0.1) return Extent{x, after};
    if (!leftTaken && before < x - 0.1) return Extent{before, x};
    return std::nullopt;
}

/// Qt tells only one edge, twice, of tabs and of characters with which the direction changes. They fill the
/// gaps that the others leave: beside the next character of their run, or where Qt puts them.
void fillGaps(std::vector<Stretch>& row, const QRectF& whole) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        Stretch& lost = row[i];
        if (lost.right > lost.left) continue;
        std::optional<Extent> gap;
        if (i + 1 < row.size() && row[i + 1].right > row[i + 1].left)
            gap = gapAt(row, row[i + 1].rightToLeft ? row[i + 1].right : row[i + 1].left, whole);
        if (!gap) gap = gapAt(row, lost.left, whole);
        if (gap) lost.left = gap->left, lost.right = gap->right;
    }
}

} // namespace

std::pair<std::size_t, std::size_t> SliceLayout::stopsOfRow(int row) const {
    const QTextLine on = line(row);
    const auto firstAt = [&](int utf16) {
        const auto found =
            std::lower_bound(shown.stops.begin(), shown.stops.end(), utf16,
                             [](const CaretStop& stop, int value) { return stop.utf16 < value; });
        return std::size_t(found - shown.stops.begin());
    };
    const std::size_t last = shown.stops.size() - 1;
    return {std::min(firstAt(on.textStart()), last),
            row + 1 == rows() ? last : std::min(firstAt(on.textStart() + on.textLength()), last)};
}

Span SliceLayout::bytesOfRow(int row) const {
    const auto [first, end] = stopsOfRow(row);
    const std::size_t rowEnd = hasNewline(row) ? span.end : span.begin + shown.stops[end].byte;
    return {span.begin + shown.stops[first].byte, rowEnd};
}

/// Stops between which the row is measured: where tokens begin and end, and around characters that they cut.
std::vector<std::size_t> SliceLayout::stopsOfChips(int row) const {
    const auto [first, end] = stopsOfRow(row);
    std::vector<std::size_t> stops{first};
    const auto add = [&, last = end](std::size_t stop) {
        if (stop > stops.back() && stop <= last) stops.push_back(stop);
    };
    const Span rowBytes = bytesOfRow(row);
    for (const TokenMark& mark : tokenMarks) {
        if (mark.span.end <= rowBytes.begin) continue;
        if (mark.span.begin >= rowBytes.end) break;
        for (const std::size_t edge : {mark.span.begin, mark.span.end}) {
            if (edge <= rowBytes.begin || edge >= contentEnd()) continue;
            std::size_t stop = shown.stopAtByte(edge - span.begin);
            const bool cuts = shown.stops[stop].byte != edge - span.begin;
            add(stop);
            if (cuts) add(stop + 1);
        }
    }
    add(end);
    return stops;
}

/// The stretches between consecutive stops of a row. Where directions mix, `stops` must be all of them.
std::vector<Stretch> SliceLayout::stretches(int row, const std::vector<std::size_t>& stops) const {
    std::vector<Stretch> result;
    const QTextLine on = line(row);
    double x = shown.mayMixDirections || stops.empty() ? 0 : on.cursorToX(shown.stops[stops.front()].utf16);
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
        const CaretStop from = shown.stops[stops[i]], to = shown.stops[stops[i + 1]];
        Stretch stretch{{span.begin + from.byte, span.begin + to.byte}, 0, 0, false};
        if (shown.mayMixDirections) {
            int cursor = from.utf16;
            const double leading = on.cursorToX(&cursor, QTextLine::Leading);
            cursor = from.utf16;
            const double trailing = on.cursorToX(&cursor, QTextLine::Trailing);
            const auto direction = shown.text.at(from.utf16).direction();
            stretch.rightToLeft =
                trailing < leading ||
                (trailing == leading && (direction == QChar::DirR || direction == QChar::DirAL));
            stretch.left = std::min(leading, trailing);
            stretch.right = std::max(leading, trailing);
            for (cursor = from.utf16 + 1; cursor < to.utf16; ++cursor) { // stand-ins of several characters
                int inside = cursor;
                const double end = on.cursorToX(&inside, QTextLine::Trailing);
                stretch.left = std::min(stretch.left, end);
                stretch.right = std::max(stretch.right, end);
            }
        } else {
            const double end = on.cursorToX(std::min<int>(to.utf16, on.textStart() + on.textLength()));
            stretch.left = x;
            stretch.right = x = end;
        }
        if (!stretch.bytes.empty()) result.push_back(stretch);
    }
    if (shown.mayMixDirections) fillGaps(result, on.naturalTextRect());
    return result;
}

const std::vector<Stretch>& SliceLayout::characters(int row) const {
    auto& kept = charactersOfRows[std::size_t(row)];
    if (kept) return *kept;
    const auto [first, end] = stopsOfRow(row);
    std::vector<std::size_t> stops;
    for (std::size_t stop = first; stop <= end; ++stop) stops.push_back(stop);
    auto result = stretches(row, stops);
    if (hasNewline(row)) result.push_back(newlineStretch());
    kept = std::move(result);
    return *kept;
}

std::uint64_t SliceLayout::rowSignature(int row) const {
    const QTextLine on = line(row);
    std::size_t signature =
        qHash(QStringView(shown.text).mid(on.textStart(), on.textLength()), std::size_t(rightToLeft));
    for (const ChipPiece& piece : chips(row)) {
        const TokenMark& mark = tokenMarks[piece.mark];
        signature = qHashMulti(signature, piece.left, piece.right, mark.tint, mark.unknown, piece.startsHere,
                               piece.endsHere);
    }
    return qHashMulti(signature, hasNewline(row));
}

const std::vector<ChipPiece>& SliceLayout::chips(int row) const {
    auto& kept = chipsOfRows[std::size_t(row)];
    if (kept) return *kept;
    std::vector<Stretch> parts;
    if (shown.mayMixDirections) {
        parts = characters(row);
    } else {
        parts = stretches(row, stopsOfChips(row));
        if (hasNewline(row)) parts.push_back(newlineStretch());
    }
    kept = chipPieces(parts, tokenMarks);
    return *kept;
}

std::vector<Extent> SliceLayout::extents(int row, Span bytes) const {
    const auto [first, end] = stopsOfRow(row);
    std::vector<Stretch> parts;
    if (shown.mayMixDirections) {
        parts = characters(row);
    } else {
        std::vector<std::size_t> stops{first};
        for (const std::size_t byte : {bytes.begin, bytes.end}) {
            if (byte <= span.begin) continue;
            std::size_t stop = shown.stopAtByte(std::min(byte, contentEnd()) - span.begin);
            if (span.begin + shown.stops[stop].byte < byte && byte == bytes.end && byte < contentEnd())
                ++stop;
            if (stop > stops.back() && stop < end) stops.push_back(stop);
        }
        if (end > stops.back()) stops.push_back(end);
        parts = stretches(row, stops);
        if (hasNewline(row)) parts.push_back(newlineStretch());
    }
    const auto outside = [&](const Stretch& part) {
        return part.bytes.end <= bytes.begin || part.bytes.begin >= bytes.end;
    };
    parts.erase(std::remove_if(parts.begin(), parts.end(), outside), parts.end());
    return extentsOf(parts, {0, std::size_t(-1)});
}

std::vector<Extent> SliceLayout::chipExtents(int row, Span bytes) const {
    std::vector<Stretch> covered;
    for (const ChipPiece& piece : chips(row))
        if (piece.bytes.begin < bytes.end && bytes.begin < piece.bytes.end)
            covered.push_back({piece.bytes, piece.left, piece.right, piece.rightToLeft});
    return extentsOf(covered, {0, std::size_t(-1)});
}

Extent SliceLayout::unitExtent(int row, std::size_t unit) const {
    const QTextLine on = line(row);
    const int begin = shown.units[unit].utf16;
    const int end = std::min<int>(shown.units[unit + 1].utf16, on.textStart() + on.textLength());
    if (!shown.mayMixDirections) return {on.cursorToX(begin), on.cursorToX(end)};
    const std::size_t stop = shown.stopAtUtf16(std::size_t(begin));
    if (stop + 1 >= shown.stops.size()) return {};
    const auto extents =
        this->extents(row, {span.begin + shown.stops[stop].byte, span.begin + shown.stops[stop + 1].byte});
    return extents.empty() ? Extent{} : extents.front();
}

std::pair<std::size_t, std::size_t> SliceLayout::unitsOfRow(int row) const {
    const QTextLine on = line(row);
    const auto unitAt = [&](int utf16) {
        const auto found =
            std::lower_bound(shown.units.begin(), shown.units.end() - 1, utf16,
                             [](const DisplayUnit& unit, int value) { return unit.utf16 < value; });
        return std::size_t(found - shown.units.begin());
    };
    return {unitAt(on.textStart()), unitAt(on.textStart() + on.textLength())};
}

Extent SliceLayout::newlineExtent() const {
    const QTextLine last = line(rows() - 1);
    if (!rightToLeft) {
        const double x = last.cursorToX(last.textStart() + last.textLength());
        const double end = shown.mayMixDirections ? last.naturalTextRect().right() : x;
        return {end, end + newlineWidth};
    }
    const double x = last.naturalTextRect().left();
    return {x - newlineWidth, x};
}

Stretch SliceLayout::newlineStretch() const {
    const Extent extent = newlineExtent();
    return {{contentEnd(), span.end}, extent.left, extent.right, rightToLeft};
}

int SliceLayout::rowOf(CaretPlace place) const {
    const std::size_t byte = std::clamp(place.byte, span.begin, contentEnd()) - span.begin;
    const int utf16 = shown.stops[shown.stopAtByte(byte)].utf16;
    const QTextLine on = layout->lineForTextPosition(utf16);
    if (!on.isValid()) return rows() - 1;
    return place.atRowEnd && utf16 == on.textStart() && on.lineNumber() > 0 ? on.lineNumber() - 1
                                                                            : on.lineNumber();
}

double SliceLayout::xOf(CaretPlace place, int preeditCursor) const {
    const std::size_t byte = std::clamp(place.byte, span.begin, contentEnd()) - span.begin;
    const int utf16 = shown.stops[shown.stopAtByte(byte)].utf16 + preeditCursor;
    return line(preeditCursor ? layout->lineForTextPosition(utf16).lineNumber() : rowOf(place))
        .cursorToX(utf16);
}

CaretPlace SliceLayout::placeAt(int row, double x) const {
    const QTextLine on = line(row);
    const int utf16 = on.xToCursor(x, QTextLine::CursorBetweenCharacters);
    std::size_t stop = shown.stopAtUtf16(std::size_t(utf16));
    if (shown.stops[stop].utf16 != utf16 && stop + 1 < shown.stops.size()) {
        const double here = on.cursorToX(shown.stops[stop].utf16),
                     next = on.cursorToX(shown.stops[stop + 1].utf16);
        if (std::abs(next - x) < std::abs(here - x)) ++stop;
    }
    const bool wraps = row + 1 < rows() || shown.newlineBytes == 0;
    const bool atEnd = wraps && shown.stops[stop].utf16 >= on.textStart() + on.textLength();
    return {span.begin + shown.stops[stop].byte, atEnd};
}

std::optional<std::size_t> SliceLayout::byteUnder(int row, double x) const {
    const auto& pieces = chips(row);
    const auto piece = pieceAt(pieces, x);
    if (hasNewline(row)) {
        const Extent newline = newlineExtent();
        const bool on = x >= newline.left && x < newline.right;
        if (on) return piece ? std::max(contentEnd(), pieces[*piece].bytes.begin) : contentEnd();
    }
    const QRectF natural = line(row).naturalTextRect();
    if (!piece && (x < natural.left() || x >= natural.right())) return std::nullopt;
    const int utf16 = line(row).xToCursor(x, QTextLine::CursorOnCharacter);
    const std::size_t stop = std::min(shown.stopAtUtf16(std::size_t(utf16)), shown.stops.size() - 1);
    const std::size_t byte = span.begin + shown.stops[stop].byte;
    if (!piece) return std::min(byte, span.end);
    const Span within = pieces[*piece].bytes;
    return std::clamp(byte, within.begin, within.end - 1);
}

std::optional<std::size_t> SliceLayout::nextStop(std::size_t byte) const {
    if (byte >= contentEnd()) return std::nullopt;
    std::size_t stop = shown.stopAtByte(byte - span.begin);
    while (stop + 1 < shown.stops.size() && span.begin + shown.stops[stop].byte <= byte) ++stop;
    return span.begin + shown.stops[stop].byte;
}

std::optional<std::size_t> SliceLayout::previousStop(std::size_t byte) const {
    if (byte <= span.begin) return std::nullopt;
    const std::size_t within = std::min<std::size_t>(byte - span.begin, shown.bytes);
    if (byte > contentEnd()) return contentEnd();
    return span.begin + shown.stops[shown.stopAtByte(within - 1)].byte;
}

std::size_t SliceLayout::stopAtOrBefore(std::size_t byte) const {
    if (byte >= span.end) return shown.newlineBytes ? span.end : contentEnd();
    return span.begin + shown.stops[shown.stopAtByte(byte - span.begin)].byte;
}

/// Each place of the caret has one x, so that going to the nearest x beyond never turns back.
std::optional<std::size_t> SliceLayout::visualStep(std::size_t byte, bool toTheRight) const {
    if (!shown.mayMixDirections) return toTheRight ? nextStop(byte) : previousStop(byte);
    const CaretPlace place{byte, false};
    const int row = rowOf(place);
    const double x = xOf(place);
    const auto [first, end] = stopsOfRow(row);
    const bool lastRow = row + 1 == rows();
    const std::size_t here = shown.stopAtByte(byte - span.begin);
    std::optional<std::size_t> nearest;
    double nearestX = 0;
    for (std::size_t stop = first; stop < end + (lastRow ? 1 : 0); ++stop) {
        const double at = line(row).cursorToX(shown.stops[stop].utf16);
        const bool beyond = toTheRight ? at > x + 0.5 : at < x - 0.5;
        // Two places may share an x where the direction changes: the one next in the text is meant.
        const bool same = nearest && near(at, nearestX);
        const auto away = [&](std::size_t other) {
            return std::abs(std::ptrdiff_t(other) - std::ptrdiff_t(here));
        };
        const bool farther = nearest && (toTheRight ? at > nearestX : at < nearestX);
        if (!beyond || (same ? away(stop) >= away(*nearest) : farther)) continue;
        nearest = stop;
        nearestX = at;
    }
    if (nearest) return span.begin + shown.stops[*nearest].byte;
    const bool forward = toTheRight != rightToLeft;
    if (forward) return lastRow ? std::nullopt : std::optional(bytesOfRow(row + 1).begin);
    return row == 0 ? std::nullopt : previousStop(bytesOfRow(row).begin);
}

} // namespace tokenarium
