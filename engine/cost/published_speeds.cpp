// SPDX-License-Identifier: GPL-3.0-or-later
// The table.
#include "engine/cost/published_speeds.h"

#include <array>

namespace tokenarium {

std::span<const PublishedSpeed> publishedSpeeds() {
    // 238 words a minute at 0.75 words a token. The article's 10,000 tokens/s is what one B200 gives all
    // users of a 70B model together, as a lower bound.
    static constexpr std::array<PublishedSpeed, 5> table{{
        {Landmark::Reading, 238.0 / 60 / 0.75,
         "Brysbaert 2019, J. Memory and Language 109: 238 words/min, English non-fiction; OpenAI: 0.75 "
         "words/token",
         true},
        {Landmark::Llama70OnTwoH100, 51.67,
         "NVIDIA NIM LLM Benchmarking guide 1.0.0: Llama-3.3-70B, 2 x H100, FP8, one request at a time",
         false},
        {Landmark::MaverickOnB200, 1038,
         "NVIDIA 2025 (vendor claim): Llama 4 Maverick on a DGX B200, per user", false},
        {Landmark::TenThousand, 10000,
         "InferenceX benchmark dashboard: Llama-3.3-70B on one B200, all users together, lower bound", false},
        {Landmark::FixedHardware8B, 17000,
         "Taalas 2026 (vendor claim): an 8B model in fixed hardware (HC1), per user", false},
    }};
    return table;
}

std::span<const PublishedServing> publishedServing() {
    static constexpr std::array<PublishedServing, 5> table{{
        {1, 0.40677, 0.01858, 51.67},
        {5, 0.5467, 0.02183, 218.48},
        {25, 0.68869, 0.03875, 623.4},
        {50, 0.83451, 0.05973, 814.37},
        {100, 7.99625, 0.09291, 917.26},
    }};
    return table;
}

} // namespace tokenarium
