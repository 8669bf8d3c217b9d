// SPDX-License-Identifier: GPL-3.0-or-later
// Names of modalities and the landmarks of the context gauge.
#include "engine/prompt/prompt.h"

#include <array>

namespace tokenarium {

const char* modalityName(Modality modality) {
    static constexpr std::array<const char*, modalities> names = {"text",  "sound", "picture",
                                                                  "video", "gene",  "series"};
    return names[static_cast<std::size_t>(modality)];
}

const std::vector<ContextLandmark>& contextLandmarks() {
    static const std::vector<ContextLandmark> landmarks = {
        {"page", 667, "500 words at 0.75 words a token"},
        {"picture-4k", 3'870, "3840 x 2160 in 15 tiles of 258 tokens (Gemini 2, tiles of 768)"},
        {"podcast-text", 12'000, "an hour, 150 words a minute, 0.75 words a token"},
        {"podcast-sound", 115'200, "an hour at 32 tokens a second (Gemini)"},
        {"novel", 120'000, "90,000 words at 0.75 words a token"},
        {"million", 1'000'000, "the largest window that is common in 2026"}};
    return landmarks;
}

} // namespace tokenarium
