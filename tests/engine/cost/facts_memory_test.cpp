// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of weights, caches and training against facts/memory.json.
#include "engine/cost/memory.h"
#include "engine/cost/training_memory.h"
#include "tests/engine/cost/fact_cases.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using nlohmann::json;

std::size_t size(const json& input, const char* key) { return input.at(key).get<std::size_t>(); }

json weightsCase(const json& input) {
    const double bytes = weightBytes(input["params"], input["bits_per_weight"]);
    return {{"bytes", bytes}, {"gb", bytes / bytesPerGB}, {"gib", bytes / bytesPerGiB}};
}

json mixedCase(const json& input) {
    std::vector<WeightPart> parts;
    for (const json& part : input["parts"]) parts.push_back({size(part, "elements"), part["bits"]});
    const MixedWeights sum = mixedWeights(parts);
    return {{"bytes", sum.bytes},
            {"gib", sum.bytes / bytesPerGiB},
            {"mib", sum.bytes / bytesPerMiB},
            {"gb", sum.bytes / bytesPerGB},
            {"bpw", sum.bitsPerWeight}};
}

json blockCase(const json& input) {
    return {{"bpw", bitsPerWeight(size(input, "block_len"), size(input, "block_bytes"))}};
}

json groupCase(const json& input) {
    return {{"bpw", groupBitsPerWeight(input["bits"], input["group_size"], input["scale_bits"],
                                       input.value("zero_bits", 0.0))}};
}

json nf4Case(const json& input) {
    return {{"bpw", nf4BitsPerWeight(input["block"], input["absmax_bits"], input["second_block"],
                                     input["second_bits"])}};
}

AttentionShape shapeOf(const json& input) {
    return loadAttentionShape(input["config"].dump(), "config.json");
}

json tokenCase(const json& input) {
    const AttentionShape shape = shapeOf(input);
    const std::size_t elements = cacheElementsPerToken(shape);
    return {{"elements_per_token", elements},
            {"bytes_per_token", elements * size(input, "dtype_bytes")},
            {"kind", attentionKindName(shape.kind())}};
}

void setWindows(const json& input, AttentionShape& shape) {
    if (!input.contains("sliding_window")) return;
    const std::size_t window = input["sliding_window"];
    const std::string layers = input.value("sliding_layers", "");
    if (layers.starts_with("even") || layers.starts_with("odd"))
        shape.windows = alternatingWindows(shape.layers, window, layers.starts_with("even"));
    else if (layers.empty() || layers.starts_with("all"))
        shape.windows =
            windowsWithGlobalEvery(shape.layers, window, input.value("global_every", std::size_t{0}));
    else
        ADD_FAILURE() << "layers with a window that nobody understands: " << layers;
}

json cacheCase(const json& input) {
    AttentionShape shape = shapeOf(input);
    const std::size_t element = input["dtype_bytes"], batch = input["batch"], positions = input["seq"];
    const std::size_t everywhere = cacheBytes(shape, element, batch, positions);
    setWindows(input, shape);
    const std::size_t bytes = cacheBytes(shape, element, batch, positions);
    return {{"bytes", bytes},
            {"gib", static_cast<double>(bytes) / bytesPerGiB},
            {"bytes_if_all_global", everywhere},
            {"global_layers", shape.globalLayers()}};
}

json encoderDecoderCase(const json& input) {
    const EncoderDecoderCache cache = encoderDecoderCache(input["decoder_layers"], input["d_model"],
                                                          input["encoder_positions"], input["dtype_bytes"]);
    return {{"self_bytes_per_token", cache.selfBytesPerToken}, {"cross_bytes", cache.crossBytes}};
}

json slotsCase(const json& input) {
    return {{"slots", cacheSlots(size(input, "kv_memory_bytes"), size(input, "kv_bytes_per_token"))}};
}

json fitCase(const json& input) {
    const Fit result =
        fit({input["gpu_bytes"], input["utilization"], input["weight_bytes"],
             input.value("reserved_bytes", std::size_t{0}), input["kv_bytes_per_token"], input["seq_len"]});
    return {{"kv_budget_bytes", result.cacheBudgetBytes},
            {"tokens", result.tokens},
            {"sequences", result.sequences}};
}

