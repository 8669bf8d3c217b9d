// SPDX-License-Identifier: GPL-3.0-or-later
// Reading FASTA: one pass over the bytes, a table says what each is.
#include "engine/gene/fasta.h"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace tokenarium {

namespace {

enum class Letter : std::uint8_t { Unknown, Base, Uncertain, Uracil, Gap, LeftOut };

constexpr std::array<Letter, 256> letterTable() {
    std::array<Letter, 256> table{};
    const auto set = [&table](std::string_view letters, Letter what) {
        for (const char letter : letters) table[static_cast<unsigned char>(letter)] = what;
    };
    set("ACGTacgt", Letter::Base);
    set("NRYKMSWBDHVnrykmswbdhv", Letter::Uncertain);
    set("Uu", Letter::Uracil);
    set("-*", Letter::Gap);
    set(" \t\r\n\v\f0123456789", Letter::LeftOut);
    return table;
}

constexpr std::array<Letter, 256> letters = letterTable();

std::string shown(unsigned char letter) {
    if (letter > 32 && letter < 127) return std::string("\"") + static_cast<char>(letter) + "\"";
    constexpr const char* digits = "0123456789abcdef";
    return std::string("the byte 0x") + digits[letter >> 4] + digits[letter & 15];
}

char capital(char letter) { return letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter; }

class FastaReader {
public:
    FastaReader(std::string_view contents, std::string_view fileName) : text(contents), name(fileName) {}

    GeneFile read() {
        if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
        for (std::size_t at = 0; at < text.size();) {
            ++line;
            const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
            readLine(text.substr(at, end - at));
            at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
        }
        finish();
        if (file.sequences.empty())
            throw std::runtime_error(std::string(name) +
                                     ": there is no base in it; expected FASTA, or the letters A, C, "
                                     "G and T.");
        return std::move(file);
    }

private:
    void readLine(std::string_view content) {
        if (!content.empty() && content[0] == '>') {
            finish();
            title = std::string(content.substr(content.find_first_not_of("> \t") == content.npos
                                                   ? content.size()
                                                   : content.find_first_not_of("> \t")));
        } else if (content.empty() || content[0] != ';') {
            for (std::size_t i = 0; i < content.size(); ++i) add(content[i], i);
        }
    }

    void add(char letter, std::size_t column) {
        switch (letters[static_cast<unsigned char>(letter)]) {
        case Letter::LeftOut: return;
        case Letter::Gap: ++file.gaps; return;
        case Letter::Unknown: complain(letter, column);
        case Letter::Uracil:
            file.wasRna = true;
            letter = 'T';
            break;
        case Letter::Uncertain: ++file.uncertainBases; break;
        case Letter::Base: break;
        }
        if (++total > mostBases)
            throw std::runtime_error(std::string(name) + ": line " + std::to_string(line) +
                                     ": more than 300 million bases; open a part of it.");
        bases.push_back(capital(letter));
    }

    [[noreturn]] void complain(char letter, std::size_t column) const {
        throw std::runtime_error(
            std::string(name) + ": line " + std::to_string(line) + ", column " + std::to_string(column + 1) +
            ": " + shown(static_cast<unsigned char>(letter)) +
            " is no letter of a DNA or RNA sequence; expected A, C, G, T, U, N or another letter of "
            "the IUPAC code. This may be a protein or an ordinary text.");
    }

    void finish() {
        if (!bases.empty()) file.sequences.push_back({title, std::move(bases)});
        bases.clear();
        title.clear();
    }

    std::string_view text, name;
    GeneFile file;
    std::string title, bases;
    std::size_t line = 0, total = 0;
};

} // namespace

GeneFile loadFasta(std::string_view text, std::string_view name) { return FastaReader(text, name).read(); }

} // namespace tokenarium
