// SPDX-License-Identifier: GPL-3.0-or-later
// What the text editor paints: the bytes of a text and the marks of their tokens, asked for a stretch at a time.
//
// Other view structs are plain values. A text may have 256 MB, so this one is a window onto it: the widget asks
// for the lines it is about to lay out and keeps nothing else.
#pragma once

#include "engine/token/token.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenarium {

/// How one token looks.
struct TokenMark {
    Span span;                ///< bytes of the text
    TokenId id = 0;
    std::size_t index = 0;    ///< 0 = first token of the text
    std::uint8_t tint = 0;    ///< which colour of the scheme: 0…5 for categories, 0…255 for a scale
    bool unknown = false;     ///< [UNK]: to be flagged
};

/// Categories take one of six tints (or one of the scripts' colours); a scale takes a point of the heat map.
enum class TintKind { Category, Scale };

/// GUI thread only.
class TextView {
public:
    virtual ~TextView() = default;
    virtual std::size_t size() const = 0;
    /// Appends the bytes of `span`. They need not be UTF-8.
    virtual void copy(Span span, std::string& out) const = 0;
    /// Appends the marks of the tokens that share a byte with `span`, in order; none while the text is not
    /// tokenized yet.
    virtual void marks(Span span, std::vector<TokenMark>& out) const = 0;
    virtual TintKind tintKind() const = 0;
};

} // namespace tokenarium
