// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles have all numbers of a list, boxes have the areas of their weights, and the best line is the best.
#include "engine/cost/known_models.h"
#include "engine/view/line_fit.h"
#include "engine/view/treemap.h"
#include "engine/view/weight_tiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tokenarium {
namespace {

TEST(WeightTiles, HaveAllNumbers) {
    for (const KnownModel& known : knownModels()) {
        const TensorList tensors = loadArchitecture(known.config, known.id, known.options).tensors;
        const ParameterCount count = countParameters(tensors);
        for (const auto& tiles : {tilesByKind(tensors), tilesByLayer(tensors)}) {
            std::size_t all = 0, active = 0;
            for (const WeightTile& tile : tiles) {
                all += tile.elements;
                active += tile.active;
                EXPECT_EQ(tile.layers * tile.copies * tile.shape.elements(), tile.elements) << tile.name;
            }
            EXPECT_EQ(all, count.total) << known.id;
            EXPECT_EQ(active, count.active) << known.id;
        }
        const GroupCounts groups = countGroups(tensors);
        EXPECT_EQ(std::accumulate(groups.all.begin(), groups.all.end(), std::size_t{0}), count.total)
            << known.id;
        EXPECT_EQ(groups.all[std::size_t(WeightGroup::Experts)] > 0, count.experts > 0) << known.id;
    }
}

TEST(WeightTiles, EqualLayersAreOne) {
    const TensorList tensors = loadArchitecture(knownModel("llama-3-8b")->config, "llama").tensors;
    const std::vector<WeightTile> kinds = tilesByKind(tensors);
    ASSERT_EQ(kinds.size(), 12U); // table, nine in each layer, norm, head
    const auto up = std::find_if(kinds.begin(), kinds.end(), [](const WeightTile& tile) {
        return tile.name == "model.layers.*.mlp.up_proj.weight";
    });
    ASSERT_NE(up, kinds.end());
    EXPECT_EQ(up->layers, 32U);
    EXPECT_EQ(sumOfProducts(kinds, WeightGroup::FeedForward, 12),
              "32 × 14336 × 4096 + 32 × 14336 × 4096 + 32 × 4096 × 14336");
    EXPECT_EQ(sumOfProducts(kinds, std::nullopt, 1), "128256 × 4096 + …");
    EXPECT_EQ(tilesByLayer(tensors)[1].layer, std::size_t{0});
    EXPECT_FALSE(tilesByLayer(tensors)[0].layer.has_value());
}

TEST(Treemap, AreasAreSharesAndBoxesDoNotOverlap) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const std::size_t count = 1 + random() % 60;
        std::vector<double> weights;
        for (std::size_t i = 0; i < count; ++i)
            weights.push_back(std::pow(10.0, double(random() % 5000) / 1000));
        const TreemapBox whole{5, 7, 100 + double(random() % 900), 50 + double(random() % 500)};
        const std::vector<TreemapBox> boxes = squarified(weights, whole);
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (std::size_t i = 0; i < count; ++i) {
            const double wanted = weights[i] / total * whole.area();
            EXPECT_NEAR(boxes[i].area(), wanted, 1e-6 * wanted + 1e-9);
            EXPECT_GE(boxes[i].x, whole.x - 1e-6);
            EXPECT_LE(boxes[i].x + boxes[i].width, whole.x + whole.width + 1e-6);
            EXPECT_LE(boxes[i].y + boxes[i].height, whole.y + whole.height + 1e-6);
        }
        // Random points lie in exactly one box.
        for (int shot = 0; shot < 50; ++shot) {
            const double x = whole.x + whole.width * (double(random() % 10000) + 0.5) / 10000;
            const double y = whole.y + whole.height * (double(random() % 10000) + 0.5) / 10000;
            const auto hit = std::count_if(boxes.begin(), boxes.end(),
                                           [&](const TreemapBox& box) { return box.contains(x, y); });
            EXPECT_EQ(hit, 1) << round;
        }
    }
}

TEST(Treemap, EqualWeightsAreNearlySquares) {
    for (const TreemapBox& box : squarified(std::vector<double>(12, 1.0), {0, 0, 400, 300}))
        EXPECT_NEAR(box.width / box.height, 1, 0.01);
}

TEST(Treemap, NonsenseIsEmpty) {
    const auto boxes = squarified({0, -1, NAN, INFINITY, 2}, {0, 0, 10, 10});
    EXPECT_EQ(boxes[4].area(), 100);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(boxes[i].area(), 0);
    EXPECT_EQ(squarified({1, 2}, {0, 0, 0, 10})[0].area(), 0);
    EXPECT_TRUE(squarified({}, {0, 0, 10, 10}).empty());
}

TEST(LineFit, NoLineIsBetter) {
    std::mt19937 random(3);
    const auto number = [&] { return double(random() % 1000) / 50; };
    for (int round = 0; round < 100; ++round) {
        std::vector<FitPoint> points;
        for (std::size_t i = 0; i < 2 + random() % 8; ++i) points.push_back({number(), number()});
        const FitLine best = leastSquares(points);
        const double least = squaredError(points, best);
        for (int other = 0; other < 20; ++other) {
            const FitLine line{best.slope + (number() - 10) / 100, best.intercept + (number() - 10) / 10};
            EXPECT_GE(squaredError(points, line), least - 1e-9);
        }
    }
    EXPECT_EQ(leastSquares({}), FitLine{});
    EXPECT_EQ(leastSquares({{2, 4}, {2, 6}}).at(100), 5); // level through the mean
    EXPECT_EQ(squaredError({{1, 3}, {2, 4}}, {0, 0}), 25);
}

} // namespace
} // namespace tokenarium
