// SPDX-License-Identifier: GPL-3.0-or-later
// The window's prompt counted by every rule that some model of the price book counts by.
#pragma once

#include "engine/cost/prompt_cost.h"
#include "engine/prompt/prompt.h"
#include "engine/text/tokenizer_catalog.h"
#include "engine/view/model_counting.h"
#include "engine/view/part_summary.h"

#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace tokenarium {

/// The prompt as one model reads it.
struct CountedPrompt {
    PromptTokens tokens;
    bool exact = false; ///< every part by a published rule of this model
    QString rules;      ///< "o200k_base", "o200k_base + openai-tile/gpt-4o/high": by what it was counted
    QString note;       ///< English: what is not certain; "" where nothing
    bool operator==(const CountedPrompt&) const = default;
};

/// What is to be counted, with what is known already: the active text under every tokenizer.
struct PromptToCount {
    Prompt prompt;
    std::map<std::string, std::size_t> activeText; ///< tokens by the tokenizer's name; may be empty
};

/// Remembers what it has counted of parts that are still there, so that a key in one text counts that text
/// only. One worker at a time.
class PromptCounter {
public:
    explicit PromptCounter(TokenizerCatalog tokenizers) : catalog(std::move(tokenizers)) {}
    /// One answer for each way of counting; nothing where stopped. A part that a rule refuses is left out,
    /// and the note says so.
    std::optional<std::vector<CountedPrompt>>
    count(const PromptToCount& prompt, const std::vector<ModelCounting>& ways, std::stop_token stop);

private:
    struct Known {
        std::shared_ptr<const std::string> content; ///< keeps the address from being given again
        std::optional<PartSummary> summary;
        QString trouble;
        std::map<std::string, std::optional<std::size_t>> tokens; ///< by rule; nothing: refused
    };
    Known& knownOf(const PromptPart& part);
    bool countText(Known& known, const std::string& tokenizer, std::stop_token stop);
    void countOther(Known& known, const PromptPart& part, const std::string& rule, std::stop_token stop);
    void forgetAllBut(const Prompt& prompt);
    TokenizerCatalog catalog;
    std::map<std::string, std::shared_ptr<const TextTokenizer>> loaded;
    std::map<const std::string*, Known> parts;
};

} // namespace tokenarium
