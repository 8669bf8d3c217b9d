// SPDX-License-Identifier: GPL-3.0-or-later
// What the Inside view tells of a run, against the forward pass itself and plain loops.
#include "engine/backend/cpu_backend.h"
#include "engine/model/forward.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"
#include "engine/view/cache_size.h"
#include "engine/view/embedding_rows.h"
#include "engine/view/logit_lens.h"
#include "engine/view/residual_stream.h"
#include "engine/view/two_meanings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

namespace tokenarium {
namespace {

std::shared_ptr<const ReadyModel> open(const std::string& name) {
    return openReadyModel(std::filesystem::path(TOKENARIUM_SOURCE_DIR "/resources/models") / name);
}
std::shared_ptr<const RecordedRun> runOf(const std::string& name, const std::string& text,
                                         std::uint64_t budget = std::uint64_t(1) << 30) {
    const auto model = open(name);
    return recordRun(model, promptTokens(model->opened, text).ids, {}, budget);
}

TEST(LogitLens, EqualsTheForwardPassOwnLens) {
    const auto run = runOf("poems", "床前明月光，疑是");
    const std::size_t token = 4, layers = run->model->opened.config.layers;
    const LogitLens lens = logitLensOf(*run, token, 5);
    ASSERT_EQ(lens.rows.size(), layers + 1);

    CpuBackend backend(1);
    const OpenedModel again = openModel(run->model->opened, backend, std::nullopt, WeightStorage::AsInFile);
    ForwardOptions options;
    options.logitLens = true;
    const SequenceInput text{run->ids, nullptr};
    const ForwardResult result = forward(again.config, again.weights, backend, {&text, 1}, options);
    ASSERT_EQ(result.lens.size(), layers);
    const std::size_t known = again.tokenizer->vocabulary().size();
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::vector<float> all = backend.read(result.lens[layer]);
        const std::size_t width = result.lens[layer].shape[1];
        const std::vector<double> expected =
            softmaxOf(std::span(all).subspan(token * width, std::min(width, known)));
        const LensRow& row = lens.rows[layer + 1];
        ASSERT_EQ(row.size(), 5U);
        std::vector<double> sorted = expected;
        std::sort(sorted.rbegin(), sorted.rend());
        for (std::size_t i = 0; i < 5; ++i) {
            EXPECT_NEAR(row[i].probability, expected[row[i].id], 1e-4) << layer << ' ' << i;
            EXPECT_NEAR(row[i].probability, sorted[i], 1e-4) << layer << ' ' << i;
        }
    }
    const std::vector<float> last = logitsAt(*run, token);
    EXPECT_EQ(*lens.winner, TokenId(std::max_element(last.begin(), last.end()) - last.begin()));
}

TEST(LogitLens, FindsFromWhereOnTheWinnerLeads) {
    // Three candidates; the winner (2) leads in rows 1, 3 and 4, but for good only from row 3 on.
    const std::vector<float> logits{9, 0, 0, 0, 0, 9, 0, 9, 0, 0, 1, 2, 0, 0, 5};
    const LogitLens lens = lensOfLogits(logits, 5, 2);
    EXPECT_EQ(lens.winner, TokenId(2));
    EXPECT_EQ(lens.leadsFrom, 3U);
    EXPECT_EQ(lens.rows[2][0].id, 1U);
    EXPECT_FALSE(lensOfLogits({}, 0, 5).winner.has_value());
    EXPECT_EQ(lensOfLogits(std::vector<float>{0, 1, 0, 2}, 2, 1).leadsFrom, 0U);
}

TEST(ResidualNorms, AreTheLengthsOfWhatWasRecorded) {
    const auto run = runOf("tiny", "emily had a cat");
    const std::size_t token = 3, layers = run->model->opened.config.layers;
    const ResidualNorms norms = residualNormsOf(*run, token);
    ASSERT_EQ(norms.stream.size(), layers + 1);
    ASSERT_EQ(norms.attention.size(), layers);
    const auto length = [&](const std::string& name, std::size_t row) {
        double sum = 0;
        for (const float x : run->row(name, row)) sum += double(x) * double(x);
        return std::sqrt(sum);
    };
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const std::string block = "block." + std::to_string(layer);
        EXPECT_NEAR(norms.stream[layer + 1], length(block + ".output", token), 1e-6);
        EXPECT_NEAR(norms.attention[layer], length(block + ".attention.output", token), 1e-4);
        EXPECT_NEAR(norms.feedForward[layer], length(block + ".feedforward.output", token), 1e-4);
        double mean = 0;
        for (std::size_t t = 0; t < run->tokens(); ++t) mean += length(block + ".output", t);
        EXPECT_NEAR(norms.meanStream[layer + 1], mean / double(run->tokens()), 1e-6);
    }
    EXPECT_NEAR(norms.stream[0], length("embed.tokens", token), 1e-6);
}

