// SPDX-License-Identifier: GPL-3.0-or-later
// Qt Charts draws bars; names, values, ticks and the names of segments are placed by hand.
#include "widgets/charts/bars_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_style.h"
#include "widgets/style/announcement.h"
#include "widgets/style/number_text.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsRectItem>
#include <QHelpEvent>
#include <QHorizontalStackedBarSeries>
#include <QKeyEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenarium {
namespace {

constexpr double gap = 6, barShare = 0.66;

double total(const ChartBar& row) { return std::accumulate(row.parts.begin(), row.parts.end(), 0.0); }

} // namespace

/// Rows are numbered from the top; the category axis counts from the bottom. Bars begin at `from`: Qt would
/// let those of negative exponents grow to the left.
struct BarsChart::Drawing {
    QChart* chart = new QChart; ///< owned by the view, made before it
    QChartView* view;
    QHorizontalStackedBarSeries* series = new QHorizontalStackedBarSeries;
    QBarCategoryAxis* rows = new QBarCategoryAxis;
    QValueAxis* amounts = new QValueAxis;
    ItemPool<QGraphicsSimpleTextItem> names, values, ticks;
    ItemPool<QGraphicsRectItem> keys, hatching;
    ItemPool<QGraphicsLineItem> grid;
    StillRange range;
    double from = 0, to = 1; ///< ends of the axis; exponents where it is logarithmic
    BarsData data;
    TokenColors colors = TokenColors::light();
    std::vector<QColor> inks; ///< of the segments

    explicit Drawing(QWidget* parent)
        : view(new QChartView(chart, parent))
        , names(chart, 20)
        , values(chart, 20)
        , ticks(chart)
        , keys(chart, 20)
        , hatching(chart, 19)
        , grid(chart) {
        series->setBarWidth(barShare);
        chart->addSeries(series);
        chart->addAxis(rows, Qt::AlignLeft);
        chart->addAxis(amounts, Qt::AlignBottom);
        series->attachAxis(rows);
        series->attachAxis(amounts);
        prepareChart(*chart, *view);
        for (QAbstractAxis* axis : std::initializer_list<QAbstractAxis*>{rows, amounts}) {
            axis->setLabelsVisible(false);
            axis->setGridLineVisible(false);
            axis->setLineVisible(false);
        }
        QObject::connect(chart, &QChart::geometryChanged, chart, [this] { arrange(); });
    }

    QString words(double value) const { return data.words ? data.words(value) : compact(value); }
    double exponent(double value) const { return value > 0 ? std::log10(value) : -INFINITY; }
    /// Where it lies on the axis.
    double onAxis(double value) const {
        if (!data.isLogarithmic) return value;
        return std::max(exponent(value), from);
    }

    void setRange() {
        double low = INFINITY, high = -INFINITY;
        for (const ChartBar& row : data.rows) {
            const double at = data.isLogarithmic ? exponent(total(row)) : total(row);
            if (!std::isfinite(at)) continue;
            low = std::min(low, at);
            high = std::max(high, at);
        }
        if (!(low <= high)) low = 0, high = 1;
        const auto [begin, end] = range.fit(data.isLogarithmic ? low - 0.3 : 0, high, data.isLogarithmic);
        from = begin;
        to = end > begin ? end : begin + 1;
        amounts->setRange(0, to - from);
    }

    void show() {
        setRange();
        showCategories();
        QList<QBarSet*> sets;
        for (std::size_t part = 0; part < data.segments.size(); ++part) {
            QList<qreal> lengths;
            for (auto row = data.rows.rbegin(); row != data.rows.rend(); ++row)
                lengths += lengthOf(*row, part);
            auto* set = new QBarSet(data.segments[part]);
            set->append(lengths);
            sets += set;
        }
        series->clear();
        series->append(sets);
        applyColors();
        arrange();
    }

    double lengthOf(const ChartBar& row, std::size_t part) const {
        const double value = part < row.parts.size() ? row.parts[part] : 0;
        if (!data.isLogarithmic) return std::isfinite(value) ? value : 0;
        return onAxis(value) - from;
    }

    /// Numbers, for Qt drops a name that comes twice.
    void showCategories() {
        if (rows->count() == int(data.rows.size())) return;
        QStringList numbers;
        for (std::size_t i = 0; i < data.rows.size(); ++i) numbers += QString::number(i);
        rows->setCategories(numbers);
    }

