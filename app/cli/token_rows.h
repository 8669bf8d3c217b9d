// SPDX-License-Identifier: GPL-3.0-or-later
// A table of tokens for people, printed a row at a time so that a text of any length streams through.
#pragma once

#include "app/cli/output.h"
#include "engine/text/text_tokenizer.h"

#include <string>
#include <string_view>

namespace tokenarium::cli {

/// `tokenizer` and `output` must live longer.
class TokenRows {
public:
    TokenRows(const TextTokenizer& ofTokenizer, Output& to) : tokenizer(ofTokenizer), output(to) {}
    void printHeading();
    /// The next token: its id, where it begins, and the bytes of the text it stands for.
    void print(TokenId id, std::size_t position, std::string_view bytes);
    void printSum(std::size_t bytes);

private:
    std::string described(TokenId id, std::string_view bytes) const;
    const TextTokenizer& tokenizer;
    Output& output;
    std::size_t count = 0;
};

} // namespace tokenarium::cli
