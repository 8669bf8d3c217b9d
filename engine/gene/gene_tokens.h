// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which models of genes cut a sequence of bases into tokens, with the vocabularies they use.
#pragma once

#include "engine/token/token.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

enum class GeneScheme {
    SingleBase,       ///< one base, one token: HyenaDNA (2023), vocabulary of 12
    OverlappingKmers, ///< windows of k bases, each one base after the last: DNABERT (2021), 5 + 4^k
    SeparateKmers     ///< k bases each, the rest one by one: Nucleotide Transformer v1 (2023), 4 + 4^k + 5
};

inline constexpr std::size_t mostBasesPerKmer = 8; ///< 4^8 = 65,536 words

/// Tokens of `bases` (capital letters, as loadFasta gives them) without the special tokens around them; spans
/// are bases, and those of overlapping k-mers overlap. Ids are the models' own:
/// - SingleBase: A 7, C 8, G 9, T 10, N 11, other letters 6 ([UNK]).
/// - OverlappingKmers: 5 + place among all k-mers in the order A, T, C, G; with any other letter 1 ([UNK]). A
///   sequence shorter than k has no token.
/// - SeparateKmers: 4 + that place; A, T, C, G, N by themselves follow behind the k-mers. An N always stands
/// alone
///   and cuts; a k-mer or base with yet another letter is 0 (<unk>).
/// 1 <= k <= mostBasesPerKmer; ignored for SingleBase.
TokenStream geneTokens(GeneScheme scheme, std::size_t k, std::string_view bases);

/// How many ids there are, and how many special tokens the model puts around a sequence: DNABERT [CLS] and
/// [SEP], Nucleotide Transformer <cls>, HyenaDNA none.
std::size_t geneVocabularySize(GeneScheme scheme, std::size_t k);
std::size_t geneSpecialTokens(GeneScheme scheme);

/// How many tokens geneTokens gives, without making them.
std::size_t countGeneTokens(GeneScheme scheme, std::size_t k, std::string_view bases);

/// What an id of the scheme stands for ("ATG", "[UNK]"); nullopt for an id that it has not.
std::optional<std::string> geneTokenText(GeneScheme scheme, std::size_t k, TokenId id);

/// The bases again: the law is decode(tokens(bases)) = bases for sequences of A, C, G, T (and N where the
/// scheme has it). Letters that the scheme does not know come back as N. Stretches without tokens are lost.
std::string decodeGeneTokens(GeneScheme scheme, std::size_t k, const TokenStream& tokens);

} // namespace tokenarium
