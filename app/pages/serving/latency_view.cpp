// SPDX-License-Identifier: GPL-3.0-or-later
// Everything computed comes from engine/cost; what is measured comes from a model of our own on a worker.
#include "app/pages/serving/latency_view.h"

#include "engine/view/roofline_picture.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/serving/request_timeline.h"
#include "widgets/style/number_text.h"

#include <QLocale>

namespace tokenarium {
namespace {

using W = ServingWords;

QString exactSeconds(double value) { return LatencyView::tr("%1 s").arg(QLocale().toString(value, 'g', 12)); }

/// "989.5 TFLOP/s": all digits, for formulas.
QString exactFlops(double value) { return QStringLiteral("%1 TFLOP/s").arg(W::whole(value / 1e12)); }
QString exactBandwidth(double value) { return QStringLiteral("%1 GB/s").arg(W::whole(value / 1e9)); }

} // namespace

LatencyView::LatencyView(ServingSession& servingSession, QWidget* parent)
    : ServingView(servingSession, parent)
    , timeline(new RequestTimeline)
    , roofline(new PlotChart) {
    prompt = addSlider(&ServingChoices::promptTokens, "promptTokens", wholeSteps(10, 1e6));
    output = addSlider(&ServingChoices::outputTokens, "outputTokens", wholeSteps(1, 1e5));
    batch = addSlider(&ServingChoices::batch, "batch", powersOfTwo(1, 4096));
    queue = addSlider(
        &ServingChoices::queueSeconds, "queueSeconds",
        [] {
            std::vector<double> steps = roundSteps(0.001, 20);
            steps.insert(steps.begin(), 0);
            return steps;
        }(),
        More);
    timeline->setObjectName(QStringLiteral("requestTimeline"));
    roofline->setObjectName(QStringLiteral("roofline"));
    addChart(timeline, "request-time-line", 0);
    addChart(roofline, "roofline", 1);
    retranslate();
}

void LatencyView::showEvent(QShowEvent* event) {
    ServingView::showEvent(event);
    if (!wasMeasured) measure();
}

/// Once, when the tab is first seen.
void LatencyView::measure() {
    wasMeasured = true;
    job.start([](std::stop_token stop, const Job::Progress&) { return measureHere(stop); },
              [this](std::optional<HereSpeed> arrived) {
                  here = std::move(arrived);
                  if (here) emit measuredHere(*here);
                  refreshSoon();
              },
              [this](const QString& message) { emit said(message); });
}

void LatencyView::showNumbers() {
    const ServingChoices& chosen = session.choices();
    std::vector<Figure> rows = definitions();
    addMeasured(rows);
    addHardware(rows);
    figures->setFigures(std::move(rows));

    const RequestTimes times{chosen.queueSeconds, session.prefill().seconds(), session.itlSeconds(),
                             session.outputTokens()};
    const double first = times.ttft() / times.endToEnd();
    timeline->setRequest(
        times,
        tr("An answer of %1 tokens takes %2; the first token comes after %3 of it")
            .arg(grouped(session.outputTokens()), W::seconds(times.endToEnd()), W::share(first)),
        &ServingWords::seconds);
    showRoofline();
}

std::vector<Figure> LatencyView::definitions() const {
    const ServingChoices& chosen = session.choices();
    const ModelOnServer& model = session.model();
    const ServingHardware& server = session.hardware();
    const RooflineTime prefill = session.prefill(), step = session.step();
    const double ttft = session.ttftSeconds(), itl = session.itlSeconds();
    const std::uint64_t tokens = session.outputTokens();
    const AnswerLatency answer = *answerLatency(ttft, itl, tokens);
    const QString nim = tr("Definition: NVIDIA NIM LLM Benchmarking guide, Metrics");
    const QString limit[] = {tr("reading the weights takes longer than computing"),
                             tr("computing takes longer than reading the weights")};
    const QString speed =
        exactFlops(server.flopsPerSecond) + QStringLiteral(" × ") + W::whole(server.efficiency);
    const QString reach = exactBandwidth(server.bytesPerSecond);
    std::vector<Figure> rows;
    const auto add = [&](Figure figure, bool isMain = false, const QString& exact = {}) {
        figure.isMain = isMain;
        figure.exact = exact;
        rows.push_back(std::move(figure));
    };
    Figure row = computedFigure(
        tr("Time to first token (TTFT)"), W::seconds(ttft), tr("TTFT = waiting + prefill"),
        QStringLiteral("%1 + %2 = %3")
            .arg(W::seconds(chosen.queueSeconds), W::seconds(prefill.seconds()), W::seconds(ttft)));
    row.source = nim;
    add(row, true, exactSeconds(ttft));
    row = computedFigure(
        tr("Inter-token latency (ITL)"), tokens > 1 ? W::seconds(itl) : QStringLiteral("–"),
        tr("ITL = max((weights + batch × context × cache of a token) ÷ bandwidth, 2 × parameters × batch ÷ "
           "(peak × efficiency)); the context is prompt + answer, when the cache is fullest"),
        QStringLiteral("max((%1 B + %2 × %3 × %4 B) ÷ %5, 2 × %6 × %2 ÷ (%7)) = max(%8, %9) = ")
                .arg(W::whole(model.weightBytes), W::whole(chosen.batch), W::whole(session.context()),
                     W::whole(model.cacheBytesPerToken), reach, W::whole(model.parameters), speed,
                     W::seconds(step.memorySeconds), W::seconds(step.computeSeconds)) +
            W::seconds(itl));
    row.source = tr("Also called TPOT; the mean gap between tokens, the first one left out. %1").arg(nim);
    if (tokens < 2) row.source = tr("An answer of one token has no gap. %1").arg(nim);
    add(row, true, exactSeconds(itl));
    row = computedFigure(
        tr("End to end"), W::seconds(answer.endToEndSeconds), tr("end to end = TTFT + (tokens − 1) × ITL"),
        QStringLiteral("%1 + (%2 − 1) × %3 = %4")
            .arg(W::seconds(ttft), grouped(tokens), W::seconds(itl), W::seconds(answer.endToEndSeconds)));
    row.source = nim;
    add(row, true, exactSeconds(answer.endToEndSeconds));
    row = computedFigure(tr("Tokens per second for one person"), W::tokensPerSecond(answer.tokensPerSecond),
                         tr("tokens ÷ end to end"),
                         QStringLiteral("%1 ÷ %2 = %3")
                             .arg(grouped(tokens), W::seconds(answer.endToEndSeconds),
                                  W::tokensPerSecond(answer.tokensPerSecond)));
    row.source = tr("For long answers it comes close to 1 ÷ ITL. %1").arg(nim);
    add(row);
    if (const auto gap = measuredGap(answer.endToEndSeconds, ttft, tokens)) {
        row = computedFigure(
            tr("Gap if the first token counts too"), W::seconds(gap->withFirstSeconds),
            tr("end to end ÷ tokens"),
            QStringLiteral("%1 ÷ %2 = %3")
                .arg(W::seconds(answer.endToEndSeconds), grouped(tokens), W::seconds(gap->withFirstSeconds)));
        row.source = tr("So do other tools, LLMPerf among them: ask which one a number comes from");
        add(row);
    }
    row = computedFigure(tr("Prefill"), W::seconds(prefill.seconds()),
                         tr("max(2 × parameters × prompt ÷ (peak × efficiency), weights ÷ bandwidth)"),
                         QStringLiteral("max(2 × %1 × %2 ÷ (%3), %4 B ÷ %5) = max(%6, %7)")
                             .arg(W::whole(model.parameters), W::whole(chosen.promptTokens), speed,
                                  W::whole(model.weightBytes), reach, W::seconds(prefill.computeSeconds),
                                  W::seconds(prefill.memorySeconds)));
    row.source =
        tr("Limited: %1. The quadratic part of attention is left out.").arg(limit[prefill.isComputeBound()]);
    add(row, false, exactSeconds(prefill.seconds()));
    add(assumedFigure(tr("Waiting (queue and network)"), W::seconds(chosen.queueSeconds),
                      tr("An assumption, to be changed under “More”; the tab “Load to GPUs” computes it from "
                         "the load")));
    return rows;
}

void LatencyView::addMeasured(std::vector<Figure>& rows) const {
    Figure first, gap;
    first.label = tr("Measured here: first token");
    gap.label = tr("Measured here: gap between tokens");
    first.from = gap.from = Provenance::Measured;
    if (!here) {
        first.value = gap.value = job.isBusy() ? tr("measuring…") : tr("no model here");
        rows.push_back(first);
        rows.push_back(gap);
        return;
    }
    first.value = W::seconds(here->ttftSeconds);
    first.source =
        tr("Our own model “%1” (%2 parameters) on this machine's processor, threads: %3, after a prompt of "
           "%4 tokens; no queue, no network")
            .arg(QString::fromStdString(here->model), compact(double(here->parameters)))
            .arg(here->threads)
            .arg(here->promptTokens);
    gap.value = W::seconds(here->gaps.medianSeconds);
    gap.source =
        tr("Median of %1 gaps: %2. Memory here reads %3, enough for %4 at the most.")
            .arg(here->gaps.count)
            .arg(W::tokensPerSecond(here->gaps.tokensPerSecond), W::bandwidth(here->bound.bytesPerSecond),
                 W::tokensPerSecond(here->bound.tokensPerSecond));
    first.exact = exactSeconds(here->ttftSeconds);
    gap.exact = exactSeconds(here->gaps.medianSeconds);
    rows.push_back(first);
    rows.push_back(gap);
}

void LatencyView::addHardware(std::vector<Figure>& rows) const {
    const ServingChoices& chosen = session.choices();
    const ServedPreset& preset = session.preset();
    const Accelerator& card = session.card();
    const QString sheet = QString::fromUtf8(card.source.data(), int(card.source.size()));
    const QString asOf = card.sourceRead
                             ? tr("%1, read %2").arg(sheet, QLatin1String(acceleratorsAsOf.data()))
                             : tr("%1, cited from memory").arg(sheet);
    const auto published = [&](const QString& label, const QString& value, const QString& exact) {
        Figure row;
        row.label = label;
        row.value = value;
        row.exact = exact;
        row.from = Provenance::Published;
        row.source = asOf;
        rows.push_back(row);
    };
    rows.push_back(computedFigure(tr("Weights"), W::bytes(session.model().weightBytes),
                                  tr("parameters × bits ÷ 8"),
                                  QStringLiteral("%1 × %2 ÷ 8 = %3 B")
                                      .arg(W::whole(preset.parameters), W::whole(chosen.weightBits),
                                           W::whole(session.model().weightBytes))));
    if (preset.active < preset.parameters)
        rows.back().source = tr("%1 of the parameters work for one token; all must be in memory, and all are "
                                "counted as read in "
                                "each step: a server with few requests reads fewer, and is faster")
                                 .arg(W::whole(preset.active));
    rows.push_back(computedFigure(tr("KV cache of a token"), W::bytes(session.model().cacheBytesPerToken),
                                  tr("numbers of a token × bits ÷ 8"),
                                  QStringLiteral("%1 × %2 ÷ 8 = %3 B")
                                      .arg(W::whole(preset.cacheNumbers), W::whole(chosen.cacheBits),
                                           W::whole(session.model().cacheBytesPerToken))));
    const double peak = peakOf(card, chosen.weightBits);
    published(tr("Peak of a GPU"), W::flops(peak), exactFlops(peak));
    published(tr("Bandwidth of a GPU"), W::bandwidth(card.bytesPerSecond),
              exactBandwidth(card.bytesPerSecond));
    rows.push_back(assumedFigure(tr("Efficiency"), W::share(chosen.efficiency),
                                 tr("Share of the peak that is reached; to be changed under “More”")));
}

void LatencyView::showRoofline() {
    const ServingChoices& chosen = session.choices();
    const RooflinePicture picture = rooflinePicture(session.model(), session.hardware(), chosen.promptTokens,
                                                    chosen.batch, session.context());
    const auto point = [](const RooflinePoint& one) { return QPointF(one.intensity, one.flopsPerSecond); };
    PlotData plot;
    const QString limits[] = {tr("memory"), tr("arithmetic")};
    const bool fastPrefill = picture.prefill.intensity >= picture.ridge.intensity;
    const bool fastDecode = picture.decode.intensity >= picture.ridge.intensity;
    plot.finding = tr("Reading the prompt is limited by %1, writing by %2: writing uses %3 of the arithmetic")
                       .arg(limits[fastPrefill], limits[fastDecode],
                            W::share(picture.decode.flopsPerSecond / picture.ridge.flopsPerSecond));
    plot.x.title = tr("Operations per byte that is read (FLOP/B)");
    plot.y.title = tr("Attainable speed (FLOP/s)");
    plot.x.isLogarithmic = plot.y.isLogarithmic = true;
    plot.x.words = &ServingWords::digits;
    plot.y.words = &ServingWords::flops;
    PlotSeries roof;
    roof.name = tr("roofline");
    roof.isNamed = false;
    roof.color = -1;
    for (const RooflinePoint& one : picture.roof) roof.points.push_back(point(one));
    plot.series.push_back(roof);
    const auto phase = [&](const QString& title, const RooflinePoint& one, int color) {
        PlotSeries series;
        series.name = title;
        series.points = {point(one)};
        series.pointNames = {title};
        series.style = PlotSeries::Style::Points;
        series.color = color;
        plot.series.push_back(series);
    };
    phase(tr("Prefill"), picture.prefill, 0);
    phase(tr("Decoding, batch %1").arg(W::digits(chosen.batch)), picture.decode, 2);
    plot.vertical.push_back(
        {picture.ridge.intensity, tr("ridge: %1 FLOP/B").arg(W::digits(picture.ridge.intensity))});
    roofline->setData(std::move(plot));
}

void LatencyView::retranslate() {
    setSentence(tr("How long one answer takes: waiting, reading the prompt (prefill), then a token at a time "
                   "(decoding). Computed from the data sheet of the GPU: real servers are somewhat slower."));
    nameSlider(prompt, tr("Prompt"), &ServingWords::tokens,
               tr("Tokens of the question, with everything sent along"));
    nameSlider(output, tr("Answer"), &ServingWords::tokens, tr("Tokens that are written"));
    nameSlider(batch, tr("Batch"), &ServingWords::requests,
               tr("Requests that are answered at the same time by one server"));
    nameSlider(queue, tr("Waiting"), &ServingWords::seconds,
               tr("Queue and network, until the prompt is begun"));
}

} // namespace tokenarium
