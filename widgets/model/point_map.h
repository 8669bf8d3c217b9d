// SPDX-License-Identifier: GPL-3.0-or-later
// Named points on a plane, their labels beside them without covering each other.
#pragma once

#include "engine/view/projection.h"
#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

/// Both axes have one scale. A label that finds no room is shown while its point is pointed at. Left and
/// Right walk from point to point, Esc gives the chosen one up; it is announced. GUI thread only.
class PointMap : public QWidget {
    Q_OBJECT
public:
    explicit PointMap(QWidget* parent = nullptr);
    void setData(std::vector<std::array<double, 2>> newPoints, QStringList newLabels);
    const QStringList& pointLabels() const { return labels; }
    /// Framed: the token that is lit elsewhere.
    void setLit(std::optional<std::size_t> point);
    void setColors(const TokenColors& newColors);
    /// Where a point is painted, and its label where there is one.
    QPointF place(std::size_t point) const;
    std::optional<QRectF> labelRect(std::size_t point) const;
    QSize sizeHint() const override { return {480, 320}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

signals:
    void pointed(std::optional<std::size_t> point); ///< under the mouse, or walked to

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void point(std::optional<std::size_t> wanted);

    std::vector<std::array<double, 2>> points, places;
    QStringList labels;
    std::vector<std::optional<LabelBox>> boxes;
    std::optional<std::size_t> lit, under;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
