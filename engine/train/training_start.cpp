// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizer comes first: without it there are neither ids nor the size of the vocabulary.
#include "engine/train/training_start.h"

#include "engine/file/quoted_name.h"
#include "engine/file/replaced_file.h"
#include "engine/model/parameter_list.h"
#include "engine/text/tokenizer_json.h"
#include "engine/train/initial_weights.h"
#include "engine/train/recipe_tokenizer.h"
#include "engine/train/training_sample.h"

#include <stdexcept>

namespace tokenarium {

namespace {

namespace fs = std::filesystem;

void checkPrompts(const OpenedModel& model, const Recipe& recipe, const std::string& file) {
    if (!recipe.samples) return;
    const SampledModel sampled{model.config, model.weights, *model.tokenizer, model.marks};
    for (const std::string& prompt : recipe.samples->prompts)
        if (const std::size_t tokens = samplePrompt(sampled, prompt).size(); tokens >= model.config.positions)
            throw std::runtime_error(file + ", samples: the prompt " + inQuotes(prompt) + " has " +
                                     std::to_string(tokens) + " tokens, and the model's context " +
                                     std::to_string(model.config.positions) + "; nothing fits behind it.");
}

/// Nothing is in it but the tokenizer where it was stopped.
OpenedModel createNewModel(const Recipe& recipe, const TrainingPlace& place, const TextDocuments& documents,
                           Backend& backend, std::stop_token stop,
                           const std::function<void(double)>& progress) {
    OpenedModel model;
    model.config = recipe.model;
    model.tokenizer =
        place.resumes ? loadTokenizerJson(place.folder / "tokenizer.json")
                      : createRecipeTokenizer(recipe, documents, place.recipe.parent_path(), stop, progress);
    if (stop.stop_requested()) return model;
    model.marks = loadDocumentMarksOf(model.tokenizer->vocabulary(), recipe.name);
    model.config.vocabularySize = model.tokenizer->vocabulary().size();
    if (const std::string problem = configProblem(model.config); !problem.empty())
        throw std::runtime_error(place.recipe.string() + ": " + problem);
    model.weights = createStartWeights(model, recipe, backend);
    return model;
}

} // namespace

OpenedModel openTrainingBase(const fs::path& folder, Backend& backend) {
    OpenedModel model = openModel(folder, backend);
    if (!model.tokenizer) throw std::runtime_error(folder.string() + ": " + model.tokenizerProblem);
    if (!model.marks.beginning || model.marks.ends.empty())
        model.marks = loadDocumentMarksOf(model.tokenizer->vocabulary(), folder.string());
    return model;
}

Weights createStartWeights(const OpenedModel& model, const Recipe& recipe, Backend& backend) {
    return recipe.startFrom.empty()
               ? createInitialWeights(model.config, backend, recipe.training.seed)
               : loadWeights(*model.checkpoint, model.config, backend, model.file.string());
}

TrainingStart createTrainingStart(const Recipe& recipe, const TrainingPlace& place, Backend& backend,
                                  std::stop_token stop,
                                  const std::function<void(const char*, double)>& stage) {
    const auto progressOf = [&](const char* name) {
        return [&stage, name](double share) { stage(name, share); };
    };
    stage("texts", 0);
    const TextDocuments documents = loadDocuments(recipe, place.texts);
    stage("texts", 1);
    TrainingStart start;
    start.model = recipe.startFrom.empty()
                      ? createNewModel(recipe, place, documents, backend, stop, progressOf("tokenizer"))
                      : openTrainingBase(place.recipe.parent_path() / recipe.startFrom, backend);
    if (stop.stop_requested()) return start;
    checkPrompts(start.model, recipe, place.recipe.string());
    const std::string tokenizer = createTokenizerJson(*start.model.tokenizer);
    writeFileAtOnce(place.folder / "tokenizer.json", std::as_bytes(std::span(tokenizer)));
    auto data = std::make_shared<const Dataset>(
        createDataset(recipe, documents, *start.model.tokenizer, start.model.marks,
                      start.model.config.positions, recipe.training.threads, stop, progressOf("tokens")));
    if (stop.stop_requested()) return start;
    stage("tokens", 1);
    start.data = std::move(data);
    return start;
}

} // namespace tokenarium
