// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the ids of marks, and choosing the mark of a text's language.
#include "engine/model/document_marks.h"

#include "engine/file/strict_json.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {
namespace {

using nlohmann::json;

class IdReader {
public:
    IdReader(std::size_t vocabularySize, const std::string& sourceName)
        : size(vocabularySize)
        , source(sourceName) {}

    TokenId id(std::int64_t number, const std::string& key) const {
        if (number < 0 || static_cast<std::uint64_t>(number) >= size)
            refuse(key, "is " + std::to_string(number) + ", but the model's vocabulary has " +
                            std::to_string(size) + " tokens");
        return static_cast<TokenId>(number);
    }
    TokenId id(const json& value, const std::string& key) const {
        if (!value.is_number_integer() ||
            (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
            refuse(key, "is no id; a whole number is expected");
        return id(value.get<std::int64_t>(), key);
    }
    [[noreturn]] void refuse(const std::string& key, const std::string& why) const {
        throw std::runtime_error(source + ": \"" + key + "\" " + why + ".");
    }

private:
    std::size_t size;
    const std::string& source;
};

json objectOf(std::string_view text, const std::string& source) {
    constexpr JsonLimits limits{std::size_t{1} << 20, std::size_t{1} << 16, 16};
    return loadStrictJson(text, source, limits);
}

std::optional<bool> flagIn(const json& object) {
    const auto found = object.find("add_bos_token");
    return found != object.end() && found->is_boolean() ? std::optional(found->get<bool>()) : std::nullopt;
}

bool beginsByItself(const DocumentMarks& marks) {
    return marks.beginning &&
           std::find(marks.ends.begin(), marks.ends.end(), *marks.beginning) == marks.ends.end();
}

bool isChinese(char32_t c) { // ideographs, their signs and punctuation
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

} // namespace

DocumentMarks loadDocumentMarks(std::string_view configJson, std::string_view tokenizerConfig,
                                std::size_t vocabularySize, const std::string& source) {
    const json config = objectOf(configJson, source);
    const IdReader reader(vocabularySize, source);
    DocumentMarks marks;
    if (const auto found = config.find("bos_token_id"); found != config.end() && !found->is_null())
        marks.beginning = reader.id(*found, "bos_token_id");
    if (const auto found = config.find("eos_token_id"); found != config.end() && !found->is_null()) {
        if (!found->is_array())
            marks.ends.push_back(reader.id(*found, "eos_token_id"));
        else
            for (const json& one : *found) marks.ends.push_back(reader.id(one, "eos_token_id"));
    }
    std::optional<bool> begins = flagIn(config);
    if (!begins && !tokenizerConfig.empty())
        begins = flagIn(objectOf(tokenizerConfig, source + ", tokenizer_config.json"));
    marks.beginsTexts = marks.beginning && begins.value_or(beginsByItself(marks));
    return marks;
}

DocumentMarks loadDocumentMarks(const std::map<std::string, MetadataValue>& metadata,
                                std::size_t vocabularySize, const std::string& source) {
    const IdReader reader(vocabularySize, source);
    DocumentMarks marks;
    const auto idOf = [&](const std::string& key) -> std::optional<TokenId> {
        const auto found = metadata.find(key);
        if (found == metadata.end()) return std::nullopt;
        const auto* number = std::get_if<std::int64_t>(&found->second);
        if (!number) reader.refuse(key, "is no id; a whole number is expected");
        return reader.id(*number, key);
    };
    marks.beginning = idOf("tokenizer.ggml.bos_token_id");
    for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"})
        if (const auto id = idOf(key)) marks.ends.push_back(*id);
    marks.beginsTexts = beginsByItself(marks);
    if (const auto found = metadata.find("tokenizer.ggml.add_bos_token"); found != metadata.end())
        if (const auto* flag = std::get_if<bool>(&found->second))
            marks.beginsTexts = *flag && marks.beginning;
    return marks;
}

void findLanguageMarks(const Vocabulary& vocabulary, DocumentMarks& marks) {
    for (const SpecialToken& special : vocabulary.specialTokens()) {
        if (special.text == "<|en|>") marks.english = special.id;
        if (special.text == "<|zh|>") marks.chinese = special.id;
        if (special.text == "<|pair|>") marks.pair = special.id;
    }
}

bool looksChinese(std::string_view text) {
    std::size_t all = 0, chinese = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        at += character.size;
        if (character.codePoint <= ' ') continue;
        ++all;
        chinese += character.valid() && isChinese(character.codePoint);
    }
    return chinese * 10 > all * 3;
}

std::vector<TokenId> openingOf(const DocumentMarks& marks, std::string_view text) {
    std::vector<TokenId> opening;
    if (marks.beginsTexts) opening.push_back(*marks.beginning);
    if (marks.english && marks.chinese)
        opening.push_back(looksChinese(text) ? *marks.chinese : *marks.english);
    return opening;
}

} // namespace tokenarium
