// SPDX-License-Identifier: GPL-3.0-or-later
// What lies on each device, against slow plain references: tensors sorted by hand, messages sent one by one.
#include "engine/cost/splitting.h"

#include "engine/cost/architecture.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace tokenarium {
namespace {

using Exchange = SplitTraffic::Exchange;
using Cargo = SplitTraffic::Cargo;

const char* const gpt2 = R"({"model_type": "gpt2", "vocab_size": 50257, "n_positions": 1024, "n_embd": 768,
    "n_layer": 12, "n_head": 12})";
const char* const llama3 = R"({"model_type": "llama", "vocab_size": 128256, "hidden_size": 4096,
    "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8})";
const char* const mixtral = R"({"model_type": "mixtral", "vocab_size": 32000, "hidden_size": 4096,
    "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
    "num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2})";
const char* const deepseek = R"({"model_type": "deepseek_v3", "vocab_size": 129280, "hidden_size": 7168,
    "intermediate_size": 18432, "moe_intermediate_size": 2048, "num_hidden_layers": 61,
    "num_attention_heads": 128, "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
    "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8,
    "n_shared_experts": 1, "first_k_dense_replace": 3})";
const char* const bert = R"({"model_type": "bert", "vocab_size": 30522, "hidden_size": 768,
    "num_hidden_layers": 12, "intermediate_size": 3072, "num_attention_heads": 12})";

struct Subject {
    explicit Subject(const char* config, bool tied = false, std::size_t cachedLayers = 0)
        : tensors(loadArchitecture(config, "test").tensors) {
        const AttentionShape shape = loadAttentionShape(config, "test");
        model.tensors = &tensors;
        model.width = shape.width;
        model.heads = shape.heads;
        model.keyHeads = shape.keyHeads;
        model.headWidth = shape.headWidth;
        model.vocabulary = 1000;
        model.tiedHead = tied;
        model.latentCache = shape.kind() == AttentionShape::Kind::Latent;
        model.cacheOfLayer.assign(cachedLayers, 1e6);
    }
    TensorList tensors;
    SplitModel model;
};

const SplitTraffic* find(const Split& split, Cargo cargo) {
    for (const SplitTraffic& one : split.traffic)
        if (one.cargo == cargo) return &one;
    return nullptr;
}

// Laws ---------------------------------------------------------------------------------------------------

TEST(Splitting, DevicesTogetherHoldTheWholeAndTheCopies) {
    for (const char* config : {gpt2, llama3, mixtral, deepseek, bert})
        for (const SplitWay way : {SplitWay::Layers, SplitWay::Tensors, SplitWay::Experts})
            for (const std::size_t devices : {1, 2, 3, 5, 8, 16, 61, 100}) {
                const Subject subject(config, config == gpt2, 12);
                const Split all = split(subject.model, {7, 7}, way, devices, 2);
                ASSERT_EQ(all.devices.size(), devices);
                std::size_t stored = 0;
                double bytes = 0;
                for (const DeviceLoad& load : all.devices) {
                    stored += load.parameters();
                    bytes += load.totalBytes();
                }
                EXPECT_EQ(all.wholeParameters, countParameters(subject.tensors).total);
                EXPECT_EQ(stored, all.wholeParameters + all.copiedParameters) << config << devices;
                EXPECT_NEAR(bytes, all.wholeBytes + all.copiedBytes, 1e-9 * bytes);
                EXPECT_NEAR(all.wholeBytes, 2.0 * double(all.wholeParameters) + 12e6, 1);
                if (devices == 1) {
                    EXPECT_EQ(all.copiedParameters, 0u);
                    EXPECT_TRUE(all.traffic.empty());
                }
            }
}

TEST(Splitting, CacheIsNeverLost) {
    const Subject subject(llama3, false, 32);
    for (const SplitWay way : {SplitWay::Layers, SplitWay::Experts}) {
        double cache = 0;
        for (const DeviceLoad& load : split(subject.model, {10, 10}, way, 4, 2).devices)
            cache += load.bytes[std::size_t(SplitContent::Cache)];
        EXPECT_NEAR(cache, 32e6, 1e-3);
    }
    // 8 key heads: four devices share them, sixteen have copies.
    EXPECT_NEAR(split(subject.model, {1, 1}, SplitWay::Tensors, 4, 2).devices[0].bytes[5], 8e6, 1e-3);
    EXPECT_NEAR(split(subject.model, {1, 1}, SplitWay::Tensors, 16, 2).devices[0].bytes[5], 4e6, 1e-3);
}

