// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a packed vocabulary: every number that will ever be used as an index is looked at once, so that the
// fast paths need not.
#include "engine/text/packed_vocabulary.h"

#include "engine/text/packed_image.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {

namespace {

using packed::Header;
using packed::Section;

/// Turns sections into typed views and complains in whole sentences.
class ImageReader {
public:
    ImageReader(std::span<const std::byte> bytes, const std::string& fileLabel)
        : image(bytes)
        , label(fileLabel) {
        if (image.size() < sizeof(Header))
            refuse("the file has " + std::to_string(image.size()) +
                   " bytes, too few for a packed vocabulary");
        std::memcpy(&header, image.data(), sizeof header);
        if (header.magic != packed::magic)
            refuse("at byte 0: this is no packed vocabulary (TKNVOCAB expected)");
        if (header.version != packed::formatVersion)
            refuse("at byte 8: format " + std::to_string(header.version) + ", this program reads format " +
                   std::to_string(packed::formatVersion));
        if (header.byteOrder != packed::byteOrderMark)
            refuse("at byte 12: made on a machine of another byte order");
        if (header.fileBytes != image.size())
            refuse("the file has " + std::to_string(image.size()) + " bytes, its header says " +
                   std::to_string(header.fileBytes) + "; it was cut off or added to");
        if (header.checksum != packed::checksumOf(image.subspan(packed::checksumBegin)))
            refuse("the checksum does not agree with the contents");
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw std::runtime_error(
            label + ": " + why +
            ". Delete the file and build again (./run): it is made anew from its package.");
    }
    [[noreturn]] void refuse(Section section, const std::string& why) const {
        refuse("at byte " + std::to_string(header.sections[section].offset) + " (" +
               packed::sectionNames[section] + "): " + why);
    }
    void require(bool holds, Section section, const char* expected) const {
        if (!holds) refuse(section, std::string("expected ") + expected);
    }

    template<typename Element>
    std::span<const Element> elements(Section section) const {
        const packed::Extent& extent = header.sections[section];
        require(extent.offset <= image.size() && extent.bytes <= image.size() - extent.offset, section,
                "a place inside the file");
        require(extent.offset % packed::alignment == 0, section, "a multiple of 64");
        require(extent.bytes % sizeof(Element) == 0, section, "whole elements");
        return {reinterpret_cast<const Element*>(image.data() + extent.offset),
                extent.bytes / sizeof(Element)};
    }
    template<typename Element>
    std::span<const Element> elements(Section section, std::size_t count) const {
        const auto found = elements<Element>(section);
        require(found.size() == count, section, (std::to_string(count) + " elements").c_str());
        return found;
    }
    /// A hash table: a power of two, and `isFree` true somewhere, so that every search ends.
    template<typename Element, typename IsFree>
    std::span<const Element> table(Section section, IsFree isFree) const {
        const auto found = elements<Element>(section);
        require(found.size() >= 2 && std::has_single_bit(found.size()), section, "a power of two of slots");
        require(std::any_of(found.begin(), found.end(), isFree), section, "a free slot");
        return found;
    }
    std::string_view text(Section section) const {
        const auto characters = elements<char>(section);
        return {characters.data(), characters.size()};
    }

