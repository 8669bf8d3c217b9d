// SPDX-License-Identifier: GPL-3.0-or-later
// Reading llama2.c's .bin.
#include "engine/tensor/llama2c.h"

#include "engine/tensor/saturating.h"

#include <cstdlib>
#include <cstring>

namespace tokenarium {

namespace {

struct Header {
    std::int32_t width, hidden, layers, heads, keyHeads, signedVocabulary, positions;
};
static_assert(sizeof(Header) == 28);

constexpr std::int32_t largest = 1 << 24, mostLayers = 1024;

bool isPlausible(const Header& header) {
    for (const std::int32_t size :
         {header.width, header.hidden, header.layers, header.heads, header.keyHeads, header.positions})
        if (size < 1 || size > largest) return false;
    return header.signedVocabulary != 0 && header.signedVocabulary >= -largest &&
           header.signedVocabulary <= largest && header.layers <= mostLayers;
}

Header headerOf(std::span<const std::byte> bytes) {
    Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

/// One tensor after another, in the order of the file; layers are the slowest dimension of each kind.
struct Plan {
    std::string name;
    std::vector<std::size_t> shape;
};

struct Sizes {
    explicit Sizes(const Header& header)
        : width(static_cast<std::size_t>(header.width))
        , hidden(static_cast<std::size_t>(header.hidden))
        , layers(static_cast<std::size_t>(header.layers))
        , vocabulary(static_cast<std::size_t>(std::abs(header.signedVocabulary)))
        , positions(static_cast<std::size_t>(header.positions))
        , headWidth(static_cast<std::size_t>(header.width / header.heads))
        , keyWidth(headWidth * static_cast<std::size_t>(header.keyHeads))
        , ownHead(header.signedVocabulary < 0) {}
    std::size_t width, hidden, layers, vocabulary, positions, headWidth, keyWidth;
    bool ownHead; ///< the last matrix is not the embedding
};

/// The tensors before the tables of RoPE.
std::vector<Plan> planOf(const Sizes& sizes) {
    const Plan kinds[] = {
        {"input_layernorm", {sizes.width}},
        {"self_attn.q_proj", {sizes.width, sizes.width}},
        {"self_attn.k_proj", {sizes.keyWidth, sizes.width}},
        {"self_attn.v_proj", {sizes.keyWidth, sizes.width}},
        {"self_attn.o_proj", {sizes.width, sizes.width}},
        {"post_attention_layernorm", {sizes.width}},
        {"mlp.gate_proj", {sizes.hidden, sizes.width}},
        {"mlp.down_proj", {sizes.width, sizes.hidden}},
        {"mlp.up_proj", {sizes.hidden, sizes.width}},
    };
    std::vector<Plan> plan{{"model.embed_tokens.weight", {sizes.vocabulary, sizes.width}}};
    for (const Plan& kind : kinds)
        for (std::size_t layer = 0; layer < sizes.layers; ++layer)
            plan.push_back(
                {"model.layers." + std::to_string(layer) + "." + kind.name + ".weight", kind.shape});
    plan.push_back({"model.norm.weight", {sizes.width}});
    return plan;
}

std::size_t plannedBytes(const std::vector<Plan>& plan, const std::string& file) {
    std::size_t bytes = 0;
    for (const Plan& one : plan)
        bytes = saturatingSum(bytes, checkedBytes(file, one.name, one.shape, DType::F32));
    return bytes;
}

std::map<std::string, MetadataValue> metadataOf(const Header& header, const Sizes& sizes) {
    return {{"dim", std::int64_t{header.width}},
            {"hidden_dim", std::int64_t{header.hidden}},
            {"n_layers", std::int64_t{header.layers}},
            {"n_heads", std::int64_t{header.heads}},
            {"n_kv_heads", std::int64_t{header.keyHeads}},
            {"vocab_size", static_cast<std::int64_t>(sizes.vocabulary)},
            {"max_seq_len", std::int64_t{header.positions}},
            {"shared_classifier", !sizes.ownHead}};
}

void checkHeads(const Header& header, const std::string& file) {
    if (header.width % header.heads != 0)
        refuse(file, "the width " + std::to_string(header.width) + " cannot be divided among " +
                         std::to_string(header.heads) + " heads");
    if (header.heads % header.keyHeads != 0)
        refuse(file, std::to_string(header.heads) + " heads cannot share " + std::to_string(header.keyHeads) +
                         " key heads evenly");
}

class Taker {
public:
    explicit Taker(std::span<const std::byte> weights) : left(weights) {}
    StoredTensor take(const Plan& plan) {
        const Shape shape(plan.shape);
        const std::size_t size = storageBytes(shape, DType::F32);
        StoredTensor tensor{plan.name, DType::F32, shape, left.first(size)};
        left = left.subspan(size);
        return tensor;
    }
    void skip(std::size_t bytes) { left = left.subspan(bytes); }

private:
    std::span<const std::byte> left;
};

} // namespace

bool looksLikeLlama2c(std::span<const std::byte> bytes) {
    return bytes.size() >= sizeof(Header) && isPlausible(headerOf(bytes));
}

CheckpointContents loadLlama2c(std::span<const std::byte> bytes, const std::string& file) {
    if (!looksLikeLlama2c(bytes)) refuse(file, "is no model of llama2.c");
    const Header header = headerOf(bytes);
    checkHeads(header, file);
    const Sizes sizes(header);
    const auto plan = planOf(sizes);
    const Plan head{"lm_head.weight", {sizes.vocabulary, sizes.width}};
    const std::size_t tables = saturatingProduct(sizes.positions, sizes.headWidth / 2 * 2) * sizeof(float);
    const std::size_t ownHead = sizes.ownHead ? plannedBytes({head}, file) : 0;
    const std::size_t least = saturatingSum(plannedBytes(plan, file), ownHead);
    const std::size_t weights = bytes.size() - sizeof header;
    if (weights != least && weights != saturatingSum(least, tables))
        refuse(file, "a llama2.c model of these sizes has " +
                         std::to_string(saturatingSum(least, sizeof header)) + " bytes (" +
                         std::to_string(tables) + " more with tables for positions), this file has " +
                         std::to_string(bytes.size()) + ": cut off, or no llama2.c model");
    CheckpointContents contents{Checkpoint::Format::Llama2c, {}, metadataOf(header, sizes)};
    Taker taker(bytes.subspan(sizeof header));
    for (const Plan& one : plan) contents.tensors.push_back(taker.take(one));
    taker.skip(weights - least);
    if (sizes.ownHead) contents.tensors.push_back(taker.take(head));
    return contents;
}

} // namespace tokenarium
