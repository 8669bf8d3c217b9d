// SPDX-License-Identifier: GPL-3.0-or-later
// Classes of code points for BERT, asked from ICU and then brought back to the Unicode versions of the
// reference.
#include "engine/text/bert_characters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

namespace tokenarium {
namespace {

/// Was `codePoint` assigned in Unicode `major`.0?
bool assignedIn(int major, char32_t codePoint) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(codePoint), age);
    return age[0] != 0 && (age[0] < major || (age[0] == major && age[1] == 0));
}

/// The general category as Unicode 8.0 had it: six characters have changed theirs since.
int categoryOfUnicode8(char32_t codePoint) {
    switch (codePoint) {
    case 0x166D: return U_OTHER_PUNCTUATION;
    case 0x1734: return U_NON_SPACING_MARK;
    case 0x1885: return U_OTHER_LETTER;
    case 0x1886: return U_OTHER_LETTER;
    case 0xA9BD: return U_COMBINING_SPACING_MARK;
    case 0x111C9: return U_OTHER_PUNCTUATION;
    default: break;
    }
    return assignedIn(8, codePoint) ? u_charType(static_cast<UChar32>(codePoint)) : int{U_UNASSIGNED};
}

bool isWhiteSpace(char32_t codePoint) { return u_isUWhiteSpace(static_cast<UChar32>(codePoint)); }

bool isDropped(char32_t codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') return false;
    const int category = categoryOfUnicode8(codePoint);
    return codePoint == 0 || codePoint == 0xFFFD || category == U_CONTROL_CHAR || category == U_FORMAT_CHAR ||
           category == U_PRIVATE_USE_CHAR || category == U_SURROGATE;
}

bool isPunctuation(char32_t codePoint) {
    if (codePoint < 0x80)
        return codePoint > ' ' && codePoint < 0x7F && !u_isalnum(static_cast<UChar32>(codePoint));
    const int category = categoryOfUnicode8(codePoint);
    return category == U_DASH_PUNCTUATION || category == U_START_PUNCTUATION ||
           category == U_END_PUNCTUATION || category == U_CONNECTOR_PUNCTUATION ||
           category == U_OTHER_PUNCTUATION || category == U_INITIAL_PUNCTUATION ||
           category == U_FINAL_PUNCTUATION;
}

/// The blocks of ideographs. Extension E is meant to begin at U+2B820; the reference says U+2B920, and models
/// have been trained with that.
bool isChinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x2F800 && c <= 0x2FA1F);
}

/// Lower case of one code point. ICU before 78 does not know all pairs that Unicode 16 and 17 added.
char32_t lowerCase(char32_t c) {
    const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (lower != c || c < 0x1C89) return lower;
    if (c >= 0x10D50 && c <= 0x10D65) return c + 0x20;
    if (c >= 0x16EA0 && c <= 0x16EB8) return c + 0x1B;
    switch (c) {
    case 0x1C89: return 0x1C8A;
    case 0xA7CB: return 0x0264;
    case 0xA7DC: return 0x019B;
    case 0xA7CC:
    case 0xA7CE:
    case 0xA7D2:
    case 0xA7D4:
    case 0xA7DA: return c + 1;
    default: return c;
    }
}

void addLowerCase(char32_t codePoint, bool lowercase, std::uint8_t combiningClass, bool kept,
                  BertParts& out) {
    if (lowercase && codePoint == 0x130) { // the one letter whose lower case is two code points: i and a dot
        out.add({'i', 0, kept});
        out.add({0x307, 0, kept});
        return;
    }
    out.add({lowercase ? lowerCase(codePoint) : codePoint, combiningClass, kept});
}

} // namespace

BertCharacters::BertCharacters(WordPieceOptions wanted) : options(wanted) {}

BertCharacters::~BertCharacters() {
    for (auto& block : blocks) delete block.load(std::memory_order_relaxed);
}

BertParts BertCharacters::expand(char32_t codePoint) const {
    BertParts out;
    if (!options.stripAccents) {
        addLowerCase(codePoint, options.lowercase, 0, true, out);
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    UChar units[32];
    units[0] = 0;
    int32_t size = -1;
    if (assignedIn(9, codePoint))
        size = unorm2_getDecomposition(unorm2_getNFDInstance(&status), static_cast<UChar32>(codePoint), units,
                                       32, &status);
    if (size < 0 || U_FAILURE(status)) {
        size = 0;
        U16_APPEND_UNSAFE(units, size, codePoint);
    }
    for (int32_t i = 0; i < size;) {
        UChar32 part;
        U16_NEXT_UNSAFE(units, i, part);
        const auto c = static_cast<char32_t>(part);
        const auto combiningClass =
            static_cast<std::uint8_t>(assignedIn(9, c) ? u_getCombiningClass(part) : 0);
        addLowerCase(c, options.lowercase, combiningClass, categoryOfUnicode8(c) != U_NON_SPACING_MARK, out);
    }
    return out;
}

BertCharacter BertCharacters::classify(char32_t codePoint) const {
    if (codePoint >= 0xD800 && codePoint < 0xE000) return {};
    if (isDropped(codePoint)) return {};
    if (isWhiteSpace(codePoint)) return {BertKind::Space, true, true, ' '};
    BertCharacter result{BertKind::Mark, false, false, codePoint};
    const BertParts expanded = expand(codePoint);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < expanded.count; ++i) {
        const BertPart& part = expanded.parts[i];
        result.hasStarter |= part.combiningClass == 0;
        if (!part.kept) continue;
        if (kept++ == 0) {
            result.codePoint = part.codePoint;
            result.simple = part.combiningClass == 0;
            result.kind = isPunctuation(part.codePoint) ? BertKind::Alone : BertKind::Word;
        }
    }
    if (kept > 1) result.simple = false;
    if (options.chineseCharacters && isChinese(codePoint)) result.kind = BertKind::Alone;
    return result;
}

const BertCharacters::Block& BertCharacters::fill(std::size_t block) const {
    auto made = std::make_unique<Block>();
    for (std::size_t i = 0; i < made->size(); ++i) {
        const BertCharacter character = classify(static_cast<char32_t>(block << 8 | i));
        (*made)[i] = static_cast<std::uint32_t>(character.kind) << 24 |
                     (character.hasStarter ? starterBit : 0) | (character.simple ? simpleBit : 0) |
                     static_cast<std::uint32_t>(character.codePoint);
    }
    const Block* expected = nullptr;
    if (blocks[block].compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel))
        return *made.release();
    return *expected; // another thread was quicker
}

} // namespace tokenarium
