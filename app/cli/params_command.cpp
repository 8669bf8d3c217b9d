// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli params: how many parameters a config.json describes, where they are, and tensor by tensor.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/json_lines.h"
#include "app/cli/number_options.h"
#include "engine/cost/architecture.h"

#include <algorithm>

namespace tokenarium::cli {

namespace {

constexpr std::size_t largestConfig = std::size_t{4} << 20, mostModules = 64;

std::optional<ArchitectureOptions::Head> headNamed(const std::optional<std::string>& name) {
    using Head = ArchitectureOptions::Head;
    if (!name) return std::nullopt;
    if (*name == "none") return Head::None;
    if (*name == "pooler") return Head::Pooler;
    if (*name == "mlm") return Head::MaskedLanguage;
    if (*name == "pretraining") return Head::Pretraining;
    throw CommandError(ExitCode::WrongUse,
                       "--head " + *name + ": none, pooler, mlm or pretraining is expected.");
}

std::optional<bool> yesOrNo(const Arguments& arguments, const std::string& option) {
    const auto word = arguments.value(option);
    if (!word) return std::nullopt;
    if (*word != "yes" && *word != "no")
        throw CommandError(ExitCode::WrongUse, option + " " + *word + ": yes or no is expected.");
    return *word == "yes";
}

ArchitectureOptions optionsFrom(const Arguments& arguments) {
    ArchitectureOptions options;
    options.head = headNamed(arguments.value("--head"));
    options.multiTokenModules =
        static_cast<std::size_t>(countOption(arguments, "--mtp", mostModules).value_or(0));
    options.encoderPositions = yesOrNo(arguments, "--encoder-positions");
    return options;
}

/// A pipe may go on for ever: no more is read than a configuration can have.
std::string wholeText(Input& input) {
    while (!input.complete() && input.available().size() <= largestConfig) input.readMore();
    return std::string(input.available());
}

std::vector<ParameterPart> partsOf(const ParameterCount& count) {
    std::vector<ParameterPart> parts;
    for (std::size_t i = 0; i < parameterParts; ++i)
        if (count.parts[i] > 0) parts.push_back(static_cast<ParameterPart>(i));
    return parts;
}

// JSON ---------------------------------------------------------------------------------------------------

void appendNumber(const char* name, std::size_t number, std::string& json) {
    (((json += ",\"") += name) += "\":") += std::to_string(number);
}

void appendTensor(const ListedTensor& tensor, std::string& json) {
    json += "{\"name\":";
    appendJsonString(tensor.name, json);
    (((json += ",\"part\":\"") += parameterPartName(tensor.module)) += "\",\"shape\":[");
    for (std::size_t i = 0; i < tensor.shape.rank(); ++i)
        (json += i > 0 ? "," : "") += std::to_string(tensor.shape[i]);
    json += ']';
    appendNumber("copies", tensor.copies, json);
    appendNumber("parameters", tensor.elements(), json);
    json += '}';
}

std::string jsonOf(const Architecture& architecture, const ParameterCount& count, bool withTensors) {
    std::string json = "{\"family\":";
    appendJsonString(architecture.family, json);
    appendNumber("total", count.total, json);
    json += ",\"breakdown\":{";
    const std::vector<ParameterPart> parts = partsOf(count);
    for (std::size_t i = 0; i < parts.size(); ++i)
        ((((json += i > 0 ? "," : "") += "\"") += parameterPartName(parts[i])) += "\":") +=
            std::to_string(count.part(parts[i]));
    json += '}';
    appendNumber("non_embedding", count.nonEmbedding, json);
    if (count.experts > 0) {
        appendNumber("active_all", count.active, json);
        appendNumber("active_no_lookup", count.activeWithoutLookup, json);
        appendNumber("expert_params_total", count.experts, json);
    }
    if (withTensors) {
        json += ",\"tensors\":[";
        for (std::size_t i = 0; i < architecture.tensors.size(); ++i) {
            if (i > 0) json += ",\n ";
            appendTensor(architecture.tensors[i], json);
        }
        json += ']';
    }
    return json + "}\n";
}

// For people ---------------------------------------------------------------------------------------------

std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string rightAligned(const std::string& text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + text;
}

/// "31.0 %" of the total, in tenths, rounded.
std::string share(std::size_t part, std::size_t total) {
    const auto tenths =
        static_cast<unsigned>(1000.0 * static_cast<double>(part) / static_cast<double>(total) + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

void writeTable(const std::string& name, const Architecture& architecture, const ParameterCount& count,
                Output& output) {
    constexpr std::size_t nameWidth = 34, numberWidth = 26;
    output.write(name + ": " + architecture.family + ", " + grouped(count.total) + " parameters\n\n");
    const auto line = [&](const std::string& what, std::size_t number) {
        output.write("  " + padded(what, nameWidth) + rightAligned(grouped(number), numberWidth) +
                     rightAligned(share(number, count.total), 9) + "\n");
    };
    for (const ParameterPart part : partsOf(count)) line(parameterPartName(part), count.part(part));
    output.write("\n");
    line("total", count.total);
    line("without token table and head", count.nonEmbedding);
    if (count.experts == 0) return;
    line("all experts", count.experts);
    line("at work for one token", count.active);
    line("the same without the token table", count.activeWithoutLookup);
}

void writeTensors(const TensorList& tensors, Output& output) {
    std::size_t nameWidth = 0, shapeWidth = 0;
    for (const ListedTensor& tensor : tensors) {
        nameWidth = std::max(nameWidth, tensor.name.size());
        shapeWidth = std::max(shapeWidth, tensor.shape.text().size());
    }
    output.write("\n");
    for (const ListedTensor& tensor : tensors) {
        const std::string copies = tensor.copies > 1 ? "  × " + std::to_string(tensor.copies) : "";
        output.write("  " + padded(tensor.name, nameWidth + 2) + padded(tensor.shape.text(), shapeWidth) +
                     rightAligned(grouped(tensor.elements()), 22) + copies + "\n");
    }
}

void runParams(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json", "--tensors"}, {"--head", "--mtp", "--encoder-positions"}});
    if (arguments.files().size() != 1)
        throw CommandError(ExitCode::WrongUse, "`params` takes one configuration.");
    const ArchitectureOptions options = optionsFrom(arguments);
    Input input = Input::open(arguments.files().front());
    const Architecture architecture = loadArchitecture(wholeText(input), input.name(), options);
    const ParameterCount count = countParameters(architecture.tensors);
    if (arguments.has("--json")) return output.write(jsonOf(architecture, count, arguments.has("--tensors")));
    writeTable(input.name(), architecture, count, output);
    if (arguments.has("--tensors")) writeTensors(architecture.tensors, output);
}

} // namespace

const Command paramsCommand{"params", "parameters that a config.json describes, part by part",
                            R"(tokenarium-cli params [options] CONFIG

Counts the parameters of the model that a config.json of Hugging Face's describes, tensor by tensor, without the
weights. A tied head counts once; rotary frequencies, position ids and sinusoids not at all. "-" is standard input.

  --json       {"family", "total", "breakdown": {"embedding", "attention_qkv", …}, "non_embedding"}; with experts also
               "active_all" (what works for one token), "active_no_lookup" (without the token table) and
               "expert_params_total"
  --tensors    every tensor with its shape; × tells how many experts have it. In JSON as "tensors"
  --head WHAT  encoders such as BERT: none, pooler, mlm or pretraining; otherwise "architectures" decides, else the
               bare encoder with its pooler
  --mtp N      DeepSeek: count N modules that predict one token more (0)
  --encoder-positions yes|no
               Whisper: its sinusoids as a table, as Hugging Face's class stores them; otherwise "architectures" decides
)",
                            runParams};

} // namespace tokenarium::cli
