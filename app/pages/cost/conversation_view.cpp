// SPDX-License-Identifier: GPL-3.0-or-later
// A bar for each turn: what is sent again, what is new, what comes back.
#include "app/pages/cost/conversation_view.h"

#include "engine/view/cost_comparison.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokenarium {
namespace {

enum Part { TurnsPart = 20, SystemPart, UserPart, AssistantPart };
constexpr int mostTurns = 40;

QString exactDollars(const Decimal& usd) {
    return QStringLiteral("$%1").arg(QString::fromStdString(usd.text()));
}

/// A price as a multiple of another one: "1.25".
std::optional<Decimal> multiple(const PriceList& list, const char* key) {
    const UnitPrice *input = list.find("input_mtok"), *price = list.find(key);
    return input && price ? price->base.dividedBy(input->base, 6) : std::nullopt;
}

} // namespace

ConversationView::ConversationView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , bars(new BarsChart)
    , turns(new ValueSlider(this))
    , system(new ValueSlider(this))
    , user(new ValueSlider(this))
    , assistant(new ValueSlider(this))
    , cached(new QCheckBox(this)) {
    createControls();
    auto* frame = new ChartFrame(bars, QStringLiteral("conversation"));
    watchFrame(frame);
    arrange({turns, user, system, assistant, cached}, frame);
    retranslate();
}

void ConversationView::createControls() {
    bars->setObjectName(QStringLiteral("conversationChart"));
    cached->setObjectName(QStringLiteral("conversationCached"));
    std::vector<double> numbers;
    for (int i = 1; i <= mostTurns; ++i) numbers.push_back(i);
    turns->setValues(numbers);
    system->setValues([] {
        auto values = decadeSteps(10, 1e6);
        values.insert(values.begin(), 0);
        return values;
    }());
    user->setValues(decadeSteps(1, 1e5, {1, 1.5, 2, 3, 5, 7}));
    assistant->setValues(decadeSteps(1, 1e5, {1, 1.5, 2, 3, 5, 7}));
    const auto connectSlider = [this](ValueSlider* slider, const char* name, int part, const char* undoName,
                                      std::uint64_t CostChoices::*member) {
        slider->slider().setObjectName(QLatin1String(name));
        connect(slider, &ValueSlider::valueChosen, this, [this, part, undoName, member](double value) {
            change(part, tr(undoName), [&](CostChoices& to) { to.*member = std::uint64_t(value + 0.5); });
        });
    };
    connectSlider(turns, "turns", TurnsPart, QT_TR_NOOP("Change the number of turns"), &CostChoices::turns);
    connectSlider(system, "systemTokens", SystemPart, QT_TR_NOOP("Change the instructions"),
                  &CostChoices::system);
    connectSlider(user, "userTokens", UserPart, QT_TR_NOOP("Change the question"), &CostChoices::user);
    connectSlider(assistant, "assistantTokens", AssistantPart, QT_TR_NOOP("Change the answer"),
                  &CostChoices::assistant);
    connect(cached, &QCheckBox::toggled, this, [this](bool on) {
        change(-1, tr("Read from the cache"), [&](CostChoices& to) { to.cachedConversation = on; });
    });
}

void ConversationView::refresh() {
    const CostChoices& now = choices();
    turns->setValue(double(now.turns));
    system->setValue(double(now.system));
    user->setValue(double(now.user));
    assistant->setValue(double(now.assistant));
    const QSignalBlocker quiet(cached);
    cached->setChecked(now.cachedConversation);
    showChart();
    showFigures();
}

void ConversationView::showChart() {
    const CostChoices& now = choices();
    const std::vector<ConversationTurn> all(now.turns, ConversationTurn{now.user, now.assistant});
    const ConversationCost tokens = conversationTokens(now.system, all);
    BarsData content;
    content.segments = {tr("sent again"), tr("new"), tr("answer")};
    content.axisTitle = tr("tokens");
    std::uint64_t before = 0;
    for (std::size_t turn = 0; turn < tokens.inputPerTurn.size(); ++turn) {
        const std::uint64_t input = tokens.inputPerTurn[turn];
        ChartBar bar;
        bar.name = tr("Turn %1").arg(turn + 1);
        bar.parts = {double(before), double(input - before), double(now.assistant)};
        bar.value = countWords(double(input + now.assistant));
        bar.tip =
            tr("Turn %1: %2 tokens in, %3 of them sent before, and %4 tokens out")
                .arg(QString::number(turn + 1), grouped(input), grouped(before), grouped(now.assistant));
        content.rows.push_back(std::move(bar));
        before = input;
    }
    content.finding = tr("After turn %1, %2 input tokens are billed, though only %3 were new")
                          .arg(grouped(now.turns), grouped(tokens.input), grouped(before));
    bars->setData(std::move(content));
}

