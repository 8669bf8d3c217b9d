// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli count: tokens, characters, words and bytes of files, in one pass over each.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "app/cli/text_input.h"
#include "app/cli/token_reader.h"
#include "app/cli/utf8_check.h"
#include "engine/text/text_statistics.h"

#include <iostream>
#include <memory>

namespace tokenarium::cli {

namespace {

struct NamedTokenizer {
    std::string name;
    std::shared_ptr<const TextTokenizer> tokenizer;
};

struct FileCounts {
    std::string file;
    std::size_t bytes = 0, characters = 0, words = 0;
    std::vector<std::size_t> tokens; // in the order of the tokenizers
};

/// Counts characters and words up to the last line feed that has arrived: nothing ICU counts reaches across
/// one.
class StatisticsReader : public Consumer {
public:
    explicit StatisticsReader(FileCounts& into) : counts(into) {}
    std::size_t consume(std::string_view text, bool last) override {
        if (!last) text = text.substr(0, text.rfind('\n') + 1);
        const TextCounts more = countText(text);
        counts.bytes += more.bytes;
        counts.characters += more.graphemes;
        counts.words += more.words;
        return text.size();
    }

private:
    FileCounts& counts;
};

std::vector<NamedTokenizer> tokenizersNamed(const std::string& list) {
    const TokenizerCatalog catalog = installedTokenizers();
    std::vector<NamedTokenizer> result;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::string name = list.substr(begin, end - begin);
        if (name.empty())
            throw CommandError(ExitCode::WrongUse, "--tokenizer " + list + ": a name is empty.");
        result.push_back({name, loadTokenizer(catalog, name)});
        begin = end + 1;
    }
    return result;
}

FileCounts countFile(const std::string& file, const std::vector<NamedTokenizer>& tokenizers,
                     const Arguments& arguments) {
    Input input = openText(file, arguments);
    FileCounts counts{input.name(), 0, 0, 0, std::vector<std::size_t>(tokenizers.size(), 0)};
    StatisticsReader statistics(counts);
    Utf8Check check;
    std::vector<std::unique_ptr<TokenReader>> readers;
    std::vector<Consumer*> consumers{&statistics, &check};
    for (std::size_t i = 0; i < tokenizers.size(); ++i) {
        const auto add = [&sum = counts.tokens[i]](std::string_view, std::size_t,
                                                   std::span<const Token> tokens) { sum += tokens.size(); };
        readers.push_back(std::make_unique<TokenReader>(*tokenizers[i].tokenizer, SpecialMode::Plain, add));
        consumers.push_back(readers.back().get());
    }
    readThrough(input, consumers);
    if (const auto complaint = check.complaint()) std::cerr << input.name() << " " << *complaint << "\n";
    return counts;
}

FileCounts sumOf(const std::vector<FileCounts>& files, std::size_t tokenizers) {
    FileCounts sum{"total", 0, 0, 0, std::vector<std::size_t>(tokenizers, 0)};
    for (const FileCounts& file : files) {
        sum.bytes += file.bytes;
        sum.characters += file.characters;
        sum.words += file.words;
        for (std::size_t i = 0; i < tokenizers; ++i) sum.tokens[i] += file.tokens[i];
    }
    return sum;
}

void appendCounts(const FileCounts& counts, const std::vector<NamedTokenizer>& tokenizers,
                  std::string& json) {
    const auto append = [&](std::string_view key, std::size_t number) {
        json += key;
        json += std::to_string(number);
    };
    append("\"bytes\":", counts.bytes);
    append(",\"characters\":", counts.characters);
    append(",\"words\":", counts.words);
    json += ",\"tokens\":{";
    for (std::size_t i = 0; i < tokenizers.size(); ++i) {
        if (i > 0) json += ',';
        appendJsonString(tokenizers[i].name, json);
        append(":", counts.tokens[i]);
    }
    json += "}}";
}

std::string jsonOf(const std::vector<FileCounts>& files, const std::vector<NamedTokenizer>& tokenizers) {
    std::string json = "{\"files\":[";
    for (std::size_t i = 0; i < files.size(); ++i) {
        json += i > 0 ? ",{\"file\":" : "{\"file\":";
        appendJsonString(files[i].file, json);
        json += ',';
        appendCounts(files[i], tokenizers, json);
    }
    json += "],\"total\":{";
    appendCounts(sumOf(files, tokenizers.size()), tokenizers, json);
    return json += "}\n";
}

/// Numbers right under their titles, the file last.
void writeTable(std::vector<FileCounts> files, const std::vector<NamedTokenizer>& tokenizers,
                Output& output) {
    if (files.size() > 1) files.push_back(sumOf(files, tokenizers.size()));
    std::vector<std::vector<std::string>> rows(1);
    for (const NamedTokenizer& each : tokenizers) rows[0].push_back(each.name);
    for (const char* const title : {"characters", "words", "bytes", "file"}) rows[0].emplace_back(title);
    for (const FileCounts& file : files) {
        std::vector<std::string>& row = rows.emplace_back();
        for (const std::size_t tokens : file.tokens) row.push_back(std::to_string(tokens));
        for (const std::size_t number : {file.characters, file.words, file.bytes})
            row.push_back(std::to_string(number));
        row.push_back(file.file);
    }
    const std::size_t columns = rows[0].size() - 1;
    std::vector<std::size_t> widths(columns, 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], row[i].size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < columns; ++i)
            output.write(std::string(widths[i] - row[i].size(), ' ') + row[i] + "  ");
        output.write(row.back() + "\n");
    }
}

void runCount(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"}, {"--tokenizer", "--encoding"}});
    const auto tokenizers =
        tokenizersNamed(arguments.required("--tokenizer", "names with commas between them."));
    std::vector<FileCounts> files;
    for (const std::string& file : arguments.files()) files.push_back(countFile(file, tokenizers, arguments));
    if (arguments.has("--json"))
        output.write(jsonOf(files, tokenizers));
    else
        writeTable(files, tokenizers, output);
}

} // namespace

const Command countCommand{"count", "tokens, characters, words and bytes of files",
                           R"(tokenarium-cli count --tokenizer NAME[,NAME…] [--json] FILE…

Counts tokens, characters (as people see them: grapheme clusters), words and bytes of each FILE (of standard input
without FILE, or where it is -) and of all together.

  --tokenizer NAME,…    names as in `tokenarium-cli tokenizers`, or paths of vocabulary files
  --json                {"files":[{"file","bytes","characters","words","tokens":{NAME:n}}],"total":{…}}
  --encoding NAME|auto  convert the text to UTF-8 first; otherwise its bytes are taken as they are
)",
                           runCount};

} // namespace tokenarium::cli
