// SPDX-License-Identifier: GPL-3.0-or-later
// Known models as a server sees them, and GPUs as a server has them.
#pragma once

#include "app/serving/serving_choices.h"
#include "engine/cost/accelerators.h"
#include "engine/cost/known_models.h"
#include "engine/cost/serving.h"

#include <vector>

namespace tokenarium {

/// A model that writes text, with what its configuration gives.
struct ServedPreset {
    const KnownModel* known = nullptr;
    double parameters = 0;   ///< all of them
    double active = 0;       ///< those that work for a token; the same where there are no experts
    double cacheNumbers = 0; ///< that a token adds to the cache
};

/// Those of knownModels() that write text, in its order; computed once.
const std::vector<ServedPreset>& servedPresets();
/// The first where there is none of that id.
const ServedPreset& servedPreset(const std::string& id);

ModelOnServer servedModel(const ServedPreset& preset, const ServingChoices& choices);

/// Operations a second of one GPU in the format of the weights: 8-bit floats where weights have 8 bits and
/// the GPU computes in them, else 16-bit.
double peakOf(const Accelerator& card, double weightBits);
/// All GPUs of a server together.
ServingHardware servingHardware(const Accelerator& card, const ServingChoices& choices);

} // namespace tokenarium
