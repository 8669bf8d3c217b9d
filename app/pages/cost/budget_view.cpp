// SPDX-License-Identifier: GPL-3.0-or-later
// Money is decimal; calls are rounded down, since half a call is none.
#include "app/pages/cost/budget_view.h"

#include "engine/view/cost_comparison.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokenarium {
namespace {

enum Part { CallsPart };
constexpr int outputPart = 0; // the same control as in the other tabs of the prices
constexpr std::uint64_t daysOfMonth = 30, daysOfYear = 365;

/// To compare with, where the book has them.
constexpr const char* knownModels[][2] = {{"openai", "gpt-5"},
                                          {"openai", "gpt-4o"},
                                          {"openai", "gpt-4o-mini"},
                                          {"anthropic", "claude-opus-4-1"},
                                          {"anthropic", "claude-sonnet-4-5"},
                                          {"anthropic", "claude-haiku-4-5"},
                                          {"google", "gemini-2.5-pro"},
                                          {"google", "gemini-2.5-flash"},
                                          {"deepseek", "deepseek-chat"},
                                          {"mistral", "mistral-large-latest"},
                                          {"x-ai", "grok-4"}};

QString exactDollars(const Decimal& usd) {
    return QStringLiteral("$%1").arg(QString::fromStdString(usd.text()));
}

} // namespace

BudgetView::BudgetView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , bars(new BarsChart)
    , amount(new QLineEdit(this))
    , currencies(new QComboBox(this))
    , period(new QComboBox(this))
    , amountLabel(new QLabel(this))
    , rateLabel(new QLabel(this))
    , callsPerDay(new ValueSlider(this))
    , output(new ValueSlider(this)) {
    createControls();
    auto* frame = new ChartFrame(bars, QStringLiteral("budget"), this);
    watchFrame(frame);
    auto* budget = new QWidget(this);
    auto* asked = new QHBoxLayout(budget);
    asked->setContentsMargins(0, 0, 0, 0);
    asked->setSpacing(8);
    asked->addWidget(amountLabel);
    asked->addWidget(amount);
    asked->addWidget(currencies);
    asked->addWidget(period);
    asked->addStretch(1);
    arrange({budget, output, rateLabel, callsPerDay}, frame);
    retranslate();
}

void BudgetView::createControls() {
    bars->setObjectName(QStringLiteral("budgetChart"));
    amount->setObjectName(QStringLiteral("budget"));
    currencies->setObjectName(QStringLiteral("budgetCurrency"));
    period->setObjectName(QStringLiteral("budgetPeriod"));
    rateLabel->setObjectName(QStringLiteral("budgetRate"));
    callsPerDay->slider().setObjectName(QStringLiteral("callsPerDay"));
    output->slider().setObjectName(QStringLiteral("budgetOutput"));
    amountLabel->setBuddy(amount);
    amount->setMaximumWidth(160);
    amount->setAlignment(Qt::AlignRight);
    callsPerDay->setValues(decadeSteps(1, 1e7));
    output->setValues(decadeSteps(1, 1e6));
    for (int i = 0; i < 2; ++i) period->addItem(QString());
    connect(amount, &QLineEdit::editingFinished, this, &BudgetView::takeAmount);
    connect(currencies, &QComboBox::activated, this,
            [this](int row) { desk.prices().chooseCurrency(currencies->itemData(row).toString()); });
    connect(period, &QComboBox::activated, this, [this](int row) {
        change(-1, tr("Change the time of the budget"),
               [&](CostChoices& to) { to.budgetIsDaily = row == 1; });
    });
    connect(callsPerDay, &ValueSlider::valueChosen, this, [this](double value) {
        change(CallsPart, tr("Change the calls a day"),
               [&](CostChoices& to) { to.callsPerDay = std::uint64_t(value); });
    });
    connect(output, &ValueSlider::valueChosen, this, [this](double value) {
        CallPlan plan = prices().plan();
        plan.outputTokens = std::uint64_t(value);
        desk.prices().setPlan(plan, tr("Change the answer"), outputPart);
    });
    connect(bars, &BarsChart::chosen, this, [this](std::size_t row) {
        if (row < shown.size()) desk.prices().chooseModel(shown[row].provider->id, shown[row].model->id);
    });
}

