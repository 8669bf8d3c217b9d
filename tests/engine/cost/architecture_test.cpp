// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of tensors: published sizes of every family, closed formulas on random shapes, what classes change,
// and what is refused.
#include "engine/cost/architecture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <random>
#include <set>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

struct Sample {
    const char* name;
    const char* config;
    std::size_t parameters; ///< as published with the weights, or as Hugging Face's class counts
};

/// One or more of every family.
const Sample samples[] = {
    {"albert-base-v2",
     R"({"model_type": "albert", "vocab_size": 30000, "hidden_size": 768, "embedding_size": 128,
         "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12})",
     11683584},
    {"bart-base",
     R"({"model_type": "bart", "vocab_size": 50265, "max_position_embeddings": 1024, "d_model": 768,
         "encoder_layers": 6, "decoder_layers": 6, "encoder_ffn_dim": 3072, "decoder_ffn_dim": 3072})",
     139420416},
    {"bert-base-uncased",
     R"({"model_type": "bert", "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12,
         "intermediate_size": 3072})",
     109482240},
    {"bloom-560m", R"({"model_type": "bloom", "vocab_size": 250880, "n_embed": 1024, "n_layer": 24})",
     559214592},
    {"camembert-base",
     R"({"model_type": "camembert", "vocab_size": 32005, "hidden_size": 768, "num_hidden_layers": 12,
         "intermediate_size": 3072, "max_position_embeddings": 514, "type_vocab_size": 1})",
     110621952},
    {"clip-vit-b-32", R"({"model_type": "clip", "text_config": {}, "vision_config": {}})", 151277313},
    {"command-r",
     R"({"model_type": "cohere", "vocab_size": 256000, "hidden_size": 8192, "intermediate_size": 22528,
         "num_hidden_layers": 40, "num_attention_heads": 64, "num_key_value_heads": 64})",
     34980831232},
    {"deepseek-v2-lite",
     R"({"model_type": "deepseek_v2", "vocab_size": 102400, "hidden_size": 2048, "intermediate_size": 10944,
         "num_hidden_layers": 27, "num_attention_heads": 16, "q_lora_rank": null, "kv_lora_rank": 512,
         "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 64,
         "num_experts_per_tok": 6, "n_shared_experts": 2, "moe_intermediate_size": 1408,
         "first_k_dense_replace": 1, "topk_method": "greedy"})",
     15706484224},
    {"deepseek-v3",
     R"({"model_type": "deepseek_v3", "vocab_size": 129280, "hidden_size": 7168, "intermediate_size": 18432,
         "num_hidden_layers": 61, "num_attention_heads": 128, "q_lora_rank": 1536, "kv_lora_rank": 512,
         "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 256,
         "num_experts_per_tok": 8, "n_shared_experts": 1, "moe_intermediate_size": 2048,
         "first_k_dense_replace": 3, "num_nextn_predict_layers": 1})",
     671026419200},
    {"distilbert-base-uncased",
     R"({"model_type": "distilbert", "vocab_size": 30522, "dim": 768, "hidden_dim": 3072, "n_layers": 6})",
     66362880},
    {"electra-base-discriminator",
     R"({"model_type": "electra", "vocab_size": 30522, "hidden_size": 768, "embedding_size": 768,
         "intermediate_size": 3072, "num_hidden_layers": 12})",
     108891648},
    {"falcon-40b",
     R"({"model_type": "falcon", "vocab_size": 65024, "hidden_size": 8192, "num_hidden_layers": 60,
         "num_attention_heads": 128, "num_kv_heads": 8, "new_decoder_architecture": true})",
     41303293952},
    {"gemma-2b",
     R"({"model_type": "gemma", "vocab_size": 256000, "hidden_size": 2048, "intermediate_size": 16384,
         "num_hidden_layers": 18, "num_attention_heads": 8, "num_key_value_heads": 1})",
     2506172416},
    {"gemma-2-2b",
     R"({"model_type": "gemma2", "vocab_size": 256000, "hidden_size": 2304, "intermediate_size": 9216,
         "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4})",
     2614341888},
    {"gemma-3-4b, with what its file leaves out",
     R"({"model_type": "gemma3", "text_config": {"hidden_size": 2560, "intermediate_size": 10240,
         "num_hidden_layers": 34, "model_type": "gemma3_text"}, "vision_config": {"hidden_size": 1152,
         "num_hidden_layers": 27, "intermediate_size": 4304, "patch_size": 14, "image_size": 896}})",
     4300079472},
    {"gemma-3-1b",
     R"({"model_type": "gemma3_text", "vocab_size": 262144, "hidden_size": 1152, "intermediate_size": 6912,
         "num_hidden_layers": 26, "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 256})",
     999885952},
    {"gpt2", R"({"model_type": "gpt2", "vocab_size": 50257, "n_embd": 768, "n_layer": 12})", 124439808},
    {"gpt2 without biases",
     R"({"model_type": "gpt2", "vocab_size": 50257, "n_embd": 768, "n_layer": 12, "bias": false})",
     124337664},
    {"starcoder",
     R"({"model_type": "gpt_bigcode", "vocab_size": 49152, "n_embd": 6144, "n_inner": 24576, "n_layer": 40,
         "n_head": 48, "n_positions": 8192})",
     15517456384},
    {"gpt-neo-1.3b",
     R"({"model_type": "gpt_neo", "vocab_size": 50257, "hidden_size": 2048, "num_layers": 24})", 1315575808},
    {"gpt-neox-20b",
     R"({"model_type": "gpt_neox", "vocab_size": 50432, "hidden_size": 6144, "num_hidden_layers": 44,
         "intermediate_size": 24576})",
     20554567680},
    {"gpt-oss-120b",
     R"({"model_type": "gpt_oss", "vocab_size": 201088, "hidden_size": 2880, "intermediate_size": 2880,
         "num_hidden_layers": 36, "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
         "num_local_experts": 128, "num_experts_per_tok": 4})",
     116829156672},
    {"gpt-j-6b", R"({"model_type": "gptj", "vocab_size": 50400, "n_embd": 4096, "n_layer": 28})", 6050882784},
    {"granite, as a Llama",
     R"({"model_type": "granite", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     6738415616},
    {"kimi-k2",
     R"({"model_type": "kimi_k2", "vocab_size": 163840, "hidden_size": 7168, "intermediate_size": 18432,
         "num_hidden_layers": 61, "num_attention_heads": 64, "q_lora_rank": 1536, "kv_lora_rank": 512,
         "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "n_routed_experts": 384,
         "num_experts_per_tok": 8, "n_shared_experts": 1, "moe_intermediate_size": 2048,
         "first_k_dense_replace": 1, "topk_method": "noaux_tc"})",
     1026408232448},
    {"llama-2-7b",
     R"({"model_type": "llama", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     6738415616},
    {"mbart-large-50",
     R"({"model_type": "mbart", "vocab_size": 250054, "d_model": 1024, "encoder_layers": 12,
         "decoder_layers": 12, "encoder_ffn_dim": 4096, "decoder_ffn_dim": 4096})",
     610879488},
    {"mistral-7b",
     R"({"model_type": "mistral", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
         "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8})",
     7241732096},
    {"mixtral-8x22b",
     R"({"model_type": "mixtral", "vocab_size": 32000, "hidden_size": 6144, "intermediate_size": 16384,
         "num_hidden_layers": 56, "num_attention_heads": 48, "num_key_value_heads": 8,
         "num_local_experts": 8, "num_experts_per_tok": 2})",
     140620634112},
    {"all-mpnet-base-v2",
     R"({"model_type": "mpnet", "vocab_size": 30527, "hidden_size": 768, "max_position_embeddings": 514,
         "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12})",
     109486464},
    {"mpt-7b", R"({"model_type": "mpt", "vocab_size": 50432, "d_model": 4096, "n_layers": 32})", 6649286656},
    {"mt5-small",
     R"({"model_type": "mt5", "vocab_size": 250112, "d_model": 512, "d_kv": 64, "d_ff": 1024,
         "num_layers": 8, "num_heads": 6, "tie_word_embeddings": false})",
     300176768},
    {"olmo-1b",
     R"({"model_type": "olmo", "vocab_size": 50304, "hidden_size": 2048, "intermediate_size": 8192,
         "num_hidden_layers": 16, "num_attention_heads": 16, "tie_word_embeddings": true})",
     1176764416},
    {"olmo-2-7b",
     R"({"model_type": "olmo2", "vocab_size": 100352, "hidden_size": 4096, "intermediate_size": 11008,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     7298617344},
    {"olmo-3, as OLMo 2",
     R"({"model_type": "olmo3", "vocab_size": 100352, "hidden_size": 4096, "intermediate_size": 11008,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     7298617344},
    {"olmoe-1b-7b",
     R"({"model_type": "olmoe", "vocab_size": 50304, "hidden_size": 2048, "intermediate_size": 1024,
         "num_hidden_layers": 16, "num_attention_heads": 16, "num_experts": 64, "num_experts_per_tok": 8})",
     6919161856},
    {"openai-gpt", R"({"model_type": "openai-gpt", "vocab_size": 40478, "n_embd": 768, "n_layer": 12})",
     116534784},
    {"opt-350m",
     R"({"model_type": "opt", "vocab_size": 50272, "hidden_size": 1024, "num_hidden_layers": 24,
         "ffn_dim": 4096, "word_embed_proj_dim": 512, "do_layer_norm_before": false})",
     331196416},
    {"phi-2",
     R"({"model_type": "phi", "vocab_size": 51200, "hidden_size": 2560, "intermediate_size": 10240,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     2779683840},
    {"phi-3-mini",
     R"({"model_type": "phi3", "vocab_size": 32064, "hidden_size": 3072, "intermediate_size": 8192,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     3821079552},
    {"phi-3.5-moe",
     R"({"model_type": "phimoe", "vocab_size": 32064, "hidden_size": 4096, "intermediate_size": 6400,
         "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
         "num_local_experts": 16, "num_experts_per_tok": 2, "attention_bias": true, "lm_head_bias": true})",
     41873153344},
    {"qwen2.5-0.5b",
     R"({"model_type": "qwen2", "vocab_size": 151936, "hidden_size": 896, "intermediate_size": 4864,
         "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2,
         "tie_word_embeddings": true})",
     494032768},
    {"qwen1.5-moe-a2.7b",
     R"({"model_type": "qwen2_moe", "vocab_size": 151936, "hidden_size": 2048, "intermediate_size": 5632,
         "num_hidden_layers": 24, "num_attention_heads": 16, "num_experts": 60, "num_experts_per_tok": 4,
         "moe_intermediate_size": 1408, "shared_expert_intermediate_size": 5632})",
     14315784192},
    {"qwen3-0.6b",
     R"({"model_type": "qwen3", "vocab_size": 151936, "hidden_size": 1024, "intermediate_size": 3072,
         "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 8,
         "tie_word_embeddings": true})",
     596049920},
    {"qwen3-235b-a22b",
     R"({"model_type": "qwen3_moe", "vocab_size": 151936, "hidden_size": 4096, "intermediate_size": 12288,
         "num_hidden_layers": 94, "num_attention_heads": 64, "num_key_value_heads": 4, "head_dim": 128,
         "num_experts": 128, "num_experts_per_tok": 8, "moe_intermediate_size": 1536})",
     235093634560},
    {"roberta-base",
     R"({"model_type": "roberta", "vocab_size": 50265, "hidden_size": 768, "num_hidden_layers": 12,
         "intermediate_size": 3072, "max_position_embeddings": 514, "type_vocab_size": 1})",
     124645632},
    {"siglip-base-patch16-224", R"({"model_type": "siglip", "text_config": {}, "vision_config": {}})",
     203155970},
    {"smollm3-3b",
     R"({"model_type": "smollm3", "vocab_size": 128256, "hidden_size": 2048, "intermediate_size": 11008,
         "num_hidden_layers": 36, "num_attention_heads": 16, "num_key_value_heads": 4})",
     3075098624},
    {"stablelm-3b-4e1t",
     R"({"model_type": "stablelm", "vocab_size": 50304, "hidden_size": 2560, "intermediate_size": 6912,
         "num_hidden_layers": 32, "num_attention_heads": 32})",
     2795443200},
    {"starcoder2-3b",
     R"({"model_type": "starcoder2", "vocab_size": 49152, "hidden_size": 3072, "intermediate_size": 12288,
         "num_hidden_layers": 30, "num_attention_heads": 24, "num_key_value_heads": 2})",
     3030371328},
    {"t5-small",
     R"({"model_type": "t5", "vocab_size": 32128, "d_model": 512, "d_kv": 64, "d_ff": 2048, "num_layers": 6,
         "num_heads": 8})",
     60506624},
    {"umt5-small",
     R"({"model_type": "umt5", "vocab_size": 256384, "d_model": 512, "d_kv": 64, "d_ff": 1024,
         "num_layers": 8, "num_heads": 6, "tie_word_embeddings": false})",
     306601984},
    {"vit-b-16", R"({"model_type": "vit"})", 86567656},
    {"whisper-tiny",
     R"({"model_type": "whisper", "vocab_size": 51865, "d_model": 384, "encoder_layers": 4,
         "decoder_layers": 4, "encoder_ffn_dim": 1536, "decoder_ffn_dim": 1536})",
     37184640},
    {"xlm-roberta-base",
     R"({"model_type": "xlm-roberta", "vocab_size": 250002, "hidden_size": 768, "num_hidden_layers": 12,
         "intermediate_size": 3072, "max_position_embeddings": 514, "type_vocab_size": 1})",
     278043648},
};

