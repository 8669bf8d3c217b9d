// SPDX-License-Identifier: GPL-3.0-or-later
// Sequences of DNA or RNA from text: FASTA, or letters alone as people paste them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// One sequence as tokenizers of genes read it: capital letters only. Plain value.
struct GeneSequence {
    std::string title; ///< the line after '>' without it; empty where there was none
    std::string
        bases; ///< A, C, G, T, and other letters of the IUPAC code (N = any base) as written; U became T
};

struct GeneFile {
    std::vector<GeneSequence> sequences; ///< at least one, none empty
    std::size_t uncertainBases = 0; ///< letters of the IUPAC code that name more than one base (N, R, …)
    std::size_t gaps = 0;           ///< '-' and '*', left out
    bool wasRna = false;            ///< some U became T
};

/// The most bases that are read: a human chromosome has 250 million.
inline constexpr std::size_t mostBases = 300'000'000;

/// Reads FASTA ('>' lines are titles, ';' lines comments) or a bare sequence; line ends of any kind, spaces
/// and digits (GenBank's numbering) are left out, small letters are made large. `name`: of the file, for
/// messages. Throws std::runtime_error with name, line and column where a letter is none of the code ("this
/// may be a protein"), where there is no base at all, and where there are more than mostBases.
GeneFile loadFasta(std::string_view text, std::string_view name);

} // namespace tokenarium
