// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the backend for rows, since only it can read its own weights.
#include "engine/view/embedding_rows.h"

#include "engine/model/recorded_run.h"
#include "engine/view/residual_stream.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace tokenarium {
namespace {

std::vector<TokenId> idsOf(const ReadyModel& model, const std::string& text) {
    std::vector<TokenId> ids;
    for (const Token& token : encode(*model.opened.tokenizer, text).tokens) ids.push_back(token.id);
    return ids;
}

} // namespace

std::vector<float> embeddingRows(const ReadyModel& model, std::span<const TokenId> ids) {
    if (ids.empty()) return {};
    const ModelConfig& config = model.opened.config;
    std::vector<std::uint32_t> known(ids.begin(), ids.end());
    for (std::uint32_t& id : known)
        if (id >= config.vocabularySize) id = 0;
    return computeAlone(model, [&] {
        Tensor rows = model.backend->allocate("view.rows", {known.size(), config.width});
        model.backend->embedding(known, model.opened.weights.tokens, rows);
        return loadValues(*model.backend, rows);
    });
}

std::vector<NearToken> nearestTokens(const ReadyModel& model, TokenId id, std::size_t count) {
    constexpr std::size_t atOnce = 1024;
    const std::size_t size =
        std::min(model.opened.config.vocabularySize, model.opened.tokenizer->vocabulary().size());
    const std::size_t width = model.opened.config.width;
    const std::vector<float> wanted = embeddingRows(model, std::span(&id, 1));
    std::vector<NearToken> near;
    for (std::size_t first = 0; first < size; first += atOnce) {
        std::vector<TokenId> ids(std::min(atOnce, size - first));
        std::iota(ids.begin(), ids.end(), static_cast<TokenId>(first));
        const std::vector<float> rows = embeddingRows(model, ids);
        for (std::size_t i = 0; i < ids.size(); ++i)
            near.push_back({ids[i], cosineOf(wanted, std::span(rows).subspan(i * width, width))});
    }
    const auto nearer = [id](const NearToken& a, const NearToken& b) {
        if ((a.id == id) != (b.id == id)) return a.id == id;
        return a.cosine != b.cosine ? a.cosine > b.cosine : a.id < b.id;
    };
    count = std::min(count, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end(), nearer);
    near.resize(count);
    return near;
}

std::vector<TokenId> tokensOfWord(const ReadyModel& model, const std::string& word) {
    if (word.size() > 1 && word[0] == '#') {
        TokenId id = 0;
        const auto [end, problem] = std::from_chars(word.data() + 1, word.data() + word.size(), id);
        if (problem == std::errc() && end == word.data() + word.size() &&
            id < model.opened.tokenizer->vocabulary().size())
            return {id};
    }
    const std::vector<TokenId> bare = idsOf(model, word), inText = idsOf(model, " " + word);
    return inText.size() < bare.size() ? inText : bare;
}

bool knowsWord(const ReadyModel& model, const std::string& word) {
    const std::vector<TokenId> ids = tokensOfWord(model, word);
    const Vocabulary& vocabulary = model.opened.tokenizer->vocabulary();
    return !ids.empty() && (ids.size() == 1 || ids.size() < word.size()) &&
           std::none_of(ids.begin(), ids.end(),
                        [&](TokenId id) { return vocabulary.kind(id) == TokenKind::Unknown; });
}

std::vector<WordVector> wordVectors(const ReadyModel& model, std::span<const std::string> words) {
    const std::size_t width = model.opened.config.width;
    std::vector<WordVector> vectors;
    for (const std::string& word : words) {
        WordVector one{word, tokensOfWord(model, word), {}};
        const std::vector<float> rows = embeddingRows(model, one.ids);
        if (!rows.empty()) one.vector.assign(width, 0);
        for (std::size_t i = 0; i < rows.size(); ++i)
            one.vector[i % width] += rows[i] / static_cast<float>(one.ids.size());
        vectors.push_back(std::move(one));
    }
    return vectors;
}

GroupCosines groupCosines(std::span<const WordVector> words, std::size_t firstGroup) {
    GroupCosines means;
    std::size_t within = 0, across = 0;
    for (std::size_t a = 0; a < std::min(firstGroup, words.size()); ++a)
        for (std::size_t b = a + 1; b < words.size(); ++b) {
            const double cosine = cosineOf(words[a].vector, words[b].vector);
            (b < firstGroup ? means.within : means.across) += cosine;
            ++(b < firstGroup ? within : across);
        }
    if (within > 0) means.within /= static_cast<double>(within);
    if (across > 0) means.across /= static_cast<double>(across);
    return means;
}

std::vector<float> cosineMatrix(std::span<const WordVector> words) {
    std::vector<float> matrix;
    for (const WordVector& a : words)
        for (const WordVector& b : words) matrix.push_back(static_cast<float>(cosineOf(a.vector, b.vector)));
    return matrix;
}

SharedPart sharedPart(std::span<const WordVector> words, std::size_t count) {
    if (count < 2 || words.size() < count) return {};
    for (auto id = words[0].ids.rbegin(); id != words[0].ids.rend(); ++id) {
        const auto has = [&](const WordVector& word) {
            return std::find(word.ids.begin(), word.ids.end(), *id) != word.ids.end();
        };
        if (std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count), has))
            return {true, *id};
    }
    return {};
}

} // namespace tokenarium
