// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-pair encoding of one piece in linear time, by backtracking.
//
// Merging starts with single bytes and always joins the pair with the lowest rank. Which tokens come out can
// be said without merging: a sequence of tokens is the result exactly if every two neighbours in it, merged
// by themselves, would stay as they are. So: take the longest token that fits, see whether it can stand
// behind the one before it, else try the next shorter one, else take the one before back. An end that led
// nowhere is remembered and never tried again, which bounds the work.
//
// Whether `left right` stay as they are is found by running both tokens' merges backwards, the latest first:
// at each moment of the past the two parts that touched must not have been a pair that merges earlier than
// what really happened next. (That needs merges in the order of their ranks. packVocabulary finds the tokens
// that break it; pieces in which one of them occurs are merged as defined, see merge_by_rank.h.) Most pairs
// need no such look: no token of the right edge of one (it, its right part, the right part of that …) merges
// with any of the left edge of the other, and a word of 64 bits for each edge, filled when packing, proves
// that.
#include "engine/text/byte_pair.h"

#include "engine/text/merge_by_rank.h"
#include "engine/text/normalizing_tokenizer.h"
#include "engine/text/packed_image.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <stdexcept>

namespace tokenarium {

namespace {

/// Ends of tokens inside one piece from which the rest cannot be encoded.
class DeadEnds {
public:
    explicit DeadEnds(std::size_t pieceSize) : size(pieceSize) {}
    bool contains(std::size_t end) const {
        if (size < 64) return few >> end & 1;
        return !many.empty() && many[end / 64] >> end % 64 & 1;
    }
    void add(std::size_t end) {
        if (size < 64) {
            few |= std::uint64_t(1) << end;
            return;
        }
        if (many.empty()) many.resize(size / 64 + 1);
        many[end / 64] |= std::uint64_t(1) << end % 64;
    }

private:
    std::size_t size;
    std::uint64_t few = 0;
    std::vector<std::uint64_t> many;
};

/// Which pairs were found to fit lately: long runs of one thing ask for the same ones again and again.
class KnownPairs {
public:
    explicit KnownPairs(std::size_t pieceSize) {
        if (pieceSize >= worthATable) table.resize(std::size_t(1) << bits, ~std::uint64_t(0));
    }
    template<typename Find>
    bool answer(TokenId left, TokenId right, Find find) {
        if (table.empty()) return find();
        const std::uint64_t pair = packed::mergeKey(left, right);
        std::uint64_t& slot = table[packed::mergeHash(pair) >> (64 - bits)];
        if (slot >> 1 != pair) slot = pair << 1 | std::uint64_t(find());
        return slot & 1;
    }

private:
    static constexpr std::size_t worthATable = 1024;
    static constexpr unsigned bits = 13;
    std::vector<std::uint64_t> table; // pair, and in the lowest bit whether it fits
};

/// Where encoded tokens go; the end of the vector is at the same time the stack of the search.
struct IdOutput {
    std::vector<TokenId>& out;
    void push(TokenId id, std::size_t, std::size_t) { out.push_back(id); }
    TokenId last() const { return out.back(); }
};
struct TokenOutput {
    std::vector<Token>& out;
    void push(TokenId id, std::size_t begin, std::size_t end) { out.push_back({id, {begin, end}}); }
    TokenId last() const { return out.back().id; }
};

class BytePair final : public TextTokenizer {
public:
    explicit BytePair(std::shared_ptr<const PackedVocabulary> packedVocabulary)
        : packed(std::move(packedVocabulary))
        , tables(packed->bytePair())
        , outOfOrder(*packed)
        , index(packed->index())
        , indexBits(static_cast<unsigned>(std::countr_zero(index.size())))
        , mergeBits(static_cast<unsigned>(std::countr_zero(tables.merges.size()))) {}

    const Vocabulary& vocabulary() const override { return *packed; }

    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        splitWords(packed->splitRule(), text, begin, limit, out);
    }

