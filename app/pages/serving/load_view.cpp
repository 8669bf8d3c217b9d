// SPDX-License-Identifier: GPL-3.0-or-later
// Erlang's formulas at once, sixteen simulations of the same queue a moment later on a worker.
#include "app/pages/serving/load_view.h"

#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QStandardItemModel>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using W = ServingWords;

constexpr double claimedPerGpu = 10; // the article: one GPU answers 10 requests a second
constexpr double fewLoad = 10, manyLoad = 1000;
constexpr double usualLoad = 0.7; // of servers, so that peaks find room
constexpr int pauseMilliseconds = 120;
constexpr double mostShare = 0.05;

enum Scenario { ByModel, ArticleTen, ArticleThousand, ArticleOther };

Scenario scenarioOf(const ServingChoices& choices) {
    if (choices.claimedPerGpu <= 0) return ByModel;
    if (choices.requestsPerSecond == fewLoad) return ArticleTen;
    return choices.requestsPerSecond == manyLoad ? ArticleThousand : ArticleOther;
}

/// What fleetFor() says, for the language of the window.
[[maybe_unused]] constexpr const char* problems[] = {
    QT_TRANSLATE_NOOP("FleetAnswer",
                      "The weights and the cache of one request do not fit into the memory of a server."),
    QT_TRANSLATE_NOOP("FleetAnswer",
                      "Even a single request takes longer for a token than the target allows."),
    QT_TRANSLATE_NOOP("FleetAnswer",
                      "Reading the prompt alone takes longer than the time to the first token may."),
    QT_TRANSLATE_NOOP("FleetAnswer", "More than a million places would be needed."),
};

QString plusMinus(const TrialMean& mean, QString (*words)(double)) {
    return QStringLiteral("%1 ± %2").arg(words(mean.mean), words(mean.half));
}

std::uint64_t shifted(std::uint64_t servers, double extra) {
    const double wanted = double(servers) + extra;
    return std::uint64_t(std::max(1.0, wanted));
}

} // namespace

LoadedQueue loadedQueue(const ServingSession& session) {
    const ServingChoices& chosen = session.choices();
    LoadedQueue queue;
    queue.fleet = fleetFor(session.fleetQuestion());
    queue.arrivals = chosen.requestsPerSecond;
    queue.isClaim = chosen.claimedPerGpu > 0;
    if (queue.isClaim) {
        queue.service = chosen.claimedPerGpu;
        queue.allowedWait = chosen.ttftTarget;
        queue.needed = fewestServers(queue.arrivals, queue.service, 1 - chosen.shareWithin, queue.allowedWait)
                           .value_or(0);
    } else if (queue.fleet) {
        queue.service = 1 / queue.fleet.serviceSeconds;
        queue.placesPerServer = std::uint64_t(queue.fleet.batch);
        queue.gpusPerServer = std::uint64_t(chosen.gpus);
        queue.prefillSeconds = queue.fleet.prefillSeconds;
        queue.allowedWait = chosen.ttftTarget - queue.prefillSeconds;
        queue.needed = queue.fleet.servers;
    }
    if (queue.needed == 0) return queue;
    queue.servers = shifted(queue.needed, chosen.extraServers);
    queue.places = queue.servers * queue.placesPerServer;
    queue.state = queueState(queue.arrivals, queue.service, queue.places);
    return queue;
}

