// SPDX-License-Identifier: GPL-3.0-or-later
// Tokenizes a text that arrives in parts, exactly as if it had arrived whole.
#pragma once

#include "app/cli/consumer.h"
#include "engine/text/special_finder.h"
#include "engine/text/text_tokenizer.h"

#include <functional>
#include <span>

namespace tokenarium::cli {

/// Takes only pieces whose splitter did not look beyond what has arrived (Piece::look).
class TokenReader : public Consumer {
public:
    /// Told some tokens in order: their spans count from the start of `text`, which begins at byte `position`
    /// of the input.
    using Take =
        std::function<void(std::string_view text, std::size_t position, std::span<const Token> tokens)>;

    /// Templates are the caller's business: SpecialMode::Template reads as Special. `tokenizer` must live
    /// longer.
    TokenReader(const TextTokenizer& tokenizer, SpecialMode mode, Take take);
    std::size_t consume(std::string_view text, bool last) override;
    std::size_t bytesRead() const { return position; }

private:
    std::size_t consumePlain(std::string_view text, std::size_t begin, bool last);
    const TextTokenizer& tokenizer;
    SpecialFinder finder; // finds nothing in SpecialMode::Plain
    Take take;
    std::size_t position = 0;
    std::vector<Piece> pieces; // members to spare allocations
    std::vector<Token> tokens;
};

} // namespace tokenarium::cli