TEST(Splitting, NonsenseIsTotal) {
    const SplitModel nothing;
    for (const SplitWay way : {SplitWay::Layers, SplitWay::Tensors, SplitWay::Experts})
        for (const std::size_t devices : {0, 1, 4}) {
            const Split all = split(nothing, {0, 0}, way, devices, 2);
            EXPECT_EQ(all.wholeParameters, 0u);
            EXPECT_EQ(all.sent(), 0);
            EXPECT_EQ(all.largest().totalBytes(), 0);
        }
}

// By layers ----------------------------------------------------------------------------------------------

/// Sorts the tensors of GPT-2 by the number in their names.
TEST(Splitting, LayersStayWhole) {
    const Subject subject(gpt2, true, 12);
    for (const std::size_t devices : {2, 3, 5, 12}) {
        std::vector<std::size_t> expected(devices);
        std::size_t table = 0;
        for (const ListedTensor& tensor : subject.tensors) {
            const std::size_t at = tensor.name.find("h.");
            std::size_t device = tensor.name.find("ln_f") != std::string::npos ? devices - 1 : 0;
            if (at != std::string::npos && std::isdigit(tensor.name[at + 2]))
                device = std::stoul(tensor.name.substr(at + 2)) * devices / 12;
            expected[device] += tensor.elements();
            if (tensor.role == ListedTensor::Role::TokenTable) table = tensor.elements();
        }
        expected[devices - 1] += table; // the head is the table once more
        const Split all = split(subject.model, {1, 1}, SplitWay::Layers, devices, 2);
        EXPECT_EQ(all.copiedParameters, 50257u * 768);
        std::size_t layers = 0;
        for (std::size_t d = 0; d < devices; ++d) {
            EXPECT_EQ(all.devices[d].parameters(), expected[d]) << d << " of " << devices;
            EXPECT_EQ(all.devices[d].firstLayer, layers);
            layers += all.devices[d].layers;
            EXPECT_EQ(all.devices[d].bytes[5], 1e6 * double(all.devices[d].layers));
        }
        EXPECT_EQ(layers, 12u);
    }
}

TEST(Splitting, VectorsCrossEveryBorderOnceOrThereAndBack) {
    const Subject subject(llama3);
    SplitStep step{4, 4};
    const Split decode = split(subject.model, step, SplitWay::Layers, 8, 2);
    ASSERT_EQ(decode.traffic.size(), 1u);
    EXPECT_EQ(decode.traffic[0].times, 7u);
    EXPECT_EQ(decode.traffic[0].payload, 4.0 * 4096 * 2);
    EXPECT_EQ(decode.sent(), 7 * 4.0 * 4096 * 2);
    EXPECT_EQ(decode.traffic[0].sentByBusiest, 4.0 * 4096 * 2);
    step.isTraining = true;
    EXPECT_EQ(split(subject.model, step, SplitWay::Layers, 8, 16).sent(), 2 * decode.sent());
    // More devices than layers: the rest stands idle.
    const Split many = split(subject.model, {4, 4}, SplitWay::Layers, 40, 2);
    EXPECT_EQ(many.traffic[0].times, 31u);
}

TEST(Splitting, APipelineOfOneTextIsIdleMostOfTheTime) {
    // Slow reference: device d works on micro-batch m at time d + m.
    for (const std::size_t devices : {1, 2, 4, 8})
        for (const std::size_t batches : {1, 3, 16}) {
            std::size_t busy = 0, end = 0;
            for (std::size_t d = 0; d < devices; ++d)
                for (std::size_t m = 0; m < batches; ++m) {
                    ++busy;
                    end = std::max(end, d + m + 1);
                }
            EXPECT_NEAR(pipelineIdleShare(devices, batches), 1 - double(busy) / double(end * devices), 1e-12);
        }
}

// By tensors ---------------------------------------------------------------------------------------------

TEST(Splitting, EveryMatrixIsCutAndNormsAreCopied) {
    const Subject subject(llama3);
    const std::size_t n = 8, c = 4096, f = 14336, v = 128256;
    const Split all = split(subject.model, {1, 1}, SplitWay::Tensors, n, 2);
    EXPECT_FALSE(all.isUneven);
    const std::size_t expected =
        2 * v * c / n + 32 * ((c * c + 2 * c * 1024 + c * c) / n + 3 * c * f / n + 2 * c) + c;
    for (const DeviceLoad& load : all.devices) EXPECT_EQ(load.parameters(), expected);
    EXPECT_EQ(all.copiedParameters, (n - 1) * (32 * 2 + 1) * c);
}