void BudgetView::takeAmount() {
    const QString text = amount->text().trimmed();
    const auto value = Decimal::parse(text.toStdString());
    if (!value || value->isNegative()) {
        emit said(
            tr("“%1” is no amount of money: digits and at most one point were expected, as in 100 or 0.50.")
                .arg(text));
        amount->setText(QString::fromStdString(choices().budget.text()));
        return;
    }
    emit said({});
    change(-1, tr("Change the budget"), [&](CostChoices& to) { to.budget = *value; });
}

QString BudgetView::budgetWords() const {
    const QString sum = money(choices().budget, QString::fromStdString(prices().currency().code));
    return choices().budgetIsDaily ? tr("%1 a day").arg(sum) : tr("%1 a month").arg(sum);
}

void BudgetView::refresh() {
    if (!amount->hasFocus() || amount->text().trimmed().isEmpty() || !amount->isModified())
        amount->setText(QString::fromStdString(choices().budget.text()));
    callsPerDay->setValue(double(choices().callsPerDay));
    output->setValue(double(prices().plan().outputTokens));
    showCurrencies();
    const QSignalBlocker quiet(period);
    period->setCurrentIndex(choices().budgetIsDaily ? 1 : 0);
    showChart();
    showFigures();
}

void BudgetView::showCurrencies() {
    const QSignalBlocker quiet(currencies);
    const std::vector<Currency>& known = prices().currencies();
    while (currencies->count() > int(known.size())) currencies->removeItem(currencies->count() - 1);
    for (std::size_t i = 0; i < known.size(); ++i) {
        const QString code = QString::fromStdString(known[i].code);
        if (int(i) == currencies->count()) currencies->addItem(code, code);
        currencies->setItemText(int(i), code);
        currencies->setItemData(int(i), code);
        if (known[i].code == prices().currency().code) currencies->setCurrentIndex(int(i));
    }
    const Currency& currency = prices().currency();
    const QString code = QString::fromStdString(currency.code),
                  rate = QString::fromStdString(currency.perDollar.text());
    rateLabel->setText(
        currency.code == "USD" ? tr("Prices are in US dollars.")
        : currency.date.empty()
            ? tr("1 USD = %1 %2, a round rate; change it in the price book").arg(rate, code)
            : tr("1 USD = %1 %2, looked up on %3").arg(rate, code, QString::fromStdString(currency.date)));
}

void BudgetView::showChart() {
    const auto budgetUsd = prices().currency().toDollars(choices().budget);
    BarsData content;
    content.isLogarithmic = true;
    content.segments = {tr("calls")};
    content.axisTitle = tr("calls");
    shown.clear();
    std::vector<PriceRow> rows{prices().row()};
    for (const auto& [provider, model] : knownModels) {
        const PriceRow row = prices().book()->find(model, provider);
        if (row && row.model != rows.front().model) rows.push_back(row);
    }
    struct Found {
        PriceRow row;
        std::uint64_t calls;
    };
    std::vector<Found> found;
    for (const PriceRow& row : rows) {
        if (!row || !budgetUsd) continue;
        const PromptCost cost = prices().costOf(row);
        if (!cost) continue;
        const auto calls = callsForBudget(*budgetUsd, cost.usdPerCall);
        if (calls && *calls > 0) found.push_back({row, *calls});
    }
    std::ranges::stable_sort(found, [](const Found& a, const Found& b) { return a.calls > b.calls; });
    for (const Found& one : found) {
        if (one.row.model == prices().row().model) content.lit = shown.size();
        shown.push_back(one.row);
        ChartBar bar;
        bar.name = QString::fromStdString(one.row.model->title());
        bar.parts = {double(one.calls)};
        bar.value = countWords(double(one.calls));
        bar.isEstimate = !prices().counted(one.row).exact;
        content.rows.push_back(std::move(bar));
    }
    content.finding = content.rows.empty()
                          ? tr("%1 pays for no call").arg(budgetWords())
                          : tr("%1 pays for %2 calls of %3")
                                .arg(budgetWords(), content.rows[content.lit.value_or(0)].value,
                                     content.rows[content.lit.value_or(0)].name);
    bars->setData(std::move(content));
}