const Sample& sampleNamed(const std::string& name) {
    for (const Sample& sample : samples)
        if (name == sample.name) return sample;
    throw std::logic_error(name);
}

ParameterCount countOf(const json& config, const ArchitectureOptions& options = {}) {
    return countParameters(loadArchitecture(config.dump(), "config.json", options).tensors);
}

json configOf(const std::string& name) { return json::parse(sampleNamed(name).config); }

TEST(Architecture, KnowsPublishedSizesOfEveryFamily) {
    std::set<std::string> seen;
    for (const Sample& sample : samples) {
        const Architecture architecture = loadArchitecture(sample.config, sample.name);
        EXPECT_EQ(countParameters(architecture.tensors).total, sample.parameters) << sample.name;
        seen.insert(architecture.family);
    }
    for (const std::string& family : knownArchitectures()) EXPECT_EQ(seen.count(family), 1U) << family;
}

TEST(Architecture, NamesAreDistinctAndPartsAddUp) {
    for (const Sample& sample : samples) {
        const TensorList tensors = loadArchitecture(sample.config, sample.name).tensors;
        std::set<std::string> names;
        for (const ListedTensor& tensor : tensors)
            EXPECT_TRUE(names.insert(tensor.name).second) << sample.name << ": " << tensor.name;
        const ParameterCount count = countParameters(tensors);
        std::size_t sum = 0;
        for (const std::size_t part : count.parts) sum += part;
        EXPECT_EQ(sum, count.total) << sample.name;
        EXPECT_EQ(count.experts > 0, count.active < count.total) << sample.name;
        std::size_t looked = 0; // pictures have no table of tokens
        for (const ListedTensor& tensor : tensors)
            if (tensor.role == ListedTensor::Role::TokenTable) looked += tensor.elements();
        EXPECT_EQ(count.activeWithoutLookup + looked, count.active) << sample.name;
    }
}

