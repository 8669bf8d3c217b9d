// SPDX-License-Identifier: GPL-3.0-or-later
// One word in two sentences: the token that both have, and how its vectors part from layer to layer.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

struct ReadyModel;

/// A sentence as the model reads it, and where in it the shared token stands.
struct SentenceTokens {
    std::vector<TokenId> ids; ///< with the marks that open a text
    std::size_t opening = 0;  ///< of them
    std::size_t place = 0;    ///< of the shared token among all
};

struct SharedToken {
    TokenId id = 0;
    bool isWholeWord = false; ///< else a part of the word
};

struct TwoSentences {
    SentenceTokens first, second;
    std::optional<SharedToken> shared; ///< nothing where the word is missing or no token of it is in both
};

/// Looks for `word` in both sentences: a token that is the word (with the blank before it, if it has one) and
/// has one id in both; else the first token of it that both have. At once.
TwoSentences findSharedToken(const ReadyModel& model, const std::string& first, const std::string& second,
                             const std::string& word);

struct PartingMeanings {
    std::vector<double> distances; ///< L + 1: 1 − cosine of the two vectors, first by id alone
    std::vector<double>
        yardstick; ///< L + 1: the mean to the other tokens of the first sentence; may be empty
};

/// Runs both sentences. Nothing where there is no shared token or it was stopped. Throws std::runtime_error
/// where a sentence cannot be read (too long). Waits for the model; on a worker.
std::optional<PartingMeanings> partMeanings(std::shared_ptr<const ReadyModel> model,
                                            const TwoSentences& sentences, std::stop_token stop = {});

} // namespace tokenarium
