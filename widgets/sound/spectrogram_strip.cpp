// SPDX-License-Identifier: GPL-3.0-or-later
// The whole sound in its coarsest tiles lies under what is seen, so that nothing is empty while finer tiles
// are still to come.
#include "widgets/sound/spectrogram_strip.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tokenarium {
namespace {

constexpr double finestLines = 5; // pixels; cells that are smaller get no lines
constexpr std::size_t tileColumns = SpectrogramTileSource::tileColumns;

/// The coarsest level that is needed: the whole sound in two tiles.
std::size_t coarsestLevel(std::size_t frames) {
    std::size_t level = 0;
    while ((frames >> level) > 2 * tileColumns) ++level;
    return level;
}

} // namespace

SpectrogramStrip::SpectrogramStrip(QWidget* parent) : TimeStrip(parent) {}

void SpectrogramStrip::setSource(SpectrogramTileSource source) {
    tileSource = std::move(source);
    update();
}

void SpectrogramStrip::setTicks(std::vector<FrequencyTick> left, std::vector<FrequencyTick> right) {
    leftTicks = std::move(left);
    rightTicks = std::move(right);
    makeRoom();
}

void SpectrogramStrip::setAxisTitles(const QString& left, const QString& right) {
    leftTitle = left;
    rightTitle = right;
    makeRoom();
}

void SpectrogramStrip::makeRoom() {
    const auto widest = [this](const std::vector<FrequencyTick>& ticks, const QString& title) {
        int width = 0;
        for (const FrequencyTick& tick : ticks)
            width = std::max(width, fontMetrics().horizontalAdvance(tick.label + QLatin1Char(' ') + title));
        return width == 0 ? 4.0 : width + 12.0;
    };
    leftMargin = widest(leftTicks, leftTitle);
    rightMargin = widest(rightTicks, rightTitle);
    update();
}

void SpectrogramStrip::setGrid(const TimeBandGrid& grid) {
    gridLines = grid;
    update();
}

void SpectrogramStrip::setLit(std::optional<TimeBandRect> lit, std::optional<TimeBandRect> around) {
    if (litRect == lit && aroundRect == around) return;
    litRect = lit;
    aroundRect = around;
    update();
}

void SpectrogramStrip::setSoundEnd(std::optional<double> seconds) {
    soundEnd = seconds;
    update();
}

QPointF SpectrogramStrip::toWidget(double seconds, double band) const {
    const QRectF area = plot();
    const double bands = double(std::max<std::size_t>(1, tileSource.bands));
    return {axis().x(seconds), area.bottom() - band / bands * area.height()};
}

std::optional<QPointF> SpectrogramStrip::pointAt(QPointF widget) const {
    const QRectF area = plot();
    if (!area.contains(widget) || tileSource.bands == 0) return std::nullopt;
    const double seconds = std::clamp(axis().seconds(widget.x()), 0.0, length());
    return QPointF(seconds, (area.bottom() - widget.y()) / area.height() * double(tileSource.bands));
}

void SpectrogramStrip::paintData(QPainter& painter) {
    paintTiles(painter);
    if (soundEnd && *soundEnd < seen().end) {
        QRectF veiled = plot();
        veiled.setLeft(std::max(veiled.left(), axis().x(*soundEnd)));
        QColor veil = palette.background();
        veil.setAlpha(150);
        painter.fillRect(veiled, veil);
        painter.setPen(QPen(palette.text(), 1, Qt::DotLine));
        painter.drawLine(veiled.topLeft(), veiled.bottomLeft());
    }
    paintGrid(painter);
    if (aroundRect) paintRect(painter, *aroundRect, 1.5);
    if (litRect) paintRect(painter, *litRect, 3);
}

void SpectrogramStrip::paintTiles(QPainter& painter) {
    if (tileSource.frames == 0 || !tileSource.tiles) return;
    const double framesPerPixel = axis().secondsPerPixel() / tileSource.secondsPerFrame / devicePixelRatioF();
    const std::size_t coarsest = coarsestLevel(tileSource.frames);
    std::size_t level = 0;
    while (level < coarsest && double(std::size_t(2) << level) <= framesPerPixel) ++level;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, framesPerPixel > 1);
    const Level coarse = seenTiles(coarsest), fine = level == coarsest ? coarse : seenTiles(level);
    const bool isComplete = std::none_of(fine.pictures.begin(), fine.pictures.end(),
                                         [](const QImage& one) { return one.isNull(); });
    if (!isComplete && level != coarsest) paintLevel(painter, coarse);
    paintLevel(painter, fine);
}

SpectrogramStrip::Level SpectrogramStrip::seenTiles(std::size_t level) const {
    Level tiles;
    tiles.tileSeconds = double(tileColumns << level) * tileSource.secondsPerFrame;
    const std::size_t lastTile = ((tileSource.frames - 1) >> level) / tileColumns;
    tiles.first = std::min(lastTile, std::size_t(std::max(0.0, seen().begin / tiles.tileSeconds)));
    const auto last = std::min(lastTile, std::size_t(std::max(0.0, seen().end / tiles.tileSeconds)));
    tiles.pictures = tileSource.tiles(level, tiles.first, last);
    return tiles;
}