TEST(Architecture, TensorsHaveTheNamesAndShapesOfTheCheckpoint) {
    const TensorList tensors = loadArchitecture(sampleNamed("gpt2").config, "gpt2").tensors;
    ASSERT_EQ(tensors.size(), 2 + 12 * 12 + 2U);
    EXPECT_EQ(tensors[0].name, "transformer.wte.weight");
    EXPECT_EQ(tensors[0].shape, (Shape{50257, 768}));
    EXPECT_EQ(tensors[4].name, "transformer.h.0.attn.c_attn.weight");
    EXPECT_EQ(tensors[4].shape, (Shape{768, 2304})); // GPT-2's class keeps [inputs, outputs]
    EXPECT_EQ(tensors.back().name, "transformer.ln_f.bias");
}

TEST(Architecture, ExpertsWorkForSomeTokensOnly) {
    const ParameterCount mixtral = countOf(configOf("mixtral-8x22b"));
    const std::size_t oneExpert = std::size_t{3} * 6144 * 16384 * 56;
    EXPECT_EQ(mixtral.experts, 8 * oneExpert);
    EXPECT_EQ(mixtral.active, mixtral.total - 6 * oneExpert);
    EXPECT_EQ(mixtral.activeWithoutLookup, mixtral.active - std::size_t{32000} * 6144);
    // Qwen: only every second layer, and not the last.
    json fields = configOf("qwen3-235b-a22b");
    fields["decoder_sparse_step"] = 2;
    fields["mlp_only_layers"] = {93};
    const std::size_t layerExperts = std::size_t{128} * 3 * 4096 * 1536;
    EXPECT_EQ(countOf(fields).experts, 46 * layerExperts);
    // The part every token goes through is no expert, and its gate belongs to the router.
    const ParameterCount shared = countOf(configOf("qwen1.5-moe-a2.7b"));
    EXPECT_EQ(shared.part(ParameterPart::Router), std::size_t{24} * 61 * 2048);
    EXPECT_EQ(shared.part(ParameterPart::Mlp) - shared.experts, std::size_t{24} * 3 * 2048 * 5632);
}