TEST(ResidualNorms, NeedOnlyTheLayersOfALargeModel) {
    const auto all = runOf("tiny", "emily had a cat"), layers = runOf("tiny", "emily had a cat", 0);
    ASSERT_EQ(layers->detail, RecordedRun::Detail::Layers);
    EXPECT_EQ(residualNormsOf(*all, 2).attention, residualNormsOf(*layers, 2).attention);
    EXPECT_EQ(logitLensOf(*all, 2, 3).rows, logitLensOf(*layers, 2, 3).rows);
}

TEST(Cosine, IsThatOfTheAngle) {
    const std::vector<float> a{1, 0}, b{0, 2}, c{-3, 0}, d{1, 1}, zero{0, 0};
    EXPECT_DOUBLE_EQ(cosineOf(a, b), 0);
    EXPECT_DOUBLE_EQ(cosineOf(a, c), -1);
    EXPECT_NEAR(cosineOf(a, d), std::sqrt(0.5), 1e-12);
    EXPECT_EQ(cosineOf(a, zero), 0);
    EXPECT_DOUBLE_EQ(distanceBetween(a, c), 4);
    EXPECT_DOUBLE_EQ(normOf(d), std::sqrt(2.0));
}

TEST(CacheSize, IsWhatTheCacheAllocates) {
    for (const char* name : {"tiny", "poems"}) {
        const auto model = open(name);
        const ModelConfig& config = model->opened.config;
        const CacheShape shape = cacheShapeOf(config);
        CpuBackend backend(1);
        const KvCache cache = createKvCache(config, backend, 17);
        std::uint64_t bytes = 0;
        for (const auto* tensors : {&cache.keys, &cache.values})
            for (const Tensor& tensor : *tensors) bytes += storageBytes(tensor.shape, tensor.dtype);
        EXPECT_EQ(cacheBytes(shape, 17, 4), bytes);
        EXPECT_EQ(cacheBytes(shape, 1, 4), 4 * cacheElementsPerToken(config));
        EXPECT_EQ(cacheBytes(withKeyHeads(shape, 1), 17, 4) * config.keyHeads, bytes);
    }
    EXPECT_EQ(groupedKeyHeads({6, 6, 6, 32, 128}), 2U);
    EXPECT_EQ(groupedKeyHeads({6, 9, 9, 32, 128}), 3U);
    EXPECT_EQ(groupedKeyHeads({6, 8, 1, 32, 128}), 1U);
}

TEST(EmbeddingRows, AreTheTableAndTheNearestAreFoundByLookingAtAll) {
    const auto model = open("poems");
    const std::size_t width = model->opened.config.width;
    const std::vector<float> table = model->backend->read(model->opened.weights.tokens);
    const std::vector<TokenId> ids{700, 3, 700};
    const std::vector<float> rows = embeddingRows(*model, ids);
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t c = 0; c < width; ++c) EXPECT_EQ(rows[i * width + c], table[ids[i] * width + c]);
    std::vector<double> all;
    const std::size_t known = model->opened.tokenizer->vocabulary().size();
    for (std::size_t id = 0; id < known; ++id)
        all.push_back(cosineOf(std::span(table).subspan(700 * width, width),
                               std::span(table).subspan(id * width, width)));
    const auto near = nearestTokens(*model, 700, 20);
    ASSERT_EQ(near.size(), 20U);
    EXPECT_EQ(near[0].id, 700U);
    EXPECT_NEAR(near[0].cosine, 1, 1e-9);
    std::vector<double> sorted = all;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::size_t i = 0; i < near.size(); ++i) {
        EXPECT_NEAR(near[i].cosine, sorted[i], 1e-9);
        EXPECT_NEAR(near[i].cosine, all[near[i].id], 1e-9);
    }
}

