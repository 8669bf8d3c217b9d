// SPDX-License-Identifier: GPL-3.0-or-later
// A small text, a small recipe and all that a trainer needs of them.
#pragma once

#include "engine/backend/cpu_backend.h"
#include "engine/train/initial_weights.h"
#include "engine/train/trainer.h"
#include "engine/train/training_state.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tokenarium::testing {

/// The settings are those of the tests unless `training` says others: members of the object, with a comma
/// before each.
inline std::string smallRecipe(const std::string& training = {}, const std::string& more = {}) {
    return R"({"name":"small","model":{"architecture":"llama","layers":1,"width":16,"heads":2,"context":16,
        "feed_forward_width":32},"tokenizer":{"kind":"characters","size":300},
        "texts":[{"name":"lines","file":"lines.txt","repeat":8}],"validation":{"per_mille":0},
        "training":{"tokens":20000,"batch_tokens":128,"micro_batch_tokens":128,"rate":0.01,"threads":1)" +
           training + "}" + more + "}";
}

/// Four lines that begin differently and are certain from then on: ln 4 nats a line.
inline const char* fourLines = "abc\nbca\ncab\nxyz\n";
inline constexpr double fourLinesNats = 0.34657359; ///< a token: ln 4 / (3 characters + 1 end)

class TrainTest : public ::testing::Test {
protected:
    void prepare(const std::string& json = smallRecipe(), const std::string& text = fourLines) {
        writeFile(folder / "lines.txt", text);
        recipe = loadRecipe(json, "small.json");
        documents = loadDocuments(recipe, folder.path());
        tokenizer = createRecipeTokenizer(recipe, documents, folder.path());
        marks = loadDocumentMarksOf(tokenizer->vocabulary(), "small.json");
        recipe.model.vocabularySize = tokenizer->vocabulary().size();
        data = std::make_shared<const Dataset>(
            createDataset(recipe, documents, *tokenizer, marks, recipe.model.positions, 2));
    }

    std::unique_ptr<Trainer> trainer() {
        return std::make_unique<Trainer>(recipe.model,
                                         createInitialWeights(recipe.model, backend, recipe.training.seed),
                                         data, recipe.training, backend);
    }

    TrainingOrigin origin() const { return {data->tokenFingerprint(), data->windowFingerprint(), 0}; }

    /// Of all weights, one tensor behind the other.
    std::vector<float> numbersOf(Weights weights) {
        std::vector<float> numbers;
        forEachTensor(weights, [&](Tensor& tensor) {
            const std::vector<float> values = backend.read(tensor);
            numbers.insert(numbers.end(), values.begin(), values.end());
        });
        return numbers;
    }

    TemporaryFolder folder;
    CpuBackend backend;
    Recipe recipe;
    TextDocuments documents;
    std::shared_ptr<const TextTokenizer> tokenizer;
    DocumentMarks marks;
    std::shared_ptr<const Dataset> data;
};

} // namespace tokenarium::testing
