// SPDX-License-Identifier: GPL-3.0-or-later
// A whole training in its folder: what is written, what is gone on with, what is refused.
#include "engine/backend/recording_backend.h"
#include "engine/train/training_curve.h"
#include "engine/train/training_run.h"
#include "tests/engine/train/train_fixture.h"
#include "tests/support/limited_file_size.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace tokenarium;
using namespace tokenarium::testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using Json = nlohmann::json;

namespace {

class TrainingRun : public ::testing::Test {
protected:
    TrainingRun() {
        options.recipe = folder / "r.json";
        events.said = [this](const std::string& sentence) { said.push_back(sentence); };
        writeFile(folder / "lines.txt", fourLines);
    }

    static std::string replaced(std::string text, const std::string& what, const std::string& by) {
        return text.replace(text.find(what), what.size(), by);
    }

    /// A short training with a validation split, in the folder `out`.
    static std::string shortRecipe(const std::string& training = {}, const std::string& more = {}) {
        std::string text = smallRecipe(",\"evaluate_every_tokens\":500" + training, more);
        text = replaced(text, "\"tokens\":20000", "\"tokens\":2000");
        return replaced(text, "\"per_mille\":0", "\"per_mille\":200");
    }
    void useManyLines() {
        std::string lines;
        for (int i = 0; i < 200; ++i) lines += std::to_string(i * 7919 % 1000) + "\n";
        writeFile(folder / "lines.txt", lines);
    }

    TrainingEnd train(const std::string& out, const std::string& recipe, std::stop_token stop = {}) {
        writeFile(options.recipe, recipe);
        options.folder = folder / out;
        said.clear();
        return createTrainedModel(options, events, std::move(stop));
    }
    std::string complaint(const std::string& out, const std::string& recipe) {
        try {
            train(out, recipe);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "accepted";
    }
    TrainingEnd resume(const std::string& out, const std::string& recipe) {
        options.resume = true;
        const TrainingEnd end = train(out, recipe);
        options.resume = false;
        return end;
    }

    /// Without what depends on the clock.
    std::vector<Json> curve(const std::string& out) {
        std::vector<Json> lines;
        std::istringstream text(readFile(folder / out / "curve.jsonl"));
        for (std::string line; std::getline(text, line);) {
            lines.push_back(Json::parse(line));
            lines.back().erase("seconds");
            lines.back().erase("tokens_per_s");
        }
        return lines;
    }

    TemporaryFolder folder;
    TrainingRunOptions options;
    TrainingEvents events;
    std::vector<std::string> said;
};

} // namespace

TEST_F(TrainingRun, AFullDiskCostsTheCheckpointNotTheTraining) {
    const std::string everyStep = smallRecipe(",\"checkpoint_every_seconds\":0");
    const auto state = folder / "out" / "training.safetensors";
    std::unique_ptr<LimitedFileSize> limit;
    std::string kept;
    bool works = true;
    std::stop_source stop;
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
    EXPECT_EQ(train("out", everyStep, stop.get_token()), TrainingEnd::Stopped);
    if (!works) GTEST_SKIP() << "this system cannot limit the size of files";
    EXPECT_FALSE(kept.empty());
    EXPECT_THAT(said, Contains(HasSubstr("warning: the checkpoint was not written")));
    EXPECT_EQ(resume("out", everyStep), TrainingEnd::Finished);
    EXPECT_THAT(said, Contains(HasSubstr("resumed at step 5")));
    std::uint64_t step = 0;
    for (const Json& line : curve("out")) EXPECT_EQ(line.at("step").get<std::uint64_t>(), ++step);
    EXPECT_EQ(step, 157U);
}

TEST_F(TrainingRun, SamplesChangeNothingAndAreWrittenDown) {
    useManyLines();
    std::vector<std::string> seen;
    events.sampled = [&](const SampleReport& report) { seen.push_back(report.text); };
    ASSERT_EQ(train("without", shortRecipe()), TrainingEnd::Finished);
    EXPECT_TRUE(seen.empty());
    const std::string samples =
        R"(,"samples":{"prompts":["1",""],"every_tokens":1000,"max_tokens":5,"temperature":1})";
    ASSERT_EQ(train("with", shortRecipe({}, samples)), TrainingEnd::Finished);
    std::vector<Json> others;
    std::vector<std::string> written, prompts;
    for (const Json& line : curve("with")) {
        if (line.contains("sample")) {
            written.push_back(line.at("sample"));
            prompts.push_back(line.at("prompt"));
        } else {
            others.push_back(line);
        }
    }
    EXPECT_EQ(others, curve("without"));
    EXPECT_EQ(readFile(folder / "with/model.safetensors"), readFile(folder / "without/model.safetensors"));
    EXPECT_EQ(written, seen);
    EXPECT_EQ(prompts, (std::vector<std::string>{"1", "", "1", "", "1", ""})); // twice, and at the end
    for (const std::string& text : seen) EXPECT_LE(text.size(), 15U); // 5 tokens; a strange byte takes 3
    EXPECT_NE(seen[0], seen[4]); // the model has learned that three digits are all
}

TEST_F(TrainingRun, APromptThatFillsTheContextIsRefused) {
    const std::string samples = R"(,"samples":{"prompts":["abcabcabcabcabcabc"]})";
    EXPECT_THAT(complaint("out", smallRecipe({}, samples)), HasSubstr("the prompt \"abcabc"));
}

TEST_F(TrainingRun, GoingOnWithAFinishedTrainingChangesNothing) {
    useManyLines();
    const std::string samples = R"(,"samples":{"prompts":["1"],"max_tokens":3})";
    ASSERT_EQ(train("out", shortRecipe({}, samples)), TrainingEnd::Finished);
    const auto before = curve("out");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(resume("out", shortRecipe({}, samples)), TrainingEnd::Finished);
        EXPECT_EQ(curve("out"), before);
    }
}

