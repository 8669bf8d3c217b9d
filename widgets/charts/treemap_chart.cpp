// SPDX-License-Identifier: GPL-3.0-or-later
// Groups first, then the tiles of each in its box; boxes are computed when data or size change.
#include "widgets/charts/treemap_chart.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace tokenarium {
namespace {

constexpr double groupGap = 3, textRoom = 6, smallestSide = 0.6;

QRectF rectOf(const TreemapBox& box) { return {box.x, box.y, box.width, box.height}; }

TreemapBox shrunk(const TreemapBox& box, double by) {
    return {box.x + by / 2, box.y + by / 2, std::max(0.0, box.width - by), std::max(0.0, box.height - by)};
}

} // namespace

double TreemapGroup::weight() const { return std::accumulate(weights.begin(), weights.end(), 0.0); }

TreemapChart::TreemapChart(QWidget* parent) : Chart(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void TreemapChart::setData(TreemapData data) {
    const bool newFinding = data.finding != shown.finding;
    shown = std::move(data);
    const auto exists = [this](const std::optional<Place>& place) {
        return place && place->group < shown.groups.size() &&
               place->tile < shown.groups[place->group].weights.size();
    };
    if (!exists(hoveredPlace)) hoveredPlace.reset();
    if (!exists(pinnedPlace)) pinnedPlace.reset();
    arrange();
    setAccessibleName(shown.finding);
    QStringList said;
    for (const TreemapGroup& group : shown.groups)
        said += QStringLiteral("%1: %2").arg(group.name, group.value);
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    update();
    emit litChanged();
    if (newFinding) emit findingChanged();
}

ChartTable TreemapChart::table() const {
    ChartTable table{{tr("group"), tr("part"), shown.valueTitle}, {}};
    for (std::size_t group = 0; group < shown.groups.size(); ++group)
        for (std::size_t tile = 0; tile < shown.groups[group].weights.size(); ++tile)
            table.rows.push_back({shown.groups[group].name, shown.fullName(group, tile),
                                  csvNumber(shown.groups[group].weights[tile])});
    return table;
}

void TreemapChart::setColors(const TokenColors& newColors) {
    colors = newColors;
    update();
}

QRectF TreemapChart::boxOf(Place place) const { return rectOf(boxes[place.group].tiles[place.tile]); }

void TreemapChart::arrange() {
    std::vector<double> weights;
    for (const TreemapGroup& group : shown.groups) weights.push_back(group.weight());
    const auto wholes = squarified(weights, {1, 1, width() - 2.0, height() - 2.0});
    boxes.assign(shown.groups.size(), {});
    const double line = fontMetrics().height() + 2;
    for (std::size_t i = 0; i < shown.groups.size(); ++i) {
        GroupBoxes& group = boxes[i];
        group.whole = shrunk(wholes[i], groupGap);
        const bool hasHead = shown.groups[i].weights.size() > 1 && group.whole.height > 2.6 * line &&
                             group.whole.width > 5 * line;
        group.head = hasHead ? line : 0;
        TreemapBox inside = group.whole;
        inside.y += group.head;
        inside.height -= group.head;
        group.tiles = squarified(shown.groups[i].weights, inside);
    }
}

void TreemapChart::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < shown.groups.size(); ++i) paintGroup(painter, i, event->rect());
    const auto place = lit();
    if (!place) return;
    const QRectF box = boxOf(*place);
    painter.setPen(QPen(hasFocus() ? colors.accent() : colors.text(), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.width() < 4 || box.height() < 4 ? box.adjusted(-3, -3, 3, 3)
                                                         : box.adjusted(1, 1, -1, -1));
}