void ConversationView::showFigures() {
    const CostChoices& now = choices();
    const PriceRow row = prices().row();
    const auto price = [&](bool fromCache) {
        return row ? conversationBill(row, now.system, now.user, now.assistant, now.turns, fromCache,
                                      prices().now())
                   : std::nullopt;
    };
    const auto plain = price(false), withCache = price(true);
    std::vector<Figure> rows;
    const auto bill = now.cachedConversation ? withCache : plain;
    const std::vector<ConversationTurn> all(now.turns, ConversationTurn{now.user, now.assistant});
    const ConversationCost tokens = conversationTokens(now.system, all);
    QStringList inputs;
    for (std::size_t i = 0; i < tokens.inputPerTurn.size() && i < 4; ++i)
        inputs += grouped(tokens.inputPerTurn[i]);
    if (tokens.inputPerTurn.size() > 4) inputs += QStringLiteral("…");
    if (bill) {
        Figure whole =
            computedFigure(tr("The whole conversation"), prices().money(bill->usd),
                           tr("sum of the turns, each billed as a call of its own"),
                           tr("%1 tokens in, %2 tokens out").arg(grouped(bill->input), grouped(bill->output)),
                           exactDollars(bill->usd));
        whole.source = tr("prices of %1").arg(modelWords());
        whole.isMain = true;
        rows.push_back(std::move(whole));
    }
    rows.push_back(computedFigure(tr("Input billed"), grouped(tokens.input),
                                  tr("sum over the turns of everything said before, and the new question"),
                                  inputs.join(QStringLiteral(" + "))));
    rows.push_back(computedFigure(tr("Output billed"), grouped(tokens.output), tr("turns × answer"),
                                  tr("%1 × %2").arg(grouped(now.turns), grouped(now.assistant))));
    if (plain) {
        rows.push_back(
            computedFigure(tr("If each token were billed once"), prices().money(plain->usdSaidOnce),
                           tr("as one call with everything in it"), {}, exactDollars(plain->usdSaidOnce)));
        rows.push_back(computedFigure(tr("Last turn against the first"),
                                      plain->turns.empty() || plain->turns.front().usd.isZero()
                                          ? QStringLiteral("–")
                                          : tr("× %1").arg(ratio(plain->turns.back().usd.toDouble() /
                                                                 plain->turns.front().usd.toDouble())),
                                      tr("price of the last turn ÷ price of the first"),
                                      plain->turns.empty()
                                          ? QString()
                                          : tr("%1 ÷ %2").arg(exactDollars(plain->turns.back().usd),
                                                              exactDollars(plain->turns.front().usd))));
    }
    if (plain && withCache)
        rows.push_back(computedFigure(now.cachedConversation ? tr("Without the cache") : tr("With the cache"),
                                      prices().money(now.cachedConversation ? plain->usd : withCache->usd),
                                      tr("what was sent before is read, what is new is written"), {},
                                      exactDollars(now.cachedConversation ? plain->usd : withCache->usd)));
    addCacheFigures(rows);
    list->setFigures(std::move(rows));
}

/// From which use on a cached beginning is cheaper than sending it in full.
void ConversationView::addCacheFigures(std::vector<Figure>& rows) const {
    const PriceRow row = prices().row();
    if (!row) return;
    const PriceList& all = row.model->pricesAt(prices().now());
    const auto read = multiple(all, "cache_read_mtok");
    const Decimal write =
        multiple(all, "cache_write_mtok").value_or(Decimal(1)); // who names no price takes none more
    std::optional<std::uint64_t> uses;
    if (read) uses = cacheBreakEven(write, *read);
    const std::uint64_t first = uses.value_or(0);
    const auto words = [](const Decimal& value) { return QString::fromStdString(value.rounded(4).text()); };
    QString filled;
    if (read && uses) {
        const auto use = cacheUse(write, *read, first);
        if (use)
            filled = tr("%1 + (%2 − 1) × %3 = %4 < %5")
                         .arg(words(write), grouped(first), words(*read), words(use->cached),
                              words(use->uncached));
    }
    rows.push_back(computedFigure(tr("Cache pays from use"),
                                  uses   ? grouped(first)
                                  : read ? tr("never")
                                         : tr("no price for the cache"),
                                  tr("write + (uses − 1) × read < uses, in prices of the input"), filled));
}

void ConversationView::retranslate() {
    const auto tokens = [](double value) { return tr("%1 tokens").arg(countWords(value)); };
    turns->setTexts(
        tr("Turns"), [](double value) { return grouped(std::size_t(value)); },
        tr("A question and its answer are a turn"));
    system->setTexts(tr("Instructions"), tokens, tr("The system prompt, sent with every turn"));
    user->setTexts(tr("Question"), tokens, tr("What the person says in each turn"));
    assistant->setTexts(tr("Answer"), tokens, tr("What the model says in each turn"));
    cached->setText(tr("Read what was sent before from the vendor's cache"));
    showTexts(
        tr("A model remembers nothing: with every turn the whole conversation is sent and billed again."),
        {});
}

} // namespace tokenarium
