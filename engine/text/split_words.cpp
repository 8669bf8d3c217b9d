// SPDX-License-Identifier: GPL-3.0-or-later
// The published regular expressions as straight code. Each alternative of an expression becomes one `if`, in
// the same order; where the regex engine would backtrack, the comment says what that comes to. A scanner only
// looks forward, and can remember how far (Piece::look).
//
//   GPT-2   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//   cl100k  (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|
//           \s*[\r\n]+|\s+(?!\S)|\s+
//   o200k
//   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|
//           [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|
//           \p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
//   Qwen    cl100k with \p{N} instead of \p{N}{1,3}
//   Tekken  o200k with \p{N} instead of \p{N}{1,3}, and without (?i:'s|'t|'re|'ve|'m|'ll|'d)?
//   DeepSeek, three expressions, of which each sees what the ones before it have taken and left:
//           \p{N}{1,3}
//           [一-龥぀-ゟ゠-ヿ]+
//           [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|
//           ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
#include "engine/text/split_words.h"

#include "engine/text/unicode_class.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace tokenarium {

namespace {

// Sets of classes are bit masks. The end of the text is in none of them.
using ClassSet = unsigned;
constexpr ClassSet setOf(CharacterClass one) { return 1u << static_cast<unsigned>(one); }
constexpr ClassSet none = 0, spaces = setOf(CharacterClass::Space), numbers = setOf(CharacterClass::Number),
                   lower = setOf(CharacterClass::Lower), upper = setOf(CharacterClass::Upper),
                   caseless = setOf(CharacterClass::Letter) | setOf(CharacterClass::Mark),
                   letters = setOf(CharacterClass::Letter) | upper | lower,
                   marks = setOf(CharacterClass::Mark), signs = setOf(CharacterClass::Sign),
                   symbols = setOf(CharacterClass::Other) | marks | signs, upperRun = upper | caseless,
                   lowerRun = lower | caseless;

constexpr std::array<std::uint8_t, 256> makeByteSets() {
    std::array<std::uint8_t, 256> sets{}; // bytes past ASCII are in no set: they need decoding
    for (unsigned byte = 0; byte < 128; ++byte) {
        const bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
        const bool control = byte < ' ' || byte == 127;
        sets[byte] = static_cast<std::uint8_t>(space                        ? spaces
                                               : byte >= '0' && byte <= '9' ? numbers
                                               : byte >= 'a' && byte <= 'z' ? lower
                                               : byte >= 'A' && byte <= 'Z' ? upper
                                               : control                    ? setOf(CharacterClass::Other)
                                                                            : signs);
    }
    return sets;
}
constexpr std::array<std::uint8_t, 256> byteSets = makeByteSets();

struct Character {
    ClassSet set = none;
    std::uint32_t length = 0, codePoint = 0;
    bool isEnd() const { return length == 0; }
    bool isIn(ClassSet other) const { return (set & other) != 0; }
    bool isNewline() const { return codePoint == '\n' || codePoint == '\r'; }
};

enum class Case { Exact, Folded };

template<bool remembersLook>
class Scanner {
public:
    explicit Scanner(std::string_view view)
        : text(reinterpret_cast<const unsigned char*>(view.data()))
        , size(view.size()) {}

    std::size_t look = 0; ///< one past the furthest byte examined

    std::size_t gpt2End(std::size_t at) {
        const Character first = read(at);
        if (first.codePoint == '\'')
            if (const std::size_t end = contractionEnd<Case::Exact>(at)) return end;
        const std::size_t start = first.codePoint == ' ' ? at + 1 : at;
        const Character head = start == at ? first : read(start);
        if (head.isIn(letters)) return runEnd<letters>(start + head.length);
        if (head.isIn(numbers)) return runEnd<numbers>(start + head.length);
        if (head.isIn(symbols)) return runEnd<symbols>(start + head.length);
        return whiteEnd<false>(at);
    }

