// SPDX-License-Identifier: GPL-3.0-or-later
// Packing: everything that can be worked out about a vocabulary beforehand is worked out here, once.
#include "engine/text/byte_pair.h"
#include "engine/text/packed_image.h"
#include "engine/text/unicode_class.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

namespace tokenarium {

namespace {

using packed::Section;

[[noreturn]] void refuse(const VocabularySource& source, const std::string& why) {
    throw std::runtime_error("vocabulary " + source.name + ": " + why);
}

/// The sections in order, each at a cache line.
class ImageBuilder {
public:
    ImageBuilder() : image(aligned(sizeof(packed::Header))) {}

    template<typename Element>
    void add(Section section, std::span<const Element> elements) {
        const auto bytes = std::as_bytes(elements);
        header.sections[section] = {image.size(), bytes.size()};
        image.insert(image.end(), bytes.begin(), bytes.end());
        image.resize(aligned(image.size()));
    }
    template<typename Element>
    void add(Section section, const std::vector<Element>& elements) {
        add(section, std::span<const Element>(elements));
    }
    void add(Section section, std::string_view text) { add(section, std::span<const char>(text)); }

    std::vector<std::byte> finish() {
        header.fileBytes = image.size();
        std::memcpy(image.data(), &header, sizeof header);
        header.checksum = packed::checksumOf(std::span(image).subspan(packed::checksumBegin));
        std::memcpy(image.data(), &header, sizeof header);
        return std::move(image);
    }

    packed::Header header;

private:
    static std::size_t aligned(std::size_t size) {
        return (size + packed::alignment - 1) / packed::alignment * packed::alignment;
    }
    std::vector<std::byte> image;
};

/// Ids of special tokens, ascending, their texts put among the entries.
std::vector<TokenId> placeSpecialTokens(const VocabularySource& source, std::vector<std::string>& entries) {
    std::vector<TokenId> ids;
    for (const SpecialToken& special : source.specialTokens) {
        if (special.text.empty() || special.id >= packed::mostEntries)
            refuse(source, "special token " + std::to_string(special.id) + " has no text or too large an id");
        if (special.id >= entries.size()) entries.resize(special.id + 1);
        std::string& entry = entries[special.id];
        if (!entry.empty() && entry != special.text)
            refuse(source, "id " + std::to_string(special.id) + " is both \"" + entry +
                               "\" and the special token " + special.text);
        entry = special.text;
        ids.push_back(special.id);
    }
    std::sort(ids.begin(), ids.end());
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
        refuse(source, "two special tokens share an id");
    return ids;
}

std::vector<std::uint8_t> kindsOf(const VocabularySource& source, const std::vector<std::string>& entries,
                                  const std::vector<TokenId>& specials) {
    std::vector<std::uint8_t> kinds(entries.size(), static_cast<std::uint8_t>(TokenKind::Normal));
    const auto mark = [&](TokenId id, TokenKind kind) {
        if (id >= kinds.size()) refuse(source, "there is no id " + std::to_string(id));
        kinds[id] = static_cast<std::uint8_t>(kind);
    };
    for (TokenId id = 0; id < entries.size(); ++id)
        if (entries[id].empty()) mark(id, TokenKind::Unused);
    for (const TokenId id : source.unused) mark(id, TokenKind::Unused);
    for (const TokenId id : specials) mark(id, TokenKind::Special);
    if (source.unknown) mark(*source.unknown, TokenKind::Unknown);
    return kinds;
}

/// The index: in byte-pair vocabularies of normal tokens only, in word-piece lists of all entries.
std::vector<VocabularySlot> makeSlots(const std::vector<std::string>& entries,
                                      const std::vector<bool>& indexed) {
    const unsigned bits =
        packed::tableBits(static_cast<std::size_t>(std::count(indexed.begin(), indexed.end(), true)));
    std::vector<VocabularySlot> slots(std::size_t(1) << bits);
    for (TokenId id = 0; id < entries.size(); ++id) {
        if (!indexed[id]) continue;
        const packed::EntryKey key = packed::keyOf(entries[id].data(), entries[id].size());
        std::size_t at = packed::slotOf(key, bits);
        while (slots[at].high != 0 && entries[slots[at].id] != entries[id])
            at = (at + 1) & (slots.size() - 1);
        slots[at] = {key.low, key.high, id};
    }
    return slots;
}

/// Builds the trie, breadth first, so that the nodes near the root, which every search passes, lie together.
class TrieBuilder {
public:
    /// `ids` in the order of their entries.
    TrieBuilder(const std::vector<std::string>& vocabularyEntries, const std::vector<TokenId>& ids)
        : entries(vocabularyEntries) {
        grow();
        taken[0] = true;    // the root
        baseUsed[0] = true; // means "no children"
        level.push_back({0, 0, ids.size()});
        for (std::size_t depth = 0; !level.empty(); ++depth) {
            std::vector<Range> next;
            for (const Range& range : level) addChildren(range, depth, ids, next);
            level = std::move(next);
        }
    }

