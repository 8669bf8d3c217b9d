// SPDX-License-Identifier: GPL-3.0-or-later
// Words never stand upon each other: what finds no place beside its point is not shown until the point is
// lit.
#include "widgets/charts/plot_drawing.h"

#include "widgets/charts/chart_style.h"
#include "widgets/style/number_text.h"

#include <QFontMetricsF>
#include <QLineSeries>
#include <QScatterSeries>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double gap = 6, ringSize = 13, reach = 28; // pixels
enum Depth { gridDepth = 0, markDepth = 4, nameDepth = 20, litDepth = 30 };

bool hasLine(PlotSeries::Style style) { return style != PlotSeries::Style::Points; }
bool hasDots(PlotSeries::Style style) {
    return style == PlotSeries::Style::Points || style == PlotSeries::Style::LineAndPoints;
}

bool meetsAny(const QRectF& box, const std::vector<QRectF>& taken) {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const QRectF& other) { return other.intersects(box); });
}

} // namespace

PlotChart::Drawing::Drawing(QWidget* parent)
    : view(new QChartView(chart, parent))
    , grid(chart, gridDepth)
    , markLines(chart, markDepth)
    , tickWords(chart, gridDepth)
    , names(chart, nameDepth)
    , titles(chart, gridDepth)
    , ring(new QGraphicsEllipseItem(chart))
    , tellBox(new QGraphicsRectItem(chart))
    , tellText(new QGraphicsSimpleTextItem(chart)) {
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    prepareChart(*chart, *view);
    for (QValueAxis* axis : {x, y}) {
        axis->setLabelsVisible(false);
        axis->setGridLineVisible(false);
        axis->setLineVisible(false);
    }
    ring->setZValue(litDepth);
    tellBox->setZValue(litDepth);
    tellText->setZValue(litDepth + 1);
    QObject::connect(chart, &QChart::geometryChanged, chart, [this] { arrange(); });
}

QPointF PlotChart::Drawing::toAxis(QPointF value) const {
    const auto one = [](double number, bool isLogarithmic) {
        return isLogarithmic ? (number > 0 ? std::log10(number) : std::nan("")) : number;
    };
    return {one(value.x(), data.x.isLogarithmic), one(value.y(), data.y.isLogarithmic)};
}

QPointF PlotChart::Drawing::onScene(QPointF value) const {
    const QPointF at = toAxis(value);
    const QRectF plot = chart->plotArea();
    return {plot.left() + (at.x() - x->min()) / (x->max() - x->min()) * plot.width(),
            plot.bottom() - (at.y() - y->min()) / (y->max() - y->min()) * plot.height()};
}

bool PlotChart::Drawing::isShown(QPointF value) const {
    const QPointF place = onScene(value);
    return std::isfinite(place.x()) && std::isfinite(place.y()) &&
           chart->plotArea().adjusted(-1, -1, 1, 1).contains(place);
}

QString PlotChart::Drawing::wordsX(double value) const {
    return data.x.words ? data.x.words(value) : compact(value);
}
QString PlotChart::Drawing::wordsY(double value) const {
    return data.y.words ? data.y.words(value) : compact(value);
}

QString PlotChart::Drawing::told(Point point) const {
    const PlotSeries& series = data.series[point.series];
    const QPointF value = series.points[point.index];
    const bool isNamed = point.index < std::size_t(series.pointNames.size());
    const QString name = isNamed ? series.pointNames[qsizetype(point.index)] : series.name;
    const QString numbers =
        PlotChart::tr("%1: %2\n%3: %4").arg(data.x.title, wordsX(value.x()), data.y.title, wordsY(value.y()));
    return name.isEmpty() ? numbers : name + QLatin1Char('\n') + numbers;
}

void PlotChart::Drawing::makeSeries() {
    while (lines.size() > data.series.size()) {
        for (auto* all : {&lines, &dots}) {
            chart->removeSeries(all->back());
            delete all->back();
            all->pop_back();
        }
    }
    while (lines.size() < data.series.size()) {
        lines.push_back(new QLineSeries);
        auto* scatter = new QScatterSeries;
        scatter->setMarkerSize(9);
        dots.push_back(scatter);
        for (QXYSeries* series : {lines.back(), dots.back()}) {
            chart->addSeries(series);
            series->attachAxis(x);
            series->attachAxis(y);
        }
    }
}

