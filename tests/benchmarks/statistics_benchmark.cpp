// SPDX-License-Identifier: GPL-3.0-or-later
// One keystroke in the middle of a megabyte, and counting a megabyte from nothing.
#include "engine/text/text_statistics.h"

#include <benchmark/benchmark.h>

#include <string>

namespace tokenarium {
namespace {

std::string megabyteOf(std::string_view line) {
    std::string text;
    while (text.size() < 1000000) text += line;
    return text;
}

constexpr std::string_view english =
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of "
    "foolishness, it was the epoch of belief, it was the epoch of incredulity.\n";
constexpr std::string_view chinese =
    "春天来了，公园里的花都开了。我们一家人早上八点出门，坐地铁去看花，中午在湖边吃饭，"
    "下午才慢慢走回家。\n";

void typing(benchmark::State& state, std::string_view line) {
    const std::string text = megabyteOf(line);
    TextBuffer buffer(text);
    TextStatistics statistics = TextStatistics::build(text);
    std::size_t at = text.find(line, text.size() / 2);
    for (auto _ : state) {
        buffer.replace({at, at}, "x");
        statistics.update(buffer, {at, at}, 1);
        buffer.replace({at, at + 1}, "");
        statistics.update(buffer, {at, at + 1}, 0);
        benchmark::DoNotOptimize(statistics.counts());
    }
    state.SetItemsProcessed(2 * static_cast<std::int64_t>(state.iterations()));
}

void counting(benchmark::State& state, std::string_view line) {
    const std::string text = megabyteOf(line);
    for (auto _ : state) benchmark::DoNotOptimize(countText(text));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

} // namespace

BENCHMARK_CAPTURE(typing, english, english)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(typing, chinese, chinese)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(counting, english, english)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(counting, chinese, chinese)->Unit(benchmark::kMillisecond);

} // namespace tokenarium
