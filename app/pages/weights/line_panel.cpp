// SPDX-License-Identifier: GPL-3.0-or-later
// Sliders, drags and keys all go through the session, so that each is one step back.
#include "app/pages/weights/line_panel.h"

#include "app/weights/weights_session.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/line_fit_chart.h"
#include "widgets/figures/figure_list.h"
#include "widgets/value_slider.h"

#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double mostCharacters = 110, mostTokens = 30;
enum Part { SlopePart = 0, InterceptPart = 1, LeftPart = 2, RightPart = 3, FirstPoint = 4 };

QString decimals(double value, int digits) { return QLocale().toString(value, 'f', digits); }

std::vector<double> steps(double from, double to, int count) {
    std::vector<double> values;
    for (int i = 0; i <= count; ++i) values.push_back(from + (to - from) * i / count);
    return values;
}

/// "(5 − 13.8)² + …": three terms of the sum.
QString termsOf(const LineChoice& choice, const FitLine& line) {
    QStringList terms;
    for (std::size_t i = 0; i < std::min<std::size_t>(choice.points.size(), 3); ++i)
        terms += QStringLiteral("(%1 − %2)²")
                     .arg(decimals(choice.points[i].y, 1), decimals(line.at(choice.points[i].x), 1));
    return terms.join(QStringLiteral(" + ")) + QStringLiteral(" + … = ") +
           decimals(squaredError(choice.points, line), 2);
}

Figure numbered(const QString& label, const QString& value, const QString& formula,
                const QString& filled = {}) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.formula = formula;
    figure.filled = filled;
    return figure;
}

} // namespace

LinePanel::LinePanel(WeightsSession& session, QWidget* parent)
    : QWidget(parent)
    , state(session)
    , chart(new LineFitChart)
    , frame(new ChartFrame(chart, QStringLiteral("line"), this))
    , slope(new ValueSlider(this))
    , intercept(new ValueSlider(this))
    , fit(new QPushButton(this))
    , restore(new QPushButton(this))
    , figures(new FigureList(this)) {
    chart->setObjectName(QStringLiteral("lineChart"));
    slope->slider().setObjectName(QStringLiteral("lineSlope"));
    intercept->slider().setObjectName(QStringLiteral("lineIntercept"));
    fit->setObjectName(QStringLiteral("lineFit"));
    restore->setObjectName(QStringLiteral("lineRestore"));
    figures->setObjectName(QStringLiteral("lineFigures"));
    slope->setValues(steps(-0.2, 0.6, 160));
    intercept->setValues(steps(-10, 20, 120));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(fit);
    buttons->addWidget(restore);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(frame, 1);
    auto* sliders = new QHBoxLayout;
    sliders->setSpacing(16);
    sliders->addWidget(slope);
    sliders->addWidget(intercept);
    column->addLayout(sliders);
    column->addLayout(buttons);
    column->addWidget(figures);
    const auto setLine = [this](FitLine line, int part) {
        LineChoice wanted = state.line();
        wanted.line = line;
        state.setLine(wanted, part);
    };
    connect(slope, &ValueSlider::valueChosen, this, [this, setLine](double value) {
        setLine({value, state.line().line.intercept}, SlopePart);
    });
    connect(intercept, &ValueSlider::valueChosen, this, [this, setLine](double value) {
        setLine({state.line().line.slope, value}, InterceptPart);
    });
    connect(chart, &LineFitChart::lineMoved, this,
            [setLine](FitLine line, int grip) { setLine(line, LeftPart + grip); });
    connect(chart, &LineFitChart::pointMoved, this, [this](std::size_t point, FitPoint to) {
        LineChoice wanted = state.line();
        wanted.points[point] = to;
        state.setLine(wanted, FirstPoint + int(point));
    });
    connect(fit, &QPushButton::clicked, this,
            [this, setLine] { setLine(leastSquares(state.line().points), -1); });
    connect(restore, &QPushButton::clicked, this, [this] { state.setLine(firstLine(), -1); });
    connect(&state, &WeightsSession::lineChanged, this, &LinePanel::refresh);
    connect(frame, &ChartFrame::said, this, &LinePanel::said);
    retranslate();
}

void LinePanel::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    figures->setColors(colors);
}

void LinePanel::refresh() {
    const LineChoice& choice = state.line();
    const FitLine best = leastSquares(choice.points);
    LineFitData content;
    const double byHand = squaredError(choice.points, choice.line), least = squaredError(choice.points, best);
    content.finding = byHand <= least * 1.005
                          ? tr("Two parameters, fitted: no line misses these points by less")
                          : tr("Two parameters: your line misses by %1, the best one by %2")
                                .arg(decimals(byHand, 1), decimals(least, 1));
    content.xTitle = tr("characters of an English saying");
    content.yTitle = tr("tokens (o200k_base)");
    content.points = choice.points;
    content.names = sayings();
    content.line = choice.line;
    content.best = best;
    content.mostX = mostCharacters;
    content.mostY = mostTokens;
    chart->setData(std::move(content));
    slope->setValue(choice.line.slope);
    intercept->setValue(choice.line.intercept);
    showFigures();
}

void LinePanel::showFigures() {
    const LineChoice& choice = state.line();
    const FitLine best = leastSquares(choice.points);
    const auto lineText = [](const FitLine& line) {
        return (line.intercept < 0 ? tr("%1 × characters − %2") : tr("%1 × characters + %2"))
            .arg(decimals(line.slope, 3), decimals(std::abs(line.intercept), 2));
    };
    Figure byHand = numbered(tr("Your squared error"), decimals(squaredError(choice.points, choice.line), 2),
                             tr("Σ (tokens − line)², the area of all squares"), termsOf(choice, choice.line));
    byHand.isMain = true;
    Figure yours =
        numbered(tr("Your line"), lineText(choice.line),
                 tr("Yours to change: sliders, the handles in the chart, or the arrow keys there"));
    yours.from = Provenance::Assumed;
    const Figure least = numbered(tr("Least squared error"), decimals(squaredError(choice.points, best), 2),
                                  tr("Σ (tokens − best line)²"), termsOf(choice, best));
    const Figure bestLine =
        numbered(tr("Best line"), lineText(best),
                 tr("slope = Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)²; the line goes through the means"));
    const bool moved = choice.points != firstLine().points;
    Figure points = numbered(tr("Points"),
                             moved ? tr("moved by you") : QLocale().toString(int(choice.points.size())), {});
    points.from = moved ? Provenance::Assumed : Provenance::Measured;
    points.source = tr("Tokens of eight English sayings, counted with o200k_base on 2026-11-22");
    figures->setFigures({byHand, yours, least, bestLine, points});
}

void LinePanel::retranslate() {
    // The line may lie between two steps of a slider; what is said is the line's own number.
    slope->setTexts(
        tr("Slope"), [this](double) { return decimals(state.line().line.slope, 3); },
        tr("First parameter: tokens for each character more"));
    intercept->setTexts(
        tr("Intercept"), [this](double) { return decimals(state.line().line.intercept, 2); },
        tr("Second parameter: where the line begins"));
    fit->setText(tr("Least squares"));
    fit->setToolTip(tr("Training in one step: the line with the least squared error"));
    restore->setText(tr("Start again"));
    restore->setToolTip(tr("Points and line as they were at first"));
    refresh();
}

} // namespace tokenarium
