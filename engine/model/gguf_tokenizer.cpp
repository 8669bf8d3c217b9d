// SPDX-License-Identifier: GPL-3.0-or-later
// llama.cpp knows our two kinds under other names: byte-level BPE is "gpt2" with the name of a way to split,
// and characters are a "llama" vocabulary (SentencePiece) without anything to merge, in which ▁ stands for a
// space.
#include "engine/model/gguf_tokenizer.h"

#include "engine/text/byte_level_spelling.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/packed_vocabulary.h"
#include "engine/text/scored_tokenizer.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/tokenizer_json_parts.h"
#include "engine/text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>

namespace tokenarium {
namespace {

using Metadata = std::map<std::string, MetadataValue>;
using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

constexpr std::int64_t normalType = 1, unknownType = 2, controlType = 3, userType = 4, unusedType = 5,
                       byteType = 6; // llama.cpp's token types
constexpr std::string_view writtenSpace = "\u2581";

struct Splitting {
    const char* pre;
    SplitRule rule;
    bool wholePiecesToo; ///< a piece that is an entry is a token whether merging reaches it or not
};
/// The first of a rule is the one that is written.
constexpr Splitting splittings[] = {
    {"gpt-2", SplitRule::Gpt2, false},      {"dbrx", SplitRule::Cl100k, false},
    {"llama-bpe", SplitRule::Cl100k, true}, {"llama3", SplitRule::Cl100k, true},
    {"llama-v3", SplitRule::Cl100k, true},  {"gpt-4o", SplitRule::O200k, false}};

template<typename Value>
const Value* get(const Metadata& metadata, const std::string& key) {
    const auto found = metadata.find("tokenizer.ggml." + key);
    return found == metadata.end() ? nullptr : std::get_if<Value>(&found->second);
}

/// A tokenizer.json with the same vocabulary: its reader checks what has to be checked.
std::shared_ptr<const TextTokenizer> bytePairFrom(const Texts& entries, const Numbers& types,
                                                  const Texts& merges, const Splitting& splitting,
                                                  const std::string& file) {
    using Json = nlohmann::json;
    Json added = Json::array(), vocabulary = Json::object();
    for (std::size_t id = 0; id < entries.size(); ++id) {
        if (types[id] == unusedType) continue;
        vocabulary[entries[id]] = id;
        if (types[id] == controlType || types[id] == userType)
            added.push_back({{"id", id}, {"content", entries[id]}, {"special", true}});
    }
    Json preTokenizer = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}};
    if (splitting.rule != SplitRule::Gpt2) {
        preTokenizer["use_regex"] = false;
        Json steps = Json::array();
        for (const std::string_view expression : splitExpressions(splitting.rule))
            steps.push_back({{"type", "Split"},
                             {"pattern", {{"Regex", expression}}},
                             {"behavior", "Isolated"},
                             {"invert", false}});
        steps.push_back(preTokenizer);
        preTokenizer = {{"type", "Sequence"}, {"pretokenizers", steps}};
    }
    const Json model = {{"type", "BPE"},
                        {"vocab", vocabulary},
                        {"merges", merges},
                        {"ignore_merges", splitting.wholePiecesToo}};
    const Json json = {{"added_tokens", added},
                       {"pre_tokenizer", preTokenizer},
                       {"decoder", {{"type", "ByteLevel"}}},
                       {"model", model}};
    return loadTokenizerJson(json.dump(-1, ' ', false, Json::error_handler_t::replace), file);
}

std::shared_ptr<const TextTokenizer> readBytePair(const Metadata& metadata, const Texts& entries,
                                                  const Numbers& types, const std::string& file) {
    const auto* pre = get<std::string>(metadata, "pre");
    const auto* merges = get<Texts>(metadata, "merges");
    if (!pre || !merges)
        throw std::runtime_error(file + ": tokenizer.ggml.pre or tokenizer.ggml.merges is missing.");
    for (const Splitting& splitting : splittings)
        if (*pre == splitting.pre) return bytePairFrom(entries, types, *merges, splitting, file);
    throw std::runtime_error(file + ": its tokenizer splits text as \"" + pre->substr(0, 40) +
                             "\" does, which is not supported.");
}

std::string withSpace(std::string text) {
    if (text == writtenSpace) return " ";
    return text;
}