json pagedCase(const json& input) {
    const PagedCache cache = pagedCache(size(input, "tokens"), size(input, "block_size"));
    return {{"blocks", cache.blocks}, {"wasted_slots", cache.wastedSlots}};
}

json activationsCase(const json& input) {
    const ActivationBytes bytes =
        activationBytes({input["seq"], input["batch"], input["hidden"], input["heads"],
                         input.value("layers", 0.0), input.value("tensor_parallel", 1.0)});
    return {{"ratio_5as_over_h", bytes.scoresRatio},
            {"per_layer_none", bytes.layer},
            {"per_layer_tp", bytes.layerTensorParallel},
            {"per_layer_tp_sp", bytes.layerSequenceParallel},
            {"per_layer_tp_sp_selective", bytes.layerSelective},
            {"per_layer_full_recompute", bytes.layerFullRecompute},
            {"selective_saving_fraction", bytes.selectiveSavedFraction},
            {"all_layers_none", bytes.allLayers}};
}

json trainingStateCase(const json& input) {
    const TrainingScheme* scheme = trainingScheme(input["scheme"].get<std::string>());
    if (!scheme) return {};
    const double bytes = trainingStateBytes(input["params"], *scheme);
    return {{"bytes", bytes}, {"bytes_per_param", scheme->bytesPerParameter()}, {"gb", bytes / bytesPerGB}};
}

json zeroCase(const json& input) {
    const double bytes = zeroBytesPerDevice(input["params"], input["devices"], input["stage"]);
    return {{"bytes_per_device", bytes}, {"gb", bytes / bytesPerGB}};
}

json loraCase(const json& input) {
    std::vector<AdaptedMatrices> matrices;
    for (const json& one : input["matrices"])
        matrices.push_back({size(one, "d_in"), size(one, "d_out"), one.value("count", std::size_t{1})});
    return {{"trainable", loraParameters(matrices, input["r"])}};
}

TEST(facts_memory, EveryCase) {
    testing::checkFacts("memory.json",
                        {{"mem.weights", weightsCase},
                         {"mem.bpw", blockCase},
                         {"mem.group_bpw", groupCase},
                         {"mem.nf4_double", nf4Case},
                         {"mem.mixed", mixedCase},
                         {"mem.kv_per_token", tokenCase},
                         {"mem.kv_total", cacheCase},
                         {"mem.kv_encdec", encoderDecoderCase},
                         {"mem.kv_slots", slotsCase},
                         {"mem.fit", fitCase},
                         {"mem.paged", pagedCase},
                         {"mem.activations", activationsCase},
                         {"mem.training_state", trainingStateCase},
                         {"mem.zero", zeroCase},
                         {"mem.lora", loraCase}},
                        126);
}

TEST(facts_memory, TablesAreThePublishedOnes) {
    if (!exists(testing::factsFolder() / "memory.json"))
        GTEST_SKIP() << "skipped: no memory.json in " << testing::factsFolder();
    const json data = testing::readJson(testing::factsFolder() / "memory.json")["data"];
    EXPECT_EQ(blockFormats().size(), data["gguf_blocks"].size());
    for (const auto& [name, block] : data["gguf_blocks"].items()) {
        const BlockFormat* format = blockFormat(name);
        ASSERT_NE(format, nullptr) << name;
        EXPECT_EQ(format->elements, block["block_len"]) << name;
        EXPECT_EQ(format->bytes, block["block_bytes"]) << name;
    }
    EXPECT_EQ(trainingSchemes().size(), data["training_schemes_bytes_per_param"].size());
    for (const auto& [name, bytes] : data["training_schemes_bytes_per_param"].items()) {
        const TrainingScheme* scheme = trainingScheme(name);
        ASSERT_NE(scheme, nullptr) << name;
        EXPECT_EQ(scheme->bytesPerParameter(), bytes["total"]) << name;
        EXPECT_EQ(scheme->weights, bytes["weights"]) << name;
        EXPECT_EQ(scheme->gradients, bytes.value("grads", 0)) << name;
        EXPECT_EQ(scheme->master, bytes.value("master", 0)) << name;
        EXPECT_EQ(scheme->firstMoment, bytes.value("m", 0)) << name;
        EXPECT_EQ(scheme->secondMoment, bytes.value("v", 0)) << name;
    }
}

} // namespace
} // namespace tokenarium
