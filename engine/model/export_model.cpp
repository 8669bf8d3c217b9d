// SPDX-License-Identifier: GPL-3.0-or-later
// The inverse of loading: our tensors turned, put together and renamed as the format wants them.
#include "engine/model/export_model.h"

#include "engine/file/replaced_file.h"
#include "engine/model/gguf_tokenizer.h"
#include "engine/model/model_family.h"
#include "engine/model/weight_sources.h"
#include "engine/text/tokenizer_json.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace tokenarium {
namespace {

/// A tensor of a file while its parts come in.
struct FileTensor {
    std::string name;
    Shape shape;
    std::vector<float> values;
};

/// Rows of queries and keys (or the numbers of their norms) for the other way of pairing: within each head
/// 0 1 2 3 becomes 0 2 1 3 towards interleaved pairs, and back.
std::vector<float> paired(const std::vector<float>& values, std::size_t rows, std::size_t headWidth,
                          RopePairs pairs) {
    const std::size_t columns = values.size() / rows, half = headWidth / 2;
    std::vector<float> turned(values.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t head = row / headWidth * headWidth, i = row % headWidth;
        const std::size_t from =
            head + (pairs == RopePairs::Interleaved ? i / 2 + i % 2 * half : i % half * 2 + i / half);
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(from * columns), columns,
                    turned.begin() + static_cast<std::ptrdiff_t>(row * columns));
    }
    return turned;
}

bool isTurnedByRope(const std::string& name) {
    return name.find(".attention.query") != name.npos || name.find(".attention.key") != name.npos;
}

void place(const WeightSource& source, const Shape& shape, const std::vector<float>& values,
           FileTensor& into) {
    const std::size_t count = shape.elements(), first = source.part * shape[0];
    if (!source.transposed) {
        std::copy(values.begin(), values.end(),
                  into.values.begin() + static_cast<std::ptrdiff_t>(source.part * count));
        return;
    }
    const std::size_t outputs = shape[0], inputs = shape[1], stride = outputs * source.parts;
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t i = 0; i < inputs; ++i) into.values[i * stride + first + o] = values[o * inputs + i];
}

/// All tensors of the model as the format has them, one after another to `write`, so that one at a time is in
/// memory as F32.
void eachFileTensor(const OpenedModel& model, Backend& backend, Checkpoint::Format format, RopePairs pairs,
                    const std::function<void(const FileTensor&)>& write) {
    const ModelConfig& config = model.config;
    const bool turn = config.positionKind == ModelConfig::Positions::Rotary && config.ropePairs != pairs;
    FileTensor current;
    std::size_t partsLeft = 0;
    Weights weights = model.weights;
    std::vector<const Tensor*> tensors;
    // Biases of queries, keys and values stand between their matrices; those of one file tensor must meet.
    for (const char* ending : {".weight", ".bias"})
        forEachTensor(weights, [&](Tensor& tensor) {
            if (tensor.name.ends_with(ending)) tensors.push_back(&tensor);
        });
    for (const Tensor* tensor : tensors) {
        const WeightSource source = weightSources(config, tensor->name, format)[1];
        std::vector<float> values = loadValues(backend, *tensor);
        if (turn && isTurnedByRope(tensor->name))
            values = paired(values, tensor->shape[0], config.headWidth, pairs);
        if (partsLeft == 0) {
            const Shape shape = shapeInFile(source, tensor->shape);
            current = {source.name, shape, std::vector<float>(shape.elements())};
            partsLeft = source.parts;
        }
        place(source, tensor->shape, values, current);
        if (--partsLeft == 0) write(current);
    }
}

bool hasBlocks(const Shape& shape) { return shape.rank() == 2 && shape[1] % blockElements(DType::Q8_0) == 0; }

std::vector<StoredTensor> storedViews(const std::vector<OwnedTensor>& tensors) {
    std::vector<StoredTensor> views;
    for (const OwnedTensor& tensor : tensors) views.push_back(tensor.stored());
    return views;
}

void writeText(const std::filesystem::path& file, const std::string& text) {
    writeFileAtOnce(file, std::as_bytes(std::span(text)));
}

using Metadata = std::map<std::string, MetadataValue>;

std::int64_t integer(std::size_t number) { return static_cast<std::int64_t>(number); }

void addSizes(const ModelConfig& config, ModelFamily family, Metadata& keys) {
    const std::string prefix = std::string(familyName(family)) + ".";
    keys[prefix + "block_count"] = integer(config.layers);
    keys[prefix + "context_length"] = integer(config.positions);
    keys[prefix + "embedding_length"] = integer(config.width);
    keys[prefix + "feed_forward_length"] = integer(config.feedForwardWidth);
    keys[prefix + "attention.head_count"] = integer(config.heads);
    keys[prefix + "vocab_size"] = integer(config.vocabularySize);
    if (family == ModelFamily::Gpt2) {
        keys[prefix + "attention.layer_norm_epsilon"] = static_cast<double>(config.normEpsilon);
        return;
    }
    keys[prefix + "attention.head_count_kv"] = integer(config.keyHeads);
    keys[prefix + "attention.key_length"] = integer(config.headWidth);
    keys[prefix + "attention.value_length"] = integer(config.headWidth);
    keys[prefix + "attention.layer_norm_rms_epsilon"] = static_cast<double>(config.normEpsilon);
    keys[prefix + "rope.dimension_count"] = integer(config.headWidth);
    keys[prefix + "rope.freq_base"] = config.ropeTheta;
    if (config.ropeScaling.kind == RopeScaling::Kind::Linear) {
        keys[prefix + "rope.scaling.type"] = std::string("linear");
        keys[prefix + "rope.scaling.factor"] = config.ropeScaling.factor;
    }
}

