// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences and rows for people about one token: what they are seeing, and how it was merged together.
#pragma once

#include "engine/view/token_details.h"

#include <QString>

#include <vector>

namespace tokenarium {

/// One turn of the merge loop with the bytes on both sides, ready to be written as "l + o → lo".
struct MergeRung {
    std::string left, right;
    TokenId result = 0;
};

/// The rungs of `details.merges` in order. Merges that do not lie inside the token's bytes are left out.
std::vector<MergeRung> mergeLadder(const TokenDetails& details);

/// One or two plain sentences that answer "what am I seeing?" for this very token, in the language of the
/// window.
QString explainToken(const TokenDetails& details);

} // namespace tokenarium
