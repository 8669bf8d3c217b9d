// SPDX-License-Identifier: GPL-3.0-or-later
// The hand-written splitters against ICU's regex engine with the published patterns, and the promises of
// Piece.
#include "engine/text/split_words.h"
#include "engine/text/tokenizer_json_parts.h"
#include "engine/text/unicode_class.h"
#include "tests/support/random_text.h"
#include "tests/support/vectors.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unicode/regex.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <fstream>
#include <iostream>

using namespace tokenarium;
using tokenarium::testing::RandomText;
using tokenarium::testing::visible;

namespace {

struct Published {
    SplitRule rule;
    const char* name;
    std::vector<const char*> patterns; // each for what the ones before it leave
};

const Published publishedPatterns[] = {
    {SplitRule::Gpt2,
     "gpt2",
     {R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)"}},
    {SplitRule::Cl100k,
     "cl100k",
     {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
      R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}},
    {SplitRule::O200k,
     "o200k",
     {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
      R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
      R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
      R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
      R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}},
    {SplitRule::Qwen,
     "qwen",
     {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
      R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}},
    {SplitRule::DeepSeek,
     "deepseek",
     {R"(\p{N}{1,3})", R"([\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+)",
      R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
      R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}},
    {SplitRule::Tekken,
     "tekken",
     {R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|)"
      R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|)"
      R"(\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"}},
};

class SplitWords : public ::testing::TestWithParam<Published> {};

using Patterns = std::vector<std::unique_ptr<icu::RegexPattern>>;

/// The matches and what lies between them.
void splitOnce(const icu::RegexPattern& pattern, const icu::UnicodeString& text,
               std::vector<icu::UnicodeString>& out) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(pattern.matcher(text, status));
    std::int32_t end = 0;
    while (matcher->find(status)) {
        if (matcher->start(status) > end) out.emplace_back(text, end, matcher->start(status) - end);
        out.push_back(matcher->group(status));
        end = matcher->end(status);
    }
    if (end < text.length()) out.emplace_back(text, end);
    EXPECT_TRUE(U_SUCCESS(status));
}

std::vector<std::string> splitWithIcu(const Patterns& patterns, const std::string& text) {
    std::vector<icu::UnicodeString> parts{icu::UnicodeString::fromUTF8(text)}, next;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        // Every expression also splits what those before it have taken, as the reference does.
        for (const icu::UnicodeString& part : parts) splitOnce(*patterns[i], part, next);
        parts.swap(next);
        next.clear();
    }
    std::vector<std::string> pieces;
    for (const icu::UnicodeString& part : parts)
        if (!part.isEmpty()) part.toUTF8String(pieces.emplace_back());
    return pieces;
}

std::vector<Piece> split(SplitRule rule, std::string_view text) {
    std::vector<Piece> pieces;
    splitWords(rule, text, 0, text.size(), pieces);
    return pieces;
}

std::vector<std::string> splitTexts(SplitRule rule, const std::string& text) {
    std::vector<std::string> pieces;
    for (const Piece& piece : split(rule, text))
        pieces.push_back(text.substr(piece.span.begin, piece.span.size()));
    return pieces;
}

/// Without code points that ICU's Unicode (15) does not know yet.
std::string knownToIcu(const std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const Utf8Character character = decodeUtf8(text, at);
        if (character.valid() && u_isdefined(static_cast<UChar32>(character.codePoint)))
            kept += text.substr(at, character.size);
        at += character.size;
    }
    return kept;
}

Patterns compile(const Published& published) {
    Patterns compiled;
    for (const char* pattern : published.patterns) {
        UErrorCode status = U_ZERO_ERROR;
        compiled.emplace_back(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), 0, status));
        EXPECT_TRUE(U_SUCCESS(status));
    }
    return compiled;
}

} // namespace

