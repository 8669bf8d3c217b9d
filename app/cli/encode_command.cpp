// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli encode: text to ids, as JSON Lines or as a table for people.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/encode_lines.h"
#include "app/cli/text_input.h"
#include "app/cli/token_reader.h"
#include "app/cli/token_rows.h"
#include "app/cli/utf8_check.h"

#include <iostream>

namespace tokenarium::cli {

namespace {

SpecialMode modeNamed(const std::string& name) {
    if (name == "plain") return SpecialMode::Plain;
    if (name == "special") return SpecialMode::Special;
    if (name == "template") return SpecialMode::Template;
    throw CommandError(ExitCode::WrongUse,
                       "--mode " + name + ": not known; there are plain, special, template.");
}

void printTable(Input& input, const TextTokenizer& tokenizer, SpecialMode mode, Output& output) {
    TokenRows rows(tokenizer, output);
    Utf8Check check;
    TokenReader reader(tokenizer, mode,
                       [&](std::string_view text, std::size_t position, std::span<const Token> tokens) {
                           for (const Token& token : tokens)
                               rows.print(token.id, position + token.span.begin,
                                          text.substr(token.span.begin, token.span.size()));
                       });
    rows.printHeading();
    if (mode == SpecialMode::Template)
        for (const TokenId id : tokenizer.templatePrefix()) rows.print(id, 0, {});
    readThrough(input, {&check, &reader});
    if (mode == SpecialMode::Template)
        for (const TokenId id : tokenizer.templateSuffix()) rows.print(id, reader.bytesRead(), {});
    rows.printSum(reader.bytesRead());
    if (const auto complaint = check.complaint()) std::cerr << input.name() << " " << *complaint << "\n";
}

void runEncode(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--jsonl"}, {"--tokenizer", "--mode", "--encoding"}});
    const std::string name = arguments.required("--tokenizer", "a name or the path of a vocabulary file.");
    const SpecialMode mode = modeNamed(arguments.value("--mode").value_or("plain"));
    if (arguments.has("--jsonl") && arguments.value("--encoding"))
        throw CommandError(ExitCode::WrongUse, "--encoding does not go with --jsonl: JSON is UTF-8.");
    const auto tokenizer = loadTokenizer(installedTokenizers(), name);
    for (const std::string& file : arguments.files()) {
        if (arguments.has("--jsonl")) {
            Input input = Input::open(file);
            encodeLines(input, *tokenizer, mode, output);
            continue;
        }
        Input input = openText(file, arguments);
        if (arguments.files().size() > 1) output.write("== " + input.name() + "\n");
        printTable(input, *tokenizer, mode, output);
    }
}

} // namespace

const Command encodeCommand{
    "encode", "text to tokens: a table, or ids as JSON Lines",
    R"(tokenarium-cli encode --tokenizer NAME|FILE [--mode plain|special|template] [--jsonl] [FILE…]

Shows the tokens of each FILE (of standard input without FILE, or where it is -).

  --tokenizer NAME|FILE  one of `tokenarium-cli tokenizers`, a BERT vocab.txt, a tokenizer.json, or a packed vocabulary
  --mode plain           special tokens in the text are ordinary text (the default)
         special         special tokens in the text become their id
         template        as special, and the tokenizer's own [CLS] … [SEP] are added
  --jsonl                each line {"text": …} or {"base64": …} gives {"ids":[…],"count":n} on the same line
  --encoding NAME|auto   convert the text to UTF-8 first; otherwise its bytes are taken as they are
)",
    runEncode};

} // namespace tokenarium::cli
