// SPDX-License-Identifier: GPL-3.0-or-later
// Reading tokenizer.json. Everything in the file that could change an id must be as we do it; what is not is
// refused by name rather than passed over, because wrong ids look like a bad model.
#include "engine/text/tokenizer_json.h"

#include "engine/file/strict_json.h"
#include "engine/text/byte_level_spelling.h"
#include "engine/text/byte_pair.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/packed_vocabulary.h"
#include "engine/text/tokenizer_json_parts.h"
#include "engine/text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <stdexcept>
#include <unordered_map>

namespace tokenarium {

namespace {

using Json = nlohmann::json;

constexpr std::size_t largestFile = 64 * 1024 * 1024;
constexpr std::size_t mostUnusedIds = 4096; // gaps in the numbering
constexpr std::size_t mostSplits = 3;
constexpr std::size_t deepest = 32; // nested objects and arrays; a real file has six
constexpr const char* supported =
    " Supported are byte-level BPE that splits as GPT-2, cl100k, o200k, Qwen, DeepSeek V3 or Tekken do, and "
    "character vocabularies written by tokenarium-cli train-tokenizer.";

std::string shown(const Json& value) {
    const std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() <= 60 ? text : text.substr(0, 60) + "…";
}

/// Why a file is refused, without its name, which is put in front at one place.
struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::string& place, const std::string& why) {
    throw Refusal(place + " " + why);
}

/// A value and where it stands: model.merges[12].
struct Place {
    const Json& value;
    std::string path;

    Place at(const char* key) const {
        if (!value.is_object()) refuse(path, "is " + shown(value) + "; an object was expected.");
        static const Json nothing;
        const auto found = value.find(key);
        return {found == value.end() ? nothing : *found, path.empty() ? key : path + "." + key};
    }
    Place at(std::size_t index) const { return {value[index], path + "[" + std::to_string(index) + "]"}; }

    const std::string& text() const {
        if (!value.is_string()) refuse(path, "is " + shown(value) + "; text was expected.");
        return value.get_ref<const std::string&>();
    }
    bool flag(bool otherwise) const {
        if (value.is_null()) return otherwise;
        if (!value.is_boolean()) refuse(path, "is " + shown(value) + "; true or false was expected.");
        return value.get<bool>();
    }
    std::size_t elements() const {
        if (!value.is_array()) refuse(path, "is " + shown(value) + "; a list was expected.");
        return value.size();
    }
    /// A whole number below `end`.
    TokenId id(std::size_t end) const {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= end)
            refuse(path, "is " + shown(value) + "; an id below " + std::to_string(end) + " was expected.");
        return value.get<TokenId>();
    }
    void mustBeOneOf(std::initializer_list<Json> allowed) const {
        if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return;
        refuse(path, "is " + shown(value) + ", which is not supported; expected was " +
                         shown(*allowed.begin()) + "." + supported);
    }
    void mustHaveOnly(std::initializer_list<std::string_view> keys) const {
        for (const auto& [key, ignored] : value.items())
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                refuse(path.empty() ? "\"" + key + "\"" : path + "." + key,
                       std::string("is not supported.") + supported);
    }
    std::string type() const { return value.is_null() ? "" : at("type").text(); }
    void mustBeOfType(std::initializer_list<std::string_view> types) const {
        const std::string found = type();
        if (std::find(types.begin(), types.end(), found) == types.end())
            refuse(path, "is " +
                             (found.empty() ? "missing" : "of type " + found + ", which is not supported") +
                             "." + supported);
    }
};

/// Tokens that are looked for before and after normalizing are found in two rounds there and in one here.
/// That is the same where no such token can begin inside another one.
void checkRounds(const Place& list, const std::vector<SpecialToken>& specials) {
    std::size_t later = 0;
    for (std::size_t i = 0; i < list.value.size(); ++i) later += list.at(i).at("normalized").flag(false);
    if (later == 0 || later == specials.size()) return;
    std::string firstBytes;
    for (const SpecialToken& special : specials) firstBytes += special.text.front();
    for (const SpecialToken& special : specials)
        if (special.text.find_first_of(firstBytes, 1) != std::string::npos)
            refuse(list.path, "has tokens with and without \"normalized\", and \"" + special.text +
                                  "\" may hold the beginning of another one; this is not supported.");
}