    void applyColors() {
        applyChartColors(*chart, *view, {rows, amounts}, colors);
        inks.clear();
        const bool isPlain = data.segments.size() < 2;
        for (int part = 0; part < series->count(); ++part) {
            inks.push_back(seriesColor(isPlain ? 1 : part + 1, colors));
            QBarSet* set = series->barSets()[part];
            set->setColor(inks.back());
            set->setBorderColor(Qt::transparent);
            if (!data.lit || !isPlain) continue;
            set->setSelectedColor(colors.accent());
            set->setBarSelected(int(data.rows.size() - 1 - *data.lit), true);
        }
        for (QAbstractAxis* axis : std::initializer_list<QAbstractAxis*>{rows, amounts})
            axis->setGridLineVisible(false);
    }

    /// Height that all rows, the names of the segments and the axis want, for a width.
    int wantedHeight() const {
        const QFontMetricsF metrics(view->font());
        const double row = metrics.height() * 1.35;
        return int(std::ceil(row * double(std::max<std::size_t>(data.rows.size(), 1)) +
                             headHeight(view->width()) + footHeight() + 8));
    }
    double footHeight() const {
        const QFontMetricsF metrics(view->font());
        return data.axisTitle.isEmpty() ? gap : 2.4 * metrics.height();
    }
    /// Names of the segments flow over as many lines as they need.
    double headHeight(double width) const {
        if (data.segments.size() < 2) return gap;
        const QFontMetricsF metrics(view->font());
        double x = 0, lines = 1;
        for (const QString& name : data.segments) {
            const double own = metrics.horizontalAdvance(name) + metrics.height() + 3 * gap;
            if (x > 0 && x + own > width) x = 0, ++lines;
            x += own;
        }
        return lines * metrics.height() * 1.2 + gap;
    }

    void arrange() {
        const QSizeF size = chart->size();
        if (size.width() < 40 || size.height() < 30) return;
        const QFontMetricsF metrics(view->font());
        double widestName = 0, widestValue = 0;
        for (const ChartBar& row : data.rows) {
            widestName = std::max(widestName, metrics.horizontalAdvance(row.name));
            widestValue = std::max(widestValue, metrics.horizontalAdvance(valueOf(row)));
        }
        widestName = std::min(widestName, 0.45 * size.width());
        const double left = widestName + 2 * gap, right = widestValue + 2 * gap,
                     top = headHeight(size.width());
        const QRectF plot(left, top, std::max(size.width() - left - right, 20.0),
                          std::max(size.height() - top - footHeight(), 10.0));
        chart->setPlotArea(plot);
        for (auto* pool : {&names, &values, &ticks}) pool->begin();
        keys.begin();
        hatching.begin();
        grid.begin();
        placeKeys(size.width());
        placeRows(plot, widestName);
        placeTicks(plot);
        for (auto* pool : {&names, &values, &ticks}) pool->end();
        keys.end();
        hatching.end();
        grid.end();
    }

    static QString valueOf(const ChartBar& row) {
        return row.isEstimate && !row.value.isEmpty() ? QStringLiteral("≈ ") + row.value : row.value;
    }

    QGraphicsSimpleTextItem& word(ItemPool<QGraphicsSimpleTextItem>& pool, const QString& text,
                                  bool strong = false) {
        QGraphicsSimpleTextItem& item = pool.next();
        QFont font = view->font();
        font.setBold(strong);
        if (item.font() != font) item.setFont(font);
        if (item.text() != text) item.setText(text); // both lay the word out
        item.setBrush(colors.text());
        return item;
    }

    void placeKeys(double width) {
        if (data.segments.size() < 2) return;
        const QFontMetricsF metrics(view->font());
        double x = 0, y = 0;
        for (std::size_t i = 0; i < data.segments.size(); ++i) {
            const double square = metrics.height() * 0.7;
            const double own = metrics.horizontalAdvance(data.segments[i]) + metrics.height() + 3 * gap;
            if (x > 0 && x + own > width) x = 0, y += metrics.height() * 1.2;
            QGraphicsRectItem& key = keys.next();
            key.setRect(x, y + (metrics.height() - square) / 2, square, square);
            key.setBrush(inks[i]);
            key.setPen(Qt::NoPen);
            word(ticks, data.segments[i]).setPos(x + square + gap, y);
            x += own;
        }
    }

