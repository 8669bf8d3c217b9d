// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients against central differences of a plain transformer in double precision, and the laws of batches,
// dropout, recording and refusal.
#include "engine/backend/counting_backend.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/trace.h"
#include "engine/model/backward.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tokenarium {
namespace {

using testing::largestDifference;
using testing::PlainChange;
using testing::plainLogits;
using testing::randomIds;
using testing::randomWeights;
using testing::smallGpt2;
using testing::smallLlama;

struct Variant {
    const char* name;
    ModelConfig config;
};

std::vector<Variant> variants() {
    std::vector<Variant> all = {{"gpt2", smallGpt2()}, {"llama", smallLlama()}};
    ModelConfig config = smallGpt2();
    config.tiedHead = config.normBias = config.queryKeyValueBias = config.feedForwardBias = false;
    config.gelu = GeluKind::Erf;
    all.push_back({"gpt2, head of its own, no biases, erf", config});
    config = smallLlama();
    config.queryKeyNorm = config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias =
        false;
    config.ropePairs = RopePairs::Interleaved;
    config.tiedHead = true;
    all.push_back({"llama2.c", config});
    config = smallGpt2();
    config.queryKeyNorm = true;
    all.push_back({"gpt2 with QK-norm", config});
    return all;
}

/// Texts that own what TrainingText only looks at.
struct Texts {
    std::vector<std::vector<TokenId>> ids, targets;