    void encodePiece(std::string_view piece, std::vector<Token>& out,
                     std::vector<Merge>* log) const override {
        if (piece.empty()) return;
        const std::size_t first = out.size();
        const std::uint32_t whole = packed->findPlusOne(piece.data(), piece.size());
        if (!outOfOrder.empty() && outOfOrder.occurIn(piece)) return encodeByRank(piece, whole, out, log);
        if (whole)
            out.push_back({whole - 1, {0, piece.size()}});
        else
            encodeParts(piece, TokenOutput{out});
        if (log) logMerges({out.begin() + static_cast<std::ptrdiff_t>(first), out.end()}, *log);
    }

    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        std::array<std::size_t, piecesAtOnce> ends;
        std::array<Probe, piecesAtOnce> probes;
        std::size_t begin = 0;
        while (const std::size_t count =
                   splitWordEnds(packed->splitRule(), text, begin, ends.data(), ends.size())) {
            // In two passes, so that the memory of all probes is on its way before the first is needed.
            for (std::size_t i = 0, at = begin; i < count; at = ends[i++])
                probes[i] = probe(text, at, ends[i]);
            for (std::size_t i = 0; i < count; begin = ends[i++]) {
                const std::string_view piece = text.substr(begin, ends[i] - begin);
                if (const std::uint32_t whole = find(probes[i], piece))
                    out.push_back(whole - 1);
                else if (!outOfOrder.empty() && outOfOrder.occurIn(piece))
                    encodeByRank(piece, out);
                else
                    encodeParts(piece, IdOutput{out});
            }
        }
    }

    std::string decode(std::span<const TokenId> ids) const override {
        std::string text;
        for (const TokenId id : ids)
            if (const auto entry = packed->entry(id)) text += *entry;
        return text;
    }

    std::vector<TokenId> templatePrefix() const override {
        return {packed->templatePrefix().begin(), packed->templatePrefix().end()};
    }

private:
    static constexpr std::size_t piecesAtOnce = 128;

    /// See merge_by_rank.h. `whole`: the token that the piece is, plus one; merges that do not lead to it are
    /// not logged.
    void encodeByRank(std::string_view piece, std::uint32_t whole, std::vector<Token>& out,
                      std::vector<Merge>* log) const {
        std::vector<Token> tokens;
        std::vector<Merge> merges;
        mergeByRank(*packed, piece, tokens, log ? &merges : nullptr);
        if (log && (!whole || tokens.size() == 1)) log->insert(log->end(), merges.begin(), merges.end());
        if (whole) tokens = {{whole - 1, {0, piece.size()}}};
        out.insert(out.end(), tokens.begin(), tokens.end());
    }
    void encodeByRank(std::string_view piece, std::vector<TokenId>& out) const {
        std::vector<Token> tokens;
        mergeByRank(*packed, piece, tokens);
        for (const Token& token : tokens) out.push_back(token.id);
    }

    /// A look-up of a whole piece that has begun.
    struct Probe {
        packed::EntryKey key;
        std::size_t at;
    };

    Probe probe(std::string_view text, std::size_t begin, std::size_t end) const {
        const char* bytes = text.data() + begin;
        const std::size_t length = end - begin;
        if (length > packed->longestEntry()) return {{}, 0};
        const packed::EntryKey key =
            text.size() - begin >= 12 ? packed::keyWithRoom(bytes, length) : packed::keyOf(bytes, length);
        const std::size_t at = packed::slotOf(key, indexBits);
        packed::prefetch(&index[at]);
        return {key, at};
    }

    /// Its result: the token plus one, or 0.
    std::uint32_t find(const Probe& probed, std::string_view piece) const {
        if (probed.key.high == 0) return 0;
        for (std::size_t at = probed.at;; at = (at + 1) & (index.size() - 1)) {
            const VocabularySlot& slot = index[at];
            if (slot.low == probed.key.low && slot.high == probed.key.high &&
                (piece.size() <= packed::longestKeptInKey || packed->entry(slot.id) == piece))
                return slot.id + 1;
            if (slot.high == 0) return 0;
        }
    }

