// SPDX-License-Identifier: GPL-3.0-or-later
// Two charts of Qt over each other with the same axis below; bands are painted behind their lines.
#include "widgets/charts/series_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_style.h"
#include "widgets/style/announcement.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tokenarium {
namespace {

/// Decimals as the steps need them; very large and small numbers with an exponent.
QString formatFor(double step, double largest) {
    if (largest >= 1e6 || step < 1e-4) return QStringLiteral("%.1e");
    const int decimals = std::max(0, int(std::ceil(-std::log10(step) - 1e-9)));
    return QStringLiteral("%.%1f").arg(decimals);
}

void fitAxis(QValueAxis& axis, double low, double high, int steps) {
    if (!(high > low)) {
        const double room = std::max(std::fabs(low) * 0.1, 1e-9);
        low -= room;
        high += room;
    }
    const double step = niceStep(high - low, steps);
    axis.setTickAnchor(0);
    axis.setTickInterval(step);
    axis.setLabelFormat(formatFor(step, std::max(std::fabs(low), std::fabs(high))));
    axis.setRange(low, high);
}

using Bands = std::vector<std::pair<double, double>>;

/// A view that paints bands behind the lines.
class BandView : public QChartView {
public:
    BandView(QChart* chart, QWidget* parent) : QChartView(chart, parent) {}
    Bands holes, lit;
    QColor holeColor, litColor, litBorder;

protected:
    void drawBackground(QPainter* painter, const QRectF& area) override {
        QChartView::drawBackground(painter, area);
        const QRectF plot = chart()->plotArea();
        const auto band = [&](const std::pair<double, double>& range) {
            const double left = chart()->mapToPosition({range.first, 0}).x();
            const double right = chart()->mapToPosition({range.second, 0}).x();
            return QRectF(left, plot.top(), std::max(2.0, right - left), plot.height()) & plot;
        };
        for (const auto& range : holes) painter->fillRect(band(range), QBrush(holeColor, Qt::BDiagPattern));
        for (const auto& range : lit) {
            painter->fillRect(band(range), litColor);
            painter->setPen(QPen(litBorder, 1));
            painter->drawRect(band(range));
        }
    }
};

void clearSeries(QChart& chart) {
    for (QAbstractSeries* series : chart.series()) {
        chart.removeSeries(series);
        delete series;
    }
}

} // namespace

/// Everything of Qt Charts.
struct SeriesChart::Charts {
    QLabel *title, *key;
    QChart *upper = new QChart, *lower = new QChart; ///< owned by their views
    BandView *upperView, *lowerView;
    QValueAxis *upperX = new QValueAxis, *lowerX = new QValueAxis, *value = new QValueAxis,
               *error = new QValueAxis;
    std::vector<QLineSeries*> valueLines, rebuiltLines, errorLines, boundLines;
    SeriesChartData data;
    std::optional<std::pair<std::size_t, std::size_t>> lit;
    TokenColors colors = TokenColors::light();

    explicit Charts(SeriesChart* parent)
        : title(new QLabel(parent))
        , key(new QLabel(parent))
        , upperView(new BandView(upper, parent))
        , lowerView(new BandView(lower, parent)) {
        for (const auto& [chart, view, x, y] :
             {std::tuple{upper, upperView, upperX, value}, std::tuple{lower, lowerView, lowerX, error}}) {
            chart->addAxis(x, Qt::AlignBottom);
            chart->addAxis(y, Qt::AlignLeft);
            x->setTickType(QValueAxis::TicksDynamic);
            y->setTickType(QValueAxis::TicksDynamic);
            prepareChart(*chart, *view);
            view->viewport()->setMouseTracking(true);
            view->viewport()->installEventFilter(parent);
            // Later: it is still being laid out when it says so.
            QObject::connect(
                chart, &QChart::geometryChanged, parent, [this] { alignPlots(); }, Qt::QueuedConnection);
        }
        upperX->setLabelsVisible(false);
    }

