// SPDX-License-Identifier: GPL-3.0-or-later
// One step under the glass, baselines, snapshots and recipes that are written: compared with what they show.
#include "engine/train/watched_step.h"

#include "engine/train/recipe_writer.h"
#include "engine/train/training_baselines.h"
#include "engine/train/training_history.h"
#include "engine/train/training_run.h"
#include "engine/train/training_snapshots.h"
#include "engine/view/training_curves.h"
#include "engine/view/weight_change.h"
#include "tests/engine/train/train_fixture.h"

#include <gmock/gmock.h>

#include <cmath>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::ElementsAre;

namespace {

class WatchedStepTest : public TrainTest {
protected:
    WatchedStep watch(Trainer& on, StepReport& report) {
        StepRecorder recorder(on, backend, recipe.training);
        StepOptions options;
        options.sink = &recorder;
        report = on.step(options);
        return recorder.finish(report);
    }
};

} // namespace

TEST_F(WatchedStepTest, ShowsTheStepThatWasDone) {
    prepare(smallRecipe(",\"clip\":0.1"));
    auto one = trainer(), other = trainer();
    for (int i = 0; i < 3; ++i) one->step({true, nullptr}), other->step({true, nullptr});
    const std::vector<float> before = numbersOf(one->currentWeights());
    StepReport report;
    const WatchedStep watched = watch(*one, report);
    const StepReport plain = other->step({true, nullptr});
    EXPECT_EQ(report.loss, plain.loss);
    EXPECT_EQ(numbersOf(one->currentWeights()), numbersOf(other->currentWeights()));
    std::vector<float> shownBefore, shownAfter;
    double squares = 0;
    for (const WatchedTensor& tensor : watched.tensors) {
        shownBefore.insert(shownBefore.end(), tensor.before.begin(), tensor.before.end());
        shownAfter.insert(shownAfter.end(), tensor.after.begin(), tensor.after.end());
        squares += tensor.gradientNorm * tensor.gradientNorm;
    }
    EXPECT_EQ(shownBefore, before);
    EXPECT_EQ(shownAfter, numbersOf(one->currentWeights()));
    EXPECT_NEAR(std::sqrt(squares), report.gradientNorm, 1e-5 * report.gradientNorm);
    double nats = 0;
    std::size_t asked = 0;
    for (const WatchedText& text : watched.texts)
        for (std::size_t i = 0; i < text.ids.size(); ++i) {
            if (text.targets[i] == noTarget) continue;
            nats += double(text.losses[i]);
            ++asked;
            if (i + 1 < text.ids.size()) {
                EXPECT_EQ(text.targets[i], text.ids[i + 1]);
            }
        }
    EXPECT_NEAR(nats / double(asked), report.loss, 1e-5);
    EXPECT_GT(watched.texts.size(), 4U);
}

TEST_F(WatchedStepTest, TheFormulaOfEveryWeightGivesItsNewValue) {
    for (const char* settings : {",\"clip\":0.1", ",\"optimizer\":\"adamw\",\"clip\":0"}) {
        prepare(smallRecipe(settings));
        auto one = trainer();
        for (int i = 0; i < 2; ++i) one->step();
        StepReport report;
        const WatchedStep watched = watch(*one, report);
        std::size_t muon = 0;
        for (std::size_t tensor = 0; tensor < watched.tensors.size(); ++tensor)
            for (std::size_t i = 0; i < watched.tensors[tensor].before.size(); ++i) {
                const WeightChange change = weightChange(watched, tensor, i);
                ASSERT_NEAR(change.computed, change.after, 2e-6) << change.tensor << " " << i << settings;
                ASSERT_EQ(change.row * (watched.tensors[tensor].shape.rank() == 2
                                            ? watched.tensors[tensor].shape[1]
                                            : 0) +
                              change.column,
                          i);
                muon += change.muon;
            }
        EXPECT_EQ(muon > 0, settings[2] == 'c');
        const auto [tensor, index] = mostChangedWeight(watched);
        EXPECT_GT(std::abs(watched.tensors[tensor].after[index] - watched.tensors[tensor].before[index]), 0);
    }
}

TEST_F(WatchedStepTest, BaselinesAreCounted) {
    prepare(); // four lines of three characters and an end, each four tokens: a b c 3/19 …
    const std::size_t size = tokenizer->vocabulary().size();
    const TrainingBaselines baselines = trainingBaselines(*data, size);
    EXPECT_DOUBLE_EQ(baselines.uniform, std::log(double(size)));
    // An epoch has each line 8 times: a, b, c 24, x, y, z 8, end 32, all others 0; and one more each.
    const double all = 16 * 8 + double(size);
    const double nats = -(9 * std::log(25 / all) + 3 * std::log(9 / all) + 4 * std::log(33 / all)) / 16;
    EXPECT_NEAR(baselines.unigram, nats, 1e-9);
}

