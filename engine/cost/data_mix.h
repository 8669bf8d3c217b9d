// SPDX-License-Identifier: GPL-3.0-or-later
// What GPT-3 was trained on, and how often it saw each part (Brown et al. 2020, arXiv 2005.14165, section 2.2
// and Table 2.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tokenarium {

enum class DataSource : std::uint8_t { CommonCrawl, WebText2, Books1, Books2, Wikipedia };

struct DataPart {
    DataSource source = DataSource::CommonCrawl;
    double tokens = 0;          ///< that there are
    std::size_t percent = 0;    ///< of what is drawn, as printed; they add up to 101, for each is rounded
    double publishedEpochs = 0; ///< as printed beside it; from shares that are not rounded
};
std::span<const DataPart> gpt3DataMix();

inline constexpr double gpt3TokensSeen = 300e9;
/// Common Crawl, compressed, before it was filtered, and after.
inline constexpr double gpt3RawBytes = 45e12, gpt3FilteredBytes = 570e9;
inline constexpr const char* gpt3DataSource = "Brown et al. 2020, arXiv 2005.14165, Table 2.2";

double tokensSeenOf(const DataPart& part, double tokensSeen); ///< by the printed share
/// How often each of its tokens was seen.
double epochsOf(const DataPart& part, double tokensSeen);
double gpt3TokensInAll();
std::size_t gpt3PercentInAll();

} // namespace tokenarium