void TreemapChart::paintGroup(QPainter& painter, std::size_t index, const QRectF& exposed) const {
    const TreemapGroup& group = shown.groups[index];
    const GroupBoxes& box = boxes[index];
    if (!rectOf(box.whole).intersects(exposed)) return;
    const QColor ink = seriesColor(group.color, colors);
    QColor fill = ink;
    fill.setAlphaF(colors.isDark() ? 0.32F : 0.24F);
    const QFontMetricsF metrics(font());
    painter.setFont(font());
    const auto write = [&](const QRectF& room, const QString& text, int flags) {
        painter.setPen(colors.text());
        painter.drawText(room, flags, metrics.elidedText(text, Qt::ElideMiddle, room.width()));
    };
    if (box.head > 0) {
        QFont strong = font();
        strong.setBold(true);
        painter.setFont(strong);
        const QString title = QStringLiteral("%1 · %2").arg(group.name, group.value);
        const QRectF room(box.whole.x + 3, box.whole.y, box.whole.width - 6, box.head);
        painter.setPen(colors.text());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(strong).elidedText(title, Qt::ElideRight, room.width()));
        painter.setFont(font());
    }
    for (std::size_t i = 0; i < group.weights.size(); ++i) {
        const QRectF tile = rectOf(box.tiles[i]);
        if (tile.width() < smallestSide || tile.height() < smallestSide) continue;
        painter.fillRect(tile, fill);
        if (tile.width() > 3 && tile.height() > 3) {
            painter.setPen(QPen(ink, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(tile.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        const QRectF room = tile.adjusted(textRoom, 2, -textRoom, -2);
        if (room.height() < metrics.height() || room.width() < 3 * metrics.height()) continue;
        const QString name = group.weights.size() == 1 && box.head == 0 ? group.name : shown.name(index, i);
        write(QRectF(room.topLeft(), QSizeF(room.width(), metrics.height())), name, Qt::AlignLeft);
        if (room.height() < 2 * metrics.height()) continue;
        write(QRectF(room.x(), room.y() + metrics.height(), room.width(), metrics.height()),
              shown.words(group.weights[i]), Qt::AlignLeft);
    }
}

std::optional<TreemapChart::Place> TreemapChart::placeAt(QPointF point) const {
    for (std::size_t group = 0; group < boxes.size(); ++group) {
        if (!boxes[group].whole.contains(point.x(), point.y())) continue;
        for (std::size_t tile = 0; tile < boxes[group].tiles.size(); ++tile)
            if (boxes[group].tiles[tile].contains(point.x(), point.y())) return Place{group, tile};
    }
    return std::nullopt;
}

void TreemapChart::setHovered(std::optional<Place> place) {
    if (place == hoveredPlace) return;
    hoveredPlace = place;
    update();
    emit litChanged();
}

void TreemapChart::pin(std::optional<Place> place) {
    pinnedPlace = place;
    hoveredPlace.reset();
    update();
    if (place) announce(*this, shown.told(place->group, place->tile));
    emit litChanged();
}

void TreemapChart::walk(int tiles, int groups) {
    if (shown.groups.empty()) return;
    const auto now = lit();
    if (!now) return pin(Place{0, 0});
    auto group = std::ptrdiff_t(now->group) + groups;
    auto tile = groups != 0 ? 0 : std::ptrdiff_t(now->tile) + tiles;
    const auto count = std::ptrdiff_t(shown.groups.size());
    if (tile < 0 && --group >= 0) tile = std::ptrdiff_t(shown.groups[std::size_t(group)].weights.size()) - 1;
    if (group >= 0 && group < count &&
        tile >= std::ptrdiff_t(shown.groups[std::size_t(group)].weights.size())) {
        ++group;
        tile = 0;
    }
    if (group < 0 || group >= count || tile < 0) return;
    pin(Place{std::size_t(group), std::size_t(tile)});
}

void TreemapChart::mouseMoveEvent(QMouseEvent* event) { setHovered(placeAt(event->position())); }

void TreemapChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return Chart::mousePressEvent(event);
    const auto place = placeAt(event->position());
    pin(place == pinnedPlace ? std::nullopt : place);
}

void TreemapChart::leaveEvent(QEvent*) { setHovered(std::nullopt); }

void TreemapChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left: return walk(-1, 0);
    case Qt::Key_Right: return walk(1, 0);
    case Qt::Key_Up: return walk(0, -1);
    case Qt::Key_Down: return walk(0, 1);
    case Qt::Key_Escape:
        if (pinnedPlace) return pin(std::nullopt);
        break;
    default: break;
    }
    Chart::keyPressEvent(event);
}

void TreemapChart::resizeEvent(QResizeEvent* event) {
    arrange();
    Chart::resizeEvent(event);
}

void TreemapChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) arrange();
    Chart::changeEvent(event);
}

void TreemapChart::focusInEvent(QFocusEvent* event) {
    Chart::focusInEvent(event);
    update();
}

void TreemapChart::focusOutEvent(QFocusEvent* event) {
    Chart::focusOutEvent(event);
    update();
}

} // namespace tokenarium
