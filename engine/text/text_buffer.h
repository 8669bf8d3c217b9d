// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of an editable text: a gap buffer, so that typing costs the distance to the last edit.
#pragma once

#include "engine/token/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Any bytes, not necessarily UTF-8. One thread at a time.
class TextBuffer {
public:
    TextBuffer() = default;
    explicit TextBuffer(std::string_view text);

    std::size_t size() const { return bytes.size() - (gapEnd - gapBegin); }
    char at(std::size_t position) const { return bytes[position < gapBegin ? position : position + (gapEnd - gapBegin)]; }
    /// Appends the bytes of `span` to `out`.
    void copy(Span span, std::string& out) const;
    std::string text() const;
    void replace(Span removed, std::string_view inserted);
    /// The text from `begin` to the end as one view, valid until the next call of a non-const function. Moves
    /// the gap to `begin`: cheap near the last edit.
    std::string_view tail(std::size_t begin);

private:
    void moveGap(std::size_t position);
    std::vector<char> bytes; // text before the gap, gap, text after the gap
    std::size_t gapBegin = 0, gapEnd = 0;
};

} // namespace tokenarium