std::vector<SpecialToken> readAddedTokens(const Place& list, Normalization normalization) {
    std::vector<SpecialToken> specials;
    if (list.value.is_null()) return specials;
    const std::size_t count = list.elements();
    for (std::size_t i = 0; i < count; ++i) {
        const Place one = list.at(i);
        one.at("content");
        one.mustHaveOnly({"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
        for (const char* key : {"single_word", "lstrip", "rstrip"}) one.at(key).mustBeOneOf({false, nullptr});
        if (normalization != Normalization::None) one.at("normalized").mustBeOneOf({false, nullptr});
        one.at("special").flag(false);
        if (one.at("content").text().empty()) refuse(one.path, "has no text.");
        // The upper limit is known only together with the vocabulary.
        specials.push_back({one.at("content").text(), one.at("id").id(std::size_t(1) << 21)});
    }
    checkRounds(list, specials);
    std::sort(specials.begin(), specials.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return specials;
}

/// The written entries in id order, empty where there is none: special tokens are among them, whether the
/// vocabulary has them or not.
std::vector<std::string> readEntries(const Place& vocabulary, const std::vector<SpecialToken>& specials) {
    if (!vocabulary.value.is_object()) refuse(vocabulary.path, "is missing, or is not an object.");
    std::size_t count = vocabulary.value.size();
    for (const SpecialToken& special : specials) count += !vocabulary.value.contains(special.text);
    const std::size_t end = count + mostUnusedIds;
    std::vector<std::string> entries;
    const auto put = [&](const std::string& text, TokenId id, const std::string& place) {
        if (text.empty()) refuse(place, "is the id of an empty token.");
        if (id >= entries.size()) entries.resize(id + 1);
        if (!entries[id].empty() && entries[id] != text)
            refuse(place, "gives \"" + text + "\" the id " + std::to_string(id) + ", which \"" + entries[id] +
                              "\" has already.");
        entries[id] = text;
    };
    for (const auto& [text, id] : vocabulary.value.items()) {
        const Place place{id, vocabulary.path + "[\"" + text + "\"]"};
        put(text, place.id(end), place.path);
    }
    for (std::size_t i = 0; i < specials.size(); ++i) {
        const std::string place = "added_tokens[\"" + specials[i].text + "\"].id";
        put(specials[i].text, Place{Json(specials[i].id), place}.id(end), place);
        const auto written = vocabulary.value.find(specials[i].text);
        if (written != vocabulary.value.end() && *written != specials[i].id)
            refuse(place, "is another id than in " + vocabulary.path + ".");
        if (i > 0 && specials[i - 1].id == specials[i].id) refuse(place, "is there twice.");
    }
    return entries;
}

std::string expressionOf(const Place& split) {
    split.mustBeOfType({"Split"});
    split.mustHaveOnly({"type", "pattern", "behavior", "invert"});
    split.at("behavior").mustBeOneOf({"Isolated"});
    split.at("invert").mustBeOneOf({false, nullptr});
    std::string expression;
    for (const char c :
         split.at("pattern").at("Regex").text()) // some files have the characters, not \r and \n
        expression += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
    return expression;
}

/// The rule whose expressions are the first `count` of `steps`.
SplitRule ruleOfExpressions(const Place& steps, std::size_t count) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < count; ++i) found.push_back(expressionOf(steps.at(i)));
    for (const SplitRule rule : splitRulesWithExpressions) {
        const std::vector<std::string_view> expressions = splitExpressions(rule);
        if (std::equal(found.begin(), found.end(), expressions.begin(), expressions.end())) return rule;
    }
    const Place first = steps.at(std::size_t(0)).at("pattern").at("Regex");
    refuse(first.path, "is an expression that is not supported" +
                           std::string(count > 1 ? " together with the next ones" : "") + ": " +
                           shown(first.value) + supported);
}

/// ByteLevel; true where it splits as GPT-2 does.
bool readByteLevel(const Place& byteLevel) {
    byteLevel.mustBeOfType({"ByteLevel"});
    byteLevel.mustHaveOnly({"type", "add_prefix_space", "trim_offsets", "use_regex"});
    byteLevel.at("add_prefix_space").mustBeOneOf({false});
    byteLevel.at("trim_offsets").flag(true);
    return byteLevel.at("use_regex").flag(true);
}

Normalization readNormalizer(const Place& normalizer) {
    if (normalizer.value == Json{{"type", "NFC"}}) return Normalization::Nfc;
    normalizer.mustBeOneOf({nullptr, Json{{"type", "Sequence"}, {"normalizers", Json::array()}}});
    return Normalization::None;
}

SplitRule readPreTokenizer(const Place& preTokenizer) {
    preTokenizer.mustBeOfType({"ByteLevel", "Sequence"});
    if (preTokenizer.type() == "ByteLevel") {
        if (readByteLevel(preTokenizer)) return SplitRule::Gpt2;
        refuse(preTokenizer.path,
               std::string("does not split the text, which is not supported.") + supported);
    }
    preTokenizer.mustHaveOnly({"type", "pretokenizers"});
    const Place steps = preTokenizer.at("pretokenizers");
    const std::size_t splits = steps.elements() - 1; // none: wraps around
    if (splits < 1 || splits > mostSplits)
        refuse(steps.path, std::string("should be Splits and a ByteLevel.") + supported);
    if (readByteLevel(steps.at(splits)))
        refuse(steps.at(splits).path,
               std::string("splits a second time, which is not supported.") + supported);
    return ruleOfExpressions(steps, splits);
}

/// Left and right of a merge, written "l r" or ["l", "r"].
std::pair<std::string, std::string> readMerge(const Place& merge) {
    if (merge.value.is_string()) {
        const std::string& text = merge.text();
        const std::size_t space = text.find(' ');
        if (space == std::string::npos || text.find(' ', space + 1) != std::string::npos)
            refuse(merge.path,
                   "is " + shown(merge.value) + "; two tokens with a space between them were expected.");
        return {text.substr(0, space), text.substr(space + 1)};
    }
    if (merge.elements() != 2) refuse(merge.path, "is " + shown(merge.value) + "; two tokens were expected.");
    return {merge.at(std::size_t(0)).text(), merge.at(1).text()};
}

std::vector<FileMerge> readMerges(const Place& model, const std::vector<std::string>& entries) {
    std::unordered_map<std::string_view, TokenId> ids;
    for (TokenId id = 0; id < entries.size(); ++id)
        if (!entries[id].empty()) ids.emplace(entries[id], id);
    const Place list = model.at("merges");
    std::vector<FileMerge> merges(list.elements());
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const Place place = list.at(i);
        const auto [left, right] = readMerge(place);
        const auto idOf = [&](const std::string& text) {
            const auto found = ids.find(text);
            if (found == ids.end())
                refuse(place.path, "needs the token \"" + text + "\", which model.vocab lacks.");
            return found->second;
        };
        merges[i] = {idOf(left), idOf(right), idOf(left + right)};
        if (i > 0 && merges[i].result < merges[i - 1].result)
            refuse(place.path, "makes the token " + std::to_string(merges[i].result) + " after the token " +
                                   std::to_string(merges[i - 1].result) +
                                   "; files whose ids are not in order of learning are not supported.");
    }
    return merges;
}

