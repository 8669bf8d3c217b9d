// SPDX-License-Identifier: GPL-3.0-or-later
// GPT-3's table of data.
#include "engine/cost/data_mix.h"

namespace tokenarium {
namespace {

constexpr DataPart mix[] = {
    {DataSource::CommonCrawl, 410e9, 60, 0.44}, {DataSource::WebText2, 19e9, 22, 2.9},
    {DataSource::Books1, 12e9, 8, 1.9},         {DataSource::Books2, 55e9, 8, 0.43},
    {DataSource::Wikipedia, 3e9, 3, 3.4},
};

} // namespace

std::span<const DataPart> gpt3DataMix() { return mix; }

double tokensSeenOf(const DataPart& part, double tokensSeen) {
    return tokensSeen * static_cast<double>(part.percent) / 100;
}

double epochsOf(const DataPart& part, double tokensSeen) {
    return part.tokens > 0 ? tokensSeenOf(part, tokensSeen) / part.tokens : 0;
}

double gpt3TokensInAll() {
    double sum = 0;
    for (const DataPart& part : mix) sum += part.tokens;
    return sum;
}

std::size_t gpt3PercentInAll() {
    std::size_t sum = 0;
    for (const DataPart& part : mix) sum += part.percent;
    return sum;
}

} // namespace tokenarium
