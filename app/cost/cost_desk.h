// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs on plans, budgets and comparisons ask, beside the prices that the whole window shares.
#pragma once

#include "app/cost/price_session.h"
#include "app/cost/saved_estimates.h"
#include "engine/view/plan_picture.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tokenarium {

/// Plain value; tokens unless it says otherwise.
struct CostChoices {
    std::uint64_t quota = 100'000, quotaInput = 20, quotaOutput = 2000; ///< a month; of one request
    PlanLimits limits{500, 30'000};
    PlanLoad load{.requestsPerMinute = 60, .tokensPerRequest = 1000};
    std::uint64_t window = 0;                                            ///< 0: that of the chosen model
    Decimal budget{100};                                                 ///< in the chosen currency
    bool budgetIsDaily = false;                                          ///< otherwise for a month
    std::uint64_t callsPerDay = 1000;                                    ///< the other way round
    std::uint64_t system = 200, user = 100, assistant = 300, turns = 10; ///< of a conversation
    bool cachedConversation = false;
    std::string otherProvider = "anthropic", otherModel = "claude-sonnet-4-5"; ///< to compare with
    bool comparesText = false; ///< another prompt under the same model, otherwise another model
    QString otherText;         ///< that prompt
    bool operator==(const CostChoices&) const = default;
};

/// A part of the prompt as the chosen model counts it.
struct CountedPart {
    PromptPart part;
    std::string rule; ///< by which it was counted
    std::uint64_t tokens = 0;
    QString trouble; ///< why it could not be counted; empty: it was
};

/// GUI thread only; counts on a worker. Changes are undoable on the stack of the prices.
class CostDesk : public QObject {
    Q_OBJECT
public:
    /// `prices` outlives it; estimates are saved in its folder.
    explicit CostDesk(PriceSession& prices, QObject* parent = nullptr);
    ~CostDesk() override;

    PriceSession& prices() { return session; }
    const PriceSession& prices() const { return session; }
    SavedEstimates& saved() { return estimates; }
    const CostChoices& choices() const { return chosen; }
    /// Neighbouring changes of the same part are one step back; -1 never.
    void choose(const CostChoices& wanted, const QString& undoName, int part = -1);

    /// Counts parts and the other text if that has not been done; for views that show them, whenever they are
    /// drawn. partsChanged() follows.
    void askForParts();
    /// The parts of the open prompt under the chosen model, in order, as counted last.
    const std::vector<CountedPart>& parts() const { return counted; }
    /// The other text under the chosen model.
    const CountedPrompt& otherText() const { return countedOther; }
    PriceRow otherRow() const; ///< the model to compare with; empty where the book has it not
    bool isCounting() const { return countJob.isBusy(); }
    /// The open prompt as it would be saved now; nothing where it has no price.
    std::optional<Estimate> estimateNow() const;

signals:
    void choicesChanged();
    void partsChanged(); ///< or are to be asked for anew

private:
    void partsAreStale();
    PriceSession& session;
    SavedEstimates estimates;
    CostChoices chosen;
    std::shared_ptr<PromptCounter> counter; ///< the worker's
    std::vector<CountedPart> counted;
    CountedPrompt countedOther;
    bool isStale = true;
    Job countJob;
};

} // namespace tokenarium
