// SPDX-License-Identifier: GPL-3.0-or-later
// Our names, their names, and the two things in which GPT-2's files differ: queries, keys and values in one
// matrix, and matrices stored as [inputs, outputs].
#include "engine/model/load_weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace tokenarium {
namespace {

/// Where a tensor of ours lies in a file.
struct Source {
    std::string name;
    std::size_t part = 0, parts = 1; ///< of the outputs: queries, keys and values may share a matrix
    bool transposed = false;
};

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

template<std::size_t N>
std::string renamed(std::string name, const Renaming (&table)[N]) {
    for (const auto& [ours, theirs] : table)
        if (const std::size_t place = name.find(ours); place != name.npos)
            return name.replace(place, ours.size(), theirs);
    return name;
}

Source gpt2Source(const std::string& name) {
    Source source{renamed(name, gpt2Names)};
    if (source.name.find(".c_attn.") != source.name.npos) {
        source.parts = 3;
        source.part = name.find(".key.") != name.npos ? 1 : name.find(".value.") != name.npos ? 2 : 0;
    }
    const bool matrix = source.name.find(".c_") != source.name.npos;
    source.transposed = matrix && name.find(".weight") != name.npos;
    return source;
}

/// Everywhere a tensor of ours may lie, in the order in which it is looked for.
std::vector<Source> sourcesOf(const ModelConfig& config, const std::string& name) {
    std::vector<Source> sources = {{name}};
    const bool gpt2 = config.positionKind == ModelConfig::Positions::Learned;
    Source theirs = gpt2 ? gpt2Source(name) : Source{renamed(name, llamaNames)};
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

Shape shapeInFile(const Source& source, const Shape& wanted) {
    const std::size_t outputs = wanted[0] * source.parts;
    if (wanted.rank() == 1) return {outputs};
    return source.transposed ? Shape{wanted[1], outputs} : Shape{outputs, wanted[1]};
}

/// The part that is wanted of the values of a file, as [outputs, inputs].
std::vector<float> arranged(const Source& source, const Shape& wanted, std::vector<float> values) {
    const std::size_t count = wanted.elements(), first = source.part * wanted[0];
    if (!source.transposed) {
        if (source.parts == 1) return values;
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(source.part * count);
        return {begin, begin + static_cast<std::ptrdiff_t>(count)};
    }
    const std::size_t inputs = wanted[1], outputs = wanted[0], stride = outputs * source.parts;
    std::vector<float> turned(count);
    for (std::size_t i = 0; i < inputs; ++i)
        for (std::size_t o = 0; o < outputs; ++o) turned[o * inputs + i] = values[i * stride + first + o];
    return turned;
}

std::vector<float> valuesOf(const Checkpoint& checkpoint, const ModelConfig& config, const std::string& name,
                            const Shape& wanted, const std::string& file) {
    const std::vector<Source> sources = sourcesOf(config, name);
    for (const Source& source : sources) {
        const StoredTensor* stored = checkpoint.find(source.name);
        if (!stored) continue;
        const Shape expected = shapeInFile(source, wanted);
        if (stored->shape != expected)
            throw std::runtime_error(file + ": the tensor \"" + source.name + "\" has the shape " +
                                     stored->shape.text() + ", but the configuration of the model asks for " +
                                     expected.text() + ".");
        std::vector<float> values(expected.elements());
        dequantize(*stored, values);
        if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
            throw std::runtime_error(file + ": the tensor \"" + source.name +
                                     "\" holds a number that is not finite; the file is damaged.");
        return arranged(source, wanted, std::move(values));
    }
    throw std::runtime_error(file + ": the tensor \"" + sources.back().name +
                             "\" is missing, which the configuration of the model asks for.");
}

} // namespace

Weights loadWeights(const Checkpoint& checkpoint, const ModelConfig& config, Backend& backend,
                    const std::string& file) {
    return makeWeights(config, [&](const std::string& name, const Shape& shape) {
        const std::vector<float> values = valuesOf(checkpoint, config, name, shape, file);
        Tensor tensor = backend.allocate(name, shape);
        backend.write(values, tensor);
        return tensor;
    });
}

} // namespace tokenarium
