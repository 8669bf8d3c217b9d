// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli signature: one number for all that the engine computes, to be quoted where numerics change.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "engine/backend/cpu_backend.h"
#include "engine/file/sha256.h"
#include "engine/model/backward.h"
#include "engine/model/sampling.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace tokenarium::cli {

namespace {

/// Both families with every switch on; nothing in it may change, or old signatures mean nothing.
ModelConfig fixedModel(bool rotary) {
    ModelConfig config;
    config.layers = 3;
    config.width = 48;
    config.heads = config.keyHeads = 4;
    config.headWidth = 12;
    config.feedForwardWidth = 80;
    config.vocabularySize = 96;
    config.positions = 64;
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = config.normBias = true;
    config.tiedHead = !rotary;
    if (!rotary) return config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.keyHeads = 2;
    config.queryKeyNorm = true;
    return config;
}

/// Numbers in [−0.5, 0.5), the same on every machine.
Weights fixedWeights(const ModelConfig& config, Backend& backend) {
    std::uint64_t next = 0;
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        std::vector<float> values(shape.elements());
        for (float& value : values) value = static_cast<float>(uniformNumber(2026, next++) - 0.5);
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

class Digest {
public:
    void add(std::span<const std::byte> more) { bytes.insert(bytes.end(), more.begin(), more.end()); }
    std::string text() const { return sha256(bytes); }

private:
    std::vector<std::byte> bytes;
};

std::vector<float> logitsAfter(const ModelConfig& config, const Weights& weights, Backend& backend,
                               std::span<const TokenId> ids, KvCache& cache, bool lastOnly) {
    const SequenceInput text{ids, &cache};
    ForwardOptions options;
    options.lastTokenOnly = lastOnly;
    return backend.read(forward(config, weights, backend, {&text, 1}, options).logits);
}

/// Logits of a text, then sixteen greedy tokens.
void addPrediction(const ModelConfig& config, const Weights& weights, Backend& backend, Digest& digest) {
    std::vector<TokenId> ids;
    for (TokenId i = 0; i < 20; ++i) ids.push_back(i * i * 7 % 96);
    KvCache cache = createKvCache(config, backend, config.positions);
    std::vector<float> logits = logitsAfter(config, weights, backend, ids, cache, false);
    digest.add(std::as_bytes(std::span(logits)));
    logits.erase(logits.begin(), logits.end() - static_cast<std::ptrdiff_t>(config.vocabularySize));
    for (int i = 0; i < 16; ++i) {
        ids.push_back(chooseToken(logits, ids, {.temperature = 0}, 0).token);
        logits = logitsAfter(config, weights, backend, std::span(ids).last(1), cache, true);
    }
    digest.add(std::as_bytes(std::span(ids)));
}

/// Two steps of AdamW on two texts: the losses and the weights after them.
void addTraining(const ModelConfig& config, Backend& backend, Digest& digest) {
    Weights weights = fixedWeights(config, backend), mean = zeroGradients(config, backend),
            square = zeroGradients(config, backend);
    const std::vector<TokenId> first = {1, 2, 3, 5, 8, 13, 21, 34}, second = {90, 80, 70};
    const std::vector<TokenId> after = {2, 3, 5, 8, 13, 21, 34, 55}, afterSecond = {80, 70, noTarget};
    const TrainingText texts[] = {{first, after}, {second, afterSecond}};
    for (std::uint64_t step = 1; step <= 2; ++step) {
        Weights gradients = zeroGradients(config, backend);
        LossOptions options;
        options.scale = 0.1F;
        const double nats = lossAndGradients(config, weights, backend, texts, options, gradients).nats;
        digest.add(std::as_bytes(std::span(&nats, 1)));
        std::vector<Tensor*> gradientList, meanList, squareList;
        forEachTensor(gradients, [&](Tensor& tensor) { gradientList.push_back(&tensor); });
        forEachTensor(mean, [&](Tensor& tensor) { meanList.push_back(&tensor); });
        forEachTensor(square, [&](Tensor& tensor) { squareList.push_back(&tensor); });
        std::size_t i = 0;
        forEachTensor(weights, [&](Tensor& tensor) {
            backend.adamW(*gradientList[i], {.rate = 0.01F, .step = step}, *meanList[i], *squareList[i],
                          tensor);
            ++i;
        });
    }
    forEachTensor(weights, [&](const Tensor& tensor) {
        const std::vector<float> values = backend.read(tensor);
        digest.add(std::as_bytes(std::span(values)));
    });
}

void runSignature(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"}, {}});
    if (arguments.files() != std::vector<std::string>{"-"})
        throw CommandError(ExitCode::WrongUse, arguments.files().front() + ": `signature` takes no file.");
    CpuBackend backend(1);
    Digest prediction, training;
    for (const bool rotary : {false, true}) {
        const ModelConfig config = fixedModel(rotary);
        addPrediction(config, fixedWeights(config, backend), backend, prediction);
        addTraining(config, backend, training);
    }
    const std::string predicted = prediction.text().substr(0, 16), trained = training.text().substr(0, 16);
    output.write(arguments.has("--json")
                     ? "{\"prediction\":\"" + predicted + "\",\"training\":\"" + trained + "\"}\n"
                     : "prediction " + predicted + " training " + trained + "\n");
}

} // namespace

const Command signatureCommand{"signature", "one number for all that the engine computes",
                               R"(tokenarium-cli signature [--json]

Runs two small models with fixed weights, one of each family: logits of a text and greedy tokens after it, and two
steps of training. Prints the first 16 digits of the SHA-256 of all bits that came out. A change of the program that
touches no numerics leaves them as they are, whatever the number of threads; another kind of CPU may round otherwise.

  --json  {"prediction","training"}
)",
                               runSignature};

} // namespace tokenarium::cli
