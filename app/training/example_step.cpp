// SPDX-License-Identifier: GPL-3.0-or-later
// An ordinary training that is left as soon as the step has been seen.
#include "app/training/example_step.h"

#include "app/training/training_setup.h"
#include "engine/file/replaced_file.h"
#include "engine/train/recipe_writer.h"
#include "engine/train/training_run.h"

#include <QTemporaryDir>

#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::uint64_t shownStep = 60;

TrainingSetup exampleSetup() {
    TrainingSetup setup;
    setup.stories = 150;
    setup.layers = 1;
    setup.width = 32;
    setup.heads = 2;
    setup.context = 64;
    setup.vocabularySize = 400;
    setup.tokens = 2 * shownStep * batchTokensOf(setup);
    setup.sampleEverySteps = 10 * shownStep; // after the end
    return setup;
}

/// The recipe with its texts, in a folder.
std::filesystem::path createPlan(const std::filesystem::path& folder) {
    const TrainingSetup setup = exampleSetup();
    const std::vector<SourceText> texts = createSourceTexts(setup);
    const std::string recipe = createRecipeJson(recipeOf(setup, texts, false, "example"));
    writeFileAtOnce(folder / "text-0.txt", std::as_bytes(std::span(texts.front().text)));
    writeFileAtOnce(folder / "plan.json", std::as_bytes(std::span(recipe)));
    return folder / "plan.json";
}

} // namespace

ShownStep createExampleStep(std::stop_token stop) {
    const QTemporaryDir place;
    if (!place.isValid()) throw std::runtime_error("There is no room for a temporary folder.");
    const std::filesystem::path folder(place.path().toStdU16String());
    TrainingRunOptions options;
    options.recipe = createPlan(folder);
    options.folder = folder / "run";
    options.threads = 1; // too small for more; and at full priority, for somebody waits
    ShownStep shown;
    std::stop_source enough;
    const std::stop_callback asked(stop, [&] { enough.request_stop(); });
    std::uint64_t steps = 0;
    TrainingEvents events;
    events.ready = [&](const TrainingFacts& facts) {
        shown.tokenizer = facts.tokenizer;
        shown.baselines = facts.baselines;
    };
    events.wantsToWatch = [&] { return ++steps == shownStep; };
    events.watched = [&](std::shared_ptr<const WatchedStep> step) {
        shown.step = std::move(step);
        enough.request_stop();
    };
    createTrainedModel(options, events, enough.get_token());
    return shown;
}

} // namespace tokenarium
