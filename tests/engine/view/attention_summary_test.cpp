// SPDX-License-Identifier: GPL-3.0-or-later
// Averages, lists and thumbnails of attention against plain loops, on a real run and on small matrices.
#include "engine/view/attention_summary.h"

#include "engine/model/recorded_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace tokenarium {
namespace {

std::shared_ptr<const RecordedRun> tinyRun(std::uint64_t budget = std::uint64_t(1) << 30) {
    const auto model = openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny");
    return recordRun(model, {5, 17, 3, 200, 17, 9, 44}, {}, budget);
}

TEST(AttentionSummary, ChoicesAreTheRecordedHeadsAndTheirMeans) {
    const auto run = tinyRun();
    const AttentionMaps maps = attentionMapsOf(run);
    ASSERT_EQ(maps.layers.size(), 3U);
    ASSERT_EQ(maps.heads, 4U);
    const auto at = [&](std::size_t layer, std::size_t head, std::size_t i) {
        return run->values("block." + std::to_string(layer) + ".attention.probs")[head * 49 + i];
    };
    const auto head = attentionOf(maps, {1, 2}), layer = attentionOf(maps, {1, std::nullopt}),
               all = attentionOf(maps, {});
    ASSERT_EQ(head.size(), 49U);
    for (std::size_t i = 0; i < 49; ++i) {
        EXPECT_EQ(head[i], at(1, 2, i));
        double sum = 0, whole = 0;
        for (std::size_t h = 0; h < 4; ++h) sum += at(1, h, i);
        for (std::size_t l = 0; l < 3; ++l)
            for (std::size_t h = 0; h < 4; ++h) whole += at(l, h, i);
        EXPECT_NEAR(layer[i], sum / 4, 1e-6);
        EXPECT_NEAR(all[i], whole / 12, 1e-6);
    }
    EXPECT_TRUE(attentionOf(maps, {3, 0}).empty());
    EXPECT_TRUE(attentionOf(maps, {0, 4}).empty());
}

TEST(AttentionSummary, WhatATokenReadsSumsToOneAndNobodyReadsAhead) {
    const auto weights = attentionOf(attentionMapsOf(tinyRun()), {2, 1});
    for (std::size_t token = 0; token < 7; ++token) {
        const auto reads = tokensReadBy(weights, token, 99);
        double sum = 0;
        for (const AttentionShare& share : reads) {
            EXPECT_LE(share.token, token);
            EXPECT_EQ(share.weight, weights[token * 7 + share.token]);
            sum += share.weight;
        }
        EXPECT_NEAR(sum, 1, 1e-5);
        EXPECT_TRUE(std::is_sorted(reads.rbegin(), reads.rend(),
                                   [](const auto& a, const auto& b) { return a.weight < b.weight; }));
        for (const AttentionShare& share : tokensThatRead(weights, token, 99)) {
            EXPECT_GE(share.token, token);
            EXPECT_EQ(share.weight, weights[share.token * 7 + token]);
        }
    }
    EXPECT_EQ(tokensReadBy(weights, 6, 2).size(), 2U);
    EXPECT_TRUE(tokensReadBy(weights, 7, 2).empty());
}

TEST(AttentionSummary, ARunOfLayersOnlyHasNoMaps) {
    const auto run = tinyRun(0);
    ASSERT_EQ(run->detail, RecordedRun::Detail::Layers);
    EXPECT_TRUE(attentionMapsOf(run).layers.empty());
    EXPECT_TRUE(attentionMapsOf(nullptr).layers.empty());
}

TEST(AttentionSummary, StrongestLinesAreTheTopOfAllWeakestFirst) {
    std::mt19937 random(3);
    std::vector<float> weights(30 * 30);
    for (float& weight : weights) weight = float(random() % 5) / 7;
    const auto lines = strongestLines(weights, 200);
    ASSERT_EQ(lines.size(), 200U);
    std::vector<float> sorted = weights;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::size_t i = 0; i < 200; ++i) {
        EXPECT_EQ(lines[i].weight, sorted[199 - i]);
        EXPECT_EQ(lines[i].weight, weights[lines[i].reader * 30 + lines[i].read]);
    }
}

TEST(AttentionSummary, ThumbnailsLoseNoMaximum) {
    std::vector<float> weights(100 * 100, 0.1F);
    weights[73 * 100 + 21] = 0.9F;
    const AttentionThumbnail small = thumbnailOf(weights, 32);
    ASSERT_EQ(small.side, 32U);
    EXPECT_EQ(small.values[73 * 32 / 100 * 32 + 21 * 32 / 100], 0.9F);
    EXPECT_EQ(std::count(small.values.begin(), small.values.end(), 0.9F), 1);
    EXPECT_EQ(std::count(small.values.begin(), small.values.end(), 0.1F), 32 * 32 - 1);
    EXPECT_EQ(thumbnailOf(std::vector<float>{1, 0, 0.5F, 0.5F}, 32).values,
              (std::vector<float>{1, 0, 0.5F, 0.5F}));
}

} // namespace
} // namespace tokenarium
