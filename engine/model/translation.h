// SPDX-License-Identifier: GPL-3.0-or-later
// English in, Chinese out, by a model that was trained on lines "English = Chinese" behind the mark <|pair|>.
#pragma once

#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct TranslatedToken {
    TokenId id = 0;
    double probability = 0; ///< by the model, over the whole vocabulary
};

struct Translation {
    std::vector<TokenId> prompt;         ///< what the model read: mark, sentence, sign of equality
    std::vector<TranslatedToken> tokens; ///< what it wrote, without the end of the line
    std::string text;                    ///< the same as UTF-8, without white space around it
    bool complete = false;               ///< the model ended the line itself
};

/// Has it been trained with the mark of sentence pairs?
bool canTranslate(const OpenedModel& model);

/// The prompt for a sentence: line breaks become spaces.
std::vector<TokenId> translationPrompt(const OpenedModel& model, std::string_view english);

/// A model with canTranslate(). Draws number 0, 1 … of `seed`. Waits for model.busy; on a worker. Not
/// complete where it was stopped, 80 tokens were not enough, or the context is full.
Translation translate(const ReadyModel& model, std::string_view english, const SamplingSettings& settings,
                      std::uint64_t seed, std::stop_token stop = {});

} // namespace tokenarium