    std::vector<TrieNode> nodes;

private:
    struct Range { // the ids below a node
        std::uint32_t node;
        std::size_t begin, end;
    };

    void grow() {
        nodes.resize(nodes.size() + 256);
        taken.resize(nodes.size());
        baseUsed.resize(nodes.size());
    }

    void addChildren(Range range, std::size_t depth, const std::vector<TokenId>& ids,
                     std::vector<Range>& next) {
        if (entries[ids[range.begin]].size() == depth) {
            nodes[range.node].tokenAndLabel |= (ids[range.begin] + 1) << 9;
            ++range.begin;
        }
        std::vector<Range> children;
        std::vector<unsigned> labels;
        for (std::size_t i = range.begin; i < range.end; ++i) {
            const auto label = static_cast<unsigned char>(entries[ids[i]][depth]);
            if (labels.empty() || labels.back() != label) {
                labels.push_back(label);
                children.push_back({0, i, i});
            }
            children.back().end = i + 1;
        }
        if (labels.empty()) return;
        const std::uint32_t base = findBase(labels);
        nodes[range.node].base = base;
        baseUsed[base] = true;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            children[i].node = base ^ labels[i];
            taken[children[i].node] = true;
            nodes[children[i].node].tokenAndLabel = 256 | labels[i];
        }
        next.insert(next.end(), children.begin(), children.end());
    }

    bool fits(std::uint32_t base, const std::vector<unsigned>& labels) const {
        return !baseUsed[base] && std::none_of(labels.begin(), labels.end(),
                                               [&](unsigned label) { return taken[base ^ label]; });
    }

    /// The first base that fits among the newest blocks of 256; the older ones are nearly full.
    std::uint32_t findBase(const std::vector<unsigned>& labels) {
        const std::size_t blocksTried = labels.size() == 1 ? 8 : 24;
        const std::size_t begin = nodes.size() > 256 * blocksTried ? nodes.size() - 256 * blocksTried : 0;
        for (std::size_t slot = begin; slot < nodes.size(); ++slot) {
            if (taken[slot]) continue;
            const auto base = static_cast<std::uint32_t>(slot ^ labels.front());
            if (fits(base, labels)) return base;
        }
        const auto fresh = static_cast<std::uint32_t>(nodes.size());
        grow();
        return fresh;
    }

    const std::vector<std::string>& entries;
    std::vector<bool> taken, baseUsed;
    std::vector<Range> level;
};

/// How merging makes each token, which ones it can reach at all, and what follows from that.
class BytePairTablesBuilder {
public:
    BytePairTablesBuilder(const VocabularySource& vocabulary, const std::vector<std::string>& allEntries,
                          const std::vector<bool>& isToken)
        : source(vocabulary)
        , entries(allEntries)
        , records(allEntries.size())
        , reachable(allEntries.size()) {
        for (TokenId id = 0; id < entries.size(); ++id) {
            records[id] = {id, id, id, static_cast<std::uint32_t>(entries[id].size()), 0, 0};
            if (isToken[id] && !idOf.emplace(entries[id], id).second)
                refuse(source, "id " + std::to_string(id) + " repeats another entry");
        }
        findBytes();
        for (TokenId id = 0; id < entries.size(); ++id)
            if (isToken[id]) findLastMerge(id);
        findPrefixes();
        findEdges();
    }