    QRectF barOf(std::size_t row) const {
        const QRectF plot = chart->plotArea();
        const double height = plot.height() / double(std::max<std::size_t>(data.rows.size(), 1));
        const double span = to - from;
        const double end = std::clamp((onAxis(total(data.rows[row])) - from) / span, 0.0, 1.0);
        return {plot.left(), plot.top() + (double(row) + (1 - barShare) / 2) * height, end * plot.width(),
                height * barShare};
    }

    void placeRows(const QRectF& plot, double room) {
        const QFontMetricsF metrics(view->font());
        for (std::size_t i = 0; i < data.rows.size(); ++i) {
            const ChartBar& row = data.rows[i];
            const QRectF bar = barOf(i);
            const bool isLit = data.lit == i;
            auto& name = word(names, metrics.elidedText(row.name, Qt::ElideMiddle, room + 1), isLit);
            const double top = bar.center().y() - name.boundingRect().height() / 2;
            name.setPos(std::max(0.0, plot.left() - gap - name.boundingRect().width()), top);
            word(values, valueOf(row), isLit).setPos(bar.right() + gap, top);
            if (!row.isEstimate) continue;
            QGraphicsRectItem& hatch = hatching.next();
            hatch.setRect(bar);
            hatch.setPen(Qt::NoPen);
            QColor paper = colors.background();
            paper.setAlphaF(0.55F);
            hatch.setBrush(QBrush(paper, Qt::BDiagPattern));
        }
    }

    void placeTicks(const QRectF& plot) {
        if (data.axisTitle.isEmpty()) return;
        const QFontMetricsF metrics(view->font());
        QColor faint = colors.text();
        faint.setAlphaF(0.13F);
        const double widest = metrics.horizontalAdvance(words(data.isLogarithmic ? std::pow(10.0, to) : to));
        const int most = std::max(2, int(plot.width() / (widest + 6 * gap)));
        double free = 0;
        for (const double tick : axisTicks(from, to, data.isLogarithmic, most)) {
            const double at = plot.left() + (onAxis(tick) - from) / (to - from) * plot.width();
            QGraphicsLineItem& line = grid.next();
            line.setPen(QPen(faint, 1));
            line.setLine(at, plot.top(), at, plot.bottom());
            const double width = metrics.horizontalAdvance(words(tick));
            const double begin = std::clamp(at - width / 2, 0.0, chart->size().width() - width);
            if (begin < free) continue;
            free = begin + width + gap;
            word(ticks, words(tick)).setPos(begin, plot.bottom() + 1);
        }
        const QString title =
            data.isLogarithmic ? BarsChart::tr("%1 (log scale)").arg(data.axisTitle) : data.axisTitle;
        auto& below = word(ticks, title);
        below.setPos(std::max(0.0, plot.right() - below.boundingRect().width()),
                     chart->size().height() - below.boundingRect().height());
    }

    std::optional<std::size_t> rowAt(QPoint pointOfView) const {
        const QPointF point = chart->mapFromScene(view->mapToScene(pointOfView));
        const QRectF plot = chart->plotArea();
        if (data.rows.empty() || point.y() < plot.top() || point.y() >= plot.bottom()) return std::nullopt;
        const double share = (point.y() - plot.top()) / plot.height();
        return std::min(std::size_t(share * double(data.rows.size())), data.rows.size() - 1);
    }

    QString told(const ChartBar& row) const {
        if (!row.tip.isEmpty()) return row.tip;
        QStringList parts;
        for (std::size_t i = 0; i < data.segments.size() && data.segments.size() > 1 && i < row.parts.size();
             ++i)
            if (row.parts[i] > 0)
                parts += QStringLiteral("%1: %2").arg(data.segments[i], words(row.parts[i]));
        const QString head = QStringLiteral("%1: %2").arg(row.name, valueOf(row));
        return parts.isEmpty() ? head : head + QLatin1Char('\n') + parts.join(QLatin1Char('\n'));
    }
};

