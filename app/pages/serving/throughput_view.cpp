// SPDX-License-Identifier: GPL-3.0-or-later
// A curve over batches, with a point for the chosen one and a mark for every use case.
#include "app/pages/serving/throughput_view.h"

#include "app/pages/serving/use_case_box.h"
#include "app/serving/use_cases.h"
#include "engine/cost/published_speeds.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {
namespace {

using W = ServingWords;

constexpr double mostBatch = 4096;
constexpr double claimedSpeed = 10'000; // tokens a second; the second article

/// Eight to an octave: a smooth curve.
const std::vector<double>& manyBatches() {
    static const std::vector<double> batches = [] {
        std::vector<double> made;
        for (int i = 0; i <= 96; ++i) made.push_back(std::exp2(i / 8.0));
        return made;
    }();
    return batches;
}

} // namespace

ThroughputView::ThroughputView(ServingSession& servingSession, QWidget* parent)
    : ServingView(servingSession, parent)
    , useCase(new UseCaseBox(session))
    , curve(new PlotChart) {
    addControl(useCase);
    batch = addSlider(&ServingChoices::batch, "batch", powersOfTwo(1, mostBatch));
    gap = addSlider(&ServingChoices::gapTarget, "gapTarget", roundSteps(0.00001, 1));
    cached = addSlider(&ServingChoices::cachedShare, "cachedShare", evenSteps(0, 0.95, 19), More);
    acceptance = addSlider(&ServingChoices::acceptance, "acceptance", evenSteps(0, 0.95, 19), More);
    draft = addSlider(&ServingChoices::draftTokens, "draftTokens", evenSteps(1, 12, 11), More);
    draftCost = addSlider(&ServingChoices::draftCost, "draftCost", evenSteps(0.01, 0.5, 49), More);
    curve->setObjectName(QStringLiteral("throughputCurve"));
    addChart(curve, "throughput-against-interactivity");
    retranslate();
}

void ThroughputView::showNumbers() {
    useCase->showChoice();
    std::vector<Figure> rows;
    addSpeeds(rows);
    addLoop(rows);
    addLimits(rows);
    addTricks(rows);
    figures->setFigures(std::move(rows));
    showCurve();
}

void ThroughputView::addSpeeds(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const std::array batches{1.0, chosen.batch};
    const std::vector<ServingPoint> points =
        servingCurve(session.model(), session.hardware(), session.context(), batches);
    const ServingPoint &alone = points[0], &now = points[1];
    const QString step = W::seconds(now.stepSeconds), many = W::digits(chosen.batch);
    rows.push_back(computedFigure(tr("One person gets"), W::tokensPerSecond(now.perUser),
                                  tr("1 ÷ time of a step"),
                                  QStringLiteral("1 ÷ %1 = %2").arg(step, W::tokensPerSecond(now.perUser))));
    rows.back().isMain = true;
    rows.push_back(
        computedFigure(tr("All together get"), W::tokensPerSecond(now.perServer),
                       tr("batch ÷ time of a step; prompts are read in between"),
                       QStringLiteral("%1 ÷ %2 = %3").arg(many, step, W::tokensPerSecond(now.perServer))));
    rows.back().isMain = true;
    rows.push_back(computedFigure(
        tr("Each GPU gives"), W::tokensPerSecond(now.perServer / chosen.gpus), tr("together ÷ GPUs"),
        QStringLiteral("%1 ÷ %2").arg(W::tokensPerSecond(now.perServer), W::digits(chosen.gpus))));
    rows.push_back(computedFigure(
        tr("Gain over one request at a time"),
        tr("%1 tokens, %2 waiting")
            .arg(W::times(now.perServer / alone.perServer), W::times(now.stepSeconds / alone.stepSeconds)),
        tr("together ÷ batch of 1; step ÷ step of 1"),
        QStringLiteral("%1 ÷ %2; %3 ÷ %4")
            .arg(W::tokensPerSecond(now.perServer), W::tokensPerSecond(alone.perServer), step,
                 W::seconds(alone.stepSeconds))));
    rows.back().source =
        tr("The article says that a batch of 32 is more efficient than single requests: this "
           "is by how much");
}

void ThroughputView::addLoop(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const auto loop =
        closedLoop(chosen.batch, session.ttftSeconds(), session.itlSeconds(), session.outputTokens());
    rows.push_back(
        computedFigure(tr("If all ask again at once"), W::requestsPerSecond(loop->requestsPerSecond),
                       tr("Little's law: people ÷ end to end"),
                       tr("%1 ÷ %2 = %3; × %4 tokens = %5")
                           .arg(W::digits(chosen.batch), W::seconds(loop->endToEndSeconds),
                                W::requestsPerSecond(loop->requestsPerSecond),
                                grouped(session.outputTokens()), W::tokensPerSecond(loop->tokensPerSecond))));
    rows.back().source = tr("So benchmarks load a server: always as many requests as the batch has places");
}

