// SPDX-License-Identifier: GPL-3.0-or-later
// WordPiece: from the left, take the longest piece of the vocabulary that the rest of the word begins with; a
// word for which that gets stuck is [UNK] as a whole.
//
// Example with bert-base-uncased: "Tokenizing" is lower-cased, "token" is the longest piece that begins it,
// then
// "##izing" is looked for, and so on: token ##izing. What BERT does to the characters before that stands in
// bert_characters.h; here words are found, normalised into a small buffer that remembers which bytes each
// letter came from, and cut. Words of pure ASCII, most of them, skip the buffer's bookkeeping.
#include "engine/text/word_piece.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace tokenarium {
namespace {

constexpr std::size_t longestWord = 100; // letters; longer words are [UNK] by definition

/// One match inside a normalised word, in its bytes.
struct Match {
    TokenId id = 0;
    std::size_t begin = 0, end = 0;
};
using Matches = std::array<Match, longestWord>;

/// One past the last byte that reading the character at `at` examines (Piece::look).
std::size_t lookAfter(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size() + 1;
    const std::size_t end = at + utf8SequenceSize(static_cast<unsigned char>(text[at]));
    return end > text.size() ? text.size() + 1 : end;
}

/// A word while it is being normalised: letters, and the bytes of the text that each came from.
class WordBuffer {
public:
    explicit WordBuffer(std::size_t start) : firstBegin(start), lastEnd(start) {}

    void addSimple(char32_t letter, Span from) {
        markRun = none;
        append(letter, 0, from);
    }

    /// Puts in what a character decomposes to. Letters with a combining class are kept in canonical order
    /// among their neighbours; the spans stay in the order of the text.
    void addParts(const BertParts& parts, Span from) {
        std::size_t kept = 0, done = 0;
        for (std::size_t i = 0; i < parts.count; ++i) kept += parts.parts[i].kept;
        for (std::size_t i = 0; i < parts.count; ++i) {
            const BertPart& part = parts.parts[i];
            if (part.combiningClass == 0) markRun = none;
            if (!part.kept) continue;
            const Span share{from.begin + from.size() * done / kept,
                             from.begin + from.size() * (done + 1) / kept};
            ++done;
            append(part.codePoint, part.combiningClass, share);
        }
    }

    /// An accent that is dropped belongs to the letter right before it.
    void addMark(bool hasStarter, Span from) {
        if (hasStarter) markRun = none;
        if (count == 0 || lastEnd != from.begin) return;
        lastEnd = from.end;
        if (count <= longestWord) spans[count - 1].end = from.end;
    }

    bool empty() const { return count == 0; }
    bool tooLong() const { return count > longestWord; }
    Span whole() const { return {firstBegin, lastEnd}; }
    Span span(std::size_t letter) const { return spans[letter]; }

    /// Writes the letters as UTF-8 to `out` and where each begins to `offsets`; returns the size.
    std::size_t write(char* out, std::array<std::uint16_t, longestWord + 1>& offsets) const {
        std::size_t size = 0;
        for (std::size_t i = 0; i < count; ++i) {
            offsets[i] = static_cast<std::uint16_t>(size);
            size += encodeUtf8(letters[i], out + size);
        }
        offsets[count] = static_cast<std::uint16_t>(size);
        return size;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void append(char32_t letter, std::uint8_t combiningClass, Span from) {
        if (count == 0) firstBegin = from.begin;
        lastEnd = from.end;
        if (count >= longestWord) {
            count = longestWord + 1;
            return;
        }
        if (combiningClass != 0 && markRun == none) markRun = count;
        std::size_t at = count;
        for (; combiningClass != 0 && at > markRun && classes[at - 1] > combiningClass; --at) {
            letters[at] = letters[at - 1];
            classes[at] = classes[at - 1];
        }
        letters[at] = letter;
        classes[at] = combiningClass;
        spans[count++] = from;
    }

    std::size_t count = 0;      // longestWord + 1: more than fit
    std::size_t markRun = none; // first of the letters with a combining class that the next one sorts among
    std::size_t firstBegin, lastEnd;
    std::array<char32_t, longestWord> letters;
    std::array<std::uint8_t, longestWord> classes;
    std::array<Span, longestWord> spans;
};

class WordPiece final : public TextTokenizer {
public:
    WordPiece(std::shared_ptr<const Vocabulary> pieces, WordPieceOptions options, TokenId unknownId)
        : vocab(std::move(pieces))
        , characters(options)
        , unknown(unknownId) {
        for (char32_t c = 0; c < 128; ++c) {
            const BertCharacter character = characters.at(c);
            asciiKinds[c] = character.kind;
            asciiLetters[c] = static_cast<char>(character.codePoint);
        }
        measureEntries();
    }

