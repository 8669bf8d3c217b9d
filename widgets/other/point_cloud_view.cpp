// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes first, points over them, the lit box last; what is nearer to the eye is drawn stronger.
#include "widgets/other/point_cloud_view.h"

#include "widgets/style/announcement.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double reach = 1.75;     // of the places, to each side
constexpr double reachDown = 1.55; // and upwards
constexpr double nearEnough = 14;  // pixels between the mouse and a point
constexpr double degreesPerPixel = 0.5;

} // namespace

PointCloudView::PointCloudView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PointCloudView::setPicture(CloudPicture shown) {
    picture = std::move(shown);
    if (litVoxel && *litVoxel >= picture.boxes.size()) litVoxel.reset();
    update();
}

void PointCloudView::setLit(std::optional<std::size_t> voxel) {
    if (voxel && *voxel >= picture.boxes.size()) voxel.reset();
    litVoxel = voxel;
    announce(*this, voxel && wordsOf ? wordsOf(*voxel) : QString());
    update();
}

void PointCloudView::setWords(std::function<QString(std::size_t)> words) { wordsOf = std::move(words); }

void PointCloudView::setColors(const TokenColors& colors) {
    palette = colors;
    update();
}

QPointF PointCloudView::toWidget(const CloudPicture::Place& place) const {
    const double scale = std::min(width() / (2 * reach), height() / (2 * reachDown));
    return QRectF(rect()).center() + QPointF(place.x, place.y) * scale;
}

QPointF PointCloudView::placeOf(std::size_t point) const { return toWidget(picture.points[point].at); }

void PointCloudView::drawBox(QPainter& painter, const std::array<CloudPicture::Place, 8>& box) const {
    for (std::size_t i = 0; i < box.size(); ++i)
        for (const std::size_t bit : {1, 2, 4})
            if ((i & bit) == 0) painter.drawLine(toWidget(box[i]), toWidget(box[i | bit]));
}

void PointCloudView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette.background());
    painter.setRenderHint(QPainter::Antialiasing);
    QColor line = palette.text();
    line.setAlphaF(0.35F);
    painter.setPen(QPen(line, 1, Qt::DashLine));
    drawBox(painter, picture.whole);
    for (const auto& box : picture.boxes) {
        const double nearness = std::clamp(0.5 - box[0].depth / (2 * reach), 0.0, 1.0);
        line.setAlphaF(float(0.08 + 0.22 * nearness));
        painter.setPen(QPen(line, 1));
        drawBox(painter, box);
    }
    painter.setPen(Qt::NoPen);
    for (const CloudPicture::Dot& dot : picture.points) {
        const bool isLit = litVoxel == dot.voxel;
        const double nearness = std::clamp(0.5 - dot.at.depth / (2 * reach), 0.0, 1.0);
        QColor color = isLit ? palette.accent() : palette.text();
        if (!isLit) color.setAlphaF(float(0.35 + 0.65 * nearness));
        painter.setBrush(color);
        const double radius = isLit ? 4 : 1.6;
        painter.drawEllipse(toWidget(dot.at), radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
    if (litVoxel) {
        painter.setPen(QPen(palette.accent(), 2.5));
        drawBox(painter, picture.boxes[*litVoxel]);
    }
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(palette.accent(), 1, Qt::DotLine));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

/// Of the nearest point; of those in the same place the one nearer to the eye.
std::optional<std::size_t> PointCloudView::voxelAt(QPointF point) const {
    std::optional<std::size_t> best;
    double least = nearEnough * nearEnough;
    for (const CloudPicture::Dot& dot : picture.points) {
        const QPointF away = toWidget(dot.at) - point;
        const double distance = QPointF::dotProduct(away, away) + 1e-3 * dot.at.depth;
        if (distance >= least) continue;
        least = distance;
        best = dot.voxel;
    }
    return best;
}

void PointCloudView::mousePressEvent(QMouseEvent* event) {
    dragFrom = event->position();
    dragged = false;
}

void PointCloudView::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || !dragFrom) return emit hovered(voxelAt(event->position()));
    const double pixels = event->position().x() - dragFrom->x();
    if (!dragged && std::abs(pixels) < 4) return;
    dragged = true;
    dragFrom = event->position();
    emit turned(pixels * degreesPerPixel);
}

void PointCloudView::mouseReleaseEvent(QMouseEvent* event) {
    const auto voxel = voxelAt(event->position());
    if (dragFrom && !dragged && voxel) emit chosen(*voxel);
    dragFrom.reset();
}

void PointCloudView::leaveEvent(QEvent*) { emit hovered(std::nullopt); }

void PointCloudView::keyPressEvent(QKeyEvent* event) {
    if (picture.boxes.empty()) return QWidget::keyPressEvent(event);
    const std::size_t at = litVoxel.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left: return emit chosen(at > 0 ? at - 1 : 0);
    case Qt::Key_Right: return emit chosen(std::min(at + 1, picture.boxes.size() - 1));
    case Qt::Key_Home: return emit chosen(0);
    case Qt::Key_End: return emit chosen(picture.boxes.size() - 1);
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace tokenarium
