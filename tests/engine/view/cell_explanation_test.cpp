// SPDX-License-Identifier: GPL-3.0-or-later
// Explanations of random cells of every step against the recorded numbers.
#include "engine/backend/packed_matrix.h"
#include "engine/model/prompt_tokens.h"
#include "engine/view/cell_explanation.h"
#include "engine/view/model_stages.h"
#include "tests/engine/view/run_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <set>

namespace tokenarium {
namespace {

using testing::randomRun;
using testing::smallGpt2;
using testing::smallLlama;

/// Some cells of a step, among them the corners, as a view asks for them.
std::vector<CellAddress> someCells(const Step& step, StageHeads heads, const ModelConfig& config,
                                   std::mt19937& random) {
    const std::size_t rank = step.shape.rank(), rows = step.shape[rank - 2], columns = step.shape[rank - 1];
    std::vector<CellAddress> cells;
    for (int i = 0; i < 12; ++i) {
        CellAddress cell{
            step.output, i == 0 ? rows - 1 : random() % rows, i == 0 ? columns - 1 : random() % columns, {}};
        if (rank == 3) cell.head = random() % step.shape[0];
        if (rank == 2 && heads != StageHeads::None && i % 2) {
            cell.head = cell.column / config.headWidth;
            cell.column %= config.headWidth;
        }
        cells.push_back(cell);
    }
    return cells;
}

float recordedAt(const Step& step, const CellAddress& cell, const ModelConfig& config) {
    const std::size_t rank = step.shape.rank(), rows = step.shape[rank - 2], columns = step.shape[rank - 1];
    if (rank == 3) return step.values[(*cell.head * rows + cell.row) * columns + cell.column];
    return step.values[cell.row * columns + cell.column + cell.head.value_or(0) * config.headWidth];
}

double sumOfTerms(const CellExplanation& explanation) {
    double sum = explanation.moreSum;
    for (const ExplanationTerm& term : explanation.terms) sum += term.value;
    return sum;
}

void checkEveryStep(const RecordedRun& run, double tolerance) {
    const ModelConfig& config = run.model->opened.config;
    std::mt19937 random(3);
    std::set<Op> seen;
    for (const ModelStage& stage : modelStages(config, {})) {
        if (stage.tensor.empty()) continue;
        const Step& step = *run.trace.find(stage.tensor);
        seen.insert(step.op);
        for (const CellAddress& cell : someCells(step, stage.heads, config, random)) {
            const auto explained = explainCell(run, cell);
            ASSERT_TRUE(explained) << stage.tensor;
            const float recorded = recordedAt(step, cell, config);
            EXPECT_EQ(explained->recorded, recorded) << stage.tensor;
            EXPECT_FALSE(explained->roundedActivations);
            if (std::isinf(recorded))
                EXPECT_EQ(explained->result, recorded) << stage.tensor;
            else
                EXPECT_NEAR(explained->result, recorded, tolerance * (1 + std::fabs(recorded)))
                    << explained->formula;
            EXPECT_FALSE(explained->numbers.empty());
            EXPECT_LE(explained->terms.size(), 3U);
        }
    }
    EXPECT_GE(seen.size(), 9U);
}

TEST(CellExplanation, EveryStepOfBothFamiliesComesOutAsRecorded) {
    checkEveryStep(*randomRun(smallGpt2(), 9), 1e-5);
    checkEveryStep(*randomRun(smallLlama(), 9), 1e-5);
    ModelConfig other = smallGpt2();
    other.gelu = GeluKind::Erf;
    other.normBias = other.queryKeyValueBias = other.feedForwardBias = false;
    checkEveryStep(*randomRun(other, 5), 1e-5);
    ModelConfig turned = smallLlama();
    turned.ropePairs = RopePairs::Interleaved;
    turned.queryKeyNorm = false;
    checkEveryStep(*randomRun(turned, 5), 1e-5);
}

TEST(CellExplanation, TermsAndTheRestAddUpAndTheLargestAreShown) {
    const auto run = randomRun(smallLlama(), 6);
    const double scale = 1 / std::sqrt(4.0);
    const auto score = explainCell(*run, {"block.1.attention.scores", 4, 2, 3}, {}, 2);
    ASSERT_TRUE(score);
    EXPECT_NEAR(sumOfTerms(*score) * scale, score->recorded, 1e-5);
    EXPECT_EQ(score->moreTerms, 2U);
    ASSERT_EQ(score->terms.size(), 2U);
    EXPECT_GE(std::fabs(score->terms[0].value), std::fabs(score->terms[1].value));
    // Head 4 of four reads key head 2 of two: the numbers are taken straight from the run.
    const auto q = run->row("block.1.attention.query.rotated", 4).subspan(12, 4);
    const auto k = run->row("block.1.attention.key.rotated", 2).subspan(4, 4);
    double largest = 0;
    for (std::size_t i = 0; i < 4; ++i) largest = std::max(largest, std::fabs(double(q[i]) * k[i]));
    EXPECT_NEAR(std::fabs(score->terms[0].value), largest, 1e-9);
    ASSERT_EQ(score->sources.size(), 2U);
    EXPECT_EQ(score->sources[0].tensor, "block.1.attention.query.rotated");
    EXPECT_EQ(score->sources[0].row, 4U);
    EXPECT_EQ(score->sources[0].columnBegin, 12U);
    EXPECT_EQ(score->sources[1].row, 2U);
    EXPECT_EQ(score->sources[1].columnBegin, 4U);
    EXPECT_EQ(score->sources[1].values, std::vector<float>(k.begin(), k.end()));
}

TEST(CellExplanation, SaysTheFormulaWithTheNumbers) {
    const auto run = randomRun(smallGpt2(), 6);
    const auto score = explainCell(*run, {"block.0.attention.scores", 2, 0, 1});
    ASSERT_TRUE(score);
    EXPECT_EQ(score->formula, "scores[head 2][row 3][column 1] = query[row 3] · key[row 1] / √4");
    const auto q = run->row("block.0.attention.query", 2);
    EXPECT_NE(score->numbers.find(formulaNumber(q[4 + score->terms[0].index])), std::string::npos)
        << score->numbers;
    EXPECT_NE(score->numbers.find("… and 1 more = "), std::string::npos) << score->numbers;
    EXPECT_NE(score->numbers.find(") / 2"), std::string::npos) << score->numbers;

    const auto hidden = explainCell(*run, {"block.0.attention.masked", 1, 4, 0});
    EXPECT_EQ(hidden->formula, "masked[head 1][row 2][column 5] = −∞");
    EXPECT_EQ(hidden->numbers, "column 5 comes after row 2, so it may not be read");
    EXPECT_TRUE(hidden->sources.empty());

    FormulaWords chinese;
    chinese.head = "头";
    chinese.row = "行";
    chinese.column = "列";
    EXPECT_EQ(explainCell(*run, {"block.0.attention.scores", 2, 0, 1}, chinese)->formula,
              "scores[头 2][行 3][列 1] = query[行 3] · key[行 1] / √4");
    EXPECT_EQ(formulaNumber(-0.0000123), "−1.23e−05");
    EXPECT_EQ(shortTensorName("block.11.attention.query.rotated"), "query.rotated");
    EXPECT_EQ(shortTensorName("block.3.middle"), "middle");
    EXPECT_EQ(shortTensorName("final.norm"), "final.norm");
}

/// What the 8-bit product does: activations rounded, 32 at a time.
double roundedProduct(const CellExplanation& explained) {
    const std::vector<float>&x = explained.sources[0].values, &w = explained.sources[1].values;
    std::vector<std::int8_t> q(x.size());
    std::vector<float> scales(x.size() / 32);
    quantizeRow(x.data(), x.size(), q.data(), scales.data());
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += double(q[i]) * scales[i / 32] * w[i];
    return sum;
}

TEST(CellExplanation, OfEightBitWeightsTheRoundingIsToldAndIsAllThatDiffers) {
    const auto model = openReadyModel(std::filesystem::path(TOKENARIUM_SOURCE_DIR "/resources/models/poems"));
    const auto run = recordRun(model, promptTokens(model->opened, "床前明月光，").ids);
    std::size_t rounded = 0, differing = 0;
    std::mt19937 random(5);
    for (const ModelStage& stage : modelStages(model->opened.config, {})) {
        if (stage.tensor.empty()) continue;
        const Step& step = *run->trace.find(stage.tensor);
        for (const CellAddress& cell : someCells(step, stage.heads, model->opened.config, random)) {
            const auto explained = explainCell(*run, cell);
            ASSERT_TRUE(explained) << stage.tensor;
            if (!explained->roundedActivations) {
                if (!std::isinf(explained->recorded)) {
                    EXPECT_NEAR(explained->result, explained->recorded,
                                1e-4 * (1 + std::fabs(explained->recorded)))
                        << explained->formula;
                }
                continue;
            }
            ++rounded;
            EXPECT_NEAR(roundedProduct(*explained), explained->recorded,
                        1e-4 * (1 + std::fabs(explained->recorded)))
                << explained->formula;
            EXPECT_NEAR(explained->result, explained->recorded, 0.05 * (1 + std::fabs(explained->recorded)));
            differing += std::fabs(explained->result - explained->recorded) > 1e-6;
        }
    }
    EXPECT_GT(rounded, 100U) << "the matrices of poems have 8 bits";
    EXPECT_GT(differing, rounded / 2) << "otherwise there is nothing to tell";
}

TEST(CellExplanation, SaysNothingOfWhatIsNotThere) {
    const auto run = randomRun(smallGpt2(), 4);
    EXPECT_FALSE(explainCell(*run, {"no.such.tensor", 0, 0, {}}));
    EXPECT_FALSE(explainCell(*run, {"embed.tokens", 4, 0, {}}));
    EXPECT_FALSE(explainCell(*run, {"embed.tokens", 0, 12, {}}));
    EXPECT_FALSE(explainCell(*run, {"block.0.attention.scores", 0, 0, 3}));
    EXPECT_FALSE(explainCell(*run, {"block.0.attention.query", 0, 4, 0})) << "a head is four columns wide";
    const auto layers = randomRun(smallGpt2(), 4, 1);
    EXPECT_FALSE(explainCell(*layers, {"block.0.attention.query", 0, 0, {}})) << "not kept";
    EXPECT_FALSE(explainCell(*layers, {"block.0.middle", 0, 0, {}})) << "one of its inputs was not kept";
    EXPECT_TRUE(explainCell(*layers, {"final.norm", 0, 0, {}}));
}

} // namespace
} // namespace tokenarium