/// Bytes, single characters, then marks: nothing that SentencePiece could merge.
std::shared_ptr<const TextTokenizer> readCharacters(const Metadata& metadata, const Texts& entries,
                                                    const Numbers& types, const std::string& file) {
    const auto otherwise = [&file](const std::string& what) {
        throw std::runtime_error(file +
                                 ": its tokenizer is SentencePiece's, of which only vocabularies of "
                                 "characters and bytes are supported here; " +
                                 what + ".");
    };
    const auto* prefix = get<bool>(metadata, "add_space_prefix");
    if (!prefix || *prefix) otherwise("this one puts a space before texts");
    std::vector<char32_t> characters;
    Texts specials;
    std::size_t count = entries.size();
    while (count > 0 && types[count - 1] == unusedType) --count; // rows beyond the vocabulary
    for (std::size_t id = 0; id < count; ++id) {
        const std::string text = withSpace(entries[id]);
        if (id < 256) {
            const bool space = id == ' ' && types[id] == normalType && text == " ";
            if (!space && (types[id] != byteType || text != spelledByte(static_cast<unsigned>(id))))
                otherwise("token " + std::to_string(id) + " is not the byte of that number");
        } else if (types[id] == controlType) {
            specials.push_back(text);
        } else if (!specials.empty() || types[id] != normalType || text.empty() ||
                   decodeUtf8(text, 0).size != text.size()) {
            otherwise("token " + std::to_string(id) + " is no single character");
        } else {
            characters.push_back(decodeUtf8(text, 0).codePoint);
        }
    }
    return createCharacterTokenizer(CharacterVocabulary::create(characters, specials));
}

/// Is there anything longer than a character?
bool hasMerges(const Texts& entries, const Numbers& types) {
    for (std::size_t id = 0; id < entries.size(); ++id)
        if (types[id] == normalType && !entries[id].empty() &&
            decodeUtf8(entries[id], 0).size != entries[id].size())
            return true;
    return false;
}

std::string withSpaces(std::string text) {
    for (std::size_t at = text.find(writtenSpace); at != text.npos; at = text.find(writtenSpace, at + 1))
        text.replace(at, writtenSpace.size(), " ");
    return text;
}

/// SentencePiece's byte pairs; what we would not read exactly as it does is refused.
class ScoredReader {
public:
    ScoredReader(const Metadata& keys, const Texts& entries, const Numbers& entryTypes,
                 const std::string& fileName)
        : metadata(keys)
        , texts(entries)
        , types(entryTypes)
        , file(fileName) {}

    ScoredEntries read() {
        readScores();
        for (TokenId id = 0; id < made.scores.size(); ++id) add(id);
        if (byteCount != 256) refuse("it has " + std::to_string(byteCount) + " tokens for the 256 bytes");
        made.spaceInFront = flag("add_space_prefix", true);
        if (flag("remove_extra_whitespaces", false)) refuse("it takes spaces away");
        if (metadata.contains("tokenizer.ggml.precompiled_charsmap")) refuse("it changes characters first");
        const auto* beginning = get<std::int64_t>(metadata, "bos_token_id");
        const bool known = beginning && *beginning >= 0 && *beginning < std::ssize(made.texts);
        if (known && flag("add_bos_token", true)) made.beginning = static_cast<TokenId>(*beginning);
        checkCharacters();
        return std::move(made);
    }

private:
    [[noreturn]] void refuse(const std::string& what) const {
        throw std::runtime_error(file +
                                 ": its tokenizer is SentencePiece's, but not of the kind that is "
                                 "supported here: " +
                                 what + ".");
    }
    bool flag(const std::string& key, bool otherwise) const {
        const auto* value = get<bool>(metadata, key);
        return value ? *value : otherwise;
    }
    void readScores() {
        const auto* scores = get<std::vector<double>>(metadata, "scores");
        if (!scores || scores->size() != texts.size()) refuse("tokenizer.ggml.scores is missing");
        std::size_t count = texts.size();
        while (count > 0 && types[count - 1] == unusedType) --count; // rows beyond the vocabulary
        for (std::size_t id = 0; id < count; ++id) {
            if (!std::isfinite((*scores)[id])) refuse("the score of a token is no number");
            made.scores.push_back(static_cast<float>((*scores)[id]));
        }
    }
    void add(TokenId id) {
        using Use = ScoredEntries::Use;
        const std::int64_t type = types[id];
        const bool text = type == normalType || type == userType;
        if (text && texts[id].empty()) refuse("token " + std::to_string(id) + " is empty");
        made.texts.push_back(text ? withSpaces(texts[id]) : texts[id]);
        made.uses.push_back(type == normalType ? Use::Merging : type == userType ? Use::Whole : Use::Never);
        if (type == controlType) made.marks.push_back(id);
        if (type == unknownType) made.unknown = id;
        if (type == byteType) addByte(id);
        if (!text && type != controlType && type != unknownType && type != byteType)
            refuse("token " + std::to_string(id) + " is of the type " + std::to_string(type));
    }
    void addByte(TokenId id) {
        unsigned byte = 0;
        while (byte < 256 && texts[id] != spelledByte(byte)) ++byte;
        if (byte == 256) refuse("token " + std::to_string(id) + " is no byte");
        made.bytes[byte] = id;
        byteCount += !seen[byte];
        seen[byte] = true;
    }
    /// SentencePiece merges characters that are no entries too, we their bytes no more: there must be none in
    /// any entry.
    void checkCharacters() const {
        std::set<std::string_view> single;
        const auto each = [this](const auto& visit) {
            for (std::size_t id = 0; id < made.texts.size(); ++id)
                if (types[id] == normalType) visit(std::string_view(made.texts[id]));
        };
        each([&](std::string_view text) {
            if (decodeUtf8(text, 0).size == text.size()) single.insert(text);
        });
        if (!single.contains(" ")) refuse("it has no token for a space");
        each([&](std::string_view text) {
            for (std::size_t at = 0, size = 0; at < text.size(); at += size) {
                size = decodeUtf8(text, at).size;
                if (!single.contains(text.substr(at, size)))
                    refuse("a token has a character that is no token itself");
            }
        });
    }

