// SPDX-License-Identifier: GPL-3.0-or-later
// How fast text becomes ids, beside what reading the same memory costs; and how long opening takes.
// Texts: files named by TOKENARIUM_ENGLISH and TOKENARIUM_CHINESE, else made here (Zipf-like words,
// ideographs).
#include "engine/text/split_words.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/text/utf8.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

namespace {

using namespace tokenarium;

std::string fileNamedBy(const char* variable) {
    const char* path = std::getenv(variable);
    if (!path) return {};
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Words whose frequency falls with their rank, as in real text; 2 MB.
std::string madeText(bool chinese) {
    std::mt19937 random(1);
    std::vector<std::string> words(20000);
    for (std::string& word : words)
        for (unsigned i = 1 + random() % (chinese ? 3 : 9); i > 0; --i)
            appendUtf8(chinese ? 0x4e00 + random() % 3500 : 'a' + random() % 26, word);
    std::string text;
    while (text.size() < 2000000) {
        const double share = (static_cast<double>(random()) + 1) / 4294967296.0;
        text += words[static_cast<std::size_t>(std::pow(share, 4) * static_cast<double>(words.size() - 1))];
        if (random() % 12 == 0) text += chinese ? "。" : ".";
        if (!chinese) text += ' ';
    }
    return text;
}

const std::string& corpus(bool chinese) {
    static const std::string texts[2] = {[] {
                                             auto text = fileNamedBy("TOKENARIUM_ENGLISH");
                                             return text.empty() ? madeText(false) : text;
                                         }(),
                                         [] {
                                             auto text = fileNamedBy("TOKENARIUM_CHINESE");
                                             return text.empty() ? madeText(true) : text;
                                         }()};
    return texts[chinese];
}

/// Bytes per second of adding up all bytes of `text`, the best of five: nothing that reads it can be faster.
double readBound(const std::string& text) {
    double best = 0;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        std::uint64_t sum = 0;
        for (std::size_t at = 0; at + 8 <= text.size(); at += 8) {
            std::uint64_t word;
            std::memcpy(&word, text.data() + at, 8);
            sum += word;
        }
        benchmark::DoNotOptimize(sum);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::max(best, static_cast<double>(text.size()) / taken.count());
    }
    return best;
}

void report(benchmark::State& state, const std::string& text) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(state.iterations() * text.size()) / 1e6,
                                                benchmark::Counter::kIsRate);
    state.counters["read bound MB/s"] = readBound(text) / 1e6;
}

void encodeText(benchmark::State& state, const TextTokenizer& tokenizer, const std::string& text) {
    std::vector<TokenId> ids;
    for (auto unused : state) {
        static_cast<void>(unused);
        ids.clear();
        tokenizer.encodeIds(text, ids);
        benchmark::DoNotOptimize(ids.data());
    }
    report(state, text);
    state.counters["bytes per token"] = static_cast<double>(text.size()) / static_cast<double>(ids.size());
}

void splitText(benchmark::State& state, SplitRule rule, const std::string& text) {
    std::size_t ends[256];
    for (auto unused : state) {
        static_cast<void>(unused);
        std::size_t begin = 0;
        while (const std::size_t count = splitWordEnds(rule, text, begin, ends, 256)) begin = ends[count - 1];
        benchmark::DoNotOptimize(begin);
    }
    report(state, text);
}

void openAndEncode(benchmark::State& state, const TokenizerCatalog& catalog, const std::string& name) {
    for (auto unused : state) {
        static_cast<void>(unused);
        std::vector<TokenId> ids;
        catalog.load(name)->encodeIds("The first token", ids);
        benchmark::DoNotOptimize(ids.data());
    }
}

} // namespace

int main(int argc, char** argv) {
    const TokenizerCatalog catalog(TokenizerCatalog::defaultFolders());
    std::mt19937 random(2);
    std::string letters(1000000, ' ');
    for (char& letter : letters) letter = static_cast<char>('a' + random() % 26);
    const std::string oneLetter(1000000, 'a'), spaces(1000000, ' ');
    for (const auto& [name, rule] : {std::pair{"GPT-2", SplitRule::Gpt2},
                                     {"cl100k", SplitRule::Cl100k},
                                     {"o200k", SplitRule::O200k},
                                     {"Qwen", SplitRule::Qwen},
                                     {"DeepSeek", SplitRule::DeepSeek},
                                     {"Tekken", SplitRule::Tekken}})
        for (const bool chinese : {false, true})
            benchmark::RegisterBenchmark(
                (std::string("split/") + name + (chinese ? "/Chinese" : "/English")).c_str(), splitText, rule,
                corpus(chinese));
    for (const TokenizerInfo& info : catalog.all()) {
        if (!info.present) {
            std::cerr << info.name << " is left out: no " << info.missing << '\n';
            continue;
        }
        const auto tokenizer = catalog.load(info.name);
        const std::pair<const char*, const std::string&> texts[] = {{"English", corpus(false)},
                                                                    {"Chinese", corpus(true)},
                                                                    {"1 MB of a", oneLetter},
                                                                    {"1 MB of spaces", spaces},
                                                                    {"1 MB of random letters", letters}};
        for (const auto& [title, text] : texts)
            benchmark::RegisterBenchmark(
                ("encode/" + info.name + "/" + title).c_str(),
                [tokenizer, &where = text](benchmark::State& state) { encodeText(state, *tokenizer, where); })
                ->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark(("open and first token/" + info.name).c_str(), openAndEncode, catalog,
                                     info.name)
            ->Unit(benchmark::kMillisecond);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
