// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a recipe as tokens, and the order in which training sees them.
#pragma once

#include "engine/model/backward.h"
#include "engine/train/recipe_tokenizer.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// A stretch of a document that fits into the context: inputs are the ids begin … begin + length, targets the
/// ones that follow each. The first `masked` targets are not asked: they were in the window before, or are
/// the mark.
struct TextWindow {
    std::uint64_t begin = 0; ///< in the ids of all documents
    std::uint32_t length = 0, masked = 0;
};

/// A document that is kept for validation.
struct ValidationDocument {
    std::size_t firstWindow = 0, windows = 0; ///< in Dataset::validation()
    std::size_t tokens = 0;
    std::uint64_t characters = 0; ///< code points and one for the end mark
};

/// Documents stand one after another as begin, mark (if any), text, end. Immutable; safe to share between
/// threads.
class Dataset {
public:
    /// What training goes through in one epoch: every window as often as its text says, in an order that
    /// depends on seed and epoch alone. Repeats of a document are spread over the epoch.
    std::vector<std::uint32_t> epochOrder(std::uint64_t seed, std::uint64_t epoch) const;

    const std::vector<TextWindow>& training() const { return trainingWindows; }
    std::span<const TextWindow> validation() const { return validationWindows; }
    const std::vector<ValidationDocument>& validationDocuments() const { return validationList; }
    std::uint64_t epochTokens() const { return tokensOfEpoch; } ///< inputs of all windows, with repeats

    struct Split {
        std::size_t documents = 0;
        std::uint64_t tokens = 0;     ///< with begin and end
        std::uint64_t characters = 0; ///< code points
        void add(std::size_t moreTokens, std::uint64_t moreCharacters) {
            ++documents;
            tokens += moreTokens;
            characters += moreCharacters;
        }
    };
    Split trainingSize, validationSize;

    /// Of a window; the inputs live as long as the data set, the targets as long as `targets`, to which they
    /// are appended (room for them must be reserved).
    TrainingText text(const TextWindow& window, std::vector<TokenId>& targets) const;
    /// Of all tokens in their order, and of how they are cut, repeated and split: two data sets with the same
    /// two numbers train alike.
    std::uint64_t tokenFingerprint() const;
    std::uint64_t windowFingerprint() const;

private:
    friend Dataset createDataset(const Recipe&, const TextDocuments&, const TextTokenizer&,
                                 const DocumentMarks&, std::size_t, std::size_t, std::stop_token,
                                 const std::function<void(double)>&);
    void addToTraining(const std::vector<TextWindow>& windows, std::size_t tokens, std::uint64_t codePoints,
                       std::uint16_t repeat);
    void addToValidation(std::vector<TextWindow> windows, std::size_t tokens, std::uint64_t codePoints,
                         bool marked);

    std::vector<TokenId> ids;
    std::vector<TextWindow> trainingWindows, validationWindows;
    std::vector<std::uint16_t> repeats; ///< of every training window
    std::vector<ValidationDocument> validationList;
    std::uint64_t tokensOfEpoch = 0;
};

/// Tokenizes on `threads` threads. Documents with more tokens than `context` are cut into windows of which
/// each later one begins with a quarter of the context from before. Throws std::runtime_error where a mark is
/// not in the tokenizer or nothing is left to train with; where it is stopped the result is of no use.
/// `progress` gets a share from 0 to 1, on this thread. `around` has a beginning and an end.
Dataset createDataset(const Recipe& recipe, const TextDocuments& documents, const TextTokenizer& tokenizer,
                      const DocumentMarks& around, std::size_t context, std::size_t threads,
                      std::stop_token stop = {}, const std::function<void(double)>& progress = {});

} // namespace tokenarium