TEST(Architecture, AModuleForOneTokenMoreIsAWholeLayerAndThreeNorms) {
    const json fields = configOf("deepseek-v3");
    ArchitectureOptions options;
    options.multiTokenModules = 1;
    const ParameterCount with = countOf(fields, options), without = countOf(fields);
    EXPECT_EQ(without.part(ParameterPart::Mtp), 0U);
    EXPECT_EQ(with.part(ParameterPart::Mtp), 11610068224U);
    EXPECT_EQ(with.total - without.total, with.part(ParameterPart::Mtp));
    EXPECT_EQ(with.part(ParameterPart::Norms), without.part(ParameterPart::Norms));
    options.multiTokenModules = 2;
    EXPECT_EQ(countOf(fields, options).part(ParameterPart::Mtp), 2 * 11610068224U);
}

TEST(Architecture, HalfPrecisionScalesCoverPartialBlocks) {
    const json fields = configOf("deepseek-v3");
    ArchitectureOptions options;
    options.multiTokenModules = 1;
    const TensorList tensors = loadArchitecture(fields.dump(), "config.json", options).tensors;
    const StoredEntries stored = deepseekStoredEntries(tensors, 128, 128, 1);
    EXPECT_EQ(stored.total, 684531386000U);
    EXPECT_EQ(stored.scales, 41540496U);
    EXPECT_EQ(stored.float8 + stored.bfloat16 + stored.float32, stored.total);
    const StoredEntries whole = deepseekStoredEntries(tensors, std::size_t{1} << 20, std::size_t{1} << 20, 1);
    std::size_t matrices = 0; // one scale for each
    for (const ListedTensor& tensor : tensors)
        if (tensor.shape.rank() == 2 &&
            (tensor.part == ParameterPart::Mlp || tensor.part == ParameterPart::AttentionQkv ||
             tensor.part == ParameterPart::AttentionOut))
            matrices += tensor.copies;
    EXPECT_EQ(whole.scales, matrices);
}