    struct Match {
        TokenId token;
        std::size_t length;
    };

    /// The longest token at the beginning of `bytes` (never empty: all single bytes are tokens).
    Match longestToken(const unsigned char* bytes, std::size_t size) const {
        Match best{tables.bytes[*bytes], 1};
        std::size_t length = 0;
        const TrieNode* node = tables.trie.data();
        if (size >= 3 && (*bytes & 0xf0) == 0xe0 && (bytes[1] & 0xc0) == 0x80 && (bytes[2] & 0xc0) == 0x80) {
            const unsigned codePoint = (*bytes & 15u) << 12 | (bytes[1] & 63u) << 6 | (bytes[2] & 63u);
            const TrieNode* start = &tables.trie[tables.wideStarts[codePoint]];
            if (const std::uint32_t token = start->tokenAndLabel >> 9) {
                best = {token - 1, 3};
                node = start;
                length = 3;
            }
        }
        while (length < size) {
            const TrieNode* child = &tables.trie[node->base ^ bytes[length]];
            if ((child->tokenAndLabel & 511) != (256u | bytes[length])) break;
            node = child;
            ++length;
            if (const std::uint32_t token = node->tokenAndLabel >> 9) best = {token - 1, length};
        }
        return best;
    }

    /// What the pair merges into, plus one; 0 if it does not.
    std::uint32_t mergedPlusOne(TokenId left, TokenId right) const {
        const std::uint64_t key = packed::mergeKey(left, right);
        const std::uint64_t hash = packed::mergeHash(key), bits = packed::mergeFilterBits(hash);
        std::size_t at = hash >> (64 - mergeBits);
        if ((tables.mergeFilter[at / packed::slotsPerFilterWord] & bits) != bits) return 0;
        for (;; at = (at + 1) & (tables.merges.size() - 1)) {
            const MergeSlot slot = tables.merges[at];
            if (slot >> 21 == key && slot != 0)
                return static_cast<std::uint32_t>(slot & (packed::mostEntries - 1)) + 1;
            if (slot == 0) return 0;
        }
    }

    bool mayStandTogether(TokenId left, TokenId right) const {
        if ((tables.records[left].rightEdge & tables.records[right].leftEdge) == 0) return true;
        // Everything that happens across the boundary must happen before `limit` (exclusive), the rank of the
        // merge that was just undone.
        for (std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();;) {
            const std::uint32_t merged = mergedPlusOne(left, right);
            if (merged != 0 && merged - 1 < limit) return false;
            const TokenId leftPart = tables.records[left].right, rightPart = tables.records[right].left;
            const bool leftIsWhole = leftPart == left, rightIsWhole = rightPart == right;
            if (leftIsWhole && rightIsWhole) return true;
            // Of two merges with one rank the left one happens first, so the right one is undone first; and a
            // pair across the boundary of that rank too is further left than it: hence one more.
            if (rightIsWhole || (!leftIsWhole && left > right)) {
                limit = left;
                left = leftPart;
            } else {
                limit = std::uint64_t(right) + 1;
                right = rightPart;
            }
        }
    }

    template<typename Output>
    void encodeParts(std::string_view piece, Output output) const {
        const auto* bytes = reinterpret_cast<const unsigned char*>(piece.data());
        const std::size_t first = output.out.size();
        DeadEnds dead(piece.size());
        std::size_t at = 0;
        Match match = longestToken(bytes, piece.size());
        KnownPairs known(piece.size());
        const auto fitsBehind = [&](TokenId last) {
            return known.answer(last, match.token, [&] { return mayStandTogether(last, match.token); });
        };
        for (;;) {
            const std::size_t end = at + match.length;
            if (!dead.contains(end) && (output.out.size() == first || fitsBehind(output.last()))) {
                output.push(match.token, at, end);
                at = end;
                if (at == piece.size()) return;
                match = longestToken(bytes + at, piece.size() - at);
                continue;
            }
            while (!shorten(match)) {
                if (output.out.size() == first) return; // cannot be: merging always has a result
                dead.add(at);
                match.token = output.last();
                match.length = std::min<std::size_t>(tables.records[match.token].length, at);
                at -= match.length;
                output.out.pop_back();
            }
        }
    }

