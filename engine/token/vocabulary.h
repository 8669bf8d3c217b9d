// SPDX-License-Identifier: GPL-3.0-or-later
// The vocabulary of a tokenizer: id <-> bytes, and which ids are special.
#pragma once

#include "engine/token/token.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// What an id is there for.
enum class TokenKind {
    Normal,  ///< stands for the bytes of its entry
    Special, ///< written by the system, not by the person (<|endoftext|>, [CLS])
    Unknown, ///< stands for whatever the vocabulary cannot spell ([UNK])
    Unused,  ///< a hole in the numbering or a reserved entry
};

struct SpecialToken {
    std::string text;
    TokenId id = 0;
};

/// Read only after construction; safe to share between threads. Views it returns live as long as it does.
class Vocabulary {
public:
    virtual ~Vocabulary() = default;
    /// Largest id + 1. Ids below it may be holes (p50k_base has one).
    virtual std::size_t size() const = 0;
    /// The entry as the vocabulary holds it: raw bytes for byte-level vocabularies, the written piece for
    /// WordPiece ("##ing"); nullopt for a hole or an id past the end.
    virtual std::optional<std::string_view> entry(TokenId id) const = 0;
    virtual std::optional<TokenId> find(std::string_view entry) const = 0;
    virtual TokenKind kind(TokenId id) const = 0;
    /// In id order.
    virtual const std::vector<SpecialToken>& specialTokens() const = 0;
    /// Position in order of learning, 0 = first (the commonest): the merge rank for BPE, the id for WordPiece;
    /// nullopt for special tokens and where a vocabulary has no such order (bytes, characters).
    virtual std::optional<std::size_t> rank(TokenId id) const = 0;
};

} // namespace tokenarium
