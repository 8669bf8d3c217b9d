// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting documents into windows and adding up what the model says of them.
#include "engine/model/evaluation.h"

#include "engine/model/backward.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <numbers>

namespace tokenarium {
namespace {

constexpr std::size_t batchTokens = 2048; // at once: the logits of all of them are in memory

std::size_t codePoints(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += decodeUtf8(text, at).size) ++count;
    return count;
}

std::vector<TokenId> openingFor(const DocumentMarks& marks, std::string_view text) {
    std::vector<TokenId> opening = openingOf(marks, text);
    if (opening.empty() && marks.beginning) opening.push_back(*marks.beginning);
    return opening;
}

} // namespace

std::string evaluationProblem(const OpenedModel& model) {
    if (!model.tokenizer) return "A text cannot be scored without a tokenizer: " + model.tokenizerProblem;
    if (model.marks.ends.empty())
        return "The model has no end mark (eos_token_id), which is part of the score.";
    if (openingFor(model.marks, "").empty())
        return "The model has no mark of beginning (bos_token_id) from which it could predict the first "
               "token.";
    if (model.config.positions < 2 + openingFor(model.marks, "").size())
        return "The model's context of " + std::to_string(model.config.positions) + " tokens is too short.";
    return {};
}

EvaluationDocument evaluationDocument(const OpenedModel& model, std::string_view text) {
    EvaluationDocument document;
    document.ids = openingFor(model.marks, text);
    document.opening = document.ids.size();
    model.tokenizer->encodeIds(text, document.ids);
    document.ids.push_back(model.marks.ends.front());
    document.characters = codePoints(text);
    return document;
}

double EvaluationResult::natsPerCharacter() const {
    return documents == 0 ? 0 : nats / static_cast<double>(characters + documents);
}

double EvaluationResult::bitsPerCharacter() const { return natsPerCharacter() / std::numbers::ln2; }

double EvaluationResult::natsPerToken() const { return tokens == 0 ? 0 : nats / static_cast<double>(tokens); }

void Evaluator::add(EvaluationDocument document) {
    ++sums.documents;
    sums.characters += document.characters;
    const std::size_t inputs = document.ids.size() - 1, context = model.config.positions;
    std::size_t asked = document.opening; // the next token to be asked
    for (std::size_t begin = 0; asked < document.ids.size();) {
        const std::size_t end = std::min(inputs, begin + context);
        addWindow(document, begin, end, asked);
        asked = end + 1;
        begin = std::min(begin + std::max<std::size_t>(context / 2, 1), inputs - std::min(inputs, context));
    }
}

void Evaluator::addWindow(const EvaluationDocument& document, std::size_t begin, std::size_t end,
                          std::size_t firstAsked) {
    Window window;
    for (std::size_t i = begin; i < end; ++i) {
        window.ids.push_back(document.ids[i]);
        window.targets.push_back(i + 1 >= firstAsked ? document.ids[i + 1] : noTarget);
    }
    if (waitingTokens + window.ids.size() > batchTokens) run();
    waitingTokens += window.ids.size();
    waiting.push_back(std::move(window));
}

void Evaluator::run() {
    if (waiting.empty()) return;
    std::vector<TrainingText> texts;
    for (const Window& window : waiting) texts.push_back({window.ids, window.targets});
    const BatchLoss batch = loss(model.config, model.weights, *backend, texts);
    if (backend->stopped()) return; // they wait for another one
    sums.nats += batch.nats;
    sums.tokens += batch.targets;
    waiting.clear();
    waitingTokens = 0;
}

EvaluationResult Evaluator::finish() {
    run();
    return sums;
}

} // namespace tokenarium