void BudgetView::showFigures() {
    const PriceRow row = prices().row();
    if (!row) return list->setFigures({noPrice(prices().trouble())});
    const PromptCost cost = prices().costOf(row);
    if (!cost) return list->setFigures({noPrice(QString::fromStdString(cost.problem))});
    std::vector<Figure> rows;
    const auto budgetUsd = prices().currency().toDollars(choices().budget);
    std::optional<std::uint64_t> calls;
    if (budgetUsd) calls = callsForBudget(*budgetUsd, cost.usdPerCall);
    const std::uint64_t whole = calls.value_or(0);
    const CountedPrompt prompt = prices().counted(row);
    const QString about = prompt.exact ? QString() : QStringLiteral("≈ "),
                  each = prices().money(cost.usdPerCall);
    rows.push_back(computedFigure(tr("Calls for %1").arg(budgetWords()),
                                  calls ? about + grouped(whole) : tr("without end: a call costs nothing"),
                                  tr("budget ÷ price of a call, rounded down"),
                                  calls && budgetUsd ? tr("%1 ÷ %2 = %3")
                                                           .arg(exactDollars(budgetUsd->rounded(6)),
                                                                exactDollars(cost.usdPerCall), grouped(whole))
                                                     : QString()));
    rows.back().isMain = true;
    if (calls && !choices().budgetIsDaily)
        rows.push_back(computedFigure(tr("That is a day"), about + grouped(whole / daysOfMonth),
                                      tr("calls ÷ 30 days, rounded down"),
                                      tr("%1 ÷ 30").arg(grouped(whole))));
    Figure call = computedFigure(
        tr("Price of a call"), about + each, tr("all lines of the bill"),
        tr("%1 tokens in, %2 tokens out").arg(grouped(cost.inputTokens), grouped(cost.billedOutputTokens)),
        exactDollars(cost.usdPerCall));
    call.source = tr("prices of %1").arg(modelWords());
    rows.push_back(std::move(call));
    const std::pair<QString, std::uint64_t> spans[] = {{tr("%1 calls a day cost a day"), 1},
                                                       {tr("%1 calls a day cost a month"), daysOfMonth},
                                                       {tr("%1 calls a day cost a year"), daysOfYear}};
    for (const auto& [label, days] : spans) {
        const auto sum = costOfCalls(cost.usdPerCall, choices().callsPerDay, days);
        rows.push_back(computedFigure(
            label.arg(countWords(double(choices().callsPerDay))),
            sum ? prices().money(*sum) : QStringLiteral("–"), tr("calls a day × days × price of a call"),
            tr("%1 × %2 × %3")
                .arg(grouped(choices().callsPerDay), grouped(days), exactDollars(cost.usdPerCall)),
            sum ? exactDollars(*sum) : QString()));
    }
    list->setFigures(std::move(rows));
}

void BudgetView::retranslate() {
    amountLabel->setText(tr("Budget:"));
    currencies->setAccessibleName(tr("Currency"));
    period->setAccessibleName(tr("Time of the budget"));
    period->setItemText(0, tr("a month"));
    period->setItemText(1, tr("a day"));
    callsPerDay->setTexts(
        tr("Calls a day"), [](double value) { return countWords(value); },
        tr("The other way round: what do so many calls cost?"));
    output->setTexts(
        tr("Answer"), [](double value) { return tr("%1 tokens").arg(countWords(value)); },
        tr("Tokens of the answer that are expected"));
    showTexts(tr("How many calls with the open prompt does a budget pay for, and what do so many calls a day "
                 "cost?"),
              {});
}

} // namespace tokenarium