    void addTo(ImageBuilder& image) const {
        std::vector<TokenId> ids;
        for (TokenId id = 0; id < entries.size(); ++id)
            if (reachable[id]) ids.push_back(id);
        std::sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return entries[a] < entries[b]; });
        const std::vector<TrieNode> trie = TrieBuilder(entries, ids).nodes;
        image.add(Section::Trie, trie);
        image.add(Section::Records, records);
        addMergesTo(image);
        image.add(Section::WideStarts, wideStarts(trie));
        image.add(Section::Bytes, bytes);
        image.add(Section::OutOfOrder, outOfOrder);
    }

private:
    std::optional<TokenId> find(std::string_view entry) const {
        const auto found = idOf.find(entry);
        return found == idOf.end() ? std::nullopt : std::optional(found->second);
    }

    void findBytes() {
        for (unsigned byte = 0; byte < 256; ++byte) {
            const char character = static_cast<char>(byte);
            const auto id = find({&character, 1});
            if (!id) refuse(source, "there is no token for the single byte " + std::to_string(byte));
            bytes.push_back(*id);
        }
    }

    void findLastMerge(TokenId id) {
        std::vector<Token> result;
        std::vector<Merge> log;
        mergePlainly([&](std::string_view entry) { return find(entry); }, entries[id], result, &log);
        reachable[id] = result.size() == 1;
        if (!reachable[id] || log.empty()) return;
        const Merge& last = log.back();
        // Backtracking looks at merges from the last to the first by id: that must be the order in time.
        for (const TokenId part : {last.left, last.right})
            if (part >= id && entries[part].size() > 1) {
                if (!source.definedByRank)
                    refuse(source, "token " + std::to_string(id) + " is made of the later token " +
                                       std::to_string(part) +
                                       "; the ids of a byte-pair vocabulary must be in order of learning");
                reachable[id] = false;
                outOfOrder.push_back(id);
                return;
            }
        records[id].left = last.left;
        records[id].right = last.right;
    }

    void findPrefixes() {
        for (TokenId id = 0; id < entries.size(); ++id) {
            if (!reachable[id]) continue;
            const std::string_view entry = entries[id];
            for (std::size_t length = entry.size() - 1; length > 0; --length) {
                const auto prefix = find(entry.substr(0, length));
                if (!prefix || !reachable[*prefix]) continue;
                records[id].prefix = *prefix;
                break;
            }
        }
    }

    static std::uint64_t edgeBit(TokenId id) { return std::uint64_t(1) << (id * 0x9e3779b9u >> 26); }

    /// What may merge across the boundary between two tokens is on the right edge of the one (the token, its
    /// right part, the right part of that …) and on the left edge of the other. leftEdge has a bit for every
    /// token of the left edge; rightEdge has the bits of all that any token of the right edge merges with.
    void findEdges() {
        std::vector<std::uint64_t> partners(entries.size());
        for (TokenId id = 0; id < entries.size(); ++id)
            if (records[id].left != id) partners[records[id].left] |= edgeBit(records[id].right);
        for (TokenId id = 0; id < entries.size(); ++id) {
            BytePairRecord& record = records[id];
            for (TokenId left = id;; left = records[left].left) {
                record.leftEdge |= edgeBit(left);
                if (records[left].left == left) break;
            }
            for (TokenId right = id;; right = records[right].right) {
                record.rightEdge |= partners[right];
                if (records[right].right == right) break;
            }
        }
    }

    void addMergesTo(ImageBuilder& image) const {
        std::size_t count = 0;
        for (TokenId id = 0; id < entries.size(); ++id) count += records[id].left != id;
        const unsigned bits = std::max(packed::tableBits(count), 6u);
        std::vector<MergeSlot> slots(std::size_t(1) << bits);
        std::vector<std::uint64_t> filter(slots.size() / packed::slotsPerFilterWord);
        for (TokenId id = 0; id < entries.size(); ++id) {
            if (records[id].left == id) continue;
            const std::uint64_t key = packed::mergeKey(records[id].left, records[id].right);
            const std::uint64_t hash = packed::mergeHash(key);
            std::size_t at = hash >> (64 - bits);
            filter[at / packed::slotsPerFilterWord] |= packed::mergeFilterBits(hash);
            while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
            slots[at] = key << 21 | id;
        }
        image.add(Section::Merges, slots);
        image.add(Section::MergeFilter, filter);
    }

    /// For every character of three bytes that is a token: its node.
    std::vector<std::uint32_t> wideStarts(const std::vector<TrieNode>& trie) const {
        std::vector<std::uint32_t> starts(0x10000);
        for (unsigned codePoint = 0x800; codePoint < 0x10000; ++codePoint) {
            std::uint32_t node = 0;
            for (const unsigned byte :
                 {0xe0 | codePoint >> 12, 0x80 | (codePoint >> 6 & 63), 0x80 | (codePoint & 63)}) {
                const std::uint32_t child = trie[node].base ^ byte;
                const bool exists = (trie[child].tokenAndLabel & 511) == (256 | byte);
                node = exists ? child : 0;
                if (!exists) break;
            }
            if (node != 0 && trie[node].tokenAndLabel >> 9) starts[codePoint] = node;
        }
        return starts;
    }

    const VocabularySource& source;
    const std::vector<std::string>& entries;
    std::unordered_map<std::string_view, TokenId> idOf;
    std::vector<BytePairRecord> records;
    std::vector<bool> reachable;
    std::vector<TokenId> bytes, outOfOrder;
};

} // namespace

