// SPDX-License-Identifier: GPL-3.0-or-later
// Tints of tokens: counting, hashing, measuring, asking ICU for the script, and a logarithm of the rank.
#include "engine/view/token_tint.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

ScriptGroup groupOf(UScriptCode script) {
    switch (script) {
    case USCRIPT_LATIN: return ScriptGroup::Latin;
    case USCRIPT_HAN:
    case USCRIPT_BOPOMOFO: return ScriptGroup::Han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL: return ScriptGroup::KanaHangul;
    case USCRIPT_CYRILLIC:
    case USCRIPT_GREEK: return ScriptGroup::CyrillicGreek;
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW: return ScriptGroup::ArabicHebrew;
    default: return ScriptGroup::Other;
    }
}

std::uint8_t lengthTint(std::size_t bytes) {
    return std::uint8_t(std::min<std::size_t>(bytes == 0 ? 0 : bytes - 1, 15) * 17);
}

std::uint8_t rarityTint(TokenId id, const Vocabulary& vocabulary) {
    const auto rank = vocabulary.rank(id);
    if (!rank || vocabulary.size() < 2) return 0;
    return std::uint8_t(
        std::lround(255.0 * std::log1p(double(*rank)) / std::log1p(double(vocabulary.size() - 1))));
}

} // namespace

TintKind tintKind(Coloring coloring) {
    return coloring == Coloring::Length || coloring == Coloring::Rarity ? TintKind::Scale
                                                                        : TintKind::Category;
}

ScriptGroup scriptGroup(std::string_view bytes) {
    auto first = ScriptGroup::Other;
    bool seen = false;
    for (std::int32_t at = 0; at < std::int32_t(bytes.size());) {
        UChar32 character;
        U8_NEXT(bytes.data(), at, std::int32_t(bytes.size()), character);
        if (character < 0) continue;
        UErrorCode status = U_ZERO_ERROR;
        const ScriptGroup group = groupOf(uscript_getScript(character, &status));
        if (u_isalpha(character)) return group;
        if (!seen) first = group;
        seen = true;
    }
    return first;
}

std::uint8_t tokenTint(Coloring coloring, TokenId id, std::size_t index, std::string_view bytes,
                       const Vocabulary& vocabulary) {
    switch (coloring) {
    case Coloring::Alternating: return std::uint8_t(index % 6);
    case Coloring::Id:
        return std::uint8_t((std::uint64_t(id) * 0x9E3779B97F4A7C15u >> 40) % 6); // Fibonacci hashing
    case Coloring::Length: return lengthTint(bytes.size());
    case Coloring::Script: return std::uint8_t(scriptGroup(bytes));
    case Coloring::Rarity: return rarityTint(id, vocabulary);
    }
    return 0;
}

} // namespace tokenarium
