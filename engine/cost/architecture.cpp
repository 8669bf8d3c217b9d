// SPDX-License-Identifier: GPL-3.0-or-later
// Picks the family of a configuration and refuses what cannot be a model.
#include "engine/cost/architecture.h"

#include "engine/cost/architecture_families.h"
#include "engine/file/quoted_name.h"
#include "engine/file/strict_json.h"
#include "engine/tensor/saturating.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tokenarium {
namespace {

struct Family {
    const char* type;
    void (*list)(const FamilyInput& input, TensorListBuilder& out);
};

constexpr Family families[] = {
    {"albert", listAlbert},
    {"bart", listBart},
    {"bert", listBert},
    {"bloom", listBloom},
    {"camembert", listBert},
    {"clip", listClip},
    {"cohere", listLlama},
    {"deepseek_v2", listDeepseek},
    {"deepseek_v3", listDeepseek},
    {"distilbert", listDistilBert},
    {"electra", listElectra},
    {"falcon", listFalcon},
    {"gemma", listLlama},
    {"gemma2", listLlama},
    {"gemma3", listGemma3},
    {"gemma3_text", listLlama},
    {"gpt2", listGpt2},
    {"gpt_bigcode", listBigCode},
    {"gpt_neo", listGptNeo},
    {"gpt_neox", listGptNeoX},
    {"gpt_oss", listGptOss},
    {"gptj", listGptJ},
    {"granite", listLlama},
    {"kimi_k2", listDeepseek},
    {"llama", listLlama},
    {"mbart", listBart},
    {"mistral", listLlama},
    {"mixtral", listSparse},
    {"mpnet", listBert},
    {"mpt", listMpt},
    {"mt5", listT5},
    {"olmo", listLlama},
    {"olmo2", listLlama},
    {"olmo3", listLlama},
    {"olmoe", listSparse},
    {"openai-gpt", listGpt2},
    {"opt", listOpt},
    {"phi", listPhi},
    {"phi3", listLlama},
    {"phimoe", listSparse},
    {"qwen2", listLlama},
    {"qwen2_moe", listSparse},
    {"qwen3", listLlama},
    {"qwen3_moe", listSparse},
    {"roberta", listBert},
    {"siglip", listSiglip},
    {"smollm3", listLlama},
    {"stablelm", listLlama},
    {"starcoder2", listStarCoder2},
    {"t5", listT5},
    {"umt5", listT5},
    {"vit", listVit},
    {"whisper", listWhisper},
    {"xlm-roberta", listBert},
};

bool isOpenAiClip(const JsonFields& fields) {
    return fields.has("embed_dim") && fields.has("vision") && fields.has("text");
}

[[noreturn]] void refuseType(const JsonFields& fields, const std::string& type) {
    if (type.empty()) fields.refuse("the field \"model_type\" is missing; the name of a family is expected.");
    std::string names;
    for (const std::string& name : knownArchitectures()) names += (names.empty() ? "" : ", ") + name;
    fields.refuse("models of the type " + inQuotes(type) + " are not known; known are " + names + ".");
}

} // namespace

bool FamilyInput::classEndsWith(const char* ending) const {
    const std::vector<std::string> names = fields.texts("architectures");
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.ends_with(ending); });
}

bool FamilyInput::classBegins(const char* beginning) const {
    const std::vector<std::string> names = fields.texts("architectures");
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.starts_with(beginning); });
}

Architecture loadArchitecture(std::string_view jsonText, const std::string& source,
                              const ArchitectureOptions& options) {
    constexpr JsonLimits limits{std::size_t{4} << 20, std::size_t{1} << 18, 16};
    const nlohmann::json values = loadStrictJson(jsonText, source, limits);
    const JsonFields fields(values, source);
    Architecture result;
    TensorListBuilder builder;
    result.family = fields.text("model_type", "");
    const FamilyInput input{fields, options, result.family};
    const auto family = std::find_if(std::begin(families), std::end(families),
                                     [&](const Family& one) { return one.type == result.family; });
    if (result.family.empty() && isOpenAiClip(fields)) {
        result.family = "clip";
        listOpenAiClip(input, builder);
    } else if (family == std::end(families)) {
        refuseType(fields, result.family);
    } else {
        family->list(input, builder);
    }
    result.tensors = std::move(builder.tensors);
    if (countParameters(result.tensors).total == unboundedSize)
        fields.refuse("a model of these sizes has more parameters than can be counted.");
    return result;
}

std::vector<std::string> knownArchitectures() {
    std::vector<std::string> names;
    for (const Family& family : families) names.emplace_back(family.type);
    return names;
}

std::size_t denseNetworkParameters(std::span<const std::size_t> sizes) {
    std::size_t sum = 0;
    for (std::size_t i = 1; i < sizes.size(); ++i)
        sum = saturatingSum(sum, saturatingProduct(saturatingSum(sizes[i - 1], 1), sizes[i]));
    return sum;
}

std::size_t llamaFeedForwardWidth(std::size_t width, std::size_t multipleOf, double multiplier) {
    if (multipleOf == 0 || !(multiplier > 0)) return 0;
    const std::size_t twoThirds = saturatingProduct(2, saturatingProduct(4, width)) / 3;
    const double scaled = std::floor(multiplier * static_cast<double>(twoThirds));
    if (scaled > 0x1p62) return unboundedSize;
    const auto whole = static_cast<std::size_t>(scaled);
    const std::size_t multiples = whole / multipleOf + (whole % multipleOf != 0 ? 1 : 0);
    return saturatingProduct(multiples, multipleOf);
}

} // namespace tokenarium
