// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe is the one of the training, so that the answer is the same to the letter.
#include "app/training/post_preview.h"

#include "engine/backend/cpu_backend.h"
#include "engine/model/parameter_list.h"
#include "engine/train/lora.h"
#include "engine/train/training_sample.h"
#include "engine/train/training_start.h"

#include <algorithm>

namespace tokenarium {

namespace {

constexpr std::size_t mostExamples = 3;

std::size_t countDocuments(const SourceText& text, std::vector<std::string>& examples) {
    constexpr std::string_view separator = "\n<|endoftext|>\n";
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.text.size(); ++count) {
        const std::size_t end = std::min(text.text.find(separator, at), text.text.size());
        if (examples.size() < mostExamples) examples.push_back(text.text.substr(at, end - at));
        at = end + separator.size();
    }
    return count;
}

} // namespace

PostPreview createPostPreview(const TrainingSetup& setup, std::stop_token stop) {
    PostPreview preview;
    for (const SourceText& text : createSourceTexts(setup))
        preview.documents += countDocuments(text, preview.examples);
    if (stop.stop_requested()) return preview;
    CpuBackend backend(1);
    const OpenedModel model = openTrainingBase(setup.base, backend);
    preview.parameters = preview.trained = parametersOf(model.config).total;
    if (setup.loraRank > 0) {
        preview.trained = 0;
        for (const AdaptableMatrix& one : adaptableMatrices(model.config)) {
            preview.trained += setup.loraRank * (one.shape[0] + one.shape[1]);
            ++preview.matrices;
        }
    }
    if (stop.stop_requested()) return preview;
    const Recipe recipe = recipeOf(setup, {}, false, {});
    const SampledModel sampled{model.config, model.weights, *model.tokenizer, model.marks};
    preview.answer = sampleText(sampled, backend, setup.prompt, *recipe.samples, recipe.training.seed);
    return preview;
}

TrainingSetup postTrainingSetup(TextChoice texts, std::size_t steps, std::size_t loraRank) {
    TrainingSetup setup;
    setup.texts = texts;
    setup.stories = 1000;
    setup.loraRank = loraRank;
    setup.tokens = steps * batchTokensOf(setup);
    setup.rate = loraRank > 0 ? 0.002 : 0.0006; // gently: what is known shall stay
    setup.patience = 0;
    setup.sampleEverySteps = std::max<std::size_t>(steps / 6, 1);
    return setup;
}

} // namespace tokenarium