BytePairJson readBytePair(const Place& file, const std::string& name) {
    const Place model = file.at("model");
    BytePairJson result;
    VocabularySource& source = result.source;
    source.name = std::filesystem::path(name).filename().string();
    source.source = name;
    source.normalization = readNormalizer(file.at("normalizer"));
    source.splitRule = readPreTokenizer(file.at("pre_tokenizer"));
    file.at("decoder").mustBeOfType({"ByteLevel"});
    if (!file.at("post_processor").value.is_null()) file.at("post_processor").mustBeOfType({"ByteLevel"});
    source.specialTokens = readAddedTokens(file.at("added_tokens"), source.normalization);
    const std::vector<std::string> written = readEntries(model.at("vocab"), source.specialTokens);
    source.entries.resize(written.size());
    std::vector<bool> special(written.size());
    for (const SpecialToken& one : source.specialTokens) special[one.id] = true;
    for (TokenId id = 0; id < written.size(); ++id) {
        if (special[id] || written[id].empty()) continue;
        const auto bytes = readSpelledBytes(written[id]);
        if (!bytes)
            refuse("model.vocab[\"" + written[id] + "\"]", "is not spelled in byte-level characters.");
        if (bytes->size() > longestJsonEntry)
            refuse("model.vocab", "has a token (id " + std::to_string(id) + ") of more than " +
                                      std::to_string(longestJsonEntry) + " bytes.");
        source.entries[id] = *bytes;
    }
    result.merges = readMerges(model, written);
    for (std::size_t i = 0; i < result.merges.size(); ++i) {
        const FileMerge& merge = result.merges[i];
        if (special[merge.left] || special[merge.right] || special[merge.result])
            refuse("model.merges[" + std::to_string(i) + "]", "has to do with a special token.");
    }
    result.wholePiecesToo = model.at("ignore_merges").flag(false);
    return result;
}

std::shared_ptr<const TextTokenizer> readCharacters(const Place& file) {
    const Place model = file.at("model");
    file.at("normalizer").mustBeOneOf({nullptr});
    const std::vector<SpecialToken> specials = readAddedTokens(file.at("added_tokens"), Normalization::None);
    file.at("pre_tokenizer").mustBeOneOf({nullptr});
    file.at("post_processor").mustBeOneOf({nullptr});
    file.at("decoder").mustBeOneOf(
        {Json::parse(R"({"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]})")});
    if (model.at("merges").elements() > 0)
        refuse("model.merges",
               std::string("has merges together with byte_fallback, which is not supported.") + supported);
    const std::vector<std::string> entries = readEntries(model.at("vocab"), specials);
    const std::size_t end = entries.size() - std::min(entries.size(), specials.size());
    std::vector<std::string> texts;
    for (const SpecialToken& special : specials) {
        if (special.id < end)
            refuse("added_tokens", "must have the last ids where byte_fallback is used: the id of " +
                                       special.text + " is " + std::to_string(special.id) + "." + supported);
        texts.push_back(special.text);
    }
    if (end < 256) refuse("model.vocab", "has fewer than 256 tokens for the bytes.");
    std::vector<char32_t> characters;
    for (TokenId id = 0; id < end; ++id) {
        const std::string& entry = entries[id];
        const bool single = !entry.empty() && decodeUtf8(entry, 0).size == entry.size();
        if (id < 256 ? entry != spelledByte(id) : !single)
            refuse("model.vocab", "gives \"" + entry + "\" the id " + std::to_string(id) + ", where " +
                                      (id < 256 ? spelledByte(id) : "a single character") + " was expected." +
                                      supported);
        if (id >= 256) characters.push_back(decodeUtf8(entry, 0).codePoint);
    }
    return createCharacterTokenizer(CharacterVocabulary::create(characters, texts));
}

