// SPDX-License-Identifier: GPL-3.0-or-later
// One slice of the text, laid out in rows of equal height, with the chips of its tokens.
#pragma once

#include "widgets/text/display_text.h"
#include "widgets/text/token_geometry.h"

#include <QFont>
#include <QList>
#include <QTextLayout>

#include <memory>

namespace tokenarium {

/// What all slices of an editor have in common. Lengths in logical pixels.
struct RowStyle {
    QFont font;
    QFont labelFont;    ///< hex digits of invalid bytes and missing glyphs
    QFont emojiFont;    ///< the same with emoji fonts first
    double width = 100; ///< rows wrap here
    double tabWidth = 40;
    double newlineWidth = 12;
    int rowHeight = 24;   ///< every row, whatever font fills it
    double baseline = 18; ///< from the top of the row
    static RowStyle of(const QFont& font);
};

/// A place for the caret: a byte, and whether it stands at the end of a wrapped row rather than at the start
/// of the next one.
struct CaretPlace {
    std::size_t byte = 0;
    bool atRowEnd = false;
    bool operator==(const CaretPlace&) const = default;
};

/// All bytes are bytes of the whole text; x counts from the left of the text column, y from the top of the
/// slice.
class SliceLayout {
public:
    SliceLayout(Span bytes, DisplayText text, bool rightToLeft, const RowStyle& style,
                const QList<QTextLayout::FormatRange>& preeditFormats);

    Span bytes() const { return span; }
    std::size_t contentEnd() const { return span.begin + shown.bytes; } ///< where the newline begins
    void moveBy(std::ptrdiff_t bytes);
    const DisplayText& text() const { return shown; }
    bool isRightToLeft() const { return rightToLeft; }
    int rows() const { return int(layout->lineCount()); } ///< at least one
    QTextLine line(int row) const { return layout->lineAt(row); }
    QList<QGlyphRun> glyphRuns() const { return layout->glyphRuns(); }

    /// Says whether they look different from those before.
    bool setMarks(std::vector<TokenMark> newMarks);
    const std::vector<TokenMark>& marks() const { return tokenMarks; }
    bool marksStale = true;     ///< to be asked for again before the next paint
    std::uint64_t lastUsed = 0; ///< of the cache that holds it
    std::uint64_t serial = 0;   ///< tells it from every other layout of that cache, also from those gone

    /// Two rows of one width with the same signature look the same, if their slices are plain.
    std::uint64_t rowSignature(int row) const;
    /// What a row shows depends on its own characters only: one direction, nothing composed.
    bool isPlain() const { return !shown.mayMixDirections && !composing; }

    /// Chips of a row, kept until the marks change.
    const std::vector<ChipPiece>& chips(int row) const;
    /// Places of all characters of a row, and of the newline on the last one.
    const std::vector<Stretch>& characters(int row) const;
    /// Extents on a row of the characters of `bytes`; cut characters as a whole.
    std::vector<Extent> extents(int row, Span bytes) const;
    /// Extents on a row of the chips that share a byte with `bytes`.
    std::vector<Extent> chipExtents(int row, Span bytes) const;
    /// Extent of one unit of the text on a row.
    Extent unitExtent(int row, std::size_t unit) const;
    /// Where the newline's mark is drawn on the last row.
    Extent newlineExtent() const;

    /// The bytes whose characters begin on the row (with the newline on the last one).
    Span bytesOfRow(int row) const;
    int rowOf(CaretPlace place) const;
    double xOf(CaretPlace place, int preeditCursor = 0) const;
    /// The nearest place for a caret.
    CaretPlace placeAt(int row, double x) const;
    /// The byte of the token piece or character under x; nullopt beside the text.
    std::optional<std::size_t> byteUnder(int row, double x) const;

    /// Grapheme boundaries; nullopt when the movement leaves the slice.
    std::optional<std::size_t> nextStop(std::size_t byte) const;
    std::optional<std::size_t> previousStop(std::size_t byte) const;
    std::size_t stopAtOrBefore(std::size_t byte) const;
    /// One step to the left or right as seen on the screen.
    std::optional<std::size_t> visualStep(std::size_t byte, bool toTheRight) const;

    /// First and one past the last unit whose characters begin on the row.
    std::pair<std::size_t, std::size_t> unitsOfRow(int row) const;

private:
    std::vector<Stretch> stretches(int row, const std::vector<std::size_t>& stops) const;
    std::vector<std::size_t> stopsOfChips(int row) const;
    std::pair<std::size_t, std::size_t> stopsOfRow(int row) const; ///< first, one past the last
    Stretch newlineStretch() const;
    bool hasNewline(int row) const { return shown.newlineBytes > 0 && row == rows() - 1; }

    Span span;
    DisplayText shown;
    bool rightToLeft;
    bool composing = false;
    double newlineWidth;
    std::unique_ptr<QTextLayout> layout;
    std::vector<TokenMark> tokenMarks;
    mutable std::vector<std::optional<std::vector<ChipPiece>>> chipsOfRows;
    mutable std::vector<std::optional<std::vector<Stretch>>> charactersOfRows;
};

} // namespace tokenarium
