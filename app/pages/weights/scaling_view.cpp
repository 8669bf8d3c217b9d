// SPDX-License-Identifier: GPL-3.0-or-later
// Two pictures of the same laws: loss by size for one budget, and the best size for every budget.
#include "app/pages/weights/scaling_view.h"

#include "app/pages/weights/scaling_figures.h"
#include "engine/cost/published_runs.h"
#include "engine/cost/training_cost.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using Words = SizingWords;
using Laws = ScalingFigures;

constexpr int curvePoints = 60;

template<typename Function>
PlotSeries curve(const QString& name, int color, double from, double to, Function function) {
    PlotSeries series;
    series.name = name;
    series.color = color;
    for (int i = 0; i < curvePoints; ++i) {
        const double x = from * std::pow(to / from, double(i) / (curvePoints - 1));
        series.points.push_back({x, function(x)});
    }
    return series;
}

} // namespace

ScalingView::ScalingView(SizingSession& sizing, QWidget* parent)
    : SizingView(sizing, parent)
    , sentence(new QLabel(this))
    , law(new QComboBox(this))
    , asModel(new QPushButton(this))
    , parameters(new ValueSlider(this))
    , tokens(new ValueSlider(this))
    , chart(new PlotChart)
    , frame(new ChartFrame(chart, QStringLiteral("scaling-laws"), this))
    , figures(new FigureList(this)) {
    const std::pair<QWidget*, const char*> names[] = {
        {sentence, "scalingSentence"},    {law, "scalingLaw"},
        {asModel, "scalingAsModel"},      {&parameters->slider(), "runParameters"},
        {&tokens->slider(), "runTokens"}, {chart, "scalingChart"},
        {figures, "scalingFigures"}};
    for (const auto& [widget, objectName] : names) widget->setObjectName(QLatin1String(objectName));
    sentence->setWordWrap(true);
    parameters->setValues(decadeSteps(1e6, 7));
    tokens->setValues(decadeSteps(1e6, 8));
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    lawControl = addTo(first, law);
    first->addSpacing(12);
    first->addWidget(asModel);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(24);
    second->addWidget(parameters, 1);
    second->addWidget(tokens, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(frame, 12);
    columns->addWidget(setTurning({first, second, columns}, figures), 9);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addLayout(columns, 1);
    connect(law, &QComboBox::activated, this, [this](int index) {
        change(tr("Picture of the laws"), -1, [&](SizingChoices& c) { c.law = SizingChoices::Law(index); });
    });
    connect(asModel, &QPushButton::clicked, this, [this] {
        change(tr("Parameters of the run"), -1, [](SizingChoices& c) { c.runParameters = 0; });
    });
    connect(parameters, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("Parameters of the run"), ParametersPart,
               [&](SizingChoices& c) { c.runParameters = value; });
    });
    connect(tokens, &ValueSlider::valueChosen, this, [this](double value) {
        change(tr("Tokens"), TokensPart, [&](SizingChoices& c) { c.trainingTokens = value; });
    });
    connect(frame, &ChartFrame::said, this, &RoomView::said);
    retranslate();
}

void ScalingView::retranslate() {
    sentence->setText(tr("Loss falls with parameters and with tokens in a way that can be foretold. Three "
                         "published laws, and your "
                         "training among them: is the model too large for its data, or too small?"));
    lawControl.setTexts(tr("Show"), tr("What the chart shows"));
    setEntries(law, {tr("loss by size, for the same operations"), tr("best size for every budget")});
    asModel->setText(tr("As the model"));
    asModel->setToolTip(tr("Parameters of the model that is chosen above"));
    parameters->setTexts(
        tr("Parameters"),
        [this](double value) {
            return compact(session.choices().runParameters > 0 ? value : session.runParameters());
        },
        tr("Of your training; at first those of the model"));
    tokens->setTexts(
        tr("Tokens"), [](double value) { return compact(value); }, tr("That the model reads in all"));
}

void ScalingView::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    figures->setColors(colors);
}

void ScalingView::refresh() {
    const SizingChoices& choices = session.choices();
    setCurrent(law, int(choices.law));
    asModel->setEnabled(choices.runParameters > 0);
    parameters->setValue(session.runParameters());
    tokens->setValue(choices.trainingTokens);
    chart->setData(choices.law == SizingChoices::Law::LossBySize ? lossBySize() : bestSize());
    figures->setFigures(ScalingFigures::of(session.runParameters(), choices.trainingTokens));
}

