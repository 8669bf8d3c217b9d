// SPDX-License-Identifier: GPL-3.0-or-later
// What each rung of the ladder is, and what articles claim about it.
#pragma once

#include "engine/cost/parameter_ladder.h"

#include <QString>

#include <vector>

namespace tokenarium {

QString rungName(const LadderRung& rung);
/// One or two sentences.
QString rungMeaning(const LadderRung& rung);

/// What somebody wrote, and what is true of it.
struct RungClaim {
    enum class Verdict { Right, Wrong, Depends };
    Verdict verdict = Verdict::Right;
    QString claim, truth;
};
std::vector<RungClaim> rungClaims(const LadderRung& rung);
/// "✗", "✓", "≈": never colour alone.
QString verdictMark(RungClaim::Verdict verdict);
/// The article whose claims these are.
QString claimSource();

} // namespace tokenarium
