// SPDX-License-Identifier: GPL-3.0-or-later
// Every golden case of sounds, pictures, films, genes, series, points and actions.
#include "tests/engine/multimodal_facts.h"

#include <gtest/gtest.h>

namespace tokenarium::testing {
namespace {

TEST(Facts, MultimodalCountsAndValues) {
    // Kinds that are not written yet: whoever writes one takes it out.
    const std::set<std::string> notYet = {"mm.openai_tile",   "mm.openai_gpt_image_input",
                                          "mm.openai_patch",  "mm.anthropic_750",
                                          "mm.anthropic_28",  "mm.gemini_tiles",
                                          "mm.qwen",          "mm.qwen_video",
                                          "mm.vit",           "mm.anyres",
                                          "mm.pooled",        "mm.vq",
                                          "mm.dit",           "mm.tubelet",
                                          "mm.video_sampled", "mm.whisper",
                                          "mm.realtime",      "mm.codec",
                                          "mm.conv_frames",   "mm.ast",
                                          "mm.mel_scale",     "mm.mel_filter",
                                          "mm.log_mel",       "mm.rate"};
    checkFacts("multimodal.json", sequenceQuantities(), 20, notYet);
}

} // namespace
} // namespace tokenarium::testing