    const Metadata& metadata;
    const Texts& texts;
    const Numbers& types;
    const std::string& file;
    ScoredEntries made;
    std::array<bool, 256> seen{};
    std::size_t byteCount = 0;
};

std::shared_ptr<const TextTokenizer> readScored(const Metadata& metadata, const Texts& entries,
                                                const Numbers& types, const std::string& file) {
    return createScoredTokenizer(ScoredReader(metadata, entries, types, file).read());
}

std::shared_ptr<const TextTokenizer> read(const Metadata& metadata, const std::string& file) {
    const auto* kind = get<std::string>(metadata, "model");
    const auto* entries = get<Texts>(metadata, "tokens");
    const auto* types = get<Numbers>(metadata, "token_type");
    if (!kind || !entries || !types || types->size() != entries->size())
        throw std::runtime_error(file + ": it has no vocabulary, or one without the types of its tokens.");
    if (*kind == "gpt2") return readBytePair(metadata, *entries, *types, file);
    if (*kind == "llama")
        return hasMerges(*entries, *types) ? readScored(metadata, *entries, *types, file)
                                           : readCharacters(metadata, *entries, *types, file);
    throw std::runtime_error(file + ": its tokenizer is of the kind \"" + kind->substr(0, 40) +
                             "\", which is not supported.");
}

/// What both kinds share; `spelled` writes a normal entry.
template<typename Spelled>
Metadata vocabularyKeys(const Vocabulary& vocabulary, const Spelled& spelled) {
    Texts texts;
    Numbers types;
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const TokenKind kind = vocabulary.kind(id);
        const auto entry = vocabulary.entry(id);
        const bool hole = !entry || kind == TokenKind::Unused;
        texts.push_back(hole                        ? "[unused" + std::to_string(id) + "]"
                        : kind == TokenKind::Normal ? spelled(id)
                                                    : std::string(*entry));
        types.push_back(hole                         ? unusedType
                        : kind == TokenKind::Special ? controlType
                        : kind == TokenKind::Unknown ? unknownType
                                                     : normalType);
    }
    return {{"tokenizer.ggml.tokens", texts}, {"tokenizer.ggml.token_type", types}};
}

Metadata bytePairKeys(const PackedVocabulary& vocabulary) {
    const auto spelled = [&](TokenId id) { return spellBytes(*vocabulary.entry(id)); };
    if (!vocabulary.outOfOrder().empty())
        throw std::runtime_error(
            "GGUF cannot hold this vocabulary: some of its tokens are made of tokens with "
            "higher ids.");
    if (vocabulary.normalization() != Normalization::None)
        throw std::runtime_error("GGUF cannot say that a text is normalised before it is split.");
    Metadata keys = vocabularyKeys(vocabulary, spelled);
    Texts merges;
    bool wholePieces = false;
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        if (vocabulary.kind(id) != TokenKind::Normal || vocabulary.entry(id)->size() == 1) continue;
        const BytePairRecord& record = vocabulary.bytePair().records[id];
        wholePieces |= record.left == id;
        if (record.left != id) merges.push_back(spelled(record.left) + " " + spelled(record.right));
    }
    for (const Splitting& splitting : splittings)
        if (splitting.rule == vocabulary.splitRule() && splitting.wholePiecesToo >= wholePieces) {
            keys["tokenizer.ggml.pre"] = std::string(splitting.pre);
            break;
        }
    if (!keys.contains("tokenizer.ggml.pre"))
        throw std::runtime_error("GGUF has no name for the way in which this tokenizer splits text.");
    keys["tokenizer.ggml.model"] = std::string("gpt2");
    keys["tokenizer.ggml.merges"] = merges;
    return keys;
}

