// SPDX-License-Identifier: GPL-3.0-or-later
// What the window knows of prices: the price book with a person's own prices, the prompt counted for every
// model, the chosen model, how the prompt is sent, and the currency. One for the whole window.
#pragma once

#include "app/job.h"
#include "engine/cost/price_book.h"
#include "engine/cost/prompt_cost.h"
#include "engine/view/model_counting.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

/// The prompt as one model reads it.
struct CountedPrompt {
    PromptTokens tokens;
    bool exact = false; ///< every part by a published rule of this model
    QString rules;      ///< "o200k_base", "o200k_base + openai-tile": by what it was counted
    QString note;       ///< what is not certain; "" where nothing
    bool operator==(const CountedPrompt&) const = default;
};

/// GUI thread only; reads and counts on workers. Changes a person makes are undoable on undoStack().
class PriceSession : public QObject {
    Q_OBJECT
public:
    /// `folder`: where own prices, rates and the choice are kept; empty: they are not.
    explicit PriceSession(const QString& folder, QObject* parent = nullptr);
    ~PriceSession() override;

    // --- the book. Rows point into it: hold the pointer as long as a row of it.
    /// With the person's own prices; never null, empty until it is read.
    std::shared_ptr<const PriceBook> book() const;
    bool isReading() const;
    QString trouble() const; ///< why there is no book, or what is wrong with own prices; "" all is well
    void
    openBook(const QString& file); ///< a newer one; refused whole where it is damaged, and the old one stays
    const std::vector<PriceOverride>& overrides() const;
    void setOverrides(std::vector<PriceOverride> changed, const QString& undoName);

    // --- what is asked
    PriceRow row() const; ///< the chosen model; empty only while there is no book
    void chooseModel(const std::string& provider, const std::string& model);
    const CallPlan& plan() const;
    /// `part`: changes of the same control one after the other are one step back; -1 never.
    void setPlan(const CallPlan& wanted, const QString& undoName, int part = -1);
    const Currency& currency() const;
    const std::vector<Currency>& currencies() const;
    void chooseCurrency(const QString& code);
    /// Changes the rate, or adds the currency; the date is when somebody looked it up.
    void setRate(const Currency& rate);

    // --- the prompt of the window
    /// For a row of book(); the same counts for all rows that count by the same rules.
    CountedPrompt counted(const PriceRow& row) const;
    bool isCounting() const;
    PromptCost costOf(const PriceRow& row) const;
    PriceMoment now() const;

    // --- words
    /// Dollars in the chosen currency and the language of the window: "$0.0032", "¥0.023".
    QString money(const Decimal& usd) const;
    QString compactMoney(double usd) const;

    QUndoStack& undoStack();

signals:
    void bookChanged(); ///< rows of the old book are not to be asked any more
    void modelChanged();
    void planChanged();
    void currencyChanged();
    void promptCounted();
    void troubleChanged();

private:
    struct State;
    std::unique_ptr<State> state;
};

} // namespace tokenarium