void PlotChart::Drawing::setRanges() {
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    const auto include = [&](int axis, double number) {
        if (!std::isfinite(number)) return;
        low[axis] = std::min(low[axis], number);
        high[axis] = std::max(high[axis], number);
    };
    for (const PlotSeries& series : data.series)
        for (const QPointF& point : series.points) {
            const QPointF at = toAxis(point);
            if (!std::isfinite(at.x()) || !std::isfinite(at.y())) continue;
            include(0, at.x());
            include(1, at.y());
        }
    for (const PlotMark& mark : data.vertical) include(0, toAxis({mark.at, 1}).x());
    for (const PlotMark& mark : data.horizontal) include(1, toAxis({1, mark.at}).y());
    const auto fit = [&](int which, const PlotAxis& wanted, StillRange& still, QValueAxis& axis) {
        const auto end = [&](double number) { return wanted.isLogarithmic ? std::log10(number) : number; };
        if (!(low[which] <= high[which])) low[which] = 0, high[which] = 1;
        auto [from, to] = still.fit(wanted.from ? end(*wanted.from) : low[which],
                                    wanted.to ? end(*wanted.to) : high[which], wanted.isLogarithmic);
        if (wanted.from) from = end(*wanted.from);
        if (wanted.to) to = end(*wanted.to);
        axis.setRange(from, to > from ? to : from + 1);
    };
    fit(0, data.x, rangeX, *x);
    fit(1, data.y, rangeY, *y);
}

void PlotChart::Drawing::show() {
    makeSeries();
    setRanges();
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        QList<QPointF> points;
        for (const QPointF& point : data.series[i].points) {
            const QPointF at = toAxis(point);
            if (std::isfinite(at.x()) && std::isfinite(at.y())) points += at;
        }
        lines[i]->replace(hasLine(data.series[i].style) ? points : QList<QPointF>());
        dots[i]->replace(hasDots(data.series[i].style) ? points : QList<QPointF>());
    }
    if (lit && (lit->series >= data.series.size() || lit->index >= data.series[lit->series].points.size()))
        lit.reset();
    applyColors();
    arrange();
}

void PlotChart::Drawing::applyColors() {
    applyChartColors(*chart, *view, {x, y}, colors);
    for (QValueAxis* axis : {x, y}) axis->setGridLineVisible(false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QColor color = seriesColor(data.series[i].color, colors);
        const bool isDashed = data.series[i].style == PlotSeries::Style::Dashed;
        lines[i]->setPen(QPen(color, 2.4, isDashed ? Qt::DashLine : Qt::SolidLine));
        static_cast<QScatterSeries*>(dots[i])->setBrush(color);
        dots[i]->setPen(QPen(colors.background(), 1));
    }
    ring->setPen(QPen(colors.text(), 2));
    tellBox->setBrush(colors.background());
    tellBox->setPen(QPen(seriesColor(-1, colors), 1));
    tellText->setBrush(colors.text());
}

QGraphicsSimpleTextItem& PlotChart::Drawing::word(ItemPool<QGraphicsSimpleTextItem>& pool,
                                                  const QString& text, const QColor& color) {
    QGraphicsSimpleTextItem& item = pool.next();
    if (item.font() != view->font()) item.setFont(view->font());
    if (item.text() != text) item.setText(text); // both lay the word out
    item.setBrush(color);
    return item;
}

/// The plot is placed by hand: left to itself the chart's room depends on labels that depend on the room.
void PlotChart::Drawing::arrange() {
    const QFontMetricsF metrics(view->font());
    const QSizeF size = chart->size();
    if (size.width() < 40 || size.height() < 40) return;
    const int most = std::max(2, int(size.height() / (3 * metrics.height())));
    double left = 0;
    for (const double tick : axisTicks(y->min(), y->max(), data.y.isLogarithmic, most))
        left = std::max(left, metrics.horizontalAdvance(wordsY(tick)));
    double right = metrics.horizontalAdvance(QStringLiteral("00"));
    for (const PlotSeries& series : data.series)
        if (series.isNamed && hasLine(series.style) && !series.points.empty())
            right = std::max(right,
                             std::min(metrics.horizontalAdvance(series.name) + 2 * gap, 0.34 * size.width()));
    const double top = metrics.height() * 1.25 + gap, bottom = 2.5 * metrics.height() + gap;
    const QRectF plot(left + 2 * gap, top, std::max(size.width() - left - 2 * gap - right, 30.0),
                      std::max(size.height() - top - bottom, 30.0));
    chart->setPlotArea(plot);
    grid.begin();
    tickWords.begin();
    titles.begin();
    names.begin();
    markLines.begin();
    placeGrid(plot);
    placeTitles(plot);
    placeNames(plot);
    for (auto* pool : {&tickWords, &titles, &names}) pool->end();
    grid.end();
    markLines.end();
    placeLit(plot);
}