TEST(UnicodeClass, AgreesWithIcuOnWhatIcuKnows) {
    for (UChar32 c = 0; c < 0x110000; ++c) {
        if (!u_isdefined(c) || (c >= 0xd800 && c < 0xe000)) continue;
        const auto mask = U_GET_GC_MASK(c);
        const CharacterClass expected = u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) ? CharacterClass::Space
                                        : mask & U_GC_N_MASK                      ? CharacterClass::Number
                                        : mask & U_GC_M_MASK                      ? CharacterClass::Mark
                                        : mask & (U_GC_LM_MASK | U_GC_LO_MASK)    ? CharacterClass::Letter
                                        : mask & (U_GC_LU_MASK | U_GC_LT_MASK)    ? CharacterClass::Upper
                                        : mask & U_GC_LL_MASK                     ? CharacterClass::Lower
                                        : mask & (U_GC_P_MASK | U_GC_S_MASK)      ? CharacterClass::Sign
                                                                                  : CharacterClass::Other;
        ASSERT_EQ(characterClass(static_cast<std::uint32_t>(c)), expected) << std::hex << c;
    }
}

TEST(UnicodeClass, KnowsUnicode16AndNot17) {
    EXPECT_EQ(characterClass(0x1c89), CharacterClass::Upper);   // new in 16
    EXPECT_EQ(characterClass(0x10d4a), CharacterClass::Letter); // Garay vowel sign A, Lo, new in 16
    EXPECT_EQ(characterClass(0x18dcd), CharacterClass::Other);  // new in 17
    for (std::uint32_t c = 0x5000; c < 0xa000; ++c) ASSERT_EQ(characterClass(c), CharacterClass::Letter);
}

TEST(UnicodeClass, DecodesEveryCodePointAndNothingElse) {
    for (std::uint32_t c = 0; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) continue;
        std::string text;
        appendUtf8(c, text);
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
        const DecodedCharacter decoded = decodeCharacter(bytes, 0, text.size());
        ASSERT_EQ(decoded.codePoint, c);
        ASSERT_EQ(decoded.length, text.size());
        for (std::size_t shorter = 1; shorter < text.size(); ++shorter) {
            const DecodedCharacter cut = decodeCharacter(bytes, 0, shorter);
            ASSERT_EQ(cut.codePoint, invalidByteBase + bytes[0]);
            ASSERT_EQ(cut.length, 1u);
            ASSERT_EQ(cut.examined, shorter + 1);
        }
    }
    for (const char* bad : {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                            "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xff"}) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(bad);
        EXPECT_EQ(decodeCharacter(bytes, 0, std::string_view(bad).size()).codePoint,
                  invalidByteBase + bytes[0]);
    }
}

TEST_P(SplitWords, EqualsThePublishedPatternOnMixtures) {
    const Patterns patterns = compile(GetParam());
    RandomText random(1);
    for (int i = 0; i < 60000; ++i) {
        const std::string text = knownToIcu(random.mixture(14));
        ASSERT_EQ(splitTexts(GetParam().rule, text), splitWithIcu(patterns, text)) << visible(text);
    }
}

TEST_P(SplitWords, EqualsThePublishedPatternOnRandomCodePoints) {
    const Patterns patterns = compile(GetParam());
    RandomText random(2);
    for (int i = 0; i < 30000; ++i) {
        std::string text;
        for (unsigned k = random.below(16); k > 0; --k) appendUtf8(random.codePoint(), text);
        text = knownToIcu(text);
        ASSERT_EQ(splitTexts(GetParam().rule, text), splitWithIcu(patterns, text)) << visible(text);
    }
}

TEST_P(SplitWords, PiecesCoverTheTextAndDependOnlyOnWhatFollows) {
    RandomText random(3);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = random.any(40);
        const std::vector<Piece> pieces = split(GetParam().rule, text);
        std::size_t begin = 0;
        std::vector<std::size_t> ends(pieces.size() + 1);
        ends.resize(splitWordEnds(GetParam().rule, text, 0, ends.data(), ends.size()));
        ASSERT_EQ(ends.size(), pieces.size());
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            ASSERT_EQ(pieces[k].span.begin, begin);
            ASSERT_GT(pieces[k].span.end, begin);
            ASSERT_GE(pieces[k].look, pieces[k].span.end);
            ASSERT_LE(pieces[k].look, text.size() + 1);
            ASSERT_EQ(ends[k], pieces[k].span.end);
            begin = pieces[k].span.end;
        }
        ASSERT_EQ(begin, text.size());
        if (pieces.size() < 2) continue;
        // From any boundary on, and up to any limit, the same pieces come out.
        const std::size_t from = random.below(static_cast<unsigned>(pieces.size()));
        const std::size_t limit = random.below(static_cast<unsigned>(text.size() + 2));
        std::vector<Piece> rest;
        splitWords(GetParam().rule, text, pieces[from].span.begin, limit, rest);
        ASSERT_FALSE(rest.empty());
        for (std::size_t k = 0; k < rest.size(); ++k) ASSERT_EQ(rest[k], pieces[from + k]);
        ASSERT_TRUE(rest.back().span.end >= limit || rest.back().span.end == text.size());
        if (rest.size() > 1) {
            ASSERT_LT(rest[rest.size() - 2].span.end, limit);
        }
    }
}

