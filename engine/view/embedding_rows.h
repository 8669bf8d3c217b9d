// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the embedding table: of tokens, of words, and the nearest of them all.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

struct ReadyModel;

/// [n, C]. Ids beyond the table give row 0. Waits for the model; on a worker.
std::vector<float> embeddingRows(const ReadyModel& model, std::span<const TokenId> ids);

/// The tokens whose rows point most nearly where that of `id` points, itself first; by cosine over the whole
/// vocabulary. Waits for the model; on a worker.
struct NearToken {
    TokenId id = 0;
    double cosine = 0;
};
std::vector<NearToken> nearestTokens(const ReadyModel& model, TokenId id, std::size_t count);

/// A word as the model meets it: its tokens, and the mean of their rows.
struct WordVector {
    std::string word;
    std::vector<TokenId> ids;
    std::vector<float> vector; // [C]; empty where the word has no token
};
/// "#655" is the token of that id; everything else is split as text, as after a blank where that needs fewer
/// tokens (most vocabularies know words with the blank before them). Waits for the model; on a worker.
std::vector<WordVector> wordVectors(const ReadyModel& model, std::span<const std::string> words);
/// Without their vectors, at once.
std::vector<TokenId> tokensOfWord(const ReadyModel& model, const std::string& word);
/// Whether its tokenizer knows the word: no unknown token, and one token or fewer than it has bytes.
bool knowsWord(const ReadyModel& model, const std::string& word);

/// Mean cosine between different words of the group [begin, end), and between those and all others.
struct GroupCosines {
    double within = 0, across = 0;
    bool operator==(const GroupCosines&) const = default;
};
GroupCosines groupCosines(std::span<const WordVector> words, std::size_t firstGroup);
/// Every word with every other, [n, n]; 0 where one has no vector.
std::vector<float> cosineMatrix(std::span<const WordVector> words);

/// A token that all the first `count` words have; of several that which stands last in the first word.
struct SharedPart {
    bool any = false;
    TokenId id = 0;
};
SharedPart sharedPart(std::span<const WordVector> words, std::size_t count);

} // namespace tokenarium
