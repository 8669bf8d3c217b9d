// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens of the whole prompt are numbered through; the active text begins somewhere among them.
#include "app/prompt/prompt_presenter.h"

#include "app/pages/text_presenter.h"
#include "app/session.h"
#include "engine/view/part_summary.h"
#include "widgets/style/number_text.h"

namespace tokenarium {

namespace {

/// How a text begins, in one line; bytes of a character that is cut at the end are left out.
QString beginning(std::string bytes) {
    constexpr int most = 40; // characters
    QString words = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    while (words.endsWith(QChar::ReplacementCharacter)) words.chop(1);
    words = words.simplified();
    return words.size() > most ? words.left(most - 1) + QStringLiteral("…") : words;
}

constexpr std::size_t bytesOfBeginning = 160;

} // namespace

PromptPresenter::PromptPresenter(const Session& session, const PromptSession& parts,
                                 const TextPresenter& ofText)
    : text(session)
    , prompt(parts)
    , tokens(ofText) {}

/// A text that has no file is called by how it begins.
QString PromptPresenter::nameOf(std::size_t place) const {
    const PromptItem& item = prompt.items()[place];
    if (item.part.modality != Modality::Text) return QString::fromStdString(item.part.title);
    const bool isActive = place == prompt.activeText();
    const TextSource& source = isActive ? text.source() : item.source;
    if (!source.path.isEmpty() || item.part.isLinked()) return source.title;
    std::string first;
    if (isActive)
        text.text().copy({0, std::min(bytesOfBeginning, text.text().size())}, first);
    else
        first = item.part.content->substr(0, bytesOfBeginning);
    const QString words = beginning(std::move(first));
    return words.isEmpty() ? tr("(empty)") : words;
}

QString PromptPresenter::ruleOf(const PromptPart& part) const {
    if (part.modality == Modality::Text) return text.tokenizerName();
    for (const PartRule& rule : partRules(part.modality))
        if (rule.id == part.rule)
            return QString::fromStdString(rule.name + " (" + rule.version + ")");
    return QString::fromStdString(part.rule);
}

std::vector<PartCard> PromptPresenter::cards() const {
    std::vector<PartCard> cards;
    for (std::size_t i = 0; i < prompt.items().size(); ++i) {
        const PromptItem& item = prompt.items()[i];
        PartCard card;
        card.modality = item.part.modality;
        card.title = nameOf(i).toStdString();
        card.tokens = prompt.tokensOf(i);
        card.trouble = item.trouble.toStdString();
        card.rule = ruleOf(item.part).toStdString();
        card.isEdited = i == prompt.activeText();
        cards.push_back(std::move(card));
    }
    return withOverflow(std::move(cards), text.contextWindow());
}

ContextGauge PromptPresenter::gauge(bool isLogarithmic) const {
    return {prompt.totalTokens(), text.contextWindow(), isLogarithmic, contextLandmarks()};
}

QString PromptPresenter::total() const {
    const std::size_t count = prompt.totalTokens();
    const QString share = percent(double(count) / double(text.contextWindow()));
    if (!hasSeveralParts())
        return tr("%1 tokens · %2 of %3").arg(grouped(count), share, windowSize(text.contextWindow()));
    const QString number = prompt.isCounting() ? grouped(count) + QStringLiteral(" …") : grouped(count);
    QString sentence = tr("%1 tokens in %2 parts · %3 of %4")
                           .arg(number, grouped(prompt.items().size()), share,
                                windowSize(text.contextWindow()));
    std::size_t uncounted = 0;
    for (const PromptItem& item : prompt.items()) uncounted += item.trouble.isEmpty() ? 0 : 1;
    if (uncounted > 0) sentence += QStringLiteral(" · ") + tr("⚠ %1 not counted").arg(grouped(uncounted));
    return sentence;
}

PromptStrip PromptPresenter::strip(Span selection, std::optional<std::size_t> lit) const {
    if (!hasSeveralParts()) return tokens.strip(selection, lit);
    PromptStrip strip = tokens.strip(selection, std::nullopt);
    const Span active = prompt.tokenSpan(prompt.activeText());
    strip.lit = lit;
    strip.hasGauge = false;
    strip.tokenCount = prompt.totalTokens();
    strip.selectedBegin += active.begin;
    strip.selectedEnd += active.begin;
    if (strip.tint)
        strip.tint = [ofText = strip.tint, begin = active.begin](std::size_t token) {
            return token < begin ? std::uint8_t(0) : ofText(token - begin);
        };
    for (std::size_t i = 0; i < prompt.items().size(); ++i)
        strip.parts.push_back(
            {prompt.items()[i].part.modality, prompt.tokenSpan(i).end, i == prompt.activeText()});
    return strip;
}

std::size_t PromptPresenter::tokenOfPrompt(std::size_t token) const {
    return prompt.tokenSpan(prompt.activeText()).begin + token;
}

std::optional<std::size_t> PromptPresenter::tokenOfText(std::size_t token) const {
    const auto found = prompt.partOfToken(token);
    return found && found->first == prompt.activeText() ? std::optional(found->second) : std::nullopt;
}

} // namespace tokenarium
