// SPDX-License-Identifier: GPL-3.0-or-later
// Merging by score with a heap of possible merges: the pairs next to a merge change, all others stay. The
// parts of the text are a linked list in an array, so that a merge moves nothing.
#include "engine/text/scored_tokenizer.h"

#include "engine/text/special_finder.h"

#include <algorithm>
#include <cassert>
#include <queue>

namespace tokenarium {
namespace {

using Use = ScoredEntries::Use;
constexpr std::string_view spaceSign = "\u2581";

/// The character at `at` with the continuation bytes that follow it, four bytes at most.
std::size_t characterSize(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (size < 4 && at + size < text.size() &&
           (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
        ++size;
    return size;
}

std::vector<SpecialToken> wholeEntries(const ScoredEntries& entries) {
    std::vector<SpecialToken> whole;
    for (TokenId id = 0; id < entries.texts.size(); ++id)
        if (entries.uses[id] == Use::Whole) whole.push_back({entries.texts[id], id});
    return whole;
}

class ScoredTokenizer final : public TextTokenizer {
public:
    explicit ScoredTokenizer(ScoredEntries from)
        : words(std::move(from))
        , whole(wholeEntries(words.entries())) {}

    const Vocabulary& vocabulary() const override { return words; }

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
            if (const auto byte = words.byteOf(ids[i])) {
                text += *byte;
                continue;
            }
            const TokenKind kind = words.kind(ids[i]);
            if (kind != TokenKind::Normal) continue; // marks are not text
            std::string_view entry = words.entries().texts[ids[i]];
            const bool begins = i > 0 && ids[i - 1] == words.entries().beginning;
            if (begins && words.entries().spaceInFront && entry.starts_with(' ')) entry.remove_prefix(1);
            text += entry;
        }
        return text;
    }

    std::vector<TokenId> templatePrefix() const override {
        if (!words.entries().beginning) return {};
        return {*words.entries().beginning};
    }

private:
    struct Part {
        TokenId id = 0;
        Span span;
        bool merges = true;
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

    std::vector<Part> startingParts(std::string_view piece) const {
        std::vector<Part> parts;
        if (const auto space = words.merged(" "); space && words.entries().spaceInFront)
            parts.push_back({*space, {0, 0}});
        auto found = whole.find(piece, 0);
        for (std::size_t at = 0; at < piece.size();) {
            if (found.special && found.at < at) found = whole.find(piece, at);
            const std::size_t size =
                found.special && found.at == at ? found.special->text.size() : characterSize(piece, at);
            if (found.special && found.at == at)
                parts.push_back({found.special->id, {at, at + size}, false});
            else
                addCharacter(piece.substr(at, size), at, parts);
            at += size;
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            parts[i].previous = i == 0 ? parts.size() : i - 1;
            parts[i].next = i + 1;
        }
        return parts;
    }

    void addCharacter(std::string_view character, std::size_t at, std::vector<Part>& parts) const {
        const bool space = words.entries().signIsSpace && character == spaceSign;
        if (const auto id = words.merged(space ? " " : std::string(character))) {
            parts.push_back({*id, {at, at + character.size()}});
            return;
        }
        for (std::size_t i = 0; i < character.size(); ++i) {
            const TokenId id = words.entries().bytes[static_cast<unsigned char>(character[i])];
            parts.push_back({id, {at + i, at + i + 1}, words.entries().uses[id] == Use::Merging});
        }
    }

    void mergeAll(std::vector<Part>& parts, std::vector<Merge>* log) const {
        const std::vector<std::string>& texts = words.entries().texts;
        std::priority_queue<PossibleMerge> heap;
        const auto consider = [&](std::size_t left) {
            if (left >= parts.size() || parts[left].next >= parts.size()) return;
            const std::size_t right = parts[left].next;
            if (!parts[left].merges || !parts[right].merges) return;
            const auto result = words.merged(texts[parts[left].id] + texts[parts[right].id]);
            if (result)
                heap.push(
                    {words.entries().scores[*result], left, right, parts[left].id, parts[right].id, *result});
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

    ScoredVocabulary words;
    SpecialFinder whole;
};

} // namespace

ScoredVocabulary::ScoredVocabulary(ScoredEntries from) : made(std::move(from)) {
    assert(made.scores.size() == made.texts.size() && made.uses.size() == made.texts.size());
    for (TokenId id = 0; id < made.texts.size(); ++id) {
        ids.emplace(made.texts[id], id);
        if (made.uses[id] == Use::Merging) mergeIds.emplace(made.texts[id], id);
    }
    for (std::size_t byte = 0; byte < made.bytes.size(); ++byte)
        byteValues.emplace(made.bytes[byte], static_cast<char>(byte));
    for (const TokenId id : made.marks) specials.push_back({made.texts[id], id});
}

std::optional<std::string_view> ScoredVocabulary::entry(TokenId id) const {
    if (id >= size()) return std::nullopt;
    return std::string_view(made.texts[id]);
}

std::optional<TokenId> ScoredVocabulary::find(std::string_view entry) const {
    const auto found = ids.find(entry);
    return found == ids.end() ? std::nullopt : std::optional(found->second);
}

TokenKind ScoredVocabulary::kind(TokenId id) const {
    if (id >= size()) return TokenKind::Unused;
    if (id == made.unknown) return TokenKind::Unknown;
    return std::binary_search(made.marks.begin(), made.marks.end(), id) ? TokenKind::Special
                                                                        : TokenKind::Normal;
}

std::optional<TokenId> ScoredVocabulary::merged(const std::string& text) const {
    const auto found = mergeIds.find(text);
    return found == mergeIds.end() ? std::nullopt : std::optional(found->second);
}

std::optional<char> ScoredVocabulary::byteOf(TokenId id) const {
    const auto found = byteValues.find(id);
    return found == byteValues.end() ? std::nullopt : std::optional(found->second);
}

std::shared_ptr<const TextTokenizer> createScoredTokenizer(ScoredEntries entries) {
    return std::make_shared<ScoredTokenizer>(std::move(entries));
}

} // namespace tokenarium
