// SPDX-License-Identifier: GPL-3.0-or-later
// A gap buffer: [text before the gap][gap][text after it] in one allocation.
#include "engine/text/text_buffer.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace tokenarium {

TextBuffer::TextBuffer(std::string_view text)
    : bytes(text.begin(), text.end())
    , gapBegin(text.size())
    , gapEnd(text.size()) {}

void TextBuffer::copy(Span span, std::string& out) const {
    assert(span.begin <= span.end && span.end <= size());
    const std::size_t gap = gapEnd - gapBegin;
    const std::size_t before = std::clamp(gapBegin, span.begin, span.end);
    out.append(bytes.data() + span.begin, before - span.begin);
    out.append(bytes.data() + before + gap, span.end - before);
}

std::string TextBuffer::text() const {
    std::string out;
    out.reserve(size());
    copy({0, size()}, out);
    return out;
}

void TextBuffer::moveGap(std::size_t position) {
    if (position == gapBegin) return; // an empty buffer has no memory to move
    const std::size_t gap = gapEnd - gapBegin;
    if (position < gapBegin)
        std::memmove(bytes.data() + position + gap, bytes.data() + position, gapBegin - position);
    else
        std::memmove(bytes.data() + gapBegin, bytes.data() + gapEnd, position - gapBegin);
    gapBegin = position;
    gapEnd = position + gap;
}

void TextBuffer::replace(Span removed, std::string_view inserted) {
    assert(removed.begin <= removed.end && removed.end <= size());
    moveGap(removed.begin);
    gapEnd += removed.size();
    if (gapEnd - gapBegin < inserted.size()) {
        // Grow by an eighth, so that typing at random places costs amortised constant copies.
        const std::size_t after = bytes.size() - gapEnd;
        const std::size_t room = inserted.size() + std::max<std::size_t>(4096, size() / 8);
        std::vector<char> larger(gapBegin + room + after);
        std::copy_n(bytes.data(), gapBegin, larger.data());
        std::copy_n(bytes.data() + gapEnd, after, larger.data() + gapBegin + room);
        bytes = std::move(larger);
        gapEnd = gapBegin + room;
    }
    std::copy(inserted.begin(), inserted.end(), bytes.data() + gapBegin);
    gapBegin += inserted.size();
}

std::string_view TextBuffer::tail(std::size_t begin) {
    assert(begin <= size());
    moveGap(begin);
    return {bytes.data() + gapEnd, bytes.size() - gapEnd};
}

} // namespace tokenarium
