// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli model: what is in a file of weights, whether it adds up, and writing it in other forms.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/load_model.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/model/model_catalog.h"
#include "engine/model/model_family.h"
#include "engine/model/parameter_list.h"
#include "engine/text/tokenizer_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace tokenarium::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* formatName(Checkpoint::Format format) {
    switch (format) {
    case Checkpoint::Format::Safetensors: return "safetensors";
    case Checkpoint::Format::Gguf: return "GGUF";
    case Checkpoint::Format::Llama2c: return "llama2.c";
    }
    return "";
}

Json sizesOf(const Shape& shape) {
    Json sizes = Json::array();
    for (std::size_t i = 0; i < shape.rank(); ++i) sizes.push_back(shape[i]);
    return sizes;
}

/// Names in a file may hold any bytes.
std::string textOf(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json jsonOf(const ModelSource& source, const ParameterComparison& comparison) {
    const ParameterCount wanted = parametersOf(source.config);
    Json tensors = Json::array();
    for (const StoredTensor& tensor : source.checkpoint->tensors())
        tensors.push_back({{"name", tensor.name},
                           {"shape", sizesOf(tensor.shape)},
                           {"dtype", dtypeName(tensor.dtype)},
                           {"bytes", tensor.bytes.size()}});
    return {{"name", source.name},
            {"file", source.file.string()},
            {"format", formatName(source.checkpoint->format())},
            {"total", comparison.inFile.total},
            {"breakdown", comparison.inFile.breakdown},
            {"expected", wanted.total},
            {"agrees", comparison.agrees()},
            {"missing", comparison.missing},
            {"unused", comparison.unused},
            {"tensors", tensors}};
}

void writeColumns(Output& output, std::string left, const std::string& middle, const std::string& right) {
    left.resize(std::max<std::size_t>(left.size() + 1, 48), ' ');
    output.write(left + middle + std::string(middle.size() < 20 ? 20 - middle.size() : 1, ' ') + right +
                 "\n");
}

void writeTable(const ModelSource& source, const ParameterComparison& comparison, Output& output) {
    output.write(source.file.string() + ": " + formatName(source.checkpoint->format()) + ", " +
                 std::to_string(source.checkpoint->tensors().size()) + " tensors\n\n");
    for (const StoredTensor& tensor : source.checkpoint->tensors())
        writeColumns(output, tensor.name, tensor.shape.text(),
                     dtypeName(tensor.dtype) + std::string("  ") + std::to_string(tensor.bytes.size()) +
                         " bytes");
    output.write("\n");
    const ParameterCount wanted = parametersOf(source.config);
    for (const auto& [purpose, expected] : wanted.breakdown) {
        const auto found = comparison.inFile.breakdown.find(purpose);
        writeColumns(output, purpose,
                     std::to_string(found == comparison.inFile.breakdown.end() ? 0 : found->second),
                     "of " + std::to_string(expected));
    }
    writeColumns(output, "parameters", std::to_string(comparison.inFile.total),
                 "of " + std::to_string(wanted.total));
    for (const std::string& name : comparison.missing)
        output.write("missing or of another shape: " + name + "\n");
    for (const std::string& name : comparison.unused) output.write("not part of the model: " + name + "\n");
}

DType typeNamed(const std::string& name, std::initializer_list<DType> allowed) {
    std::string names;
    for (const DType type : allowed) {
        if (name == dtypeName(type)) return type;
        names += (names.empty() ? "" : ", ") + std::string(dtypeName(type));
    }
    throw CommandError(ExitCode::WrongUse,
                       "--type " + name + ": not possible in this form; there are " + names + ".");
}

/// SentencePiece's scores go into GGUF only.
void dropTokenizerWithoutJson(OpenedModel& model) {
    try {
        if (model.tokenizer) createTokenizerJson(*model.tokenizer);
    } catch (const std::runtime_error& error) {
        model.tokenizerProblem = error.what();
        model.tokenizer = nullptr;
    }
}

void exportTo(const std::filesystem::path& target, const Arguments& arguments, const std::string& name) {
    const bool gguf = target.extension() == ".gguf";
    if (!gguf && target.extension() != ".safetensors")
        throw CommandError(ExitCode::WrongUse,
                           "--export " + target.string() +
                               ": a file that ends in .safetensors or .gguf was expected.");
    const std::string wanted = arguments.value("--type").value_or(gguf ? "Q8_0" : "BF16");
    const DType type = gguf ? typeNamed(wanted, {DType::Q8_0, DType::BF16, DType::F16, DType::F32})
                            : typeNamed(wanted, {DType::BF16, DType::F32, DType::F16, DType::I8});
    CpuBackend backend(1);
    OpenedModel model = loadModel(name, arguments.value("--tokenizer"), backend);
    if (!gguf) dropTokenizerWithoutJson(model);
    if (!model.tokenizer) std::cerr << "without a tokenizer: " << model.tokenizerProblem << "\n";
    try {
        (gguf ? exportGguf : exportSafetensors)(model, backend, target, type);
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

void runModel(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"}, {"--export", "--type", "--tokenizer"}});
    if (arguments.files().size() != 1 || arguments.files().front() == "-")
        throw CommandError(ExitCode::WrongUse, "one model is needed: a name or a path; see model --help.");
    const std::string name = arguments.files().front();
    if (const auto target = arguments.value("--export")) {
        exportTo(*target, arguments, name);
        return output.write(arguments.has("--json") ? textOf({{"file", *target}}) + "\n"
                                                    : *target + ": written.\n");
    }
    const ModelSource source = loadModelSource(name);
    const ParameterComparison comparison = compareParameters(*source.checkpoint, source.config);
    if (arguments.has("--json"))
        output.write(textOf(jsonOf(source, comparison)) + "\n");
    else
        writeTable(source, comparison, output);
    if (!comparison.agrees())
        throw CommandError(ExitCode::SaidNo, source.file.string() + ": " +
                                                 std::to_string(comparison.missing.size()) +
                                                 " tensors that the configuration asks for are missing.");
}

} // namespace

const Command modelCommand{"model", "what is in a file of weights; writes it in other forms",
                           R"(tokenarium-cli model NAME|FILE [--json]
tokenarium-cli model NAME|FILE --export OUT.safetensors|OUT.gguf [--type TYPE]

Lists every tensor (name, shape, number format, bytes) and compares the parameters, tensor by tensor, with what the
model's configuration asks for; the exit code is 1 where they do not agree.

  --json         {"name","file","format","total","breakdown":{…},"expected","agrees","missing","unused","tensors":[…]}
  --export FILE  safetensors (with config.json and tokenizer.json beside it) or GGUF (with the tokenizer in it), for this
                 program and others
  --type TYPE    safetensors: BF16 (unless said), F32, F16, or I8 in blocks with scales; GGUF: Q8_0 (unless said), BF16,
                 F16, F32
  --tokenizer FILE  the tokenizer to export with the model, where none comes with it
)",
                           runModel};

} // namespace tokenarium::cli