TEST(Architecture, TheClassDecidesAboutHeads) {
    using Head = ArchitectureOptions::Head;
    json bert = configOf("bert-base-uncased");
    bert["architectures"] = {"BertForMaskedLM"};
    EXPECT_EQ(countOf(bert).total, 109514298U);
    bert["architectures"] = {"BertForPreTraining"};
    EXPECT_EQ(countOf(bert).total, 110106428U);
    ArchitectureOptions options;
    options.head = Head::Pooler;
    EXPECT_EQ(countOf(bert, options).total, 109482240U); // what is asked for comes first
    options.head = Head::None;
    EXPECT_EQ(countOf(bert, options).total, 109482240U - 768 * 769);

    json distil = configOf("distilbert-base-uncased");
    distil["architectures"] = {"DistilBertForMaskedLM"};
    EXPECT_EQ(countOf(distil).total, 66985530U);
    json whisper = configOf("whisper-tiny");
    whisper["architectures"] = {"WhisperForConditionalGeneration"};
    EXPECT_EQ(countOf(whisper).total, 37184640U + 1500 * 384);
    options.encoderPositions = false;
    EXPECT_EQ(countOf(whisper, options).total, 37184640U);
    json vit = configOf("vit-b-16");
    vit["id2label"] = {{"0", "cat"}, {"1", "dog"}};
    EXPECT_EQ(countOf(vit).part(ParameterPart::Head), 2 * 769U);
    vit["architectures"] = {"ViTModel"};
    EXPECT_EQ(countOf(vit).part(ParameterPart::Head), 0U);
    EXPECT_EQ(countOf(vit).part(ParameterPart::Pooler), 768 * 769U);
    json t5 = configOf("t5-small");
    t5["architectures"] = {"T5EncoderModel"};
    EXPECT_EQ(countOf(t5).part(ParameterPart::CrossAttention), 0U);
}

