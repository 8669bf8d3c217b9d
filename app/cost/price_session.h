// SPDX-License-Identifier: GPL-3.0-or-later
// What the window knows of prices: the price book with a person's own prices, the prompt counted for every
// model, the chosen model, how the prompt is sent, and the currency. One for the whole window.
#pragma once

#include "app/job.h"
#include "widgets/figures/provenance.h"
#ifndef Q_MOC_RUN // moc stumbles over <chrono> of C++20
#include "app/cost/prompt_counter.h"
#include "engine/cost/price_book.h"
#include "engine/cost/prompt_cost.h"
#endif

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

/// How fast an answer comes: it waits, the prompt is read, then there is a gap before every further token.
struct AnswerSpeed {
    double waitSeconds = 0, itlSeconds = 0;
    /// Of reading the prompt: so much for each of its tokens, but at least so much.
    double secondsPerPromptToken = 0, leastPrefillSeconds = 0;
    Provenance from = Provenance::Assumed;
    QString source; ///< "Llama 3.1 8B on one H100, roofline"; "" for the person's own assumption
    bool operator==(const AnswerSpeed&) const = default;
    double ttftSeconds(std::uint64_t promptTokens) const;
    double restSeconds(std::uint64_t outputTokens) const; ///< all tokens but the first
};
/// Where it is taken from.
enum class SpeedSource { Assumed, Serving, Measured };

/// GUI thread only; reads and counts on workers. Changes a person makes are undoable on undoStack().
class PriceSession : public QObject {
    Q_OBJECT
public:
    /// `folder`: where own prices, rates and the choice are kept; empty: they are not.
    PriceSession(TokenizerCatalog tokenizers, const QString& folder, QObject* parent = nullptr);
    ~PriceSession() override;

    // --- the book. Rows point into it: hold the pointer as long as a row of it.
    /// With the person's own prices; never null, empty until it is read.
    std::shared_ptr<const PriceBook> book() const;
    bool isReading() const;
    QString trouble() const; ///< why there is no book, or what is wrong with own prices; "" all is well
    /// A newer one, which is copied to where own prices are kept; refused whole where it is damaged, and the
    /// old one stays.
    void openBook(const QString& file);
    void useInstalledBook(); ///< the one that came with the program again
    bool isOwnBook() const;  ///< opened by the person
    QString bookFile() const;
    const QString& folder() const;           ///< where things are kept; empty: nowhere
    const TokenizerCatalog& tokenizers() const;
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

    /// What is in use; the person's assumption; what rooms offer. A source without an offer gives the
    /// assumption.
    AnswerSpeed speed() const;
    SpeedSource speedSource() const;
    const AnswerSpeed& assumedSpeed() const;
    void chooseSpeed(SpeedSource source, const AnswerSpeed& assumed, const QString& undoName, int part = -1);
    void offerSpeed(SpeedSource source, const std::optional<AnswerSpeed>& speed);
    std::optional<AnswerSpeed> offeredSpeed(SpeedSource source) const;

    // --- the prompt of the window
    /// It has changed and is counted on a worker.
    void countPrompt(const PromptToCount& prompt);
    const Prompt& prompt() const; ///< as it was given last
    /// For a row of book(); the same counts for all rows that count by the same rules.
    CountedPrompt counted(const PriceRow& row) const;
    bool isCounting() const;
    PromptCost costOf(const PriceRow& row) const;
    PriceMoment now() const;

    // --- words
    /// Dollars in the chosen currency and the language of the window: "$0.0032", "¥0.023".
    QString money(const Decimal& usd) const;
    QString compactMoney(double usd) const;
    QString amount(const Decimal& usd) const; ///< the number alone: "0.0032"

    QUndoStack& undoStack();

signals:
    void bookChanged(); ///< rows of the old book are not to be asked any more
    void modelChanged();
    void planChanged();
    void currencyChanged();
    void speedChanged();
    void promptCounted();
    void troubleChanged();

private:
    struct State;
    std::unique_ptr<State> state;
};

} // namespace tokenarium
