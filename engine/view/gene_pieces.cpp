// SPDX-License-Identifier: GPL-3.0-or-later
// Codons are arithmetic; tokens are found by halving, for they are in order.
#include "engine/view/gene_pieces.h"

#include "engine/gene/codon.h"

#include <algorithm>
#include <string_view>

namespace tokenarium {

AminoGroup aminoGroup(char letter) {
    constexpr std::string_view nonpolar = "GAVLIPMFW", polar = "STCYNQ", acidic = "DE", basic = "KRH";
    if (letter == '*') return AminoGroup::Stop;
    if (nonpolar.find(letter) != nonpolar.npos) return AminoGroup::Nonpolar;
    if (polar.find(letter) != polar.npos) return AminoGroup::Polar;
    if (acidic.find(letter) != acidic.npos) return AminoGroup::Acidic;
    if (basic.find(letter) != basic.npos) return AminoGroup::Basic;
    return AminoGroup::Unknown;
}

std::optional<std::size_t> codonBegin(const GenePieces& pieces, std::size_t base) {
    if (base < pieces.frame) return std::nullopt;
    const std::size_t begin = base - (base - pieces.frame) % 3;
    return begin + 3 <= pieces.bases->size() ? std::optional(begin) : std::nullopt;
}

char acidAt(const GenePieces& pieces, std::size_t codon) {
    return aminoAcidOf(std::string_view(*pieces.bases).substr(codon, 3));
}

std::uint8_t geneTint(const GenePieces& pieces, std::size_t base, std::size_t token) {
    constexpr std::uint8_t unknown = 5;
    switch (pieces.coloring) {
    case GeneColoring::AminoAcid: {
        const auto codon = codonBegin(pieces, base);
        return codon ? static_cast<std::uint8_t>(aminoGroup(acidAt(pieces, *codon))) : unknown;
    }
    case GeneColoring::Base: {
        constexpr std::string_view order = "ACGT";
        const std::size_t place = order.find((*pieces.bases)[base]);
        return static_cast<std::uint8_t>(std::min(place, order.size()));
    }
    case GeneColoring::Token: break;
    }
    return static_cast<std::uint8_t>(token % 6);
}

std::pair<std::size_t, std::size_t> tokensTouching(const GenePieces& pieces, Span bases) {
    const std::vector<Token>& tokens = *pieces.tokens;
    const auto endsAfter = [](std::size_t base, const Token& token) { return base < token.span.end; };
    const auto beginsBefore = [](const Token& token, std::size_t base) { return token.span.begin < base; };
    const auto first = std::upper_bound(tokens.begin(), tokens.end(), bases.begin, endsAfter);
    const auto last = std::lower_bound(first, tokens.end(), bases.end, beginsBefore);
    return {static_cast<std::size_t>(first - tokens.begin()),
            static_cast<std::size_t>(last - tokens.begin())};
}

std::optional<std::size_t> geneTokenAt(const GenePieces& pieces, std::size_t base, std::size_t lane) {
    const auto [first, last] = tokensTouching(pieces, {base, base + 1});
    for (std::size_t i = first; i < last; ++i)
        if (i % pieces.lanes == lane) return i;
    return std::nullopt;
}

} // namespace tokenarium