TEST(Splitting, FewKeyHeadsAreCopied) {
    const Subject subject(llama3);
    const std::size_t c = 4096;
    const Split all = split(subject.model, {1, 1}, SplitWay::Tensors, 16, 2);
    EXPECT_FALSE(all.isUneven);
    // 16 devices have one key head and one value head each, though there are but 8.
    EXPECT_EQ(all.copiedParameters, 15 * (32 * 2 + 1) * c + 32 * 8 * 2 * 128 * c);
    EXPECT_TRUE(split(subject.model, {1, 1}, SplitWay::Tensors, 3, 2).isUneven);
}

TEST(Splitting, FusedAndTurnedMatricesAreCutByHeads) {
    const Subject subject(gpt2, true);
    const std::size_t n = 4, c = 768;
    const Split all = split(subject.model, {1, 1}, SplitWay::Tensors, n, 2);
    const std::size_t attention = 12 * ((3 * c * c + 3 * c + c * c) / n + c);
    EXPECT_EQ(all.devices[0].elements[std::size_t(SplitContent::Attention)], attention);
    const std::size_t feedForward = 12 * ((8 * c * c + 4 * c) / n + c);
    EXPECT_EQ(all.devices[0].elements[std::size_t(SplitContent::FeedForward)], feedForward);
}

TEST(Splitting, UnevenCutsLoseNothing) {
    const Subject subject(gpt2, true);
    const std::size_t c = 768;
    for (const std::size_t n : {5, 7, 11}) { // none of them divides 12 heads, 3,072 or 50,257
        const Split all = split(subject.model, {1, 1}, SplitWay::Tensors, n, 2);
        EXPECT_TRUE(all.isUneven);
        std::array<std::size_t, splitContents> sum{};
        for (const DeviceLoad& load : all.devices)
            for (std::size_t i = 0; i < splitContents; ++i) sum[i] += load.elements[i];
        EXPECT_EQ(sum[std::size_t(SplitContent::FeedForward)], 12 * (8 * c * c + 4 * c + n * c)) << n;
        EXPECT_EQ(sum[std::size_t(SplitContent::Attention)], 12 * (4 * c * c + 3 * c + n * c)) << n;
        EXPECT_EQ(sum[std::size_t(SplitContent::Tables)], 50257 * c + n * 1024 * c) << n;
    }
}

/// A ring, message by message: first every part is summed on its way round, then the sums go round.
double ringBytes(std::size_t devices, std::size_t bytes, std::vector<std::size_t>& sent) {
    sent.assign(devices, 0);
    std::vector<std::vector<double>> holds(devices, std::vector<double>(devices));
    for (std::size_t d = 0; d < devices; ++d)
        for (std::size_t part = 0; part < devices; ++part) holds[d][part] = double(d + 1);
    for (int round = 0; round < 2; ++round)
        for (std::size_t turn = 0; turn + 1 < devices; ++turn) {
            auto next = holds;
            for (std::size_t d = 0; d < devices; ++d) {
                const std::size_t part = (d + 2 * devices - turn + std::size_t(round)) % devices;
                const std::size_t to = (d + 1) % devices;
                next[to][part] = round == 0 ? holds[to][part] + holds[d][part] : holds[d][part];
                sent[d] += bytes / devices;
            }
            holds = next;
        }
    for (const auto& one : holds) // all have the sum of all parts
        for (const double value : one) EXPECT_EQ(value, double(devices * (devices + 1) / 2));
    return double(std::accumulate(sent.begin(), sent.end(), std::size_t{0}));
}

TEST(Splitting, SumsGoRoundARing) {
    const Subject subject(llama3);
    for (const std::size_t devices : {2, 4, 8}) {
        SplitStep step{16, 16};
        const Split all = split(subject.model, step, SplitWay::Tensors, devices, 2);
        std::vector<std::size_t> sent;
        const double once = ringBytes(devices, 16 * 4096 * 2, sent);
        const SplitTraffic* sums = find(all, Cargo::Activations);
        ASSERT_NE(sums, nullptr);
        EXPECT_EQ(sums->times, 64u); // after attention and after feed-forward of 32 layers
        EXPECT_NEAR(sums->sent, 64 * once, 1e-6);
        EXPECT_NEAR(sums->sentByBusiest, 64.0 * double(sent[0]), 1e-6);
        EXPECT_EQ(find(all, Cargo::TokenVectors)->times, 1u);
        // Each part of the logits visits all other devices.
        EXPECT_NEAR(find(all, Cargo::Logits)->sent, double(devices - 1) * 16 * 1000 * 2, 1e-6);
        step.isTraining = true;
        const Split training = split(subject.model, step, SplitWay::Tensors, devices, 16);
        EXPECT_EQ(find(training, Cargo::ActivationGradients)->sent, sums->sent);
        EXPECT_EQ(find(training, Cargo::Logits), nullptr);
    }
}