    const Vocabulary& vocabulary() const override { return *vocab; }

    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        while (begin < text.size()) {
            out.push_back(pieceAt(text, begin));
            begin = out.back().span.end;
            if (begin >= limit) return;
        }
    }

    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        encodeText(piece, [&](TokenId id, Span span) { out.push_back({id, span, 0}); });
    }

    void encodeIds(std::string_view text, std::vector<TokenId>& out) const override {
        encodeText(text, [&](TokenId id, Span) { out.push_back(id); });
    }

    std::string decode(std::span<const TokenId> ids) const override {
        std::string out;
        for (const TokenId id : ids) {
            const auto entry = vocab->entry(id);
            if (!entry) continue;
            if (entry->size() > 2 && entry->starts_with("##")) {
                out += entry->substr(2);
                continue;
            }
            if (!out.empty()) out += ' ';
            out += *entry;
        }
        return out;
    }

    std::vector<TokenId> templatePrefix() const override { return idsOf("[CLS]"); }
    std::vector<TokenId> templateSuffix() const override { return idsOf("[SEP]"); }

private:
    struct Character {
        BertCharacter what;
        std::size_t size = 1;
    };

    Character characterAt(std::string_view text, std::size_t at) const {
        const Utf8Character character = decodeUtf8(text, at);
        return {characters.at(character.codePoint), character.size};
    }

    BertKind kindAt(std::string_view text, std::size_t at) const {
        const auto byte = static_cast<unsigned char>(text[at]);
        return byte < 0x80 ? asciiKinds[byte] : characterAt(text, at).what.kind;
    }

    std::vector<TokenId> idsOf(std::string_view entry) const {
        const auto id = vocab->find(entry);
        return id ? std::vector<TokenId>{*id} : std::vector<TokenId>{};
    }

    /// The longest pieces that begin and that continue a word: nothing longer need be looked up.
    void measureEntries() {
        for (TokenId id = 0; id < vocab->size(); ++id) {
            const auto entry = vocab->entry(id);
            if (!entry) continue;
            longestHead = std::max(longestHead, entry->size());
            if (entry->starts_with("##")) longestTail = std::max(longestTail, entry->size() - 2);
        }
    }

