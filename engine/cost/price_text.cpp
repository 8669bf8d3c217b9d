// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON and what a bundler writes for it: names without quotation marks, three kinds of them, !0 for
// true.
#include "engine/cost/price_text.h"

#include "engine/file/quoted_name.h"

#include <stdexcept>
#include <unordered_set>

namespace tokenarium {
namespace {

using Kind = PriceText::Kind;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool beginsName(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }

void appendUtf8(unsigned code, std::string& out) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

class Reader {
public:
    Reader(std::string_view whole, const std::string& name, const PriceTextLimits& most)
        : text(whole)
        , file(name)
        , limits(most) {}

    PriceText all() {
        if (text.starts_with("\xEF\xBB\xBF")) at = 3;
        skipSpace();
        const bool program = takeWord("const");
        if (program) {
            skipSpace();
            takeName("the name of a list");
            expect('=');
        }
        PriceText value = readValue(0);
        skipSpace();
        if (!program && at < text.size()) refuse("something stands behind the end");
        return value;
    }

private:
    [[noreturn]] void refuse(const std::string& what) const {
        throw std::runtime_error(file + ": line " + std::to_string(line) + ": " + what + ".");
    }

    bool ended() const { return at >= text.size(); }
    char peek() const { return ended() ? '\0' : text[at]; }
    char take() {
        if (ended()) refuse("the file ends in the middle");
        if (text[at] == '\n') ++line;
        return text[at++];
    }

    void skipSpace() {
        while (!ended() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) take();
    }

    void expect(char c) {
        skipSpace();
        if (peek() != c)
            refuse(std::string("'") + c + "' was expected, " +
                   (ended() ? "but the file ends" : "not " + inQuotes(text.substr(at, 1))));
        take();
    }

    bool takeWord(std::string_view word) {
        if (text.substr(at, word.size()) != word) return false;
        at += word.size();
        return true;
    }

    std::string takeName(const char* what) {
        std::string name;
        while (!ended() && (beginsName(peek()) || (isDigit(peek()) && !name.empty()))) name += take();
        if (name.empty()) refuse(std::string(what) + " was expected");
        return name;
    }

    PriceText readValue(std::size_t depth) {
        skipSpace();
        if (++values > limits.values) refuse("there are too many values in this file");
        if (depth > limits.depth) refuse("this is nested too deeply");
        PriceText value;
        value.line = line;
        const char c = peek();
        if (c == '{') {
            readObject(value, depth);
        } else if (c == '[') {
            readList(value, depth);
        } else if (c == '"' || c == '\'' || c == '`') {
            value.kind = Kind::Text;
            value.text = readText();
        } else if (c == '-' || isDigit(c)) {
            readNumber(value);
        } else {
            readWord(value);
        }
        return value;
    }

    void readWord(PriceText& value) {
        if (takeWord("!0") || takeWord("true")) {
            value.kind = Kind::Truth;
            value.truth = true;
        } else if (takeWord("!1") || takeWord("false")) {
            value.kind = Kind::Truth;
        } else if (!takeWord("null")) {
            refuse("a value was expected" +
                   (ended() ? ", but the file ends" : ", not " + inQuotes(text.substr(at, 12))));
        }
    }

    void readNumber(PriceText& value) {
        value.kind = Kind::Number;
        while (isDigit(peek()) || peek() == '.' || peek() == '-' || peek() == '+' || peek() == 'e' ||
               peek() == 'E') {
            value.text += take();
            if (value.text.size() > 40) refuse("this number is too long");
        }
    }

    void readList(PriceText& value, std::size_t depth) {
        value.kind = Kind::List;
        take();
        skipSpace();
        if (peek() == ']') return void(take());
        for (;;) {
            value.items.push_back(readValue(depth + 1));
            skipSpace();
            if (peek() == ']') return void(take());
            expect(',');
        }
    }

    void readObject(PriceText& value, std::size_t depth) {
        value.kind = Kind::Object;
        std::unordered_set<std::string> seen;
        take();
        skipSpace();
        if (peek() == '}') return void(take());
        for (;;) {
            skipSpace();
            const char c = peek();
            std::string key = c == '"' || c == '\'' ? readText() : takeName("the name of a field");
            if (!seen.insert(key).second) refuse("the field " + inQuotes(key) + " is there twice");
            expect(':');
            value.keys.push_back(std::move(key));
            value.items.push_back(readValue(depth + 1));
            skipSpace();
            if (peek() == '}') return void(take());
            expect(',');
        }
    }

    std::string readText() {
        const char mark = take();
        std::string out;
        for (;;) {
            const char c = take();
            if (c == mark) return out;
            if (c == '\n' && mark != '`') refuse("a text is not closed before the end of its line");
            if (c == '$' && mark == '`' && peek() == '{')
                refuse("a text is computed by the program; only data can be read");
            if (c == '\\')
                readEscape(out);
            else
                out += c;
        }
    }

    void readEscape(std::string& out) {
        const char c = take();
        switch (c) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'v': out += '\v'; break;
        case 'x': appendUtf8(hexadecimal(2), out); break;
        case 'u': readUnicode(out); break;
        case '"':
        case '\'':
        case '`':
        case '\\':
        case '/':
        case '$': out += c; break;
        default: refuse("\\ is followed by " + inQuotes(std::string(1, c)) + ", which means nothing here");
        }
    }

    void readUnicode(std::string& out) {
        unsigned code = hexadecimal(4);
        if (code >= 0xD800 && code < 0xDC00) {
            if (!takeWord("\\u")) refuse("half a character (\\u…) stands alone");
            const unsigned second = hexadecimal(4);
            if (second < 0xDC00 || second > 0xDFFF) refuse("half a character (\\u…) stands alone");
            code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
        } else if (code >= 0xDC00 && code <= 0xDFFF) {
            refuse("half a character (\\u…) stands alone");
        }
        appendUtf8(code, out);
    }

    unsigned hexadecimal(int digits) {
        unsigned code = 0;
        for (int i = 0; i < digits; ++i) {
            const char c = take();
            if (!isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
                refuse("hexadecimal digits were expected after \\u or \\x");
            code = code * 16 + static_cast<unsigned>(isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return code;
    }

    std::string_view text;
    const std::string& file;
    const PriceTextLimits& limits;
    std::size_t at = 0, line = 1, values = 0;
};

} // namespace

const PriceText* PriceText::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] == key) return &items[i];
    return nullptr;
}

PriceText loadPriceText(std::string_view text, const std::string& file, const PriceTextLimits& limits) {
    if (text.size() > limits.bytes)
        throw std::runtime_error(file + ": it has " + std::to_string(text.size()) +
                                 " bytes; a price list of at most " + std::to_string(limits.bytes) +
                                 " is read.");
    return Reader(text, file, limits).all();
}

} // namespace tokenarium
