// SPDX-License-Identifier: GPL-3.0-or-later
// The order of things: texts, tokenizer, tokens, weights, steps; and what is written when.
#include "engine/train/training_run.h"

#include "engine/backend/cpu_backend.h"
#include "engine/backend/matrix_product.h"
#include "engine/file/replaced_file.h"
#include "engine/model/export_model.h"
#include "engine/model/parameter_list.h"
#include "engine/train/lora_file.h"
#include "engine/train/training_curve.h"
#include "engine/train/training_folder.h"
#include "engine/train/training_sample.h"
#include "engine/train/training_snapshots.h"
#include "engine/train/training_start.h"
#include "engine/train/training_state.h"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace tokenarium {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int mostSkippedSteps = 10;

void writeText(const fs::path& file, const std::string& text) {
    writeFileAtOnce(file, std::as_bytes(std::span(text)));
}

/// All that a training works with; made once at the beginning.
class Run {
public:
    Run(const TrainingRunOptions& wanted, const TrainingEvents& toTell, std::stop_token stopToken)
        : options(wanted)
        , events(toTell)
        , stop(std::move(stopToken)) {}

    TrainingEnd run() {
        recipeText = loadWholeText(options.recipe);
        recipe = loadRecipe(recipeText, options.recipe.string());
        createTrainingFolder(options.folder, options.resume);
        resumes = options.resume && fs::exists(statePath());
        if (resumes)
            if (const std::string warning =
                    loadRecipeWarning(options.folder, recipeText, options.recipe.string());
                !warning.empty())
                say(warning);
        if (options.threads > 0) recipe.training.threads = options.threads;
        if (recipe.training.threads == 0)
            recipe.training.threads = std::max(1U, std::thread::hardware_concurrency());
        if (options.device) backend = options.device(precision());
        if (!backend) useCpu();
        if (!prepareTexts()) return TrainingEnd::Stopped;
        try {
            if (const auto end = prepareAndTrain()) return *end;
        } catch (const std::runtime_error&) {
            if (!backend->stopped()) throw;
        }
        leaveDevice();
        return prepareAndTrain().value();
    }

private:
    void say(const std::string& sentence) const {
        if (events.said) events.said(sentence);
    }
    ProductPrecision precision() const {
        return recipe.training.precision == TrainingPrecision::BF16 ? ProductPrecision::BF16
                                                                    : ProductPrecision::F32;
    }
    void useCpu() { backend = std::make_unique<CpuBackend>(recipe.training.threads, precision()); }

    /// The CPU takes over: at the last step where that can be read from the device, else at the checkpoint.
    void leaveDevice() {
        if (events.deviceFailed) events.deviceFailed(*backend);
        say("warning: " + backend->problem() + " The training goes on on the CPU.");
        if (atStep && backend->recover()) tryCheckpoint();
        trainer.reset();
        useCpu();
        model.weights = createStartWeights(model, recipe, *backend);
        resumes = fs::exists(statePath());
        if (!resumes) say("there is no checkpoint yet, so it begins anew");
    }

    fs::path statePath() const { return options.folder / "training.safetensors"; }

    bool prepareTexts() {
        const fs::path texts = options.texts.empty() ? options.recipe.parent_path() : options.texts;
        TrainingStart start = createTrainingStart(recipe, {options.recipe, options.folder, texts, resumes},
                                                  *backend, stop, [this](const char* stage, double share) {
                                                      if (events.prepared) events.prepared(stage, share);
                                                  });
        if (!start.data) return false;
        model = std::move(start.model);
        data = std::move(start.data);
        say("texts: " + std::to_string(data->trainingSize.documents) + " documents to train with, " +
            std::to_string(data->validationSize.documents) + " for validation, " +
            std::to_string(data->epochTokens()) + " tokens an epoch, vocabulary of " +
            std::to_string(model.config.vocabularySize));
        return true;
    }

