// SPDX-License-Identifier: GPL-3.0-or-later
// What a tensor is for stands in its name.
#include "engine/model/parameter_list.h"

#include "engine/model/weight_sources.h"
#include "engine/model/weights.h"

#include <set>

namespace tokenarium {
namespace {

const char* purposeOf(const std::string& name) {
    const auto has = [&name](const char* part) { return name.find(part) != name.npos; };
    if (has("norm")) return "norms";
    if (has("embed.tokens")) return "embedding";
    if (has("embed.positions")) return "position";
    if (has("feedforward")) return "mlp";
    if (has("attention.output")) return "attention_out";
    return has("attention") ? "attention_qkv" : "head";
}

void count(ParameterCount& into, const std::string& name, const Shape& shape) {
    into.total += shape.elements();
    into.breakdown[purposeOf(name)] += shape.elements();
}

template<typename Take>
void eachTensor(const ModelConfig& config, const Take& take) {
    makeWeights(config, [&](const std::string& name, const Shape& shape) {
        take(name, shape);
        Tensor unread;
        unread.name = name;
        unread.shape = shape;
        return unread;
    });
}

} // namespace

ParameterCount parametersOf(const ModelConfig& config) {
    ParameterCount parameters;
    eachTensor(config, [&](const std::string& name, const Shape& shape) { count(parameters, name, shape); });
    return parameters;
}

ParameterComparison compareParameters(const Checkpoint& checkpoint, const ModelConfig& config) {
    ParameterComparison comparison;
    std::set<std::string> used;
    eachTensor(config, [&](const std::string& name, const Shape& shape) {
        for (const WeightSource& source : weightSources(config, name, checkpoint.format())) {
            const StoredTensor* stored = checkpoint.find(source.name);
            if (!stored) continue;
            used.insert(source.name);
            if (stored->dtype == DType::I8) used.insert(source.name + ".scale");
            if (stored->shape != shapeInFile(source, shape)) break;
            return count(comparison.inFile, name, shape);
        }
        comparison.missing.push_back(name);
    });
    for (const StoredTensor& tensor : checkpoint.tensors())
        if (!used.contains(tensor.name)) comparison.unused.push_back(tensor.name);
    return comparison;
}

} // namespace tokenarium
