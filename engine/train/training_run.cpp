// SPDX-License-Identifier: GPL-3.0-or-later
// The order of things: texts, tokenizer, tokens, weights, steps; and what is written when.
#include "engine/train/training_run.h"

#include "engine/backend/cpu_backend.h"
#include "engine/backend/matrix_product.h"
#include "engine/file/mapped_file.h"
#include "engine/file/replaced_file.h"
#include "engine/model/export_model.h"
#include "engine/text/tokenizer_json.h"
#include "engine/train/initial_weights.h"
#include "engine/train/lora_file.h"
#include "engine/train/training_state.h"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace tokenarium {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int mostSkippedSteps = 10;

std::string contentsOf(const fs::path& file) {
    const MappedFile mapped(file);
    const auto bytes = mapped.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void writeText(const fs::path& file, const std::string& text) {
    writeFileAtOnce(file, std::as_bytes(std::span(text)));
}

/// Lines about steps and evaluations. Those after the checkpoint that a training goes on from are dropped.
class Curve {
public:
    Curve(const fs::path& file, std::uint64_t stepsKept) : path(file) {
        std::string kept;
        std::ifstream old(path, std::ios::binary);
        for (std::string line; stepsKept > 0 && std::getline(old, line);) {
            constexpr std::string_view start = "{\"step\":";
            if (line.substr(0, start.size()) != start || line.back() != '}') continue;
            if (std::stoull("0" + line.substr(start.size(), 19)) <= stepsKept) kept += line + "\n";
        }
        old.close();
        writeText(path, kept);
        out.open(path, std::ios::binary | std::ios::app);
    }
    void add(const std::string& line) {
        out << line << "\n" << std::flush;
        if (!out) out.clear(); // a full disk costs lines, not the training
    }

private:
    fs::path path;
    std::ofstream out;
};

/// All that a training works with; made once at the beginning.
class Run {
public:
    Run(const TrainingRunOptions& wanted, const TrainingEvents& toTell, std::stop_token stopToken)
        : options(wanted)
        , events(toTell)
        , stop(std::move(stopToken)) {}

    TrainingEnd run() {
        prepareFolder();
        recipeText = contentsOf(options.recipe);
        recipe = loadRecipe(recipeText, options.recipe.string());
        if (options.threads > 0) recipe.training.threads = options.threads;
        if (recipe.training.threads == 0)
            recipe.training.threads = std::max(1U, std::thread::hardware_concurrency());
        const auto precision = recipe.training.precision == TrainingPrecision::BF16 ? ProductPrecision::BF16
                                                                                    : ProductPrecision::F32;
        backend = std::make_unique<CpuBackend>(recipe.training.threads, precision);
        if (!prepareTexts()) return TrainingEnd::Stopped;
        prepareTrainer();
        writeText(options.folder / "recipe.json", recipeText);
        return train();
    }

private:
    void say(const std::string& sentence) const {
        if (events.said) events.said(sentence);
    }
    std::function<void(double)> stage(const char* name) const {
        return [this, name](double share) {
            if (events.prepared) events.prepared(name, share);
        };
    }
    fs::path statePath() const { return options.folder / "training.safetensors"; }

    void prepareFolder() const {
        const bool used = fs::exists(options.folder) && !fs::is_empty(options.folder);
        if (used && !options.resume)
            throw std::runtime_error(options.folder.string() +
                                     ": there is something in this folder already. --resume goes on with a "
                                     "training in it; for a new one name another folder.");
        std::error_code error;
        fs::create_directories(options.folder, error);
        if (error)
            throw std::runtime_error(options.folder.string() + ": cannot be made: " + error.message() + ".");
    }

    fs::path textsFolder() const {
        return options.texts.empty() ? options.recipe.parent_path() : options.texts;
    }
    fs::path startFolder() const { return options.recipe.parent_path() / recipe.startFrom; }

    /// Of the model that is gone on with, of this training before it was stopped, or a new one.
    std::shared_ptr<const TextTokenizer> makeTokenizer(const TextDocuments& documents) const {
        const fs::path own = options.folder / "tokenizer.json";
        if (options.resume && fs::exists(own)) return loadTokenizerJson(own);
        return createRecipeTokenizer(recipe, documents, options.recipe.parent_path(), stop,
                                     stage("tokenizer"));
    }

    void openStart() {
        model = openModel(startFolder(), *backend);
        if (!model.tokenizer)
            throw std::runtime_error(startFolder().string() + ": " + model.tokenizerProblem);
        if (!model.marks.beginning || model.marks.ends.empty())
            model.marks = loadDocumentMarksOf(model.tokenizer->vocabulary(), startFolder().string());
    }

    void makeStart(const TextDocuments& documents) {
        model.config = recipe.model;
        model.tokenizer = makeTokenizer(documents);
        if (stop.stop_requested()) return;
        model.marks = loadDocumentMarksOf(model.tokenizer->vocabulary(), recipe.name);
        model.config.vocabularySize = model.tokenizer->vocabulary().size();
        if (const std::string problem = configProblem(model.config); !problem.empty())
            throw std::runtime_error(options.recipe.string() + ": " + problem);
        model.weights = createInitialWeights(model.config, *backend, recipe.training.seed);
    }

    bool prepareTexts() {
        stage("texts")(0);
        const TextDocuments documents = loadDocuments(recipe, textsFolder());
        stage("texts")(1);
        if (recipe.startFrom.empty())
            makeStart(documents);
        else
            openStart();
        if (stop.stop_requested()) return false;
        writeText(options.folder / "tokenizer.json", createTokenizerJson(*model.tokenizer));
        data = std::make_shared<const Dataset>(createDataset(recipe, documents, *model.tokenizer, model.marks,
                                                             model.config.positions, recipe.training.threads,
                                                             stop, stage("tokens")));
        if (stop.stop_requested()) return false;
        stage("tokens")(1);
        say("texts: " + std::to_string(data->trainingSize.documents) + " documents to train with, " +
            std::to_string(data->validationSize.documents) + " for validation, " +
            std::to_string(data->epochTokens()) + " tokens an epoch, vocabulary of " +
            std::to_string(model.config.vocabularySize));
        return true;
    }

    void prepareTrainer() {
        std::optional<Lora> adapter;
        if (recipe.lora)
            adapter = createLora(
                model.config, *backend,
                {recipe.lora->rank, recipe.lora->alpha, recipe.lora->matrices, recipe.training.seed});
        trainer = std::make_unique<Trainer>(model.config, model.weights, data, recipe.training, *backend,
                                            std::move(adapter));
        if (options.resume && fs::exists(statePath())) {
            loadTrainingState(statePath(), *trainer, *backend, data->fingerprint());
            say("resumed at step " + std::to_string(trainer->where().step) + ", " +
                std::to_string(trainer->where().tokens) + " tokens");
        } else if (options.resume) {
            say("there is no checkpoint in " + options.folder.string() + ", so it begins anew");
        }
        curve = std::make_unique<Curve>(options.folder / "curve.jsonl", trainer->where().step);
    }

    TrainingEnd train() {
        lastCheckpoint = Clock::now();
        int skipped = 0;
        while (!trainer->finished() && skipped < mostSkippedSteps) {
            if (stop.stop_requested()) {
                checkpoint();
                return TrainingEnd::Stopped;
            }
            const StepReport report = trainer->step();
            if (!report.problem.empty()) throw std::runtime_error(recipe.name + ": " + report.problem);
            curve->add(jsonLine(report));
            if (events.stepped) events.stepped(report);
            skipped = report.skipped ? skipped + 1 : 0;
            if (trainer->evaluationDue() || trainer->finished()) evaluate(false);
            const std::chrono::duration<double> since = Clock::now() - lastCheckpoint;
            if (since.count() >= recipe.training.checkpointEverySeconds) checkpoint();
        }
        return finish(skipped < mostSkippedSteps);
    }

    void evaluate(bool whole) {
        const Evaluation evaluation = trainer->evaluate(whole, stop);
        const bool best = !whole && trainer->note(evaluation);
        if (!evaluation.complete) return;
        curve->add(jsonLine(evaluation, trainer->where(), best || whole));
        if (events.evaluated) events.evaluated(evaluation, trainer->where(), best || whole);
    }

    void saveModel() {
        OpenedModel best = model;
        best.weights = trainer->bestWeights();
        exportSafetensors(best, options.folder / "model.safetensors", options.store);
        if (const auto adapter = trainer->bestAdapter())
            saveLora(options.folder, *adapter, model.config, *backend);
    }

    void checkpoint() {
        try {
            createTrainingState(statePath(), *trainer, *backend, data->fingerprint());
            saveModel();
        } catch (const std::exception& error) {
            say(std::string("warning: the checkpoint was not written, the training goes on: ") +
                error.what());
        }
        lastCheckpoint = Clock::now();
    }

    TrainingEnd finish(bool converged) {
        checkpoint();
        trainer->useBest();
        evaluate(true);
        saveModel();
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
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<Curve> curve;
    Clock::time_point lastCheckpoint;
};

} // namespace

TrainingEnd createTrainedModel(const TrainingRunOptions& options, const TrainingEvents& events,
                               std::stop_token stop) {
    return Run(options, events, std::move(stop)).run();
}

} // namespace tokenarium