    std::vector<TrainingText> all() const {
        std::vector<TrainingText> views;
        for (std::size_t i = 0; i < ids.size(); ++i) views.push_back({ids[i], targets[i]});
        return views;
    }
    Texts only(std::size_t i) const { return {{ids[i]}, {targets[i]}}; }
};

/// Of 4, 1 and 6 tokens; two places are not asked.
Texts threeTexts(const ModelConfig& config) {
    Texts texts;
    for (const unsigned length : {4U, 1U, 6U}) {
        texts.ids.push_back(randomIds(config, length, length));
        texts.targets.push_back(randomIds(config, length, length + 10));
    }
    texts.targets[0][3] = texts.targets[2][1] = noTarget;
    return texts;
}

double plainLoss(const ModelConfig& config, const Weights& weights, const Texts& texts,
                 PlainChange change = {}) {
    double nats = 0;
    for (std::size_t i = 0; i < texts.ids.size(); ++i) {
        const auto logits = plainLogits(config, weights, texts.ids[i], change);
        for (std::size_t t = 0; t < logits.size(); ++t) {
            if (texts.targets[i][t] == noTarget) continue;
            double sum = 0;
            for (const double logit : logits[t]) sum += std::exp(logit);
            nats += std::log(sum) - logits[t][texts.targets[i][t]];
        }
        change.firstRow += logits.size();
    }
    return nats;
}

std::vector<Tensor> tensorsOf(Weights weights) {
    std::vector<Tensor> all;
    forEachTensor(weights, [&](Tensor& tensor) { all.push_back(tensor); });
    return all;
}

std::vector<std::vector<float>> valuesOf(const Weights& gradients, Backend& backend) {
    std::vector<std::vector<float>> values;
    for (const Tensor& tensor : tensorsOf(gradients)) values.push_back(backend.read(tensor));
    return values;
}

std::vector<std::vector<float>> gradientsOf(const ModelConfig& config, const Weights& weights,
                                            Backend& backend, const Texts& texts,
                                            const LossOptions& options = {}) {
    Weights gradients = zeroGradients(config, backend);
    const BatchLoss result = lossAndGradients(config, weights, backend, texts.all(), options, gradients);
    EXPECT_TRUE(result.complete) << result.problem;
    return valuesOf(gradients, backend);
}

double largestOf(const std::vector<float>& values) {
    double largest = 0;
    for (const float value : values) largest = std::max(largest, std::fabs(static_cast<double>(value)));
    return largest;
}

/// Every number of every tensor within `bound` of the largest of its tensor, or of a hundredth of the
/// largest of all: some gradients, as of GPT-2's key biases, are zero but for rounding.
void expectNear(const std::vector<std::vector<float>>& a, const std::vector<std::vector<float>>& b,
                double bound, const char* what) {
    ASSERT_EQ(a.size(), b.size());
    double largest = 0;
    for (const auto& values : b) largest = std::max(largest, largestOf(values));
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_LE(largestDifference(a[i], b[i]), bound * std::max(largestOf(b[i]), largest * 1e-2))
            << what << ", tensor " << i;
}

/// (loss(w + h) − loss(w − h)) / 2h for each number of each tensor.
std::vector<std::vector<float>> differencesOf(const ModelConfig& config, const Weights& weights,
                                              const Texts& texts, PlainChange change) {
    constexpr double h = 1e-4;
    std::vector<std::vector<float>> all;
    for (const Tensor& tensor : tensorsOf(weights)) {
        std::vector<float> slopes(tensor.shape.elements());
        change.tensor = tensor.data;
        for (change.index = 0; change.index < slopes.size(); ++change.index) {
            change.by = h;
            const double above = plainLoss(config, weights, texts, change);
            change.by = -h;
            const double below = plainLoss(config, weights, texts, change);
            slopes[change.index] = static_cast<float>((above - below) / (2 * h));
        }
        all.push_back(slopes);
    }
    return all;
}

/// Largest disagreement with finite differences, as a share of the largest gradient of the tensor.
constexpr double differenceBound = 1e-5;

TEST(Backward, GradientsEqualFiniteDifferences) {
    for (const Variant& variant : variants()) {
        CpuBackend backend;
        const Weights weights = randomWeights(variant.config, backend);
        const Texts texts = threeTexts(variant.config);
        const auto expected = differencesOf(variant.config, weights, texts, {});
        for (const bool separate : {false, true}) {
            LossOptions options;
            options.separateSteps = separate;
            expectNear(gradientsOf(variant.config, weights, backend, texts, options), expected,
                       differenceBound, variant.name);
        }
    }
}

TEST(Backward, GradientsWithDropoutEqualFiniteDifferencesUnderTheSameMask) {
    for (const ModelConfig& config : {smallGpt2(), smallLlama()}) {
        CpuBackend backend;
        const Weights weights = randomWeights(config, backend);
        const Texts texts = threeTexts(config);
        LossOptions options;
        options.dropout = 0.3F;
        options.dropoutSeed = 7;
        PlainChange change;
        change.dropout = options.dropout;
        change.dropoutSeed = options.dropoutSeed;
        const auto expected = differencesOf(config, weights, texts, change);
        for (const bool separate : {false, true}) {
            options.separateSteps = separate;
            expectNear(gradientsOf(config, weights, backend, texts, options), expected, differenceBound,
                       "dropout");
        }
        Weights gradients = zeroGradients(config, backend);
        EXPECT_NEAR(lossAndGradients(config, weights, backend, texts.all(), options, gradients).nats,
                    plainLoss(config, weights, texts, change), 1e-4);
    }
}

TEST(Backward, EveryPlaceDropsOtherNumbers) {
    std::map<std::uint64_t, int> seen;
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        for (std::size_t place = 0; place < 200; ++place) ++seen[dropoutSeedAt(seed, place)];
    EXPECT_EQ(seen.size(), 200U * 200U);
}

TEST(Backward, LossIsThatOfThePlainTransformer) {
    for (const Variant& variant : variants()) {
        CpuBackend backend;
        const Weights weights = randomWeights(variant.config, backend);
        const Texts texts = threeTexts(variant.config);
        const BatchLoss forwardOnly = loss(variant.config, weights, backend, texts.all());
        ASSERT_TRUE(forwardOnly.complete) << forwardOnly.problem;
        EXPECT_NEAR(forwardOnly.nats, plainLoss(variant.config, weights, texts), 1e-4) << variant.name;
        EXPECT_EQ(forwardOnly.targets, 9U);
        ASSERT_EQ(forwardOnly.each.size(), 11U);
        EXPECT_EQ(forwardOnly.each[3], 0);
        EXPECT_EQ(forwardOnly.each[6], 0);
        Weights gradients = zeroGradients(variant.config, backend);
        const BatchLoss both = lossAndGradients(variant.config, weights, backend, texts.all(), {}, gradients);
        EXPECT_EQ(both.nats, forwardOnly.nats);
        EXPECT_EQ(both.each, forwardOnly.each);
        EXPECT_EQ(both.targets, forwardOnly.targets);
    }
}

TEST(Backward, ABatchIsTheSumOfItsTexts) {
    for (const Variant& variant : variants()) {
        CpuBackend backend;
        const Weights weights = randomWeights(variant.config, backend);
        const Texts texts = threeTexts(variant.config);
        for (const bool separate : {false, true}) {
            LossOptions options;
            options.separateSteps = separate;
            Weights sum = zeroGradients(variant.config, backend);
            double nats = 0;
            for (std::size_t i = 0; i < texts.ids.size(); ++i)
                nats += lossAndGradients(variant.config, weights, backend, texts.only(i).all(), options, sum)
                            .nats;
            Weights batch = zeroGradients(variant.config, backend);
            EXPECT_NEAR(lossAndGradients(variant.config, weights, backend, texts.all(), options, batch).nats,
                        nats, 1e-5);
            expectNear(valuesOf(batch, backend), valuesOf(sum, backend), 1e-5, variant.name);
        }
    }
}

TEST(Backward, GradientsScaleAndAreAdded) {
    const ModelConfig config = smallLlama();
    CpuBackend backend;
    const Weights weights = randomWeights(config, backend);
    const Texts texts = threeTexts(config);
    LossOptions quarter;
    quarter.scale = 0.25F; // a power of two: nothing is rounded otherwise
    auto once = gradientsOf(config, weights, backend, texts);
    const auto scaled = gradientsOf(config, weights, backend, texts, quarter);
    for (std::size_t i = 0; i < once.size(); ++i)
        for (std::size_t j = 0; j < once[i].size(); ++j) EXPECT_EQ(scaled[i][j], once[i][j] * 0.25F);
    Weights twice = zeroGradients(config, backend);
    for (int i = 0; i < 2; ++i) lossAndGradients(config, weights, backend, texts.all(), {}, twice);
    for (auto& values : once)
        for (float& value : values) value *= 2;
    expectNear(valuesOf(twice, backend), once, 1e-5, "twice");
}

TEST(Backward, RowsWithoutATargetContributeNothing) {
    const ModelConfig config = smallGpt2();
    CpuBackend backend;
    const Weights weights = randomWeights(config, backend);
    Texts texts = threeTexts(config);
    const auto expected = gradientsOf(config, weights, backend, {{texts.ids[0]}, {texts.targets[0]}});
    for (const std::size_t unasked : {1U, 2U})
        texts.targets[unasked].assign(texts.ids[unasked].size(), noTarget);
    expectNear(gradientsOf(config, weights, backend, texts), expected, 1e-6, "unasked texts");
    texts.targets[0].assign(4, noTarget);
    Weights gradients = zeroGradients(config, backend);
    const BatchLoss none = lossAndGradients(config, weights, backend, texts.all(), {}, gradients);
    EXPECT_TRUE(none.complete);
    EXPECT_EQ(none.targets, 0U);
    EXPECT_EQ(none.nats, 0);
    for (const auto& values : valuesOf(gradients, backend)) EXPECT_EQ(largestOf(values), 0);
}

TEST(Backward, RecordedRunEqualsPlainRunBitForBitAndShowsEveryGradient) {
    for (const Variant& variant : variants())
        for (const bool separate : {false, true}) {
            CpuBackend plain;
            const Weights weights = randomWeights(variant.config, plain);
            const Texts texts = threeTexts(variant.config);
            LossOptions options;
            options.separateSteps = separate;
            options.dropout = 0.2F;
            TraceRecorder recorder;
            RecordingBackend recording(plain, recorder);
            EXPECT_EQ(gradientsOf(variant.config, weights, recording, texts, options),
                      gradientsOf(variant.config, weights, plain, texts, options))
                << variant.name;
            const Trace& trace = recorder.trace;
            for (const Tensor& weight : tensorsOf(weights))
                EXPECT_NE(trace.find("grad." + weight.name), nullptr) << weight.name;
            for (const Step& step : trace.steps) {
                const bool hasGradient = step.op != Op::Rotations && step.op != Op::CrossEntropy &&
                                         step.output.rfind("grad.", 0) != 0 &&
                                         step.output.find(".dropout") == step.output.npos;
                // The two halves of a sum have the gradient of the sum; log_sums only helps on the way back.
                const bool ofItsOwn = step.output.find("log_sums") == step.output.npos &&
                                      (variant.config.positionKind == ModelConfig::Positions::Rotary ||
                                       (step.output != "embed.tokens" && step.output != "embed.positions"));
                if (hasGradient && ofItsOwn) {
                    const Step* gradient = trace.find("grad." + step.output);
                    ASSERT_NE(gradient, nullptr) << variant.name << ": " << step.output;
                    EXPECT_EQ(gradient->shape, step.shape) << step.output;
                    EXPECT_FALSE(gradient->values.empty()) << step.output;
                }
            }
        }
}

TEST(Backward, CountedStepsAreThoseOfARun) {
    for (const Variant& variant : variants())
        for (const bool separate : {false, true}) {
            CpuBackend computing;
            CountingBackend counting;
            TraceRecorder recorder;
            RecordingBackend recording(computing, recorder);
            const Texts texts = threeTexts(variant.config);
            LossOptions options;
            options.separateSteps = separate;
            Weights gradients = zeroGradients(variant.config, counting);
            const BatchLoss counted =
                lossAndGradients(variant.config, randomWeights(variant.config, counting), counting,
                                 texts.all(), options, gradients);
            EXPECT_TRUE(counted.complete);
            EXPECT_EQ(counted.targets, 9U);
            gradientsOf(variant.config, randomWeights(variant.config, computing), recording, texts, options);
            std::map<std::string, Shape> run, count;
            for (const Step& step : recorder.trace.steps) run.emplace(step.output, step.shape);
            for (const CountedStep& step : counting.steps()) count.emplace(step.output, step.shape);
            for (const auto& [name, shape] : count) {
                ASSERT_EQ(run.count(name), 1U) << variant.name << ": " << name;
                EXPECT_EQ(run[name], shape) << name;
            }
        }
}

TEST(Backward, AGradientOfTheStreamIsWhatTheReferenceSaysThere) {
    // The gradient with respect to a bias that is added to the stream is the sum of the stream's rows there.
    const ModelConfig config = smallGpt2();
    CpuBackend plain;
    const Weights weights = randomWeights(config, plain);
    TraceRecorder recorder;
    RecordingBackend recording(plain, recorder);
    Weights gradients = zeroGradients(config, recording);
    lossAndGradients(config, weights, recording, threeTexts(config).all(), {}, gradients);
    for (const auto& [name, bias] : {std::pair{"grad.block.0.output", gradients.blocks[0].downBias},
                                     {"grad.block.0.middle", gradients.blocks[0].attentionOutputBias},
                                     {"grad.block.1.output", gradients.blocks[1].downBias}}) {
        const Step* stream = recorder.trace.find(name);
        ASSERT_NE(stream, nullptr) << name;
        std::vector<float> sums(config.width, 0.0F);
        for (std::size_t i = 0; i < stream->values.size(); ++i) sums[i % config.width] += stream->values[i];
        EXPECT_LE(largestDifference(sums, plain.read(bias)), 1e-5) << name;
    }
}

TEST(Backward, RefusedInputLeavesGradientsAlone) {
    const ModelConfig config = smallGpt2();
    CpuBackend backend;
    const Weights weights = randomWeights(config, backend);
    Weights gradients = randomWeights(config, backend, 2);
    const auto before = valuesOf(gradients, backend);
    const auto problem = [&](const Texts& texts, LossOptions options = {}) {
        const BatchLoss result = lossAndGradients(config, weights, backend, texts.all(), options, gradients);
        EXPECT_FALSE(result.complete);
        EXPECT_EQ(result.targets, 0U);
        EXPECT_EQ(valuesOf(gradients, backend), before);
        if (options.dropout == 0) {
            EXPECT_EQ(loss(config, weights, backend, texts.all()).problem, result.problem);
        }
        return result.problem;
    };
    EXPECT_NE(problem({}).find("no text"), std::string::npos);
    EXPECT_NE(problem({{{}}, {{}}}).find("empty"), std::string::npos);
    EXPECT_NE(problem({{{1, 2}}, {{3}}}).find("2 tokens but 1 targets"), std::string::npos);
    EXPECT_NE(problem({{{1, 2}}, {{3, 11}}}).find("target 11"), std::string::npos);
    EXPECT_NE(problem({{{1, 11}}, {{3, 3}}}).find("Token 11"), std::string::npos);
    EXPECT_NE(problem({{std::vector<TokenId>(33, 0)}, {std::vector<TokenId>(33, 0)}}).find("33 tokens"),
              std::string::npos);
    LossOptions options;
    for (const float dropout : {1.0F, -0.5F, std::nanf("")}) {
        options.dropout = dropout;
        EXPECT_NE(problem({{{1, 2}}, {{3, 4}}}, options).find("Dropout"), std::string::npos);
    }
}

TEST(Backward, AStoppedRunIsNotComplete) {
    const ModelConfig config = smallLlama();
    CpuBackend plain;
    const Weights weights = randomWeights(config, plain);
    for (const char* last : {"embed.tokens", "block.0.attention.probs.text.1", "logits", "losses",
                             "grad.logits", "grad.block.1.attention.query.norm", "grad.block.0.middle"}) {
        TraceRecorder recorder;
        recorder.stopAfter = last;
        RecordingBackend recording(plain, recorder);
        LossOptions options;
        options.separateSteps = true;
        Weights gradients = zeroGradients(config, plain);
        const BatchLoss result =
            lossAndGradients(config, weights, recording, threeTexts(config).all(), options, gradients);
        EXPECT_FALSE(result.complete) << last;
        EXPECT_EQ(result.problem, "");
        EXPECT_EQ(recorder.trace.steps.back().output, last);
    }
}

TEST(Backward, FusedAttentionAndDropoutInTheForwardPassAlone) {
    for (const Variant& variant : variants()) {
        const ModelConfig& config = variant.config;
        CpuBackend backend;
        const Weights weights = randomWeights(config, backend);
        const Texts texts = threeTexts(config);
        std::vector<SequenceInput> inputs;
        for (const auto& ids : texts.ids) inputs.push_back({ids, nullptr});
        Activations kept;
        ForwardOptions options;
        options.fusedAttention = true;
        options.keep = &kept;
        const auto separate = backend.read(forward(config, weights, backend, inputs).logits);
        const auto fused = backend.read(forward(config, weights, backend, inputs, options).logits);
        EXPECT_LE(largestDifference(fused, separate), 1e-5) << variant.name;
        EXPECT_EQ(kept["block.1.attention.log_sums"].shape, (Shape{config.heads, 11}));
        EXPECT_FALSE(kept.contains("block.1.attention.probs.text.0"));
        EXPECT_EQ(backend.read(kept["logits"]), fused);
        KvCache cache = createKvCache(config, backend, 4);
        inputs[0].cache = &cache; // a cache: the separate steps whatever the options say
        Activations withCache;
        options.keep = &withCache;
        EXPECT_EQ(backend.read(forward(config, weights, backend, inputs, options).logits), separate);
        EXPECT_TRUE(withCache.contains("block.1.attention.probs.text.0"));
    }
}

} // namespace
} // namespace tokenarium
