// SPDX-License-Identifier: GPL-3.0-or-later
// Every golden case of sounds, pictures, films, genes, series, points and actions.
#include "tests/engine/multimodal_facts.h"

#include <gtest/gtest.h>

namespace tokenarium::testing {
namespace {

TEST(Facts, MultimodalCountsAndValues) {
    Quantities all = sequenceQuantities();
    all.merge(pictureQuantities());
    all.merge(soundQuantities());
    checkFacts("multimodal.json", all, 141);
}

} // namespace
} // namespace tokenarium::testing
