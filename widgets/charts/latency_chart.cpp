// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws bars, lines and axes; the lines' names stand at their right ends.
#include "widgets/charts/latency_chart.h"

#include "widgets/charts/chart_style.h"
#include "widgets/style/quantity_text.h"

#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsSimpleTextItem>
#include <QHelpEvent>
#include <QLabel>
#include <QLineSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tokenarium {

struct LatencyChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QBarSeries* series = new QBarSeries;
    QBarSet* bars = new QBarSet(QString());
    QLineSeries *medianLine = new QLineSeries, *percentileLine = new QLineSeries;
    QValueAxis *tokens = new QValueAxis, *times = new QValueAxis;
    QGraphicsSimpleTextItem *medianText, *percentileText;
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        series->append(bars);
        series->setBarWidth(0.8);
        chart->addSeries(series);
        chart->addSeries(percentileLine);
        chart->addSeries(medianLine);
        chart->addAxis(tokens, Qt::AlignBottom);
        chart->addAxis(times, Qt::AlignLeft);
        for (QAbstractSeries* one :
             {static_cast<QAbstractSeries*>(series), static_cast<QAbstractSeries*>(medianLine),
              static_cast<QAbstractSeries*>(percentileLine)}) {
            one->attachAxis(tokens);
            one->attachAxis(times);
        }
        medianText = new QGraphicsSimpleTextItem(chart);
        percentileText = new QGraphicsSimpleTextItem(chart);
        for (QGraphicsSimpleTextItem* text : {medianText, percentileText}) text->setZValue(20);
        prepareChart(*chart, *view);
        tokens->setLabelFormat(QStringLiteral("%.0f"));
        tokens->setGridLineVisible(false);
        times->setTickCount(4);
        QObject::connect(chart, &QChart::plotAreaChanged, chart, [this] { placeTexts(); });
    }

    /// At the right end of its line, above or below it.
    void place(QGraphicsSimpleTextItem* text, const QLineSeries* line, bool below) const {
        text->setVisible(line->count() > 0);
        if (line->count() == 0) return;
        const QRectF plot = chart->plotArea(), box = text->boundingRect();
        const double y = chart->mapToPosition(line->at(1), const_cast<QLineSeries*>(line)).y();
        const double top = below ? y + 1 : y - box.height() - 1;
        text->setPos(std::round(plot.right() + 6),
                     std::round(std::clamp(top, plot.top() - 4, plot.bottom() - box.height())));
    }
    void placeTexts() const {
        place(percentileText, percentileLine, false);
        place(medianText, medianLine, true);
    }

    void applyColors() {
        applyChartColors(*chart, *view, {tokens, times}, colors);
        QColor grey = colors.text();
        grey.setAlphaF(0.6F);
        bars->setColor(colors.accent());
        bars->setBorderColor(Qt::transparent);
        medianLine->setPen(QPen(colors.text(), 1.5));
        percentileLine->setPen(QPen(grey, 1.5, Qt::DashLine));
        for (QGraphicsSimpleTextItem* text : {medianText, percentileText}) {
            text->setBrush(colors.text());
            text->setFont(view->font());
        }
    }
};

LatencyChart::LatencyChart(QWidget* parent)
    : QWidget(parent)
    , note(new QLabel(this))
    , chart(std::make_unique<Chart>(this)) {
    note->setObjectName(QStringLiteral("latencyNote"));
    note->setWordWrap(true);
    chart->view->setMinimumSize(240, 110);
    chart->view->viewport()->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(chart->view, 1);
    column->addWidget(note);
    chart->applyColors();
    refresh();
}

LatencyChart::~LatencyChart() { chart->view->viewport()->removeEventFilter(this); }

void LatencyChart::setBars(std::vector<LatencyBar> newBars, double medianSeconds,
                           double percentile95Seconds) {
    shown = std::move(newBars);
    median = medianSeconds;
    percentile95 = percentile95Seconds;
    refresh();
}

void LatencyChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
    refresh();
}

std::vector<double> LatencyChart::drawnHeights() const {
    std::vector<double> heights;
    for (int i = 0; i < chart->bars->count(); ++i) heights.push_back(chart->bars->at(i));
    return heights;
}

double LatencyChart::drawnMedian() const {
    return chart->medianLine->count() > 0 ? chart->medianLine->at(0).y() : 0;
}

void LatencyChart::refresh() {
    unit = median < 1e-3 ? 1e-6 : 1e-3;
    constexpr double mediansShown = 4;
    const double longest = mediansShown * median / unit;
    QList<qreal> heights;
    double highest = 0, cutSeconds = 0;
    std::size_t cut = 0;
    QStringList said;
    for (const LatencyBar& bar : shown) {
        const double height = bar.seconds / unit;
        heights.append(std::min(height, longest));
        highest = std::max(highest, heights.back());
        if (height > longest) ++cut;
        cutSeconds = std::max(cutSeconds, bar.seconds);
        said.append(durationText(bar.seconds));
    }
    chart->bars->remove(0, chart->bars->count());
    chart->bars->append(heights);
    const double right = std::max<double>(double(shown.size()), 8) - 0.5;
    const auto line = [&](double seconds) {
        return shown.empty() ? QList<QPointF>()
                             : QList<QPointF>{{-0.5, seconds / unit}, {right, seconds / unit}};
    };
    chart->medianLine->replace(line(median));
    chart->percentileLine->replace(line(std::min(percentile95, longest * unit)));
    chart->tokens->setRange(-0.5, right);
    chart->tokens->setLabelsVisible(false); // bars count themselves; the tool tip names the token
    chart->times->setRange(0, highest > 0 ? 1.05 * highest : 1);
    chart->times->setLabelFormat(highest < 10 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
    chart->times->setTickCount(4);
    chart->times->applyNiceNumbers();
    chart->times->setTitleText(unit < 1e-4 ? QStringLiteral("µs") : QStringLiteral("ms"));
    note->setText(
        cut == 0
            ? tr("One bar a token, in the order in which they came.")
            : tr("One bar a token, in the order in which they came. Cut off: %1; the longest took %2.")
                  .arg(cut)
                  .arg(durationText(cutSeconds)));
    chart->medianText->setText(tr("median"));
    chart->percentileText->setText(tr("95 %"));
    const double margin =
        std::max(chart->medianText->boundingRect().width(), chart->percentileText->boundingRect().width());
    chart->chart->setMargins(QMargins(0, 4, int(margin) + 10, 0));
    chart->placeTexts();
    setAccessibleName(tr("Time from token to token"));
    setAccessibleDescription(
        tr("Median %1, 95th percentile %2; token by token: %3")
            .arg(durationText(median), durationText(percentile95), said.join(QStringLiteral(", "))));
}

bool LatencyChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QPointF point = chart->chart->mapFromScene(chart->view->mapToScene(help->pos()));
    const auto index = std::lround(chart->chart->mapToValue(point, chart->series).x());
    const bool onBar =
        chart->chart->plotArea().contains(point) && index >= 0 && std::size_t(index) < shown.size();
    QToolTip::showText(
        help->globalPos(),
        onBar ? tr("‘%1’: %2")
                    .arg(shown[std::size_t(index)].label, durationText(shown[std::size_t(index)].seconds))
              : QString(),
        this);
    return true;
}

void LatencyChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::FontChange) setColors(chart->colors);
}

} // namespace tokenarium
