// SPDX-License-Identifier: GPL-3.0-or-later
// Everything there is to say about one token of a text, as plain values: the inspector and the CLI print it.
#pragma once

#include "engine/text/live_text.h"
#include "engine/text/text_buffer.h"
#include "engine/text/text_tokenizer.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// One code point (or invalid byte) that the token touches.
struct CodePointPart {
    std::uint32_t codePoint = 0;   ///< 0xFFFFFFFF for an invalid byte
    std::string name;              ///< Unicode name by ICU, "<control-000A>" style labels where it has none
    std::string written;           ///< the whole character in UTF-8, with invisible ones made visible (␠, ↵, ␀ …)
    Span bytes;                    ///< where the whole character lies in the text
    Span covered;                  ///< the part of those bytes that this token covers
    std::vector<TokenId> sharedBy; ///< ids of all tokens that cover it, in order, when it is cut; else empty
};

struct TokenDetails {
    TokenId id = 0;
    std::size_t index = 0;           ///< 0 = first token
    Span span;                       ///< bytes of the text
    std::string bytes;               ///< the bytes of the text that the token covers, the first 4 KiB of them
    std::string entry;               ///< the vocabulary's entry (differs for WordPiece: "##ing", lower case)
    TokenKind kind = TokenKind::Normal;
    std::optional<std::size_t> rank; ///< order of learning, where the vocabulary has one
    std::size_t rankedEntries = 0;   ///< how many entries of the vocabulary have a rank
    std::vector<CodePointPart> parts; ///< the characters of `bytes`
    std::vector<Merge> merges;       ///< the merges that made this token, in order, places counted from the
                                     ///< piece's start; none for pieces of more than 4 KiB
};

/// Token number `index` (< tokens.tokenCount()) of the text that `tokens` were made from with `tokenizer`.
TokenDetails describeToken(const TextTokenizer& tokenizer, const TextBuffer& text, const TokenIndex& tokens,
                           std::size_t index);

/// "e4 bd a0"
std::string hexBytes(std::string_view bytes);
/// Text for a table or a chip: white space and controls as visible marks (␠ ⇥ ↵ ␀), invalid or cut bytes as
/// ⟨E4⟩⟨BD⟩, everything else that cannot be seen as ⟨U+200D⟩, and a mark without a letter on a dotted circle.
std::string visibleText(std::string_view bytes);
/// ICU's name, or "<control-000A>", "<private-use-E000>", "<unassigned-…>" labels.
std::string codePointName(std::uint32_t codePoint);

} // namespace tokenarium
