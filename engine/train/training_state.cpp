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
constexpr const char* bestNatsName = "best_nats_bits"; // the double's bits: no digit is lost
constexpr const char* fingerprintName = "texts";

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

void createTrainingState(const std::filesystem::path& file, Trainer& trainer, Backend& backend,
                         std::uint64_t fingerprint) {
    std::vector<OwnedTensor> tensors;
    trainer.forEachState([&](const std::string& name, Tensor& tensor) {
        const std::vector<float> values = backend.read(tensor);
        const auto bytes = std::as_bytes(std::span(values));
        tensors.push_back({name, DType::F32, tensor.shape, {bytes.begin(), bytes.end()}});
    });
    std::vector<StoredTensor> stored;
    for (const OwnedTensor& tensor : tensors) stored.push_back(tensor.stored());
    std::map<std::string, std::string> metadata;
    for (const auto& [name, field] : progressFields) metadata[name] = std::to_string(trainer.where().*field);
    metadata[bestNatsName] = std::to_string(std::bit_cast<std::uint64_t>(trainer.where().bestNats));
    metadata[fingerprintName] = std::to_string(fingerprint);
    writeSafetensors(file, stored, metadata);
}

void loadTrainingState(const std::filesystem::path& path, Trainer& trainer, Backend& backend,
                       std::uint64_t fingerprint) {
    const std::string file = path.string();
    const auto state = Checkpoint::open(path);
    if (numberNamed(*state, fingerprintName, file) != fingerprint)
        throw std::runtime_error(file + ": the training was begun with other texts, shares or splits, so it "
                                        "cannot go on exactly. Go on with the texts it was begun with, or "
                                        "begin anew in another folder.");
    TrainerProgress progress;
    for (const auto& [name, field] : progressFields) progress.*field = numberNamed(*state, name, file);
    progress.bestNats = std::bit_cast<double>(numberNamed(*state, bestNatsName, file));
    trainer.forEachState(
        [&](const std::string& name, Tensor& tensor) { loadTensor(*state, name, tensor, backend, file); });
    trainer.goTo(progress);
}

} // namespace tokenarium
