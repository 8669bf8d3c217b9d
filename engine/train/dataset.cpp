// SPDX-License-Identifier: GPL-3.0-or-later
// Tokenizing in parallel, cutting long documents, and the order of an epoch.
#include "engine/train/dataset.h"

#include "engine/file/quoted_name.h"
#include "engine/model/sampling.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <thread>

namespace tokenarium {

namespace {

constexpr std::size_t documentsAtOnce = 256;
constexpr std::uint64_t repeatSalt = 3;
constexpr unsigned overlapPart = 4;

std::vector<std::optional<TokenId>> marksOf(const Recipe& recipe, const Vocabulary& vocabulary) {
    std::vector<std::optional<TokenId>> marks;
    for (const RecipeText& text : recipe.texts) {
        marks.emplace_back();
        if (text.mark.empty()) continue;
        for (const SpecialToken& special : vocabulary.specialTokens())
            if (special.text == text.mark) marks.back() = special.id;
        if (!marks.back())
            throw std::runtime_error("the text " + inQuotes(text.name) + " has the mark " +
                                     inQuotes(text.mark) + ", which is no special token of the tokenizer.");
    }
    return marks;
}

/// Some documents, one behind the other.
struct TokenizedBlock {
    std::vector<TokenId> ids;
    std::vector<std::size_t> lengths;
};

TokenizedBlock tokenizeBlock(std::span<const TextDocument> documents, const TextTokenizer& tokenizer,
                             const DocumentMarks& around, std::span<const std::optional<TokenId>> marks) {
    TokenizedBlock block;
    for (const TextDocument& document : documents) {
        const std::size_t before = block.ids.size();
        block.ids.push_back(*around.beginning);
        if (marks[document.source]) block.ids.push_back(*marks[document.source]);
        tokenizer.encodeIds(document.text, block.ids);
        block.ids.push_back(around.ends.front());
        block.lengths.push_back(block.ids.size() - before);
    }
    return block;
}

std::uint64_t codePoints(std::string_view text) {
    return static_cast<std::uint64_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::uint16_t repeatsOf(const RecipeText& text, std::uint64_t hash) {
    const double whole = std::floor(text.repeat);
    return static_cast<std::uint16_t>(whole + (hashShare(hash, repeatSalt) < text.repeat - whole ? 1 : 0));
}

/// Windows over the ids begin … begin + count of one document.
std::vector<TextWindow> windowsOf(std::uint64_t begin, std::size_t count, std::size_t context) {
    const std::size_t inputs = count - 1, overlap = context / overlapPart;
    std::vector<TextWindow> windows;
    std::size_t asked = 0;
    while (asked < inputs) {
        const std::size_t from = asked < overlap ? 0 : asked - overlap;
        const std::size_t length = std::min(context, inputs - from);
        windows.push_back(
            {begin + from, static_cast<std::uint32_t>(length), static_cast<std::uint32_t>(asked - from)});
        asked = from + length;
    }
    return windows;
}

/// Tokenizes all documents on several threads.
std::vector<TokenizedBlock> tokenizeAll(std::span<const TextDocument> documents,
                                        const TextTokenizer& tokenizer, const DocumentMarks& around,
                                        std::span<const std::optional<TokenId>> marks, std::size_t threads,
                                        std::stop_token stop, const std::function<void(double)>& progress) {
    std::vector<TokenizedBlock> blocks((documents.size() + documentsAtOnce - 1) / documentsAtOnce);
    std::atomic<std::size_t> next = 0;
    const auto work = [&](bool reports) {
        for (std::size_t i; !stop.stop_requested() && (i = next++) < blocks.size();) {
            const std::size_t first = i * documentsAtOnce;
            blocks[i] =
                tokenizeBlock(documents.subspan(first, std::min(documentsAtOnce, documents.size() - first)),
                              tokenizer, around, marks);
            if (reports && progress) progress(static_cast<double>(i) / static_cast<double>(blocks.size()));
        }
    };
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work, false);
    work(true);
    helpers.clear(); // waits for them
    return blocks;
}

} // namespace

Dataset createDataset(const Recipe& recipe, const TextDocuments& documents, const TextTokenizer& tokenizer,
                      const DocumentMarks& around, std::size_t context, std::size_t threads,
                      std::stop_token stop, const std::function<void(double)>& progress) {
    const auto marks = marksOf(recipe, tokenizer.vocabulary());
    std::vector<TokenizedBlock> blocks =
        tokenizeAll(documents.documents, tokenizer, around, marks, threads, stop, progress);
    Dataset data;
    if (stop.stop_requested()) return data;
    std::size_t count = 0;
    for (const TokenizedBlock& block : blocks) count += block.ids.size();
    data.ids.reserve(count);
    for (TokenizedBlock& block : blocks) {
        data.ids.insert(data.ids.end(), block.ids.begin(), block.ids.end());
        block.ids = {};
    }
    std::uint64_t begin = 0;
    for (std::size_t i = 0; i < documents.documents.size(); ++i) {
        const TextDocument& document = documents.documents[i];
        const std::size_t length = blocks[i / documentsAtOnce].lengths[i % documentsAtOnce];
        const auto windows = windowsOf(begin, length, context);
        if (document.validation)
            data.addToValidation(windows, length, codePoints(document.text),
                                 marks[document.source].has_value());
        else
            data.addToTraining(windows, length, codePoints(document.text),
                               repeatsOf(recipe.texts[document.source], document.hash));
        begin += length;
    }
    if (data.tokensOfEpoch == 0)
        throw std::runtime_error("no document is left to train with: all texts have a repeat of 0 or belong "
                                 "to the validation split.");
    return data;
}

void Dataset::addToTraining(const std::vector<TextWindow>& windows, std::size_t tokens,
                            std::uint64_t codePoints, std::uint16_t repeat) {
    trainingSize.add(tokens, codePoints);
    for (const TextWindow& window : windows) {
        trainingWindows.push_back(window);
        repeats.push_back(repeat);
        tokensOfEpoch += std::uint64_t{window.length} * repeat;
    }
}

void Dataset::addToValidation(std::vector<TextWindow> windows, std::size_t tokens, std::uint64_t codePoints,
                              bool marked) {
    validationSize.add(tokens, codePoints);
    if (marked) windows.front().masked = 1;
    validationList.push_back({validationWindows.size(), windows.size(), tokens, codePoints + 1});
    validationWindows.insert(validationWindows.end(), windows.begin(), windows.end());
}

std::vector<std::uint32_t> Dataset::epochOrder(std::uint64_t seed, std::uint64_t epoch) const {
    struct Place {
        double at; ///< in the epoch, from 0 to 1
        std::uint32_t window;
    };
    std::vector<Place> places;
    for (std::uint32_t window = 0; window < trainingWindows.size(); ++window)
        for (std::uint16_t turn = 0; turn < repeats[window]; ++turn) {
            const std::uint64_t number = (std::uint64_t{window} << 16) | turn;
            const double draw = uniformNumber(seed, (epoch << 44) ^ number);
            places.push_back({(turn + draw) / repeats[window], window});
        }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.at != b.at ? a.at < b.at : a.window < b.window;
    });
    std::vector<std::uint32_t> order;
    order.reserve(places.size());
    for (const Place& place : places) order.push_back(place.window);
    return order;
}

