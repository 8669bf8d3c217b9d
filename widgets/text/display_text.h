// SPDX-License-Identifier: GPL-3.0-or-later
// The characters that are laid out for a slice of bytes, and the maps between both.
#pragma once

#include <QString>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace tokenarium {

/// How a stretch of bytes is shown.
enum class UnitKind : std::uint8_t {
    Plain,
    Space, ///< U+0020: laid out as a space, or as a no-break space inside very long runs, so that they wrap
    WideSpace, ///< any other space
    Tab,
    Control, ///< as its name in small letters (NUL, ESC …): control pictures are unreadable at reading size
    Label,   ///< as small hex digits: an invalid byte, or a code point without a glyph
    Invisible, ///< a thin mark in place of a sign without width that stands alone
    Dropped,   ///< not laid out: U+FE0F, which would split emoji
    Preedit,   ///< no bytes: what an input method is composing
};

/// One code point or invalid byte; it lasts until the next unit.
struct DisplayUnit {
    std::uint16_t byte = 0;  ///< from the start of the slice
    std::uint16_t utf16 = 0; ///< in DisplayText::text
    UnitKind kind = UnitKind::Plain;
};

/// Where a caret may stand: at the start of a grapheme, or at the end of the text.
struct CaretStop {
    std::uint16_t byte = 0;
    std::uint16_t utf16 = 0;
};

struct Preedit {
    std::size_t byte = 0; ///< from the start of the slice
    QString text;
};

/// UTF-16 indexes of a character that is to be drawn as an emoji though it has a plain form too.
struct EmojiRun {
    std::uint16_t begin = 0, end = 0;
};

struct DisplayText {
    QString text;
    std::vector<DisplayUnit> units; ///< in order, then one for the end
    std::vector<CaretStop> stops;   ///< in order, the last one at the end
    std::vector<EmojiRun> emoji;    ///< in order
    std::uint16_t bytes = 0;        ///< without the newline
    std::uint8_t newlineBytes = 0;  ///< 0, 1 (LF) or 2 (CR LF)
    bool mayMixDirections = false;  ///< holds right-to-left signs: x does not grow with the position
    bool startsRightToLeft = false; ///< direction of the first strong character

    /// Index of the last stop at or before the byte (or UTF-16 index).
    std::size_t stopAtByte(std::size_t byte) const;
    std::size_t stopAtUtf16(std::size_t utf16) const;
    /// UTF-16 index of the unit that holds the byte; for a position at a preedit, before it.
    int utf16At(std::size_t byte) const;
};

/// Whether the font has no glyph for a code point.
using MissingGlyph = std::function<bool(char32_t)>;

/// `slice` may end with a newline, which is not laid out. `missing` may be empty: then every glyph is there.
DisplayText displayText(std::string_view slice, const MissingGlyph& missing, const Preedit& preedit = {});

} // namespace tokenarium
