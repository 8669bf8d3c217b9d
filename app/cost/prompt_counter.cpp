// SPDX-License-Identifier: GPL-3.0-or-later
// Texts by tokenizers, all else by the vendors' rules; genes and series are sent as the text they are.
#include "app/cost/prompt_counter.h"

#include "engine/text/count_tokens.h"

#include <algorithm>
#include <set>
#include <span>
#include <stdexcept>

namespace tokenarium {
namespace {

bool isSentAsText(Modality modality) {
    return modality == Modality::Text || modality == Modality::Gene || modality == Modality::Series;
}

std::uint64_t& placeOf(PromptTokens& tokens, Modality modality) {
    switch (modality) {
    case Modality::Picture: return tokens.picture;
    case Modality::Sound: return tokens.sound;
    case Modality::Video: return tokens.video;
    default: return tokens.text;
    }
}

void addOnce(QStringList& list, const std::string& text) {
    const QString added = QString::fromStdString(text);
    if (!added.isEmpty() && !list.contains(added)) list += added;
}

} // namespace

std::optional<std::vector<CountedPrompt>> PromptCounter::count(const PromptToCount& asked,
                                                               const std::vector<ModelCounting>& ways,
                                                               std::stop_token stop) {
    const Prompt& prompt = asked.prompt;
    forgetAllBut(prompt);
    std::vector<CountedPrompt> answers;
    for (const ModelCounting& way : ways) {
        CountedPrompt answer;
        answer.exact = true;
        QStringList rules, notes;
        for (std::size_t i = 0; i < prompt.parts.size(); ++i) {
            const PromptPart& part = prompt.parts[i];
            if (!part.content) continue;
            const bool asText = isSentAsText(part.modality);
            const CountingChoice& choice = asText ? way.text : way.of(part.modality);
            std::optional<std::size_t> tokens;
            const auto given = asked.activeText.find(choice.rule);
            if (i == prompt.active && asText && given != asked.activeText.end()) {
                tokens = given->second;
            } else {
                Known& known = knownOf(part);
                if (asText && !countText(known, choice.rule, stop)) return std::nullopt;
                if (!asText) countOther(known, part, choice.rule, stop);
                if (stop.stop_requested()) return std::nullopt;
                tokens = known.tokens[choice.rule];
                if (part.modality == Modality::Sound && known.summary)
                    answer.tokens.soundSeconds += known.summary->seconds;
                if (!tokens) addOnce(notes, part.title + ": " + known.trouble.toStdString());
            }
            if (tokens) placeOf(answer.tokens, part.modality) += *tokens;
            answer.exact = answer.exact && choice.exact && tokens;
            addOnce(rules, choice.rule);
            addOnce(notes, choice.note);
        }
        answer.rules = rules.join(QStringLiteral(" + "));
        answer.note = notes.join(QLatin1Char(' '));
        answers.push_back(std::move(answer));
    }
    return answers;
}

PromptCounter::Known& PromptCounter::knownOf(const PromptPart& part) {
    Known& known = parts[part.content.get()];
    known.content = part.content;
    return known;
}

/// False where stopped.
bool PromptCounter::countText(Known& known, const std::string& tokenizer, std::stop_token stop) {
    if (known.tokens.contains(tokenizer)) return true;
    try {
        auto& words = loaded[tokenizer];
        if (!words) words = catalog.load(tokenizer);
        const auto tokens = countTokens(*words, *known.content, stop);
        if (!tokens) return false;
        known.tokens[tokenizer] = *tokens;
    } catch (const std::runtime_error& error) {
        known.tokens[tokenizer] = std::nullopt;
        known.trouble = QString::fromUtf8(error.what());
    }
    return true;
}

void PromptCounter::countOther(Known& known, const PromptPart& part, const std::string& rule,
                               std::stop_token stop) {
    if (known.tokens.contains(rule)) return;
    try {
        if (!known.summary)
            known.summary =
                summarizePart(part.modality, std::as_bytes(std::span(*part.content)), part.title, stop);
        if (!known.summary) return; // stopped
        known.tokens[rule] = countPartTokens(*known.summary, rule);
        if (!known.tokens[rule]) known.trouble = QString::fromStdString(rule + " has no rule for it.");
    } catch (const std::runtime_error& error) {
        known.tokens[rule] = std::nullopt;
        known.trouble = QString::fromUtf8(error.what());
    }
}

void PromptCounter::forgetAllBut(const Prompt& prompt) {
    std::set<const std::string*> there;
    for (const PromptPart& part : prompt.parts) there.insert(part.content.get());
    std::erase_if(parts, [&](const auto& part) { return !there.contains(part.first); });
}

} // namespace tokenarium
