// SPDX-License-Identifier: GPL-3.0-or-later
// Every golden case of sounds, pictures, films, genes, series, points and actions.
#include "tests/engine/multimodal_facts.h"

#include <gtest/gtest.h>

namespace tokenarium::testing {
namespace {

TEST(Facts, MultimodalCountsAndValues) {
    // Kinds that are not written yet: whoever writes one takes it out.
    const std::set<std::string> notYet = {"mm.whisper",     "mm.realtime", "mm.codec",
                                          "mm.conv_frames", "mm.ast",      "mm.mel_scale",
                                          "mm.mel_filter",  "mm.log_mel",  "mm.rate"};
    Quantities all = sequenceQuantities();
    all.merge(pictureQuantities());
    checkFacts("multimodal.json", all, 97, notYet);
}

} // namespace
} // namespace tokenarium::testing
