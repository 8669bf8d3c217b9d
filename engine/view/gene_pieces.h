// SPDX-License-Identifier: GPL-3.0-or-later
// What the gene view shows: bases in lines, the codon that each belongs to, and the tokens that cover them.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenarium {

/// What the colour of a base says; the tints in order.
enum class GeneColoring : std::uint8_t {
    AminoAcid, ///< AminoGroup of the codon; Unknown outside of codons
    Base,      ///< A, C, G, T, others
    Token      ///< neighbours differ
};

/// What the side chain of an amino acid is like; the value is the tint.
enum class AminoGroup : std::uint8_t { Nonpolar, Polar, Acidic, Basic, Stop, Unknown };

/// Of a letter as aminoAcidOf gives it.
AminoGroup aminoGroup(char letter);

/// Plain value; tokens in order of where they begin.
struct GenePieces {
    std::shared_ptr<const std::string> bases = std::make_shared<const std::string>();
    std::shared_ptr<const std::vector<Token>> tokens = std::make_shared<const std::vector<Token>>();
    std::size_t lanes = 1; ///< lines of tokens: k for overlapping windows, token i then lies in line i % k
    std::size_t frame = 0; ///< where the first codon begins: 0, 1 or 2
    GeneColoring coloring = GeneColoring::AminoAcid;
};

/// First base of the codon of a base; nullopt before the frame and in an unfinished codon at the end.
std::optional<std::size_t> codonBegin(const GenePieces& pieces, std::size_t base);
/// The amino acid of the codon that begins there.
char acidAt(const GenePieces& pieces, std::size_t codon);
/// The tint of a base where `token` covers it: 0 … 5.
std::uint8_t geneTint(const GenePieces& pieces, std::size_t base, std::size_t token);
/// Half-open numbers of the tokens that cover a base of the stretch.
std::pair<std::size_t, std::size_t> tokensTouching(const GenePieces& pieces, Span bases);
/// The token that covers a base in a line.
std::optional<std::size_t> geneTokenAt(const GenePieces& pieces, std::size_t base, std::size_t lane);

} // namespace tokenarium
