// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters: gradients against central differences in double precision, merging, counting, files and what is
// wrong with them.
#include "engine/backend/cpu_backend.h"
#include "engine/model/backward.h"
#include "engine/tensor/checkpoint.h"
#include "engine/train/lora_file.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <limits>

namespace tokenarium {
namespace {

using testing::largestDifference;
using testing::logitsOf;
using testing::PlainChange;
using testing::plainLogits;
using testing::randomIds;
using testing::randomWeights;
using testing::smallGpt2;
using testing::smallLlama;
using testing::TemporaryFolder;

LoraOptions optionsOf(std::size_t rank, std::vector<std::string> matrices) {
    LoraOptions options;
    options.rank = rank;
    options.alpha = 6;
    options.matrices = std::move(matrices);
    return options;
}

/// A and B both random, as in the midst of training.
Lora randomLora(const ModelConfig& config, Backend& backend, std::size_t rank,
                std::vector<std::string> matrices) {
    Lora lora = createLora(config, backend, optionsOf(rank, std::move(matrices)));
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 0.3F);
    for (LoraMatrix& matrix : lora.matrices) {
        std::vector<float> values(matrix.b.shape.elements());
        for (float& value : values) value = normal(random);
        backend.write(values, matrix.b);
    }
    return lora;
}

/// s · B · A of every adapted matrix in double precision, by the data of the weight; one number of one tensor
/// is larger by `by`.
std::map<const void*, std::vector<double>> addedBy(const Lora& lora, const Weights& base, const void* tensor,
                                                   std::size_t index, double by) {
    std::map<std::string, const void*> dataOf;
    Weights weights = base;
    forEachTensor(weights, [&](Tensor& weight) { dataOf[weight.name] = weight.data; });
    const auto at = [&](const Tensor& of, std::size_t i) {
        const double value = static_cast<double>(of.floats()[i]);
        return of.data == tensor && i == index ? value + by : value;
    };
    std::map<const void*, std::vector<double>> added;
    for (const LoraMatrix& matrix : lora.matrices) {
        const std::size_t outputs = matrix.b.shape[0], inputs = matrix.a.shape[1], rank = lora.rank;
        std::vector<double> sum(outputs * inputs, 0.0);
        for (std::size_t o = 0; o < outputs; ++o)
            for (std::size_t r = 0; r < rank; ++r)
                for (std::size_t i = 0; i < inputs; ++i)
                    sum[o * inputs + i] += lora.alpha / static_cast<double>(rank) *
                                           at(matrix.b, o * rank + r) * at(matrix.a, r * inputs + i);
        added[dataOf.at(matrix.weight)] = sum;
    }
    return added;
}

double plainLoss(const ModelConfig& config, const Weights& weights, const std::vector<TokenId>& ids,
                 const std::vector<TokenId>& targets, const PlainChange& change) {
    const auto logits = plainLogits(config, weights, ids, change);
    double nats = 0;
    for (std::size_t t = 0; t < ids.size(); ++t) {
        double sum = 0;
        for (const double logit : logits[t]) sum += std::exp(logit);
        nats += std::log(sum) - logits[t][targets[t]];
    }
    return nats;
}

TEST(Lora, GradientsEqualFiniteDifferences) {
    constexpr double h = 1e-4, bound = 1e-5; // of the largest gradient of the tensor
    for (const ModelConfig& config : {smallGpt2(), smallLlama()}) {
        CpuBackend backend;
        const Weights base = randomWeights(config, backend);
        const Lora lora = randomLora(config, backend, 2, {"all"});
        const std::vector<TokenId> ids = randomIds(config, 5, 1), targets = randomIds(config, 5, 2);
        const TrainingText text{ids, targets};
        Weights weightGradients = zeroGradients(config, backend);
        const BatchLoss result = lossAndGradients(config, adaptedWeights(base, lora, backend), backend,
                                                  {&text, 1}, {}, weightGradients);
        ASSERT_TRUE(result.complete) << result.problem;
        Lora gradients = zeroLoraGradients(lora, backend);
        addLoraGradients(lora, weightGradients, backend, gradients);
        PlainChange change;
        change.added = addedBy(lora, base, nullptr, 0, 0);
        EXPECT_NEAR(result.nats, plainLoss(config, base, ids, targets, change), 1e-4);
        for (std::size_t m = 0; m < lora.matrices.size(); ++m)
            for (const bool ofA : {true, false}) {
                const Tensor& tensor = ofA ? lora.matrices[m].a : lora.matrices[m].b;
                const Tensor& gradient = ofA ? gradients.matrices[m].a : gradients.matrices[m].b;
                ASSERT_EQ(gradient.name, "grad." + tensor.name);
                std::vector<float> slopes(tensor.shape.elements());
                double largest = 0.05; // key matrices have small gradients: rounding is that of the others
                for (std::size_t i = 0; i < slopes.size(); ++i) {
                    change.added = addedBy(lora, base, tensor.data, i, h);
                    const double above = plainLoss(config, base, ids, targets, change);
                    change.added = addedBy(lora, base, tensor.data, i, -h);
                    const double below = plainLoss(config, base, ids, targets, change);
                    slopes[i] = static_cast<float>((above - below) / (2 * h));
                    largest = std::max(largest, std::fabs(static_cast<double>(slopes[i])));
                }
                EXPECT_LE(largestDifference(backend.read(gradient), slopes), bound * largest) << tensor.name;
            }
        addLoraGradients(lora, weightGradients, backend, gradients); // gradients are added
        Lora once = zeroLoraGradients(lora, backend);
        addLoraGradients(lora, weightGradients, backend, once);
        std::vector<float> twice = backend.read(once.matrices[0].b);
        for (float& value : twice) value *= 2;
        EXPECT_LE(largestDifference(backend.read(gradients.matrices[0].b), twice), 1e-5);
    }
}

TEST(Lora, BeginsAsTheBaseModelBitForBit) {
    for (const ModelConfig& config : {smallGpt2(), smallLlama()}) {
        CpuBackend backend;
        const Weights base = randomWeights(config, backend);
        const Lora lora = createLora(config, backend, optionsOf(3, {"all"}));
        const std::vector<TokenId> ids = randomIds(config, 9, 1);
        EXPECT_EQ(logitsOf(config, adaptedWeights(base, lora, backend), backend, ids),
                  logitsOf(config, base, backend, ids));
    }
}

TEST(Lora, AdaptedWeightsAreTheBaseAndTheProduct) {
    const ModelConfig config = smallLlama();
    CpuBackend backend;
    const Weights base = randomWeights(config, backend);
    const std::vector<float> before = backend.read(base.blocks[1].value);
    const Lora lora = randomLora(config, backend, 2, {"value"});
    const Weights merged = adaptedWeights(base, lora, backend);
    ASSERT_EQ(lora.matrices.size(), 2U);
    EXPECT_EQ(backend.read(base.blocks[1].value), before); // the base stays as it is
    EXPECT_EQ(merged.blocks[1].value.name, "block.1.attention.value.weight");
    EXPECT_EQ(merged.blocks[1].query.data, base.blocks[1].query.data); // and what is not adapted is shared
    const auto added = addedBy(lora, base, nullptr, 0, 0);
    const std::vector<float> values = backend.read(merged.blocks[1].value);
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_NEAR(values[i], static_cast<double>(before[i]) + added.at(base.blocks[1].value.data)[i], 1e-6);
    // A merged model computes what a layer with the adapter beside it computes.
    PlainChange change;
    change.added = added;
    const std::vector<TokenId> ids = randomIds(config, 6, 1);
    const std::vector<float> logits = logitsOf(config, merged, backend, ids);
    const auto expected = plainLogits(config, base, ids, change);
    for (std::size_t i = 0; i < logits.size(); ++i)
        EXPECT_NEAR(logits[i], expected[i / config.vocabularySize][i % config.vocabularySize], 2e-4);
    EXPECT_GT(largestDifference(logits, logitsOf(config, base, backend, ids)), 0.01);
}

TEST(Lora, BeginsWithNormalNumbersThatDependOnTheSeedAlone) {
    ModelConfig config = smallGpt2();
    config.width = 256;
    config.heads = config.keyHeads = 64;
    CpuBackend backend;
    LoraOptions options = optionsOf(16, {});
    const Lora lora = createLora(config, backend, options), again = createLora(config, backend, options);
    ASSERT_EQ(lora.matrices.size(), 4U); // query and value of two blocks
    EXPECT_EQ(lora.matrices[0].weight, "block.0.attention.query.weight");
    EXPECT_EQ(lora.matrices[0].a.name, "block.0.attention.query.lora_A.weight");
    EXPECT_EQ(lora.matrices[3].b.name, "block.1.attention.value.lora_B.weight");
    const std::vector<float> a = backend.read(lora.matrices[0].a);
    EXPECT_EQ(a, backend.read(again.matrices[0].a));
    EXPECT_NE(a, backend.read(lora.matrices[1].a));
    double mean = 0, square = 0, within = 0;
    for (const float value : a) {
        mean += static_cast<double>(value) / 4096;
        square += static_cast<double>(value) * static_cast<double>(value) / 4096;
        within += std::fabs(value) < 1 / 16.0F ? 1.0 / 4096 : 0;
    }
    EXPECT_NEAR(mean, 0, 0.004); // four deviations of 1/16 / √4096
    EXPECT_NEAR(std::sqrt(square), 1 / 16.0, 0.003);
    EXPECT_NEAR(within, 0.683, 0.03); // a normal number's share within one deviation
    options.seed = 2;
    EXPECT_NE(backend.read(createLora(config, backend, options).matrices[0].a), a);
}

TEST(Lora, CountsWhatIsTrained) {
    CpuBackend backend;
    const ModelConfig config = smallLlama(); // C 12, H·D 16, K·D 8, F 20, 2 layers
    const auto count = [&](std::vector<std::string> matrices) {
        return trainedParameters(createLora(config, backend, optionsOf(3, std::move(matrices))));
    };
    EXPECT_EQ(count({}), 2U * 3 * ((12 + 16) + (12 + 8)));
    EXPECT_EQ(count({"query", "value"}), count({}));
    EXPECT_EQ(count({"attention.output"}), 2U * 3 * (16 + 12));
    EXPECT_EQ(count({"output", "attention.output"}), 2U * 3 * (16 + 12)); // once
    EXPECT_EQ(count({"all"}), 2U * 3 * (28 + 20 + 20 + 28 + 32 + 32 + 32));
}

TEST(facts_lora, TrainedParameters) {
    if (!exists(testing::factsFolder() / "memory.json"))
        GTEST_SKIP() << "skipped: no memory.json in " << testing::factsFolder();
    std::size_t checked = 0;
    const nlohmann::json facts = testing::readJson(testing::factsFolder() / "memory.json");
    for (const nlohmann::json& one : facts["cases"]) {
        if (one["fn"] != "mem.lora") continue;
        std::uint64_t sum = 0;
        for (const nlohmann::json& kind : one["input"]["matrices"]) {
            ModelConfig config = smallGpt2();
            config.layers = 1;
            config.width = kind["d_in"];
            config.heads = config.keyHeads = kind["d_out"].get<std::size_t>() / config.headWidth;
            CpuBackend backend;
            const LoraOptions options = optionsOf(one["input"]["r"], {"query"});
            sum +=
                trainedParameters(createLora(config, backend, options)) * kind["count"].get<std::uint64_t>();
        }
        EXPECT_EQ(sum, one["expected"]["trainable"]) << one["id"];
        ++checked;
    }
    EXPECT_GE(checked, 3U);
    std::cout << "memory.json: " << checked << " cases of mem.lora\n";
}

TEST(Lora, AnOptimizerGoesThroughAllOfIt) {
    CpuBackend backend;
    const Lora lora = createLora(smallLlama(), backend, optionsOf(3, {"all"}));
    Weights weights = loraAsWeights(lora);
    std::uint64_t numbers = 0;
    forEachTensor(weights, [&](Tensor& tensor) {
        numbers += tensor.shape.elements();
        backend.write(std::vector<float>(tensor.shape.elements(), 1.5F), tensor);
    });
    EXPECT_EQ(numbers, trainedParameters(lora));
    for (const LoraMatrix& matrix : lora.matrices)
        for (const Tensor& tensor : {matrix.a, matrix.b})
            EXPECT_EQ(backend.read(tensor), std::vector<float>(tensor.shape.elements(), 1.5F));
}

TEST(Lora, RefusesWhatTheModelDoesNotHave) {
    const auto problem = [](const ModelConfig& config, const LoraOptions& options) {
        CpuBackend backend;
        const std::string text = loraProblem(config, options);
        if (!text.empty()) {
            EXPECT_THROW(createLora(config, backend, options), std::runtime_error);
        }
        return text;
    };
    EXPECT_EQ(problem(smallLlama(), optionsOf(1, {"gate"})), "");
    EXPECT_NE(problem(smallGpt2(), optionsOf(1, {"gate"})).find("no matrix \"gate\""), std::string::npos);
    EXPECT_NE(problem(smallGpt2(), optionsOf(1, {"query", "norm"})).find("\"norm\""), std::string::npos);
    EXPECT_NE(problem(smallGpt2(), optionsOf(0, {})).find("rank"), std::string::npos);
    LoraOptions options;
    for (const double alpha : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
        options.alpha = alpha;
        EXPECT_NE(problem(smallGpt2(), options).find("alpha"), std::string::npos);
    }
}

void expectSame(const Lora& a, const Lora& b, Backend& backend) {
    EXPECT_EQ(a.rank, b.rank);
    EXPECT_EQ(a.alpha, b.alpha);
    ASSERT_EQ(a.matrices.size(), b.matrices.size());
    for (std::size_t i = 0; i < a.matrices.size(); ++i) {
        EXPECT_EQ(a.matrices[i].weight, b.matrices[i].weight);
        EXPECT_EQ(a.matrices[i].a.name, b.matrices[i].a.name);
        EXPECT_EQ(backend.read(a.matrices[i].a), backend.read(b.matrices[i].a));
        EXPECT_EQ(backend.read(a.matrices[i].b), backend.read(b.matrices[i].b));
    }
}

TEST(LoraFile, RoundTripIsExact) {
    for (const ModelConfig& config : {smallGpt2(), smallLlama()}) {
        CpuBackend backend;
        const TemporaryFolder folder;
        const Lora lora = randomLora(config, backend, 3, {"all"});
        saveLora(folder.path(), lora, config, backend);
        expectSame(loadLora(folder.path(), config, backend), lora, backend);
    }
}

TEST(LoraFile, HasTheNamesOfPeft) {
    CpuBackend backend;
    const TemporaryFolder folder;
    const Lora lora = randomLora(smallLlama(), backend, 3, {"query", "down"});
    saveLora(folder.path(), lora, smallLlama(), backend);
    const auto checkpoint = Checkpoint::open(folder / "adapter_model.safetensors");
    EXPECT_EQ(checkpoint->tensors().size(), 8U);
    const StoredTensor* a =
        checkpoint->find("base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->shape, (Shape{3, 12}));
    EXPECT_NE(checkpoint->find("base_model.model.model.layers.0.mlp.down_proj.lora_B.weight"), nullptr);
    const nlohmann::json settings = testing::readJson(folder / "adapter_config.json");
    EXPECT_EQ(settings["r"], 3);
    EXPECT_EQ(settings["lora_alpha"], 6);
    EXPECT_EQ(settings["target_modules"], (nlohmann::json{"mlp.down_proj", "self_attn.q_proj"}));
    saveLora(folder.path(), randomLora(smallGpt2(), backend, 3, {"query", "down"}), smallGpt2(), backend);
    const auto gpt2 = Checkpoint::open(folder / "adapter_model.safetensors");
    EXPECT_NE(gpt2->find("base_model.model.transformer.h.0.mlp.c_proj.lora_A.weight"), nullptr);
    EXPECT_NE(gpt2->find("base_model.model.block.1.attention.query.lora_B.weight"), nullptr);
}

/// A folder with an adapter of our making, to be spoilt.
struct Adapter {
    TemporaryFolder folder;
    nlohmann::json settings = {{"peft_type", "LORA"}, {"r", 2}, {"lora_alpha", 4}};
    std::map<std::string, std::pair<Shape, std::vector<float>>> tensors;

    void add(const std::string& name, const Shape& shape) {
        std::vector<float> values(shape.elements());
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
        tensors[name] = {shape, values};
    }
    Lora load(const ModelConfig& config, Backend& backend) const {
        testing::writeFile(folder / "adapter_config.json", settings.dump());
        std::vector<StoredTensor> stored;
        for (const auto& [name, tensor] : tensors)
            stored.push_back({name, DType::F32, tensor.first, std::as_bytes(std::span(tensor.second))});
        writeSafetensors(folder / "adapter_model.safetensors", stored, {});
        return loadLora(folder.path(), config, backend);
    }
    std::string problem(const ModelConfig& config) const {
        CpuBackend backend;
        try {
            load(config, backend);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
};

TEST(LoraFile, ReadsPeftsOneAdapterForGpt2sThreeMatrices) {
    Adapter adapter;
    const std::string place = "base_model.model.transformer.h.1.attn.c_attn.";
    adapter.add(place + "lora_A.weight", {2, 12});
    adapter.add(place + "lora_B.weight", {36, 2});
    CpuBackend backend;
    const Lora lora = adapter.load(smallGpt2(), backend);
    ASSERT_EQ(lora.matrices.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(backend.read(lora.matrices[i].a)[23], 23);
        EXPECT_EQ(backend.read(lora.matrices[i].b)[0], static_cast<float>(24 * i));
    }
    EXPECT_EQ(lora.matrices[1].weight, "block.1.attention.key.weight");
    EXPECT_EQ(lora.scale(), 2);
}

TEST(LoraFile, SaysWhatIsWrong) {
    const std::string query = "base_model.model.model.layers.0.self_attn.q_proj.";
    const auto good = [&](Adapter& adapter) {
        adapter.add(query + "lora_A.weight", {2, 12});
        adapter.add(query + "lora_B.weight", {16, 2});
    };
    const auto expectProblem = [&](const std::string& part, const std::string& file, auto spoil) {
        Adapter adapter;
        good(adapter);
        spoil(adapter);
        const std::string problem = adapter.problem(smallLlama());
        EXPECT_NE(problem.find(part), std::string::npos) << part << " in: " << problem;
        EXPECT_NE(problem.find(file), std::string::npos) << problem;
    };
    Adapter adapter;
    good(adapter);
    EXPECT_EQ(adapter.problem(smallLlama()), "");
    const std::string tensors = "adapter_model.safetensors", settings = "adapter_config.json";
    expectProblem("lora_B.weight\" is missing", tensors,
                  [&](Adapter& a) { a.tensors.erase(query + "lora_B.weight"); });
    expectProblem("lora_A.weight\" is missing", tensors,
                  [&](Adapter& a) { a.tensors.erase(query + "lora_A.weight"); });
    expectProblem("[2, 13], but model and rank ask for [2, 12]", tensors, [&](Adapter& a) {
        a.add(query + "lora_A.weight", {2, 13});
    });
    expectProblem("ask for [16, 3]", tensors, [&](Adapter& a) {
        a.settings["r"] = 3;
        a.add(query + "lora_A.weight", {3, 12});
    });
    expectProblem("not finite", tensors,
                  [&](Adapter& a) { a.tensors[query + "lora_A.weight"].second[5] = std::nanf(""); });
    expectProblem("layers.7", tensors, [&](Adapter& a) {
        a.add("base_model.model.model.layers.7.self_attn.q_proj.lora_A.weight", {2, 12});
    });
    expectProblem("lm_head", tensors, [&](Adapter& a) {
        a.add("base_model.model.lm_head.weight", {11, 12});
    });
    expectProblem("no adapter", tensors, [&](Adapter& a) { a.tensors.clear(); });
    expectProblem("peft_type", settings, [](Adapter& a) { a.settings["peft_type"] = "IA3"; });
    expectProblem("peft_type", settings, [](Adapter& a) { a.settings.erase("peft_type"); });
    expectProblem("use_dora", settings, [](Adapter& a) { a.settings["use_dora"] = true; });
    expectProblem("use_rslora", settings, [](Adapter& a) { a.settings["use_rslora"] = true; });
    expectProblem("rank_pattern", settings, [](Adapter& a) { a.settings["rank_pattern"]["q_proj"] = 4; });
    expectProblem("bias", settings, [](Adapter& a) { a.settings["bias"] = "all"; });
    for (const nlohmann::json& rank : {nlohmann::json(0), nlohmann::json(-1), nlohmann::json(1.5),
                                       nlohmann::json("2"), nlohmann::json(1ULL << 60)})
        expectProblem("\"r\"", settings, [&](Adapter& a) { a.settings["r"] = rank; });
    for (const nlohmann::json& alpha : {nlohmann::json(0), nlohmann::json("16"), nlohmann::json()})
        expectProblem("lora_alpha", settings, [&](Adapter& a) { a.settings["lora_alpha"] = alpha; });
    adapter.settings["bias"] = "none"; // as PEFT writes them when nothing is switched on
    adapter.settings["use_dora"] = false;
    adapter.settings["rank_pattern"] = nlohmann::json::object();
    adapter.settings["modules_to_save"] = nullptr;
    EXPECT_EQ(adapter.problem(smallLlama()), "");
    EXPECT_THROW(
        {
            CpuBackend backend;
            loadLora(adapter.folder / "nowhere", smallLlama(), backend);
        },
        std::runtime_error);
}

} // namespace
} // namespace tokenarium