void PlotChart::Drawing::placeGrid(const QRectF& plot) {
    const QFontMetricsF metrics(view->font());
    QColor faint = colors.text();
    faint.setAlphaF(0.13F);
    const auto line = [&](double x1, double y1, double x2, double y2) {
        QGraphicsLineItem& item = grid.next();
        item.setPen(QPen(faint, 1));
        item.setLine(x1, y1, x2, y2);
    };
    const int mostY = std::max(2, int(plot.height() / (2.2 * metrics.height())));
    for (const double tick : axisTicks(y->min(), y->max(), data.y.isLogarithmic, mostY)) {
        const double at = onScene({data.x.isLogarithmic ? 1.0 : 0.0, tick}).y();
        line(plot.left(), at, plot.right(), at);
        auto& words = word(tickWords, wordsY(tick), colors.text());
        words.setPos(plot.left() - gap - words.boundingRect().width(),
                     at - words.boundingRect().height() / 2);
    }
    const double widest =
        metrics.horizontalAdvance(wordsX(data.x.isLogarithmic ? std::pow(10.0, x->max()) : x->max()));
    const int mostX = std::max(2, int(plot.width() / (widest + 5 * gap)));
    double free = -1e9;
    for (const double tick : axisTicks(x->min(), x->max(), data.x.isLogarithmic, mostX)) {
        const double at = onScene({tick, data.y.isLogarithmic ? 1.0 : 0.0}).x();
        line(at, plot.top(), at, plot.bottom());
        const double width = metrics.horizontalAdvance(wordsX(tick));
        const double begin = std::min(at - width / 2, chart->size().width() - width);
        if (begin < free) continue;
        free = begin + width + gap;
        word(tickWords, wordsX(tick), colors.text()).setPos(begin, plot.bottom() + gap / 2);
    }
}

/// Both lie flat, so that nobody has to turn the head.
void PlotChart::Drawing::placeTitles(const QRectF& plot) {
    const auto named = [](const PlotAxis& axis) {
        return axis.isLogarithmic && !axis.title.isEmpty() ? PlotChart::tr("%1 (log scale)").arg(axis.title)
                                                           : axis.title;
    };
    word(titles, named(data.y), colors.text()).setPos(0, 0);
    auto& below = word(titles, named(data.x), colors.text());
    below.setPos(std::max(0.0, plot.right() - below.boundingRect().width()),
                 chart->size().height() - below.boundingRect().height());
}

void PlotChart::Drawing::placeMarks(const QRectF& plot, std::vector<QRectF>& taken) {
    const QColor ink = colors.text();
    const auto line = [&](const QLineF& where) {
        QGraphicsLineItem& item = markLines.next();
        item.setPen(QPen(ink, 1.2, Qt::DotLine));
        item.setLine(where);
    };
    for (const PlotMark& mark : data.vertical) {
        const double at = onScene({mark.at, 1}).x();
        if (!std::isfinite(at) || at < plot.left() - 1 || at > plot.right() + 1) continue;
        line({at, plot.top(), at, plot.bottom()});
        auto& words = word(names, mark.name, ink);
        QRectF box = words.boundingRect().translated(at + gap, plot.top());
        if (box.right() > plot.right()) box.moveRight(at - gap);
        while (meetsAny(box, taken) && box.bottom() < plot.bottom()) box.translate(0, box.height());
        words.setPos(box.topLeft());
        taken.push_back(box);
    }
    for (const PlotMark& mark : data.horizontal) {
        const double at = onScene({1, mark.at}).y();
        if (!std::isfinite(at) || at < plot.top() - 1 || at > plot.bottom() + 1) continue;
        line({plot.left(), at, plot.right(), at});
        auto& words = word(names, mark.name, ink);
        QRectF box = words.boundingRect().translated(plot.left() + gap, 0);
        box.moveBottom(at - 1);
        while (meetsAny(box, taken) && box.right() < plot.right()) box.translate(box.width() / 2, 0);
        words.setPos(box.topLeft());
        taken.push_back(box);
    }
}

/// First what is lit, then marks, then curves at their ends, then points.
void PlotChart::Drawing::placeNames(const QRectF& plot) {
    std::vector<QRectF> taken;
    placeMarks(plot, taken);
    const double edge = chart->size().width();
    for (const PlotSeries& series : data.series) {
        if (!series.isNamed || !hasLine(series.style) || series.name.isEmpty()) continue;
        const auto last = std::find_if(series.points.rbegin(), series.points.rend(),
                                       [this](const QPointF& point) { return isShown(point); });
        if (last == series.points.rend()) continue;
        const QPointF end = onScene(*last);
        auto& words = word(names, series.name, seriesColor(series.color, colors));
        QRectF box = words.boundingRect();
        box.moveTopLeft({end.x() + gap, end.y() - box.height() / 2});
        if (box.right() > edge) box.moveRight(edge);
        box.moveTop(std::clamp(box.top(), 0.0, std::max(0.0, plot.bottom() - box.height())));
        const double start = box.top();
        for (int step = 1; meetsAny(box, taken) && step < 40; ++step) // below, above, further below …
            box.moveTop(start + (step % 2 ? 1 : -1) * ((step + 1) / 2) * box.height() / 3);
        words.setPos(box.topLeft());
        taken.push_back(box);
    }
    placePointNames(plot, taken);
}

