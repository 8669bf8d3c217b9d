// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws points, line and axes; the size of each batch stands at its point.
#include "widgets/charts/batch_chart.h"

#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QEvent>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {

struct BatchChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QLineSeries* line = new QLineSeries;
    QScatterSeries *dots = new QScatterSeries, *mark = new QScatterSeries;
    QValueAxis *latency = new QValueAxis, *throughput = new QValueAxis;
    QList<QGraphicsSimpleTextItem*> names; ///< one a point, owned by the chart
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        chart->addAxis(latency, Qt::AlignBottom);
        chart->addAxis(throughput, Qt::AlignLeft);
        for (QXYSeries* one :
             {static_cast<QXYSeries*>(line), static_cast<QXYSeries*>(dots), static_cast<QXYSeries*>(mark)}) {
            chart->addSeries(one);
            one->attachAxis(latency);
            one->attachAxis(throughput);
        }
        throughput->setLabelFormat(QStringLiteral("%.0f"));
        prepareChart(*chart, *view);
        QObject::connect(chart, &QChart::plotAreaChanged, chart, [this] { placeNames(); });
    }

    /// Above its point; a name that would lie on another one is left out.
    void placeNames() const {
        QList<QRectF> taken;
        for (qsizetype i = names.size(); i-- > 0;) {
            const QPointF at = chart->mapToPosition(dots->at(int(i)), dots);
            QRectF box = names[i]->boundingRect();
            box.moveTo(at.x() - box.width() / 2, at.y() - box.height() - 7);
            names[i]->setPos(box.topLeft());
            const bool isFree = std::none_of(taken.begin(), taken.end(),
                                             [&](const QRectF& other) { return other.intersects(box); });
            names[i]->setVisible(isFree && chart->plotArea().contains(at));
            if (names[i]->isVisible()) taken.append(box);
        }
    }

    void applyColors() {
        applyChartColors(*chart, *view, {latency, throughput}, colors);
        QColor grey = colors.text();
        grey.setAlphaF(0.5F);
        line->setPen(QPen(grey, 1.5));
        for (QScatterSeries* one : {dots, mark}) {
            one->setBorderColor(Qt::transparent);
            one->setColor(colors.accent());
        }
        dots->setMarkerSize(8);
        mark->setMarkerSize(15);
        for (QGraphicsSimpleTextItem* name : names) {
            name->setBrush(colors.text());
            name->setFont(view->font());
        }
    }
};

BatchChart::BatchChart(QWidget* parent) : QWidget(parent), chart(std::make_unique<Chart>(this)) {
    chart->view->setMinimumSize(240, 160);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(chart->view);
    chart->applyColors();
    refresh();
}

BatchChart::~BatchChart() = default;

void BatchChart::setPoints(std::vector<BatchPoint> newPoints, std::size_t current) {
    shown = std::move(newPoints);
    marked = current;
    refresh();
}

void BatchChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
    refresh();
}

std::vector<std::pair<double, double>> BatchChart::drawnPoints() const {
    std::vector<std::pair<double, double>> points;
    for (const QPointF& point : chart->dots->points()) points.emplace_back(point.x(), point.y());
    return points;
}

void BatchChart::refresh() {
    QList<QPointF> points, current;
    QStringList said;
    double right = 0, high = 0;
    for (const BatchPoint& one : shown) {
        const QPointF point(one.secondsPerStep * 1e3, one.tokensPerSecond());
        points.append(point);
        if (one.texts == marked) current.append(point);
        right = std::max(right, point.x());
        high = std::max(high, point.y());
        said.append(
            tr("%1 texts: %2 a step, %3 tokens/s")
                .arg(grouped(one.texts), durationText(one.secondsPerStep), speedText(one.tokensPerSecond())));
    }
    constexpr double air = 1.05;
    chart->latency->setRange(0, shown.empty() ? 1 : right * air);
    chart->throughput->setRange(0, shown.empty() ? 1 : high * air);
    chart->latency->setLabelFormat(right < 10 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
    for (QValueAxis* axis : {chart->latency, chart->throughput}) {
        axis->setTickCount(axis == chart->latency ? 8 : 5); // what it made of the last range does not count
        axis->applyNiceNumbers();
    }
    qDeleteAll(chart->names);
    chart->names.clear();
    for (const BatchPoint& one : shown)
        chart->names.append(new QGraphicsSimpleTextItem(grouped(one.texts), chart->chart));
    chart->line->replace(points);
    chart->dots->replace(points);
    chart->mark->replace(current);
    chart->latency->setTitleText(tr("time each text waits for its next token, ms"));
    chart->throughput->setTitleText(tr("tokens/s of all texts"));
    chart->applyColors();
    chart->placeNames();
    setAccessibleName(tr("Throughput against latency"));
    setAccessibleDescription(said.join(QStringLiteral("; ")));
}

void BatchChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::FontChange) setColors(chart->colors);
}

} // namespace tokenarium