    /// To the next shorter token at the same place; false where there is none.
    bool shorten(Match& match) const {
        const TokenId prefix = tables.records[match.token].prefix;
        const std::size_t length = tables.records[prefix].length;
        if (prefix == match.token || length >= match.length || length == 0) return false;
        match = {prefix, length};
        return true;
    }

    /// Merges happen in the order of their results' ranks, and from left to right among equals; so the
    /// history of a piece can be read off its tokens.
    void logMerges(std::span<const Token> tokens, std::vector<Merge>& log) const {
        const auto first = static_cast<std::ptrdiff_t>(log.size());
        std::vector<std::pair<TokenId, std::size_t>> open; // tokens still to take apart, and where they begin
        for (const Token& token : tokens) open.emplace_back(token.id, token.span.begin);
        while (!open.empty()) {
            const auto [id, at] = open.back();
            open.pop_back();
            const BytePairRecord& record = tables.records[id];
            if (record.left == id) continue;
            log.push_back({at, record.left, record.right, id});
            open.emplace_back(record.left, at);
            open.emplace_back(record.right, at + tables.records[record.left].length);
        }
        std::sort(log.begin() + first, log.end(), [](const Merge& a, const Merge& b) {
            return a.result != b.result ? a.result < b.result : a.at < b.at;
        });
    }

    std::shared_ptr<const PackedVocabulary> packed;
    const BytePairTables& tables;
    OutOfOrderTokens outOfOrder;
    std::span<const VocabularySlot> index;
    unsigned indexBits, mergeBits;
};

} // namespace

std::shared_ptr<const TextTokenizer> createBytePair(std::shared_ptr<const PackedVocabulary> vocabulary) {
    if (vocabulary->vocabularyKind() != VocabularyKind::BytePair)
        throw std::runtime_error(std::string(vocabulary->name()) + ": is not a byte-pair vocabulary");
    const Normalization normalization = vocabulary->normalization();
    auto plain = std::make_shared<BytePair>(std::move(vocabulary));
    if (normalization == Normalization::Nfc) return createNormalizing(std::move(plain));
    return plain;
}

void mergePlainly(const std::function<std::optional<TokenId>(std::string_view)>& find, std::string_view piece,
                  std::vector<Token>& out, std::vector<Merge>* log) {
    constexpr std::uint64_t noMerge = std::numeric_limits<std::uint64_t>::max();
    struct Part {
        Token token;
        std::uint64_t merged; // the token that this part and the next one make
    };
    std::vector<Part> parts;
    const auto mergedAt = [&](std::size_t i) -> std::uint64_t {
        if (i + 1 >= parts.size()) return noMerge;
        const std::size_t begin = parts[i].token.span.begin;
        const auto merged = find(piece.substr(begin, parts[i + 1].token.span.end - begin));
        return merged ? *merged : noMerge;
    };
    for (std::size_t i = 0; i < piece.size(); ++i)
        parts.push_back({{find(piece.substr(i, 1)).value(), {i, i + 1}}, noMerge});
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].merged = mergedAt(i);
    for (;;) {
        const auto lowest = std::min_element(
            parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.merged < b.merged; });
        if (lowest == parts.end() || lowest->merged == noMerge) break;
        const auto next = lowest + 1;
        const auto result = static_cast<TokenId>(lowest->merged);
        if (log) log->push_back({lowest->token.span.begin, lowest->token.id, next->token.id, result});
        lowest->token = {result, {lowest->token.span.begin, next->token.span.end}};
        const auto i = static_cast<std::size_t>(lowest - parts.begin());
        parts.erase(next);
        parts[i].merged = mergedAt(i);
        if (i > 0) parts[i - 1].merged = mergedAt(i - 1);
    }
    for (const Part& part : parts) out.push_back(part.token);
}

} // namespace tokenarium