    std::size_t end() const { return data.first + data.values.size(); }

    QLineSeries* add(QChart& chart, QValueAxis* x, QValueAxis* y, const QList<QPointF>& points) {
        auto* line = new QLineSeries;
        line->replace(points);
        chart.addSeries(line);
        line->attachAxis(x);
        line->attachAxis(y);
        return line;
    }

    /// Holes break the line: one for each stretch without.
    std::vector<QLineSeries*> addBroken(QChart& chart, QValueAxis* x, QValueAxis* y,
                                        const std::vector<double>& values, bool steps) {
        std::vector<QLineSeries*> lines;
        QList<QPointF> run;
        const auto finish = [&] {
            if (!run.isEmpty()) lines.push_back(add(chart, x, y, run));
            run.clear();
        };
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double at = double(data.first + i);
            if (!std::isfinite(values[i])) {
                finish();
            } else if (steps) {
                run += QPointF(at - 0.5, values[i]);
                run += QPointF(at + 0.5, values[i]);
            } else {
                run += QPointF(at, values[i]);
            }
        }
        finish();
        return lines;
    }

    std::vector<double> errors() const {
        std::vector<double> all;
        for (std::size_t i = 0; i < data.values.size(); ++i) all.push_back(data.rebuilt[i] - data.values[i]);
        return all;
    }

    void show() {
        clearSeries(*upper);
        clearSeries(*lower);
        rebuiltLines = addBroken(*upper, upperX, value, data.rebuilt, data.steps);
        valueLines = addBroken(*upper, upperX, value, data.values, false);
        errorLines = addBroken(*lower, lowerX, error, errors(), false);
        boundLines.clear();
        const double begin = double(data.first) - 0.5, stop = double(end()) - 0.5;
        if (data.bound > 0)
            for (const double at : {-data.bound, data.bound})
                boundLines.push_back(add(*lower, lowerX, error, {{begin, at}, {stop, at}}));
        fitAxes(begin, stop);
        showHoles();
        showLit();
        applyColors();
    }

    void fitAxes(double begin, double stop) {
        double low = 1e300, high = -1e300, largest = data.bound;
        for (const auto* list : {&data.values, &data.rebuilt})
            for (const double one : *list)
                if (std::isfinite(one)) {
                    low = std::min(low, one);
                    high = std::max(high, one);
                }
        for (const double one : errors())
            if (std::isfinite(one)) largest = std::max(largest, std::fabs(one));
        if (low > high) low = high = 0;
        const double room = (high - low) * 0.06;
        fitAxis(*value, low - room, high + room, 4);
        fitErrorAxis(largest);
        for (QValueAxis* axis : {upperX, lowerX}) {
            axis->setTickAnchor(0);
            axis->setTickInterval(std::max(1.0, niceStep(stop - begin, 8)));
            axis->setLabelFormat(QStringLiteral("%.0f"));
            axis->setRange(begin, std::max(stop, begin + 1));
        }
        lowerX->setTitleText(data.xTitle);
        value->setTitleText(data.valueTitle);
        error->setTitleText(data.errorTitle);
    }

    /// A label for no error and one above and below: there is no room for more.
    void fitErrorAxis(double largest) {
        if (!(largest > 0)) largest = 1e-9;
        const double power = std::pow(10.0, std::floor(std::log10(largest)));
        const double step = std::floor(largest / power + 1e-9) * power;
        error->setTickAnchor(0);
        error->setTickInterval(step);
        error->setLabelFormat(formatFor(power, largest));
        error->setRange(-largest * 1.02, largest * 1.02);
    }

    void showHoles() {
        Bands holes;
        for (std::size_t i = 0; i < data.values.size(); ++i) {
            if (!std::isnan(data.values[i])) continue;
            const double at = double(data.first + i);
            if (!holes.empty() && holes.back().second == at - 0.5)
                holes.back().second = at + 0.5;
            else
                holes.push_back({at - 0.5, at + 0.5});
        }
        upperView->holes = lowerView->holes = holes;
    }

    void showLit() {
        Bands bands;
        if (lit && lit->second > lit->first && lit->first < end() && lit->second > data.first)
            bands.push_back({std::max(double(lit->first), double(data.first)) - 0.5,
                             std::min(double(lit->second), double(end())) - 0.5});
        for (BandView* view : {upperView, lowerView}) {
            view->lit = bands;
            view->viewport()->update();
        }
    }

    QColor rebuiltColor() const { return colors.isDark() ? QColor(0x66a3cc) : QColor(0x2a7d99); }

    void applyColors() {
        applyChartColors(*upper, *upperView, {upperX, value}, colors);
        applyChartColors(*lower, *lowerView, {lowerX, error}, colors);
        QColor quiet = colors.text();
        quiet.setAlphaF(0.5F);
        for (QLineSeries* line : valueLines) {
            line->setPen(QPen(colors.text(), 1.5));
            line->setPointsVisible(data.values.size() <= 100 || line->count() == 1);
        }
        for (QLineSeries* line : rebuiltLines)
            line->setPen(QPen(rebuiltColor(), 3, data.steps ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap));
        for (QLineSeries* line : errorLines) {
            line->setPen(QPen(colors.accent(), 1.5));
            line->setPointsVisible(line->count() == 1);
        }
        for (QLineSeries* line : boundLines) line->setPen(QPen(quiet, 1.2, Qt::DotLine));
        QColor faint = colors.accent();
        faint.setAlphaF(0.22F);
        for (BandView* view : {upperView, lowerView}) {
            view->holeColor = quiet;
            view->litColor = faint;
            view->litBorder = colors.accent();
        }
        showKey();
    }

    /// In words and strokes, for colours alone do not tell.
    void showKey() {
        const auto part = [](const QColor& color, const QString& stroke, const QString& words) {
            return QStringLiteral("<span style='color:%1'><b>%2</b> %3</span>")
                .arg(color.name(), stroke, words.toHtmlEscaped());
        };
        QStringList parts{part(colors.text(), QStringLiteral("—"), SeriesChart::tr("series")),
                          part(rebuiltColor(), data.steps ? QStringLiteral("▬") : QStringLiteral("╍"),
                               SeriesChart::tr("rebuilt from its tokens"))};
        if (!upperView->holes.empty())
            parts += part(colors.text(), QStringLiteral("▨"), SeriesChart::tr("missing"));
        if (data.bound > 0)
            parts += part(colors.text(), QStringLiteral("┈"), SeriesChart::tr("± half a bin (below)"));
        key->setText(parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
    }

    /// The same left border for both, so that a value stands over its error.
    void alignPlots() const {
        const QFontMetricsF metrics(upperView->font());
        const double left = metrics.horizontalAdvance(QStringLiteral("−0.0e+00")) + 1.6 * metrics.height();
        const double right = 12, top = 0.6 * metrics.height();
        const auto place = [&](QChart* chart, double below) {
            const QSizeF room = chart->size();
            if (room.width() < 2 * left || room.height() < top + below + 20) return; // not laid out yet
            chart->setPlotArea(QRectF(left, top, room.width() - left - right, room.height() - top - below));
            chart->layout()->invalidate(); // otherwise lines and axes may stay where they were
            chart->layout()->activate();
        };
        place(upper, 0.5 * metrics.height());
        place(lower, 3.2 * metrics.height());
    }
};

