// SPDX-License-Identifier: GPL-3.0-or-later
// Merging by score with a heap of possible merges: the pairs next to a merge change, all others stay. The
// parts of the text are a linked list in an array, so that a merge moves nothing.
#include "engine/text/llama2c_tokenizer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <queue>
#include <stdexcept>
#include <unordered_map>

namespace tokenarium {
namespace {

constexpr TokenId beginningId = 1, endId = 2, firstByteId = 3;
constexpr std::size_t fewestEntries = firstByteId + 256, mostEntries = std::size_t{1} << 21;
constexpr std::size_t longestEntry = 4096, largestFile = std::size_t{64} << 20;

class ScoredVocabulary final : public Vocabulary {
public:
    std::size_t size() const override { return entries.size(); }
    std::optional<std::string_view> entry(TokenId id) const override {
        if (id >= entries.size()) return std::nullopt;
        return std::string_view(entries[id]);
    }
    std::optional<TokenId> find(std::string_view entry) const override {
        const auto found = ids.find(entry);
        return found == ids.end() ? std::nullopt : std::optional(found->second);
    }
    TokenKind kind(TokenId id) const override {
        if (id >= entries.size()) return TokenKind::Unused;
        return id == 0 ? TokenKind::Unknown : id < firstByteId ? TokenKind::Special : TokenKind::Normal;
    }
    const std::vector<SpecialToken>& specialTokens() const override { return specials; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }

    std::vector<std::string> entries;
    std::vector<float> scores;
    std::unordered_map<std::string_view, TokenId> ids; ///< of equal entries the first
    std::vector<SpecialToken> specials;
};

/// Characters as llama2.c cuts them: a byte and the continuation bytes after it, four at most.
std::size_t characterSize(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (size < 4 && at + size < text.size() &&
           (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
        ++size;
    return size;
}

class ScoredTokenizer final : public TextTokenizer {
public:
    explicit ScoredTokenizer(std::shared_ptr<const ScoredVocabulary> read) : entries(std::move(read)) {}

    const Vocabulary& vocabulary() const override { return *entries; }

    void split(std::string_view text, std::size_t begin, std::size_t,
               std::vector<Piece>& out) const override {
        if (begin < text.size()) out.push_back({{begin, text.size()}, text.size() + 1});
    }

    void encodePiece(std::string_view piece, std::vector<Token>& out,
                     std::vector<Merge>* log) const override {
        if (piece.empty()) return;
        std::vector<Part> parts = startingParts(piece);
        mergeAll(parts, log);
        for (std::size_t at = 0; at < parts.size(); at = parts[at].next)
            out.push_back({parts[at].id, parts[at].span});
    }

    std::string decode(std::span<const TokenId> ids) const override {
        std::string text;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (ids[i] >= entries->size()) continue;
            if (const auto byte = byteOf(ids[i])) {
                text += *byte;
                continue;
            }
            std::string_view entry = entries->entries[ids[i]];
            if (ids[i] < firstByteId) continue; // marks are not text
            if (i > 0 && ids[i - 1] == beginningId && entry.starts_with(' ')) entry.remove_prefix(1);
            text += entry;
        }
        return text;
    }

    std::vector<TokenId> templatePrefix() const override { return {beginningId}; }

private:
    struct Part {
        TokenId id = 0;
        Span span;
        std::size_t previous = 0, next = 0; ///< none: the number of parts
        bool gone = false;
    };
    struct PossibleMerge {
        float score = 0;
        std::size_t left = 0, right = 0;
        TokenId leftId = 0, rightId = 0, result = 0;
        bool operator<(const PossibleMerge& other) const { // the greatest comes out of the heap first
            return score != other.score ? score < other.score : left > other.left;
        }
    };

    std::optional<char> byteOf(TokenId id) const {
        if (id < firstByteId || id >= fewestEntries) return std::nullopt;
        return static_cast<char>(id - firstByteId);
    }

    std::vector<Part> startingParts(std::string_view piece) const {
        std::vector<Part> parts;
        if (const auto space = entries->find(" ")) parts.push_back({*space, {0, 0}});
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t size = characterSize(piece, at);
            if (const auto id = entries->find(piece.substr(at, size)))
                parts.push_back({*id, {at, at + size}});
            else
                for (std::size_t i = at; i < at + size; ++i)
                    parts.push_back({firstByteId + static_cast<unsigned char>(piece[i]), {i, i + 1}});
            at += size;
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i].previous = i == 0 ? parts.size() : i - 1;
            parts[i].next = i + 1;
        }
        return parts;
    }