    Header header;

private:
    std::span<const std::byte> image;
    const std::string& label;
};

void checkOffsets(const ImageReader& reader, std::span<const std::uint32_t> offsets, std::size_t textSize,
                  std::size_t longest) {
    bool good = offsets.front() == 0 && offsets.back() == textSize;
    std::size_t greatest = 0;
    for (std::size_t i = 0; i + 1 < offsets.size(); ++i) {
        good &= offsets[i] <= offsets[i + 1];
        greatest = std::max<std::size_t>(greatest, offsets[i + 1] - offsets[i]);
    }
    reader.require(good, Section::Offsets, "offsets that rise from 0 to the length of the entries");
    reader.require(greatest == longest, Section::Offsets, "no entry longer than the header says");
}

template<typename Element, typename LargestId>
void checkIds(const ImageReader& reader, Section section, std::span<const Element> elements,
              std::size_t count, LargestId largestId) {
    std::uint64_t largest = 0;
    for (const Element& element : elements) largest = std::max<std::uint64_t>(largest, largestId(element));
    reader.require(largest < count, section, "only ids that the vocabulary has");
}

BytePairTables readBytePair(const ImageReader& reader, std::size_t count) {
    BytePairTables tables;
    tables.trie = reader.elements<TrieNode>(Section::Trie);
    reader.require(!tables.trie.empty() && tables.trie.size() % 256 == 0, Section::Trie,
                   "blocks of 256 nodes");
    std::uint32_t greatestBase = 0, greatestToken = 0;
    for (const TrieNode& node : tables.trie) {
        greatestBase = std::max(greatestBase, node.base);
        greatestToken = std::max(greatestToken, node.tokenAndLabel >> 9);
    }
    reader.require((greatestBase | 255u) < tables.trie.size(), Section::Trie, "children inside the table");
    reader.require(greatestToken <= count, Section::Trie, "only ids that the vocabulary has");
    tables.records = reader.elements<BytePairRecord>(Section::Records, count);
    checkIds(reader, Section::Records, tables.records, count, [](const BytePairRecord& record) {
        return std::max({record.left, record.right, record.prefix});
    });
    // Taking a token apart must come to an end: parts are smaller ids, or single bytes.
    bool parts = true;
    for (TokenId id = 0; id < count; ++id) {
        const BytePairRecord& record = tables.records[id];
        for (const TokenId part : {record.left, record.right})
            parts &= part < id || tables.records[part].left == part;
        parts &= (record.left == id) == (record.right == id);
    }
    reader.require(parts, Section::Records, "tokens made of earlier tokens");
    tables.merges = reader.table<MergeSlot>(Section::Merges, [](MergeSlot slot) { return slot == 0; });
    checkIds(reader, Section::Merges, tables.merges, count,
             [](MergeSlot slot) { return slot & (packed::mostEntries - 1); });
    reader.require(tables.merges.size() >= packed::slotsPerFilterWord, Section::Merges, "more slots");
    tables.mergeFilter = reader.elements<std::uint64_t>(Section::MergeFilter,
                                                        tables.merges.size() / packed::slotsPerFilterWord);
    tables.bytes = reader.elements<TokenId>(Section::Bytes, 256);
    checkIds(reader, Section::Bytes, tables.bytes, count, [](TokenId id) { return id; });
    tables.wideStarts = reader.elements<std::uint32_t>(Section::WideStarts, 0x10000);
    checkIds(reader, Section::WideStarts, tables.wideStarts, tables.trie.size(),
             [](std::uint32_t node) { return node; });
    return tables;
}

} // namespace

std::shared_ptr<const PackedVocabulary> PackedVocabulary::open(const std::filesystem::path& path) {
    std::shared_ptr<PackedVocabulary> vocabulary(new PackedVocabulary);
    const auto& file = vocabulary->storage.emplace<MappedFile>(path);
    vocabulary->check(file.bytes(), path.string());
    return vocabulary;
}

std::shared_ptr<const PackedVocabulary> PackedVocabulary::fromImage(std::vector<std::byte> image,
                                                                    std::string label) {
    std::shared_ptr<PackedVocabulary> vocabulary(new PackedVocabulary);
    const auto& bytes = vocabulary->storage.emplace<std::vector<std::byte>>(std::move(image));
    vocabulary->check(bytes, label);
    return vocabulary;
}

std::shared_ptr<const PackedVocabulary> PackedVocabulary::create(const VocabularySource& source) {
    return fromImage(packVocabulary(source), source.name);
}