LoadView::LoadView(ServingSession& servingSession, QWidget* parent)
    : ServingView(servingSession, parent)
    , scenario(new QComboBox)
    , waits(new PlotChart)
    , fleets(new PlotChart) {
    connectBox();
    load = addSlider(&ServingChoices::requestsPerSecond, "requestsPerSecond", roundSteps(0.1, 10'000));
    ttft = addSlider(&ServingChoices::ttftTarget, "ttftTarget", roundSteps(0.05, 100));
    share = addSlider(&ServingChoices::shareWithin, "shareWithin", {0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999},
                      More);
    gap = addSlider(&ServingChoices::gapTarget, "loadGap", roundSteps(0.00001, 1), More);
    prompt = addSlider(&ServingChoices::promptTokens, "loadPrompt", wholeSteps(10, 1e6), More);
    output = addSlider(&ServingChoices::outputTokens, "loadOutput", wholeSteps(1, 1e5), More);
    extra = addSlider(&ServingChoices::extraServers, "extraServers", evenSteps(-10, 20, 30), More);
    seed = addSlider(&ServingChoices::seed, "queueSeed", evenSteps(1, 20, 19), More);
    waits->setObjectName(QStringLiteral("waits"));
    fleets->setObjectName(QStringLiteral("fleets"));
    addChart(waits, "waiting-times");
    addChart(fleets, "late-requests-by-servers");
    soon.setSingleShot(true);
    soon.setInterval(pauseMilliseconds);
    connect(&soon, &QTimer::timeout, this, &LoadView::simulate);
    retranslate();
}

void LoadView::connectBox() {
    scenario->setObjectName(QStringLiteral("loadScenario"));
    for (int row = ByModel; row <= ArticleOther; ++row) scenario->addItem(QString());
    qobject_cast<QStandardItemModel*>(scenario->model())->item(ArticleOther)->setEnabled(false);
    addControl(scenario);
    connect(scenario, &QComboBox::activated, this, [this](int row) {
        ServingChoices wanted = session.choices();
        wanted.claimedPerGpu = row == ByModel ? 0 : claimedPerGpu;
        wanted.extraServers = 0;
        if (row == ArticleTen) wanted.requestsPerSecond = fewLoad;
        if (row == ArticleThousand) wanted.requestsPerSecond = manyLoad;
        session.choose(wanted, scenario->accessibleName());
        showNumbers();
    });
}

void LoadView::showNumbers() {
    const int row = scenarioOf(session.choices());
    if (scenario->currentIndex() != row) scenario->setCurrentIndex(row);
    queue = loadedQueue(session);
    const bool isNew = !queue.isSameQueue(simulatedQueue) || simulatedSeed != session.choices().seed;
    if (isNew) {
        simulated.reset(); // of another queue
        job.cancel();
        simulatedQueue = queue;
        simulatedSeed = session.choices().seed;
        if (queue.places > 0 && queue.state.stable) soon.start();
    }
    showAll();
}

void LoadView::simulate() {
    job.start(
        [asked = queue, number = std::uint64_t(session.choices().seed)](std::stop_token stop,
                                                                        const Job::Progress&) {
            return simulateTrials(asked.arrivals, asked.service, asked.places, number, stop);
        },
        [this](QueueTrials arrived) {
            simulated = std::move(arrived);
            showAll();
        });
}

void LoadView::showAll() {
    std::vector<Figure> rows;
    if (queue.isClaim) addClaim(rows);
    addFleet(rows);
    addQueue(rows);
    addSimulation(rows);
    figures->setFigures(std::move(rows));
    showWaits();
    showFleets();
}

void LoadView::addFleet(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const FleetAnswer& fleet = queue.fleet;
    const QString model = QString::fromUtf8(session.preset().known->name);
    if (!fleet) {
        rows.push_back(
            computedFigure(tr("GPUs for the target"), tr("no number is enough"),
                           tr("the largest batch that keeps the gap and fits, then the fewest places"),
                           QCoreApplication::translate("FleetAnswer", fleet.problem.c_str())));
        rows.back().isMain = !queue.isClaim;
        return;
    }
    if (!queue.isClaim) {
        rows.push_back(
            computedFigure(tr("GPUs for the target"), grouped(fleet.gpus),
                           tr("fewest places where at most the rest waits longer than allowed, by Erlang C, "
                              "÷ batch × GPUs of "
                              "a server"),
                           tr("%1 servers with %2 places each × %3 GPUs; without any reserve %4 servers")
                               .arg(grouped(fleet.servers), W::digits(fleet.batch), W::digits(chosen.gpus),
                                    grouped(fleet.serversForLoad))));
        rows.back().isMain = true;
        rows.push_back(computedFigure(tr("In flight"), W::requests(fleet.inFlight),
                                      tr("Little's law: requests a second × seconds of a request"),
                                      QStringLiteral("%1 × %2 = %3")
                                          .arg(W::requestsPerSecond(chosen.requestsPerSecond),
                                               W::seconds(fleet.serviceSeconds), W::digits(fleet.inFlight))));
        rows.back().isMain = true;
        const QString rent = W::dollars(fleet.usdPerHour);
        rows.push_back(computedFigure(tr("Rent"), tr("%1 an hour").arg(rent),
                                      tr("GPUs × price of a GPU-hour"),
                                      tr("%1 × %2; %3 per million tokens written")
                                          .arg(grouped(fleet.gpus), W::dollars(chosen.usdPerGpuHour),
                                               W::dollars(fleet.usdPerMillionTokens))));
        rows.back().source = tr("The price of a GPU-hour is an assumption");
    }
    rows.push_back(computedFigure(
        tr("Computed: one server answers"), W::requestsPerSecond(fleet.requestsPerSecondPerServer),
        tr("batch ÷ (batch × prefill + (tokens − 1) × step)"),
        tr("%1 ÷ (%1 × %2 + (%3 − 1) × %4): %5 with a prompt of %6 and an answer of %3 tokens")
            .arg(W::digits(fleet.batch), W::seconds(fleet.prefillSeconds), grouped(session.outputTokens()),
                 W::seconds(fleet.stepSeconds), model, W::digits(chosen.promptTokens))));
}

void LoadView::addQueue(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const QueueState& state = queue.state;
    const bool works = queue.places > 0 && state.stable;
    const QString none = queue.places == 0 ? QStringLiteral("–") : tr("grows without end");
    rows.push_back(computedFigure(
        tr("Load of each server"), queue.places == 0 ? QStringLiteral("–") : W::share(state.utilization),
        tr("requests a second ÷ (places × requests a place answers a second)"),
        tr("%1 ÷ (%2 × %3)")
            .arg(W::digits(queue.arrivals), grouped(queue.places), W::digits(queue.service))));
    rows.push_back(computedFigure(tr("Requests that wait"), works ? W::share(state.waitProbability) : none,
                                  tr("Erlang C = B ÷ (1 − load × (1 − B)), B from Erlang's recursion"),
                                  works ? tr("B = %1; %1 ÷ (1 − %2 × (1 − %1))")
                                              .arg(W::digits(state.erlangB), W::whole(state.utilization))
                                        : tr("at a load of 100 % and more there is no such number")));
    rows.push_back(computedFigure(tr("Mean waiting time"), works ? W::seconds(state.waitSeconds) : none,
                                  tr("share that waits ÷ (places × service − arrivals)"),
                                  works ? QStringLiteral("%1 ÷ %2").arg(W::share(state.waitProbability),
                                                                        W::digits(state.sparePerSecond))
                                        : none));
    const double slow = works ? state.waitOfShare(chosen.shareWithin) : 0;
    rows.push_back(computedFigure(
        tr("%1 wait at most").arg(W::share(chosen.shareWithin)), works ? W::seconds(slow) : none,
        tr("ln(share that waits ÷ share that may be late) ÷ (places × service − arrivals)"),
        tr("allowed: %1 (%2 to the first token, less %3 of prefill)")
            .arg(W::seconds(queue.allowedWait), W::seconds(chosen.ttftTarget),
                 W::seconds(queue.prefillSeconds))));
}

void LoadView::addSimulation(std::vector<Figure>& rows) const {
    const auto row = [&](const QString& label, const QString& value, const QString& details) {
        Figure figure =
            computedFigure(label, value, tr("the same queue, event by event, several times"), details);
        rows.push_back(std::move(figure));
    };
    const QString waiting = queue.places > 0 && queue.state.stable ? tr("simulating…") : QStringLiteral("–");
    const QString labels[] = {tr("Simulated: requests that wait"), tr("Simulated: mean waiting time"),
                              tr("Simulated: in flight")};
    if (!simulated) {
        for (const QString& label : labels) row(label, waiting, QString());
        return;
    }
    QString details =
        tr("%1 simulations of %2 requests each, the first %3 left out; ± is where the truth lies "
           "in 95 of 100 cases (Student's t)")
            .arg(simulated->trials)
            .arg(grouped(simulated->requestsPerTrial), grouped(simulated->warmUp));
    if (simulated->isCutShort)
        details += QLatin1Char('\n') + tr("So close to full load a queue takes longer to fill than is "
                                          "simulated: these numbers are too small.");
    const auto compared = [&](const TrialMean& mean, double exact, const QString& words) {
        const QString verdict = mean.covers(exact)
                                    ? tr("the formula (%1) lies within")
                                    : tr("the formula (%1) lies outside: chance does that in 5 of "
                                         "100 cases");
        return details + QLatin1Char('\n') + verdict.arg(words);
    };
    const QueueState& state = queue.state;
    row(labels[0], plusMinus(simulated->waitProbability, &ServingWords::share),
        compared(simulated->waitProbability, state.waitProbability, W::share(state.waitProbability)));
    row(labels[1], plusMinus(simulated->waitSeconds, &ServingWords::seconds),
        compared(simulated->waitSeconds, state.waitSeconds, W::seconds(state.waitSeconds)));
    row(labels[2], plusMinus(simulated->inSystem, &ServingWords::digits),
        compared(simulated->inSystem, state.inSystem, W::digits(state.inSystem)));
}

void LoadView::addClaim(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const double per = chosen.claimedPerGpu, arrivals = chosen.requestsPerSecond;
    const auto bare = serversFor(arrivals, per, 1, 0).value_or(0);
    const auto calm = fewestServers(arrivals, per, mostShare).value_or(0);
    const auto usual = serversFor(arrivals, per, usualLoad, 0).value_or(0);
    Figure claim;
    claim.label = tr("Article: one GPU answers");
    claim.value = W::requestsPerSecond(per);
    claim.from = Provenance::Published;
    claim.source =
        tr("Second article, “推理资源配置实例”: a single GPU supports 10 requests a second; for 1,000 a "
           "cluster is needed. It names no model, no GPU, no length of answers.");
    rows.push_back(claim);
    const QueueState full = queueState(arrivals, per, bare);
    rows.push_back(computedFigure(
        tr("GPUs if one divides"),
        full.stable ? tr("%1: %2 loaded").arg(grouped(bare), W::share(full.utilization))
                    : tr("%1: the queue never ends").arg(grouped(bare)),
        tr("requests a second ÷ requests of a GPU, rounded up"),
        tr("%1 ÷ %2 = %3; at a load of %4 %5")
            .arg(W::digits(arrivals), W::digits(per), grouped(bare), W::share(full.utilization),
                 full.stable ? tr("%1 wait").arg(W::share(full.waitProbability))
                             : tr("requests arrive as fast as they are answered, so what once waits stays "
                                  "waiting"))));
    rows.back().isMain = true;
    rows.push_back(computedFigure(tr("GPUs for the target"), grouped(queue.needed),
                                  tr("fewest GPUs, by Erlang C, that keep the target"),
                                  tr("at most %1 wait longer than %2")
                                      .arg(W::share(1 - chosen.shareWithin), W::seconds(queue.allowedWait))));
    rows.back().isMain = true;
    rows.push_back(
        computedFigure(tr("GPUs where few wait at all"), grouped(calm),
                       tr("fewest GPUs, by Erlang C, where at most 5 % wait"),
                       tr("%1 of the requests wait")
                           .arg(W::share(calm > 0 ? queueState(arrivals, per, calm).waitProbability : 1))));
    rows.push_back(computedFigure(
        tr("GPUs at a load of 70 %"), grouped(usual),
        tr("requests a second ÷ (requests of a GPU × 0.7), rounded up"),
        QStringLiteral("%1 ÷ (%2 × 0.7) = %3").arg(W::digits(arrivals), W::digits(per), grouped(usual))));
}

QString LoadView::whyNone() const {
    return queue.fleet || queue.isClaim
               ? tr("No number of GPUs keeps this target")
               : QCoreApplication::translate("FleetAnswer", queue.fleet.problem.c_str());
}

QString LoadView::finding() const {
    if (queue.places == 0) return whyNone();
    const QString gpus = grouped(queue.servers * queue.gpusPerServer);
    if (!queue.state.stable) return tr("%1 GPUs are too few: the queue grows without end").arg(gpus);
    return tr("With %1 GPUs %2 of the requests wait, %3 on average over all")
        .arg(gpus, W::share(queue.state.waitProbability), W::seconds(queue.state.waitSeconds));
}

/// Share that waits longer than a time: the formula as a line, the simulation as points.
void LoadView::showWaits() {
    PlotData plot;
    plot.finding = finding();
    plot.x.title = tr("Waiting time (seconds)");
    plot.y.title = tr("Requests that wait longer");
    plot.y.words = &ServingWords::share;
    plot.x.words = &ServingWords::digits;
    plot.y.from = 0;
    if (queue.places > 0 && queue.state.stable) {
        constexpr int points = 40;
        const double end = 4 / queue.state.sparePerSecond; // e^-4: what waits longer is hardly seen
        PlotSeries formula, seen;
        formula.name = tr("formula (Erlang C)");
        seen.name = tr("simulated");
        seen.style = PlotSeries::Style::Points;
        seen.color = 2;
        for (int i = 0; i <= points; ++i) {
            const double seconds = end * i / points;
            formula.points.push_back({seconds, queue.state.waitLongerThan(seconds)});
            if (!simulated || i % 4 != 0) continue;
            seen.points.push_back({seconds, simulated->longerThan(seconds)});
            seen.pointNames.push_back(i == 8 ? seen.name : QString());
        }
        plot.series = {formula, seen};
        if (queue.allowedWait < end) plot.vertical.push_back({queue.allowedWait, tr("allowed")});
    }
    waits->setData(std::move(plot));
}

/// Share of late requests by the number of servers.
void LoadView::showFleets() {
    PlotData plot;
    plot.x.title = queue.isClaim ? tr("GPUs") : tr("Servers of %1").arg(W::gpus(double(queue.gpusPerServer)));
    plot.y.title = tr("Late requests");
    plot.y.words = &ServingWords::share;
    plot.x.words = &ServingWords::digits;
    plot.y.from = 0;
    if (queue.needed > 0) {
        const double bare = queue.arrivals / queue.service / double(queue.placesPerServer);
        const std::uint64_t from = std::uint64_t(std::max(1.0, std::floor(bare)));
        const double usual = bare / usualLoad;
        const std::uint64_t to =
            std::max({queue.needed + 3, queue.servers + 1, from + 8, std::uint64_t(std::ceil(usual))});
        const std::uint64_t step = std::max<std::uint64_t>(1, (to - from) / 40);
        const std::vector<double> late =
            lateShares(queue.arrivals, queue.service, from * queue.placesPerServer,
                       to * queue.placesPerServer, step * queue.placesPerServer, queue.allowedWait);
        const std::vector<double> waiting =
            lateShares(queue.arrivals, queue.service, from * queue.placesPerServer,
                       to * queue.placesPerServer, step * queue.placesPerServer, 0);
        PlotSeries curve, any, chosen;
        curve.name = tr("later than allowed");
        curve.style = PlotSeries::Style::Line;
        for (std::size_t i = 0; i < late.size(); ++i)
            curve.points.push_back({double(from + i * step), late[i]});
        any.name = tr("wait at all");
        // Names inside: at their ends the curves lie upon each other.
        curve.isNamed = any.isNamed = false;
        const std::size_t near = late.size() - 1 - late.size() / 8;
        for (std::size_t i = 0; i < late.size(); ++i)
            curve.pointNames.push_back(i == near ? curve.name : QString());
        const auto half =
            std::find_if(waiting.begin(), waiting.end(), [](double part) { return part < 0.6; });
        for (auto one = waiting.begin(); one != waiting.end(); ++one)
            any.pointNames.push_back(one == half ? any.name : QString());
        any.style = PlotSeries::Style::Dashed;
        any.color = 1;
        for (std::size_t i = 0; i < waiting.size(); ++i)
            any.points.push_back({double(from + i * step), waiting[i]});
        chosen.name = tr("looked at");
        chosen.pointNames = {grouped(queue.servers)};
        chosen.style = PlotSeries::Style::Points;
        chosen.color = 2;
        chosen.points = {{double(queue.servers), queue.state.waitLongerThan(queue.allowedWait)}};
        plot.series = {curve, any, chosen};
        plot.horizontal.push_back({1 - session.choices().shareWithin, tr("may be late")});
        plot.finding = tr("%1 servers are the fewest that keep the target; dividing alone says %2")
                           .arg(grouped(queue.needed), W::digits(std::ceil(bare * (1 - 1e-12))));
    } else {
        plot.finding = whyNone();
    }
    fleets->setData(std::move(plot));
}

void LoadView::retranslate() {
    setSentence(
        tr("Requests come at random, so some meet others: how many GPUs let nearly all of them begin in "
           "time? Two ways to the same answer: Erlang's formulas, and a simulation beside them."));
    scenario->setAccessibleName(tr("Whose numbers"));
    scenario->setToolTip(tr("How much a GPU answers: computed from the model above, or as the article says"));
    scenario->setItemText(ByModel, tr("Computed from the model and GPU"));
    scenario->setItemText(ArticleTen, tr("Article: 10 requests a second on one GPU"));
    scenario->setItemText(ArticleThousand, tr("Article: 1,000 requests a second"));
    scenario->setItemText(ArticleOther, tr("The article's GPU, another load"));
    nameSlider(load, tr("Load"), &ServingWords::requestsPerSecond, tr("Requests that arrive, on average"));
    nameSlider(ttft, tr("First token within"), &ServingWords::seconds,
               tr("Time to first token that is allowed, for the share of requests under “More”"));
    nameSlider(
        share, tr("For"), [](double value) { return tr("%1 of requests").arg(W::share(value)); },
        tr("The others may come later"));
    nameSlider(gap, tr("Gap allowed"), &ServingWords::seconds,
               tr("Mean gap between tokens, with the prompts of others in between"));
    nameSlider(prompt, tr("Prompt"), &ServingWords::tokens, tr("Tokens of the question"));
    nameSlider(output, tr("Answer"), &ServingWords::tokens, tr("Tokens that are written"));
    nameSlider(extra, tr("Servers more or fewer"), &ServingWords::digits,
               tr("Than the target needs: see what happens with too few"));
    nameSlider(
        seed, tr("Random numbers"), [](double value) { return tr("series %1").arg(W::digits(value)); },
        tr("Another series gives another simulation of the same queue"));
}

} // namespace tokenarium