    /// First place at or after `at` where a character is of none of the kinds that `belongs` accepts.
    template<class Belongs>
    std::size_t skip(std::string_view text, std::size_t at, Belongs belongs) const {
        while (at < text.size()) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte < 0x80) {
                if (!belongs(asciiKinds[byte])) return at;
                ++at;
                continue;
            }
            const Character character = characterAt(text, at);
            if (!belongs(character.what.kind)) return at;
            at += character.size;
        }
        return at;
    }

    static bool isMark(BertKind kind) { return kind == BertKind::Mark; }
    static bool isSilent(BertKind kind) { return kind == BertKind::Mark || kind == BertKind::Dropped; }
    static bool isSpace(BertKind kind) { return kind == BertKind::Space; }
    static bool isOfWord(BertKind kind) { return kind != BertKind::Space && kind != BertKind::Alone; }

    /// A run of white space, of dropped characters, a word with the dropped characters in and after it, or a
    /// single character with the accents on it. Each ends where no word can go on and no mark can be sorted
    /// across, so pieces can be encoded on their own.
    Piece pieceAt(std::string_view text, std::size_t begin) const {
        std::size_t end = begin;
        switch (kindAt(text, begin)) {
        case BertKind::Space: end = skip(text, begin, isSpace); break;
        case BertKind::Mark:
        case BertKind::Dropped: end = skip(text, begin, isSilent); break;
        case BertKind::Word: end = skip(text, begin, isOfWord); break;
        case BertKind::Alone: end = skip(text, begin + characterAt(text, begin).size, isMark); break;
        }
        return {{begin, end}, lookAfter(text, end)};
    }

    template<class Emit>
    void encodeText(std::string_view text, const Emit& emit) const {
        std::size_t at = 0;
        while (at < text.size()) {
            switch (kindAt(text, at)) {
            case BertKind::Word: at = encodeWord(text, at, emit); break;
            case BertKind::Alone: at = encodeAlone(text, at, emit); break;
            default: at += characterAt(text, at).size; break;
            }
        }
    }

    template<class Emit>
    std::size_t encodeAlone(std::string_view text, std::size_t begin, const Emit& emit) const {
        const Character character = characterAt(text, begin);
        const std::size_t end = skip(text, begin + character.size, isMark);
        char bytes[4];
        const std::size_t size = encodeUtf8(character.what.codePoint, bytes);
        emit(vocab->find({bytes, size}).value_or(unknown), Span{begin, end});
        return end;
    }

    template<class Emit>
    std::size_t encodeWord(std::string_view text, std::size_t begin, const Emit& emit) const {
        std::array<char, 2 + longestWord> room;
        char* const letters = room.data() + 2;
        std::size_t at = begin;
        for (; at < text.size(); ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte >= 0x80 || asciiKinds[byte] != BertKind::Word) break;
            if (at - begin < longestWord) letters[at - begin] = asciiLetters[byte];
        }
        if (at < text.size() && isOfWord(kindAt(text, at))) return encodeMixedWord(text, begin, emit);
        Matches matches;
        const std::size_t count = at - begin > longestWord ? 0 : match(letters, at - begin, matches);
        if (count == 0) emit(unknown, Span{begin, at});
        for (std::size_t i = 0; i < count; ++i)
            emit(matches[i].id, Span{begin + matches[i].begin, begin + matches[i].end});
        return at;
    }

    /// A word in which something is not ASCII or is dropped.
    template<class Emit>
    std::size_t encodeMixedWord(std::string_view text, std::size_t begin, const Emit& emit) const {
        WordBuffer word(begin);
        std::size_t at = begin;
        while (at < text.size()) {
            const Utf8Character character = decodeUtf8(text, at);
            const BertCharacter what = characters.at(character.codePoint);
            if (!isOfWord(what.kind)) break;
            const Span from{at, at + character.size};
            if (what.kind == BertKind::Word && (what.simple || word.tooLong()))
                word.addSimple(what.codePoint, from);
            else if (what.kind == BertKind::Word)
                word.addParts(characters.expand(character.codePoint), from);
            else if (what.kind == BertKind::Mark)
                word.addMark(what.hasStarter, from);
            at = from.end;
        }
        emitMixedWord(word, emit);
        return at;
    }

    template<class Emit>
    void emitMixedWord(const WordBuffer& word, const Emit& emit) const {
        if (word.empty()) return;
        std::array<char, 2 + 4 * longestWord> room;
        std::array<std::uint16_t, longestWord + 1> offsets;
        Matches matches;
        const std::size_t size = word.tooLong() ? 0 : word.write(room.data() + 2, offsets);
        const std::size_t count = match(room.data() + 2, size, matches);
        if (count == 0) emit(unknown, word.whole());
        std::size_t letter = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t first = letter;
            while (offsets[letter] < matches[i].end) ++letter;
            emit(matches[i].id, Span{word.span(first).begin, word.span(letter - 1).end});
        }
    }

    /// Cuts a normalised word of at most 100 letters; returns how many pieces, 0 if it cannot be spelt. The
    /// two bytes before `word` are free and so is every part already matched: "##" is written there.
    std::size_t match(char* word, std::size_t size, Matches& out) const {
        std::size_t count = 0;
        for (std::size_t begin = 0; begin < size;) {
            const std::size_t prefix = begin == 0 ? 0 : 2;
            if (prefix != 0) word[begin - 2] = word[begin - 1] = '#';
            std::size_t end = std::min(size, begin + (begin == 0 ? longestHead : longestTail));
            std::optional<TokenId> id;
            for (; end > begin; --end) {
                if (end < size && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) continue;
                id = vocab->find({word + begin - prefix, end - begin + prefix});
                if (id) break;
            }
            if (!id) return 0;
            out[count++] = {*id, begin, end};
            begin = end;
        }
        return count;
    }

    std::shared_ptr<const Vocabulary> vocab;
    BertCharacters characters;
    TokenId unknown;
    std::size_t longestHead = 0, longestTail = 0; // bytes
    std::array<BertKind, 128> asciiKinds;
    std::array<char, 128> asciiLetters;
};

} // namespace

std::shared_ptr<const TextTokenizer> createWordPiece(std::shared_ptr<const Vocabulary> vocabulary,
                                                     WordPieceOptions options) {
    const auto unknown = vocabulary->find("[UNK]");
    if (!unknown)
        throw std::runtime_error(
            "This vocabulary has no piece \"[UNK]\", which WordPiece needs for words it cannot "
            "spell. Choose the vocab.txt of a BERT model.");
    return std::make_shared<WordPiece>(std::move(vocabulary), options, *unknown);
}

} // namespace tokenarium
