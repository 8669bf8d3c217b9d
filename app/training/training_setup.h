// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has chosen for a training: texts, tokenizer, shape, length; and the recipe that follows from
// it.
#pragma once

#include "engine/train/recipe.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tokenarium {

enum class TextChoice : std::uint8_t {
    EnglishStories, ///< the built-in grammar
    ChineseStories,
    BothStories,
    Poems, ///< poems.txt of resources/recipes/prepare-poems.py where it lies here, else the built-in verses
    Pairs, ///< "English = Chinese", line by line, out of the grammar
    Chat,  ///< questions and answers out of the grammar
    Licences, ///< /usr/share/common-licenses, where it is there
    OwnFiles
};

/// A plain value.
struct TrainingSetup {
    TextChoice texts = TextChoice::EnglishStories;
    std::size_t stories = 3000;               ///< of the grammar, each language
    std::vector<std::filesystem::path> files; ///< OwnFiles
    bool bytePairs = true;
    std::size_t vocabularySize = 512;
    std::size_t layers = 4, width = 96, heads = 4, context = 128;
    std::uint64_t tokens = 1'000'000;
    double rate = 0.003;
    std::uint64_t seed = 1;
    std::size_t patience = 5; ///< evaluations without a better one before it stops; 0: never
    std::size_t sampleEverySteps = 25;
    std::string prompt = "Once upon a time";
    std::filesystem::path base; ///< post-training: the model to go on with; empty: from nothing
    std::string baseName;
    std::size_t loraRank = 0;                       ///< post-training: 0 trains all weights
    double watts = 45, pricePerKilowattHour = 0.30; ///< what a person assumes, for the estimate of the cost
    bool operator==(const TrainingSetup&) const = default;
};

inline constexpr std::size_t batchTokensOf(const TrainingSetup&) { return 2048; }

/// One kind of text. Documents are separated by lines <|endoftext|>.
struct SourceText {
    std::string name; ///< also its domain, in data preparation
    std::string mark; ///< of its language: <|en|>, <|zh|>, <|pair|>
    std::string text;
    std::string source, licence;
};

/// Why these texts cannot be had here, as an English sentence; empty if they can. Looks at the disk only.
std::string textProblem(const TrainingSetup& setup);

/// Throws std::runtime_error where a file cannot be read. Takes up to a second; on a worker.
std::vector<SourceText> createSourceTexts(const TrainingSetup& setup);

/// The shape alone; `vocabulary` is what the tokenizer will have.
ModelConfig configOf(const TrainingSetup& setup, std::size_t vocabulary);

/// The recipe whose text files are "text-0.txt" … in the recipe's folder, in the order of `texts`. `marks`:
/// texts keep the marks of their languages (the model that is gone on with has them, or several languages are
/// trained together).
Recipe recipeOf(const TrainingSetup& setup, const std::vector<SourceText>& texts, bool marks,
                const std::string& name);

/// The large collection of poems lies on this machine.
bool hasManyPoems();

/// Where poems.txt is looked for: $TOKENARIUM_TEXTS, else share/tokenarium/texts beside the program.
std::filesystem::path preparedTextsFolder();

} // namespace tokenarium