/// Places every few pixels of all curves, and all points.
std::vector<QPointF> PlotChart::Drawing::inkedPlaces() const {
    constexpr double step = 5;
    std::vector<QPointF> places;
    for (const PlotSeries& series : data.series)
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const QPointF here = onScene(series.points[i]);
            if (!std::isfinite(here.x()) || !std::isfinite(here.y())) continue;
            places.push_back(here);
            if (i == 0 || !hasLine(series.style)) continue;
            const QLineF way(onScene(series.points[i - 1]), here);
            if (!std::isfinite(way.length())) continue;
            const double pieces = std::min(std::floor(way.length() / step), 400.0);
            for (double piece = 1; piece < pieces; ++piece) places.push_back(way.pointAt(piece / pieces));
        }
    return places;
}

void PlotChart::Drawing::placePointNames(const QRectF& plot, std::vector<QRectF>& taken) {
    const auto isNamed = [](const PlotSeries& series) { return !series.pointNames.isEmpty(); };
    if (std::none_of(data.series.begin(), data.series.end(), isNamed)) return;
    const std::vector<QPointF> inked = inkedPlaces();
    const auto coversInk = [&](const QRectF& box) {
        return std::any_of(inked.begin(), inked.end(),
                           [&](const QPointF& place) { return box.contains(place); });
    };
    const double edge = chart->size().width();
    const auto isFree = [&](const QRectF& box) {
        return box.left() >= plot.left() && box.right() <= edge && box.top() >= 0 &&
               box.bottom() <= plot.bottom() && !meetsAny(box, taken);
    };
    for (const PlotSeries& series : data.series)
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const QString name = series.pointNames.value(qsizetype(i));
            if (name.isEmpty() || !isShown(series.points[i])) continue;
            auto& words = word(names, name, colors.text());
            const QRectF size = words.boundingRect().translated(onScene(series.points[i]));
            const double w = size.width(), h = size.height();
            std::optional<QRectF> best;
            for (const QPointF& corner :
                 {QPointF(gap + 2, -h / 2), QPointF(-gap - 2 - w, -h / 2), QPointF(-w / 2, -h - gap),
                  QPointF(-w / 2, gap), QPointF(gap, -h - 1), QPointF(gap, 1)}) {
                const QRectF box = size.translated(corner);
                if (!isFree(box)) continue;
                if (!best) best = box; // upon a curve is better than nowhere
                if (coversInk(box)) continue;
                best = box;
                break;
            }
            words.setVisible(best.has_value());
            if (!best) continue;
            words.setPos(best->topLeft());
            taken.push_back(*best);
        }
}

void PlotChart::Drawing::placeLit(const QRectF& plot) {
    const bool isLit = lit && isShown(data.series[lit->series].points[lit->index]);
    for (QGraphicsItem* item : std::initializer_list<QGraphicsItem*>{ring, tellBox, tellText})
        item->setVisible(isLit);
    if (!isLit) return;
    const QPointF at = onScene(data.series[lit->series].points[lit->index]);
    ring->setRect(at.x() - ringSize / 2, at.y() - ringSize / 2, ringSize, ringSize);
    tellText->setFont(view->font());
    tellText->setText(told(*lit));
    QRectF box = tellText->boundingRect().adjusted(-gap, -gap / 2, gap, gap / 2);
    box.moveTopLeft(at + QPointF(ringSize, ringSize));
    if (box.right() > chart->size().width()) box.moveRight(at.x() - ringSize);
    if (box.bottom() > plot.bottom()) box.moveBottom(at.y() - ringSize);
    box.moveLeft(std::max(0.0, box.left()));
    box.moveTop(std::max(0.0, box.top()));
    tellBox->setRect(box);
    tellText->setPos(box.topLeft() + QPointF(gap, gap / 2));
}

std::optional<PlotChart::Point> PlotChart::Drawing::nearest(QPointF inChart) const {
    std::optional<Point> best;
    double least = reach * reach;
    for (std::size_t series = 0; series < data.series.size(); ++series)
        for (std::size_t i = 0; i < data.series[series].points.size(); ++i) {
            const QPointF value = data.series[series].points[i];
            if (!isShown(value)) continue;
            const QPointF way = onScene(value) - inChart;
            const double distance = QPointF::dotProduct(way, way);
            if (distance >= least) continue;
            least = distance;
            best = Point{series, i};
        }
    return best;
}

} // namespace tokenarium
