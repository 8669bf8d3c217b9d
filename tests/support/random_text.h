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

    /// One of all of the above.
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