TEST_F(TrainingRun, StoppingInTheMiddleOfAnEvaluationLosesNothing) {
    useManyLines();
    ASSERT_EQ(train("straight", shortRecipe()), TrainingEnd::Finished);
    for (const std::uint64_t step : {4, 16}) { // 4: a regular evaluation; 16: the last one
        std::stop_source stop;
        events.stepped = [&](const StepReport& report) {
            if (report.step == step) stop.request_stop(); // seen by the evaluation that is due now
        };
        const std::string out = "stopped" + std::to_string(step);
        EXPECT_EQ(train(out, shortRecipe(), stop.get_token()), TrainingEnd::Stopped);
        EXPECT_EQ(curve(out).back().at("step"), step);
        EXPECT_FALSE(curve(out).back().contains("evaluation"));
        events.stepped = {};
        EXPECT_EQ(resume(out, shortRecipe()), TrainingEnd::Finished);
        EXPECT_EQ(curve(out), curve("straight"));
    }
}

TEST_F(TrainingRun, ARecipeForAnotherModelIsRefusedOtherChangesAreSaid) {
    ASSERT_EQ(train("out", shortRecipe()), TrainingEnd::Finished);
    options.resume = true;
    EXPECT_THAT(complaint("out", replaced(shortRecipe(), "\"heads\":2", "\"heads\":4")),
                HasSubstr("\"model\" is not what the training"));
    EXPECT_THAT(complaint("out", replaced(shortRecipe(), "\"size\":300", "\"size\":301")),
                HasSubstr("\"tokenizer\" is not what the training"));
    EXPECT_EQ(complaint("out", shortRecipe(",\"seed\":7,\"checkpoint_every_seconds\":9")), "accepted");
    EXPECT_THAT(said, Contains(HasSubstr("the recipe has changed (training.seed)")));
    EXPECT_EQ(complaint("out", shortRecipe(",\"seed\":7,\"checkpoint_every_seconds\":8")), "accepted");
    EXPECT_THAT(said, ::testing::Not(Contains(HasSubstr("the recipe has changed"))));
}

TEST_F(TrainingRun, WithoutACheckpointATokenizerThatLiesThereIsNotUsed) {
    ASSERT_EQ(train("out", shortRecipe()), TrainingEnd::Finished);
    std::filesystem::remove(folder / "out/training.safetensors");
    writeFile(folder / "lines.txt", "äöü\nüäö\n");
    EXPECT_EQ(resume("out", smallRecipe()), TrainingEnd::Finished);
    EXPECT_THAT(said, Contains(HasSubstr("begins anew")));
    EXPECT_THAT(readFile(folder / "out/tokenizer.json"), HasSubstr("ö"));
}

TEST_F(TrainingRun, ACheckpointThatCannotBeWrittenBeforeStoppingIsAFailure) {
    std::unique_ptr<LimitedFileSize> limit;
    std::stop_source stop;
    events.stepped = [&](const StepReport&) {
        limit = std::make_unique<LimitedFileSize>(4096);
        stop.request_stop();
    };
    try {
        train("out", smallRecipe(), stop.get_token());
        if (!limit->holds()) GTEST_SKIP() << "this system cannot limit the size of files";
        ADD_FAILURE() << "it says that the training can be gone on with";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("training.safetensors"));
    }
}

TEST_F(TrainingRun, AFolderThatIsAFileIsNamedAsSuch) {
    for (const char* contents : {"", "text"}) {
        writeFile(folder / "out", contents);
        EXPECT_THAT(complaint("out", smallRecipe()), HasSubstr("cannot be made a folder"));
    }
}

