// SPDX-License-Identifier: GPL-3.0-or-later
// Two rows of ids under each other: the same ones joined by a line, the others apart.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokenarium {

/// A place in both rows, or one that the other row has nothing beside.
struct AlignedPair {
    std::optional<std::uint16_t> left, right;
    bool same = false;
};

/// As wide as it has pairs; to be put into a scroll area. ← and → move the lit pair. GUI thread only.
class AlignmentRows : public QWidget {
    Q_OBJECT
public:
    explicit AlignmentRows(QWidget* parent = nullptr);
    void setPairs(std::vector<AlignedPair> pairs);
    const std::vector<AlignedPair>& pairs() const { return shown; }
    void setLit(std::optional<std::size_t> pair);
    std::optional<std::size_t> lit() const { return litPair; }
    QRect pairRect(std::size_t pair) const;
    void setColors(const TokenColors& colors);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void pointed(std::optional<std::size_t> pair);
    void chosen(std::size_t pair);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int cellWidth() const;
    int rowHeight() const { return fontMetrics().height() + 8; }
    std::optional<std::size_t> at(QPointF point) const;
    void paintChip(QPainter& painter, const QRect& area, std::optional<std::uint16_t> id, bool same) const;

    std::vector<AlignedPair> shown;
    std::optional<std::size_t> litPair;
    TokenColors palette = TokenColors::light();
};

} // namespace tokenarium
