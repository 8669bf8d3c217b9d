// SPDX-License-Identifier: GPL-3.0-or-later
// k-mers are numbers in base four; the vocabularies differ in what stands before and behind them.
#include "engine/gene/gene_tokens.h"

#include <algorithm>
#include <array>

namespace tokenarium {

namespace {

constexpr std::string_view kmerOrder = "ATCG"; // of both DNABERT and Nucleotide Transformer
constexpr std::array<std::string_view, 12> singleBases = {
    "[CLS]", "[SEP]", "[BOS]", "[MASK]", "[PAD]", "[RESERVED]", "[UNK]", "A", "C", "G", "T", "N"};
constexpr std::array<std::string_view, 5> dnabertSpecials = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
constexpr std::array<std::string_view, 4> separateSpecials = {"<unk>", "<pad>", "<mask>", "<cls>"};
constexpr std::string_view loneBases = "ATCGN";
constexpr TokenId unknownSingle = 6, unknownOverlapping = 1, unknownSeparate = 0;

std::size_t kmers(std::size_t k) { return std::size_t{1} << (2 * k); }

std::optional<TokenId> placeOf(std::string_view kmer) {
    TokenId place = 0;
    for (const char base : kmer) {
        const std::size_t digit = kmerOrder.find(base);
        if (digit == kmerOrder.npos) return std::nullopt;
        place = place * 4 + static_cast<TokenId>(digit);
    }
    return place;
}

std::string kmerAt(TokenId place, std::size_t k) {
    std::string kmer(k, 'A');
    for (std::size_t i = k; i-- > 0; place /= 4) kmer[i] = kmerOrder[place % 4];
    return kmer;
}

TokenId idOfSingle(char base) {
    const auto found =
        std::find(singleBases.begin() + unknownSingle + 1, singleBases.end(), std::string_view(&base, 1));
    return found == singleBases.end() ? unknownSingle : static_cast<TokenId>(found - singleBases.begin());
}

TokenId idOfLone(char base, std::size_t k) {
    const std::size_t at = loneBases.find(base);
    return at == loneBases.npos ? unknownSeparate
                                : static_cast<TokenId>(separateSpecials.size() + kmers(k) + at);
}

/// Calls use(begin, end) for each token of separate k-mers.
template<typename Use>
void forEachSeparate(std::string_view bases, std::size_t k, const Use& use) {
    for (std::size_t at = 0; at < bases.size();) {
        const std::size_t stop = std::min(bases.find('N', at), bases.size());
        for (; at + k <= stop; at += k) use(at, at + k);
        for (; at < stop; ++at) use(at, at + 1);
        if (at < bases.size()) {
            use(at, at + 1);
            ++at;
        }
    }
}

TokenStream overlapping(std::string_view bases, std::size_t k) {
    TokenStream stream;
    if (bases.size() < k) return stream;
    stream.tokens.reserve(bases.size() - k + 1);
    for (std::size_t at = 0; at + k <= bases.size(); ++at) {
        const auto place = placeOf(bases.substr(at, k));
        const TokenId id = place ? static_cast<TokenId>(dnabertSpecials.size()) + *place : unknownOverlapping;
        stream.tokens.push_back({id, {at, at + k}});
    }
    return stream;
}

TokenStream separate(std::string_view bases, std::size_t k) {
    TokenStream stream;
    forEachSeparate(bases, k, [&](std::size_t begin, std::size_t end) {
        const auto place = end - begin == k && k > 1 ? placeOf(bases.substr(begin, k)) : std::nullopt;
        TokenId id = unknownSeparate;
        if (place)
            id = static_cast<TokenId>(separateSpecials.size()) + *place;
        else if (end - begin == 1)
            id = idOfLone(bases[begin], k);
        stream.tokens.push_back({id, {begin, end}});
    });
    return stream;
}

} // namespace

TokenStream geneTokens(GeneScheme scheme, std::size_t k, std::string_view bases) {
    if (scheme == GeneScheme::OverlappingKmers) return overlapping(bases, k);
    if (scheme == GeneScheme::SeparateKmers) return separate(bases, k);
    TokenStream stream;
    stream.tokens.reserve(bases.size());
    for (std::size_t at = 0; at < bases.size(); ++at)
        stream.tokens.push_back({idOfSingle(bases[at]), {at, at + 1}});
    return stream;
}

std::size_t geneVocabularySize(GeneScheme scheme, std::size_t k) {
    switch (scheme) {
    case GeneScheme::SingleBase: return singleBases.size();
    case GeneScheme::OverlappingKmers: return dnabertSpecials.size() + kmers(k);
    case GeneScheme::SeparateKmers: return separateSpecials.size() + kmers(k) + loneBases.size();
    }
    return 0;
}

std::size_t geneSpecialTokens(GeneScheme scheme) {
    switch (scheme) {
    case GeneScheme::SingleBase: return 0;
    case GeneScheme::OverlappingKmers: return 2;
    case GeneScheme::SeparateKmers: return 1;
    }
    return 0;
}

std::size_t countGeneTokens(GeneScheme scheme, std::size_t k, std::string_view bases) {
    if (scheme == GeneScheme::SingleBase) return bases.size();
    if (scheme == GeneScheme::OverlappingKmers) return bases.size() < k ? 0 : bases.size() - k + 1;
    std::size_t count = 0;
    forEachSeparate(bases, k, [&count](std::size_t, std::size_t) { ++count; });
    return count;
}

std::optional<std::string> geneTokenText(GeneScheme scheme, std::size_t k, TokenId id) {
    if (id >= geneVocabularySize(scheme, k)) return std::nullopt;
    if (scheme == GeneScheme::SingleBase) return std::string(singleBases[id]);
    if (scheme == GeneScheme::OverlappingKmers) {
        if (id < dnabertSpecials.size()) return std::string(dnabertSpecials[id]);
        return kmerAt(id - static_cast<TokenId>(dnabertSpecials.size()), k);
    }
    if (id < separateSpecials.size()) return std::string(separateSpecials[id]);
    const TokenId place = id - static_cast<TokenId>(separateSpecials.size());
    if (place < kmers(k)) return kmerAt(place, k);
    return std::string(1, loneBases[place - kmers(k)]);
}

std::string decodeGeneTokens(GeneScheme scheme, std::size_t k, const TokenStream& tokens) {
    std::string bases;
    for (const Token& token : tokens.tokens) {
        std::string text = geneTokenText(scheme, k, token.id).value_or("");
        if (text.empty() || text.front() == '[' || text.front() == '<') text.assign(token.span.size(), 'N');
        // what the token before has given already
        const std::size_t known = bases.size() > token.span.begin ? bases.size() - token.span.begin : 0;
        if (known < text.size()) bases += text.substr(known);
    }
    return bases;
}

} // namespace tokenarium