PlotData ScalingView::lossBySize() const {
    const double n = session.runParameters(), d = session.choices().trainingTokens, flops = sixNd(n, d);
    const ChinchillaOptimum best = chinchillaOptimum(Laws::refit(), flops),
                            first = chinchillaOptimum(Laws::hoffmann(), flops);
    const double from = std::min(n, std::min(best.parameters, first.parameters)) / 30,
                 to = std::max(n, std::max(best.parameters, first.parameters)) * 30;
    PlotData content;
    const double times = n / best.parameters;
    content.finding =
        times > 1.5 ? tr("For its operations this model is %1 times too large").arg(ratio(times))
        : times < 0.67
            ? tr("For its operations this model is %1 times smaller than would be best: good for those who "
                 "run it")
                  .arg(ratio(1 / times))
            : tr("Parameters and tokens are about in balance");
    content.x.title = tr("Parameters, with as many tokens as %1 operations allow").arg(Words::flops(flops));
    content.x.isLogarithmic = true;
    content.y.title = tr("Loss (nats a token)");
    content.y.words = [](double value) { return Words::digits(value, 2); };
    content.series.push_back(curve(Laws::refitName(), 1, from, to, [&](double x) {
        return chinchillaLoss(Laws::refit(), x, flops / 6 / x);
    }));
    content.series.push_back(curve(Laws::hoffmannName(), 2, from, to, [&](double x) {
        return chinchillaLoss(Laws::hoffmann(), x, flops / 6 / x);
    }));
    content.series.push_back(
        curve(Laws::kaplanName(), 3, from, to, [&](double x) { return kaplanLoss(x, flops / 6 / x); }));
    PlotSeries lowest, own;
    lowest.name = tr("lowest");
    lowest.style = PlotSeries::Style::Points;
    lowest.color = -1;
    lowest.isNamed = false;
    lowest.points = {{best.parameters, best.loss}, {first.parameters, first.loss}};
    lowest.pointNames = {tr("best: %1").arg(compact(best.parameters)),
                         tr("best: %1").arg(compact(first.parameters))};
    own.name = tr("your training");
    own.isNamed = false; // the line through them is
    own.style = PlotSeries::Style::Points;
    own.color = 0;
    own.points = {{n, chinchillaLoss(Laws::refit(), n, d)},
                  {n, chinchillaLoss(Laws::hoffmann(), n, d)},
                  {n, kaplanLoss(n, d)}};
    content.series.push_back(lowest);
    content.series.push_back(own);
    content.vertical.push_back({n, tr("your training: %1").arg(compact(n))});
    return content;
}

PlotData ScalingView::bestSize() const {
    const double n = session.runParameters(), d = session.choices().trainingTokens, flops = sixNd(n, d);
    const double from = std::min(1e18, flops / 3), to = std::max(1e26, flops * 3);
    PlotData content;
    const ChinchillaOptimum best = chinchillaOptimum(Laws::refit(), flops);
    content.finding = tr("%1 operations would be best spent on %2 parameters and %3 tokens")
                          .arg(Words::flops(flops), compact(best.parameters), compact(best.tokens));
    content.x.title = tr("Operations of the training (FLOPs)");
    content.x.words = [](double value) { return Words::flops(value); };
    content.y.title = tr("Best number of parameters");
    content.x.isLogarithmic = content.y.isLogarithmic = true;
    content.series.push_back(curve(Laws::refitName(), 1, from, to,
                                   [](double c) { return chinchillaOptimum(Laws::refit(), c).parameters; }));
    content.series.push_back(curve(Laws::hoffmannName(), 2, from, to, [](double c) {
        return chinchillaOptimum(Laws::hoffmann(), c).parameters;
    }));
    content.series.push_back(
        curve(Laws::kaplanName(), 3, from, to, [](double c) { return kaplanOptimum(c); }));
    PlotSeries published, own;
    published.name = tr("published");
    published.isNamed = false;
    published.style = PlotSeries::Style::Points;
    published.color = -1;
    for (const PublishedRun& run : publishedRuns()) {
        published.points.push_back({sixNd(run.parameters, run.tokens), run.parameters});
        published.pointNames += QString::fromUtf8(run.name.data(), qsizetype(run.name.size()));
    }
    own.name = tr("your training");
    own.isNamed = false;
    own.style = PlotSeries::Style::Points;
    own.color = 0;
    own.points = {{flops, n}};
    content.vertical.push_back({flops, tr("your training: %1").arg(compact(n))});
    content.series.push_back(published);
    content.series.push_back(own);
    return content;
}

} // namespace tokenarium