    /// `digits` of a number stay together.
    template<int digits>
    std::size_t cl100kEnd(std::size_t at) {
        const Character first = read(at);
        if (first.isIn(letters)) return runEnd<letters>(at + first.length);
        if (first.isIn(numbers)) return numberEnd<digits>(at, first);
        if (first.codePoint == '\'')
            if (const std::size_t end = contractionEnd<Case::Folded>(at)) return end;
        const Character second = read(at + first.length);
        if (second.isIn(letters) && !first.isNewline())
            return runEnd<letters>(at + first.length + second.length);
        if (first.isIn(symbols)) return newlinesEnd<false>(runEnd<symbols>(at + first.length));
        if (first.codePoint == ' ' && second.isIn(symbols))
            return newlinesEnd<false>(runEnd<symbols>(at + 1 + second.length));
        return whiteEnd<true>(at);
    }

    template<int digits, bool suffixes>
    std::size_t o200kEnd(std::size_t at) {
        const auto suffixEnd = [this](std::size_t end) { return suffixes ? contractedEnd(end) : end; };
        const Character first = read(at);
        if (first.isIn(numbers)) return numberEnd<digits>(at, first);
        if (first.isIn(letters)) return suffixEnd(caseWordEnd(at).end);
        const std::size_t next = at + first.length;
        if (!first.isNewline()) {
            const Word word = caseWordEnd(next);
            // A mark may be the character before a word or its beginning. The first alternative is tried with
            // both before the second one: so without it (only capitals follow) the mark stands alone.
            if (first.isIn(caseless)) return suffixEnd(word.endsLow ? word.end : next);
            if (word.end > next) return suffixEnd(word.end);
        }
        if (first.isIn(symbols)) return newlinesEnd<true>(runEnd<symbols>(next));
        if (first.codePoint == ' ' && read(next).isIn(symbols))
            return newlinesEnd<true>(runEnd<symbols>(next));
        return whiteEnd<true>(at);
    }

    std::size_t deepSeekEnd(std::size_t at) {
        const Character first = read(at);
        if (first.isIn(numbers)) return numberEnd<3>(at, first);
        return isHanOrKana(first) ? stretchPartEnd<true>(at, first) : stretchPartEnd<false>(at, first);
    }

private:
    /// `endsLow`: by the first alternative of o200k (ends with a character that may be lower case), not the
    /// second.
    struct Word {
        std::size_t end;
        bool endsLow;
    };

    void remember(std::size_t examinedEnd) {
        if constexpr (remembersLook) look = std::max(look, examinedEnd);
    }

    Character read(std::size_t at) {
        if (at < size && text[at] < 0x80) [[likely]] {
            remember(at + 1);
            return {byteSets[text[at]], 1, text[at]};
        }
        return readLong(at);
    }

    Character readLong(std::size_t at) {
        const DecodedCharacter decoded = decodeCharacter(text, at, size);
        remember(at + decoded.examined);
        if (decoded.length == 0) return {};
        return {setOf(characterClass(decoded.codePoint)), decoded.length, decoded.codePoint};
    }

    /// End of the longest run of characters in `set` from `at` on.
    template<ClassSet set>
    std::size_t runEnd(std::size_t at) {
        for (;;) {
            while (at < size && (byteSets[text[at]] & set)) ++at;
            if (at < size && text[at] < 0x80) {
                remember(at + 1);
                return at;
            }
            if constexpr ((set & caseless) == caseless || set == letters)
                while (isPlainIdeograph(at)) at += 3;
            const Character next = read(at);
            if (!next.isIn(set)) return at;
            at += next.length;
        }
    }

    /// U+5000 to U+9FFF, all letters without case: most of Chinese, without a look into the tables.
    bool isPlainIdeograph(std::size_t at) const {
        return at + 3 <= size && text[at] >= 0xe5 && text[at] <= 0xe9 && (text[at + 1] & 0xc0) == 0x80 &&
               (text[at + 2] & 0xc0) == 0x80;
    }

    /// \p{N}{1,digits}
    template<int digits>
    std::size_t numberEnd(std::size_t at, Character first) {
        at += first.length;
        for (int count = 1; count < digits; ++count) {
            const Character next = read(at);
            if (!next.isIn(numbers)) break;
            at += next.length;
        }
        return at;
    }

    /// [\r\n]* or [\r\n/]*
    template<bool slashes>
    std::size_t newlinesEnd(std::size_t at) {
        while (at < size && (text[at] == '\n' || text[at] == '\r' || (slashes && text[at] == '/'))) ++at;
        remember(at + 1);
        return at;
    }

