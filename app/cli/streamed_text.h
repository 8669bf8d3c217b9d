// SPDX-License-Identifier: GPL-3.0-or-later
// Text that arrives token by token: a character goes out when all its bytes are there.
#pragma once

#include "engine/text/text_tokenizer.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium::cli {

/// What comes out is always UTF-8: a byte that belongs to no character becomes U+FFFD. Keeps a reference to
/// the tokenizer.
class StreamedText {
public:
    /// `before` are the ids that stand before the first one, for tokenizers that look back.
    StreamedText(const TextTokenizer& decoder, std::vector<TokenId> before)
        : tokenizer(decoder)
        , ids(std::move(before)) {}

    /// The characters that are complete now; perhaps none.
    std::string add(TokenId id);
    /// What is left when no token follows.
    std::string finish();

private:
    std::string take(bool last);
    const TextTokenizer& tokenizer;
    std::vector<TokenId> ids;
    std::string waiting;
};

/// A token as one word on a line: its text in quotation marks, line ends and bytes that cannot be shown
/// escaped.
std::string shownToken(const TextTokenizer& tokenizer, TokenId id);

} // namespace tokenarium::cli
