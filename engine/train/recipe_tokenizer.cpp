// SPDX-License-Identifier: GPL-3.0-or-later
// Leads the documents a tokenizer learns from past its trainer.
#include "engine/train/recipe_tokenizer.h"

#include "engine/text/byte_pair.h"
#include "engine/text/byte_pair_trainer.h"
#include "engine/text/character_vocabulary.h"
#include "engine/text/tokenizer_json.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::uint64_t shareSalt = 2;

/// Calls `take` for the documents of the training split that the tokenizer is to see.
void eachToLearnFrom(const Recipe& recipe, const TextDocuments& documents,
                     const std::function<void(std::string_view)>& take) {
    std::vector<TokenizerSource> sources(recipe.texts.size());
    const bool all = recipe.tokenizer.sources.empty();
    for (std::size_t i = 0; i < sources.size(); ++i) {
        sources[i].share = all ? 1 : 0;
        for (const TokenizerSource& source : recipe.tokenizer.sources)
            if (source.name == recipe.texts[i].name) sources[i] = source;
    }
    for (const TextDocument& document : documents.documents) {
        TokenizerSource& source = sources[document.source];
        if (document.validation || document.text.size() > source.limit ||
            hashShare(document.hash, shareSalt) >= source.share)
            continue;
        source.limit -= document.text.size();
        take(document.text);
    }
}

std::vector<std::string> specialsOf(const Recipe& recipe) {
    std::vector<std::string> specials{beginToken, endToken};
    specials.insert(specials.end(), recipe.tokenizer.marks.begin(), recipe.tokenizer.marks.end());
    return specials;
}

std::shared_ptr<const TextTokenizer> learnCharacters(const Recipe& recipe, const TextDocuments& documents) {
    CharacterTrainer trainer({recipe.tokenizer.size, 1, specialsOf(recipe)});
    eachToLearnFrom(recipe, documents, [&](std::string_view text) { trainer.add(text); });
    return createCharacterTokenizer(trainer.train().vocabulary);
}

std::shared_ptr<const TextTokenizer> learnBytePairs(const Recipe& recipe, const TextDocuments& documents,
                                                    std::stop_token stop,
                                                    const std::function<void(double)>& progress) {
    BytePairTrainerOptions options;
    options.vocabularySize = recipe.tokenizer.size;
    options.specialTokens = specialsOf(recipe);
    options.name = recipe.name;
    BytePairTrainer trainer(std::move(options));
    eachToLearnFrom(recipe, documents, [&](std::string_view text) { trainer.add(text); });
    const TrainedBytePair trained = trainer.train(stop, [&](std::size_t learned, std::size_t wanted) {
        if (progress && wanted > 0) progress(static_cast<double>(learned) / static_cast<double>(wanted));
    });
    return createBytePair(PackedVocabulary::create(trained.source));
}

} // namespace

DocumentMarks loadDocumentMarksOf(const Vocabulary& vocabulary, const std::string& source) {
    const auto special = [&](std::string_view text) -> const SpecialToken* {
        for (const SpecialToken& token : vocabulary.specialTokens())
            if (token.text == text) return &token;
        return nullptr;
    };
    constexpr std::pair<const char*, const char*> pairs[] = {
        {beginToken, endToken}, {"<s>", "</s>"}, {"<|endoftext|>", "<|endoftext|>"}};
    for (const auto& [begin, end] : pairs)
        if (special(begin) && special(end)) {
            DocumentMarks marks{special(begin)->id, true, {special(end)->id}, {}, {}, {}};
            findLanguageMarks(vocabulary, marks);
            return marks;
        }
    throw std::runtime_error(source + ": the tokenizer has no special tokens for the begin and end of a "
                                      "document; <|begin|> and <|end|>, <s> and </s>, or <|endoftext|> are "
                                      "expected. train-tokenizer --special makes them.");
}

std::shared_ptr<const TextTokenizer> createRecipeTokenizer(const Recipe& recipe,
                                                           const TextDocuments& documents,
                                                           const std::filesystem::path& folder,
                                                           std::stop_token stop,
                                                           const std::function<void(double)>& progress) {
    switch (recipe.tokenizer.kind) {
    case TokenizerRecipe::Kind::Characters: return learnCharacters(recipe, documents);
    case TokenizerRecipe::Kind::BytePair: return learnBytePairs(recipe, documents, stop, progress);
    case TokenizerRecipe::Kind::File: break;
    }
    return loadTokenizerJson(folder / recipe.tokenizer.file);
}

} // namespace tokenarium
