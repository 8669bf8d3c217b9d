// SPDX-License-Identifier: GPL-3.0-or-later
// The families of models, each a function from configuration to tensors; architecture.cpp picks one.
#pragma once

#include "engine/cost/architecture.h"
#include "engine/cost/tensor_list_builder.h"
#include "engine/file/json_fields.h"

#include <string>

namespace tokenarium {

/// One configuration that is being turned into tensors.
struct FamilyInput {
    const JsonFields& fields;
    const ArchitectureOptions& options;
    std::string type; ///< "model_type"

    /// Does "architectures" name a class that ends, or begins, like this?
    bool classEndsWith(const char* ending) const;
    bool classBegins(const char* beginning) const;
    bool hasClass() const { return !fields.texts("architectures").empty(); }
};

// GPT-2 and its relatives: learned positions or none, LayerNorm, a feed-forward part of two matrices.
void listGpt2(const FamilyInput& input, TensorListBuilder& out); ///< gpt2, openai-gpt
void listBigCode(const FamilyInput& input, TensorListBuilder& out);
void listGptNeo(const FamilyInput& input, TensorListBuilder& out);
void listGptJ(const FamilyInput& input, TensorListBuilder& out);
void listGptNeoX(const FamilyInput& input, TensorListBuilder& out);
void listOpt(const FamilyInput& input, TensorListBuilder& out);
void listBloom(const FamilyInput& input, TensorListBuilder& out);
void listFalcon(const FamilyInput& input, TensorListBuilder& out);
void listMpt(const FamilyInput& input, TensorListBuilder& out);
void listPhi(const FamilyInput& input, TensorListBuilder& out); ///< phi 1 to 2
void listStarCoder2(const FamilyInput& input, TensorListBuilder& out);

// Llama and its relatives: rotary positions, a gated feed-forward part, perhaps experts.
void listLlama(const FamilyInput& input, TensorListBuilder& out); ///< dense ones, from llama to gemma3_text
void listSparse(const FamilyInput& input,
                TensorListBuilder& out); ///< mixtral, qwen2_moe, qwen3_moe, olmoe, phimoe
void listGptOss(const FamilyInput& input, TensorListBuilder& out);
void listDeepseek(const FamilyInput& input, TensorListBuilder& out); ///< deepseek_v2, deepseek_v3, kimi_k2

// Encoders of text.
void listBert(const FamilyInput& input,
              TensorListBuilder& out); ///< bert, roberta, xlm-roberta, camembert, mpnet
void listDistilBert(const FamilyInput& input, TensorListBuilder& out);
void listElectra(const FamilyInput& input, TensorListBuilder& out);
void listAlbert(const FamilyInput& input, TensorListBuilder& out);

// Encoder and decoder.
void listT5(const FamilyInput& input, TensorListBuilder& out);   ///< t5, mt5, umt5
void listBart(const FamilyInput& input, TensorListBuilder& out); ///< bart, mbart
void listWhisper(const FamilyInput& input, TensorListBuilder& out);

// Pictures.
void listVit(const FamilyInput& input, TensorListBuilder& out);
void listClip(const FamilyInput& input, TensorListBuilder& out);
void listOpenAiClip(const FamilyInput& input, TensorListBuilder& out); ///< {embed_dim, vision, text}
void listSiglip(const FamilyInput& input, TensorListBuilder& out);
void listGemma3(const FamilyInput& input, TensorListBuilder& out); ///< with its image encoder

} // namespace tokenarium
