// SPDX-License-Identifier: GPL-3.0-or-later
// The interface of every text tokenizer, and the ordinary functions on top that are the same for all of them.
#pragma once

#include "engine/token/token.h"
#include "engine/token/vocabulary.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// One turn of the merge loop: at byte `at` of the piece, `left` and `right` became `result`.
struct Merge {
    std::size_t at = 0;
    TokenId left = 0, right = 0, result = 0;
    bool operator==(const Merge&) const = default;
};

/// A stretch of text whose tokens never merge with its neighbours'.
struct Piece {
    Span span; ///< bytes of the text given to split
    /// One past the furthest byte that was examined to decide that the piece ends here. Looking at the end
    /// of the text counts as one byte: text.size() + 1. As long as no byte before `look` changes (and, where
    /// look > text.size(), nothing is appended) this piece stays. LiveText and streaming rely on it.
    std::size_t look = 0;
    bool operator==(const Piece&) const = default;
};

/// How special tokens that are written in the text are treated.
enum class SpecialMode {
    Plain,    ///< they are ordinary text
    Special,  ///< they become their id
    Template, ///< as Special, and the tokenizer's own [CLS] … [SEP] (or nothing, for GPT) are added
};

/// Immutable after construction and safe to share between threads. All functions are total: any byte string,
/// also one that is not UTF-8, has tokens.
class TextTokenizer {
public:
    virtual ~TextTokenizer() = default;

    virtual const Vocabulary& vocabulary() const = 0;

    /// Appends the pieces of `text` from byte `begin` (a piece boundary, or 0) in order and without gaps,
    /// until one ends at or after `limit` or the text ends. A piece depends only on the text from its own
    /// start on, never on what stands before: a splitter looks forward only.
    virtual void split(std::string_view text, std::size_t begin, std::size_t limit,
                       std::vector<Piece>& out) const = 0;

    /// Appends the tokens of one piece; spans count from the piece's start and lie inside it, in order. A
    /// piece may have no token at all (white space in BERT). With `log`, every merge is appended in order of
    /// happening; tokenizers without merges leave it alone.
    virtual void encodePiece(std::string_view piece, std::vector<Token>& out,
                             std::vector<Merge>* log = nullptr) const = 0;

    /// Appends the ids of the whole text (SpecialMode::Plain). The default goes through split and
    /// encodePiece; fast paths override it.
    virtual void encodeIds(std::string_view text, std::vector<TokenId>& out) const;

    /// The bytes the ids stand for; unknown ids are left out. Exact for byte-level vocabularies.
    virtual std::string decode(std::span<const TokenId> ids) const = 0;

    /// Ids that SpecialMode::Template puts before and after the text; empty for the GPT family.
    virtual std::vector<TokenId> templatePrefix() const { return {}; }
    virtual std::vector<TokenId> templateSuffix() const { return {}; }
};

/// All tokens of `text` in order (spans in bytes of `text`).
TokenStream encode(const TextTokenizer& tokenizer, std::string_view text,
                   SpecialMode mode = SpecialMode::Plain);

} // namespace tokenarium
