// SPDX-License-Identifier: GPL-3.0-or-later
// What a model that is being trained writes at this moment.
#pragma once

#include "engine/model/document_marks.h"
#include "engine/model/weights.h"
#include "engine/text/text_tokenizer.h"
#include "engine/train/recipe.h"

#include <string>
#include <string_view>

namespace tokenarium {

/// The parts of a model that a sample needs; they must live longer.
struct SampledModel {
    const ModelConfig& config;
    const Weights& weights;
    const TextTokenizer& tokenizer;
    const DocumentMarks& marks; ///< with a beginning and an end
};

/// The beginning of a document, its language's mark where the tokenizer has such marks, and the prompt.
std::vector<TokenId> samplePrompt(const SampledModel& model, std::string_view prompt);

/// What follows the prompt, without it: up to the end mark, `samples.maxTokens` tokens or the end of the
/// context. Always UTF-8. The same seed draws the same numbers, so that what differs from one moment to the
/// next is the model. Empty where the prompt fills the context.
std::string sampleText(const SampledModel& model, Backend& backend, std::string_view prompt,
                       const RecipeSamples& samples, std::uint64_t seed);

} // namespace tokenarium
