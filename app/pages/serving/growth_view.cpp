// SPDX-License-Identifier: GPL-3.0-or-later
// Revenue follows from volume and price, and is held against the claim.
#include "app/pages/serving/growth_view.h"

#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QStandardItemModel>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {
namespace {

using W = ServingWords;

constexpr double claimedRevenue = 25, claimedCost = 1.0 / 20, claimedWeeks = 4;
constexpr double mostPrice = 2;

struct Scenario {
    double volume, cost, price;
};
constexpr std::array scenarios{Scenario{25, claimedCost, 1}, Scenario{500, claimedCost, claimedCost},
                               Scenario{125, claimedCost, 1.0 / 5}, Scenario{1, claimedCost, 1}};
constexpr int ownRow = int(scenarios.size());

/// Ratios from 1/100 to 1 in steps that are whole divisors.
std::vector<double> divisors() {
    std::vector<double> steps;
    for (const double divisor : {100, 50, 40, 30, 25, 20, 15, 12, 10, 8, 6, 5, 4, 3, 2})
        steps.push_back(1 / divisor);
    steps.push_back(1);
    return steps;
}

/// "÷20", "unchanged", "×2".
QString ratioWords(double value) {
    if (std::abs(value - 1) < 1e-9) return GrowthView::tr("unchanged");
    return value < 1 ? QStringLiteral("÷%1").arg(W::digits(1 / value)) : W::times(value);
}

/// "1/20": for formulas.
QString fraction(double value) {
    return value < 1 ? QStringLiteral("1/%1").arg(W::digits(1 / value)) : W::digits(value);
}

} // namespace

GrowthView::GrowthView(ServingSession& servingSession, QWidget* parent)
    : ServingView(servingSession, parent)
    , scenario(new QComboBox)
    , beforeAfter(new BarsChart)
    , volumes(new PlotChart) {
    scenario->setObjectName(QStringLiteral("growthScenario"));
    for (int row = 0; row <= ownRow; ++row) scenario->addItem(QString());
    qobject_cast<QStandardItemModel*>(scenario->model())->item(ownRow)->setEnabled(false);
    addControl(scenario);
    connect(scenario, &QComboBox::activated, this, [this](int row) {
        if (row >= ownRow) return showNumbers();
        ServingChoices wanted = session.choices();
        const Scenario& one = scenarios[std::size_t(row)];
        wanted.volumeRatio = one.volume;
        wanted.costRatio = one.cost;
        wanted.priceRatio = one.price;
        wanted.weeks = claimedWeeks;
        session.choose(wanted, scenario->accessibleName());
    });
    std::vector<double> steps{0.5};
    for (const double step :
         {1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000})
        steps.push_back(step);
    volume = addSlider(&ServingChoices::volumeRatio, "volumeRatio", steps);
    cost = addSlider(&ServingChoices::costRatio, "costRatio", divisors());
    std::vector<double> prices = divisors();
    prices.push_back(mostPrice);
    price = addSlider(&ServingChoices::priceRatio, "priceRatio", prices);
    margin = addSlider(&ServingChoices::marginBefore, "marginBefore", evenSteps(0.05, 0.95, 18));
    weeks = addSlider(&ServingChoices::weeks, "growthWeeks", {1, 2, 3, 4, 6, 8, 13, 26, 52});
    beforeAfter->setObjectName(QStringLiteral("beforeAfter"));
    volumes->setObjectName(QStringLiteral("neededVolume"));
    addChart(beforeAfter, "before-and-after", 2);
    addChart(volumes, "tokens-for-25-times-revenue", 3);
    retranslate();
}

FactoryChange GrowthView::change() const {
    const ServingChoices& chosen = session.choices();
    return {chosen.volumeRatio * chosen.priceRatio, chosen.costRatio, chosen.priceRatio, chosen.marginBefore};
}

void GrowthView::showNumbers() {
    const ServingChoices& chosen = session.choices();
    int row = ownRow;
    for (int i = 0; i < ownRow; ++i) {
        const Scenario& one = scenarios[std::size_t(i)];
        if (one.volume == chosen.volumeRatio && one.cost == chosen.costRatio &&
            one.price == chosen.priceRatio && chosen.weeks == claimedWeeks)
            row = i;
    }
    if (scenario->currentIndex() != row) scenario->setCurrentIndex(row);
    std::vector<Figure> rows;
    addOutcome(rows);
    addClaim(rows);
    figures->setFigures(std::move(rows));
    showBars();
    showVolumes();
}

