// SPDX-License-Identifier: GPL-3.0-or-later
// PEFT's names follow from those under which Hugging Face stores the adapted weights.
#include "engine/train/lora_file.h"

#include "engine/file/mapped_file.h"
#include "engine/file/quoted_name.h"
#include "engine/file/replaced_file.h"
#include "engine/file/strict_json.h"
#include "engine/model/weight_sources.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

namespace tokenarium {
namespace {

using nlohmann::json;

constexpr const char* tensorFile = "adapter_model.safetensors";
constexpr const char* settingsFile = "adapter_config.json";
constexpr std::size_t highestRank = 65536;

[[noreturn]] void refuse(const std::string& file, const std::string& reason) {
    throw std::runtime_error(file + ": " + reason);
}

std::string stemOf(const std::string& weight) { return weight.substr(0, weight.rfind(".weight")); }

/// Where the adapter of a weight may lie, ours first.
std::vector<WeightSource> placesOf(const ModelConfig& config, const std::string& weight) {
    std::vector<WeightSource> places = weightSources(config, weight, Checkpoint::Format::Safetensors);
    for (WeightSource& place : places) place.name = "base_model.model." + stemOf(place.name);
    return places;
}

/// PEFT's place, but ours for a part of a matrix.
std::string placeToWrite(const ModelConfig& config, const std::string& weight) {
    const std::vector<WeightSource> places = placesOf(config, weight);
    return places[1].parts == 1 ? places[1].name : places[0].name;
}

/// "base_model.model.model.layers.3.self_attn.q_proj" → "self_attn.q_proj", as PEFT looks modules up.
std::string moduleOf(const std::string& place) {
    return place.substr(place.rfind('.', place.rfind('.') - 1) + 1);
}

std::string settingsText(const Lora& lora, const ModelConfig& config) {
    std::set<std::string> modules;
    for (const LoraMatrix& matrix : lora.matrices)
        modules.insert(moduleOf(placeToWrite(config, matrix.weight)));
    const json settings = {
        {"peft_type", "LORA"},    {"task_type", "CAUSAL_LM"},
        {"r", lora.rank},         {"lora_alpha", lora.alpha},
        {"lora_dropout", 0.0},    {"target_modules", modules},
        {"bias", "none"},         {"fan_in_fan_out", config.positionKind == ModelConfig::Positions::Learned},
        {"inference_mode", true}, {"base_model_name_or_path", nullptr}};
    return settings.dump(2) + "\n";
}

struct Settings {
    std::size_t rank = 0;
    double alpha = 0;
};

/// True, a list with something in it, or another word than the harmless one.
bool switchedOn(const json& settings, const char* key, const char* harmless = "") {
    if (!settings.contains(key)) return false;
    const json& value = settings[key];
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_string()) return value.get<std::string>() != harmless;
    return value.is_structured() ? !value.empty() : !value.is_null();
}

Settings loadSettings(const std::filesystem::path& path) {
    const std::string file = path.string();
    const MappedFile mapped(path);
    const auto bytes = mapped.bytes();
    const json settings = loadStrictJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file);
    if (settings.value("peft_type", json()) != "LORA")
        refuse(file, "\"peft_type\" is not \"LORA\"; other adapters are not read.");
    for (const char* key : {"use_dora", "use_rslora", "rank_pattern", "alpha_pattern", "modules_to_save"})
        if (switchedOn(settings, key))
            refuse(file,
                   std::string("\"") + key + "\" is set, which computes something this program does not.");
    if (switchedOn(settings, "bias", "none"))
        refuse(file, "\"bias\" is not \"none\"; adapters that train biases are not read.");
    const json rank = settings.value("r", json()), alpha = settings.value("lora_alpha", json());
    if (!rank.is_number_unsigned() || rank == 0 || rank > highestRank)
        refuse(file,
               "\"r\", the rank, must be a whole number from 1 to " + std::to_string(highestRank) + ".");
    if (!alpha.is_number() || !(alpha.get<double>() > 0) || !std::isfinite(alpha.get<double>()))
        refuse(file, "\"lora_alpha\" must be a number above 0.");
    return {rank.get<std::size_t>(), alpha.get<double>()};
}

