// SPDX-License-Identifier: GPL-3.0-or-later
// The factory is so many servers of the line above, their batches full for a share of the time.
#include "app/pages/serving/factory_view.h"

#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using W = ServingWords;

} // namespace

FactoryView::FactoryView(ServingSession& servingSession, QWidget* parent)
    : ServingView(servingSession, parent)
    , hourBars(new BarsChart)
    , byUtilization(new PlotChart) {
    price = addSlider(&ServingChoices::usdPerMillion, "usdPerMillion", roundSteps(0.01, 100));
    rent = addSlider(&ServingChoices::usdPerGpuHour, "factoryGpuHour", evenSteps(0.05, 10, 199));
    utilization = addSlider(&ServingChoices::utilization, "utilization", evenSteps(0.05, 1, 19));
    batch = addSlider(&ServingChoices::batch, "factoryBatch", powersOfTwo(1, 4096), More);
    servers = addSlider(&ServingChoices::servers, "factoryServers", wholeSteps(1, 10'000), More);
    watts = addSlider(&ServingChoices::wattsPerGpu, "wattsPerGpu", evenSteps(50, 1500, 145), More);
    power = addSlider(&ServingChoices::usdPerKilowattHour, "kilowattHour", evenSteps(0.02, 0.6, 29), More);
    hourBars->setObjectName(QStringLiteral("factoryHour"));
    byUtilization->setObjectName(QStringLiteral("byUtilization"));
    addChart(hourBars, "hour-of-an-ai-factory", 2);
    addChart(byUtilization, "profit-by-utilization", 3);
    retranslate();
}

Factory FactoryView::factory() const {
    const ServingChoices& chosen = session.choices();
    const BusyServer busy = busyServer(session.model(), session.hardware(), chosen.promptTokens,
                                       session.outputTokens(), chosen.batch);
    const auto dollars = [](double usd) { return Decimal::ofMeasured(usd).value_or(Decimal()); };
    return {chosen.servers * chosen.gpus,          dollars(chosen.usdPerGpuHour),
            busy.tokensPerSecond * chosen.servers, chosen.utilization,
            dollars(chosen.usdPerMillion),         chosen.wattsPerGpu};
}

void FactoryView::showNumbers() {
    std::vector<Figure> rows;
    addMoney(rows);
    addTokens(rows);
    addEnergy(rows);
    figures->setFigures(std::move(rows));
    showHour();
    showUtilization();
}

void FactoryView::addMoney(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const Factory made = factory();
    const FactoryHour hour = factoryHour(made);
    const auto main = [&](Figure row) {
        row.isMain = true;
        rows.push_back(std::move(row));
    };
    main(
        computedFigure(tr("Profit of an hour"), W::dollars(hour.profit()), tr("revenue − cost"),
                       QStringLiteral("%1 − %2 = %3")
                           .arg(W::dollars(hour.revenue), W::dollars(hour.cost), W::dollars(hour.profit()))));
    main(computedFigure(
        tr("Margin"), W::share(hour.margin()), tr("profit ÷ revenue"),
        QStringLiteral("%1 ÷ %2 = %3")
            .arg(W::dollars(hour.profit()), W::dollars(hour.revenue), W::share(hour.margin()))));
    rows.push_back(computedFigure(tr("Revenue of an hour"), W::dollars(hour.revenue),
                                  tr("tokens of an hour ÷ 1,000,000 × price per million"),
                                  QStringLiteral("%1 ÷ 1,000,000 × %2 = %3")
                                      .arg(W::whole(std::round(hour.tokens)),
                                           W::dollars(chosen.usdPerMillion), W::dollars(hour.revenue))));
    rows.push_back(computedFigure(
        tr("Cost of an hour"), W::dollars(hour.cost), tr("GPUs × price of a GPU-hour"),
        QStringLiteral("%1 × %2 = %3")
            .arg(W::digits(made.gpus), W::dollars(chosen.usdPerGpuHour), W::dollars(hour.cost))));
    rows.back().source = tr("Rent with power, as clouds charge it; the price is an assumption");
    const auto unit = usdPerMillionTokens(Decimal::ofMeasured(made.gpus).value_or(Decimal()),
                                          made.usdPerGpuHour, made.tokensPerSecond, made.utilization);
    const QString unitWords = unit ? W::dollars(*unit) : QStringLiteral("∞");
    rows.push_back(computedFigure(
        tr("A million tokens cost"), unitWords,
        tr("GPUs × price of a GPU-hour ÷ (tokens/s × utilization × 3600) × 1,000,000"),
        QStringLiteral("%1 × %2 ÷ (%3 × %4 × 3600) × 1,000,000 = %5")
            .arg(W::digits(made.gpus), W::dollars(made.usdPerGpuHour),
                 W::whole(std::round(made.tokensPerSecond)), W::whole(made.utilization), unitWords)));
    const double even = breakEvenUtilization(made);
    rows.push_back(computedFigure(
        tr("Break-even utilization"), even <= 1 ? W::share(even) : tr("never (%1)").arg(W::share(even)),
        tr("cost of an hour ÷ revenue of a fully used hour"),
        even <= 1 ? tr("below %1 of the time in use, the factory loses money").arg(W::share(even))
                  : tr("even fully used it loses money: it would have to be in use for %1 of the time")
                        .arg(W::share(even))));
}

void FactoryView::addTokens(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const Factory made = factory();
    const BusyServer busy = busyServer(session.model(), session.hardware(), chosen.promptTokens,
                                       session.outputTokens(), chosen.batch);
    rows.push_back(
        computedFigure(tr("Tokens written at full use"), W::tokensPerSecond(made.tokensPerSecond),
                       tr("servers × batch × answer ÷ (batch × prefill + (answer − 1) × step)"),
                       QStringLiteral("%1 × %2 × %3 ÷ (%2 × %4 + (%3 − 1) × %5) = %6")
                           .arg(W::digits(chosen.servers), W::digits(chosen.batch),
                                grouped(session.outputTokens()), W::seconds(busy.prefillSeconds),
                                W::seconds(busy.stepSeconds), W::tokensPerSecond(made.tokensPerSecond))));
    if (!session.fits())
        rows.back().source = tr("⚠ This batch does not fit into the memory: see the line above");
    const double tokens = factoryHour(made).tokens;
    rows.push_back(computedFigure(tr("Tokens of an hour"), compact(tokens),
                                  tr("tokens/s × utilization × 3600"),
                                  QStringLiteral("%1 × %2 × 3600 = %3")
                                      .arg(W::whole(std::round(made.tokensPerSecond)),
                                           W::whole(chosen.utilization), W::whole(std::round(tokens)))));
    rows.push_back(assumedFigure(tr("Price of a million tokens"), W::dollars(chosen.usdPerMillion),
                                 tr("What customers pay for tokens that are written")));
}

void FactoryView::addEnergy(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const Factory made = factory();
    const FactoryHour hour = factoryHour(made);
    const TokenEnergy energy =
        tokenEnergy(made.gpus * made.wattsPerGpu, made.tokensPerSecond * made.utilization);
    rows.push_back(
        computedFigure(tr("Energy of a token"), tr("%1 J").arg(W::digits(energy.joulesPerToken)),
                       tr("GPUs × watts ÷ (tokens/s × utilization)"),
                       tr("%1 × %2 W ÷ (%3 × %4); %5 kWh for a million tokens")
                           .arg(W::digits(made.gpus), W::digits(made.wattsPerGpu),
                                W::whole(std::round(made.tokensPerSecond)), W::whole(made.utilization),
                                W::digits(energy.kilowattHoursPerMillion))));
    rows.back().source = tr("As if the GPUs drew their full power all the time; cooling is not counted");
    rows.push_back(computedFigure(
        tr("Energy of an hour"), tr("%1 kWh").arg(W::digits(hour.energyKilowattHours)),
        tr("GPUs × watts ÷ 1000"),
        tr("%1 × %2 ÷ 1000; at %3 a kWh that is %4 of the rent")
            .arg(W::digits(made.gpus), W::digits(made.wattsPerGpu), W::dollars(chosen.usdPerKilowattHour),
                 hour.cost.isZero() ? QStringLiteral("–")
                                    : W::share(hour.energyKilowattHours * chosen.usdPerKilowattHour /
                                               hour.cost.toDouble()))));
}

void FactoryView::showHour() {
    const FactoryHour hour = factoryHour(factory());
    BarsData plot;
    plot.finding =
        !hour.profit().isNegative()
            ? tr("Of each dollar that comes in %1 cents stay").arg(W::digits(std::floor(hour.margin() * 100)))
            : tr("The factory loses %1 an hour").arg(W::dollars(hour.profit().negated()));
    plot.axisTitle = tr("US dollars an hour");
    plot.segments = {tr("dollars an hour")};
    plot.words = [](double usd) { return W::dollars(usd); };
    plot.rows.push_back({tr("Revenue"), {hour.revenue.toDouble()}, W::dollars(hour.revenue), {}, false});
    plot.rows.push_back({tr("Cost"), {hour.cost.toDouble()}, W::dollars(hour.cost), {}, false});
    plot.rows.push_back({!hour.profit().isNegative() ? tr("Profit") : tr("Loss"),
                         {std::abs(hour.profit().toDouble())},
                         W::dollars(hour.profit()),
                         {},
                         false});
    hourBars->setData(std::move(plot));
}

void FactoryView::showUtilization() {
    Factory made = factory();
    const double now = made.utilization, even = breakEvenUtilization(made);
    PlotSeries revenue, cost, point;
    revenue.name = tr("revenue");
    cost.name = tr("cost");
    cost.style = PlotSeries::Style::Dashed;
    cost.color = 1;
    point.name = tr("now");
    point.style = PlotSeries::Style::Points;
    point.color = 2;
    point.points = {{now, factoryHour(made).revenue.toDouble()}};
    point.pointNames = {point.name};
    constexpr int points = 20;
    for (int i = 0; i <= points; ++i) {
        made.utilization = double(i) / points;
        const FactoryHour hour = factoryHour(made);
        revenue.points.push_back({made.utilization, hour.revenue.toDouble()});
        cost.points.push_back({made.utilization, hour.cost.toDouble()});
    }
    PlotData plot;
    plot.finding = even <= 1 ? tr("It pays from %1 utilization on").arg(W::share(even))
                             : tr("At this price it never pays, however much it is used");
    plot.x.title = tr("Utilization");
    plot.x.words = &ServingWords::share;
    plot.x.from = 0;
    plot.x.to = 1;
    plot.y.title = tr("US dollars an hour");
    plot.y.words = [](double usd) { return W::dollars(usd); };
    plot.y.from = 0;
    plot.series = {revenue, cost, point};
    if (even <= 1) plot.vertical.push_back({even, tr("break-even")});
    byUtilization->setData(std::move(plot));
}

void FactoryView::retranslate() {
    setSentence(
        tr("An AI factory rents or owns GPUs and sells tokens: what an hour costs, what it brings, and "
           "how busy it must be to pay. Prompt and answer are those of the tab “Latency”."));
    nameSlider(
        price, tr("Price per million"), [](double usd) { return W::dollars(usd); },
        tr("What customers pay for a million tokens that are written"));
    nameSlider(
        rent, tr("GPU-hour"), [](double usd) { return W::dollars(usd); },
        tr("Rent of one GPU for an hour: an assumption, put in what you pay"));
    nameSlider(utilization, tr("Utilization"), &ServingWords::share,
               tr("Share of the time in which the batches are full of paying requests"));
    nameSlider(batch, tr("Batch"), &ServingWords::requests,
               tr("Requests that are answered at the same time by one server"));
    nameSlider(servers, tr("Servers"), &ServingWords::digits,
               tr("With as many GPUs each as the line above says"));
    nameSlider(
        watts, tr("Power of a GPU"), [](double value) { return tr("%1 W").arg(W::digits(value)); },
        tr("From the data sheet: at full use"));
    nameSlider(
        power, tr("A kWh costs"), [](double usd) { return W::dollars(usd); },
        tr("Only to compare with the rent"));
}

} // namespace tokenarium
