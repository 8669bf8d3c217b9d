// SPDX-License-Identifier: GPL-3.0-or-later
// Editable text whose tokens are always current: after an edit only the touched pieces are redone.
#pragma once

#include "engine/text/text_buffer.h"
#include "engine/text/text_tokenizer.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A token of a live text with what its neighbours make of it.
struct LiveToken {
    Token token;           ///< span in bytes of the text
    std::size_t index = 0; ///< 0 = first token of the text
    bool startsPiece = false;
};

/// What an edit did to the tokens: tokens [first, first + removed) of the old stream became
/// [first, first + added) of the new one; `span` is the region of the new text whose pieces were redone.
struct TokenChange {
    std::size_t first = 0, removed = 0, added = 0;
    Span span;
};

/// The tokens of a text, stored in chunks of about a thousand so that an edit shifts only counts. Does not
/// hold the text. Law: always equal to encode(tokenizer, text) and to the pieces of split. One thread at a
/// time.
class TokenIndex {
public:
    TokenIndex();
    ~TokenIndex();
    TokenIndex(TokenIndex&&) noexcept;
    TokenIndex& operator=(TokenIndex&&) noexcept;

    /// Tokenizes everything, for worker threads: `progress` is told the bytes done now and then; returns
    /// nullopt when stopped.
    static std::optional<TokenIndex> build(const TextTokenizer& tokenizer, std::string_view text,
                                           std::stop_token stop = {},
                                           const std::function<void(std::size_t)>& progress = {});

    /// Call after `text` had `removed` replaced by `insertedBytes` bytes.
    TokenChange update(const TextTokenizer& tokenizer, TextBuffer& text, Span removed,
                       std::size_t insertedBytes);

    std::size_t tokenCount() const;
    /// The token that covers byte `at`, or nullopt (white space in BERT has none).
    std::optional<LiveToken> tokenAt(std::size_t at) const;
    /// Token number `index` (< tokenCount()).
    LiveToken token(std::size_t index) const;
    /// Appends the tokens that share a byte with `span`, in order.
    void tokens(Span span, std::vector<LiveToken>& out) const;
    /// The piece that holds byte `at` (< text size).
    Span pieceAt(std::size_t at) const;
    /// Ids in order, appended.
    void ids(std::vector<TokenId>& out) const;

private:
    struct Data;
    std::unique_ptr<Data> data;
};

} // namespace tokenarium
