// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli train: makes a model as a recipe says.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "engine/train/training_run.h"

#include <charconv>
#include <cstdio>
#include <iostream>

namespace tokenarium::cli {

namespace {

std::size_t threadsOf(const Arguments& arguments) {
    const auto text = arguments.value("--threads");
    if (!text) return 0;
    std::size_t number = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
    if (read.ec != std::errc() || read.ptr != text->data() + text->size() || number < 1 || number > 1024)
        throw CommandError(ExitCode::WrongUse,
                           "--threads " + *text + ": a whole number from 1 to 1024 was expected.");
    return number;
}

DType storeOf(const Arguments& arguments) {
    const std::string name = arguments.value("--store").value_or("f32");
    if (name == "f32") return DType::F32;
    if (name == "bf16") return DType::BF16;
    if (name == "8bit") return DType::I8;
    throw CommandError(ExitCode::WrongUse, "--store " + name + ": not known; there are f32, bf16, 8bit.");
}

std::string formatted(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string lineFor(const StepReport& report) {
    return "step " + std::to_string(report.step) + "  " + std::to_string(report.tokens) + " tokens  epoch " +
           formatted("%.3f", report.epoch) + "  loss " + formatted("%.4f", report.loss) + "  gradient " +
           formatted("%.3f", report.gradientNorm) + "  rate " + formatted("%.2e", report.rate) + "  " +
           formatted("%.0f", report.tokensPerSecond) + " tokens/s" + (report.skipped ? "  skipped" : "") +
           "\n";
}

std::string lineFor(const Evaluation& evaluation, bool best) {
    return std::string(evaluation.whole ? "validation, whole: " : "validation, sample: ") +
           formatted("%.4f", evaluation.natsPerToken()) + " nats per token, " +
           formatted("%.4f", evaluation.natsPerCharacter()) + " nats or " +
           formatted("%.4f", evaluation.bitsPerCharacter()) + " bits per character in " +
           std::to_string(evaluation.documents) + " documents" + (best ? ", the best so far" : "") + "\n";
}

const char* sentenceFor(TrainingEnd end) {
    switch (end) {
    case TrainingEnd::Finished: return "finished: all tokens were read";
    case TrainingEnd::NoImprovement: return "finished: the validation split got no better";
    case TrainingEnd::Stopped: return "stopped; --resume goes on from here";
    case TrainingEnd::Diverged: break;
    }
    return "given up: the gradients were not finite ten times in a row; lower the rates";
}

TrainingEvents eventsTo(Output& output, bool json, std::stop_source& stop) {
    const auto heed = [&stop] {
        if (interrupted()) stop.request_stop();
    };
    TrainingEvents events;
    events.said = [](const std::string& sentence) { std::cerr << sentence << "\n"; };
    events.prepared = [heed](const char*, double) { heed(); };
    events.stepped = [&output, json, heed](const StepReport& report) {
        heed();
        output.write(json ? jsonLine(report) + "\n" : lineFor(report));
        output.flush();
    };
    events.evaluated = [&output, json](const Evaluation& evaluation, const TrainerProgress& where,
                                       bool best) {
        output.write(json ? jsonLine(evaluation, where, best) + "\n" : lineFor(evaluation, best));
        output.flush();
    };
    return events;
}

void runTrain(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(
        words, {{"--json", "--resume"}, {"--recipe", "--out", "--texts", "--threads", "--store"}});
    TrainingRunOptions options;
    options.recipe = arguments.required("--recipe", "the recipe to train by, a JSON file.");
    options.folder = arguments.required("--out", "the folder for the model.");
    options.texts = arguments.value("--texts").value_or("");
    options.resume = arguments.has("--resume");
    options.threads = threadsOf(arguments);
    options.store = storeOf(arguments);
    catchInterrupt();
    std::stop_source stop;
    const TrainingEnd end =
        createTrainedModel(options, eventsTo(output, arguments.has("--json"), stop), stop.get_token());
    std::cerr << options.folder.string() << ": " << sentenceFor(end) << "\n";
    if (end == TrainingEnd::Diverged) throw CommandError(ExitCode::SaidNo, "the training did not converge.");
}

} // namespace

const Command trainCommand{
    "train", "makes a model of texts, as a recipe says",
    R"(tokenarium-cli train --recipe FILE --out DIR [--texts DIR] [--resume] [--json] [--threads N] [--store FORM]

Learns a tokenizer (or takes one), then a transformer, and writes both to DIR so that other programs open them:
model.safetensors, config.json, tokenizer.json; beside them curve.jsonl, recipe.json and the checkpoint
training.safetensors. Ctrl-C writes a checkpoint and stops.

  --recipe FILE   JSON: the texts, the model's shape, how it is trained
  --out DIR       a new folder, or with --resume that of a training to go on with
  --texts DIR     where the recipe's texts lie (beside the recipe unless said)
  --resume        goes on from the last checkpoint in DIR, exactly as if nothing had happened
  --threads N     instead of the recipe's
  --store FORM    numbers of model.safetensors: f32 (unless said), bf16, 8bit (blocks of 32 with a scale)
  --json          a line of JSON for every step and every evaluation
)",
    runTrain};

} // namespace tokenarium::cli
