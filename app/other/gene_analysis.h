// SPDX-License-Identifier: GPL-3.0-or-later
// One sequence of bases cut in every way: computed on a worker, never changed afterwards.
#pragma once

#include "engine/gene/codon.h"
#include "engine/gene/fasta.h"
#include "engine/gene/gene_tokens.h"
#include "engine/text/text_tokenizer.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

enum class GeneWay : std::uint8_t {
    SingleBase,
    Overlapping3,
    Overlapping6,
    Separate3,
    Separate6,
    BytePairs, ///< learnt on this sequence
    Gpt4o      ///< o200k_base, made for texts
};
inline constexpr std::size_t geneWays = 7;

struct GeneForm {
    GeneScheme scheme;
    std::size_t k;
};
/// nullopt for the two that are byte pairs.
std::optional<GeneForm> geneForm(GeneWay way);

/// What a way makes of the sequence.
struct GeneCut {
    std::shared_ptr<const std::vector<Token>> tokens; ///< null: this way cannot be had
    std::size_t vocabulary = 0;                       ///< ids in all
    std::size_t special = 0;   ///< tokens that the model puts around the sequence; not among `tokens`
    std::size_t different = 0; ///< ids that are used
    std::size_t lostBases = 0; ///< bases that come back as another letter, or not at all
    bool isThere() const { return tokens != nullptr; }
};

/// At most so many bases of a sequence are cut and shown.
inline constexpr std::size_t mostShownBases = 1'000'000;

struct GeneAnalysis {
    std::shared_ptr<const GeneFile> file;
    std::size_t sequence = 0;                 ///< which of the file
    std::shared_ptr<const std::string> bases; ///< at most mostShownBases of it
    std::map<char, std::size_t> unclear;      ///< letters that are none of A, C, G, T, and how often
    std::optional<OpenReadingFrame> longest;  ///< of `bases`
    std::array<GeneCut, geneWays> cuts;       ///< without BytePairs

    std::size_t wholeSize() const { return file->sequences[sequence].bases.size(); }
};

/// Throws as loadFasta; nullptr where stopped. `gpt4o` may be null. A `sequence` that is not there is the
/// last.
std::shared_ptr<const GeneAnalysis> analyseGenes(const std::string& text, const std::string& name,
                                                 std::size_t sequence, const TextTokenizer* gpt4o,
                                                 const std::stop_token& stop);

struct GeneMerge {
    std::string left, right;
    TokenId id = 0;
    std::uint64_t count = 0; ///< how often the two stood together
};

/// Byte pairs learnt on a sequence.
struct GenePairs {
    std::shared_ptr<const TextTokenizer> tokenizer;
    std::vector<GeneMerge> merges; ///< in order of learning
    GeneCut cut;
};

/// nullptr where stopped. `progress` gets the merges that are learnt.
std::shared_ptr<const GenePairs> learnGenePairs(const std::string& bases, std::size_t merges,
                                                const std::stop_token& stop,
                                                const std::function<void(std::size_t)>& progress);

/// What a token of a way is called: "ATG", "[UNK]", or its bases.
std::string geneTokenName(GeneWay way, const Token& token, const std::string& bases);

} // namespace tokenarium
