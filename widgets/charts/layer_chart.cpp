// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws lines and axes; the names at the ends of the lines are placed here, apart from each other.
#include "widgets/charts/layer_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsSimpleTextItem>
#include <QHelpEvent>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

QColor colorOf(LayerCurve::Kind kind, const TokenColors& colors) {
    QColor grey = colors.text();
    grey.setAlphaF(0.6F);
    switch (kind) {
    case LayerCurve::Kind::Main: return colors.accent();
    case LayerCurve::Kind::Yardstick: return grey;
    case LayerCurve::Kind::First: return colors.isDark() ? QColor(0x66a3cc) : QColor(0x2a7d99);
    case LayerCurve::Kind::Second: return colors.isDark() ? QColor(0xa98cc4) : QColor(0x6d69b0);
    }
    return grey;
}

} // namespace

/// Everything of Qt Charts.
struct LayerChart::Chart {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QValueAxis *layers = new QValueAxis, *values = new QValueAxis;
    QList<QLineSeries*> lines;
    QList<QGraphicsSimpleTextItem*> names;
    LayerChartData data;
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : view(new QChartView(chart, parent)) {
        chart->addAxis(layers, Qt::AlignBottom);
        chart->addAxis(values, Qt::AlignLeft);
        prepareChart(*chart, *view);
        layers->setLabelFormat(QStringLiteral("%.0f"));
        layers->setTickType(QValueAxis::TicksDynamic);
        values->setTickType(QValueAxis::TicksDynamic);
        QObject::connect(chart, &QChart::plotAreaChanged, chart, [this] { placeNames(); });
    }

    void setCurves() {
        while (lines.size() > qsizetype(data.curves.size())) {
            chart->removeSeries(lines.last());
            delete lines.takeLast();
            delete names.takeLast();
        }
        while (lines.size() < qsizetype(data.curves.size())) {
            lines.append(new QLineSeries);
            chart->addSeries(lines.last());
            lines.last()->attachAxis(layers);
            lines.last()->attachAxis(values);
            names.append(new QGraphicsSimpleTextItem(chart));
            names.last()->setZValue(20);
        }
        double top = 0;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const LayerCurve& curve = data.curves[std::size_t(i)];
            QList<QPointF> points;
            for (std::size_t at = 0; at < curve.values.size(); ++at) {
                points.append({double(curve.firstLayer + at), curve.values[at]});
                top = std::max(top, curve.values[at]);
            }
            lines[i]->replace(points);
            names[i]->setText(curve.name);
        }
        const double step = niceStep(top > 0 ? top : 1, 5);
        values->setTickInterval(step);
        values->setLabelFormat(step < 0.1 ? "%.2f" : step < 1 ? "%.1f" : "%.0f");
        values->setRange(0, std::max(step, std::ceil(top / step - 1e-9) * step));
        layers->setTickInterval(std::max(1.0, niceStep(double(data.layers), 12)));
        layers->setRange(0, double(std::max<std::size_t>(1, data.layers)));
        layers->setTitleText(data.layersTitle);
        values->setTitleText(data.valuesTitle);
    }

    /// Room for the names behind the ends of the lines; the rest is the chart's own layout.
    void arrange() {
        double widest = 0;
        for (const QGraphicsSimpleTextItem* name : std::as_const(names))
            widest = std::max(widest, name->boundingRect().width());
        chart->setMargins(QMargins(0, 0, int(std::ceil(widest)) + 10, 0));
        placeNames();
    }

    /// Names that would cover each other move down, then all up again where the last leaves the plot.
    void placeNames() {
        std::vector<std::pair<double, qsizetype>> order;
        for (qsizetype i = 0; i < names.size(); ++i) {
            names[i]->setVisible(lines[i]->count() > 0);
            if (lines[i]->count() == 0) continue;
            const QPointF end = chart->mapToPosition(lines[i]->at(lines[i]->count() - 1), lines[i]);
            order.emplace_back(end.y() - names[i]->boundingRect().height() / 2, i);
        }
        std::sort(order.begin(), order.end());
        double free = -1e9;
        for (auto& [top, i] : order) {
            top = std::max(top, free);
            free = top + names[i]->boundingRect().height();
        }
        double below = chart->plotArea().bottom() + QFontMetricsF(view->font()).height() / 2;
        for (auto entry = order.rbegin(); entry != order.rend(); ++entry) {
            entry->first = std::min(entry->first, below - names[entry->second]->boundingRect().height());
            below = entry->first;
        }
        for (const auto& [top, i] : order)
            names[i]->setPos(std::round(chart->plotArea().right() + 8), std::round(top));
    }

    void applyColors() {
        applyChartColors(*chart, *view, {layers, values}, colors);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const LayerCurve::Kind kind = data.curves[std::size_t(i)].kind;
            const QColor color = colorOf(kind, colors);
            const bool quiet = kind == LayerCurve::Kind::Yardstick;
            lines[i]->setPen(QPen(color, quiet ? 1.5 : 2.5, quiet ? Qt::DashLine : Qt::SolidLine));
            lines[i]->setPointsVisible(true);
            names[i]->setBrush(kind == LayerCurve::Kind::Main ? color : colors.text());
            names[i]->setFont(view->font());
        }
    }
};

LayerChart::LayerChart(QWidget* parent)
    : QWidget(parent)
    , title(new QLabel(this))
    , chart(std::make_unique<Chart>(this)) {
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont strong = title->font();
    strong.setBold(true);
    title->setFont(strong);
    chart->view->viewport()->installEventFilter(this);
    chart->view->setMinimumSize(240, 140);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(chart->view, 1);
    chart->applyColors();
}

LayerChart::~LayerChart() { chart->view->viewport()->removeEventFilter(this); }

const LayerChartData& LayerChart::data() const { return chart->data; }

void LayerChart::setData(LayerChartData data) {
    chart->data = std::move(data);
    title->setText(chart->data.finding);
    title->setVisible(!chart->data.finding.isEmpty());
    chart->setCurves();
    chart->applyColors();
    chart->arrange();
    describe();
}

void LayerChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
}

std::vector<double> LayerChart::shownValues(std::size_t curve) const {
    std::vector<double> values;
    for (const QPointF& point : chart->lines.value(qsizetype(curve))->points()) values.push_back(point.y());
    return values;
}

QString LayerChart::valuesAt(std::size_t layer) const {
    QStringList parts;
    for (const LayerCurve& curve : chart->data.curves) {
        if (layer < curve.firstLayer || layer - curve.firstLayer >= curve.values.size()) continue;
        parts +=
            QStringLiteral("%1 %2").arg(curve.name, QLocale().toString(curve.values[layer - curve.firstLayer],
                                                                       'f', chart->data.decimals));
    }
    return tr("layer %1: %2").arg(layer).arg(parts.join(QStringLiteral(", ")));
}

/// A chart is empty to a screen reader; the description says what the lines show.
void LayerChart::describe() {
    QStringList sentences{title->text()};
    for (std::size_t layer = 0; layer <= chart->data.layers; ++layer) sentences += valuesAt(layer);
    setAccessibleName(chart->data.valuesTitle);
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
}

bool LayerChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ToolTip && !chart->lines.isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPointF point = chart->chart->mapFromScene(chart->view->mapToScene(help->pos()));
        const double at = std::round(chart->chart->mapToValue(point, chart->lines.first()).x());
        const bool inside = at >= 0 && at <= double(chart->data.layers);
        QToolTip::showText(help->globalPos(), inside ? valuesAt(std::size_t(at)) : QString(), this);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LayerChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange) return;
    chart->applyColors();
    chart->arrange();
}

} // namespace tokenarium
