// SPDX-License-Identifier: GPL-3.0-or-later
// Random texts for property tests: any bytes, any code points, and mixtures that are hard on pre-tokenizers.
#pragma once

#include "engine/text/utf8.h"

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace tokenarium::testing {

class RandomText {
public:
    explicit RandomText(unsigned seed) : random(seed) {}

    /// Uniform in [0, end).
    unsigned below(unsigned end) { return static_cast<unsigned>(random() % end); }

    std::string bytes(unsigned longest) {
        std::string text(below(longest + 1), '\0');
        for (char& byte : text) byte = static_cast<char>(random());
        return text;
    }

    /// Letters of a small alphabet, which merge a lot.
    std::string letters(unsigned longest, unsigned alphabet) {
        std::string text(below(longest + 1), '\0');
        for (char& letter : text) letter = static_cast<char>('a' + below(alphabet));
        return text;
    }

    char32_t codePoint() {
        static constexpr std::array<char32_t, 7> ends{0x80, 0x250, 0x800, 0x3100, 0xa000, 0x10000, 0x110000};
        for (;;) {
            const char32_t one = below(ends[below(ends.size())]);
            if (one < 0xd800 || one > 0xdfff) return one;
        }
    }

    std::string ideographs(unsigned longest) {
        std::string text;
        for (unsigned i = below(longest + 1); i > 0; --i) appendUtf8(0x4e00 + below(0x51a6), text);
        return text;
    }

    /// White space, digits, punctuation, contractions, capitals and marks in unlikely orders.
    std::string mixture(unsigned parts) {
        static constexpr std::array<std::string_view, 56> samples{" ",          "  ",
                                                                  "\n",         "\r\n",
                                                                  "\t",         "\u00a0",
                                                                  "\u3000",     "\u0085",
                                                                  "\ufeff",     "\u200b",
                                                                  "'",          "'s",
                                                                  "'S",         "'\u017f",
                                                                  "'ll",        "'LL",
                                                                  "'re",        "'vE",
                                                                  "'d",         "'M",
                                                                  "\u2019",     "a",
                                                                  "Abc",        "ABC",
                                                                  "aB",         "\u01c5",
                                                                  "\u00e9",     "\u0301",
                                                                  "e\u0301",    "\u02b0",
                                                                  "中",         "文字",
                                                                  "かな",       "한글",
                                                                  "ß",          "Я",
                                                                  "1",          "1234",
                                                                  "\u0663",     "\u2167",
                                                                  "\u00bd",     ".",
                                                                  "...",        "!",
                                                                  "/",          "//",
                                                                  "\n/",        "-",
                                                                  "_",          "<|endoftext|>",
                                                                  "\U0001f600", "\U0001f468\u200d\U0001f469",
                                                                  "\u0903",     "\U00010400",
                                                                  "\u180e",     "\u2028"};
        std::string text;
        for (unsigned i = below(parts + 1); i > 0; --i)
            if (below(8) == 0)
                appendUtf8(codePoint(), text);
            else
                text += samples[below(samples.size())];
        return text;
    }

    /// The first bytes of a mark, a vowel sign and a symbol, cut off.
    static std::string bytesOfMarks(unsigned size) {
        return std::string("\xe1\x86\xf0\x9d\x85").substr(size);
    }

    /// Letters with marks of many classes in any order, parts of Hangul syllables, vowel signs that join, and
    /// characters that canonical composition replaces.
    std::string marked(unsigned parts) {
        static constexpr std::array<char32_t, 40> characters{
            'a',   'e',    'q',    ' ',    '\n',   '!',    '1',    0xe9,   0x1ebf, 0x212b,
            0x300, 0x301,  0x302,  0x303,  0x308,  0x316,  0x323,  0x327,  0x338,  0x344,
            0x345, 0x1100, 0x1161, 0x11a8, 0xac00, 0xac01, 0x915,  0x958,  0x93c,  0x94d,
            0x9c7, 0x9be,  0xe01,  0xe48,  0xe38,  0x4e2d, 0xf900, 0x3099, 0x304b, 0x1d15e};
        std::string text;
        for (unsigned i = below(parts + 1); i > 0; --i)
            if (below(12) == 0)
                text += below(2) ? any(3) : bytesOfMarks(below(4));
            else
                appendUtf8(characters[below(characters.size())], text);
        return text;
    }

    /// One of all of the above but the last.
    std::string any(unsigned size) {
        switch (below(6)) {
        case 0: return bytes(size);
        case 1: return letters(size, 1 + below(4));
        case 2: return letters(size, 26);
        case 3: return ideographs(size / 3);
        default: return mixture(size / 3);
        }
    }

    std::mt19937_64 random;
};

} // namespace tokenarium::testing
