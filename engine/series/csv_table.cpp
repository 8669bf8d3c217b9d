// SPDX-License-Identifier: GPL-3.0-or-later
// Reading CSV in one pass; what a cell is is decided once its column is whole.
#include "engine/series/csv_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr double hole = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t looksAhead = 64 * 1024; ///< bytes from which the separator is told

std::string_view trimmed(std::string_view cell) {
    const std::size_t begin = cell.find_first_not_of(" \t");
    if (begin == cell.npos) return {};
    return cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
}

/// Cells of one record; quotes may span lines. Knows where it is for messages.
class RecordReader {
public:
    RecordReader(std::string_view contents, char between, std::string_view fileName)
        : text(contents)
        , separator(between)
        , name(fileName) {}

    /// The next record, false at the end. Empty lines are skipped.
    bool read(std::vector<std::string>& cells) {
        while (at < text.size() && (text[at] == '\n' || text[at] == '\r')) nextLine();
        if (at >= text.size()) return false;
        line = nextLineNumber;
        cells.clear();
        do {
            cells.push_back(readCell());
            if (cells.size() > mostSeriesColumns) complain("more than 1,000 columns");
        } while (at < text.size() && text[at] == separator && ++at);
        if (at < text.size()) nextLine();
        return true;
    }
    [[noreturn]] void complain(std::string_view what) const {
        throw std::runtime_error(std::string(name) + ": line " + std::to_string(line) + ": " +
                                 std::string(what) + ".");
    }

private:
    void nextLine() {
        at += text.substr(at, 2) == "\r\n" ? 2 : 1;
        ++nextLineNumber;
    }
    bool ends(std::size_t place) const {
        return place >= text.size() || text[place] == separator || text[place] == '\n' || text[place] == '\r';
    }
    std::string readCell() {
        if (at < text.size() && text[at] == '"') return readQuoted();
        const std::size_t begin = at;
        while (!ends(at)) ++at;
        return std::string(trimmed(text.substr(begin, at - begin)));
    }
    std::string readQuoted() {
        std::string cell;
        for (++at; at < text.size(); ++at) {
            if (text[at] != '"') {
                cell.push_back(text[at]);
                if (text[at] == '\n') ++nextLineNumber;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                cell.push_back(text[at++]);
            } else {
                for (++at; !ends(at);) ++at; // what stands behind the closing quote is left out
                return cell;
            }
        }
        complain("a quotation mark is never closed");
    }

    std::string_view text;
    char separator;
    std::string_view name;
    std::size_t at = 0, line = 1, nextLineNumber = 1;
};

/// The separator that most lines have equally often.
char separatorOf(std::string_view text) {
    const std::string_view head = text.substr(0, looksAhead);
    char best = ',';
    std::size_t mostEven = 0;
    for (const char separator : {',', ';', '\t'}) {
        std::size_t even = 0, first = 0, lines = 0;
        for (std::size_t at = 0; at < head.size();) {
            const std::size_t end = std::min(head.find_first_of("\r\n", at), head.size());
            const auto count = static_cast<std::size_t>(
                std::count(head.begin() + static_cast<std::ptrdiff_t>(at),
                           head.begin() + static_cast<std::ptrdiff_t>(end), separator));
            if (end > at && lines++ == 0) first = count;
            if (end > at && count > 0 && count == first) ++even;
            at = end + 1;
        }
        // "1,5;2,5" has as many commas as semicolons: commas inside numbers must not win
        if (even > mostEven || (even == mostEven && even > 0 && best == ',')) {
            best = separator;
            mostEven = even;
        }
    }
    return best;
}

std::optional<double> numberOf(std::string cell, bool decimalComma) {
    if (decimalComma) std::replace(cell.begin(), cell.end(), ',', '.');
    const char* begin = cell.data() + (!cell.empty() && cell[0] == '+' ? 1 : 0);
    const char* const end = cell.data() + cell.size();
    double value = 0;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

bool isHole(const std::string& cell) {
    static constexpr std::array<std::string_view, 9> words = {"",    "NA",   "N/A",  "na", "nan",
                                                              "NaN", "null", "NULL", "?"};
    return std::find(words.begin(), words.end(), cell) != words.end();
}

class TableReader {
public:
    TableReader(std::string_view contents, char separator, std::string_view fileName)
        : name(fileName)
        , records(contents, separator, fileName) {
        table.separator = separator;
        table.decimalComma = table.separator != ',';
    }

    CsvTable read() {
        std::vector<std::string> cells;
        while (records.read(cells)) {
            if (table.columns.empty() && begin(cells)) continue;
            addRow(cells);
        }
        std::erase_if(table.columns,
                      [](const SeriesColumn& column) { return column.holes == column.values.size(); });
        if (table.columns.empty())
            throw std::runtime_error(
                std::string(name) +
                ": there is no column of numbers in it; expected comma, semicolon or tab separated "
                "values.");
        return std::move(table);
    }

private:
    /// Makes the columns of the first record; true where that was a line of names.
    bool begin(const std::vector<std::string>& cells) {
        const bool names = std::none_of(cells.begin(), cells.end(), [this](const std::string& cell) {
            return numberOf(cell, table.decimalComma).has_value();
        });
        for (std::size_t i = 0; i < cells.size(); ++i)
            table.columns.push_back(
                {names && !cells[i].empty() ? cells[i] : "column " + std::to_string(i + 1), {}, 0, 0});
        return names;
    }

    void addRow(const std::vector<std::string>& cells) {
        if (++table.rows > mostSeriesRows) records.complain("more than 20 million rows");
        if (cells.size() != table.columns.size()) ++table.raggedRows;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            SeriesColumn& column = table.columns[i];
            const std::string cell = i < cells.size() ? cells[i] : "";
            const auto value = numberOf(cell, table.decimalComma);
            column.values.push_back(value.value_or(hole));
            if (value) continue;
            ++column.holes;
            if (!isHole(cell)) ++column.words;
        }
    }

    std::string_view name;
    RecordReader records;
    CsvTable table;
};

} // namespace

CsvTable loadCsv(std::string_view text, std::string_view name) {
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    return TableReader(text, separatorOf(text), name).read();
}

} // namespace tokenarium