void addMarks(const DocumentMarks& marks, Metadata& keys) {
    if (marks.beginning) keys["tokenizer.ggml.bos_token_id"] = integer(*marks.beginning);
    if (!marks.ends.empty()) keys["tokenizer.ggml.eos_token_id"] = integer(marks.ends.front());
    keys["tokenizer.ggml.add_bos_token"] = marks.beginsTexts;
}

Metadata ggufKeys(const OpenedModel& model, ModelFamily family, DType type) {
    Metadata keys;
    if (model.tokenizer)
        keys = createGgufTokenizer(*model.tokenizer, model.config.vocabularySize);
    else
        keys["tokenizer.ggml.model"] = std::string("none");
    if (model.tokenizer) addMarks(model.marks, keys);
    keys["general.architecture"] = std::string(familyName(family));
    keys["general.name"] = model.name;
    keys["general.quantization_version"] = std::int64_t{2};
    const std::int64_t fileType = type == DType::F32    ? 0
                                  : type == DType::F16  ? 1
                                  : type == DType::Q8_0 ? 7
                                                        : 32;
    keys["general.file_type"] = fileType; // llama.cpp's number of the commonest format
    addSizes(model.config, family, keys);
    return keys;
}

/// llama.cpp wants the stretching of Llama 3 as the number by which each frequency is divided.
OwnedTensor stretchTable(const ModelConfig& config) {
    ModelConfig plain = config;
    plain.ropeScaling = {};
    const std::vector<double> before = ropeFrequencies(plain), after = ropeFrequencies(config);
    std::vector<float> divisors(before.size());
    for (std::size_t i = 0; i < divisors.size(); ++i) divisors[i] = static_cast<float>(before[i] / after[i]);
    const Shape shape{divisors.size()};
    return {"rope_freqs.weight", DType::F32, shape, quantize(divisors, shape, DType::F32)};
}

} // namespace

void exportSafetensors(const OpenedModel& model, Backend& backend, const std::filesystem::path& file,
                       DType type) {
    const std::string config = createConfigJson(model.config, model.marks);
    std::vector<OwnedTensor> tensors;
    eachFileTensor(model, backend, Checkpoint::Format::Safetensors, RopePairs::Halves,
                   [&](const FileTensor& tensor) {
                       if (type == DType::I8 && hasBlocks(tensor.shape)) {
                           const OwnedTensor blocks{tensor.name, DType::Q8_0, tensor.shape,
                                                    quantize(tensor.values, tensor.shape, DType::Q8_0)};
                           for (OwnedTensor& part : splitScaledPair(blocks.stored()))
                               tensors.push_back(std::move(part));
                           return;
                       }
                       const DType plain = type == DType::I8 ? DType::F32 : type;
                       tensors.push_back(
                           {tensor.name, plain, tensor.shape, quantize(tensor.values, tensor.shape, plain)});
                   });
    const std::filesystem::path folder = file.parent_path();
    if (model.tokenizer) writeText(folder / "tokenizer.json", createTokenizerJson(*model.tokenizer));
    writeText(folder / "config.json", config);
    writeSafetensors(file, storedViews(tensors), {{"format", "pt"}});
}

void exportGguf(const OpenedModel& model, Backend& backend, const std::filesystem::path& file, DType type) {
    const ModelFamily family = loadFamily(model.config);
    if (family == ModelFamily::Gpt2 && model.config.gelu == GeluKind::Erf)
        throw std::runtime_error(
            "llama.cpp computes GELU by the tanh formula, this model by the error function; "
            "it cannot be written to GGUF.");
    const RopePairs pairs = family == ModelFamily::Llama ? RopePairs::Interleaved : RopePairs::Halves;
    std::vector<OwnedTensor> tensors;
    eachFileTensor(model, backend, Checkpoint::Format::Gguf, pairs, [&](const FileTensor& tensor) {
        const bool matrix = tensor.shape.rank() == 2 && tensor.name != "position_embd.weight";
        DType own = matrix ? type : DType::F32;
        if (own == DType::Q8_0 && !hasBlocks(tensor.shape)) own = DType::F16;
        tensors.push_back({tensor.name, own, tensor.shape, quantize(tensor.values, tensor.shape, own)});
    });
    if (model.config.ropeScaling.kind == RopeScaling::Kind::Llama3)
        tensors.push_back(stretchTable(model.config));
    writeGguf(file, storedViews(tensors), ggufKeys(model, family, type));
}

} // namespace tokenarium
