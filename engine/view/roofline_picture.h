// SPDX-License-Identifier: GPL-3.0-or-later
// The roofline: what arithmetic and memory allow, and where prefill and decoding stand under it.
#pragma once

#include "engine/cost/serving.h"

#include <vector>

namespace tokenarium {

/// `intensity`: operations for each byte that is read.
struct RooflinePoint {
    double intensity = 0, flopsPerSecond = 0;
};

struct RooflinePicture {
    /// From below the smallest intensity of both phases to above the largest, with the ridge between.
    std::vector<RooflinePoint> roof;
    RooflinePoint ridge; ///< where reading takes as long as computing
    RooflinePoint prefill, decode;
    double prefillFlops = 0, prefillBytes = 0, decodeFlops = 0, decodeBytes = 0; ///< of one pass
};

/// The prompt of one request; a step for `batch` sequences of `context` tokens. Flops at the efficiency that
/// is reached, as prefillTime and decodeStep count.
RooflinePicture rooflinePicture(const ModelOnServer& model, const ServingHardware& hardware,
                                double promptTokens, double batch, double context);

} // namespace tokenarium