void ThroughputView::addLimits(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const ModelOnServer& model = session.model();
    const ServingHardware& server = session.hardware();
    const double room = largestBatch(model, server, session.context()).value_or(0);
    rows.push_back(computedFigure(tr("Largest batch that fits"), W::digits(room),
                                  tr("(memory − weights) ÷ (context × cache of a token), whole"),
                                  QStringLiteral("(%1 − %2) ÷ (%3 × %4) = %5")
                                      .arg(W::bytes(server.memoryBytes), W::bytes(model.weightBytes),
                                           W::digits(session.context()), W::bytes(model.cacheBytesPerToken),
                                           W::digits(room))));
    const double quick = largestQuickBatch(model, server, session.context(), chosen.gapTarget);
    rows.push_back(computedFigure(
        tr("Largest batch that is quick enough"), quick > 0 ? W::digits(quick) : tr("none"),
        tr("the largest batch whose step takes at most the gap that is allowed, and that fits"),
        quick > 0 ? tr("a step of %1 requests takes %2, at most %3 is allowed")
                        .arg(W::digits(quick),
                             W::seconds(decodeStep(model, server, quick, session.context()).seconds()),
                             W::seconds(chosen.gapTarget))
                  : tr("a step of one request takes %1, at most %2 is allowed")
                        .arg(W::seconds(decodeStep(model, server, 1, session.context()).seconds()),
                             W::seconds(chosen.gapTarget))));
    const double bytes = model.weightBytes / model.parameters;
    const double critical =
        criticalBatch(server.flopsPerSecond * server.efficiency, server.bytesPerSecond, bytes);
    rows.push_back(computedFigure(
        tr("Critical batch"), W::digits(critical),
        tr("peak × efficiency × bytes of a parameter ÷ (2 × bandwidth): from here on computing takes longer "
           "than reading the weights"),
        QStringLiteral("%1 × %2 × %3 ÷ (2 × %4) = %5")
            .arg(W::flops(server.flopsPerSecond), W::whole(server.efficiency), W::digits(bytes),
                 W::bandwidth(server.bytesPerSecond), W::digits(critical))));
    addClaim(rows);
    const auto kind = UseCases::of(chosen);
    rows.push_back(
        assumedFigure(tr("Speed that is needed"), W::tokensPerSecond(1 / chosen.gapTarget),
                      kind ? UseCases::reason(*kind) : tr("Your own: 1 ÷ the gap that is allowed")));
}

/// The article expects 10,000 tokens a second: for one person, or for all together?
void ThroughputView::addClaim(std::vector<Figure>& rows) const {
    const ModelOnServer& model = session.model();
    const double bytes = model.weightBytes / model.parameters;
    const double needed = bandwidthFor(claimedSpeed, model.parameters, bytes);
    rows.push_back(computedFigure(
        tr("10,000 tokens/s for one person need"), W::bandwidth(needed),
        tr("tokens/s × parameters × bytes of a parameter: all weights are read for each token"),
        tr("%1 × %2 × %3 B = %4; this server reads %5")
            .arg(W::whole(claimedSpeed), W::whole(model.parameters), W::digits(bytes), W::bandwidth(needed),
                 W::bandwidth(session.hardware().bytesPerSecond))));
    rows.back().source =
        tr("The second article expects inference to exceed 10,000 tokens/s. For all people "
           "together servers do so today; for one person it takes other memory, or tricks as "
           "below.");
}

void ThroughputView::addTricks(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const double cachedTokens = chosen.cachedShare * chosen.promptTokens;
    const PrefixCache cache =
        prefixCache(session.model(), session.hardware(), chosen.promptTokens, cachedTokens);
    rows.push_back(
        computedFigure(tr("Prefill with a prefix cache"), W::seconds(cache.seconds),
                       tr("2 × parameters × tokens that are not cached ÷ (peak × efficiency)"),
                       tr("%1 of %2 tokens are cached: %3 of the work is saved; without the cache %4")
                           .arg(W::digits(cachedTokens), W::digits(chosen.promptTokens),
                                W::share(cache.savedFraction), W::seconds(session.prefill().seconds()))));
    const Speculation speed = speculation(chosen.acceptance, chosen.draftTokens, chosen.draftCost);
    rows.push_back(computedFigure(
        tr("With speculative decoding"), W::times(speed.speedup),
        tr("tokens per pass = (1 − a^(g + 1)) ÷ (1 − a); faster by tokens per pass ÷ (g × c + 1)"),
        tr("a = %1 accepted, g = %2 proposed, c = %3 of a pass each: %4 tokens per pass; a gap of %5 instead "
           "of "
           "%6")
            .arg(W::whole(chosen.acceptance), W::whole(chosen.draftTokens), W::whole(chosen.draftCost),
                 W::digits(speed.tokensPerPass), W::seconds(session.itlSeconds() / speed.speedup),
                 W::seconds(session.itlSeconds()))));
    rows.back().source = tr("Leviathan et al. 2023, arXiv 2211.17192; while memory is the limit. Acceptance, "
                            "proposals and their cost are assumptions, under “More”.");
}