TEST(WordVectors, AreTheMeanOfTheirTokensRows) {
    const auto model = open("stories");
    const std::vector<std::string> words{"happiness", "sadness", "river", "#655"};
    const auto vectors = wordVectors(*model, words);
    ASSERT_EQ(vectors.size(), 4U);
    EXPECT_EQ(vectors[3].ids, std::vector<TokenId>{655});
    const std::size_t width = model->opened.config.width;
    const std::vector<float> table = model->backend->read(model->opened.weights.tokens);
    for (const WordVector& word : vectors) {
        ASSERT_EQ(word.vector.size(), width);
        for (std::size_t c = 0; c < width; ++c) {
            double mean = 0;
            for (const TokenId id : word.ids) mean += double(table[id * width + c]) / double(word.ids.size());
            EXPECT_NEAR(word.vector[c], mean, 1e-5);
        }
    }
    const auto matrix = cosineMatrix(vectors);
    EXPECT_NEAR(matrix[1], cosineOf(vectors[0].vector, vectors[1].vector), 1e-6);
    const GroupCosines means = groupCosines(vectors, 2);
    EXPECT_NEAR(means.within, matrix[1], 1e-6);
    EXPECT_NEAR(means.across, (matrix[2] + matrix[3] + matrix[6] + matrix[7]) / 4, 1e-6);
    EXPECT_FALSE(knowsWord(*open("tiny"), "江"));
    EXPECT_TRUE(knowsWord(*open("poems"), "江"));
}

TEST(SharedPart, IsInAllWordsOfTheGroup) {
    const std::vector<WordVector> words{{"a", {1, 7, 9}, {}}, {"b", {2, 9}, {}}, {"c", {4}, {}}};
    EXPECT_TRUE(sharedPart(words, 2).any);
    EXPECT_EQ(sharedPart(words, 2).id, 9U);
    EXPECT_FALSE(sharedPart(words, 3).any);
    EXPECT_FALSE(sharedPart(words, 1).any);
}

TEST(TwoMeanings, FindTheWordAndPartFromZero) {
    const auto model = open("stories");
    const std::string first = "He put the coins in the bank.", second = "They sat on the bank of the river.";
    const TwoSentences both = findSharedToken(*model, first, second, "bank");
    ASSERT_TRUE(both.shared.has_value());
    EXPECT_EQ(both.first.ids[both.first.place], both.shared->id);
    EXPECT_EQ(both.second.ids[both.second.place], both.shared->id);
    const auto parting = partMeanings(model, both);
    ASSERT_TRUE(parting.has_value());
    ASSERT_EQ(parting->distances.size(), model->opened.config.layers + 1);
    EXPECT_EQ(parting->distances[0], 0);
    for (std::size_t i = 1; i < parting->distances.size(); ++i) EXPECT_GT(parting->distances[i], 0);
    // Against runs of which everything is kept.
    const auto one = recordRun(model, both.first.ids), two = recordRun(model, both.second.ids);
    const std::string last = "block." + std::to_string(model->opened.config.layers - 1) + ".output";
    double product = 0, lengths[2] = {0, 0};
    const auto a = one->row(last, both.first.place), b = two->row(last, both.second.place);
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += double(a[i]) * double(b[i]);
        lengths[0] += double(a[i]) * double(a[i]);
        lengths[1] += double(b[i]) * double(b[i]);
    }
    EXPECT_NEAR(parting->distances.back(), 1 - product / std::sqrt(lengths[0] * lengths[1]), 1e-9);
}

TEST(TwoMeanings, OfTheSameSentenceStayTogether) {
    const auto model = open("tiny");
    const TwoSentences both = findSharedToken(*model, "a red cat", "a red cat", "cat");
    const auto parting = partMeanings(model, both);
    ASSERT_TRUE(parting.has_value());
    for (const double distance : parting->distances) EXPECT_EQ(distance, 0);
    EXPECT_GT(parting->yardstick.back(), 0);
}

TEST(TwoMeanings, AWordInsideAnotherIsNotTheWord) {
    const auto model = open("stories");
    const TwoSentences both = findSharedToken(*model, "I believe you.", "Do not lie.", "lie");
    EXPECT_FALSE(both.shared.has_value());
    EXPECT_FALSE(findSharedToken(*model, "I believe you.", "They believe me.", "lie").shared.has_value());
    EXPECT_FALSE(findSharedToken(*model, "abc", "abc", "").shared.has_value());
    EXPECT_FALSE(partMeanings(model, both).has_value());
}

} // namespace
} // namespace tokenarium
