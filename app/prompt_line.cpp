// SPDX-License-Identifier: GPL-3.0-or-later
// One button with the numbers, and two boxes; everything follows the window's prices.
#include "app/prompt_line.h"

#include "app/cost/model_box.h"
#include "app/cost/price_words.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace tokenarium {

PromptLine::PromptLine(PriceSession& session, QWidget* parent)
    : QWidget(parent)
    , prices(session)
    , button(new QToolButton(this))
    , models(new ModelBox(session, this))
    , currencies(new QComboBox(this)) {
    setObjectName(QStringLiteral("promptLine"));
    button->setObjectName(QStringLiteral("promptCost"));
    models->setObjectName(QStringLiteral("promptModel"));
    currencies->setObjectName(QStringLiteral("promptCurrency"));
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    models->setMinimumContentsLength(14);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(4);
    row->addWidget(button, 1);
    row->addWidget(models);
    row->addWidget(currencies);
    connect(button, &QToolButton::clicked, this, &PromptLine::detailsWanted);
    connect(currencies, &QComboBox::activated, this,
            [this](int index) { prices.chooseCurrency(currencies->itemText(index)); });
    for (const auto signal :
         {&PriceSession::bookChanged, &PriceSession::modelChanged, &PriceSession::planChanged,
          &PriceSession::promptCounted, &PriceSession::speedChanged, &PriceSession::troubleChanged})
        connect(&prices, signal, this, &PromptLine::showAll);
    connect(&prices, &PriceSession::currencyChanged, this, [this] {
        showCurrencies();
        showAll();
    });
    showCurrencies();
    retranslate();
}

void PromptLine::setPrompt(std::size_t tokens, std::size_t window) {
    if (tokens == usualTokens && window == usualWindow) return;
    usualTokens = tokens;
    usualWindow = window;
    showAll();
}

QString PromptLine::text() const { return button->text(); }

QSize PromptLine::minimumSizeHint() const {
    return {models->minimumSizeHint().width(), QWidget::minimumSizeHint().height()};
}

void PromptLine::showCurrencies() {
    const QSignalBlocker quiet(currencies);
    currencies->clear();
    for (const Currency& currency : prices.currencies())
        currencies->addItem(QString::fromStdString(currency.code));
    currencies->setCurrentText(QString::fromStdString(prices.currency().code));
}

void PromptLine::showAll() {
    const PriceRow row = prices.row();
    const auto countWords = [](std::size_t tokens) {
        return tokens == 1 ? tr("1 token") : tr("%1 tokens").arg(grouped(tokens));
    };
    const auto shareWords = [](std::size_t tokens, std::size_t window) {
        return tr("%1 of %2").arg(percent(double(tokens) / double(window)), windowSize(window));
    };
    if (!row) {
        parts = {countWords(usualTokens), prices.isReading() ? tr("Reading prices…") : tr("No prices"),
                 QString(), shareWords(usualTokens, usualWindow)};
        whole = QStringList{parts[0], parts[3], parts[1]}.join(QStringLiteral(" · "));
        button->setToolTip(prices.trouble());
        return fit();
    }
    const CountedPrompt counted = prices.counted(row);
    const PromptCost cost = prices.costOf(row);
    const QString about = counted.exact ? QString() : QStringLiteral("≈ ");
    const std::size_t tokens = std::size_t(counted.tokens.all());
    const std::size_t window =
        row.model->contextWindow ? std::size_t(*row.model->contextWindow) : usualWindow;
    const QString count = about + countWords(tokens), share = shareWords(tokens, window);
    const QString price =
        cost && !cost.call.lines.empty() ? about + prices.money(cost.usd) : tr("price not known");
    const std::uint64_t output = prices.plan().outputTokens + prices.plan().reasoningTokens;
    const QString time = QStringLiteral("≈ ") + waitingTime(prices.speed(), tokens, output);
    const QString dated = prices.book()->isStale(prices.now()) ? QStringLiteral("⚠ ") + price : price;
    parts = {count, dated, time, share};
    whole = QStringList{count, share, dated, time}.join(QStringLiteral(" · "));
    button->setToolTip(
        tr("The open prompt for %1 of %2:\n%3 (%4), %5 of its context window\n%6 for %7 call(s) with %8 "
           "output tokens, by %9")
            .arg(QString::fromStdString(row.model->title()), QString::fromStdString(row.provider->name),
                 count, counted.rules.isEmpty() ? tr("being counted") : counted.rules, share, price,
                 grouped(std::size_t(prices.plan().calls)), grouped(std::size_t(output)),
                 bookAge(*prices.book(), prices.now())) +
        QLatin1Char('\n') +
        tr("%1 to the first token and for the others (%2)").arg(time, provenanceName(prices.speed().from)));
    fit();
}

/// All as they are read: tokens, share, price, time; else those that have room.
void PromptLine::fit() {
    button->setAccessibleName(whole);
    constexpr int padding = 16;
    const auto fits = [this](const QString& words) {
        return button->fontMetrics().horizontalAdvance(words) + padding <= button->width();
    };
    QStringList shown = parts; // the least important goes first
    QString words = whole;
    while (!shown.isEmpty() && !fits(words)) {
        shown.removeLast();
        QStringList said = shown;
        said.removeAll(QString());
        words = said.join(QStringLiteral(" · "));
    }
    if (words.isEmpty()) words = parts[1]; // the price alone, if need be cut off
    if (button->text() != words) button->setText(words);
}

void PromptLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void PromptLine::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) fit();
}

void PromptLine::retranslate() {
    currencies->setAccessibleName(tr("Currency"));
    currencies->setToolTip(tr("Currency; its rate is in the Cost room, under Price book"));
    showAll();
}

} // namespace tokenarium
