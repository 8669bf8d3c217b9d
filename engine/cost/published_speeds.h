// SPDX-License-Identifier: GPL-3.0-or-later
// Speeds of reading and of serving as others have published them: landmarks for what is measured here.
#pragma once

#include <cstdint>
#include <span>

namespace tokenarium {

enum class Landmark : std::uint8_t {
    Reading,
    Llama70OnTwoH100,
    MaverickOnB200,
    TenThousand,
    FixedHardware8B
};

struct PublishedSpeed {
    Landmark what = Landmark::Reading;
    double tokensPerSecond = 0;
    const char* source = ""; ///< with its year
    bool isComputed = false; ///< from a published number; else it is the published number itself
};

/// In rising order. None of them was measured again.
std::span<const PublishedSpeed> publishedSpeeds();
/// So many requests at once, always: what NVIDIA measured on 2 H100 SXM with FP8 (NIM LLM Benchmarking guide
/// 1.0.0, Llama-3.3-70B, 5,000 tokens in, 500 out).
struct PublishedServing {
    double concurrency = 0, ttftSeconds = 0, itlSeconds = 0, tokensPerSecond = 0;
};
std::span<const PublishedServing> publishedServing();
inline constexpr const char* publishedServingSource =
    "NVIDIA NIM LLM Benchmarking guide 1.0.0: Llama-3.3-70B, 2 x H100, FP8, 5,000 tokens in, 500 out";

inline constexpr const char* publishedSpeedsAsOf = "2026-11-21";

} // namespace tokenarium