TrainingText Dataset::text(const TextWindow& window, std::vector<TokenId>& targets) const {
    const std::size_t first = targets.size();
    assert(targets.capacity() - first >= window.length); // else the texts before would lose theirs
    targets.insert(targets.end(), window.masked, noTarget);
    const auto following = ids.begin() + static_cast<std::ptrdiff_t>(window.begin + 1);
    targets.insert(targets.end(), following + window.masked, following + window.length);
    return {std::span(ids).subspan(window.begin, window.length),
            std::span<const TokenId>(targets).subspan(first, window.length)};
}

std::uint64_t Dataset::tokenFingerprint() const {
    std::uint64_t hash = trainingWindows.size() * 0x9E3779B97F4A7C15U + tokensOfEpoch;
    for (const TokenId id : ids) hash = (hash ^ id) * 0x100000001B3U;
    return hash;
}

std::uint64_t Dataset::windowFingerprint() const {
    std::uint64_t hash = validationWindows.size();
    const auto add = [&](std::uint64_t number) { hash = (hash ^ number) * 0x100000001B3U; };
    for (const auto* windows : {&trainingWindows, &validationWindows})
        for (const TextWindow& window : *windows)
            for (const std::uint64_t number :
                 {window.begin, std::uint64_t{window.length}, std::uint64_t{window.masked}})
                add(number);
    for (const std::uint16_t repeat : repeats) add(repeat);
    return hash;
}

} // namespace tokenarium
