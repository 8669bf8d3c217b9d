// SPDX-License-Identifier: GPL-3.0-or-later
// By which rule the tokens of a prompt are counted for a model, and whether that is exact or stands in for
// one that its vendor keeps to itself.
#pragma once

#include "engine/prompt/prompt.h"
#include "engine/view/part_summary.h"

#include <functional>
#include <string>
#include <string_view>

namespace tokenarium {

/// A tokenizer or a counting rule.
struct CountingChoice {
    std::string rule;   ///< "o200k_base", "gemini-audio"
    bool exact = false; ///< published for this model; otherwise an estimate
    std::string note;   ///< English: what is not certain
    bool operator==(const CountingChoice&) const = default;
};

struct ModelCounting {
    CountingChoice text, picture, sound, video;
    std::string lowDetailPicture; ///< the rule for pictures of low detail; "" where the model has none
    bool chatExact = false;       ///< the overhead of messages is published for it
    const CountingChoice& of(Modality modality) const;
};

/// `model` as price lists and people write it, "openai/gpt-4o" too. `hasTokenizer` says which tokenizers are
/// there; the exact one of a model that is not there is replaced by one that is, as an estimate.
ModelCounting modelCounting(std::string_view model,
                            const std::function<bool(std::string_view)>& hasTokenizer);

} // namespace tokenarium