/// Everything that is the same for all kinds; true where characters, not byte pairs, are told.
bool readCommonParts(const Place& file) {
    if (!file.value.is_object()) throw Refusal("the file is not a JSON object.");
    file.mustHaveOnly({"version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
                       "post_processor", "decoder", "model"});
    file.at("version").mustBeOneOf({"1.0", nullptr});
    for (const char* key : {"truncation", "padding"}) file.at(key).mustBeOneOf({nullptr});
    const Place model = file.at("model");
    if (!model.value.is_object())
        refuse("model", "is missing: this is not the tokenizer.json of Hugging Face's libraries.");
    model.mustHaveOnly({"type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
                        "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges"});
    model.at("type").mustBeOneOf({"BPE", nullptr});
    model.at("dropout").mustBeOneOf({nullptr});
    model.at("unk_token").mustBeOneOf({nullptr});
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
        model.at(key).mustBeOneOf({nullptr, ""});
    model.at("fuse_unk").flag(false);
    return model.at("byte_fallback").flag(false);
}

Json parsed(std::string_view content, const std::string& name) {
    return loadStrictJson(content, name, {largestFile, std::size_t{1} << 24, deepest});
}

std::string contentOf(const std::filesystem::path& file) {
    const std::string name = file.string();
    std::error_code problem;
    if (!std::filesystem::is_regular_file(file, problem))
        throw std::runtime_error(name + ": is not a file. Choose a tokenizer.json.");
    const auto size = std::filesystem::file_size(file, problem);
    if (problem || size > largestFile) throw std::runtime_error(name + ": the file is larger than 64 MB.");
    std::ifstream in(file, std::ios::binary);
    std::string content(static_cast<std::size_t>(size), '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!in) throw std::runtime_error(name + ": cannot be read; check that you may read this file.");
    return content;
}

std::shared_ptr<const TextTokenizer> readTokenizer(const Place& file, const std::string& name) {
    if (readCommonParts(file)) return readCharacters(file);
    BytePairJson json = readBytePair(file, name);
    auto vocabulary = PackedVocabulary::create(json.source);
    checkMerges(*vocabulary, std::move(json));
    return createBytePair(std::move(vocabulary));
}

} // namespace

void checkMerges(const PackedVocabulary& vocabulary, BytePairJson json) {
    std::sort(json.merges.begin(), json.merges.end());
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        if (vocabulary.kind(id) != TokenKind::Normal || vocabulary.entry(id)->size() == 1) continue;
        const BytePairRecord& record = vocabulary.bytePair().records[id];
        const FileMerge needed{record.left, record.right, id};
        const bool reachable = record.left != id;
        if (reachable ? std::binary_search(json.merges.begin(), json.merges.end(), needed)
                      : json.wholePiecesToo)
            continue;
        refuse("model.merges",
               "does not make the token " + std::to_string(id) + " (\"" + spellBytes(*vocabulary.entry(id)) +
                   "\") out of the tokens that merging by rank leaves; such files are not supported.");
    }
}

BytePairJson readBytePairJson(const std::filesystem::path& file) {
    const Json json = parsed(contentOf(file), file.string());
    try {
        if (readCommonParts({json, ""}))
            refuse("model.byte_fallback", "is true; byte-level BPE was expected.");
        return readBytePair({json, ""}, file.string());
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(file.string() + ": " + error.what());
    }
}

std::shared_ptr<const TextTokenizer> loadTokenizerJson(std::string_view content, const std::string& name) {
    const Json json = parsed(content, name);
    try {
        return readTokenizer({json, ""}, name);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(name + ": " + error.what());
    }
}

std::shared_ptr<const TextTokenizer> loadTokenizerJson(const std::filesystem::path& file) {
    return loadTokenizerJson(contentOf(file), file.string());
}

bool looksLikeTokenizerJson(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    char character = 0;
    return in >> character && character == '{' && in >> character && (character == '"' || character == '}');
}

} // namespace tokenarium