void PackedVocabulary::check(std::span<const std::byte> image, const std::string& label) {
    const ImageReader reader(image, label);
    const Header& header = reader.header;
    kindOfVocabulary = static_cast<VocabularyKind>(header.kind);
    rule = static_cast<SplitRule>(header.splitRule);
    entryCount = header.entryCount;
    longest = header.longestEntry;
    const bool bytePairKind = kindOfVocabulary == VocabularyKind::BytePair;
    if (!bytePairKind && kindOfVocabulary != VocabularyKind::WordPiece)
        reader.refuse("unknown kind of vocabulary");
    if (bytePairKind ? rule < SplitRule::Gpt2 || rule > lastSplitRule : rule != SplitRule::None)
        reader.refuse("unknown rule for splitting words");
    normalizationRule = static_cast<Normalization>(header.normalization);
    if (normalizationRule > (bytePairKind ? Normalization::Nfc : Normalization::None))
        reader.refuse("unknown normalization");
    if (entryCount == 0 || entryCount > packed::mostEntries) reader.refuse("impossible number of entries");
    nameText = reader.text(Section::Name);
    sourceText = reader.text(Section::Source);
    licenceText = reader.text(Section::Licence);
    unicodeText = reader.text(Section::UnicodeVersion);
    offsets = reader.elements<std::uint32_t>(Section::Offsets, entryCount + 1);
    text = reader.elements<char>(Section::Entries);
    checkOffsets(reader, offsets, text.size(), longest);
    kinds = reader.elements<std::uint8_t>(Section::Kinds, entryCount);
    checkIds(reader, Section::Kinds, kinds, static_cast<std::size_t>(TokenKind::Unused) + 1,
             [](std::uint8_t kind) { return kind; });
    slots = reader.table<VocabularySlot>(Section::Slots,
                                         [](const VocabularySlot& slot) { return slot.high == 0; });
    checkIds(reader, Section::Slots, slots, entryCount, [](const VocabularySlot& slot) { return slot.id; });
    const auto specialIds = reader.elements<TokenId>(Section::Specials);
    checkIds(reader, Section::Specials, specialIds, entryCount, [](TokenId id) { return id; });
    for (const TokenId id : specialIds) specials.push_back({std::string(entry(id).value_or("")), id});
    prefixIds = reader.elements<TokenId>(Section::TemplatePrefix);
    checkIds(reader, Section::TemplatePrefix, prefixIds, entryCount, [](TokenId id) { return id; });
    if (!bytePairKind) return;
    tables = readBytePair(reader, entryCount);
    outOfOrderIds = reader.elements<TokenId>(Section::OutOfOrder);
    checkIds(reader, Section::OutOfOrder, outOfOrderIds, entryCount, [](TokenId id) { return id; });
    while (firstRank < entryCount && kind(firstRank) != TokenKind::Normal) ++firstRank;
}

std::optional<std::string_view> PackedVocabulary::entry(TokenId id) const {
    if (id >= entryCount || offsets[id] == offsets[id + 1]) return std::nullopt;
    return std::string_view(text.data() + offsets[id], offsets[id + 1] - offsets[id]);
}

std::uint32_t PackedVocabulary::findPlusOne(const char* bytes, std::size_t length) const {
    if (length == 0 || length > longest) return 0;
    const packed::EntryKey key = packed::keyOf(bytes, length);
    const auto bits = static_cast<unsigned>(std::countr_zero(slots.size()));
    for (std::size_t at = packed::slotOf(key, bits);; at = (at + 1) & (slots.size() - 1)) {
        const VocabularySlot& slot = slots[at];
        if (slot.high == 0) return 0;
        if (slot.low != key.low || slot.high != key.high) continue;
        if (length <= packed::longestKeptInKey || entry(slot.id) == std::string_view(bytes, length))
            return slot.id + 1;
    }
}

std::optional<TokenId> PackedVocabulary::find(std::string_view entry) const {
    if (const std::uint32_t found = findPlusOne(entry.data(), entry.size())) return found - 1;
    for (const SpecialToken& special : specials)
        if (special.text == entry) return special.id;
    return std::nullopt;
}

TokenKind PackedVocabulary::kind(TokenId id) const {
    return id < entryCount ? static_cast<TokenKind>(kinds[id]) : TokenKind::Unused;
}

std::optional<std::size_t> PackedVocabulary::rank(TokenId id) const {
    if (kind(id) != TokenKind::Normal) return std::nullopt;
    return id - firstRank;
}

} // namespace tokenarium
