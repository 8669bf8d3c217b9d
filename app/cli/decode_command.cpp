// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli decode: ids to text, as JSON Lines or as the bytes themselves.
#include "app/cli/arguments.h"
#include "engine/file/base64.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "engine/text/utf8.h"

#include <charconv>

namespace tokenarium::cli {

namespace {

bool isUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        if (!character.valid()) return false;
        at += character.size;
    }
    return true;
}

std::string decodeAll(const TextTokenizer& tokenizer, const std::vector<TokenId>& ids) {
    for (const TokenId id : ids)
        if (id >= tokenizer.vocabulary().size() || !tokenizer.vocabulary().entry(id))
            throw std::runtime_error("id " + std::to_string(id) +
                                     " is not in the vocabulary, which has ids below " +
                                     std::to_string(tokenizer.vocabulary().size()) + ".");
    return tokenizer.decode(ids);
}

void decodeLine(const TextTokenizer& tokenizer, std::string_view text, Output& output) {
    const JsonLine line = parseJsonLine(text);
    if (!line.ids) throw std::runtime_error("a line needs \"ids\": {\"ids\": [15496, 995]}.");
    const std::string bytes = decodeAll(tokenizer, *line.ids);
    const bool asText = isUtf8(bytes);
    std::string answer = asText ? "{\"text\":" : "{\"base64\":";
    appendJsonString(asText ? bytes : encodeBase64(bytes), answer);
    output.write(answer += "}\n");
}

/// Numbers with white space, commas or brackets between them.
std::vector<TokenId> idsIn(std::string_view line) {
    std::vector<TokenId> ids;
    const char* at = line.data();
    const char* const end = at + line.size();
    while (at < end) {
        if (std::string_view(" \t,[]").find(*at) != std::string_view::npos) {
            ++at;
            continue;
        }
        TokenId id = 0;
        const auto read = std::from_chars(at, end, id);
        if (read.ec != std::errc() ||
            (read.ptr < end && std::string_view(" \t,[]").find(*read.ptr) == std::string_view::npos))
            throw std::runtime_error(
                "expected ids (whole numbers) with spaces or commas between them; JSON needs --jsonl.");
        ids.push_back(id);
        at = read.ptr;
    }
    return ids;
}

void runDecode(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--jsonl"}, {"--tokenizer"}});
    const std::string name = arguments.required("--tokenizer", "a name or the path of a vocabulary file.");
    const auto tokenizer = loadTokenizer(installedTokenizers(), name);
    for (const std::string& file : arguments.files()) {
        Input input = Input::open(file);
        std::vector<TokenId> all; // WordPiece puts spaces between tokens, so all lines are decoded together
        eachLine(input, [&](std::string_view line) {
            if (arguments.has("--jsonl")) return decodeLine(*tokenizer, line, output);
            const std::vector<TokenId> ids = idsIn(line);
            all.insert(all.end(), ids.begin(), ids.end());
        });
        try {
            output.write(decodeAll(*tokenizer, all));
        } catch (const CommandError&) {
            throw;
        } catch (const std::runtime_error& error) {
            throw CommandError(ExitCode::BadInput, input.name() + ": " + error.what());
        }
    }
}

} // namespace

const Command decodeCommand{"decode", "ids to text",
                            R"(tokenarium-cli decode --tokenizer NAME|FILE [--jsonl] [FILE…]

Writes the text that the ids in each FILE (in standard input without FILE, or where it is -) stand for, byte for
byte. Ids are numbers with spaces, commas or line ends between them.

  --tokenizer NAME|FILE  one of `tokenarium-cli tokenizers`, a BERT vocab.txt, a tokenizer.json, or a packed vocabulary
  --jsonl                each line {"ids": […]} gives {"text": …}, or {"base64": …} where the bytes are not UTF-8
)",
                            runDecode};

} // namespace tokenarium::cli
