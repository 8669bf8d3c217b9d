// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors by name and numbers as text.
#include "engine/train/training_state.h"

#include "engine/file/quoted_name.h"
#include "engine/tensor/checkpoint.h"

#include <bit>
#include <charconv>
#include <stdexcept>

namespace tokenarium {

namespace {

struct ProgressField {
    const char* name;
    std::uint64_t TrainerProgress::*field;
};
constexpr ProgressField progressFields[] = {{"step", &TrainerProgress::step},
                                            {"tokens", &TrainerProgress::tokens},
                                            {"optimizer_steps", &TrainerProgress::optimizerSteps},
                                            {"epoch", &TrainerProgress::epoch},
                                            {"index", &TrainerProgress::index},
                                            {"next_evaluation", &TrainerProgress::nextEvaluation},
                                            {"evaluations", &TrainerProgress::evaluations},
                                            {"without_better", &TrainerProgress::withoutBetter},
                                            {"best_step", &TrainerProgress::bestStep}};
constexpr std::uint64_t mostTokens = std::uint64_t{1} << 52; // beyond any recipe
constexpr const char* bestNatsName = "best_nats_bits";       // the double's bits: no digit is lost

struct OriginField {
    const char* name;
    std::uint64_t TrainingOrigin::*field;
    bool always; ///< not only since states have more than one
    const char* other;
};
constexpr OriginField originFields[] = {
    {"texts", &TrainingOrigin::tokens, true, "with other texts, shares or splits"},
    {"windows", &TrainingOrigin::windows, false, "with other repeats, splits or another context"},
    {"base", &TrainingOrigin::base, false, "from a model with other weights"}};

std::uint64_t numberNamed(const Checkpoint& state, const std::string& name, const std::string& file) {
    const auto found = state.metadata().find(name);
    const std::string* text =
        found == state.metadata().end() ? nullptr : std::get_if<std::string>(&found->second);
    std::uint64_t number = 0;
    if (text) {
        const auto end = text->data() + text->size();
        const auto read = std::from_chars(text->data(), end, number);
        if (read.ec == std::errc() && read.ptr == end) return number;
    }
    throw std::runtime_error(file + ": the metadata have no whole number " + inQuotes(name) +
                             ": this is no state of a training, or it is damaged.");
}

void loadTensor(const Checkpoint& state, const std::string& name, Tensor& tensor, Backend& backend,
                const std::string& file) {
    const StoredTensor* stored = state.find(name);
    if (!stored || stored->dtype != DType::F32 || stored->shape != tensor.shape)
        throw std::runtime_error(file + ": the tensor " + inQuotes(name) + " of shape " +
                                 tensor.shape.text() + (stored ? " has another shape" : " is missing") +
                                 ": the training was begun with another model or optimizer. Go on with the "
                                 "recipe it was begun with, or begin anew in another folder.");
    std::vector<float> values(tensor.shape.elements());
    dequantize(*stored, values);
    backend.write(values, tensor);
}

} // namespace

std::uint64_t weightsFingerprint(Weights weights, Backend& backend) {
    std::uint64_t hash = 1;
    forEachTensor(weights, [&](const Tensor& tensor) {
        for (const float value : loadValues(backend, tensor))
            hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 0x100000001B3U;
    });
    return hash;
}

void createTrainingState(const std::filesystem::path& file, Trainer& trainer, Backend& backend,
                         const TrainingOrigin& origin) {
    std::vector<OwnedTensor> tensors;
    trainer.forEachState([&](const std::string& name, Tensor& tensor) {
        const std::vector<float> values = loadValues(backend, tensor);
        const auto bytes = std::as_bytes(std::span(values));
        tensors.push_back({name, DType::F32, tensor.shape, {bytes.begin(), bytes.end()}});
    });
    std::vector<StoredTensor> stored;
    for (const OwnedTensor& tensor : tensors) stored.push_back(tensor.stored());
    std::map<std::string, std::string> metadata;
    for (const auto& [name, field] : progressFields) metadata[name] = std::to_string(trainer.where().*field);
    metadata[bestNatsName] = std::to_string(std::bit_cast<std::uint64_t>(trainer.where().bestNats));
    for (const OriginField& field : originFields) metadata[field.name] = std::to_string(origin.*field.field);
    writeSafetensors(file, stored, metadata);
}

std::optional<std::uint64_t> trainingStateStep(const std::filesystem::path& file) {
    try {
        return numberNamed(*Checkpoint::open(file), "step", file.string());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

void loadTrainingState(const std::filesystem::path& path, Trainer& trainer, Backend& backend,
                       const TrainingOrigin& origin) {
    const std::string file = path.string();
    const auto state = Checkpoint::open(path);
    for (const OriginField& field : originFields)
        if ((field.always || state->metadata().count(field.name) > 0) &&
            numberNamed(*state, field.name, file) != origin.*field.field)
            throw std::runtime_error(file + ": the training was begun " + field.other +
                                     ", so it cannot go on exactly. Go on with those it was begun with, or "
                                     "begin anew in another folder.");
    TrainerProgress progress;
    for (const auto& [name, field] : progressFields) progress.*field = numberNamed(*state, name, file);
    if (progress.index > trainer.windowsOfEpoch() || progress.tokens > mostTokens)
        throw std::runtime_error(file + ": it is further on than the texts go; the file is damaged.");
    progress.bestNats = std::bit_cast<double>(numberNamed(*state, bestNatsName, file));
    trainer.forEachState(
        [&](const std::string& name, Tensor& tensor) { loadTensor(*state, name, tensor, backend, file); });
    trainer.goTo(progress);
}

} // namespace tokenarium