/// Takes adapters out of a file and remembers which tensors were used.
class AdapterReader {
public:
    AdapterReader(const std::filesystem::path& path, const ModelConfig& modelConfig, Backend& operations,
                  std::size_t adapterRank)
        : file(path.string())
        , checkpoint(Checkpoint::open(path))
        , config(modelConfig)
        , backend(operations)
        , rank(adapterRank) {}

    /// Nothing where the file has no adapter for this weight.
    void read(const std::string& weight, const Shape& shape, std::vector<LoraMatrix>& matrices) {
        for (const WeightSource& place : placesOf(config, weight)) {
            const std::string nameOfA = place.name + ".lora_A.weight",
                              nameOfB = place.name + ".lora_B.weight";
            const StoredTensor *a = checkpoint->find(nameOfA), *b = checkpoint->find(nameOfB);
            if (!a && !b) continue;
            if (!a || !b)
                refuse(file, "the tensor " + inQuotes(a ? nameOfB : nameOfA) + " is missing beside " +
                                 inQuotes(a ? nameOfA : nameOfB) + ".");
            const std::string stem = stemOf(weight);
            matrices.push_back(
                {weight, tensor(stem + ".lora_A.weight", *a, {rank, shape[1]}, 0, 1),
                 tensor(stem + ".lora_B.weight", *b, {shape[0], rank}, place.part, place.parts)});
            return;
        }
    }

    void refuseUnused() const {
        for (const StoredTensor& stored : checkpoint->tensors())
            if (used.count(stored.name) == 0)
                refuse(file,
                       "the tensor " + inQuotes(stored.name) +
                           " belongs to no matrix of this model; the adapter was made for another one.");
    }

private:
    Tensor tensor(const std::string& name, const StoredTensor& stored, const Shape& shape, std::size_t part,
                  std::size_t parts) {
        const Shape expected{shape[0] * parts, shape[1]};
        if (stored.shape != expected)
            refuse(file, "the tensor " + inQuotes(stored.name) + " has the shape " + stored.shape.text() +
                             ", but model and rank ask for " + expected.text() + ".");
        std::vector<float> values(expected.elements());
        dequantize(stored, values);
        if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); }))
            refuse(file, "the tensor " + inQuotes(stored.name) +
                             " holds a number that is not finite; the file is damaged.");
        used.insert(stored.name);
        Tensor result = backend.allocate(name, shape);
        backend.write(std::span(values).subspan(part * shape.elements(), shape.elements()), result);
        return result;
    }

    std::string file;
    std::shared_ptr<const Checkpoint> checkpoint;
    const ModelConfig& config;
    Backend& backend;
    std::size_t rank;
    std::set<std::string> used;
};

} // namespace

void saveLora(const std::filesystem::path& folder, const Lora& lora, const ModelConfig& config,
              Backend& backend) {
    std::vector<std::vector<float>> values;
    std::vector<StoredTensor> stored;
    for (const LoraMatrix& matrix : lora.matrices) {
        const std::string place = placeToWrite(config, matrix.weight);
        const std::array<std::pair<const Tensor*, const char*>, 2> both = {
            {{&matrix.a, ".lora_A.weight"}, {&matrix.b, ".lora_B.weight"}}};
        for (const auto& [tensor, ending] : both) {
            values.push_back(loadValues(backend, *tensor));
            stored.push_back(
                {place + ending, DType::F32, tensor->shape, std::as_bytes(std::span(values.back()))});
        }
    }
    writeSafetensors(folder / tensorFile, stored, {{"format", "pt"}});
    const std::string settings = settingsText(lora, config);
    writeFileAtOnce(folder / settingsFile, std::as_bytes(std::span(settings)));
}

Lora loadLora(const std::filesystem::path& folder, const ModelConfig& config, Backend& backend) {
    const Settings settings = loadSettings(folder / settingsFile);
    AdapterReader reader(folder / tensorFile, config, backend, settings.rank);
    Lora lora{settings.rank, settings.alpha, {}};
    for (const AdaptableMatrix& matrix : adaptableMatrices(config))
        reader.read(matrix.weight, matrix.shape, lora.matrices);
    reader.refuseUnused();
    if (lora.matrices.empty()) refuse((folder / tensorFile).string(), "there is no adapter in it.");
    return lora;
}

} // namespace tokenarium
