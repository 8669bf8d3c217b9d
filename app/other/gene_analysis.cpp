// SPDX-License-Identifier: GPL-3.0-or-later
// The engine cuts; here every way is asked, counted and decoded again.
#include "app/other/gene_analysis.h"

#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"

#include <algorithm>
#include <unordered_set>

namespace tokenarium {
namespace {

constexpr std::size_t singleBytes = 256;  // ids that byte pairs begin with
constexpr std::size_t shortestFrame = 20; // codons; shorter ones stand in any sequence by chance

std::size_t differentIds(const std::vector<Token>& tokens) {
    std::unordered_set<TokenId> ids;
    for (const Token& token : tokens) ids.insert(token.id);
    return ids.size();
}

/// How many places of `bases` are not the same in `decoded`.
std::size_t lostIn(const std::string& bases, const std::string& decoded) {
    std::size_t lost = bases.size() > decoded.size() ? bases.size() - decoded.size() : 0;
    for (std::size_t i = 0; i < std::min(bases.size(), decoded.size()); ++i) lost += bases[i] != decoded[i];
    return lost;
}

GeneCut finished(GeneCut cut, TokenStream stream, const std::string& decoded, const std::string& bases) {
    cut.different = differentIds(stream.tokens);
    cut.lostBases = lostIn(bases, decoded);
    cut.tokens = std::make_shared<const std::vector<Token>>(std::move(stream.tokens));
    return cut;
}

GeneCut cutBy(GeneForm form, const std::string& bases) {
    GeneCut cut;
    cut.vocabulary = geneVocabularySize(form.scheme, form.k);
    cut.special = geneSpecialTokens(form.scheme);
    TokenStream stream = geneTokens(form.scheme, form.k, bases);
    const std::string decoded = decodeGeneTokens(form.scheme, form.k, stream);
    return finished(cut, std::move(stream), decoded, bases);
}

GeneCut cutBy(const TextTokenizer& tokenizer, const std::string& bases) {
    GeneCut cut;
    cut.vocabulary = tokenizer.vocabulary().size();
    TokenStream stream = encode(tokenizer, bases);
    std::vector<TokenId> ids;
    for (const Token& token : stream.tokens) ids.push_back(token.id);
    const std::string decoded = tokenizer.decode(ids);
    return finished(cut, std::move(stream), decoded, bases);
}

void describe(GeneAnalysis& analysis) {
    for (const char letter : *analysis.bases)
        if (letter != 'A' && letter != 'C' && letter != 'G' && letter != 'T') ++analysis.unclear[letter];
    for (const OpenReadingFrame& frame : openReadingFrames(*analysis.bases, shortestFrame))
        if (!analysis.longest || frame.end - frame.begin > analysis.longest->end - analysis.longest->begin)
            analysis.longest = frame;
}

} // namespace

std::optional<GeneForm> geneForm(GeneWay way) {
    switch (way) {
    case GeneWay::SingleBase: return GeneForm{GeneScheme::SingleBase, 1};
    case GeneWay::Overlapping3: return GeneForm{GeneScheme::OverlappingKmers, 3};
    case GeneWay::Overlapping6: return GeneForm{GeneScheme::OverlappingKmers, 6};
    case GeneWay::Separate3: return GeneForm{GeneScheme::SeparateKmers, 3};
    case GeneWay::Separate6: return GeneForm{GeneScheme::SeparateKmers, 6};
    case GeneWay::BytePairs:
    case GeneWay::Gpt4o: break;
    }
    return std::nullopt;
}

std::shared_ptr<const GeneAnalysis> analyseGenes(const std::string& text, const std::string& name,
                                                 std::size_t sequence, const TextTokenizer* gpt4o,
                                                 const std::stop_token& stop) {
    auto analysis = std::make_shared<GeneAnalysis>();
    analysis->file = std::make_shared<const GeneFile>(loadFasta(text, name));
    analysis->sequence = std::min(sequence, analysis->file->sequences.size() - 1);
    analysis->bases = std::make_shared<const std::string>(
        analysis->file->sequences[analysis->sequence].bases.substr(0, mostShownBases));
    describe(*analysis);
    for (std::size_t i = 0; i < geneWays; ++i) {
        if (stop.stop_requested()) return nullptr;
        if (const auto form = geneForm(GeneWay(i))) analysis->cuts[i] = cutBy(*form, *analysis->bases);
    }
    if (gpt4o) analysis->cuts[std::size_t(GeneWay::Gpt4o)] = cutBy(*gpt4o, *analysis->bases);
    return analysis;
}

std::shared_ptr<const GenePairs> learnGenePairs(const std::string& bases, std::size_t merges,
                                                const std::stop_token& stop,
                                                const std::function<void(std::size_t)>& progress) {
    BytePairTrainerOptions options;
    options.vocabularySize = singleBytes + merges;
    options.name = "genes";
    BytePairTrainer trainer(options);
    trainer.add(bases);
    const TrainedBytePair trained =
        trainer.train(stop, [&progress](std::size_t learnt, std::size_t) { progress(learnt); });
    if (trained.stopped) return nullptr;
    auto pairs = std::make_shared<GenePairs>();
    pairs->tokenizer = createBytePair(PackedVocabulary::create(trained.source));
    for (const LearnedMerge& merge : trained.merges)
        pairs->merges.push_back({trained.source.entries[merge.left], trained.source.entries[merge.right],
                                 merge.result, merge.count});
    pairs->cut = cutBy(*pairs->tokenizer, bases);
    return pairs;
}

std::string geneTokenName(GeneWay way, const Token& token, const std::string& bases) {
    if (const auto form = geneForm(way))
        return geneTokenText(form->scheme, form->k, token.id).value_or(std::string());
    return bases.substr(token.span.begin, token.span.size());
}

} // namespace tokenarium