TEST(Architecture, ATiedHeadCountsOnce) {
    for (const char* name : {"gpt2", "llama-2-7b", "qwen3-0.6b", "gpt-neox-20b", "bloom-560m", "mt5-small"}) {
        json fields = configOf(name);
        fields["tie_word_embeddings"] = true;
        const ParameterCount tied = countOf(fields);
        fields["tie_word_embeddings"] = false;
        const ParameterCount apart = countOf(fields);
        EXPECT_EQ(apart.total - tied.total, tied.part(ParameterPart::Embedding)) << name;
        EXPECT_EQ(apart.nonEmbedding, tied.nonEmbedding) << name;
    }
}

/// The closed formulas of the literature, on shapes drawn at random.
class ClosedFormula : public ::testing::Test {
protected:
    std::size_t draw(std::size_t from, std::size_t to) { return from + random() % (to - from + 1); }
    std::mt19937 random{3};
};

TEST_F(ClosedFormula, Gpt2AndBert) {
    for (int round = 0; round < 50; ++round) {
        const std::size_t V = draw(1, 99999), d = draw(1, 3000), P = draw(1, 4000), L = draw(1, 90),
                          ff = draw(1, 9000), T = draw(0, 3);
        EXPECT_EQ(countOf({{"model_type", "gpt2"},
                           {"vocab_size", V},
                           {"n_embd", d},
                           {"n_layer", L},
                           {"n_positions", P}})
                      .total,
                  V * d + P * d + L * (12 * d * d + 13 * d) + 2 * d);
        EXPECT_EQ(countOf({{"model_type", "bert"},
                           {"vocab_size", V},
                           {"hidden_size", d},
                           {"num_hidden_layers", L},
                           {"max_position_embeddings", P},
                           {"intermediate_size", ff},
                           {"type_vocab_size", T}})
                      .total,
                  V * d + P * d + T * d + 2 * d + L * (4 * (d * d + d) + 2 * d * ff + ff + d + 4 * d) +
                      (d * d + d));
    }
}

TEST_F(ClosedFormula, LlamaWithAndWithoutExperts) {
    for (int round = 0; round < 50; ++round) {
        const std::size_t V = draw(1, 99999), d = draw(1, 3000), L = draw(1, 90), ff = draw(1, 9000),
                          Hkv = draw(1, 8), H = Hkv * draw(1, 8), hd = draw(1, 256), E = draw(1, 64),
                          K = draw(1, E);
        json fields = {{"model_type", "llama"},      {"vocab_size", V},         {"hidden_size", d},
                       {"num_hidden_layers", L},     {"intermediate_size", ff}, {"num_attention_heads", H},
                       {"num_key_value_heads", Hkv}, {"head_dim", hd}};
        const std::size_t attention = d * (H + 2 * Hkv) * hd + H * hd * d, dense = 3 * d * ff,
                          outer = 2 * V * d + d;
        EXPECT_EQ(countOf(fields).total, outer + L * (attention + dense + 2 * d));
        fields["model_type"] = "qwen2";
        EXPECT_EQ(countOf(fields).total, outer + L * (attention + dense + 2 * d + (H + 2 * Hkv) * hd));
        fields["model_type"] = "qwen3";
        EXPECT_EQ(countOf(fields).total, outer + L * (attention + dense + 2 * d + 2 * hd));
        fields["model_type"] = "olmo2";
        EXPECT_EQ(countOf(fields).total, outer + L * (attention + dense + 2 * d + (H + Hkv) * hd));
        fields["num_local_experts"] = E;
        fields["num_experts_per_tok"] = K;
        fields["model_type"] = "mixtral";
        const ParameterCount mixtral = countOf(fields);
        EXPECT_EQ(mixtral.total, outer + L * (attention + d * E + E * dense + 2 * d));
        EXPECT_EQ(mixtral.active, outer + L * (attention + d * E + K * dense + 2 * d));
        fields["model_type"] = "gpt_oss";
        EXPECT_EQ(countOf(fields).total, outer + L * (attention + (H + 2 * Hkv) * hd + d + H + d * E + E +
                                                      E * (d * 2 * ff + 2 * ff + ff * d + d) + 2 * d));
    }
}