TEST_P(SplitWords, NothingAtOrBehindLookChangesAPiece) {
    RandomText random(4);
    for (int i = 0; i < 60000; ++i) {
        std::string text = random.below(2) ? random.mixture(8) : random.any(12);
        const std::vector<Piece> pieces = split(GetParam().rule, text);
        if (pieces.empty()) continue;
        const Piece piece = pieces[random.below(static_cast<unsigned>(pieces.size()))];
        if (piece.look > text.size())
            continue; // the end of the text was looked at: anything appended may matter
        const std::string replaced = text.substr(0, piece.look) + random.any(12);
        for (const std::string& changed : {replaced, text + random.any(6), text.substr(0, piece.look)}) {
            std::vector<Piece> again;
            splitWords(GetParam().rule, changed, piece.span.begin, piece.span.begin, again);
            ASSERT_FALSE(again.empty());
            ASSERT_EQ(again[0].span, piece.span) << visible(text) << " became " << visible(changed);
        }
    }
}

TEST_P(SplitWords, EveryInvalidByteIsASymbol) {
    // Byte FF splits as U+E000 does (a private code point: neither letter, number nor white space).
    const std::string sign = "\uE000";
    RandomText random(5);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = random.mixture(8);
        if (text.find(sign) != std::string::npos) continue;
        std::string broken, whole;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t size = decodeUtf8(text, at).size;
            if (random.below(4) == 0) broken += '\xff', whole += sign;
            broken += text.substr(at, size), whole += text.substr(at, size);
            at += size;
        }
        std::vector<std::string> expected = splitTexts(GetParam().rule, whole);
        for (std::string& piece : expected)
            for (std::size_t at; (at = piece.find(sign)) != std::string::npos;)
                piece.replace(at, sign.size(), 1, '\xff');
        ASSERT_EQ(splitTexts(GetParam().rule, broken), expected) << visible(broken);
    }
}

/// The shared cases of its expression, for the three rules that the file has.
TEST_P(SplitWords, EqualsTheSharedVectorsOfItsExpression) {
    const auto file = tokenarium::testing::vectorsFolder() / "pretokenize" / "split_regex.jsonl";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "skipped: no file " << file;
    std::string expression;
    for (const std::string_view one : splitExpressions(GetParam().rule)) expression += one;
    std::ifstream in(file);
    std::size_t checked = 0;
    for (std::string line; std::getline(in, line);) {
        const auto json = nlohmann::json::parse(line);
        std::string pattern;
        for (const char c : json.at("pattern").get<std::string>())
            pattern += c == '\r' ? "\\r" : c == '\n' ? "\\n" : std::string(1, c);
        if (pattern != expression) continue;
        ASSERT_EQ(splitTexts(GetParam().rule, json.at("text")), json.at("pieces")) << line;
        ++checked;
    }
    const bool isThere = GetParam().rule == SplitRule::Cl100k || GetParam().rule == SplitRule::Qwen ||
                         GetParam().rule == SplitRule::Tekken;
    EXPECT_EQ(checked > 0, isThere);
    std::cout << GetParam().name << ": " << checked << " cases checked, all equal\n";
}

INSTANTIATE_TEST_SUITE_P(Rules, SplitWords, ::testing::ValuesIn(publishedPatterns),
                         [](const auto& test) -> std::string { return test.param.name; });
