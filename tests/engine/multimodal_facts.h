// SPDX-License-Identifier: GPL-3.0-or-later
// The golden quantities of facts/multimodal.json, a list for each kind of source.
#pragma once

#include "tests/engine/cost/fact_cases.h"

namespace tokenarium::testing {

Quantities pictureQuantities();  ///< pictures and films
Quantities sequenceQuantities(); ///< genes, series, actions, points, words
Quantities soundQuantities();    ///< sounds and rates

} // namespace tokenarium::testing
