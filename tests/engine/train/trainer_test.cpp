// SPDX-License-Identifier: GPL-3.0-or-later
// Training learns what can be learned, and goes on exactly after an interruption.
#include "engine/train/training_run.h"
#include "engine/train/training_state.h"
#include "tests/engine/train/train_fixture.h"
#include "tests/support/limited_file_size.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::HasSubstr;

namespace {

std::string numberedLines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i * 7919 % 1000) + "\n";
    return text;
}

} // namespace

TEST_F(TrainTest, TheLossFallsToTheEntropyOfTheText) {
    for (const char* optimizer : {"muon", "adamw"}) {
        prepare(smallRecipe(std::string(",\"optimizer\":\"") + optimizer + "\""));
        const auto run = trainer();
        StepReport last;
        double first = 0;
        while (!run->finished()) {
            last = run->step();
            ASSERT_EQ(last.problem, "");
            ASSERT_FALSE(last.skipped);
            if (last.step == 1) first = last.loss;
        }
        // A batch is an epoch, so the mean cannot be below the entropy.
        EXPECT_NEAR(first, std::log(static_cast<double>(recipe.model.vocabularySize)), 0.2);
        EXPECT_GT(last.loss, fourLinesNats - 1e-4) << optimizer;
        EXPECT_LT(last.loss, fourLinesNats + 0.02) << optimizer;
        EXPECT_EQ(last.tokens, 20096U); // 157 steps of 128
        EXPECT_DOUBLE_EQ(last.epoch, 157);
    }
}

TEST_F(TrainTest, TwoHalfBatchesAreOneBatch) {
    prepare(smallRecipe(",\"clip\":0.5"));
    const auto whole = trainer();
    recipe.training.microBatchTokens = 40;
    const auto parts = trainer();
    for (int i = 0; i < 3; ++i) {
        const StepReport a = whole->step(), b = parts->step();
        EXPECT_NEAR(a.loss, b.loss, 1e-5);
        EXPECT_NEAR(a.gradientNorm, b.gradientNorm, 1e-5);
        EXPECT_EQ(a.tokens, b.tokens);
    }
    const auto a = numbersOf(whole->currentWeights()), b = numbersOf(parts->currentWeights());
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], 2e-3) << i;
}

TEST_F(TrainTest, ResumingIsExact) {
    for (const char* optimizer : {"muon", "adamw"}) {
        prepare(smallRecipe(std::string(",\"dropout\":0.2,\"evaluate_every_tokens\":500,\"optimizer\":\"") +
                            optimizer + "\""),
                numberedLines(200));
        const auto steps = [&](Trainer& run, int count) {
            for (int i = 0; i < count; ++i) {
                run.step();
                if (run.evaluationDue()) run.note(run.evaluate(false));
            }
        };
        const auto straight = trainer();
        steps(*straight, 60); // over the end of an epoch
        const auto before = trainer();
        steps(*before, 30);
        const auto file = folder / "state.safetensors";
        createTrainingState(file, *before, backend, data->fingerprint());
        const auto after = trainer();
        loadTrainingState(file, *after, backend, data->fingerprint());
        EXPECT_EQ(after->where().step, 30U);
        steps(*after, 30);
        EXPECT_EQ(numbersOf(after->currentWeights()), numbersOf(straight->currentWeights()));
        EXPECT_EQ(numbersOf(after->bestWeights()), numbersOf(straight->bestWeights()));
        EXPECT_EQ(after->where().tokens, straight->where().tokens);
        EXPECT_EQ(after->where().bestNats, straight->where().bestNats);
        EXPECT_GT(straight->where().epoch, 0U);
    }
}