    void mergeAll(std::vector<Part>& parts, std::vector<Merge>* log) const {
        std::priority_queue<PossibleMerge> heap;
        const auto consider = [&](std::size_t left) {
            if (left >= parts.size() || parts[left].next >= parts.size()) return;
            const std::size_t right = parts[left].next;
            const auto result =
                entries->find(entries->entries[parts[left].id] + entries->entries[parts[right].id]);
            if (result)
                heap.push({entries->scores[*result], left, right, parts[left].id, parts[right].id, *result});
        };
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) consider(i);
        while (!heap.empty()) {
            const PossibleMerge merge = heap.top();
            heap.pop();
            Part &left = parts[merge.left], &right = parts[merge.right];
            const bool stale = left.gone || right.gone || left.next != merge.right ||
                               left.id != merge.leftId || right.id != merge.rightId;
            if (stale) continue;
            if (log) log->push_back({left.span.begin, left.id, right.id, merge.result});
            left.id = merge.result;
            left.span.end = right.span.end;
            left.next = right.next;
            right.gone = true;
            if (left.next < parts.size()) parts[left.next].previous = merge.left;
            consider(merge.left);
            consider(left.previous);
        }
    }

    std::shared_ptr<const ScoredVocabulary> entries;
};

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw std::runtime_error(name + ": " + why +
                             "; the tokenizer.bin of llama2.c was expected: a number, then a score, a length "
                             "and bytes for each token.");
}

class Reader {
public:
    Reader(std::string_view all, const std::string& fileName) : content(all), name(fileName) {}
    bool atEnd() const { return place == content.size(); }
    std::size_t position() const { return place; }
    template<typename Number>
    Number number() {
        Number value;
        const std::string_view bytes = take(sizeof value);
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string_view take(std::size_t bytes) {
        if (bytes > content.size() - place)
            refuse(name,
                   "the file ends at byte " + std::to_string(content.size()) + " in the middle of a token");
        place += bytes;
        return content.substr(place - bytes, bytes);
    }

private:
    std::string_view content;
    const std::string& name;
    std::size_t place = 0;
};

void readEntry(Reader& in, ScoredVocabulary& vocabulary, const std::string& name) {
    const std::string where =
        "token " + std::to_string(vocabulary.entries.size()) + " at byte " + std::to_string(in.position());
    const auto score = in.number<float>();
    const auto length = in.number<std::int32_t>();
    if (!std::isfinite(score)) refuse(name, where + " has a score that is no number");
    if (length < 0 || length > static_cast<std::int32_t>(longestEntry))
        refuse(name, where + " is said to have " + std::to_string(length) + " bytes");
    if (vocabulary.entries.size() == mostEntries)
        refuse(name, "there are more than " + std::to_string(mostEntries) + " tokens");
    vocabulary.scores.push_back(score);
    vocabulary.entries.emplace_back(in.take(static_cast<std::size_t>(length)));
}

void checkBytes(const ScoredVocabulary& vocabulary, const std::string& name) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    if (vocabulary.size() < fewestEntries)
        refuse(name, "there are " + std::to_string(vocabulary.size()) + " tokens, too few for the bytes");
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string spelled = std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + ">";
        if (vocabulary.entries[firstByteId + byte] != spelled)
            refuse(name, "token " + std::to_string(firstByteId + byte) + " is not " + spelled);
    }
}

} // namespace

std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(std::string_view content, const std::string& name) {
    auto vocabulary = std::make_shared<ScoredVocabulary>();
    Reader in(content, name);
    in.number<std::int32_t>(); // the longest entry, which only the program in C needs
    while (!in.atEnd()) readEntry(in, *vocabulary, name);
    checkBytes(*vocabulary, name);
    for (TokenId id = 0; id < vocabulary->size(); ++id) vocabulary->ids.emplace(vocabulary->entries[id], id);
    for (const TokenId id : {beginningId, endId})
        vocabulary->specials.push_back({vocabulary->entries[id], id});
    return std::make_shared<ScoredTokenizer>(std::move(vocabulary));
}

std::shared_ptr<const TextTokenizer> loadLlama2cTokenizer(const std::filesystem::path& file) {
    const std::string name = file.string();
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    if (problem) throw std::runtime_error(name + ": cannot be read: " + problem.message() + ".");
    if (size > largestFile) throw std::runtime_error(name + ": the file is larger than 64 MB.");
    std::ifstream in(file, std::ios::binary);
    std::string content(static_cast<std::size_t>(size), '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (!in) throw std::runtime_error(name + ": cannot be read; check that you may read this file.");
    return loadLlama2cTokenizer(content, name);
}

} // namespace tokenarium