std::vector<std::byte> packVocabulary(const VocabularySource& source) {
    const bool bytePair = source.kind == VocabularyKind::BytePair;
    std::vector<std::string> entries = source.entries;
    const std::vector<TokenId> specials = placeSpecialTokens(source, entries);
    if (entries.empty()) refuse(source, "there are no entries");
    if (entries.size() > packed::mostEntries)
        refuse(source, "more than " + std::to_string(packed::mostEntries) + " entries");
    const std::vector<std::uint8_t> kinds = kindsOf(source, entries, specials);
    std::vector<bool> indexed(entries.size());
    std::vector<std::uint32_t> offsets{0};
    std::string text;
    ImageBuilder image;
    for (TokenId id = 0; id < entries.size(); ++id) {
        const bool normal = kinds[id] == static_cast<std::uint8_t>(TokenKind::Normal);
        indexed[id] = !entries[id].empty() && (normal || !bytePair);
        text += entries[id];
        if (text.size() > 0x7fffffff) refuse(source, "the entries are longer than 2 GB");
        offsets.push_back(static_cast<std::uint32_t>(text.size()));
        image.header.longestEntry =
            std::max(image.header.longestEntry, static_cast<std::uint32_t>(entries[id].size()));
    }
    image.header.kind = static_cast<std::uint32_t>(source.kind);
    image.header.splitRule = static_cast<std::uint32_t>(source.splitRule);
    image.header.normalization = static_cast<std::uint32_t>(source.normalization);
    image.header.entryCount = static_cast<std::uint32_t>(entries.size());
    image.add(Section::Name, source.name);
    image.add(Section::Source, source.source);
    image.add(Section::Licence, source.licence);
    image.add(Section::UnicodeVersion, bytePair ? unicodeClassVersion : "");
    image.add(Section::Offsets, offsets);
    image.add(Section::Entries, std::string_view(text));
    image.add(Section::Kinds, kinds);
    image.add(Section::Specials, specials);
    image.add(Section::TemplatePrefix, source.templatePrefix);
    image.add(Section::Slots, makeSlots(entries, indexed));
    if (bytePair) BytePairTablesBuilder(source, entries, indexed).addTo(image);
    return image.finish();
}

} // namespace tokenarium