TEST_F(ClosedFormula, T5VitAndWhisper) {
    for (int round = 0; round < 50; ++round) {
        const std::size_t V = draw(1, 99999), d = draw(1, 2000), kv = draw(1, 128), ff = draw(1, 9000),
                          H = draw(1, 32), L = draw(1, 30), M = draw(1, 30), buckets = draw(1, 64);
        const std::size_t attention = 4 * d * H * kv + d, inner = 3 * d * ff + d;
        EXPECT_EQ(countOf({{"model_type", "t5"},
                           {"vocab_size", V},
                           {"d_model", d},
                           {"d_kv", kv},
                           {"d_ff", ff},
                           {"num_heads", H},
                           {"num_layers", L},
                           {"num_decoder_layers", M},
                           {"relative_attention_num_buckets", buckets},
                           {"feed_forward_proj", "gated-gelu"}})
                      .total,
                  V * d + 2 * buckets * H + L * (attention + inner) + M * (2 * attention + inner) + 2 * d);
        const std::size_t p = draw(1, 32), n = draw(1, 40), C = draw(1, 5000);
        EXPECT_EQ(countOf({{"model_type", "vit"},
                           {"hidden_size", d},
                           {"num_hidden_layers", L},
                           {"intermediate_size", 4 * d},
                           {"patch_size", p},
                           {"image_size", p * n},
                           {"num_labels", C}})
                      .total,
                  3 * p * p * d + d + d + (n * n + 1) * d + L * (12 * d * d + 13 * d) + 2 * d + d * C + C);
        const std::size_t m = draw(1, 200), block = 4 * d * d + 3 * d, feed = 8 * d * d + 5 * d;
        EXPECT_EQ(countOf({{"model_type", "whisper"},
                           {"vocab_size", V},
                           {"d_model", d},
                           {"num_mel_bins", m},
                           {"encoder_layers", L},
                           {"decoder_layers", M},
                           {"encoder_ffn_dim", 4 * d},
                           {"decoder_ffn_dim", 4 * d}})
                      .total,
                  3 * m * d + d + 3 * d * d + d + L * (block + feed + 4 * d) + 2 * d + V * d + 448 * d +
                      M * (2 * block + feed + 6 * d) + 2 * d);
    }
}

TEST(Architecture, PlainNetworksAndTheWidthOfLlama) {
    const std::size_t line[] = {1, 1}, digits[] = {784, 128, 10};
    EXPECT_EQ(denseNetworkParameters(line), 2U); // slope and intercept
    EXPECT_EQ(denseNetworkParameters(digits), 101770U);
    EXPECT_EQ(denseNetworkParameters({}), 0U);
    EXPECT_EQ(llamaFeedForwardWidth(4096, 256, 1), 11008U);
    EXPECT_EQ(llamaFeedForwardWidth(16384, 4096, 1.2), 53248U);
    EXPECT_EQ(llamaFeedForwardWidth(64, 4, 1), 172U);
    EXPECT_EQ(llamaFeedForwardWidth(64, 0, 1), 0U);
    EXPECT_EQ(llamaFeedForwardWidth(64, 4, -1), 0U);
}

std::string refusal(const std::string& text) {
    try {
        loadArchitecture(text, "folder/config.json");
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("folder/config.json"));
        return error.what();
    }
    return "";
}

std::string refusalWith(const char* name, const char* key, const json& value) {
    json fields = configOf(name);
    fields[key] = value;
    return refusal(fields.dump());
}

