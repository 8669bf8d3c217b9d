// SPDX-License-Identifier: GPL-3.0-or-later
// How well a model predicts texts: nats and bits per character, so that models with different tokenizers
// compare.
#pragma once

#include "engine/model/open_model.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A document as tokens: what opens it, the text, the end mark. Every token but the opening ones is asked.
struct EvaluationDocument {
    std::vector<TokenId> ids;
    std::size_t opening = 0;    ///< tokens that are given
    std::size_t characters = 0; ///< code points of the text; a byte that is not UTF-8 is one
};

/// Why this model cannot be evaluated (no tokenizer, no mark of beginning or end), as a sentence; empty if it
/// can.
std::string evaluationProblem(const OpenedModel& model);

/// The model must have no evaluationProblem.
EvaluationDocument evaluationDocument(const OpenedModel& model, std::string_view text);

/// Sums over all documents.
struct EvaluationResult {
    std::uint64_t documents = 0;
    std::uint64_t characters = 0;
    std::uint64_t tokens = 0; ///< asked: those of the texts and the end marks
    double nats = 0;          ///< Σ −log p

    double natsPerCharacter() const; ///< an end mark counts as one character; 0 where there is no document
    double bitsPerCharacter() const;
    double natsPerToken() const;
};

/// Takes documents one by one and runs them in batches. The model's context starts anew with each; a document
/// longer than the context is read in windows that overlap by half, and each of its tokens is asked in the
/// first window that has it. Keeps references to both. One thread.
class Evaluator {
public:
    Evaluator(const OpenedModel& evaluated, Backend& operations) : model(evaluated), backend(&operations) {}
    void add(EvaluationDocument document);
    /// Runs what is still waiting; further documents may follow. The sums are those of all documents unless
    /// the backend has stopped.
    EvaluationResult finish();
    /// After the backend has stopped: what could not be run waits for this one, in which the model's weights
    /// are by now. No sum is lost.
    void goOnWith(Backend& operations) { backend = &operations; }

private:
    struct Window {
        std::vector<TokenId> ids, targets;
    };
    void addWindow(const EvaluationDocument& document, std::size_t begin, std::size_t end,
                   std::size_t firstAsked);
    void run();

    const OpenedModel& model;
    Backend* backend;
    std::vector<Window> waiting;
    std::size_t waitingTokens = 0;
    EvaluationResult sums;
};

} // namespace tokenarium
