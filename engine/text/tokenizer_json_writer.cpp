// SPDX-License-Identifier: GPL-3.0-or-later
// Writing tokenizer.json by hand, one entry a line in id order, so that people can read it and versions can
// be compared.
#include "engine/text/byte_level_spelling.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/packed_vocabulary.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/tokenizer_json_parts.h"

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <unordered_set>

namespace tokenarium {

namespace {

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

/// "a": 1, "b": 2 … over several lines.
class Members {
public:
    void add(const std::string& key, TokenId id) {
        if (!keys.insert(key).second)
            throw std::runtime_error("tokenizer.json cannot hold this vocabulary: two ids are written " +
                                     key + ". Rename the special token of that text.");
        text += (text.empty() ? "\n      " : ",\n      ") + quoted(key) + ": " + std::to_string(id);
    }
    std::string text;

private:
    std::unordered_set<std::string> keys;
};

std::string addedTokens(const std::vector<SpecialToken>& specials) {
    std::string text;
    for (const SpecialToken& special : specials)
        text += std::string(text.empty() ? "\n" : ",\n") + "    {\"id\": " + std::to_string(special.id) +
                ", \"content\": " + quoted(special.text) +
                ", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false, "
                "\"special\": true}";
    return "[" + text + (text.empty() ? "]" : "\n  ]");
}

struct Parts {
    std::string normalizer = "null", preTokenizer, decoder, vocabulary, merges;
    bool byteFallback = false, ignoreMerges = false;
};

std::string assemble(const std::vector<SpecialToken>& specials, const Parts& parts) {
    const auto word = [](bool value) { return value ? "true" : "false"; };
    return "{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n  \"added_tokens\": " +
           addedTokens(specials) + ",\n  \"normalizer\": " + parts.normalizer +
           ",\n  \"pre_tokenizer\": " + parts.preTokenizer +
           ",\n  \"post_processor\": null,\n  \"decoder\": " + parts.decoder +
           ",\n  \"model\": {\n    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": null,\n"
           "    \"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": null,\n"
           "    \"fuse_unk\": false,\n    \"byte_fallback\": " +
           word(parts.byteFallback) + ",\n    \"ignore_merges\": " + word(parts.ignoreMerges) +
           ",\n    \"vocab\": {" + parts.vocabulary + "\n    },\n    \"merges\": [" + parts.merges +
           (parts.merges.empty() ? "]" : "\n    ]") + "\n  }\n}\n";
}

std::string preTokenizerOf(SplitRule rule) {
    const std::vector<std::string_view> expressions = splitExpressions(rule);
    const std::string byteLevelOnly = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, "
                                      "\"trim_offsets\": false, \"use_regex\": ";
    if (rule == SplitRule::Gpt2) return byteLevelOnly + "true}";
    if (expressions.empty())
        throw std::runtime_error(
            "tokenizer.json cannot hold this tokenizer: it has no rule for splitting text.");
    std::string steps;
    for (const std::string_view expression : expressions)
        steps += "    {\"type\": \"Split\", \"pattern\": {\"Regex\": " + quoted(std::string(expression)) +
                 "}, \"behavior\": \"Isolated\", \"invert\": false},\n";
    return "{\"type\": \"Sequence\", \"pretokenizers\": [\n" + steps + "    " + byteLevelOnly +
           "false}\n  ]}";
}

std::string bytePairJson(const PackedVocabulary& vocabulary) {
    Parts parts;
    if (!vocabulary.outOfOrder().empty())
        throw std::runtime_error(
            "tokenizer.json cannot hold this vocabulary: " + std::to_string(vocabulary.outOfOrder().size()) +
            " of its tokens are made of tokens with higher ids.");
    if (vocabulary.normalization() == Normalization::Nfc) parts.normalizer = "{\"type\": \"NFC\"}";
    parts.preTokenizer = preTokenizerOf(vocabulary.splitRule());
    parts.decoder = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": false, "
                    "\"use_regex\": false}";
    Members members;
    const auto spelled = [&](TokenId id) { return spellBytes(vocabulary.entry(id).value_or("")); };
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const auto entry = vocabulary.entry(id);
        if (!entry || entry->empty()) continue;
        const bool normal = vocabulary.kind(id) == TokenKind::Normal;
        if (normal && entry->size() > longestJsonEntry)
            throw std::runtime_error("tokenizer.json cannot hold this vocabulary: token " +
                                     std::to_string(id) + " is longer than " +
                                     std::to_string(longestJsonEntry) + " bytes.");
        members.add(normal ? spelled(id) : std::string(*entry), id);
        if (!normal || entry->size() == 1) continue;
        const BytePairRecord& record = vocabulary.bytePair().records[id];
        parts.ignoreMerges |= record.left == id; // merging does not reach it: only a whole piece becomes this
        if (record.left == id) continue;
        parts.merges += (parts.merges.empty() ? "\n      " : ",\n      ") +
                        quoted(spelled(record.left) + " " + spelled(record.right));
    }
    parts.vocabulary = members.text;
    return assemble(vocabulary.specialTokens(), parts);
}

std::string characterJson(const CharacterVocabulary& vocabulary) {
    Parts parts;
    parts.preTokenizer = "null";
    parts.decoder =
        "{\"type\": \"Sequence\", \"decoders\": [{\"type\": \"ByteFallback\"}, {\"type\": \"Fuse\"}]}";
    parts.byteFallback = true;
    Members members;
    for (TokenId id = 0; id < vocabulary.size(); ++id)
        members.add(id < 256 ? spelledByte(id) : std::string(*vocabulary.entry(id)), id);
    parts.vocabulary = members.text;
    return assemble(vocabulary.specialTokens(), parts);
}

} // namespace

std::vector<std::string_view> splitExpressions(SplitRule rule) {
    switch (rule) {
    case SplitRule::None: break;
    case SplitRule::Gpt2:
        return {R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)"};
    case SplitRule::Cl100k:
        return {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
                R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
    case SplitRule::O200k:
        return {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
                R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
                R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
                R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
                R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
    case SplitRule::Qwen:
        return {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
                R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
    case SplitRule::DeepSeek:
        return {R"(\p{N}{1,3})", "[一-龥\u3040-ゟ゠-ヿ]+",
                R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
                R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
    case SplitRule::Tekken:
        return {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|)"
                R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|)"
                R"(\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"};
    }
    return {};
}

std::string spelledByte(unsigned byte) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4 & 15] + digits[byte & 15] + ">";
}

std::string createTokenizerJson(const TextTokenizer& tokenizer) {
    if (const auto* characters = dynamic_cast<const CharacterVocabulary*>(&tokenizer.vocabulary()))
        return characterJson(*characters);
    const auto* packed = dynamic_cast<const PackedVocabulary*>(&tokenizer.vocabulary());
    if (!packed || packed->vocabularyKind() != VocabularyKind::BytePair)
        throw std::runtime_error("only byte-pair tokenizers and those of a character vocabulary can be "
                                 "written as tokenizer.json.");
    return bytePairJson(*packed);
}

} // namespace tokenarium