SeriesChart::SeriesChart(QWidget* parent) : QWidget(parent), charts(std::make_unique<Charts>(this)) {
    setFocusPolicy(Qt::StrongFocus);
    charts->title->setWordWrap(true);
    QFont strong = font();
    strong.setBold(true);
    charts->title->setFont(strong);
    charts->key->setTextFormat(Qt::RichText);
    charts->upperView->setMinimumSize(240, 110);
    charts->lowerView->setMinimumSize(240, 7 * fontMetrics().height());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->setSpacing(2);
    column->addWidget(charts->title);
    column->addWidget(charts->key);
    column->addWidget(charts->upperView, 6);
    column->addWidget(charts->lowerView, 5);
    charts->show();
}

SeriesChart::~SeriesChart() {
    for (BandView* view : {charts->upperView, charts->lowerView}) view->viewport()->removeEventFilter(this);
}

const SeriesChartData& SeriesChart::data() const { return charts->data; }

void SeriesChart::setData(SeriesChartData data) {
    charts->data = std::move(data);
    charts->title->setText(charts->data.finding);
    charts->show();
    setAccessibleName(charts->data.finding);
}

void SeriesChart::setLit(std::optional<std::pair<std::size_t, std::size_t>> range, const QString& said) {
    announce(*this, said);
    if (charts->lit == range) return;
    charts->lit = range;
    charts->showLit();
}

