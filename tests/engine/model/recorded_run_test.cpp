// SPDX-License-Identifier: GPL-3.0-or-later
// A recorded run tells what a plain run computes, keeps less where it must, and stops when it is told to.
#include "engine/backend/cpu_backend.h"
#include "engine/model/forward.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

namespace tokenarium {
namespace {

std::shared_ptr<const ReadyModel> tinyModel() {
    return openReadyModel(std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources/models/tiny");
}

/// [T, V] by a run that nobody watches.
std::vector<float> plainLogits(const ReadyModel& model, const std::vector<TokenId>& ids) {
    const SequenceInput text{ids, nullptr};
    const OpenedModel& opened = model.opened;
    return model.backend->read(forward(opened.config, opened.weights, *model.backend, {&text, 1}).logits);
}

TEST(RecordedRun, PredictsAsAPlainRunDoes) {
    const auto model = tinyModel();
    const std::vector<TokenId> ids = promptTokens(model->opened, "emma").ids;
    const auto run = recordRun(model, ids);
    EXPECT_EQ(run->detail, RecordedRun::Detail::Everything);
    const std::vector<float> plain = plainLogits(*model, ids);
    const std::size_t width = plain.size() / ids.size();
    for (std::size_t t = 0; t < ids.size(); ++t) {
        const std::vector<float> row(plain.begin() + std::ptrdiff_t(t * width),
                                     plain.begin() + std::ptrdiff_t((t + 1) * width));
        EXPECT_EQ(logitsAt(*run, t), row);
        if (t + 1 < ids.size()) {
            EXPECT_NEAR(run->surprise[t + 1], -std::log(softmaxOf(row)[ids[t + 1]]), 1e-5);
        }
    }
    EXPECT_EQ(run->surprise[0], 0);
}

TEST(RecordedRun, KeepsTheResidualStreamWhereThereIsNoRoomForAll) {
    const auto model = tinyModel();
    const std::vector<TokenId> ids = promptTokens(model->opened, "oliver").ids;
    const std::uint64_t all = recordedBytes(model->opened.config, ids.size());
    const auto whole = recordRun(model, ids, {}, all), layers = recordRun(model, ids, {}, all - 1);
    EXPECT_EQ(whole->detail, RecordedRun::Detail::Everything);
    EXPECT_EQ(layers->detail, RecordedRun::Detail::Layers);
    EXPECT_FALSE(whole->values("block.1.attention.probs").empty());
    EXPECT_TRUE(layers->values("block.1.attention.probs").empty());
    for (const char* name : {"embed.tokens", "block.1.middle", "block.1.output", "final.norm"}) {
        ASSERT_FALSE(layers->values(name).empty()) << name;
        EXPECT_TRUE(std::ranges::equal(layers->values(name), whole->values(name))) << name;
    }
    EXPECT_EQ(layers->lastLogits, whole->lastLogits);
    EXPECT_EQ(layers->surprise, whole->surprise);
}

TEST(RecordedRun, TheLensOfTheLastLayerIsThePrediction) {
    const auto model = tinyModel();
    const auto run = recordRun(model, promptTokens(model->opened, "anna").ids);
    const std::size_t last = run->tokens() - 1;
    const std::string name = "block." + std::to_string(model->opened.config.layers - 1) + ".output";
    EXPECT_EQ(logitsOfResiduals(*model, run->row(name, last)), run->lastLogits);
}

TEST(RecordedRun, StopsAndRefuses) {
    const auto model = tinyModel();
    std::stop_source source;
    source.request_stop();
    const std::vector<TokenId> ids = promptTokens(model->opened, "anna").ids;
    EXPECT_EQ(recordRun(model, ids, {}, 1U << 30, source.get_token()), nullptr);
    EXPECT_THROW(recordRun(model, {}), std::runtime_error);
    EXPECT_THROW(recordRun(model, std::vector<TokenId>(model->opened.config.positions + 1, 1)),
                 std::runtime_error);
}

TEST(RecordedRun, AVectorThatIsSetToItselfChangesNothing) {
    const auto model = tinyModel();
    const std::vector<TokenId> ids = promptTokens(model->opened, "zoe").ids;
    const auto run = recordRun(model, ids);
    Intervention same;
    same.kind = Intervention::Kind::SetVector;
    same.tensor = "block.0.output";
    same.token = 1;
    const auto row = run->row(same.tensor, same.token);
    same.vector.assign(row.begin(), row.end());
    EXPECT_EQ(recordRun(model, ids, {same})->lastLogits, run->lastLogits);
    same.vector[0] += 1;
    EXPECT_NE(recordRun(model, ids, {same})->lastLogits, run->lastLogits);
}

TEST(PromptTokens, WrittenMarksAreNotWrittenTwice) {
    const auto model = openReadyModel(std::filesystem::path(TOKENARIUM_SOURCE_DIR) / "resources/models/stories");
    const auto& marks = model->opened.marks;
    const PromptTokens plain = promptTokens(model->opened, "Once"), chinese = promptTokens(model->opened, "从前");
    EXPECT_EQ(plain.opening, 2U);
    EXPECT_EQ(plain.ids[0], *marks.beginning);
    EXPECT_EQ(plain.ids[1], *marks.english);
    EXPECT_EQ(chinese.ids[1], *marks.chinese);
    const PromptTokens marked = promptTokens(model->opened, "<|pair|>Once");
    EXPECT_EQ(marked.opening, 1U);
    EXPECT_EQ(marked.ids[1], *marks.pair);
    EXPECT_EQ(promptTokens(model->opened, "").ids.front(), *marks.beginning);
}

} // namespace
} // namespace tokenarium
