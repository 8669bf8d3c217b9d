// SPDX-License-Identifier: GPL-3.0-or-later
// Codons: three bases name one amino acid, by the standard genetic code (NCBI translation table 1).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tokenarium {

/// The amino acid's letter ('M' for ATG), '*' where the codon ends a protein, 'X' where a letter is none of
/// A, C, G, T. `codon`: three capital letters.
char aminoAcidOf(std::string_view codon);

/// A stretch that could be a protein: from ATG to the first stop codon in the same frame.
struct OpenReadingFrame {
    std::size_t begin = 0, end = 0; ///< bases, the stop codon among them
    std::size_t frame = 0;          ///< begin % 3
    bool operator==(const OpenReadingFrame&) const = default;
};

/// Those of the forward strand with at least `shortestCodons` codons (the stop not counted), by where they
/// begin. An ATG inside one of the same frame begins none of its own.
std::vector<OpenReadingFrame> openReadingFrames(std::string_view bases, std::size_t shortestCodons);

} // namespace tokenarium