std::optional<std::pair<std::size_t, std::size_t>> SeriesChart::lit() const { return charts->lit; }

void SeriesChart::setColors(const TokenColors& colors) {
    charts->colors = colors;
    charts->applyColors();
}

namespace {
std::vector<QPointF> pointsOf(const std::vector<QLineSeries*>& lines) {
    std::vector<QPointF> all;
    for (const QLineSeries* line : lines)
        for (const QPointF& point : line->points()) all.push_back(point);
    return all;
}
} // namespace

std::vector<QPointF> SeriesChart::shownValues() const { return pointsOf(charts->valueLines); }
std::vector<QPointF> SeriesChart::shownRebuilt() const { return pointsOf(charts->rebuiltLines); }
std::vector<QPointF> SeriesChart::shownErrors() const { return pointsOf(charts->errorLines); }
QWidget* SeriesChart::upperViewport() const { return charts->upperView->viewport(); }

QPointF SeriesChart::placeOf(std::size_t value) const {
    const auto& data = charts->data;
    const double height = value >= data.first && value < charts->end() ? data.values[value - data.first] : 0;
    return charts->upperView->mapFromScene(charts->upper->mapToScene(
        charts->upper->mapToPosition({double(value), std::isnan(height) ? 0 : height})));
}

std::optional<std::size_t> SeriesChart::valueAt(QPointF inViewport) const {
    if (charts->data.values.empty()) return std::nullopt;
    const QPointF scene = charts->upperView->mapToScene(inViewport.toPoint());
    const QPointF inChart = charts->upper->mapFromScene(scene);
    const QRectF plot = charts->upper->plotArea();
    if (inChart.x() < plot.left() || inChart.x() > plot.right()) return std::nullopt;
    const double x = std::round(charts->upper->mapToValue(inChart).x());
    const double last = double(charts->end() - 1);
    return std::size_t(std::clamp(x, double(charts->data.first), last));
}

bool SeriesChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == charts->upperView->viewport() || watched == charts->lowerView->viewport()) {
        if (event->type() == QEvent::MouseMove)
            emit hovered(valueAt(static_cast<QMouseEvent*>(event)->position()));
        if (event->type() == QEvent::Leave) emit hovered(std::nullopt);
        if (event->type() == QEvent::MouseButtonPress) {
            setFocus(Qt::MouseFocusReason);
            if (const auto value = valueAt(static_cast<QMouseEvent*>(event)->position())) emit chosen(*value);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SeriesChart::keyPressEvent(QKeyEvent* event) {
    if (charts->data.values.empty()) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return emit stepped(-1);
    case Qt::Key_Right: return emit stepped(1);
    default: QWidget::keyPressEvent(event);
    }
}

void SeriesChart::paintEvent(QPaintEvent*) {
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setPen(QPen(charts->colors.accent(), 1, Qt::DotLine));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void SeriesChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        charts->applyColors();
        charts->alignPlots();
    }
    if (event->type() == QEvent::LanguageChange) charts->showKey();
}

} // namespace tokenarium
