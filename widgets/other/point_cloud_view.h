// SPDX-License-Identifier: GPL-3.0-or-later
// A cloud of points seen from outside, with the voxels that hold a point; one of them lit.
#pragma once

#include "widgets/style/token_colors.h"

#include <QPointF>
#include <QWidget>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace tokenarium {

/// What is painted, already turned: places of about −1.8 … 1.8 to the right, down, and away from the eye.
struct CloudPicture {
    struct Place {
        double x = 0, y = 0, depth = 0;
    };
    struct Dot {
        Place at;
        std::size_t voxel = 0;
    };
    std::vector<Dot> points;
    std::array<Place, 8> whole{};            ///< the cube that all voxels fill
    std::vector<std::array<Place, 8>> boxes; ///< corners whose numbers differ in one bit are joined
};

/// Dragging turns it; the arrow keys go from voxel to voxel. GUI thread only.
class PointCloudView : public QWidget {
    Q_OBJECT
public:
    explicit PointCloudView(QWidget* parent = nullptr);
    void setPicture(CloudPicture shown);
    void setLit(std::optional<std::size_t> voxel);
    std::optional<std::size_t> lit() const { return litVoxel; }
    void setWords(std::function<QString(std::size_t)> words);
    void setColors(const TokenColors& colors);
    /// Where a point is drawn.
    QPointF placeOf(std::size_t point) const;

    QSize sizeHint() const override { return {420, 340}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

signals:
    void hovered(std::optional<std::size_t> voxel);
    void chosen(std::size_t voxel); ///< by a click or the keys
    void turned(double degrees);    ///< by so much

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPointF toWidget(const CloudPicture::Place& place) const;
    std::optional<std::size_t> voxelAt(QPointF point) const;
    void drawBox(QPainter& painter, const std::array<CloudPicture::Place, 8>& box) const;

    CloudPicture picture;
    std::optional<std::size_t> litVoxel;
    std::function<QString(std::size_t)> wordsOf;
    TokenColors palette = TokenColors::light();
    std::optional<QPointF> dragFrom;
    bool dragged = false;
};

} // namespace tokenarium
