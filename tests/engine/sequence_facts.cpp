// SPDX-License-Identifier: GPL-3.0-or-later
// Golden quantities of genes, time series, actions, points and words.
#include "engine/gene/gene_tokens.h"
#include "engine/prompt/prompt.h"
#include "engine/series/series_patches.h"
#include "engine/series/value_bins.h"
#include "engine/volume/volume.h"
#include "tests/engine/multimodal_facts.h"

#include <limits>

namespace tokenarium::testing {

namespace {

using nlohmann::json;

std::string basesOf(const json& input) {
    std::string bases;
    for (std::size_t i = 0; i < input["length"].get<std::size_t>(); ++i) bases.push_back("GATTACA"[i % 7]);
    return bases;
}

json overlappingCase(const json& input) {
    const std::size_t k = input["k"];
    const std::string bases = basesOf(input);
    const std::size_t kmers = countGeneTokens(GeneScheme::OverlappingKmers, k, bases);
    return {{"kmers", kmers},
            {"tokens", kmers + geneSpecialTokens(GeneScheme::OverlappingKmers)},
            {"vocabulary", geneVocabularySize(GeneScheme::OverlappingKmers, k)}};
}

json separateCase(const json& input) {
    const std::size_t k = input["k"];
    const TokenStream stream = geneTokens(GeneScheme::SeparateKmers, k, basesOf(input));
    std::size_t whole = 0;
    for (const Token& token : stream.tokens) whole += token.span.size() == k ? 1 : 0;
    return {{"six_mers", whole},
            {"singles", stream.tokens.size() - whole},
            {"tokens", stream.tokens.size() + geneSpecialTokens(GeneScheme::SeparateKmers)}};
}

json singleCase(const json& input) {
    return {
        {"tokens", countGeneTokens(GeneScheme::SingleBase, 1, basesOf(input)) + input.value("special", 0U)},
        {"vocabulary", geneVocabularySize(GeneScheme::SingleBase, 1)}};
}

json patchesCase(const json& input) {
    return {{"patches", countSeriesPatches({input["patch"], input["stride"]}, input["length"])}};
}

json chronosCase(const json& input) {
    std::vector<double> values;
    for (const json& value : input["series"])
        values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
    const ChronosBins bins{input["n_tokens"], input["n_special"], input["low"], input["high"]};
    const ChronosSeries series = chronosEncode(bins, values);
    return {{"scale", series.scale}, {"ids", series.ids}};
}

json actionCase(const json& input) {
    const std::size_t bins = input["bins"];
    const std::size_t marks = openVlaBin(input["value"], bins);
    return {{"rt1_bin", rt1Bin(input["value"], input["low"], input["high"], bins)},
            {"openvla_digitize", marks},
            {"openvla_token_id_vocab32000", openVlaToken(marks)}};
}

json rt1Case(const json& input) {
    const Rt1Tokens tokens =
        rt1Tokens(input["images"], input["tokens_per_image_after_tokenlearner"], input["action_dims"]);
    return {{"context_tokens", tokens.context}, {"action_tokens", tokens.action}};
}

json rt2Case(const json& input) { return {{"action_tokens", rt1Tokens(0, 0, input["action_dims"]).action}}; }

json pointsCase(const json& input) {
    const std::size_t count = input["points"];
    const PointGroups groups = pointGroups(generatedPoints(count), input["groups"], input["group_size"]);
    return {{"tokens", groups.centres.size() + input["cls"].get<std::size_t>()},
            {"coverage_factor", groups.coverage(count)},
            {"vocabulary", pointBertVocabulary}};
}

json wordsCase(const json& input) {
    return {{"tokens", tokensOfWords(input["words"], input["tokens_per_word"])}};
}

} // namespace

Quantities sequenceQuantities() {
    return {{"mm.kmer_overlap", overlappingCase},
            {"mm.kmer_nt", separateCase},
            {"mm.single_nucleotide", singleCase},
            {"mm.patchtst", patchesCase},
            {"mm.chronos", chronosCase},
            {"mm.action_bin", actionCase},
            {"mm.rt1", rt1Case},
            {"mm.rt2", rt2Case},
            {"mm.points", pointsCase},
            {"mm.words_to_tokens", wordsCase}};
}

} // namespace tokenarium::testing