TEST_F(TrainingRun, AnAdapterIsNotPutOnAnotherModel) {
    ASSERT_EQ(train("base", smallRecipe()), TrainingEnd::Finished);
    ASSERT_EQ(train("other", smallRecipe(",\"seed\":3")), TrainingEnd::Finished);
    const std::string adapt = R"({"name":"more","start_from":"base","lora":{"rank":2},
        "texts":[{"name":"lines","file":"lines.txt"}],"validation":{"per_mille":0},
        "training":{"tokens":200,"batch_tokens":64,"threads":1}})";
    EXPECT_THAT(complaint("bad", replaced(adapt, "\"rank\":2", "\"rank\":2,\"matrices\":[\"nose\"]")),
                HasSubstr("r.json, lora: This model has no matrix \"nose\""));
    ASSERT_EQ(train("adapted", adapt), TrainingEnd::Finished);
    std::filesystem::copy_file(folder / "other/model.safetensors", folder / "base/model.safetensors",
                               std::filesystem::copy_options::overwrite_existing);
    options.resume = true;
    EXPECT_THAT(complaint("adapted", adapt), HasSubstr("from a model with other weights"));
}

TEST_F(TrainingRun, TheCurveHasNoHalfLinesAfterAFullDisk) {
    const auto file = folder / "curve.jsonl";
    TrainingCurve written(file, 0);
    const auto line = [](int step) { return "{\"step\":" + std::to_string(step) + ",\"loss\":1}"; };
    std::string expected;
    int step = 1;
    for (; expected.size() < 3000; ++step) {
        EXPECT_TRUE(written.add(line(step)));
        expected += line(step) + "\n";
    }
    {
        const LimitedFileSize limit(expected.size() + 10); // half a line
        if (!limit.holds()) GTEST_SKIP() << "this system cannot limit the size of files";
        for (int i = 0; i < 3; ++i, ++step) {
            EXPECT_FALSE(written.add(line(step)));
            EXPECT_EQ(readFile(file), expected);
        }
    }
    EXPECT_TRUE(written.add(line(step)));
    for (int i = step - 3; i <= step; ++i) expected += line(i) + "\n";
    EXPECT_EQ(readFile(file), expected);
    writeFile(file, expected + "{\"step\":2,\"evaluation\":\"whole\",\"final\":true}\n{\"step\":2,\"lo");
    TrainingCurve kept(file, 2);
    EXPECT_EQ(readFile(file), line(1) + "\n" + line(2) + "\n");
}

namespace {

/// A device that does what the CPU does and ends at one operation; its numbers can still be read, as when
/// memory was full.
class FailingDevice final : public StepSink {
public:
    std::unique_ptr<Backend> open(std::uint64_t operationsToDo) {
        left = operationsToDo;
        return std::make_unique<RecordingBackend>(cpu, *this);
    }
    bool wantsValues(const Step&) override { return false; }
    Next take(Step&) override {
        ++done;
        return left-- == 0 ? Next::Stop : Next::GoOn;
    }
    std::uint64_t done = 0;

private:
    CpuBackend cpu;
    std::uint64_t left = 0;
};

} // namespace

/// In the forward pass, on the way back, in the middle of an update, in an evaluation, at a sample.
TEST_F(TrainingRun, WhereverADeviceFailsTheCpuGoesOnAsIfNothingHadHappened) {
    useManyLines();
    const std::string samples = R"(,"samples":{"prompts":["4"],"every_tokens":700,"max_tokens":3})";
    for (const std::string every : {"0", "1000"}) {
        const std::string recipe = shortRecipe(",\"checkpoint_every_seconds\":" + every, samples);
        options.device = nullptr;
        EXPECT_EQ(train("cpu" + every, recipe), TrainingEnd::Finished);
        FailingDevice counted;
        options.device = [&](ProductPrecision) { return counted.open(std::uint64_t(-1)); };
        EXPECT_EQ(train("device" + every, recipe), TrainingEnd::Finished);
        EXPECT_EQ(curve("device" + every), curve("cpu" + every));
        for (std::uint64_t part = 0; part < 40; ++part) {
            FailingDevice device;
            const std::uint64_t at = counted.done * part / 40 + part;
            options.device = [&](ProductPrecision) { return device.open(at); };
            const std::string out = "out" + every + "-" + std::to_string(part);
            EXPECT_EQ(train(out, recipe), TrainingEnd::Finished);
            EXPECT_THAT(said, Contains(HasSubstr("The training goes on on the CPU"))) << at;
            EXPECT_EQ(curve(out), curve("cpu" + every)) << "operation " << at;
            EXPECT_EQ(readFile(folder / out / "model.safetensors"),
                      readFile(folder / ("cpu" + every) / "model.safetensors"))
                << "operation " << at;
        }
    }
}