void GrowthView::addOutcome(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const FactoryChange now = change();
    const FactoryOutcome outcome = factoryOutcome(now);
    const QString volumeWords = W::digits(chosen.volumeRatio);
    const auto main = [&](Figure row) {
        row.isMain = true;
        rows.push_back(std::move(row));
    };
    main(computedFigure(tr("Revenue"), ratioWords(now.revenueRatio), tr("volume ratio × price ratio"),
                        QStringLiteral("%1 × %2 = %3")
                            .arg(volumeWords, fraction(chosen.priceRatio), W::digits(now.revenueRatio))));
    rows.push_back(computedFigure(
        tr("Total cost"), ratioWords(outcome.totalCostRatio), tr("volume ratio × cost ratio of a token"),
        QStringLiteral("%1 × %2 = %3")
            .arg(volumeWords, fraction(chosen.costRatio), W::digits(outcome.totalCostRatio))));
    main(computedFigure(tr("Margin afterwards"), W::share(outcome.marginAfter),
                        tr("1 − (1 − margin before) × cost ratio ÷ revenue ratio"),
                        QStringLiteral("1 − (1 − %1) × %2 ÷ %3 = %4")
                            .arg(W::whole(chosen.marginBefore), W::digits(outcome.totalCostRatio),
                                 W::digits(now.revenueRatio), W::share(outcome.marginAfter))));
    rows.push_back(computedFigure(tr("Profit"), ratioWords(outcome.profitRatio),
                                  tr("revenue ratio × margin afterwards ÷ margin before"),
                                  QStringLiteral("%1 × %2 ÷ %3 = %4")
                                      .arg(W::digits(now.revenueRatio), W::digits(outcome.marginAfter),
                                           W::whole(chosen.marginBefore), W::digits(outcome.profitRatio))));
    const Growth speed = growth(now.revenueRatio, chosen.weeks);
    rows.push_back(computedFigure(
        tr("Revenue grows each week"), W::times(speed.weeklyFactor), tr("revenue ratio ^ (1 ÷ weeks)"),
        QStringLiteral("%1 ^ (1 ÷ %2) = %3")
            .arg(W::digits(now.revenueRatio), W::digits(chosen.weeks), W::digits(speed.weeklyFactor))));
    rows.back().source = speed.doublingDays
                             ? tr("×%1 a day: it doubles every %2 days")
                                   .arg(W::digits(speed.dailyFactor), W::digits(*speed.doublingDays))
                             : tr("It does not grow");
}

/// What must hold for the article's 25×.
void GrowthView::addClaim(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    Figure claim;
    claim.label = tr("Article: a token costs, revenue");
    claim.value = tr("÷20, ×25");
    claim.from = Provenance::Published;
    claim.source =
        tr("First article (NVIDIA blog, 2025-03-17): in one case, compared with the GPU generation before, "
           "not optimized. A customer's story; no volume and no price are named.");
    rows.push_back(claim);
    const FactoryOutcome needed =
        factoryOutcome({claimedRevenue, chosen.costRatio, chosen.priceRatio, chosen.marginBefore});
    const bool reached = chosen.volumeRatio >= needed.volumeRatio * (1 - 1e-9);
    rows.push_back(computedFigure(
        tr("For 25× revenue one must sell"),
        tr("%1 tokens %2").arg(W::times(needed.volumeRatio), reached ? tr("✓ reached") : tr("✗ not reached")),
        tr("25 ÷ price ratio"),
        tr("25 ÷ %1 = %2; chosen above: %3")
            .arg(fraction(chosen.priceRatio), W::digits(needed.volumeRatio), W::digits(chosen.volumeRatio))));
    rows.back().isMain = true;
    rows.back().source =
        tr("Cheaper tokens alone bring no revenue: 25× needs either 25× as many tokens at the same "
           "price, or still more where the price falls.");
    rows.push_back(
        computedFigure(tr("Margin with 25× revenue"), W::share(needed.marginAfter),
                       tr("1 − (1 − margin before) × total cost ratio ÷ 25"),
                       tr("total cost %1, profit %2")
                           .arg(ratioWords(needed.totalCostRatio), ratioWords(needed.profitRatio))));
    rows.push_back(assumedFigure(tr("Margin before"), W::share(chosen.marginBefore),
                                 tr("Nobody published it; move the slider")));
}

