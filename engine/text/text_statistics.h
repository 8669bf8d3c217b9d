// SPDX-License-Identifier: GPL-3.0-or-later
// Characters (grapheme clusters), words, code points and lines of a text, counted by ICU, kept current under edits.
#pragma once

#include "engine/text/text_buffer.h"

#include <memory>
#include <stop_token>
#include <string_view>

namespace tokenarium {

struct TextCounts {
    std::size_t bytes = 0;
    std::size_t graphemes = 0;  ///< user-perceived characters, UAX #29 extended grapheme clusters
    std::size_t words = 0;      ///< word segments with a letter, number, kana or ideograph (UAX #29, ICU dictionaries)
    std::size_t codePoints = 0; ///< an invalid byte counts as one
    std::size_t lines = 0;      ///< 1 + number of line feeds; 0 for an empty text
    bool operator==(const TextCounts&) const = default;
};

/// Counts everything in one go: the definition.
TextCounts countText(std::string_view text);

/// The same counts kept in blocks cut where ICU's boundaries do not depend on what lies across the cut.
/// Law: counts() == countText(text) whenever isCurrent(). One thread at a time.
class TextStatistics {
public:
    TextStatistics();
    ~TextStatistics();
    TextStatistics(TextStatistics&&) noexcept;
    TextStatistics& operator=(TextStatistics&&) noexcept;
    /// For worker threads; an empty, not current object when stopped.
    static TextStatistics build(std::string_view text, std::stop_token stop = {});
    /// Call after the text had `removed` replaced by `insertedBytes` bytes. When the block that has to be
    /// counted again is longer than 64 KiB nothing is counted: isCurrent() turns false until the next build().
    void update(TextBuffer& text, Span removed, std::size_t insertedBytes);
    bool isCurrent() const;
    TextCounts counts() const;

private:
    struct Data;
    std::unique_ptr<Data> data;
};

} // namespace tokenarium