TEST(RecipeWriter, WhatIsWrittenIsReadAgain) {
    Recipe recipe =
        loadRecipe(smallRecipe(",\"patience\":3,\"muon_rate\":0.0123,\"decay_from\":0.7",
                               ",\"samples\":{\"prompts\":[\"a\\\"b\",\"春\"],\"every_tokens\":77}"),
                   "a");
    const std::string json = createRecipeJson(recipe);
    const Recipe again = loadRecipe(json, "b");
    EXPECT_EQ(createRecipeJson(again), json);
    EXPECT_EQ(again.samples->prompts, recipe.samples->prompts);
    EXPECT_EQ(again.samples->everyTokens, 77U);
    EXPECT_EQ(again.training.muonRate, 0.0123);
    EXPECT_EQ(again.training.patience, 3U);
    EXPECT_EQ(again.training.decayFrom, 0.7);
    EXPECT_EQ(again.texts[0].repeat, 8);
    recipe.startFrom = "base";
    recipe.lora = LoraRecipe{4, 8, {"all"}};
    const Recipe adapted = loadRecipe(createRecipeJson(recipe), "c");
    EXPECT_EQ(adapted.startFrom, "base");
    EXPECT_EQ(adapted.lora->rank, 4U);
    EXPECT_EQ(adapted.lora->matrices, recipe.lora->matrices);
}

TEST(TrainingSnapshots, TheClosestMomentsGoFirst) {
    EXPECT_THAT(stepsToForget({0, 10, 20, 30}, 4), ElementsAre());
    EXPECT_THAT(stepsToForget({0, 10, 20, 21, 40}, 4), ElementsAre(20));
    EXPECT_THAT(stepsToForget({0, 1, 2, 100}, 2), ElementsAre(1, 2));
    EXPECT_THAT(stepsToForget({5, 6, 7}, 0), ElementsAre(6));
}

TEST(TrainingSnapshots, AreKeptOnTheWayAndSeenInTheCurve) {
    TemporaryFolder folder;
    std::string lines;
    for (int i = 0; i < 200; ++i) lines += std::to_string(i * 7919 % 1000) + "\n";
    writeFile(folder / "lines.txt", lines);
    std::string recipe =
        smallRecipe(",\"evaluate_every_tokens\":256",
                    ",\"samples\":{\"prompts\":[\"1\"],\"every_tokens\":512,\"max_tokens\":3}");
    recipe.replace(recipe.find("20000"), 5, "2000");
    recipe.replace(recipe.find("\"per_mille\":0"), 13, "\"per_mille\":200");
    writeFile(folder / "r.json", recipe);
    TrainingRunOptions options;
    options.recipe = folder / "r.json";
    options.folder = folder / "out";
    options.snapshots = 4;
    TrainingEvents events;
    TrainingHistory told;
    std::size_t taken = 0;
    std::shared_ptr<const WatchedStep> watched;
    bool wish = true;
    events.stepped = [&](const StepReport& report) { told.add(report); };
    events.sampled = [&](const SampleReport& report) { told.add(report); };
    events.evaluated = [&](const Evaluation& evaluation, const TrainerProgress& where, bool best) {
        told.add(evaluation, where, best);
    };
    events.snapshotTaken = [&](std::uint64_t) { ++taken; };
    events.wantsToWatch = [&] { return std::exchange(wish, false); };
    events.watched = [&](std::shared_ptr<const WatchedStep> step) { watched = std::move(step); };
    EXPECT_EQ(createTrainedModel(options, events, {}), TrainingEnd::Finished);
    const auto kept = trainingSnapshots(options.folder);
    ASSERT_EQ(kept.size(), 4U);
    EXPECT_EQ(taken, 9U); // the beginning and eight evaluations
    EXPECT_EQ(kept.front().step, 0U);
    EXPECT_EQ(kept.back().step, told.steps.back().step);
    ASSERT_TRUE(watched);
    EXPECT_EQ(watched->report.step, 1U);
    CpuBackend backend;
    OpenedModel first = openModel(kept.front().folder, backend);
    EXPECT_TRUE(first.tokenizer);
    std::vector<float> before;
    forEachTensor(first.weights, [&](Tensor& tensor) { // as it was before the first step, but for 16 bits
        const auto& shown = watched->tensors[before.size()];
        const std::vector<float> values = backend.read(tensor);
        ASSERT_EQ(shown.name, tensor.name);
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_NEAR(values[i], shown.before[i], 0.004 * std::abs(shown.before[i]));
        before.push_back(values[0]);
    });
    const TrainingHistory read = loadTrainingHistory(options.folder / "curve.jsonl");
    ASSERT_EQ(read.steps.size(), told.steps.size());
    ASSERT_EQ(read.evaluations.size(), told.evaluations.size());
    ASSERT_EQ(read.samples.size(), told.samples.size());
    EXPECT_EQ(read.samples.front().step, 0U);
    EXPECT_EQ(read.steps.back().loss, told.steps.back().loss);
    EXPECT_EQ(read.evaluations[3].natsPerToken, told.evaluations[3].natsPerToken);
    EXPECT_EQ(read.samples.back().text, told.samples.back().text);
    const LossCurve curve = trainingCurve(read, CurveQuantity::Loss, {}, 2000, 5);
    ASSERT_EQ(curve.steps.size(), 5U);
    EXPECT_EQ(curve.steps.back().value, told.steps.back().loss);
    EXPECT_EQ(curve.validation.back().value, told.evaluations[told.evaluations.size() - 2].natsPerToken);
    const std::size_t gone = kept.size();
    forgetSnapshotsAfter(options.folder, 0);
    EXPECT_EQ(trainingSnapshots(options.folder).size(), gone - 3);
}
