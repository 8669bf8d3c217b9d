// SPDX-License-Identifier: GPL-3.0-or-later
// Stretches of four kinds are strung together until there are enough bases.
#include "engine/gene/generated_genes.h"

#include "engine/gene/codon.h"

#include <random>
#include <string_view>

namespace tokenarium {

namespace {

class GeneMaker {
public:
    explicit GeneMaker(std::uint64_t seed) : source(seed), element(byChance(280)) {}

    std::string next() {
        switch (below(4)) {
        case 0: return copyOfElement();
        case 1: return shortRepeat();
        case 2: return gene();
        default: return byChance(60 + below(240));
        }
    }

private:
    /// The same on every machine, which std::uniform_int_distribution is not.
    std::size_t below(std::size_t end) { return static_cast<std::size_t>((source() >> 33) % end); }
    char base() { return "ATCG"[below(4)]; }

    std::string byChance(std::size_t count) {
        std::string bases;
        while (bases.size() < count) bases += base();
        return bases;
    }
    std::string copyOfElement() {
        constexpr std::size_t lettersPerChange = 20;
        std::string copy = element;
        for (char& letter : copy)
            if (below(lettersPerChange) == 0) letter = base();
        return copy;
    }
    std::string shortRepeat() {
        const std::string unit = byChance(2 + below(3));
        std::string bases;
        for (std::size_t times = 5 + below(15); times > 0; --times) bases += unit;
        return bases;
    }
    std::string gene() {
        static constexpr std::string_view stops[] = {"TAA", "TAG", "TGA"};
        std::string bases = "ATG";
        for (std::size_t codons = 40 + below(120); codons > 0;) {
            const std::string codon = byChance(3);
            if (aminoAcidOf(codon) == '*') continue;
            bases += codon;
            --codons;
        }
        return bases.append(stops[below(3)]);
    }

    std::mt19937_64 source;
    std::string element;
};

} // namespace

std::string generatedGenes(std::size_t bases, std::uint64_t seed) {
    GeneMaker maker(seed);
    std::string all;
    while (all.size() < bases) all += maker.next();
    all.resize(bases);
    return all;
}

} // namespace tokenarium
