// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws everything; the colours of the axes' titles say which curve belongs to which.
#include "widgets/charts/curve_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_style.h"

#include <QEvent>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QLogValueAxis>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

void fitAxis(QValueAxis& axis, double top, int steps) {
    const double step = niceStep(top > 0 ? top : 1, steps);
    axis.setTickInterval(step);
    axis.setLabelFormat(step < 0.1 ? QStringLiteral("%.2f")
                        : step < 1 ? QStringLiteral("%.1f")
                                   : QStringLiteral("%.0f"));
    axis.setRange(0, std::max(step, std::ceil(top / step - 1e-9) * step));
}

double highest(const std::vector<QPointF>& points) {
    double top = 0;
    for (const QPointF& point : points)
        if (std::isfinite(point.y())) top = std::max(top, point.y());
    return top;
}

} // namespace

/// Everything of Qt Charts.
struct CurveChart::Chart {
    QLabel* title;
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QValueAxis *even = new QValueAxis, *left = new QValueAxis, *right = new QValueAxis;
    QLogValueAxis* doubling = new QLogValueAxis;
    QLineSeries *first = new QLineSeries, *second = new QLineSeries;
    QScatterSeries* mark = new QScatterSeries;
    CurveChartData data;
    TokenColors colors = TokenColors::light();

    explicit Chart(QWidget* parent) : title(new QLabel(parent)), view(new QChartView(chart, parent)) {
        chart->addAxis(even, Qt::AlignBottom);
        chart->addAxis(doubling, Qt::AlignBottom);
        chart->addAxis(left, Qt::AlignLeft);
        chart->addAxis(right, Qt::AlignRight);
        for (QValueAxis* axis : {even, left, right}) axis->setTickType(QValueAxis::TicksDynamic);
        doubling->setBase(2);
        doubling->setLabelFormat(QStringLiteral("%.0f"));
        for (QXYSeries* series : std::initializer_list<QXYSeries*>{first, second, mark})
            chart->addSeries(series);
        for (QXYSeries* series : std::initializer_list<QXYSeries*>{first, mark}) series->attachAxis(left);
        second->attachAxis(right);
        mark->setMarkerSize(12);
        prepareChart(*chart, *view);
    }

    void show() {
        for (QXYSeries* series : std::initializer_list<QXYSeries*>{first, second, mark}) {
            for (QAbstractAxis* axis :
                 {static_cast<QAbstractAxis*>(even), static_cast<QAbstractAxis*>(doubling)})
                if (series->attachedAxes().contains(axis)) series->detachAxis(axis);
            series->attachAxis(data.doublingSteps ? static_cast<QAbstractAxis*>(doubling) : even);
        }
        even->setVisible(!data.doublingSteps);
        doubling->setVisible(data.doublingSteps);
        right->setVisible(!data.rightTitle.isEmpty());
        double end = 1;
        for (const QPointF& point : data.left) end = std::max(end, point.x());
        fitAxis(*even, end, 6);
        doubling->setRange(1.5, std::max(end, 2.0) * 1.2);
        fitAxis(*left, highest(data.left), 4);
        fitAxis(*right, highest(data.right), 4);
        first->replace(QList<QPointF>(data.left.begin(), data.left.end()));
        second->replace(QList<QPointF>(data.right.begin(), data.right.end()));
        mark->clear();
        for (const QPointF& point : data.left)
            if (data.marked && std::abs(point.x() - *data.marked) < 1e-6) mark->append(point);
        even->setTitleText(data.xTitle);
        doubling->setTitleText(data.xTitle);
        left->setTitleText(data.leftTitle);
        right->setTitleText(data.rightTitle);
        applyColors();
    }

    void applyColors() {
        applyChartColors(*chart, *view, {even, doubling, left, right}, colors);
        const QColor quiet = colors.isDark() ? QColor(0x66a3cc) : QColor(0x2a7d99);
        first->setPen(QPen(colors.accent(), 2.5));
        first->setPointsVisible(data.left.size() < 30);
        second->setPen(QPen(quiet, 2, Qt::DashLine));
        mark->setBrush(colors.accent());
        mark->setPen(QPen(colors.text(), 1.5));
        if (data.rightTitle.isEmpty()) return;
        left->setTitleBrush(colors.accent());
        right->setTitleBrush(quiet);
    }
};

CurveChart::CurveChart(QWidget* parent) : QWidget(parent), chart(std::make_unique<Chart>(this)) {
    chart->title->setWordWrap(true);
    QFont strong = font();
    strong.setBold(true);
    chart->title->setFont(strong);
    chart->view->setMinimumSize(200, 110);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(chart->title);
    column->addWidget(chart->view, 1);
    chart->show();
}

CurveChart::~CurveChart() = default;

const CurveChartData& CurveChart::data() const { return chart->data; }

void CurveChart::setData(CurveChartData data) {
    chart->data = std::move(data);
    chart->title->setText(chart->data.finding);
    chart->title->setVisible(!chart->data.finding.isEmpty());
    chart->show();
    QStringList told{chart->data.finding};
    for (std::size_t i = 0; i < chart->data.left.size(); ++i) {
        const QPointF& point = chart->data.left[i];
        QString one = QStringLiteral("%1: %2").arg(QLocale().toString(point.x(), 'f', 0),
                                                   QLocale().toString(point.y(), 'g', 4));
        if (i < chart->data.right.size())
            one += QStringLiteral(", ") + QLocale().toString(chart->data.right[i].y(), 'g', 3);
        told += one;
    }
    setAccessibleName(chart->data.leftTitle.isEmpty() ? chart->data.finding
                      : chart->data.rightTitle.isEmpty()
                          ? chart->data.leftTitle
                          : chart->data.leftTitle + QStringLiteral(", ") + chart->data.rightTitle);
    setAccessibleDescription(told.join(QStringLiteral("; ")));
}

void CurveChart::setColors(const TokenColors& colors) {
    chart->colors = colors;
    chart->applyColors();
}

std::vector<QPointF> CurveChart::shownLeft() const {
    const QList<QPointF> points = chart->first->points();
    return {points.begin(), points.end()};
}

void CurveChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) chart->applyColors();
}

} // namespace tokenarium
