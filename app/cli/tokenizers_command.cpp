// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli tokenizers: every tokenizer the program knows, and how to get those that are not there.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"

#include <algorithm>

namespace tokenarium::cli {

namespace {

void appendMember(const char* name, const std::string& value, std::string& json) {
    ((json += ",\"") += name) += "\":";
    appendJsonString(value, json);
}

void appendInfo(const TokenizerInfo& info, std::string& json) {
    json += "{\"name\":";
    appendJsonString(info.name, json);
    appendMember("title", info.title, json);
    appendMember("family", info.algorithm, json);
    (json += ",\"size\":") += info.size ? std::to_string(info.size) : "null";
    appendMember("source", info.source, json);
    appendMember("licence", info.licence, json);
    json += info.present ? ",\"present\":true" : ",\"present\":false";
    if (!info.present) {
        appendMember("missing", info.missing, json);
        appendMember("get", howToGet(info), json);
    }
    json += '}';
}

std::string jsonOf(const std::vector<TokenizerInfo>& infos) {
    std::string json = "[";
    for (std::size_t i = 0; i < infos.size(); ++i) {
        if (i > 0) json += ",\n ";
        appendInfo(infos[i], json);
    }
    return json += "]\n";
}

void writeTable(const std::vector<TokenizerInfo>& infos, Output& output) {
    std::size_t nameWidth = 0, familyWidth = 0;
    for (const TokenizerInfo& info : infos) {
        nameWidth = std::max(nameWidth, info.name.size());
        familyWidth = std::max(familyWidth, info.algorithm.size());
    }
    const auto padded = [](std::string text, std::size_t width) {
        text.resize(std::max(width, text.size()), ' ');
        return text + "  ";
    };
    for (const TokenizerInfo& info : infos) {
        const std::string size = info.size ? std::to_string(info.size) : "";
        output.write(padded(info.name, nameWidth) + padded(info.algorithm, familyWidth) +
                     std::string(8 - std::min<std::size_t>(8, size.size()), ' ') + size + "  " +
                     (info.present ? "present  " : "missing  ") + info.title + "\n");
        const std::string indent(nameWidth + 2, ' ');
        if (!info.source.empty()) output.write(indent + info.source + " (" + info.licence + ")\n");
        if (!info.present) output.write(indent + "to get it: " + howToGet(info) + "\n");
    }
}

void runTokenizers(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"}, {}});
    if (arguments.files() != std::vector<std::string>{"-"})
        throw CommandError(ExitCode::WrongUse, arguments.files().front() + ": `tokenizers` takes no file.");
    const TokenizerCatalog catalog = installedTokenizers();
    if (arguments.has("--json"))
        output.write(jsonOf(catalog.all()));
    else
        writeTable(catalog.all(), output);
}

} // namespace

const Command tokenizersCommand{"tokenizers", "every known tokenizer, and how to get what is missing",
                                R"(tokenarium-cli tokenizers [--json]

Lists the tokenizers: name, family, number of ids, whether the vocabulary is present, source and licence, and how to
get what is missing.

  --json  [{"name","title","family","size","source","licence","present"}, …], with "missing" and "get" where a
          vocabulary is not present; "size" is null where it is known only after loading
)",
                                runTokenizers};

} // namespace tokenarium::cli