void ThroughputView::showCurve() {
    const ServingChoices& chosen = session.choices();
    PlotSeries fitting, tooLarge, now, nim;
    fitting.name = QString::fromUtf8(session.preset().known->name);
    tooLarge.name = tr("does not fit");
    tooLarge.style = PlotSeries::Style::Dashed;
    tooLarge.color = -1;
    for (const ServingPoint& point :
         servingCurve(session.model(), session.hardware(), session.context(), manyBatches())) {
        PlotSeries& series = point.fits ? fitting : tooLarge;
        if (!point.fits && series.points.empty() && !fitting.points.empty())
            series.points.push_back(fitting.points.back());
        series.points.push_back({point.perUser, point.perServer});
    }
    const std::array one{chosen.batch};
    const ServingPoint point =
        servingCurve(session.model(), session.hardware(), session.context(), one).front();
    now.name = tr("batch %1").arg(W::digits(chosen.batch));
    now.points = {{point.perUser, point.perServer}};
    now.pointNames = {now.name};
    now.style = PlotSeries::Style::Points;
    nim.name = tr("published: Llama 3.3 70B on 2 H100");
    nim.pointNames = {nim.name};
    nim.style = PlotSeries::Style::Points;
    nim.color = 2;
    for (const PublishedServing& row : publishedServing())
        nim.points.push_back({1 / row.itlSeconds, row.tokensPerSecond});
    PlotData plot;
    const bool isQuick = point.stepSeconds <= chosen.gapTarget;
    plot.finding = !point.fits
                       ? tr("%1 requests at once do not fit into the memory").arg(W::digits(chosen.batch))
                   : isQuick ? tr("%1 people at once: %2 for each is enough, %3 for all together")
                                   .arg(W::digits(chosen.batch), W::tokensPerSecond(point.perUser),
                                        W::tokensPerSecond(point.perServer))
                             : tr("%1 people at once: %2 for each is too slow, %3 are needed")
                                   .arg(W::digits(chosen.batch), W::tokensPerSecond(point.perUser),
                                        W::tokensPerSecond(1 / chosen.gapTarget));
    plot.x.title = tr("Tokens per second for one person");
    plot.y.title = tr("Tokens per second for all together");
    plot.x.isLogarithmic = plot.y.isLogarithmic = true;
    plot.x.from = 1;
    plot.x.to = 20'000;
    plot.series = {fitting, tooLarge, now, nim};
    for (const UseCases::Kind kind :
         {UseCases::Reading, UseCases::Chatbot, UseCases::Research, UseCases::Video})
        plot.vertical.push_back({UseCases::all()[std::size_t(kind)].tokensPerSecond, UseCases::name(kind)});
    curve->setData(std::move(plot));
}

void ThroughputView::retranslate() {
    setSentence(tr("A larger batch gives everybody together more tokens and each person fewer: what is fast "
                   "enough depends on what it is for. Vertical lines are the speeds that four uses need."));
    useCase->retranslate();
    nameSlider(batch, tr("Batch"), &ServingWords::requests,
               tr("People who are answered at the same time by one server"));
    nameSlider(gap, tr("Gap allowed"), &ServingWords::seconds,
               tr("From one token to the next, at the most; the use cases set it"));
    nameSlider(cached, tr("Cached prompt"), &ServingWords::share,
               tr("Share of the prompt whose keys and values lie in a prefix cache: a system prompt, earlier "
                  "turns"));
    nameSlider(acceptance, tr("Accepted"), &ServingWords::share,
               tr("How often a token that the small model proposes is right"));
    nameSlider(draft, tr("Proposed"), &ServingWords::tokens,
               tr("Tokens that a small model proposes before the large one checks them in one pass"));
    nameSlider(draftCost, tr("A proposal costs"), &ServingWords::share, tr("Of a pass of the large model"));
}

} // namespace tokenarium
