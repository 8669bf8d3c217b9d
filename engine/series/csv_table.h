// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of numbers out of a CSV file, with its holes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct SeriesColumn {
    std::string name;           ///< of the first line; "column 2" where it has none
    std::vector<double> values; ///< one a row; NaN: a hole
    std::size_t holes = 0;      ///< empty cells and cells that are no number
    std::size_t words = 0;      ///< of these, cells with something in them that is no number
};

struct CsvTable {
    std::vector<SeriesColumn> columns; ///< those with at least one number, in order; all of the same length
    std::size_t rows = 0;
    char separator = ',';
    bool decimalComma = false;  ///< "3,14": only where ';' or a tab separates
    std::size_t raggedRows = 0; ///< rows with fewer or more cells than the first
};

inline constexpr std::size_t mostSeriesRows = 20'000'000, mostSeriesColumns = 1'000;

/// Reads comma, semicolon or tab separated values (the one that the first lines have most evenly), quoted
/// cells, and any line ends; a first line in which no cell is a number gives the names. Empty cells, "NA",
/// "nan", "null" and "?" are holes; columns without a number (dates, labels) are left out. `name`: of the
/// file, for messages. Throws std::runtime_error with name and line: no number at all, a quote that is never
/// closed, too many rows or columns.
CsvTable loadCsv(std::string_view text, std::string_view name);

} // namespace tokenarium