// By experts ---------------------------------------------------------------------------------------------

TEST(Splitting, ExpertsAreDividedAndTheRestIsEverywhere) {
    const Subject subject(mixtral, false, 32);
    const ParameterCount count = countParameters(subject.tensors);
    const Split all = split(subject.model, {10, 10}, SplitWay::Experts, 4, 2);
    for (const DeviceLoad& load : all.devices) {
        EXPECT_EQ(load.experts, 2u);
        EXPECT_EQ(load.elements[std::size_t(SplitContent::Experts)], count.experts / 4);
        EXPECT_EQ(load.parameters(), count.total - count.experts + count.experts / 4);
    }
    EXPECT_EQ(all.copiedParameters, 3 * (count.total - count.experts));
    // 10 texts on 4 devices: 2, 3, 2 and 3.
    EXPECT_NEAR(all.devices[0].bytes[5], 6.4e6, 1);
    EXPECT_NEAR(all.devices[1].bytes[5], 9.6e6, 1);
    const Split odd = split(subject.model, {1, 1}, SplitWay::Experts, 3, 2);
    EXPECT_EQ(odd.devices[0].experts + odd.devices[1].experts + odd.devices[2].experts, 8u);
}

/// Every token chooses every pair of experts once; what is not at home travels.
TEST(Splitting, TokensTravelToTheirExperts) {
    const Subject subject(mixtral);
    for (const std::size_t devices : {2, 3, 4, 8, 12}) {
        std::size_t away = 0, choices = 0;
        const auto home = [&](std::size_t expert) { // as shareOf cuts
            std::size_t device = 0;
            while ((device + 1) * 8 / devices <= expert) ++device;
            return device;
        };
        for (std::size_t from = 0; from < devices; ++from)
            for (std::size_t a = 0; a < 8; ++a)
                for (std::size_t b = 0; b < 8; ++b) {
                    if (a == b) continue;
                    choices += 2;
                    away += (home(a) != from) + (home(b) != from);
                }
        const double share = double(away) / double(choices);
        const Split all = split(subject.model, {24, 24}, SplitWay::Experts, devices, 2);
        for (const Cargo cargo : {Cargo::ToExperts, Cargo::FromExperts}) {
            const SplitTraffic* one = find(all, cargo);
            ASSERT_NE(one, nullptr);
            EXPECT_EQ(one->times, 32u);
            EXPECT_NEAR(one->sent, 32 * share * 24 * 2 * 4096 * 2, 1e-3) << devices;
        }
    }
}

TEST(Splitting, DeepSeekHasExpertsIn58LayersAndNoneAreCounted) {
    const Subject subject(deepseek);
    const Split all = split(subject.model, {1, 1}, SplitWay::Experts, 64, 1);
    EXPECT_EQ(find(all, Cargo::ToExperts)->times, 58u);
    EXPECT_EQ(find(all, Cargo::ToExperts)->payload, 8.0 * 7168 * 2);
    EXPECT_EQ(all.devices[63].experts, 4u);
}

TEST(Splitting, WithoutExpertsThereIsNothingToDivide) {
    const Subject subject(llama3);
    const Split all = split(subject.model, {1, 1}, SplitWay::Experts, 4, 2);
    EXPECT_FALSE(all.isPossible);
    EXPECT_TRUE(all.traffic.empty());
    EXPECT_EQ(all.devices[3].parameters(), all.wholeParameters);
}

TEST(Splitting, TrainingExpertsSumsTheGradientsOfTheRest) {
    const Subject subject(mixtral);
    SplitStep step{8, 8 * 4096};
    step.isTraining = true;
    const Split all = split(subject.model, step, SplitWay::Experts, 4, 16);
    const ParameterCount count = countParameters(subject.tensors);
    const double shared = double(count.total - count.experts) * 2;
    EXPECT_NEAR(find(all, Cargo::WeightGradients)->sent, 2.0 * 3 * shared, 1);
    EXPECT_NEAR(find(all, Cargo::WeightGradients)->sentByBusiest, 2.0 * 3 / 4 * shared, 1);
}

} // namespace
} // namespace tokenarium
