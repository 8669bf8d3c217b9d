// SPDX-License-Identifier: GPL-3.0-or-later
// BERT and its relatives, tensor by tensor ("bert-model-total" of the facts).
#include "engine/cost/architecture_families.h"
#include "engine/cost/config_limits.h"

#include <algorithm>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Head = ArchitectureOptions::Head;

struct Sizes {
    std::size_t layers, width, feedForward, vocabulary, positions, segments, tableWidth;
};

Sizes readSizes(const JsonFields& fields, std::size_t segments) {
    Sizes sizes{};
    sizes.layers = fields.count({"num_hidden_layers", "n_layers"}, mostLayers);
    sizes.width = fields.count({"hidden_size", "dim"}, mostWidth);
    sizes.feedForward = fields.count({"intermediate_size", "hidden_dim"}, mostFeedForward);
    sizes.vocabulary = fields.count("vocab_size", mostVocabulary);
    sizes.positions = fields.count("max_position_embeddings", mostPositions, 512);
    sizes.segments =
        fields.has("type_vocab_size") ? fields.countOrNone("type_vocab_size", mostVocabulary) : segments;
    sizes.tableWidth = sizes.width;
    return sizes;
}

/// The classes that Hugging Face names after their task; a bare encoder is the default.
Head headOf(const FamilyInput& input, Head bare) {
    if (input.options.head) return *input.options.head;
    if (input.classEndsWith("ForMaskedLM")) return Head::MaskedLanguage;
    if (input.classEndsWith("ForPreTraining")) return Head::Pretraining;
    return bare;
}

void listEmbeddings(const std::string& name, const Sizes& sizes, TensorListBuilder& out) {
    out.tokenTable(name + "word_embeddings", sizes.vocabulary, sizes.tableWidth);
    out.add(Part::Position, name + "position_embeddings.weight", {sizes.positions, sizes.tableWidth});
    if (sizes.segments > 0)
        out.add(Part::Embedding, name + "token_type_embeddings.weight", {sizes.segments, sizes.tableWidth});
    out.norm(name + "LayerNorm", sizes.tableWidth, true);
}

/// Names of the parts of one layer, which every author chose anew.
struct LayerNames {
    const char *query, *key, *value, *output, *attentionNorm, *inner, *outer, *outputNorm;
};

constexpr LayerNames bertNames = {
    "attention.self.query",       "attention.self.key", "attention.self.value", "attention.output.dense",
    "attention.output.LayerNorm", "intermediate.dense", "output.dense",         "output.LayerNorm"};
constexpr LayerNames mpnetNames = {"attention.attn.q", "attention.attn.k",    "attention.attn.v",
                                   "attention.attn.o", "attention.LayerNorm", "intermediate.dense",
                                   "output.dense",     "output.LayerNorm"};
constexpr LayerNames distilNames = {"attention.q_lin",   "attention.k_lin",  "attention.v_lin",
                                    "attention.out_lin", "sa_layer_norm",    "ffn.lin1",
                                    "ffn.lin2",          "output_layer_norm"};
constexpr LayerNames albertNames = {"attention.query", "attention.key",        "attention.value",
                                    "attention.dense", "attention.LayerNorm",  "ffn",
                                    "ffn_output",      "full_layer_layer_norm"};

void listLayer(const std::string& name, const LayerNames& names, const Sizes& sizes, TensorListBuilder& out) {
    for (const char* projection : {names.query, names.key, names.value})
        out.linear(Part::AttentionQkv, name + projection, sizes.width, sizes.width, true);
    out.linear(Part::AttentionOut, name + names.output, sizes.width, sizes.width, true);
    out.norm(name + names.attentionNorm, sizes.width, true);
    out.linear(Part::Mlp, name + names.inner, sizes.feedForward, sizes.width, true);
    out.linear(Part::Mlp, name + names.outer, sizes.width, sizes.feedForward, true);
    out.norm(name + names.outputNorm, sizes.width, true);
}

/// Transform, norm, and a bias for every word; the matrix to the words is the token table unless untied. All
/// of it counts as head, the norm too.
void listMaskedHead(const std::string& name, const FamilyInput& input, const Sizes& sizes,
                    TensorListBuilder& out) {
    out.linear(Part::Head, name + "dense", sizes.tableWidth, sizes.width, true);
    out.add(Part::Head, name + "LayerNorm.weight", {sizes.tableWidth});
    out.add(Part::Head, name + "LayerNorm.bias", {sizes.tableWidth});
    out.add(Part::Head, name + "bias", {sizes.vocabulary});
    if (!input.fields.flag("tie_word_embeddings", true))
        out.languageHead(name + "decoder", sizes.vocabulary, sizes.tableWidth);
}

