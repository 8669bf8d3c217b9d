// SPDX-License-Identifier: GPL-3.0-or-later
// How one number of a recorded run came about: the formula with the numbers of its inputs filled in.
#pragma once

#include "engine/model/recorded_run.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// A number in a tensor of a run. All counts from 0; texts for people count from 1.
struct CellAddress {
    std::string tensor; ///< as the trace names it
    std::size_t row = 0, column = 0;
    /// Of [H, T, S]: the matrix. Of [T, H·D]: `column` counts within this head; without, within the whole
    /// row.
    std::optional<std::size_t> head;
    bool operator==(const CellAddress&) const = default;
};

/// A part of a row that a cell was made of, of a tensor of the run or of a weight. Half-open; whole-row
/// columns.
struct CellRange {
    std::string tensor;
    std::size_t row = 0, columnBegin = 0, columnEnd = 0;
    std::optional<std::size_t> matrix; ///< of [H, T, S]
    bool isWeight = false;
    std::vector<float> values; ///< of these cells
};

/// One of the numbers that were added up.
struct ExplanationTerm {
    std::size_t index = 0; ///< which one of the sum
    double value = 0;
    std::string text; ///< "0.12 · −0.4"
};

/// The words of a formula, so that it can be said in any language; tensors keep their names.
struct FormulaWords {
    std::string head = "head", row = "row", column = "column", weight = "weights", bias = "bias",
                mean = "mean", variance = "variance", meanSquare = "mean square", greatest = "greatest",
                position = "position", frequency = "frequency", angle = "angle", token = "token",
                more = "(… and %1 more = %2)",              ///< %1 how many, %2 their sum
        later = "%1 comes after %2, so it may not be read"; ///< %1 column, %2 row
};

struct CellExplanation {
    CellAddress cell;
    Op operation = Op::Add;
    std::string
        formula; ///< "scores[head 2][row 3][column 1] = query.rotated[row 3] · key.rotated[row 1] / √32"
    std::string numbers; ///< "(0.12 · −0.4 + 0.33 · 0.9 + (… and 29 more = 4.41)) / 5.66"
    double result = 0;   ///< of the formula in double precision, from the recorded inputs
    float recorded = 0;  ///< what the run has
    /// The weights have 8 bits, and the run rounded the activations to 8 bits as well: `result` did not, and
    /// differs.
    bool roundedActivations = false;
    std::vector<ExplanationTerm> terms; ///< largest first, of sums and soft-maxes only
    std::size_t moreTerms = 0;          ///< not in `terms` …
    double moreSum = 0;                 ///< … and what they add up to
    std::vector<CellRange> sources;     ///< in the order of the formula
};

/// Nothing where the run has no such cell, has not kept what it was made of, or the model's device has
/// failed. Reads weights: whoever calls holds run.model->busy.
std::optional<CellExplanation> explainCell(const RecordedRun& run, const CellAddress& cell,
                                           const FormulaWords& words = {}, std::size_t mostTerms = 3);

/// Three digits that mean something, and a true minus: "0.421", "−12.3", "1.2e−05", "−∞".
std::string formulaNumber(double value);
/// The last part of a tensor's name, as formulas have it: "scores", "query.rotated", "middle".
std::string shortTensorName(const std::string& tensor);

} // namespace tokenarium