TEST(Architecture, RefusesWithTheFieldAndWhatWasExpected) {
    EXPECT_THAT(refusal("[1]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(refusal("{"), HasSubstr("not JSON"));
    EXPECT_THAT(refusal("{}"), HasSubstr("\"model_type\" is missing"));
    EXPECT_THAT(refusal(R"({"model_type": "mamba"})"),
                HasSubstr("\"mamba\" are not known; known are albert, "));
    EXPECT_THAT(refusal(R"({"model_type": 7})"), HasSubstr("\"model_type\" is 7; a text is expected"));
    EXPECT_THAT(refusalWith("llama-2-7b", "hidden_size", nullptr),
                HasSubstr("\"hidden_size\" or \"n_embd\" or \"n_embed\" or \"d_model\" is missing"));
    EXPECT_THAT(refusalWith("llama-2-7b", "hidden_size", std::uint64_t{1} << 60),
                HasSubstr("from 1 to 131072"));
    EXPECT_THAT(refusalWith("gpt2", "n_embd", -64), HasSubstr("\"n_embd\" is -64"));
    EXPECT_THAT(refusalWith("gpt2", "n_layer", 2.5), HasSubstr("\"n_layer\" is 2.5"));
    EXPECT_THAT(refusalWith("gpt2", "n_layer", 0), HasSubstr("from 1 to 1024"));
    EXPECT_THAT(refusalWith("gpt2", "vocab_size", "many"), HasSubstr("\"vocab_size\" is \"many\""));
    EXPECT_THAT(refusalWith("llama-2-7b", "num_attention_heads", 7), HasSubstr("7 heads"));
    EXPECT_THAT(refusalWith("llama-2-7b", "num_key_value_heads", 3), HasSubstr("multiple"));
    EXPECT_THAT(refusalWith("llama-2-7b", "attention_bias", 1), HasSubstr("true or false"));
    EXPECT_THAT(refusalWith("mixtral-8x22b", "num_experts_per_tok", 9), HasSubstr("9 of 8 experts"));
    EXPECT_THAT(refusalWith("mixtral-8x22b", "num_local_experts", 1 << 20), HasSubstr("num_local_experts"));
    EXPECT_THAT(refusalWith("qwen3-235b-a22b", "mlp_only_layers", "all"), HasSubstr("a list in brackets"));
    EXPECT_THAT(refusalWith("vit-b-16", "patch_size", 1000), HasSubstr("larger than the picture"));
    EXPECT_THAT(refusalWith("bert-base-uncased", "architectures", {1}), HasSubstr("a list of texts"));
    EXPECT_THAT(refusalWith("clip-vit-b-32", "text_config", 3), HasSubstr("an object in braces"));
    EXPECT_THAT(refusal(R"({"model_type": "siglip", "text_config": {}})"),
                HasSubstr("\"vision_config\" is missing"));
    EXPECT_THAT(refusalWith("falcon-40b", "num_attention_heads", 3), HasSubstr("heads"));
    EXPECT_THAT(
        refusal(R"({"embed_dim": 1024, "text": {"width": 512}, "vision": {"width": 64, "layers": [3, 4]}})"),
        HasSubstr("vision: \"layers\" is [3,4]"));
    EXPECT_THAT(refusal(std::string(5 << 20, ' ')), HasSubstr("4194304"));
}

/// All sizes at their limits, which together cannot be counted.
TEST(Architecture, RefusesMoreThanCanBeCounted) {
    json fields = configOf("mixtral-8x22b");
    for (const auto& [key, size] : std::map<std::string, std::size_t>{{"hidden_size", 1 << 17},
                                                                      {"intermediate_size", 1 << 20},
                                                                      {"num_hidden_layers", 1024},
                                                                      {"num_local_experts", 1 << 16},
                                                                      {"head_dim", 32}})
        fields[key] = size;
    EXPECT_THAT(refusal(fields.dump()), HasSubstr("more parameters than can be counted"));
}

TEST(Architecture, NoBytesMakeItDoAnythingButCountOrRefuse) {
    const auto run = [](const std::string& text) {
        return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    std::mt19937 random(7);
    for (const Sample& sample : samples)
        for (int round = 0; round < 200; ++round) {
            std::string text = sample.config;
            for (int change = 0; change < 3; ++change)
                text[random() % text.size()] =
                    static_cast<char>(round % 2 ? random() % 256 : '0' + random() % 12);
            EXPECT_EQ(run(text), 0);
        }
    EXPECT_EQ(run(std::string(1 << 19, '[')), 0);
}

} // namespace
} // namespace tokenarium