BarsChart::BarsChart(QWidget* parent) : Chart(parent), drawing(std::make_unique<Drawing>(this)) {
    setFocusPolicy(Qt::StrongFocus);
    drawing->view->viewport()->setMouseTracking(true);
    drawing->view->viewport()->installEventFilter(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->addWidget(drawing->view);
    drawing->show();
}

BarsChart::~BarsChart() { drawing->view->viewport()->removeEventFilter(this); }

const BarsData& BarsChart::data() const { return drawing->data; }
QString BarsChart::finding() const { return drawing->data.finding; }

void BarsChart::setData(BarsData data) {
    const bool newFinding = data.finding != drawing->data.finding;
    const bool newSize = data.rows.size() != drawing->data.rows.size() ||
                         data.segments.size() != drawing->data.segments.size();
    if (data.isLogarithmic != drawing->data.isLogarithmic || data.axisTitle != drawing->data.axisTitle)
        drawing->range.forget();
    drawing->data = std::move(data);
    drawing->show();
    if (newSize) updateGeometry();
    QStringList said;
    for (const ChartBar& row : drawing->data.rows) said += drawing->told(row);
    setAccessibleName(drawing->data.finding);
    setAccessibleDescription(
        said.join(QStringLiteral("; ")).replace(QLatin1Char('\n'), QStringLiteral(", ")));
    if (newFinding) emit findingChanged();
}

ChartTable BarsChart::table() const {
    const BarsData& data = drawing->data;
    ChartTable table;
    table.header = QStringList{tr("row")};
    for (const QString& segment : data.segments) {
        const bool hasUnit = !data.axisTitle.isEmpty();
        table.header += segment.isEmpty() ? data.axisTitle
                        : hasUnit         ? QStringLiteral("%1 (%2)").arg(segment, data.axisTitle)
                                          : segment;
    }
    table.header += tr("as shown");
    for (const ChartBar& row : data.rows) {
        QStringList line{row.name};
        for (const double part : row.parts) line += csvNumber(part);
        table.rows.push_back(line << Drawing::valueOf(row));
    }
    return table;
}

void BarsChart::setColors(const TokenColors& colors) {
    drawing->colors = colors;
    drawing->applyColors();
    drawing->arrange();
}

QSize BarsChart::sizeHint() const { return {480, drawing->wantedHeight()}; }
QSize BarsChart::minimumSizeHint() const { return {240, drawing->wantedHeight()}; }

QStringList BarsChart::shownNames() const {
    QStringList texts;
    for (std::size_t i = 0; i < drawing->names.count(); ++i) texts += drawing->names.all()[i]->text();
    return texts;
}

QStringList BarsChart::shownValues() const {
    QStringList texts;
    for (std::size_t i = 0; i < drawing->values.count(); ++i) texts += drawing->values.all()[i]->text();
    return texts;
}

QRectF BarsChart::barOf(std::size_t row) const {
    const QRectF bar = drawing->barOf(row);
    const QPointF corner =
        drawing->view->mapTo(this, drawing->view->mapFromScene(drawing->chart->mapToScene(bar.topLeft())));
    return {corner, bar.size()};
}

void BarsChart::changeEvent(QEvent* event) {
    Chart::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        drawing->arrange();
        updateGeometry();
    }
}

bool BarsChart::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove)
        emit hovered(drawing->rowAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
    if (event->type() == QEvent::Leave) emit hovered(std::nullopt);
    if (event->type() == QEvent::MouseButtonPress) setFocus(Qt::MouseFocusReason);
    if (event->type() == QEvent::MouseButtonRelease)
        if (const auto row = drawing->rowAt(static_cast<QMouseEvent*>(event)->position().toPoint()))
            emit chosen(*row);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = drawing->rowAt(help->pos());
        QToolTip::showText(help->globalPos(), row ? drawing->told(drawing->data.rows[*row]) : QString(),
                           this);
        return true;
    }
    return Chart::eventFilter(watched, event);
}

void BarsChart::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int count = int(drawing->data.rows.size());
    if (step == 0 || count == 0) return Chart::keyPressEvent(event);
    const int from = drawing->data.lit ? int(*drawing->data.lit) : step > 0 ? -1 : count;
    const int row = std::clamp(from + step, 0, count - 1);
    announce(*this, drawing->told(drawing->data.rows[std::size_t(row)]));
    emit chosen(std::size_t(row));
}

} // namespace tokenarium
