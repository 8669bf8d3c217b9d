// SPDX-License-Identifier: GPL-3.0-or-later
// A training as lines to draw: few enough points for a chart, with what they are to be compared to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokenarium {

struct CurvePoint {
    double tokens = 0, value = 0;
    bool operator==(const CurvePoint&) const = default;
};

/// What of a step the line shows.
enum class CurveQuantity : std::uint8_t { Loss, Rate, GradientNorm, TokensPerSecond };

/// When a training ends: at its last token, or before, when the validation loss got no better so many times.
struct StopRule {
    std::optional<CurvePoint> best; ///< the evaluation that is to be beaten
    std::size_t withoutBetter = 0;  ///< evaluations since
    std::size_t patience = 0;       ///< so many end it; 0: only the last token does
    double endsAt = 0;              ///< tokens: where it ends if nothing gets better any more
    bool isEarly = false;           ///< that is before the last token
};

/// A plain value. Loss in nats per token.
struct LossCurve {
    CurveQuantity quantity = CurveQuantity::Loss;
    std::vector<CurvePoint> steps; ///< means of neighbouring steps; the last point is the last step itself
    std::vector<CurvePoint> validation;     ///< Loss only: every evaluation of the model under way
    std::optional<double> uniform, unigram; ///< Loss only: baselines
    std::optional<StopRule> stop;           ///< Loss only
    double wantedTokens = 0;                ///< where the training ends by itself
};

/// At most `most` points: neighbours are averaged, but for the last one, which stays as it is.
std::vector<CurvePoint> thinnedCurve(const std::vector<CurvePoint>& points, std::size_t most);

} // namespace tokenarium
