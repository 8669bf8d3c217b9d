// SPDX-License-Identifier: GPL-3.0-or-later
// Lays a heat map out, and answers mouse, wheel and keys.
#include "widgets/model/heat_map.h"

#include "widgets/model/heat_map_state.h"
#include "widgets/style/announcement.h"
#include "widgets/style/heat_scale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace tokenarium {
namespace {

constexpr double gap = 4, barWidth = 12, mostZoom = 256, largestCell = 96;

} // namespace

HeatMap::HeatMap(QWidget* parent) : QAbstractScrollArea(parent), state(std::make_unique<State>()) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    const auto scrolled = [this] {
        state->scrolled = QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
        viewport()->update();
    };
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, scrolled);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, scrolled);
}

HeatMap::~HeatMap() = default;

QSize HeatMap::sizeHint() const { return {400, 240}; }
QSize HeatMap::minimumSizeHint() const { return {160, fontMetrics().height() * 6}; }

/// Values that are not finite say nothing of the scale.
void HeatMap::State::findRange() {
    low = std::numeric_limits<float>::infinity();
    high = -low;
    hasGaps = false;
    for (const float number : data.values) {
        if (!std::isfinite(number)) {
            hasGaps = true;
            continue;
        }
        low = std::min(low, number);
        high = std::max(high, number);
    }
    if (low > high) low = high = 0;
}

void HeatMap::setData(HeatMapData data) {
    State& s = *state;
    s.data = std::move(data);
    if (s.data.values.size() < s.data.rows * s.data.columns) s.data.rows = s.data.columns = 0;
    s.findRange();
    if (s.data.range) std::tie(s.low, s.high) = *s.data.range;
    s.tiles.setMatrix(s.data.values, s.data.rows, s.data.columns, s.low, s.high);
    s.sources.clear();
    s.hovered.reset();
    if (s.chosen && (s.chosen->row >= s.data.rows || s.chosen->column >= s.data.columns)) s.chosen.reset();
    layOut();
    announce();
}

const HeatMapData& HeatMap::data() const { return state->data; }
std::optional<HeatMapCell> HeatMap::chosen() const { return state->chosen; }
const std::vector<HeatMapCell>& HeatMap::sources() const { return state->sources; }
double HeatMap::zoom() const { return state->zoom; }
std::size_t HeatMap::paintedCells() const { return state->tiles.paintedCells(); }
QRectF HeatMap::cellRect(HeatMapCell cell) const { return state->rectOf(cell); }

QColor HeatMap::colorOf(float value) const {
    return QColor::fromRgb(heatColor(placeOnScale(value, state->low, state->high)));
}

void HeatMap::setColors(const TokenColors& colors) {
    state->colors = colors;
    viewport()->update();
}

void HeatMap::choose(std::optional<HeatMapCell> cell) {
    if (cell && (cell->row >= state->data.rows || cell->column >= state->data.columns)) cell.reset();
    if (cell == state->chosen) return;
    state->chosen = cell;
    if (cell) scrollTo(*cell);
    announce();
    viewport()->update();
}

void HeatMap::setLitRow(std::optional<std::size_t> row) {
    if (row == state->litRow) return;
    state->litRow = row;
    viewport()->update();
}

void HeatMap::setLitColumn(std::optional<std::size_t> column) {
    if (column == state->litColumn) return;
    state->litColumn = column;
    viewport()->update();
}

void HeatMap::setSources(std::vector<HeatMapCell> cells) {
    state->sources = std::move(cells);
    viewport()->update();
}

void HeatMap::layOut() {
    State& s = *state;
    const QFontMetricsF metrics(font());
    const QSizeF room = viewport()->size();
    const double numbers = std::max(metrics.horizontalAdvance(heatMapNumber(s.low)),
                                    metrics.horizontalAdvance(heatMapNumber(s.high)));
    const double right = room.width() - barWidth - numbers - 4 * gap;
    double left = 0, top = metrics.height() + 2 * gap, mostWidth = largestCell;
    if (!s.isEmpty()) {
        left = std::min(s.widestRowLabel(metrics), room.width() / 4) + 2 * gap;
        const double label = s.widestColumnLabel(metrics);
        mostWidth = s.data.columnLabel ? std::max(largestCell, label + 3 * gap) : largestCell;
        const double width = std::min((right - left) / double(s.data.columns), mostWidth) * s.zoom;
        s.columnLabelsUpright = bool(s.data.columnLabel) && label + 2 * gap > width;
        top += s.columnLabelsUpright ? std::min(label, room.height() / 4) + gap : metrics.height();
    }
    s.grid = QRectF(left, top, std::max(1.0, right - left), std::max(1.0, room.height() - top - 1));
    s.bar = QRectF(s.grid.right() + 2 * gap, top, barWidth, s.grid.height());
    if (!s.isEmpty()) {
        const auto fit = [&](double length, std::size_t count, double most) {
            return std::max(1.0, std::min(length / double(count), most) * s.zoom);
        };
        s.cell = {fit(s.grid.width(), s.data.columns, mostWidth),
                  fit(s.grid.height(), s.data.rows, std::max(2 * metrics.height(), largestCell / 2))};
    }
    s.bar.moveLeft(s.grid.left() + std::min(s.grid.width(), double(s.data.columns) * s.cell.width()) +
                   2 * gap);
    const auto span = [](QScrollBar* bar, double whole, double seen) {
        bar->setRange(0, int(std::ceil(std::max(0.0, whole - seen - 0.5))));
        bar->setPageStep(int(seen));
        bar->setSingleStep(20);
    };
    span(horizontalScrollBar(), double(s.data.columns) * s.cell.width(), s.grid.width());
    span(verticalScrollBar(), double(s.data.rows) * s.cell.height(), s.grid.height());
    viewport()->update();
}