    /// \s*[\r\n]+|\s+(?!\S)|\s+ (the first only with `newlines`), for `at` on white space. After
    /// backtracking: up to the last newline of the run; else all of it at the end of the text; else all but
    /// its last character, which belongs to what follows; else that single character. With `parted`, what
    /// DeepSeek's first two expressions take is the end of the text for the third.
    template<bool newlines, bool parted = false>
    std::size_t whiteEnd(std::size_t at) {
        std::size_t end = at, last = at, afterNewline = 0;
        for (;;) {
            for (; end < size && (byteSets[text[end]] & spaces); last = end++)
                if (text[end] == '\n' || text[end] == '\r') afterNewline = end + 1;
            const Character next = read(end);
            if (next.isIn(spaces)) {
                last = end;
                end += next.length;
                continue;
            }
            if (newlines && afterNewline) return afterNewline;
            const bool isLast = next.isEnd() || (parted && (next.isIn(numbers) || isHanOrKana(next)));
            return isLast || last == at ? end : last;
        }
    }

    /// [Lu Lt Lm Lo M]*[Ll Lm Lo M]+ or, where that fails, [Lu Lt Lm Lo M]+: the two alternatives of o200k
    /// behind their optional first character. The greedy first part takes the whole run; if no lower-case
    /// letter follows it gives back characters until one is in both sets, and the second part ends right
    /// behind that one.
    Word caseWordEnd(std::size_t at) {
        std::size_t end = at, afterCaseless = 0;
        for (;;) {
            while (end < size && (byteSets[text[end]] & upper)) ++end;
            if (end < size && (byteSets[text[end]] & lower)) return {runEnd<lowerRun>(end + 1), true};
            if (isPlainIdeograph(end)) {
                afterCaseless = end += 3;
                continue;
            }
            const Character next = read(end);
            if (next.isIn(lower)) return {runEnd<lowerRun>(end + next.length), true};
            if (!next.isIn(upperRun)) break;
            end += next.length;
            if (next.isIn(caseless)) afterCaseless = end;
        }
        if (afterCaseless) return {afterCaseless, true};
        return {end, false};
    }

    // What DeepSeek's second expression takes.
    static bool isHanOrKana(const Character& character) {
        return (character.codePoint >= 0x4e00 && character.codePoint <= 0x9fa5) ||
               (character.codePoint >= 0x3040 && character.codePoint <= 0x30ff);
    }

    /// DeepSeek's third expression. It sees stretches of Han and kana on their own, and what lies between
    /// them and between numbers: `kana` says which. Everything that is not of the stretch is the end of the
    /// text.
    template<bool kana>
    std::size_t stretchPartEnd(std::size_t at, Character first) {
        const std::size_t next = at + first.length;
        const Character second = readOf<kana>(next);
        if (first.isIn(signs) && first.codePoint < 0x80 && second.isIn(upper | lower) &&
            second.codePoint < 0x80)
            return asciiLettersEnd(next);
        // A mark may be the character before a word or its beginning: that comes to the same.
        if (first.isIn(letters | marks) ||
            (second.isIn(letters | marks) && !first.isIn(signs) && !first.isNewline()))
            return stretchRunEnd<kana, letters | marks>(next);
        if (first.isIn(signs)) return newlinesEnd<false>(stretchRunEnd<kana, signs>(next));
        if (first.codePoint == ' ' && second.isIn(signs))
            return newlinesEnd<false>(stretchRunEnd<kana, signs>(next));
        if (first.isIn(spaces)) return whiteEnd<true, true>(at);
        return unmatchedEnd<kana>(next, second);
    }

    /// As read, but the end of the text where a character is not of the stretch.
    template<bool kana>
    Character readOf(std::size_t at) {
        const Character next = read(at);
        return next.isIn(numbers) || isHanOrKana(next) != kana ? Character{} : next;
    }

    std::size_t asciiLettersEnd(std::size_t at) {
        while (at < size && (byteSets[text[at]] & (upper | lower))) ++at;
        remember(at + 1);
        return at;
    }

    template<bool kana, ClassSet set>
    std::size_t stretchRunEnd(std::size_t at) {
        for (;;) {
            if constexpr (!kana)
                while (at < size && (byteSets[text[at]] & set)) ++at;
            else if constexpr (set == (letters | marks))
                while (isPlainIdeograph(at) && text[at] != 0xe9) at += 3; // up to U+8FFF
            const Character next = readOf<kana>(at);
            if (!next.isIn(set)) return at;
            at += next.length;
        }
    }

