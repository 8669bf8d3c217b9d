// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the whole prompt into what the strip, the row of cards and the gauge show.
#pragma once

#include "app/prompt/prompt_session.h"
#include "engine/view/prompt_overview.h"
#include "engine/view/prompt_strip.h"

#include <QCoreApplication>

namespace tokenarium {

class TextPresenter;

/// Reads the sessions, never changes them. GUI thread only.
class PromptPresenter {
    Q_DECLARE_TR_FUNCTIONS(PromptPresenter)
public:
    PromptPresenter(const Session& text, const PromptSession& prompt, const TextPresenter& tokens);

    bool hasSeveralParts() const { return prompt.items().size() > 1; }
    std::vector<PartCard> cards() const;
    ContextGauge gauge(bool isLogarithmic) const;
    /// "1,284 tokens in 3 parts · 0.9 % of 128 k"; of one text without its number.
    QString total() const;
    /// The strip of all parts, with `selection` (bytes of the active text) and `lit` (a token of the prompt)
    /// marked.
    PromptStrip strip(Span selection, std::optional<std::size_t> lit) const;
    /// Of the active text's token, among those of the prompt; and back, where it is one of the active text.
    std::size_t tokenOfPrompt(std::size_t tokenOfText) const;
    std::optional<std::size_t> tokenOfText(std::size_t tokenOfPrompt) const;

private:
    QString nameOf(std::size_t place) const;
    QString ruleOf(const PromptPart& part) const;
    const Session& text;
    const PromptSession& prompt;
    const TextPresenter& tokens;
};

} // namespace tokenarium
