// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli tokens: counts and lists the tokens of files of any kind.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/file_bytes.h"
#include "engine/prompt/prompt_file.h"
#include "engine/text/count_tokens.h"
#include "engine/text/text_encoding.h"
#include "engine/view/part_token_list.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstring>
#include <iterator>

namespace tokenarium::cli {

namespace {

using nlohmann::json;

/// What was found out about one file.
struct FileTokens {
    std::string file, rule, version;
    PartSummary summary;
    std::size_t tokens = 0;
    json allRules = json::array();
    std::string text; ///< of a text that is to be listed, with its tokens
    TokenStream stream;
};

struct Wishes {
    std::string tokenizer, rule;
    bool tokenizerSaid = false; ///< else prompts have their own
    bool everyRule = false, list = false;
    std::optional<Modality> modality;
};

void readText(std::span<const std::byte> bytes, const Wishes& wishes, FileTokens& result) {
    const DecodedText decoded = decodeText({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (decoded.looksBinary)
        result.summary.remarks.push_back("This does not look like text; it was counted as " +
                                         decoded.encoding + ".");
    const TokenizerCatalog catalog = installedTokenizers();
    const auto tokenizer = loadTokenizer(catalog, wishes.tokenizer);
    result.rule = wishes.tokenizer;
    const TokenStream stream = encode(*tokenizer, decoded.text);
    result.tokens = stream.tokens.size();
    if (!wishes.list) return;
    result.text = decoded.text;
    result.stream = stream;
}

const PartRule& chosenRule(Modality modality, const std::string& wanted, const std::string& file) {
    const std::string id = wanted.empty() ? defaultPartRule(modality) : wanted;
    for (const PartRule& rule : partRules(modality))
        if (rule.id == id) return rule;
    throw CommandError(ExitCode::WrongUse, "--rule " + id + ": there is no such rule for a " +
                                               modalityName(modality) + " (" + file +
                                               "); --every-rule lists those there are.");
}

void readPart(std::span<const std::byte> bytes, const Wishes& wishes, FileTokens& result) {
    const Modality modality = result.summary.modality;
    const PartRule& rule = chosenRule(modality, wishes.rule, result.file);
    result.summary = *summarizePart(modality, bytes, result.file);
    result.rule = rule.id;
    result.version = rule.version;
    result.tokens = countPartTokens(result.summary, rule.id).value_or(0);
    if (wishes.everyRule)
        for (const PartRule& each : partRules(modality)) {
            json one = {
                {"rule", each.id}, {"name", each.name}, {"version", each.version}, {"source", each.source}};
            try {
                one["tokens"] = countPartTokens(result.summary, each.id).value_or(0);
            } catch (const std::runtime_error& error) {
                one["refused"] = error.what();
            }
            result.allRules.push_back(std::move(one));
        }
}

/// One by one, so that no list is too long. False where the rule does not say what its tokens stand for.
bool eachToken(const FileTokens& file, const std::function<void(const ListedToken&)>& use) {
    if (file.summary.modality != Modality::Text) return listPartTokens(file.summary, file.rule, use);
    for (const Token& token : file.stream.tokens)
        use({token.id, file.text.substr(token.span.begin, token.span.size())});
    return true;
}

FileTokens readOne(const std::string& name, std::span<const std::byte> bytes, Modality modality,
                   const Wishes& wishes) {
    FileTokens result;
    result.file = name;
    result.summary.modality = modality;
    if (modality == Modality::Text)
        readText(bytes, wishes, result);
    else
        readPart(bytes, wishes, result);
    return result;
}

/// A text of a prompt is in UTF-8 or is what it is: nothing is to be guessed.
FileTokens readPromptText(const std::string& name, const std::string& text, const Wishes& wishes) {
    FileTokens result;
    result.file = name;
    result.rule = wishes.tokenizer;
    result.stream = encode(*loadTokenizer(installedTokenizers(), wishes.tokenizer), text);
    result.tokens = result.stream.tokens.size();
    if (wishes.list) result.text = text;
    return result;
}

/// Its parts, each by its own rule unless another one was asked for.
std::vector<FileTokens> readPrompt(const std::string& name, const std::filesystem::path& path,
                                   std::span<const std::byte> bytes, const Wishes& wishes) {
    const OpenedPrompt opened = *loadPrompt(bytes, path);
    for (const OpenedPrompt::Trouble& trouble : opened.troubles)
        throw CommandError(ExitCode::BadInput,
                           name + ": part " + std::to_string(trouble.part + 1) + ": " + trouble.message);
    std::vector<FileTokens> all;
    for (const PromptPart& part : opened.prompt.parts) {
        Wishes own = wishes;
        if (own.rule.empty()) own.rule = part.rule;
        if (!own.tokenizerSaid && part.modality == Modality::Text && !part.rule.empty())
            own.tokenizer = part.rule;
        const std::string place = name + ": part " + std::to_string(all.size() + 1) + ", " + part.title;
        all.push_back(part.modality == Modality::Text
                          ? readPromptText(place, *part.content, own)
                          : readOne(place, std::as_bytes(std::span(*part.content)), part.modality, own));
    }
    return all;
}

/// Archives that are called so; what is in them is told by them.
bool isPrompt(const std::string& file, std::span<const std::byte> bytes) {
    const std::string_view ending = ".tokenarium";
    return (file.size() > ending.size() &&
            std::string_view(file).substr(file.size() - ending.size()) == ending) ||
           (file == "-" && bytes.size() > 4 && std::memcmp(bytes.data(), "PK\3\4", 4) == 0);
}

std::vector<FileTokens> readFile(const std::string& file, const Wishes& wishes) {
    const FileBytes contents(file);
    const std::string name = file == "-" ? "standard input" : file;
    try {
        if (!wishes.modality && isPrompt(file, contents.bytes()))
            return readPrompt(name, std::filesystem::u8path(file), contents.bytes(), wishes);
        return {readOne(name, contents.bytes(), wishes.modality.value_or(modalityOf(contents.bytes(), file)),
                        wishes)};
    } catch (const std::runtime_error& error) {
        if (dynamic_cast<const CommandError*>(&error)) throw;
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

/// "640 × 480", "3.2 s", "1,200 bases".
std::string factsOf(const PartSummary& summary) {
    char text[128] = "";
    switch (summary.modality) {
    case Modality::Text: break;
    case Modality::Sound: std::snprintf(text, sizeof text, "%.2f s", summary.seconds); break;
    case Modality::Picture:
        std::snprintf(text, sizeof text, "%u x %u", summary.size.width, summary.size.height);
        break;
    case Modality::Video:
        std::snprintf(text, sizeof text, "%u x %u, %.2f s", summary.size.width, summary.size.height,
                      summary.seconds);
        break;
    case Modality::Gene: {
        std::size_t bases = 0;
        for (const GeneSequence& sequence : summary.genes->sequences) bases += sequence.bases.size();
        std::snprintf(text, sizeof text, "%zu bases", bases);
        break;
    }
    case Modality::Series:
        std::snprintf(text, sizeof text, "%zu columns, %zu rows", summary.series->columns.size(),
                      summary.series->rows);
        break;
    }
    return text;
}

json jsonOf(const FileTokens& file) {
    const PartSummary& summary = file.summary;
    json one = {{"file", file.file},
                {"type", modalityName(summary.modality)},
                {"tokens", file.tokens},
                {"rule", file.rule}};
    if (!file.version.empty()) one["version"] = file.version;
    if (!summary.format.empty()) one["format"] = summary.format;
    if (summary.modality == Modality::Sound || summary.modality == Modality::Video)
        one["seconds"] = summary.seconds;
    if (!summary.size.empty()) {
        one["width"] = summary.size.width;
        one["height"] = summary.size.height;
    }
    if (!file.allRules.empty()) one["rules"] = file.allRules;
    if (!summary.remarks.empty()) one["remarks"] = summary.remarks;
    return one;
}

void writeList(const FileTokens& file, Output& output) {
    std::size_t number = 0;
    const bool listed = eachToken(file, [&](const ListedToken& token) {
        output.write("            " + std::to_string(++number) + "  ");
        if (token.id) output.write(std::to_string(*token.id) + "  ");
        output.write(token.meaning + "\n");
    });
    if (!listed) output.write("            This rule does not say what its tokens stand for.\n");
}

/// The object of a file with its list at the end, written as it comes.
void writeJson(const FileTokens& file, bool list, Output& output) {
    const auto text = [](const json& value) {
        return value.dump(-1, ' ', false, json::error_handler_t::replace);
    };
    std::string object = text(jsonOf(file));
    if (!list) return output.write(object);
    object.pop_back();
    output.write(object + ",\"list\":[");
    bool first = true;
    eachToken(file, [&](const ListedToken& token) {
        json entry = {{"meaning", token.meaning}};
        if (token.id) entry["id"] = *token.id;
        output.write((first ? "" : ",") + text(entry));
        first = false;
    });
    output.write("]}");
}

void writeTable(const std::vector<FileTokens>& files, bool list, Output& output) {
    std::size_t total = 0;
    for (const FileTokens& file : files) {
        total += file.tokens;
        std::string line = std::to_string(file.tokens);
        line.insert(0, line.size() < 10 ? 10 - line.size() : 0, ' ');
        line += std::string("  ") + modalityName(file.summary.modality) + "  " + file.file;
        const std::string facts = factsOf(file.summary);
        if (!facts.empty()) line += " (" + facts + ")";
        line += "  by " + file.rule + (file.version.empty() ? "" : ", " + file.version);
        output.write(line + "\n");
        for (const json& rule : file.allRules)
            output.write("            " +
                         (rule.contains("tokens") ? rule["tokens"].dump() : std::string("refused")) + "  " +
                         rule["rule"].get<std::string>() + " (" + rule["name"].get<std::string>() + ", " +
                         rule["version"].get<std::string>() + ")\n");
        for (const std::string& remark : file.summary.remarks) output.write("            " + remark + "\n");
        if (list) writeList(file, output);
    }
    if (files.size() > 1) output.write(std::to_string(total) + " tokens in all\n");
}

std::optional<Modality> modalityNamed(const std::optional<std::string>& name) {
    if (!name) return std::nullopt;
    for (std::size_t i = 0; i < modalities; ++i)
        if (*name == modalityName(static_cast<Modality>(i))) return static_cast<Modality>(i);
    throw CommandError(ExitCode::WrongUse,
                       "--type " + *name + ": text, sound, picture, video, gene or series.");
}

void runTokens(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words,
                              {{"--json", "--every-rule", "--list"}, {"--tokenizer", "--rule", "--type"}});
    Wishes wishes;
    wishes.tokenizer = arguments.value("--tokenizer").value_or("o200k_base");
    wishes.tokenizerSaid = arguments.value("--tokenizer").has_value();
    wishes.rule = arguments.value("--rule").value_or("");
    wishes.everyRule = arguments.has("--every-rule");
    wishes.list = arguments.has("--list");
    wishes.modality = modalityNamed(arguments.value("--type"));
    std::vector<FileTokens> files;
    for (const std::string& file : arguments.files())
        for (FileTokens& one : readFile(file, wishes)) files.push_back(std::move(one));
    if (!arguments.has("--json")) return writeTable(files, wishes.list, output);
    output.write("{\"files\":[");
    std::size_t total = 0;
    for (const FileTokens& file : files) {
        if (&file != &files.front()) output.write(",");
        writeJson(file, wishes.list, output);
        total += file.tokens;
    }
    output.write("],\"total\":" + std::to_string(total) + "}\n");
}

} // namespace

const Command tokensCommand{"tokens",
                            "tokens of files of any kind: text, sound, picture, video, genes, series",
                            R"(tokenarium-cli tokens [--json] [--list] [--every-rule] FILE…

Says what each FILE is, and how many tokens it has in a prompt, by a rule with its year; then of all together. The kind is
told by the first bytes (WAV, FLAC, OGG, MP3; PNG, JPEG, GIF, WebP, BMP, TIFF; MP4, QuickTime) or by the ending (.fasta,
.csv); all else is text. Of a prompt (.tokenarium) all parts are counted, each by the rule it was saved with.

  --tokenizer NAME  for texts; o200k_base, or what a prompt says, unless said
  --rule ID         for the others: "gemini-audio", "openai-tile/gpt-4o/high", "dnabert-6" …
  --every-rule      the count by every rule of its kind, too
  --list            each token and what it stands for
  --type KIND       text, sound, picture, video, gene or series, whatever the file looks like
  --json            {"files":[{"file","type","tokens","rule","version",…}],"total":n}
)",
                            runTokens};

} // namespace tokenarium::cli
