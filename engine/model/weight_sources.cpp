// SPDX-License-Identifier: GPL-3.0-or-later
// Our names beside those of Hugging Face and of llama.cpp, one table a family.
#include "engine/model/weight_sources.h"

#include <array>
#include <string_view>

namespace tokenarium {
namespace {

using Renaming = std::array<std::string_view, 2>;

constexpr Renaming llamaNames[] = {{"embed.tokens", "embed_tokens"},
                                   {"final.norm", "norm"},
                                   {"attention.query.norm", "self_attn.q_norm"},
                                   {"attention.key.norm", "self_attn.k_norm"},
                                   {"attention.norm", "input_layernorm"},
                                   {"attention.query", "self_attn.q_proj"},
                                   {"attention.key", "self_attn.k_proj"},
                                   {"attention.value", "self_attn.v_proj"},
                                   {"attention.output", "self_attn.o_proj"},
                                   {"feedforward.norm", "post_attention_layernorm"},
                                   {"feedforward.gate", "mlp.gate_proj"},
                                   {"feedforward.up", "mlp.up_proj"},
                                   {"feedforward.down", "mlp.down_proj"}};
constexpr Renaming gpt2Names[] = {{"embed.tokens", "wte"},
                                  {"embed.positions", "wpe"},
                                  {"final.norm", "ln_f"},
                                  {"attention.norm", "ln_1"},
                                  {"attention.query", "attn.c_attn"},
                                  {"attention.key", "attn.c_attn"},
                                  {"attention.value", "attn.c_attn"},
                                  {"attention.output", "attn.c_proj"},
                                  {"feedforward.norm", "ln_2"},
                                  {"feedforward.up", "mlp.c_fc"},
                                  {"feedforward.down", "mlp.c_proj"}};
constexpr Renaming ggufNames[] = {{"embed.tokens", "token_embd"},
                                  {"embed.positions", "position_embd"},
                                  {"final.norm", "output_norm"},
                                  {"attention.query.norm", "attn_q_norm"},
                                  {"attention.key.norm", "attn_k_norm"},
                                  {"attention.norm", "attn_norm"},
                                  {"attention.query", "attn_q"},
                                  {"attention.key", "attn_k"},
                                  {"attention.value", "attn_v"},
                                  {"attention.output", "attn_output"},
                                  {"feedforward.norm", "ffn_norm"},
                                  {"feedforward.gate", "ffn_gate"},
                                  {"feedforward.up", "ffn_up"},
                                  {"feedforward.down", "ffn_down"},
                                  {"head.", "output."}};

template<std::size_t N>
std::string renamed(std::string name, const Renaming (&table)[N]) {
    for (const auto& [ours, theirs] : table)
        if (const std::size_t place = name.find(ours); place != name.npos)
            return name.replace(place, ours.size(), theirs);
    return name;
}

bool isGpt2(const ModelConfig& config) { return config.positionKind == ModelConfig::Positions::Learned; }

/// Which third of a matrix for queries, keys and values.
std::size_t thirdOf(const std::string& name) {
    return name.find(".key.") != name.npos ? 1 : name.find(".value.") != name.npos ? 2 : 0;
}

WeightSource gpt2Source(const std::string& name) {
    WeightSource source{renamed(name, gpt2Names)};
    if (source.name.find(".c_attn.") != source.name.npos) {
        source.parts = 3;
        source.part = thirdOf(name);
    }
    const bool matrix = source.name.find(".c_") != source.name.npos;
    source.transposed = matrix && name.find(".weight") != name.npos;
    return source;
}

WeightSource ggufSource(const ModelConfig& config, const std::string& name) {
    WeightSource source{renamed(name, ggufNames)};
    if (source.name.rfind("block.", 0) == 0) source.name.replace(0, 6, "blk.");
    for (const std::string_view own : {".attn_q.", ".attn_k.", ".attn_v."})
        if (const std::size_t place = source.name.find(own); isGpt2(config) && place != source.name.npos) {
            source.name.replace(place, own.size(), ".attn_qkv.");
            source.parts = 3;
            source.part = thirdOf(name);
        }
    return source;
}

} // namespace

std::vector<WeightSource> weightSources(const ModelConfig& config, const std::string& name,
                                        Checkpoint::Format format) {
    std::vector<WeightSource> sources = {{name}};
    if (format == Checkpoint::Format::Gguf) {
        sources.push_back(ggufSource(config, name));
        return sources;
    }
    const bool gpt2 = isGpt2(config);
    WeightSource theirs = gpt2 ? gpt2Source(name) : WeightSource{renamed(name, llamaNames)};
    if (name == "head.weight") {
        theirs.name = "lm_head.weight";
        sources.push_back(theirs);
        return sources;
    }
    if (theirs.name.rfind("block.", 0) == 0) theirs.name.replace(0, 6, gpt2 ? "h." : "layers.");
    const std::string plain = theirs.name;
    theirs.name = (gpt2 ? "transformer." : "model.") + plain;
    sources.push_back(theirs);
    theirs.name = plain;
    sources.push_back(theirs);
    return sources;
}

Shape shapeInFile(const WeightSource& source, const Shape& wanted) {
    const std::size_t outputs = wanted[0] * source.parts;
    if (wanted.rank() == 1) return {outputs};
    return source.transposed ? Shape{wanted[1], outputs} : Shape{outputs, wanted[1]};
}

} // namespace tokenarium
