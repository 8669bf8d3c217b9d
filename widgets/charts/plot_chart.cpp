// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and words of a plot; what it looks like is plot_drawing's.
#include "widgets/charts/plot_chart.h"

#include "widgets/charts/plot_drawing.h"
#include "widgets/style/announcement.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {

PlotChart::PlotChart(QWidget* parent) : Chart(parent), drawing(std::make_unique<Drawing>(this)) {
    setFocusPolicy(Qt::StrongFocus);
    drawing->view->setMinimumSize(220, 140);
    drawing->view->viewport()->setMouseTracking(true);
    drawing->view->viewport()->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->addWidget(drawing->view);
    drawing->show();
}

PlotChart::~PlotChart() { drawing->view->viewport()->removeEventFilter(this); }

const PlotData& PlotChart::data() const { return drawing->data; }
QString PlotChart::finding() const { return drawing->data.finding; }

void PlotChart::setData(PlotData data) {
    const PlotData& old = drawing->data;
    const bool newFinding = data.finding != old.finding;
    if (data.x.title != old.x.title || data.x.isLogarithmic != old.x.isLogarithmic) drawing->rangeX.forget();
    if (data.y.title != old.y.title || data.y.isLogarithmic != old.y.isLogarithmic) drawing->rangeY.forget();
    drawing->data = std::move(data);
    drawing->show();
    if (newFinding) {
        setAccessibleName(drawing->data.finding);
        emit findingChanged();
    }
    QStringList said;
    for (const PlotSeries& series : drawing->data.series) {
        if (series.points.empty()) continue;
        const auto number = std::size_t(&series - drawing->data.series.data());
        said += drawing->told({number, 0});
        if (series.points.size() > 1) said += drawing->told({number, series.points.size() - 1});
    }
    setAccessibleDescription(
        said.join(QStringLiteral("; ")).replace(QLatin1Char('\n'), QStringLiteral(", ")));
}

ChartTable PlotChart::table() const {
    const PlotData& data = drawing->data;
    ChartTable table{{tr("series"), tr("point"), data.x.title, data.y.title}, {}};
    for (const PlotSeries& series : data.series)
        for (std::size_t i = 0; i < series.points.size(); ++i)
            table.rows.push_back({series.name, series.pointNames.value(qsizetype(i)),
                                  csvNumber(series.points[i].x()), csvNumber(series.points[i].y())});
    return table;
}

void PlotChart::setColors(const TokenColors& colors) {
    drawing->colors = colors;
    drawing->applyColors();
    drawing->arrange();
}

void PlotChart::setLit(std::optional<Point> point) {
    if (point == drawing->lit) return;
    drawing->lit = point;
    drawing->arrange();
    if (point) announce(*this, drawing->told(*point));
}

std::optional<PlotChart::Point> PlotChart::lit() const { return drawing->lit; }

std::vector<QPointF> PlotChart::shownPoints(std::size_t series) const {
    std::vector<QPointF> points;
    const bool isLine = drawing->lines[series]->count() > 0;
    const auto back = [](double number, bool isLogarithmic) {
        return isLogarithmic ? std::pow(10.0, number) : number;
    };
    for (const QPointF& point : (isLine ? drawing->lines : drawing->dots)[series]->points())
        points.emplace_back(back(point.x(), drawing->data.x.isLogarithmic),
                            back(point.y(), drawing->data.y.isLogarithmic));
    return points;
}

QPointF PlotChart::placeOf(double x, double y) const {
    const QPointF scene = drawing->chart->mapToScene(drawing->onScene({x, y}));
    return drawing->view->mapTo(this, drawing->view->mapFromScene(scene));
}

QStringList PlotChart::shownNames() const {
    QStringList names;
    for (std::size_t i = 0; i < drawing->names.count(); ++i)
        if (drawing->names.all()[i]->isVisible()) names += drawing->names.all()[i]->text();
    return names;
}

std::pair<double, double> PlotChart::shownRangeX() const { return {drawing->x->min(), drawing->x->max()}; }
std::pair<double, double> PlotChart::shownRangeY() const { return {drawing->y->min(), drawing->y->max()}; }

void PlotChart::changeEvent(QEvent* event) {
    Chart::changeEvent(event);
    if (event->type() == QEvent::FontChange) drawing->arrange();
}

bool PlotChart::eventFilter(QObject* watched, QEvent* event) {
    const auto pointed = [this, event] {
        const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
        return drawing->nearest(drawing->chart->mapFromScene(drawing->view->mapToScene(at)));
    };
    if (event->type() == QEvent::MouseMove) {
        const auto point = pointed();
        if (point != drawing->lit) {
            setLit(point);
            emit hovered(point);
        }
    }
    if (event->type() == QEvent::Leave && drawing->lit && !hasFocus()) {
        setLit(std::nullopt);
        emit hovered(std::nullopt);
    }
    if (event->type() == QEvent::MouseButtonPress) setFocus(Qt::MouseFocusReason);
    if (event->type() == QEvent::MouseButtonRelease)
        if (const auto point = pointed()) emit chosen(*point);
    return Chart::eventFilter(watched, event);
}

void PlotChart::keyPressEvent(QKeyEvent* event) {
    const auto& series = drawing->data.series;
    const auto hasPoints = [&](std::size_t number) { return !series[number].points.empty(); };
    std::optional<Point> at = drawing->lit;
    const int key = event->key();
    const bool isArrow =
        key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (isArrow && !at) {
        for (std::size_t i = 0; i < series.size() && !at; ++i)
            if (hasPoints(i)) at = Point{i, 0};
    } else if (key == Qt::Key_Left || key == Qt::Key_Right) {
        const std::size_t last = series[at->series].points.size() - 1;
        at->index = key == Qt::Key_Right ? std::min(at->index + 1, last) : at->index - (at->index > 0);
    } else if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const std::size_t count = series.size();
        for (std::size_t i = 1; i <= count; ++i) {
            const std::size_t next = (at->series + (key == Qt::Key_Down ? i : count - i)) % count;
            if (!hasPoints(next)) continue;
            *at = {next, std::min(at->index, series[next].points.size() - 1)};
            break;
        }
    } else if (key == Qt::Key_Escape && at) {
        at.reset();
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && at) {
        emit chosen(*at);
        return;
    } else {
        return Chart::keyPressEvent(event);
    }
    setLit(at);
    emit hovered(at);
}

void PlotChart::paintEvent(QPaintEvent*) {
    if (!hasFocus()) return;
    QPainter painter(this);
    QStyleOptionFocusRect frame;
    frame.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &frame, &painter, this);
}

void PlotChart::focusInEvent(QFocusEvent* event) {
    Chart::focusInEvent(event);
    update();
}

void PlotChart::focusOutEvent(QFocusEvent* event) {
    Chart::focusOutEvent(event);
    update();
}

} // namespace tokenarium