void HeatMap::scrollTo(HeatMapCell cell) {
    const auto show = [](QScrollBar* bar, double begin, double length, double seen) {
        if (begin < bar->value()) bar->setValue(int(begin));
        if (begin + length > bar->value() + seen) bar->setValue(int(std::ceil(begin + length - seen)));
    };
    const State& s = *state;
    show(horizontalScrollBar(), double(cell.column) * s.cell.width(), s.cell.width(), s.grid.width());
    show(verticalScrollBar(), double(cell.row) * s.cell.height(), s.cell.height(), s.grid.height());
}

void HeatMap::setZoom(double factor) { zoomAt(state->grid.center(), factor); }

/// What lies at the point `fixed` stays there.
void HeatMap::zoomAt(QPointF fixed, double factor) {
    State& s = *state;
    const QPointF inGrid = fixed - s.grid.topLeft();
    const QPointF cells((inGrid.x() + s.scrolled.x()) / std::max(1.0, s.cell.width()),
                        (inGrid.y() + s.scrolled.y()) / std::max(1.0, s.cell.height()));
    s.zoom = std::clamp(factor, 1.0, mostZoom);
    layOut();
    horizontalScrollBar()->setValue(int(std::lround(cells.x() * s.cell.width() - inGrid.x())));
    verticalScrollBar()->setValue(int(std::lround(cells.y() * s.cell.height() - inGrid.y())));
}

QString HeatMap::describe(HeatMapCell cell) const {
    const State& s = *state;
    const auto named = [](std::size_t number, const std::function<QString(std::size_t)>& label) {
        return label ? QStringLiteral("%1 ‘%2’").arg(number + 1).arg(label(number))
                     : QString::number(number + 1);
    };
    const float value = s.value(cell);
    return tr("row %1, column %2: %3")
        .arg(named(cell.row, s.data.rowLabel), named(cell.column, s.data.columnLabel),
             std::isfinite(value) ? QString::number(value, 'g', 6)
                                  : tr("no value (%1)").arg(heatMapNumber(value)));
}

void HeatMap::announce() {
    const auto cell = state->hovered ? state->hovered : state->chosen;
    const QString said = cell ? describe(*cell)
                              : tr("%1, %2 rows, %3 columns")
                                    .arg(state->data.title)
                                    .arg(state->data.rows)
                                    .arg(state->data.columns);
    tokenarium::announce(*this, said);
}

void HeatMap::hover(std::optional<HeatMapCell> cell) {
    if (cell == state->hovered) return;
    state->hovered = cell;
    announce();
    viewport()->update();
    emit cellHovered(cell);
}

void HeatMap::chooseByKey(std::optional<HeatMapCell> cell) {
    if (cell == state->chosen) return;
    choose(cell);
    emit cellChosen(state->chosen);
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
    const State& s = *state;
    const HeatMapCell at = s.chosen.value_or(HeatMapCell{s.litRow.value_or(0), 0});
    const bool fresh = !s.chosen; // the first key shows where one is
    const auto go = [&](std::size_t row, std::size_t column) {
        if (!s.isEmpty()) chooseByKey(fresh ? at : HeatMapCell{row, column});
    };
    switch (event->key()) {
    case Qt::Key_Left: return go(at.row, at.column - (at.column > 0));
    case Qt::Key_Right: return go(at.row, std::min(at.column + 1, s.data.columns - 1));
    case Qt::Key_Up: return go(at.row - (at.row > 0), at.column);
    case Qt::Key_Down: return go(std::min(at.row + 1, s.data.rows - 1), at.column);
    case Qt::Key_Home: return go(event->modifiers() & Qt::ControlModifier ? 0 : at.row, 0);
    case Qt::Key_End:
        return go(event->modifiers() & Qt::ControlModifier ? s.data.rows - 1 : at.row, s.data.columns - 1);
    case Qt::Key_Plus: return setZoom(s.zoom * 1.5);
    case Qt::Key_Minus: return setZoom(s.zoom / 1.5);
    case Qt::Key_0: return setZoom(1);
    case Qt::Key_Escape:
        if (s.chosen) return chooseByKey(std::nullopt);
        break;
    default: break;
    }
    event->ignore();
}

void HeatMap::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) return QAbstractScrollArea::wheelEvent(event);
    zoomAt(event->position(), state->zoom * std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

bool HeatMap::viewportEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove: hover(state->cellAt(static_cast<QMouseEvent*>(event)->position())); break;
    case QEvent::Leave: hover(std::nullopt); break;
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        chooseByKey(state->cellAt(static_cast<QMouseEvent*>(event)->position()));
        return true;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto cell = state->cellAt(help->pos());
        QToolTip::showText(help->globalPos(), cell ? describe(*cell) : QString(), this);
        return true;
    }
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeatMap::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void HeatMap::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
    if (event->type() == QEvent::LanguageChange) announce();
}

void HeatMap::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    State& s = *state;
    const QColor text = palette().color(QPalette::WindowText),
                 faint = palette().color(QPalette::PlaceholderText);
    s.paintTitle(painter, text, faint);
    if (s.isEmpty()) return;
    painter.setClipRect(s.grid.adjusted(-2, -2, 2, 2));
    s.paintCells(painter);
    s.paintNumbers(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    s.paintFrames(painter);
    painter.setClipping(false);
    s.paintLabels(painter, text, faint);
    s.paintBar(painter, text);
    if (!hasFocus()) return;
    painter.setPen(QPen(s.colors.accent(), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(s.grid.adjusted(-1.5, -1.5, 1.5, 1.5));
}

} // namespace tokenarium