Metadata characterKeys(const CharacterVocabulary& vocabulary) {
    if (vocabulary.idOf(U'\u2581'))
        throw std::runtime_error("GGUF writes a space as \u2581, so a vocabulary that has that character too "
                                 "cannot be written.");
    Metadata keys = vocabularyKeys(vocabulary, [&](TokenId id) {
        const std::string entry(*vocabulary.entry(id));
        return id < 256 ? spelledByte(id) : entry == " " ? std::string(writtenSpace) : entry;
    });
    auto& types = std::get<Numbers>(keys["tokenizer.ggml.token_type"]);
    std::fill_n(types.begin(), 256, byteType);
    if (!vocabulary.idOf(U' ')) { // a space never reaches llama.cpp's bytes: it has become the sign by then
        std::get<Texts>(keys["tokenizer.ggml.tokens"])[' '] = std::string(writtenSpace);
        types[' '] = normalType;
    }
    keys["tokenizer.ggml.model"] = std::string("llama");
    keys["tokenizer.ggml.pre"] = std::string("default");
    keys["tokenizer.ggml.scores"] = std::vector<double>(types.size(), 0.0);
    keys["tokenizer.ggml.add_space_prefix"] = false;
    keys["tokenizer.ggml.unknown_token_id"] = std::int64_t{0};
    return keys;
}

Metadata scoredKeys(const ScoredVocabulary& vocabulary) {
    const ScoredEntries& entries = vocabulary.entries();
    Texts texts;
    Numbers types;
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const TokenKind kind = vocabulary.kind(id);
        const bool text = kind == TokenKind::Normal && !vocabulary.byteOf(id);
        std::string written = entries.texts[id];
        for (std::size_t at = 0; text && (at = written.find(' ', at)) != written.npos;)
            written.replace(at, 1, writtenSpace);
        texts.push_back(written);
        types.push_back(vocabulary.byteOf(id)                           ? byteType
                        : kind == TokenKind::Special                    ? controlType
                        : kind == TokenKind::Unknown                    ? unknownType
                        : entries.uses[id] == ScoredEntries::Use::Whole ? userType
                                                                        : normalType);
    }
    Metadata keys = {{"tokenizer.ggml.tokens", texts}, {"tokenizer.ggml.token_type", types}};
    keys["tokenizer.ggml.model"] = std::string("llama");
    keys["tokenizer.ggml.pre"] = std::string("default");
    keys["tokenizer.ggml.scores"] = std::vector<double>(entries.scores.begin(), entries.scores.end());
    keys["tokenizer.ggml.add_space_prefix"] = entries.spaceInFront;
    if (entries.unknown) keys["tokenizer.ggml.unknown_token_id"] = std::int64_t{*entries.unknown};
    return keys;
}

Metadata keysOf(const TextTokenizer& tokenizer) {
    if (const auto* scored = dynamic_cast<const ScoredVocabulary*>(&tokenizer.vocabulary()))
        return scoredKeys(*scored);
    if (const auto* characters = dynamic_cast<const CharacterVocabulary*>(&tokenizer.vocabulary()))
        return characterKeys(*characters);
    const auto* packed = dynamic_cast<const PackedVocabulary*>(&tokenizer.vocabulary());
    if (!packed || packed->vocabularyKind() != VocabularyKind::BytePair)
        throw std::runtime_error(
            "only byte-pair tokenizers and those of a character vocabulary can be written "
            "to GGUF.");
    return bytePairKeys(*packed);
}

} // namespace

GgufTokenizer loadGgufTokenizer(const Metadata& metadata, const std::string& file) {
    try {
        return {read(metadata, file), {}};
    } catch (const std::runtime_error& error) {
        return {nullptr, error.what()};
    }
}

Metadata createGgufTokenizer(const TextTokenizer& tokenizer, std::size_t rows) {
    Metadata keys = keysOf(tokenizer);
    auto& texts = std::get<Texts>(keys.at("tokenizer.ggml.tokens"));
    for (std::size_t id = texts.size(); id < rows; ++id) texts.push_back("[PAD" + std::to_string(id) + "]");
    std::get<Numbers>(keys.at("tokenizer.ggml.token_type")).resize(texts.size(), unusedType);
    if (const auto scores = keys.find("tokenizer.ggml.scores"); scores != keys.end())
        std::get<std::vector<double>>(scores->second).resize(texts.size());
    return keys;
}

} // namespace tokenarium
