// SPDX-License-Identifier: GPL-3.0-or-later
// The characters that are laid out for a slice of bytes, and the maps between both.
//
// Nothing of a text may be invisible where its tokens are looked at: what has no glyph is replaced by
// something that has one. Signs that shape their neighbours (joiners, variation selectors, bidirectional
// controls) keep doing so where they have a neighbour to shape.
#include "widgets/text/display_text.h"

#include "widgets/text/utf8.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace tokenarium {
namespace {

constexpr char16_t thinSpace = 0x2009;
constexpr char16_t noBreakSpace = 0xA0;
constexpr char16_t zeroWidthSpace = 0x200B;
constexpr int longRunOfSpaces = 8;

constexpr std::array<const char*, 32> controlNames{"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL",
                                                   "BS",  "HT",  "LF",  "VT",  "FF",  "CR",  "SO",  "SI",
                                                   "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
                                                   "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};

bool isVariationSelector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
}

bool isBidiControl(char32_t c) {
    return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// Default ignorable code points but for joiners, variation selectors and bidirectional controls.
bool isOtherIgnorable(char32_t c) {
    return c == 0xAD || c == 0x34F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 ||
           c == 0x180E || c == 0x180F || c == 0x200B || (c >= 0x2060 && c <= 0x2065) ||
           (c >= 0x206A && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 ||
           (c >= 0x1BCA0 && c <= 0x1BCA3) || (c >= 0x1D173 && c <= 0x1D17A) || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool isTag(char32_t c) { return c >= 0xE0020 && c <= 0xE007F; }

bool isEmojiBase(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF) || c == 0x3030 || c == 0x303D;
}

/// Whether joiners change how a character looks: cursive and Indic scripts, and emoji.
bool joins(char32_t c) {
    return isEmojiBase(c) || isVariationSelector(c) || (c >= 0x600 && c <= 0x8FF) ||
           (c >= 0x900 && c <= 0xDFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x18AF) ||
           (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0xA800 && c <= 0xABFF) ||
           (c >= 0x10A00 && c <= 0x11FFF);
}

bool isRightToLeft(char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF) || isBidiControl(c);
}

/// Qt's layout takes these for ends of lines or for embedded objects.
bool upsetsLayout(char32_t c) { return c == 0x2028 || c == 0x2029 || c == 0xFFFC || (c >= 0x80 && c < 0xA0); }

bool isWideSpace(char32_t c) {
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

class Builder {
public:
    Builder(std::string_view bytes, const MissingGlyph& glyphMissing) : slice(bytes), missing(glyphMissing) {}

    DisplayText build(const Preedit& preedit) {
        trimNewline();
        result.text.reserve(qsizetype(slice.size()));
        result.units.reserve(slice.size() + 2);
        bool composing = !preedit.text.isEmpty();
        for (std::size_t at = 0; at < slice.size();) {
            if (composing && at >= preedit.byte) addPreedit(at, preedit.text), composing = false;
            const Utf8Unit unit = utf8UnitAt(slice, at);
            add(at, unit);
            at += unit.length;
        }
        if (composing) addPreedit(slice.size(), preedit.text);
        result.bytes = std::uint16_t(slice.size());
        begin(slice.size(), UnitKind::Plain); // the end
        result.startsRightToLeft = result.text.isRightToLeft();
        findStops();
        return std::move(result);
    }

private:
    void trimNewline() {
        if (!slice.ends_with('\n')) return;
        result.newlineBytes = slice.ends_with("\r\n") ? 2 : 1;
        slice.remove_suffix(result.newlineBytes);
    }

    void begin(std::size_t byte, UnitKind kind) {
        result.units.push_back({std::uint16_t(byte), std::uint16_t(result.text.size()), kind});
    }

    void append(char32_t c) {
        if (c >= 0x10000) {
            result.text += QChar(QChar::highSurrogate(c));
            result.text += QChar(QChar::lowSurrogate(c));
        } else {
            result.text += QChar(char16_t(c));
        }
    }

    void addPreedit(std::size_t byte, const QString& text) {
        begin(byte, UnitKind::Preedit);
        result.text += text;
        result.mayMixDirections = result.mayMixDirections || text.isRightToLeft();
        previous = 0;
    }

    /// May be broken before, not within; padded for the box around it.
    void addLabel(std::size_t at, UnitKind kind, const QString& label) {
        begin(at, kind);
        result.text += QChar(zeroWidthSpace);
        result.text += QChar(noBreakSpace) + label + QChar(noBreakSpace);
        previous = 0;
    }

    void addHexLabel(std::size_t at, char32_t value, int digits) {
        addLabel(at, UnitKind::Label,
                 QStringLiteral("%1").arg(uint(value), digits, 16, QLatin1Char('0')).toUpper());
    }

    /// A sign without width that shapes a neighbour stays as it is; alone it gets a mark.
    bool keepsShaping(std::size_t at, char32_t c) const {
        if (isVariationSelector(c) || isTag(c)) return previous != 0;
        if (c != 0x200C && c != 0x200D) return false;
        const std::size_t next = at + 3;
        const bool nextJoins = next < slice.size() && joins(utf8UnitAt(slice, next).codePoint);
        return previous != 0 && joins(previous) && nextJoins;
    }

    void addInvisible(std::size_t at, char32_t c) {
        if (c == 0xFE0F && previous != 0) {
            begin(at, UnitKind::Dropped);
        } else if (keepsShaping(at, c)) {
            begin(at, UnitKind::Plain);
            append(c);
        } else {
            begin(at, UnitKind::Invisible);
            if (isBidiControl(c)) append(c);
            result.text += QChar(thinSpace);
            previous = 0;
        }
    }

    void addSpace(std::size_t at) {
        begin(at, UnitKind::Space);
        ++spaces;
        const bool wrapsNowhere = spaces > longRunOfSpaces && at + 1 < slice.size() && slice[at + 1] == ' ';
        result.text += wrapsNowhere ? QChar(noBreakSpace) : QChar(u' ');
        previous = 0;
    }

    void add(std::size_t at, const Utf8Unit& unit) {
        const char32_t c = unit.codePoint;
        if (!unit.valid) return spaces = 0, addHexLabel(at, c, 2);
        if (c == ' ') return addSpace(at);
        spaces = 0;
        if (c > 0x590 && isRightToLeft(c)) result.mayMixDirections = true;
        if (c == '\t') {
            begin(at, UnitKind::Tab);
            append(c);
            previous = 0;
        } else if (c < 0x20 || c == 0x7F) {
            addLabel(at, UnitKind::Control, QLatin1String(c == 0x7F ? "DEL" : controlNames[c]));
        } else if (isWideSpace(c)) {
            begin(at, UnitKind::WideSpace);
            append(c);
            previous = 0;
        } else if (c == 0x200C || c == 0x200D || isVariationSelector(c) || isBidiControl(c) ||
                   isOtherIgnorable(c)) {
            addInvisible(at, c);
        } else if (upsetsLayout(c) || (missing && missing(c))) {
            addHexLabel(at, c, 4);
        } else {
            begin(at, UnitKind::Plain);
            append(c);
            previous = c;
        }
    }

    void findStops() {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, result.text);
        for (std::size_t i = 0; i + 1 < result.units.size(); ++i) {
            const DisplayUnit& unit = result.units[i];
            if (unit.kind == UnitKind::Dropped) continue;
            finder.setPosition(unit.utf16);
            const bool joinsStandalone = unit.kind == UnitKind::Plain && !finder.isAtBoundary() && i > 0;
            if (!joinsStandalone) result.stops.push_back({unit.byte, unit.utf16});
        }
        const DisplayUnit& end = result.units.back();
        result.stops.push_back({end.byte, end.utf16});
        findEmoji();
    }

    /// Characters with U+FE0F, and keycaps: the whole grapheme, so that its glyphs still join.
    void findEmoji() {
        std::size_t stop = 0;
        for (std::size_t i = 0; i + 1 < result.units.size(); ++i) {
            const DisplayUnit& unit = result.units[i];
            while (stop + 1 < result.stops.size() && result.stops[stop + 1].byte <= unit.byte) ++stop;
            const bool keycap = unit.kind == UnitKind::Plain && result.text[unit.utf16] == QChar(0x20E3);
            if ((unit.kind != UnitKind::Dropped && !keycap) || stop + 1 >= result.stops.size()) continue;
            const EmojiRun run{result.stops[stop].utf16, result.stops[stop + 1].utf16};
            if (result.emoji.empty() || result.emoji.back().begin != run.begin) result.emoji.push_back(run);
        }
    }

    std::string_view slice;
    const MissingGlyph& missing;
    DisplayText result;
    char32_t previous = 0; ///< the last code point shown as itself, 0 after a stand-in
    int spaces = 0;
};

} // namespace

DisplayText displayText(std::string_view slice, const MissingGlyph& missing, const Preedit& preedit) {
    return Builder(slice, missing).build(preedit);
}

std::size_t DisplayText::stopAtByte(std::size_t byte) const {
    const auto after =
        std::upper_bound(stops.begin(), stops.end(), byte,
                         [](std::size_t value, const CaretStop& stop) { return value < stop.byte; });
    std::size_t index = after == stops.begin() ? 0 : std::size_t(after - stops.begin()) - 1;
    while (index > 0 && stops[index - 1].byte == stops[index].byte) --index; // before a preedit
    return index;
}

std::size_t DisplayText::stopAtUtf16(std::size_t utf16) const {
    const auto after =
        std::upper_bound(stops.begin(), stops.end(), utf16,
                         [](std::size_t value, const CaretStop& stop) { return value < stop.utf16; });
    return after == stops.begin() ? 0 : std::size_t(after - stops.begin()) - 1;
}

int DisplayText::utf16At(std::size_t byte) const {
    const auto after =
        std::upper_bound(units.begin(), units.end(), byte,
                         [](std::size_t value, const DisplayUnit& unit) { return value < unit.byte; });
    std::size_t index = after == units.begin() ? 0 : std::size_t(after - units.begin()) - 1;
    while (index > 0 && units[index - 1].byte == units[index].byte) --index;
    return units[index].utf16;
}

} // namespace tokenarium
