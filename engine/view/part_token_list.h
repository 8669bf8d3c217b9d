// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of a part one by one, in words: what each stands for.
#pragma once

#include "engine/token/token.h"
#include "engine/view/part_summary.h"

#include <functional>

namespace tokenarium {

struct ListedToken {
    std::optional<TokenId> id; ///< where the rule gives one without a network
    std::string meaning; ///< "x 0–32, y 64–96", "0.50–0.54 s, codebook 3", "ATGCAA at 12", "t: 3.5"
};

/// Calls `use` for each token that stands for a place, in order; tokens that a rule adds for nothing to be
/// seen (a base price, [CLS], an overview) are not among them. False where the rule does not say what its
/// tokens stand for, or the kind has no such rule: then nothing was called.
bool listPartTokens(const PartSummary& summary, std::string_view rule,
                    const std::function<void(const ListedToken&)>& use);

} // namespace tokenarium