TEST_F(TrainTest, AStateOfAnotherTrainingIsRefused) {
    prepare();
    const auto run = trainer();
    run->step();
    const auto file = folder / "state.safetensors";
    createTrainingState(file, *run, backend, data->fingerprint());
    const auto complaint = [&](std::uint64_t fingerprint) -> std::string {
        try {
            const auto other = trainer();
            loadTrainingState(file, *other, backend, fingerprint);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "accepted";
    };
    EXPECT_EQ(complaint(data->fingerprint()), "accepted");
    EXPECT_THAT(complaint(data->fingerprint() + 1), HasSubstr("other texts"));
    recipe.training.optimizer = OptimizerKind::AdamW;
    EXPECT_THAT(complaint(data->fingerprint()), HasSubstr("another model or optimizer"));
    const std::string bytes = readFile(file);
    writeFile(file, bytes.substr(0, bytes.size() / 2));
    EXPECT_THAT(complaint(data->fingerprint()), HasSubstr("state.safetensors"));
}

TEST_F(TrainTest, ADocumentForValidationIsEvaluatedAndNotTrained) {
    std::string json = smallRecipe(",\"evaluation_tokens\":60");
    json.replace(json.find("\"per_mille\":0"), 13, "\"per_mille\":300");
    prepare(json, numberedLines(100));
    const auto run = trainer();
    const Evaluation sample = run->evaluate(false), whole = run->evaluate(true);
    ASSERT_TRUE(sample.complete && whole.complete);
    EXPECT_FALSE(sample.whole);
    EXPECT_TRUE(whole.whole);
    EXPECT_GE(sample.targets, 40U);
    EXPECT_LT(sample.targets, 70U);
    EXPECT_EQ(whole.documents, data->validationSize.documents);
    EXPECT_EQ(whole.characters, data->validationSize.characters + whole.documents);
    EXPECT_EQ(whole.targets, data->validationSize.tokens - whole.documents);
    EXPECT_NEAR(whole.natsPerToken(), std::log(static_cast<double>(recipe.model.vocabularySize)), 0.2);
    EXPECT_NEAR(whole.bitsPerCharacter(), whole.natsPerCharacter() / std::log(2.0), 1e-12);
    EXPECT_EQ(run->evaluate(false).nats, sample.nats);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(run->evaluate(true, stop.get_token()).complete);
}

TEST_F(TrainTest, StopsEarlyAndKeepsTheBest) {
    std::string json = smallRecipe(",\"patience\":2,\"evaluate_every_tokens\":128");
    prepare(json);
    const auto run = trainer();
    const auto evaluated = [](double nats) {
        Evaluation evaluation;
        evaluation.nats = nats;
        evaluation.targets = 1;
        evaluation.characters = 1;
        evaluation.complete = true;
        return evaluation;
    };
    run->step();
    EXPECT_TRUE(run->note(evaluated(3)));
    const auto best = numbersOf(run->currentWeights());
    run->step();
    EXPECT_FALSE(run->note(evaluated(3.5)));
    EXPECT_FALSE(run->finished());
    EXPECT_FALSE(run->evaluationDue());
    run->step();
    EXPECT_TRUE(run->evaluationDue());
    EXPECT_FALSE(run->note(evaluated(3)));
    EXPECT_TRUE(run->finished());
    EXPECT_TRUE(run->outOfPatience());
    EXPECT_NE(numbersOf(run->currentWeights()), best);
    EXPECT_EQ(numbersOf(run->bestWeights()), best);
    run->useBest();
    EXPECT_EQ(numbersOf(run->currentWeights()), best);
}

TEST_F(TrainTest, GradientsThatAreNotFiniteChangeNothing) {
    prepare();
    Weights weights = createInitialWeights(recipe.model, backend, 1);
    Trainer run(recipe.model, weights, data, recipe.training, backend);
    std::vector<float> values = backend.read(weights.finalNorm);
    values[0] = std::nanf("");
    backend.write(values, weights.finalNorm);
    const auto before = backend.read(weights.tokens);
    const StepReport report = run.step();
    EXPECT_TRUE(report.skipped);
    EXPECT_EQ(backend.read(weights.tokens), before);
    EXPECT_THAT(jsonLine(report), HasSubstr("\"loss\":null"));
}

TEST_F(TrainTest, AnAdapterAloneIsTrained) {
    prepare();
    Weights start = createInitialWeights(recipe.model, backend, 1);
    const auto before = numbersOf(start);
    Trainer run(recipe.model, start, data, recipe.training, backend,
                createLora(recipe.model, backend, {4, 8, {"all"}, 1}));
    EXPECT_EQ(numbersOf(run.currentWeights()), before);
    const double first = run.step().loss;
    StepReport last;
    for (int i = 0; i < 60; ++i) last = run.step();
    EXPECT_LT(last.loss, first - 0.02);
    EXPECT_EQ(numbersOf(start), before);
    EXPECT_NE(numbersOf(run.currentWeights()), before);
}

TEST_F(TrainTest, AFullDiskCostsTheCheckpointNotTheTraining) {
    writeFile(folder / "lines.txt", fourLines);
    writeFile(folder / "r.json", smallRecipe(",\"checkpoint_every_seconds\":0"));
    TrainingRunOptions options;
    options.recipe = folder / "r.json";
    options.folder = folder / "out";
    const auto state = options.folder / "training.safetensors";
    std::unique_ptr<LimitedFileSize> limit;
    std::vector<std::string> said;
    std::string kept;
    bool works = true;
    std::stop_source stop;
    TrainingEvents events;
    events.said = [&](const std::string& sentence) { said.push_back(sentence); };
    events.stepped = [&](const StepReport& report) {
        if (report.step == 3) {
            kept = readFile(state);
            limit = std::make_unique<LimitedFileSize>(4096);
            works = limit->holds();
        }
        if (report.step == 5) {
            EXPECT_EQ(readFile(state), kept); // the one of step 2 is whole
            limit.reset();
            stop.request_stop();
        }
    };
    EXPECT_EQ(createTrainedModel(options, events, stop.get_token()), TrainingEnd::Stopped);
    if (!works) GTEST_SKIP() << "this system cannot limit the size of files";
    EXPECT_FALSE(kept.empty());
    EXPECT_THAT(said, ::testing::Contains(HasSubstr("warning: the checkpoint was not written")));
    options.resume = true;
    said.clear();
    EXPECT_EQ(createTrainedModel(options, events, {}), TrainingEnd::Finished);
    EXPECT_THAT(said, ::testing::Contains(HasSubstr("resumed at step 5")));
    std::istringstream curve(readFile(options.folder / "curve.jsonl"));
    std::uint64_t step = 0;
    for (std::string line; std::getline(curve, line);)
        EXPECT_EQ(nlohmann::json::parse(line).at("step").get<std::uint64_t>(), ++step);
    EXPECT_EQ(step, 157U);
}