/// Only the columns that are seen: a tile may be a thousand times as wide as the screen.
void SpectrogramStrip::paintLevel(QPainter& painter, const Level& tiles) const {
    const QRectF area = plot();
    const double columnSeconds = tiles.tileSeconds / double(tileColumns);
    for (std::size_t i = 0; i < tiles.pictures.size(); ++i) {
        const QImage& picture = tiles.pictures[i];
        if (picture.isNull()) continue;
        const double begin = double(tiles.first + i) * tiles.tileSeconds;
        const double from =
            std::clamp(std::floor((seen().begin - begin) / columnSeconds) - 1, 0.0, double(picture.width()));
        const double to =
            std::clamp(std::ceil((seen().end - begin) / columnSeconds) + 1, 0.0, double(picture.width()));
        if (to <= from) continue;
        const double left = axis().x(begin + from * columnSeconds),
                     right = axis().x(begin + to * columnSeconds);
        painter.drawImage(QRectF(left, area.top(), right - left, area.height()), picture,
                          QRectF(from, 0, to - from, picture.height()));
    }
}

void SpectrogramStrip::paintGrid(QPainter& painter) const {
    const QRectF area = plot();
    const double cell = gridLines.cellSeconds / axis().secondsPerPixel();
    const double strength =
        std::clamp((cell - 3) / 10, 0.2, 1.0); // narrow cells are not to vanish behind lines
    const auto line = [&](QPointF from, QPointF to) {
        painter.setPen(QPen(QColor(0, 0, 0, int(110 * strength)), 1));
        painter.drawLine(from + QPointF(1, 1), to + QPointF(1, 1));
        painter.setPen(QPen(QColor(255, 255, 255, int(150 * strength)), 1));
        painter.drawLine(from, to);
    };
    const double step = gridLines.cellSeconds;
    if (step > 0 && step / axis().secondsPerPixel() >= finestLines) {
        const double from = std::max(gridLines.begin, seen().begin), to = std::min(gridLines.end, seen().end);
        for (double at = gridLines.begin + std::ceil((from - gridLines.begin) / step) * step; at <= to + 1e-9;
             at += step)
            line({axis().x(at), area.top()}, {axis().x(at), area.bottom()});
    }
    const double left = axis().x(gridLines.begin), right = axis().x(gridLines.end);
    for (const double band : gridLines.bands) {
        const double y = toWidget(0, band).y();
        line({left, y}, {right, y});
    }
}

void SpectrogramStrip::paintRect(QPainter& painter, const TimeBandRect& rect, double lineWidth) const {
    QRectF area(toWidget(rect.time.begin, rect.highBand), toWidget(rect.time.end, rect.lowBand));
    if (area.width() < 3) area.adjust(-2, 0, 2, 0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, lineWidth + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(area);
    painter.setPen(QPen(QColor(0xd05a00), lineWidth, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(area);
}

void SpectrogramStrip::paintMargins(QPainter& painter) {
    const QRectF area = plot();
    const double high = fontMetrics().height();
    painter.setPen(palette.text());
    const auto paintAxis = [&](const std::vector<FrequencyTick>& ticks, const QString& title, bool left) {
        if (ticks.empty()) return;
        const double x = left ? area.left() : area.right(), out = left ? -3 : 3;
        const QRectF column = left ? QRectF(0, 0, area.left() - 5, high)
                                   : QRectF(area.right() + 5, 0, width() - area.right() - 5, high);
        const Qt::Alignment side = (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
        double free = -high;
        bool isFirst = true;                                             // it has the unit
        for (auto tick = ticks.rbegin(); tick != ticks.rend(); ++tick) { // from the top
            const double y = area.bottom() - tick->share * area.height();
            if (y < area.top() - 5 || y > area.bottom() + 1) continue;
            painter.drawLine(QPointF(x, y), QPointF(x + out, y));
            const double top = std::clamp(y - high / 2, area.top() - 2, area.bottom() - high + 3);
            if (top < free) continue;
            const QString label = isFirst ? tick->label + QLatin1Char(' ') + title : tick->label;
            painter.drawText(column.translated(0, top), int(side) | Qt::TextDontClip, label);
            free = top + high;
            isFirst = false;
        }
    };
    paintAxis(leftTicks, leftTitle, true);
    paintAxis(rightTicks, rightTitle, false);
}

void SpectrogramStrip::mousePressEvent(QMouseEvent* event) {
    TimeStrip::mousePressEvent(event);
    if (const auto point = pointAt(event->position())) emit pointChosen(*point);
}

void SpectrogramStrip::mouseMoveEvent(QMouseEvent* event) {
    TimeStrip::mouseMoveEvent(event);
    emit pointed(pointAt(event->position()));
}

void SpectrogramStrip::leaveEvent(QEvent* event) {
    TimeStrip::leaveEvent(event);
    emit pointed(std::nullopt);
}

void SpectrogramStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) makeRoom();
    TimeStrip::changeEvent(event);
}

} // namespace tokenarium
