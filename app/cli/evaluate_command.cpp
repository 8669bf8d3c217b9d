// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli evaluate: nats and bits per character of texts.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "app/cli/load_model.h"
#include "engine/model/evaluation.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace tokenarium::cli {

namespace {

std::string wholeText(Input& input) {
    while (!input.complete()) input.readMore();
    return std::string(input.available());
}

/// Evaluates on the device as long as that answers.
class Evaluation {
public:
    explicit Evaluation(RunningModel& toRun) : running(toRun), evaluator(toRun.model, *toRun.backend) {}

    void add(std::string_view text) {
        evaluator.add(evaluationDocument(running.model, text));
        heed();
    }
    EvaluationResult finish() {
        const EvaluationResult result = evaluator.finish();
        return heed() ? evaluator.finish() : result;
    }

private:
    bool heed() {
        if (!running.leaveFailedDevice()) return false;
        evaluator.goOnWith(*running.backend);
        return true;
    }

    RunningModel& running;
    Evaluator evaluator;
};

void addDocuments(const std::string& file, bool lines, Evaluation& evaluation) {
    Input input = Input::open(file);
    if (!lines) return evaluation.add(wholeText(input));
    eachLine(input, [&](std::string_view text) {
        const JsonLine line = parseJsonLine(text);
        if (!line.text)
            throw std::runtime_error("a line needs \"text\": {\"text\": \"Once upon a time …\"}.");
        evaluation.add(*line.text);
    });
}

std::string jsonOf(const EvaluationResult& result) {
    const nlohmann::ordered_json json = {{"documents", result.documents},
                                         {"chars", result.characters},
                                         {"tokens", result.tokens},
                                         {"nats_per_char", result.natsPerCharacter()},
                                         {"bits_per_char", result.bitsPerCharacter()},
                                         {"nats_per_token", result.natsPerToken()}};
    return json.dump() + "\n";
}

std::string tableOf(const EvaluationResult& result) {
    char text[400];
    std::snprintf(text, sizeof text,
                  "documents       %12llu\ncharacters      %12llu\ntokens          %12llu\n"
                  "nats/character  %12.4f\nbits/character  %12.4f\nnats/token      %12.4f\n",
                  static_cast<unsigned long long>(result.documents),
                  static_cast<unsigned long long>(result.characters),
                  static_cast<unsigned long long>(result.tokens), result.natsPerCharacter(),
                  result.bitsPerCharacter(), result.natsPerToken());
    return text;
}

void runEvaluate(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(
        words, {{"--jsonl", "--json"}, {"--model", "--tokenizer", "--device", "--threads", "--store"}});
    RunningModel running = loadRunningModel(arguments);
    if (const std::string problem = evaluationProblem(running.model); !problem.empty())
        throw CommandError(ExitCode::BadInput, running.model.file.string() + ": " + problem);
    Evaluation evaluation(running);
    for (const std::string& file : arguments.files())
        addDocuments(file, arguments.has("--jsonl"), evaluation);
    const EvaluationResult result = evaluation.finish();
    output.write(arguments.has("--json") ? jsonOf(result) : tableOf(result));
}

} // namespace

const Command evaluateCommand{"evaluate", "how well a model predicts texts, in bits per character",
                              R"(tokenarium-cli evaluate --model NAME|FILE [--jsonl] [--json] [FILE…]

The score is the sum of −log p over all tokens of the texts and their end marks, divided by the characters (code points)
and one more for each document, so models with different tokenizers can be compared. Each document starts from an empty
context, after the model's mark of beginning and, where the model has them, the mark of the text's language; one that
is longer than the context is read in windows that overlap by half.

  --model NAME|FILE  as for generate; so are --tokenizer FILE, --store FORM, --threads N and --device cpu|cuda
  --jsonl            each line of FILE is a document, {"text": …}; otherwise the whole FILE is one
  --json             {"documents", "chars", "tokens", "nats_per_char", "bits_per_char", "nats_per_token"}
)",
                              runEvaluate};

} // namespace tokenarium::cli