    /// Controls and the like match nothing in DeepSeek's expressions; a run of them up to the next match is a
    /// piece. `next`, at `at`, stands behind one of them and begins no word.
    template<bool kana>
    std::size_t unmatchedEnd(std::size_t at, Character next) {
        while (next.isIn(setOf(CharacterClass::Other))) {
            const Character behind = readOf<kana>(at + next.length);
            if (behind.isIn(letters | marks)) return at;
            at += next.length;
            next = behind;
        }
        return at;
    }

    /// (?i:'s|'t|'re|'ve|'m|'ll|'d)? behind a word of o200k.
    std::size_t contractedEnd(std::size_t at) {
        if (at >= size || text[at] != '\'') {
            remember(at + 1);
            return at;
        }
        const std::size_t end = contractionEnd<Case::Folded>(at);
        return end ? end : at;
    }

    /// 's|'t|'re|'ve|'m|'ll|'d for `at` on the apostrophe; 0 where it is none of them. Without regard to
    /// case, the long s (U+017F) is an s.
    template<Case rule>
    std::size_t contractionEnd(std::size_t at) {
        const Character first = folded<rule>(at + 1), second = folded<rule>(at + 1 + first.length);
        const std::size_t afterFirst = at + 1 + first.length;
        switch (first.codePoint) {
        case 's':
        case 't':
        case 'm':
        case 'd': return afterFirst;
        case 'r':
        case 'v': return second.codePoint == 'e' ? afterFirst + 1 : 0;
        case 'l': return second.codePoint == 'l' ? afterFirst + 1 : 0;
        default: return 0;
        }
    }

    template<Case rule>
    Character folded(std::size_t at) {
        Character next = read(at);
        if constexpr (rule == Case::Folded) {
            if (next.codePoint >= 'A' && next.codePoint <= 'Z') next.codePoint += 'a' - 'A';
            if (next.codePoint == 0x17f) next.codePoint = 's';
        }
        return next;
    }

    const unsigned char* text;
    std::size_t size;
};

/// Calls `take(end, look)` for every piece from `begin` on until it returns false or the text ends.
template<bool remembersLook, typename NextEnd, typename Take>
void eachPiece(std::string_view text, std::size_t begin, NextEnd nextEnd, Take take) {
    Scanner<remembersLook> scanner(text);
    while (begin < text.size()) {
        scanner.look = 0;
        const std::size_t end = nextEnd(scanner, begin);
        assert(end > begin && end <= text.size());
        begin = end;
        if (!take(end, scanner.look)) return;
    }
}

template<bool remembersLook, typename Take>
void eachPiece(SplitRule rule, std::string_view text, std::size_t begin, Take take) {
    using Pieces = Scanner<remembersLook>;
    switch (rule) {
    case SplitRule::None: assert(false); break;
    case SplitRule::Gpt2:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.gpt2End(at); }, take);
    case SplitRule::Cl100k:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.template cl100kEnd<3>(at); }, take);
    case SplitRule::O200k:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.template o200kEnd<3, true>(at); }, take);
    case SplitRule::Qwen:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.template cl100kEnd<1>(at); }, take);
    case SplitRule::DeepSeek:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.deepSeekEnd(at); }, take);
    case SplitRule::Tekken:
        return eachPiece<remembersLook>(
            text, begin, [](Pieces& s, std::size_t at) { return s.template o200kEnd<1, false>(at); }, take);
    }
}

} // namespace

void splitWords(SplitRule rule, std::string_view text, std::size_t begin, std::size_t limit,
                std::vector<Piece>& out) {
    eachPiece<true>(rule, text, begin, [&](std::size_t end, std::size_t look) {
        out.push_back({{begin, end}, look});
        begin = end;
        return end < limit;
    });
}

std::size_t splitWordEnds(SplitRule rule, std::string_view text, std::size_t begin, std::size_t* ends,
                          std::size_t capacity) {
    std::size_t count = 0;
    if (capacity == 0) return 0;
    eachPiece<false>(rule, text, begin, [&](std::size_t end, std::size_t) {
        ends[count++] = end;
        return count < capacity;
    });
    return count;
}

} // namespace tokenarium
