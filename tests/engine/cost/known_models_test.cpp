// SPDX-License-Identifier: GPL-3.0-or-later
// Known models count as others count them; every step of every dial is a model, and changes what it says.
#include "engine/cost/known_models.h"
#include "engine/cost/model_dials.h"
#include "engine/cost/model_shape.h"
#include "engine/cost/parameter_ladder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace tokenarium {
namespace {

std::size_t totalOf(const std::string& config, const ArchitectureOptions& options = {}) {
    return countParameters(loadArchitecture(config, "config.json", options).tensors).total;
}

TEST(KnownModels, CountAsOthersCountThem) {
    std::set<std::string> ids, names;
    std::size_t exact = 0;
    for (const KnownModel& known : knownModels()) {
        EXPECT_TRUE(ids.insert(known.id).second) << known.id;
        EXPECT_TRUE(names.insert(known.name).second) << known.name;
        EXPECT_EQ(knownModel(known.id), &known);
        EXPECT_GT(std::string(known.source).size(), 3U) << known.id;
        const std::size_t total = totalOf(known.config, known.options);
        if (known.published > 0) {
            EXPECT_EQ(total, known.published) << known.id;
        }
        exact += known.published > 0 ? 1 : 0;
        for (const OtherCount& other : known.others) {
            if (other.reason == CountReason::None) continue;
            EXPECT_TRUE(other.count > 0 || *other.quote) << known.id;
            EXPECT_NE(other.count, total) << known.id << ": no other number";
        }
    }
    EXPECT_GE(exact, 90U);
    EXPECT_EQ(knownModel("no such model"), nullptr);
}

/// "175B", "1.3B", "20.9B, 3.6B active": what is quoted is the count, rounded; generously at most by a
/// quarter.
TEST(KnownModels, QuotedNumbersAreNear) {
    for (const KnownModel& known : knownModels()) {
        if (!*known.quoted) continue;
        std::size_t used = 0;
        const std::string quoted = known.quoted;
        const double number = std::stod(quoted, &used);
        const char unit = quoted[used];
        const double scale = unit == 'T' ? 1e12 : unit == 'B' ? 1e9 : unit == 'M' ? 1e6 : 1e3;
        const double total = double(totalOf(known.config, known.options));
        EXPECT_GT(number * scale, 0.75 * total) << known.id;
        EXPECT_LT(number * scale, 1.25 * total) << known.id;
    }
}

TEST(KnownModels, ShapesAreThoseOfTheTensors) {
    for (const KnownModel& known : knownModels()) {
        const ModelShape shape = loadModelShape(known.config, known.id);
        const TensorList tensors = loadArchitecture(known.config, known.id, known.options).tensors;
        for (const ListedTensor& tensor : tensors)
            if (tensor.role == ListedTensor::Role::TokenTable &&
                tensor.name.find("embed") != std::string::npos) {
                EXPECT_EQ(tensor.shape[0], shape.vocabulary) << known.id;
            }
        const bool writes = shape.kind == ModelShape::Kind::Decoder;
        EXPECT_EQ(shape.attention.has_value(), writes) << known.id;
        EXPECT_GT(shape.layers * shape.width * shape.heads * shape.inner, 0U) << known.id;
        EXPECT_EQ(shape.experts > 0, countParameters(tensors).experts > 0) << known.id;
    }
    const ModelShape whisper = loadModelShape(knownModel("whisper-base")->config, "whisper");
    EXPECT_EQ(whisper.kind, ModelShape::Kind::EncoderDecoder);
    EXPECT_EQ(whisper.encoderPositions, 1500U);
    EXPECT_EQ(whisper.positions, 448U);
    const ModelShape deepseek = loadModelShape(knownModel("deepseek-v3")->config, "deepseek");
    EXPECT_EQ(deepseek.attention->latentWidth, 512U);
    EXPECT_EQ(deepseek.expertInner, 2048U);
    const ModelShape clip = loadModelShape(knownModel("clip-vit-l-14")->config, "clip");
    EXPECT_EQ(clip.encoderLayers, 24U);
    EXPECT_EQ(clip.layers, 12U);
}

TEST(ModelDials, EveryStepIsAModel) {
    using Kind = ModelDial::Kind;
    for (const KnownModel& known : knownModels()) {
        const std::size_t total = totalOf(known.config, known.options);
        for (const ModelDial& dial : dialsOf(known.config)) {
            EXPECT_TRUE(std::is_sorted(dial.steps.begin(), dial.steps.end())) << known.id;
            std::set<std::size_t> totals;
            for (const std::size_t step : dial.steps) {
                const std::string turned = withDial(known.config, dial.kind, step);
                const std::size_t now = totalOf(turned, known.options);
                totals.insert(now);
                if (step == dial.value) {
                    EXPECT_EQ(now, total) << known.id << int(dial.kind);
                }
                const auto again = dialsOf(turned);
                const auto same = std::find_if(again.begin(), again.end(),
                                               [&](const ModelDial& one) { return one.kind == dial.kind; });
                ASSERT_NE(same, again.end()) << known.id;
                EXPECT_EQ(same->value, step) << known.id << int(dial.kind);
            }
            // Heads that share the width weigh nothing, nor does the choice among experts; ALBERT's layers
            // are one.
            const bool free = dial.kind == Kind::Heads || dial.kind == Kind::ExpertsPerToken ||
                              (dial.kind == Kind::Layers && std::string(known.id).starts_with("albert"));
            if (!free) {
                EXPECT_EQ(totals.size(), dial.steps.size()) << known.id << " dial " << int(dial.kind);
            }
        }
    }
}

TEST(ModelDials, WhatMustFitFollows) {
    const std::string config = knownModel("llama-3-8b")->config;
    EXPECT_EQ(loadModelShape(withDial(config, ModelDial::Kind::Heads, 4), "x").keyHeads, 4U);
    EXPECT_EQ(loadModelShape(withDial(config, ModelDial::Kind::Heads, 64), "x").keyHeads, 8U);
    const std::string sparse = knownModel("mixtral-8x7b")->config;
    EXPECT_EQ(
        loadModelShape(
            withDial(withDial(sparse, ModelDial::Kind::ExpertsPerToken, 8), ModelDial::Kind::Experts, 4), "x")
            .expertsPerToken,
        4U);
    const std::string typed = R"({"model_type": "gpt_oss", "vocab_size": 1000, "hidden_size": 64,
        "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
        "num_local_experts": 4, "num_experts_per_tok": 2, "sliding_window": 128,
        "layer_types": ["sliding_attention", "full_attention"]})";
    const ModelShape longer = loadModelShape(withDial(typed, ModelDial::Kind::Layers, 5), "x");
    EXPECT_EQ(longer.attention->windows, (std::vector<std::size_t>{128, 0, 128, 0, 128}));
    EXPECT_TRUE(dialsOf("no JSON").empty());
    EXPECT_TRUE(dialsOf("").empty());
    EXPECT_EQ(withDial("no JSON", ModelDial::Kind::Layers, 2), "no JSON");
}

TEST(ParameterLadder, RisesFromTwoToATrillion) {
    const std::vector<LadderRung> rungs = parameterLadder("/no/such/folder");
    EXPECT_EQ(rungs.front().parameters, 2U);
    EXPECT_GT(rungs.back().parameters, 1'000'000'000'000U);
    for (const LadderRung& rung : rungs) {
        EXPECT_NE(rung.kind, LadderRung::Kind::Own) << rung.id;
        EXPECT_EQ(countParameters(rung.tensors).total, rung.parameters) << rung.id;
    }
    // No gap wider than a factor of a hundred above the first network.
    for (std::size_t i = 2; i < rungs.size(); ++i)
        EXPECT_LT(rungs[i].parameters, 100 * rungs[i - 1].parameters) << rungs[i].id;
}

} // namespace
} // namespace tokenarium
