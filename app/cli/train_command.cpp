// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train: makes a model as a recipe says.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/device_option.h"
#include "app/cli/interrupt.h"
#include "app/cli/number_options.h"
#include "app/cli/training_lines.h"
#include "engine/train/training_run.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

namespace tokenarium::cli {

namespace {

DType storeOf(const Arguments& arguments) {
    const std::string name = arguments.value("--store").value_or("f32");
    if (name == "f32") return DType::F32;
    if (name == "bf16") return DType::BF16;
    if (name == "8bit") return DType::I8;
    throw CommandError(ExitCode::WrongUse, "--store " + name + ": not known; there are f32, bf16, 8bit.");
}

/// Asks for a stop as soon as there was a Ctrl-C, whatever the training is doing.
class InterruptWatch {
public:
    explicit InterruptWatch(std::stop_source& stop)
        : thread([&stop](const std::stop_token& over) {
            while (!over.stop_requested() && !stop.stop_requested()) {
                if (interrupted()) stop.request_stop();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }) {}

private:
    std::jthread thread;
};

const char* sentenceFor(TrainingEnd end) {
    switch (end) {
    case TrainingEnd::Finished: return "finished: all tokens were read";
    case TrainingEnd::NoImprovement: return "finished: the validation split got no better";
    case TrainingEnd::Stopped: return "stopped; --resume goes on from here";
    case TrainingEnd::Diverged: break;
    }
    return "given up: the gradients were not finite ten times in a row; lower the rates";
}

/// Every step, evaluation and sample as JSON.
TrainingEvents jsonEvents(Output& output) {
    const auto write = [&output](const std::string& line) {
        output.write(line + "\n");
        output.flush();
    };
    TrainingEvents events;
    events.stepped = [write](const StepReport& report) { write(jsonLine(report)); };
    events.sampled = [write](const SampleReport& report) { write(jsonLine(report)); };
    events.evaluated = [write](const Evaluation& evaluation, const TrainerProgress& where, bool best) {
        write(jsonLine(evaluation, where, best));
    };
    return events;
}

/// A line every few seconds, and every evaluation and sample.
TrainingEvents eventsForPeople(Output& output) {
    const auto write = [&output](const std::string& text) {
        output.write(text);
        output.flush();
    };
    TrainingEvents events;
    events.stepped = [write, lines = std::make_shared<TrainingLines>()](const StepReport& report) {
        write(lines->after(report, std::chrono::steady_clock::now()));
    };
    events.sampled = [write](const SampleReport& report) { write(lineFor(report)); };
    events.evaluated = [write](const Evaluation& evaluation, const TrainerProgress&, bool best) {
        write(lineFor(evaluation, best));
    };
    return events;
}

void runTrain(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json", "--resume"},
                                      {"--recipe", "--out", "--texts", "--threads", "--store", "--device"}});
    TrainingRunOptions options;
    options.recipe = arguments.required("--recipe", "the recipe to train by, a JSON file.");
    options.folder = arguments.required("--out", "the folder for the model.");
    options.texts = arguments.value("--texts").value_or("");
    options.resume = arguments.has("--resume");
    options.threads = threadsOption(arguments).value_or(0);
    options.store = storeOf(arguments);
    options.device = [choice = deviceOption(arguments)](ProductPrecision precision) {
        return openDevice(choice, precision);
    };
    catchInterrupt();
    std::stop_source stop;
    const InterruptWatch watch(stop);
    TrainingEvents events = arguments.has("--json") ? jsonEvents(output) : eventsForPeople(output);
    events.said = [](const std::string& sentence) { std::cerr << sentence << "\n"; };
    const TrainingEnd end = createTrainedModel(options, events, stop.get_token());
    std::cerr << options.folder.string() << ": " << sentenceFor(end) << "\n";
    if (end == TrainingEnd::Diverged) throw CommandError(ExitCode::SaidNo, "the training did not converge.");
}

} // namespace

const Command trainCommand{
    "train", "makes a model of texts, as a recipe says",
    R"(tokenarium-cli train --recipe FILE --out DIR [--texts DIR] [--resume] [--json] [--threads N] [--store FORM]
                     [--device cpu|cuda]

Learns a tokenizer (or takes one), then a transformer, and writes both to DIR so that other programs open them:
model.safetensors, config.json, tokenizer.json; beside them curve.jsonl, recipe.json and the checkpoint
training.safetensors. Ctrl-C writes a checkpoint and stops.

  --recipe FILE   JSON: the texts, the model's shape, how it is trained
  --out DIR       a new folder, or with --resume that of a training to go on with
  --texts DIR     where the recipe's texts lie (beside the recipe unless said)
  --resume        goes on from the last checkpoint in DIR, exactly as if nothing had happened
  --threads N     instead of the recipe's
  --store FORM    numbers of model.safetensors: f32 (unless said), bf16, 8bit (blocks of 32 with a scale)
  --device cpu|cuda  where to compute, as for generate; the recipe's precision holds on both. Where a GPU fails the CPU
                  goes on: from the last step where only memory was missing, else from the last checkpoint
  --json          a line of JSON for every step, evaluation and sample; else a line every few seconds
)",
    runTrain};

} // namespace tokenarium::cli
