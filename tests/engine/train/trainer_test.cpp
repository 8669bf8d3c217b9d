// SPDX-License-Identifier: GPL-3.0-or-later
// Training learns what can be learned, and goes on exactly after an interruption.
#include "engine/backend/trace.h"
#include "engine/train/training_report.h"
#include "tests/engine/train/train_fixture.h"

#include <gmock/gmock.h>

#include <cmath>

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
        createTrainingState(file, *before, backend, origin());
        const auto after = trainer();
        loadTrainingState(file, *after, backend, origin());
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
    createTrainingState(file, *run, backend, origin());
    const auto complaint = [&](const TrainingOrigin& of) -> std::string {
        try {
            const auto other = trainer();
            loadTrainingState(file, *other, backend, of);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "accepted";
    };
    EXPECT_EQ(complaint(origin()), "accepted");
    TrainingOrigin other = origin();
    ++other.tokens;
    EXPECT_THAT(complaint(other), HasSubstr("other texts"));
    other = origin();
    ++other.windows;
    EXPECT_THAT(complaint(other), HasSubstr("other repeats"));
    other = origin();
    ++other.base;
    EXPECT_THAT(complaint(other), HasSubstr("other weights"));
    recipe.training.optimizer = OptimizerKind::AdamW;
    EXPECT_THAT(complaint(origin()), HasSubstr("another model or optimizer"));
    const std::string bytes = readFile(file);
    writeFile(file, bytes.substr(0, bytes.size() / 2));
    EXPECT_THAT(complaint(origin()), HasSubstr("state.safetensors"));
}

TEST_F(TrainTest, AStateBeyondTheTextsIsRefused) {
    prepare();
    const auto run = trainer();
    run->step();
    TrainerProgress beyond = run->where();
    beyond.index = run->windowsOfEpoch() + 1;
    run->goTo(beyond);
    const auto file = folder / "state.safetensors";
    createTrainingState(file, *run, backend, origin());
    const auto other = trainer();
    EXPECT_THROW(loadTrainingState(file, *other, backend, origin()), std::runtime_error);
}

TEST_F(TrainTest, TheEndIsEvaluatedEvenIfNoTurnFallsOnIt) {
    prepare(smallRecipe(",\"evaluate_every_tokens\":19000"));
    const auto run = trainer();
    std::vector<std::uint64_t> due;
    Evaluation evaluation;
    while (!run->finished()) {
        run->step();
        if (!run->evaluationDue()) continue;
        due.push_back(run->where().tokens);
        run->note(evaluation);
        EXPECT_FALSE(run->evaluationDue());
    }
    EXPECT_EQ(due, (std::vector<std::uint64_t>{19072, 20096})); // steps of 128
}

TEST_F(TrainTest, DropoutBeginsWhereTheRecipeSays) {
    const auto numbersWith = [&](const std::string& dropout, int steps) {
        prepare(smallRecipe(dropout)); // 20,000 tokens: a step is 0.0064 of them
        const auto run = trainer();
        for (int i = 0; i < steps; ++i) run->step();
        return numbersOf(run->currentWeights());
    };
    const std::string late = ",\"dropout\":0.5,\"dropout_from\":0.03";
    EXPECT_EQ(numbersWith(late, 5), numbersWith("", 5)); // the middle of the fifth is at 0.0288
    EXPECT_NE(numbersWith(late, 6), numbersWith("", 6));
    EXPECT_NE(numbersWith(",\"dropout\":0.5", 1), numbersWith("", 1));
}

TEST_F(TrainTest, AStepThatIsRecordedIsTheStepThatNobodySaw) {
    for (const char* optimizer : {"muon", "adamw"}) {
        prepare(smallRecipe(std::string(",\"dropout\":0.1,\"optimizer\":\"") + optimizer + "\""));
        recipe.training.microBatchTokens = 64;
        const auto unseen = trainer(), seen = trainer();
        for (int i = 0; i < 3; ++i) {
            TraceRecorder recorder;
            const StepReport a = unseen->step({true, nullptr}), b = seen->step({false, &recorder});
            EXPECT_EQ(a.loss, b.loss);
            EXPECT_EQ(a.gradientNorm, b.gradientNorm);
            EXPECT_EQ(b.problem, "");
            const Trace& trace = recorder.trace;
            for (const char* name : {"block.0.attention.probs.text.0", "logits", "grad.logits",
                                     "grad.block.0.attention.query.weight"})
                EXPECT_NE(trace.find(name), nullptr) << name;
            const Step* update = trace.find("embed.tokens.weight"); // the last thing that happens to it
            ASSERT_NE(update, nullptr);
            EXPECT_EQ(update->op, Op::AdamW);
            EXPECT_EQ(update->values, backend.read(seen->currentWeights().tokens));
        }
        EXPECT_EQ(numbersOf(unseen->currentWeights()), numbersOf(seen->currentWeights()));
    }
}

TEST_F(TrainTest, AStepThatIsStoppedHasNotHappened) {
    prepare();
    recipe.training.microBatchTokens = 64;
    const auto straight = trainer(), stopped = trainer();
    straight->step({true, nullptr});
    stopped->step({true, nullptr});
    for (const char* name : {"embed.tokens", "logits", "grad.block.0.attention.probs.text.0"}) {
        TraceRecorder recorder;
        recorder.stopAfter = name;
        const StepReport report = stopped->step({false, &recorder});
        EXPECT_THAT(report.problem, HasSubstr("stopped")) << name;
        EXPECT_EQ(stopped->where().step, 1U);
        EXPECT_EQ(stopped->where().tokens, straight->where().tokens);
    }
    EXPECT_EQ(numbersOf(stopped->currentWeights()), numbersOf(straight->currentWeights()));
    TraceRecorder recorder; // in the middle of the update: it is done all the same
    recorder.stopAfter = "adamw.mean.embed.tokens.weight";
    EXPECT_EQ(stopped->step({false, &recorder}).problem, "");
    EXPECT_EQ(recorder.trace.steps.back().output, recorder.stopAfter);
    straight->step({true, nullptr});
    EXPECT_EQ(numbersOf(stopped->currentWeights()), numbersOf(straight->currentWeights()));
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