void GrowthView::showBars() {
    const ServingChoices& chosen = session.choices();
    const FactoryChange now = change();
    const FactoryOutcome outcome = factoryOutcome(now);
    const double costBefore = 1 - chosen.marginBefore, costAfter = costBefore * outcome.totalCostRatio;
    BarsData plot;
    plot.finding = tr("Revenue %1, cost %2: the margin goes from %3 to %4")
                       .arg(ratioWords(now.revenueRatio), ratioWords(outcome.totalCostRatio),
                            W::share(chosen.marginBefore), W::share(outcome.marginAfter));
    plot.axisTitle = tr("Revenue before = 1");
    plot.words = &ServingWords::digits;
    const bool isLoss = costAfter > now.revenueRatio;
    plot.segments = {tr("cost"), isLoss ? tr("loss") : tr("profit")};
    plot.rows.push_back({tr("Before"), {costBefore, chosen.marginBefore}, W::digits(1), {}, false});
    plot.rows.push_back({tr("Afterwards"),
                         {std::min(costAfter, now.revenueRatio), std::abs(now.revenueRatio - costAfter)},
                         W::digits(std::max(now.revenueRatio, costAfter)),
                         {},
                         false});
    beforeAfter->setData(std::move(plot));
}

void GrowthView::showVolumes() {
    const ServingChoices& chosen = session.choices();
    PlotSeries line, point;
    line.name = tr("25× revenue");
    const auto needed = [&](double ratio) {
        return factoryOutcome({claimedRevenue, chosen.costRatio, ratio, chosen.marginBefore}).volumeRatio;
    };
    for (const double ratio : divisors()) line.points.push_back({ratio, needed(ratio)});
    line.points.push_back({mostPrice, needed(mostPrice)});
    point.name = tr("chosen");
    point.style = PlotSeries::Style::Points;
    point.color = 2;
    point.points = {{chosen.priceRatio, chosen.volumeRatio}};
    point.pointNames = {point.name};
    PlotData plot;
    plot.finding =
        tr("At this price 25× revenue takes %1 as many tokens").arg(W::times(needed(chosen.priceRatio)));
    plot.x.title = tr("Price of a token, before = 1");
    plot.y.title = tr("Tokens sold, before = 1");
    plot.x.isLogarithmic = plot.y.isLogarithmic = true;
    plot.x.words = &fraction;
    plot.y.words = &ServingWords::digits;
    plot.series = {line, point};
    plot.vertical.push_back({chosen.costRatio, tr("cost of a token")});
    volumes->setData(std::move(plot));
}

void GrowthView::retranslate() {
    setSentence(tr(
        "The article: the cost of a token fell 20 times, and revenue grew 25 times in four weeks. What must "
        "have been sold, at which price, for both to be true?"));
    scenario->setAccessibleName(tr("Scenario"));
    const QString names[] = {
        tr("The price stays: 25× the tokens"), tr("The price falls as much as the cost: 500×"),
        tr("The price falls to a fifth: 125×"), tr("Only cheaper: no token more"), tr("Your own")};
    for (int row = 0; row <= ownRow; ++row) scenario->setItemText(row, names[row]);
    nameSlider(volume, tr("Tokens sold"), &ratioWords, tr("After, compared with before"));
    nameSlider(cost, tr("Cost of a token"), &ratioWords, tr("After, compared with before"));
    nameSlider(price, tr("Price of a token"), &ratioWords, tr("After, compared with before"));
    nameSlider(margin, tr("Margin before"), &ServingWords::share, tr("Share of the revenue that was profit"));
    nameSlider(
        weeks, tr("Within"),
        [](double value) { return value == 1 ? tr("1 week") : tr("%1 weeks").arg(W::digits(value)); },
        tr("The article: four weeks"));
}

} // namespace tokenarium