void listSentenceOrder(const char* name, std::size_t width, TensorListBuilder& out) {
    out.linear(Part::Head, name, 2, width, true);
}

} // namespace

void listBert(const FamilyInput& input, TensorListBuilder& out) {
    const bool bert = input.type == "bert", mpnet = input.type == "mpnet";
    Sizes sizes = readSizes(input.fields, mpnet ? 0 : 2);
    if (mpnet) sizes.segments = 0;
    const Head head = headOf(input, Head::Pooler);
    const std::string model = bert ? "bert." : mpnet ? "mpnet." : "roberta.";
    listEmbeddings(model + "embeddings.", sizes, out);
    if (mpnet)
        out.add(Part::AttentionOther, model + "encoder.relative_attention_bias.weight",
                {input.fields.count("relative_attention_num_buckets", mostPositions, 32),
                 input.fields.count("num_attention_heads", mostHeads)});
    for (std::size_t layer = 0; layer < sizes.layers; ++layer)
        listLayer(model + "encoder.layer." + std::to_string(layer) + ".", mpnet ? mpnetNames : bertNames,
                  sizes, out);
    if (head == Head::Pooler || head == Head::Pretraining)
        out.linear(Part::Pooler, model + "pooler.dense", sizes.width, sizes.width, true);
    if (head == Head::MaskedLanguage || head == Head::Pretraining)
        listMaskedHead(bert ? "cls.predictions." : "lm_head.", input, sizes, out);
    if (head == Head::Pretraining) listSentenceOrder("cls.seq_relationship", sizes.width, out);
}

/// No segments, no pooler.
void listDistilBert(const FamilyInput& input, TensorListBuilder& out) {
    const Sizes sizes = readSizes(input.fields, 0);
    listEmbeddings("distilbert.embeddings.", sizes, out);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer)
        listLayer("distilbert.transformer.layer." + std::to_string(layer) + ".", distilNames, sizes, out);
    const Head head = headOf(input, Head::None);
    if (head == Head::MaskedLanguage || head == Head::Pretraining)
        listMaskedHead("vocab_", input, sizes, out);
}

/// The token table may be narrower than the layers. Its discriminator says of each token whether it was
/// replaced; its generator guesses masked words.
void listElectra(const FamilyInput& input, TensorListBuilder& out) {
    Sizes sizes = readSizes(input.fields, 2);
    sizes.tableWidth = input.fields.count("embedding_size", mostWidth, 128);
    listEmbeddings("electra.embeddings.", sizes, out);
    if (sizes.tableWidth != sizes.width)
        out.linear(Part::Other, "electra.embeddings_project", sizes.width, sizes.tableWidth, true);
    for (std::size_t layer = 0; layer < sizes.layers; ++layer)
        listLayer("electra.encoder.layer." + std::to_string(layer) + ".", bertNames, sizes, out);
    const Head head = headOf(input, Head::None);
    if (head == Head::MaskedLanguage) listMaskedHead("generator_", input, sizes, out);
    if (head != Head::Pretraining) return;
    out.linear(Part::Head, "discriminator_predictions.dense", sizes.width, sizes.width, true);
    out.linear(Part::Head, "discriminator_predictions.dense_prediction", 1, sizes.width, true);
}

/// All layers of a group are the same tensors, so they count once.
void listAlbert(const FamilyInput& input, TensorListBuilder& out) {
    Sizes sizes = readSizes(input.fields, 2);
    sizes.tableWidth = input.fields.count("embedding_size", mostWidth, 128);
    const std::size_t groups = input.fields.count("num_hidden_groups", mostLayers, 1);
    const std::size_t inner = input.fields.count("inner_group_num", 16, 1);
    const Head head = headOf(input, Head::Pooler);
    listEmbeddings("albert.embeddings.", sizes, out);
    out.linear(Part::Other, "albert.encoder.embedding_hidden_mapping_in", sizes.width, sizes.tableWidth,
               true);
    for (std::size_t group = 0; group < groups; ++group)
        for (std::size_t layer = 0; layer < inner; ++layer)
            listLayer("albert.encoder.albert_layer_groups." + std::to_string(group) + ".albert_layers." +
                          std::to_string(layer) + ".",
                      albertNames, sizes, out);
    if (head == Head::Pooler || head == Head::Pretraining)
        out.linear(Part::Pooler, "albert.pooler", sizes.width, sizes.width, true);
    if (head == Head::MaskedLanguage || head == Head::Pretraining)
        listMaskedHead("predictions.", input, sizes, out);
    if (head == Head::Pretraining) listSentenceOrder("sop_classifier.classifier", sizes.width, out);
}

} // namespace tokenarium
