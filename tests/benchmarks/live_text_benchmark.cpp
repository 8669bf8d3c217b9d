// SPDX-License-Identifier: GPL-3.0-or-later
// One keystroke in the middle of a megabyte: what TokenIndex::update costs, for each tokenizer and kind of
// text. The bound to compare with: 0.1 ms on ordinary text, 5 ms where the whole megabyte is one piece.
#include "engine/text/live_text.h"
#include "engine/text/tokenizer_catalog.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace tokenarium;

namespace {

constexpr std::size_t megabyte = 1 << 20;

std::string repeated(std::string_view unit) {
    std::string text;
    while (text.size() + unit.size() <= megabyte) text += unit;
    return text;
}

/// Sentences of made-up words with English letter frequencies, 12 words a line, or all in one line.
std::string english(bool inOneLine) {
    std::mt19937 random(1);
    const std::string_view letters = "eeeeeetttttaaaaooooiiiinnnnssshhhrrrddlluuccmmffwwyyggppbvk";
    std::string text;
    for (std::size_t word = 1; text.size() < megabyte; ++word) {
        const std::size_t start = text.size();
        for (std::size_t left = 1 + random() % 5 + random() % 5; left > 0; --left)
            text += letters[random() % letters.size()];
        if (word % 12 == 1) text[start] = char(text[start] - 'a' + 'A');
        text += word % 12 == 0 ? (inOneLine ? ". " : ".\n") : random() % 9 == 0 ? ", " : " ";
    }
    return text;
}

/// Random common ideographs (U+4E00 … U+57FF) in sentences.
std::string chinese() {
    std::mt19937 random(2);
    std::string text;
    while (text.size() < megabyte) {
        for (std::size_t left = 5 + random() % 20; left > 0; --left) {
            const unsigned codePoint = 0x4E00 + random() % 0xA00;
            text += char(0xE0 | codePoint >> 12);
            text += char(0x80 | (codePoint >> 6 & 0x3F));
            text += char(0x80 | (codePoint & 0x3F));
        }
        text += random() % 3 ? "，" : "。\n";
    }
    return text;
}

void keystroke(benchmark::State& state, const TextTokenizer& tokenizer, const std::string& text,
               const std::string& key) {
    TextBuffer buffer(text);
    TokenIndex index = std::move(*TokenIndex::build(tokenizer, text));
    std::size_t middle = text.size() / 2;
    while ((text[middle] & 0xC0) == 0x80) ++middle;
    std::vector<double> nanoseconds;
    bool inserted = false;
    for (auto unused : state) {
        (void)unused;
        const Span removed{middle, inserted ? middle + key.size() : middle};
        const std::string_view typed = inserted ? std::string_view() : std::string_view(key);
        inserted = !inserted;
        const auto start = std::chrono::steady_clock::now();
        buffer.replace(removed, typed);
        benchmark::DoNotOptimize(index.update(tokenizer, buffer, removed, typed.size()));
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(taken.count());
        nanoseconds.push_back(taken.count() * 1e9);
    }
    std::sort(nanoseconds.begin(), nanoseconds.end());
    state.counters["median_ns"] = nanoseconds[nanoseconds.size() / 2];
    state.counters["worst_ns"] = nanoseconds.back();
    state.counters["tokens"] = double(index.tokenCount());
}

void registerAll(const TokenizerCatalog& catalog) {
    struct Kind {
        std::string name, text, key;
    };
    static const std::vector<Kind> kinds{{"english", english(false), "e"},
                                         {"english_one_line", english(true), "e"},
                                         {"chinese", chinese(), "中"},
                                         {"one_letter", repeated("a"), "a"},
                                         {"spaces", repeated(" "), " "},
                                         {"other_letter_in_one_letter", repeated("a"), "b"},
                                         {"letter_in_spaces", repeated(" "), "b"}};
    for (const TokenizerInfo& info : catalog.all()) {
        if (!info.present) continue;
        const std::shared_ptr<const TextTokenizer> tokenizer = catalog.load(info.name);
        for (const Kind& kind : kinds)
            benchmark::RegisterBenchmark(("keystroke/" + info.name + "/" + kind.name).c_str(),
                                         [tokenizer, &kind](benchmark::State& state) {
                                             keystroke(state, *tokenizer, kind.text, kind.key);
                                         })
                ->UseManualTime()
                ->MinTime(0.2)
                ->Unit(benchmark::kMicrosecond);
    }
}

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    registerAll(TokenizerCatalog(TokenizerCatalog::defaultFolders()));
    benchmark::RunSpecifiedBenchmarks();
}