    void prepareTrainer() {
        std::optional<Lora> adapter;
        origin = {data->tokenFingerprint(), data->windowFingerprint(), 0};
        if (recipe.lora) {
            const LoraOptions wanted{recipe.lora->rank, recipe.lora->alpha, recipe.lora->matrices,
                                     recipe.training.seed};
            if (const std::string problem = loraProblem(model.config, wanted); !problem.empty())
                throw std::runtime_error(options.recipe.string() + ", lora: " + problem);
            adapter = createLora(model.config, *backend, wanted);
            origin.base = weightsFingerprint(model.weights, *backend);
        }
        trainer = std::make_unique<Trainer>(model.config, model.weights, data, recipe.training, *backend,
                                            std::move(adapter));
        if (resumes) {
            loadTrainingState(statePath(), *trainer, *backend, origin);
            say("resumed at step " + std::to_string(trainer->where().step) + ", " +
                std::to_string(trainer->where().tokens) + " tokens");
        } else if (options.resume) {
            say("there is no checkpoint in " + options.folder.string() + ", so it begins anew");
        }
        curve = std::make_unique<TrainingCurve>(options.folder / "curve.jsonl", trainer->where().step);
        forgetSnapshotsAfter(options.folder, trainer->where().step);
        if (events.ready) events.ready(facts());
    }

    TrainingFacts facts() const {
        TrainingFacts known;
        known.config = model.config;
        known.parameters = known.trained = parametersOf(model.config).total;
        if (const auto adapter = trainer->bestAdapter()) known.trained = trainedParameters(*adapter);
        known.training = data->trainingSize;
        known.validation = data->validationSize;
        known.epochTokens = data->epochTokens();
        known.baselines = trainingBaselines(*data, model.config.vocabularySize);
        known.step = trainer->where().step;
        known.tokenizer = model.tokenizer;
        return known;
    }

    /// Nothing where the device failed.
    std::optional<TrainingEnd> prepareAndTrain() {
        prepareTrainer();
        writeText(options.folder / "recipe.json", recipeText);
        return train();
    }

    std::optional<TrainingEnd> train() {
        lastCheckpoint = Clock::now();
        int skipped = 0;
        atStep = !backend->stopped();
        if (options.snapshots > 0 && trainer->where().step == 0) {
            if (recipe.samples) sampleDueAt = 0;
            snapshotDue = true;
        }
        for (;;) {
            if (sampleDueAt == trainer->where().step) sample(false);
            if (trainer->evaluationDue()) evaluate(false);
            if (backend->stopped()) return std::nullopt;
            if (std::exchange(snapshotDue, false)) takeSnapshot();
            if (stop.stop_requested()) return stopped();
            if (trainer->finished() || skipped == mostSkippedSteps) break;
            const std::chrono::duration<double> since = Clock::now() - lastCheckpoint;
            if (since.count() >= recipe.training.checkpointEverySeconds) tryCheckpoint();
            skipped = step() ? 0 : skipped + 1;
        }
        return finish(skipped < mostSkippedSteps);
    }

    StepReport doStep() {
        if (!events.wantsToWatch || !events.wantsToWatch()) return trainer->step();
        StepRecorder recorder(*trainer, *backend, recipe.training);
        StepOptions watching;
        watching.sink = &recorder;
        const StepReport report = trainer->step(watching);
        if (report.problem.empty() && !report.skipped && events.watched)
            events.watched(std::make_shared<const WatchedStep>(recorder.finish(report)));
        return report;
    }

    /// A moment to come back to; the training goes on where there is no room for it.
    void takeSnapshot() {
        try {
            OpenedModel now = model;
            now.weights = trainer->currentWeights();
            createTrainingSnapshot(now, *backend, options.folder, trainer->where().step);
            thinTrainingSnapshots(options.folder, options.snapshots);
            if (events.snapshotTaken) events.snapshotTaken(trainer->where().step);
        } catch (const std::exception& error) {
            say(std::string("warning: no copy was kept of this moment: ") + error.what());
        }
    }

    /// False where the gradients were of no use.
    bool step() {
        const std::uint64_t before = trainer->where().tokens;
        const StepReport report = doStep();
        atStep = !report.halfDone;
        if (backend->stopped()) return true;
        if (!report.problem.empty()) throw std::runtime_error(recipe.name + ": " + report.problem);
        note(jsonLine(report));
        if (events.stepped) events.stepped(report);
        if (recipe.samples &&
            report.tokens / recipe.samples->everyTokens > before / recipe.samples->everyTokens)
            sampleDueAt = report.step;
        return !report.skipped;
    }

