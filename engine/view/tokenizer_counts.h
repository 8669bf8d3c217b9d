// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens one text has under each tokenizer, for the comparison chart.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

struct TokenizerCount {
    std::string name;                  ///< o200k_base
    std::string title;                 ///< "GPT-4o, GPT-5"
    std::optional<std::size_t> tokens; ///< nullopt: its vocabulary is not installed
};

struct TokenizerCounts {
    std::vector<TokenizerCount> rows; ///< in the catalog's order
    std::string current;              ///< name of the one the text is shown with; may be none of the rows (a file)
    bool counting = false;            ///< the numbers are those of the text before; new ones are on their way
};

} // namespace tokenarium
