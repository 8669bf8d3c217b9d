// SPDX-License-Identifier: GPL-3.0-or-later
// Parts are counted one by one by the counter that counts whole prompts for the price table.
#include "app/cost/cost_desk.h"

#include "app/change_value.h"
#include "engine/file/sha256.h"

#include <algorithm>
#include <span>

namespace tokenarium {
namespace {

constexpr int deskParts = 1000; // beyond the numbers that the prices use on the same stack

/// What identifies a prompt: its parts in their order, whatever they are called.
QString hashOf(const Prompt& prompt) {
    std::string all;
    for (const PromptPart& part : prompt.parts) {
        if (!part.content) continue;
        all += modalityName(part.modality);
        all += ' ' + std::to_string(part.content->size()) + '\n' + *part.content;
    }
    return QString::fromStdString(sha256(std::as_bytes(std::span(all))));
}

/// The first line of the first text, or the name of a part.
QString titleOf(const Prompt& prompt) {
    constexpr qsizetype longest = 80;
    for (const PromptPart& part : prompt.parts) {
        if (part.modality != Modality::Text || !part.content) continue;
        const QString line = QString::fromUtf8(part.content->data(),
                                               qsizetype(std::min<std::size_t>(part.content->size(), 1000)))
                                 .trimmed()
                                 .section(QLatin1Char('\n'), 0, 0)
                                 .simplified();
        if (!line.isEmpty()) return line.size() > longest ? line.left(longest) + QStringLiteral("…") : line;
    }
    return prompt.parts.empty() ? QString() : QString::fromStdString(prompt.parts.front().title);
}

} // namespace

CostDesk::CostDesk(PriceSession& ofWindow, QObject* parent)
    : QObject(parent)
    , session(ofWindow)
    , estimates(ofWindow.folder())
    , counter(std::make_shared<PromptCounter>(ofWindow.tokenizers())) {
    for (const auto signal :
         {&PriceSession::promptCounted, &PriceSession::modelChanged, &PriceSession::bookChanged})
        connect(&session, signal, this, &CostDesk::partsAreStale);
}

CostDesk::~CostDesk() = default;

void CostDesk::choose(const CostChoices& wanted, const QString& undoName, int part) {
    if (wanted == chosen) return;
    const auto apply = [this](const CostChoices& choices) {
        const bool isOtherText = choices.otherText != chosen.otherText;
        chosen = choices;
        emit choicesChanged();
        if (isOtherText) partsAreStale();
    };
    session.undoStack().push(
        new ChangeValue<CostChoices>(apply, chosen, wanted, undoName, part < 0 ? -1 : deskParts + part));
}

PriceRow CostDesk::otherRow() const { return session.book()->find(chosen.otherModel, chosen.otherProvider); }

void CostDesk::partsAreStale() {
    isStale = true;
    emit partsChanged();
}

void CostDesk::askForParts() {
    const PriceRow row = session.row();
    if (!isStale || !row) return;
    isStale = false;
    struct Result {
        std::vector<CountedPart> parts;
        CountedPrompt other;
    };
    const ModelCounting way = modelCounting(row.model->id, [this](std::string_view name) {
        const TokenizerInfo* info = session.tokenizers().find(name);
        return info && info->present;
    });
    const auto tokensOf = [worker = counter, way](const PromptPart& part, std::stop_token stop) {
        Prompt one;
        one.parts.push_back(part);
        const auto answer = worker->count({one, {}}, {way}, stop);
        return answer ? answer->front() : CountedPrompt();
    };
    countJob.start(
        [tokensOf, way, prompt = session.prompt(), before = counted,
         text = chosen.otherText.toStdString()](std::stop_token stop, const Job::Progress&) {
            Result result;
            PromptPart other;
            other.content = std::make_shared<const std::string>(text);
            result.other = tokensOf(other, stop);
            for (const PromptPart& part : prompt.parts) {
                const std::string& rule = way.of(part.modality).rule;
                const auto known = std::ranges::find_if(before, [&](const CountedPart& one) {
                    return one.part.content == part.content && one.rule == rule;
                });
                if (known != before.end() && known->trouble.isEmpty()) {
                    result.parts.push_back(*known);
                    result.parts.back().part = part; // perhaps under another title
                    continue;
                }
                const CountedPrompt one = tokensOf(part, stop);
                const bool isCounted = one.tokens.all() > 0 || !part.content || part.content->empty();
                result.parts.push_back({part, rule, one.tokens.all(), isCounted ? QString() : one.note});
            }
            return result;
        },
        [this](Result result) {
            counted = std::move(result.parts);
            countedOther = std::move(result.other);
            emit partsChanged();
        });
}

std::optional<Estimate> CostDesk::estimateNow() const {
    const PriceRow row = session.row();
    if (!row) return std::nullopt;
    const CountedPrompt prompt = session.counted(row);
    const PromptCost cost = session.costOf(row);
    if (!cost) return std::nullopt;
    Estimate estimate =
        madeEstimate(row, prompt.tokens, session.plan(), cost, session.currency(), session.book()->source());
    estimate.exact = prompt.exact;
    estimate.rules = prompt.rules;
    estimate.note = prompt.note;
    estimate.title = titleOf(session.prompt());
    estimate.promptHash = hashOf(session.prompt());
    return estimate;
}

} // namespace tokenarium