    /// An evaluation that was stopped is due again.
    void evaluate(bool final) {
        Evaluation evaluation = trainer->evaluate(final, stop);
        if (backend->stopped() || (!evaluation.complete && stop.stop_requested())) return;
        evaluation.final = final;
        const bool best = final || trainer->note(evaluation);
        if (!evaluation.complete) return;
        snapshotDue = options.snapshots > 0 && !final;
        note(jsonLine(evaluation, trainer->where(), best));
        if (events.evaluated) events.evaluated(evaluation, trainer->where(), best);
    }

    /// All or, where the device fails, none: then they are due again.
    void sample(bool final) {
        const SampledModel sampled{model.config, trainer->currentWeights(), *model.tokenizer, model.marks};
        std::vector<SampleReport> reports;
        for (const std::string& prompt : recipe.samples->prompts) {
            const std::string text =
                sampleText(sampled, *backend, prompt, *recipe.samples, recipe.training.seed);
            if (backend->stopped()) return;
            reports.push_back({trainer->where().step, trainer->where().tokens, prompt, text, final});
        }
        sampleDueAt.reset();
        for (const SampleReport& report : reports) {
            note(jsonLine(report));
            if (events.sampled) events.sampled(report);
        }
    }

    void note(const std::string& line) {
        const bool written = curve->add(line);
        if (!written && curveWritten)
            say("warning: curve.jsonl cannot be written at the moment; the training goes on");
        curveWritten = written;
    }

    void saveModel() {
        OpenedModel best = model;
        best.weights = trainer->bestWeights();
        exportSafetensors(best, *backend, options.folder / "model.safetensors", options.store);
        if (const auto adapter = trainer->bestAdapter())
            saveLora(options.folder, *adapter, model.config, *backend);
    }

    void checkpoint() {
        createTrainingState(statePath(), *trainer, *backend, origin);
        saveModel();
    }

    void tryCheckpoint() {
        try {
            checkpoint();
        } catch (const std::exception& error) {
            if (!backend->stopped()) // otherwise nothing can be read any more, and another device takes over
                say(std::string("warning: the checkpoint was not written, the training goes on: ") +
                    error.what());
        }
        lastCheckpoint = Clock::now();
    }

    TrainingEnd stopped() {
        checkpoint();
        return TrainingEnd::Stopped;
    }

    std::optional<TrainingEnd> finish(bool converged) {
        tryCheckpoint();
        atStep = false;
        trainer->useBest();
        evaluate(true);
        if (recipe.samples) sample(true);
        if (backend->stopped()) return std::nullopt;
        saveModel();
        if (stop.stop_requested()) return TrainingEnd::Stopped;
        if (!converged) return TrainingEnd::Diverged;
        return trainer->outOfPatience() ? TrainingEnd::NoImprovement : TrainingEnd::Finished;
    }

    const TrainingRunOptions& options;
    const TrainingEvents& events;
    std::stop_token stop;
    std::string recipeText;
    Recipe recipe;
    std::unique_ptr<Backend> backend;
    OpenedModel model; ///< what is trained: its shape, marks, tokenizer and the weights it began with
    std::shared_ptr<const Dataset> data;
    TrainingOrigin origin;
    bool resumes = false;                     ///< there is a checkpoint to go on from
    bool curveWritten = true;                 ///< up to its last line
    bool atStep = false;                      ///< the trainer's tensors are those after a step
    std::optional<std::uint64_t> sampleDueAt; ///< the step
    bool snapshotDue = false;                 ///< of the model as it is
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<TrainingCurve> curve;
    Clock::time_point lastCheckpoint;
};

} // namespace

TrainingEnd createTrainedModel(const TrainingRunOptions& options, const TrainingEvents& events,
                               std::stop_token stop) {
    return Run(options, events, std::move(stop)).run();
}

} // namespace tokenarium
