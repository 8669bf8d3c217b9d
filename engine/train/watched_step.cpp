// SPDX-License-Identifier: GPL-3.0-or-later
// Picks out of all operations of a step the few that tell its story.
#include "engine/train/watched_step.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr std::string_view gradientPrefix = "grad.";

bool isState(const std::string& name) {
    for (const char* prefix : {"best.", "adamw.", "muon."})
        if (name.starts_with(prefix)) return true;
    return false;
}

bool isMuonSpace(const std::string& name) { return name == "muon.update" || name == "muon.other"; }

/// AdamW scales a gradient that is too long in its place; the one before is what we want.
bool isClipping(const Step& step) {
    return step.op == Op::Blend && !step.inputs.empty() && step.inputs[0].starts_with("adamw.");
}

double lengthOf(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(sum);
}

} // namespace

StepRecorder::StepRecorder(Trainer& ofTrainer, Backend& on, const TrainingSettings& settings)
    : trainer(ofTrainer)
    , backend(on) {
    watched.settings = settings;
    before = stateOf();
    trainer.forEachState([&](const std::string& name, Tensor& tensor) {
        if (isState(name)) return;
        WatchedTensor entry;
        entry.name = name;
        entry.shape = tensor.shape;
        entry.group = {before.count("muon.momentum." + name) > 0, tensor.shape.rank() == 2};
        watched.tensors.push_back(std::move(entry));
        names.insert(name);
    });
}

std::unordered_map<std::string, std::vector<float>> StepRecorder::stateOf() {
    std::unordered_map<std::string, std::vector<float>> state;
    trainer.forEachState([&](const std::string& name, Tensor& tensor) {
        if (!name.starts_with("best.")) state[name] = backend.read(tensor);
    });
    return state;
}

bool StepRecorder::wantsValues(const Step& step) {
    const std::string& name = step.output;
    if (name == "logits" || name == "losses" || isMuonSpace(name)) return true;
    return name.starts_with(gradientPrefix) && names.count(name.substr(gradientPrefix.size())) > 0;
}

StepSink::Next StepRecorder::take(Step& step) {
    const std::string& name = step.output;
    if (step.op == Op::Embedding && name == "embed.tokens") {
        ids.assign(step.constants.begin(), step.constants.end());
        starts.clear();
    } else if (step.op == Op::TakeRows && name.starts_with("block.0.")) {
        starts.push_back(static_cast<std::size_t>(step.constants.at(0)));
    } else if (name == "logits" && step.op == Op::Linear) {
        takeGuesses(step);
    } else if (name == "losses") {
        takeTexts(step);
    } else if (isMuonSpace(name)) {
        space[name] = std::move(step.values);
    } else if (step.op == Op::Blend && names.count(name) > 0 && isMuonSpace(step.inputs.at(0))) {
        updates[name] = space[step.inputs[0]];
    } else if (!step.values.empty() && name.starts_with(gradientPrefix) && !isClipping(step)) {
        gradients[name.substr(gradientPrefix.size())] = std::move(step.values);
    }
    return Next::GoOn;
}

void StepRecorder::takeGuesses(const Step& step) {
    const std::size_t vocabulary = step.shape[1];
    guesses.clear();
    guessChances.clear();
    for (std::size_t row = 0; row < step.shape[0]; ++row) {
        const float* logits = step.values.data() + row * vocabulary;
        const float* most = std::max_element(logits, logits + vocabulary);
        double sum = 0;
        for (std::size_t i = 0; i < vocabulary; ++i) sum += std::exp(static_cast<double>(logits[i] - *most));
        guesses.push_back(static_cast<TokenId>(most - logits));
        guessChances.push_back(static_cast<float>(1 / sum));
    }
}

void StepRecorder::takeTexts(const Step& step) {
    starts.push_back(0);
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto begin = static_cast<std::ptrdiff_t>(starts[i]);
        const auto end = static_cast<std::ptrdiff_t>(i + 1 < starts.size() ? starts[i + 1] : ids.size());
        WatchedText text;
        text.ids.assign(ids.begin() + begin, ids.begin() + end);
        text.targets.assign(step.constants.begin() + begin, step.constants.begin() + end);
        text.losses.assign(step.values.begin() + begin, step.values.begin() + end);
        text.guesses.assign(guesses.begin() + begin, guesses.begin() + end);
        text.guessChance.assign(guessChances.begin() + begin, guessChances.begin() + end);
        watched.texts.push_back(std::move(text));
    }
}

WatchedStep StepRecorder::finish(const StepReport& report) {
    watched.report = report;
    const TrainingSettings& settings = watched.settings;
    if (settings.clip > 0 && report.gradientNorm > settings.clip)
        watched.clipScale = settings.clip / report.gradientNorm;
    watched.factor = settings.rate > 0 ? report.rate / settings.rate : 0;
    watched.optimizerStep = trainer.where().optimizerSteps;
    auto after = stateOf();
    for (WatchedTensor& tensor : watched.tensors) {
        tensor.before = std::move(before[tensor.name]);
        tensor.after = std::move(after[tensor.name]);
        tensor.gradient = std::move(gradients[tensor.name]);
        tensor.gradientNorm = lengthOf(tensor.gradient);
        const std::string first = (tensor.group.muon ? "muon.momentum." : "adamw.mean.") + tensor.name;
        tensor.firstBefore = std::move(before[first]);
        tensor.firstAfter = std::move(after[first]);
        tensor.secondBefore = std::move(before["adamw.square." + tensor.name]);
        tensor.secondAfter = std::move(after["adamw.square." + tensor.name]);
        tensor.update = std::move(updates[tensor.name]);
    }
    return std::move(watched);
}

} // namespace tokenarium
