// SPDX-License-Identifier: GPL-3.0-or-later
// Ids along time, a row for each level of a codebook: colours from afar, numbers from near.
#pragma once

#include "widgets/sound/time_strip.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace tokenarium {

struct IdRows {
    std::size_t columns = 0, rows = 0;
    std::vector<std::uint16_t> ids; ///< [columns, rows]
    std::size_t different = 1;      ///< ids are below this
    double secondsPerColumn = 0.01;
    std::size_t rowsUsed = 0;    ///< the rest is drawn faint
    std::vector<QString> labels; ///< of the rows, at the left
};

/// Row 0 at the top. GUI thread only.
class IdStrip : public TimeStrip {
    Q_OBJECT
public:
    using TimeStrip::TimeStrip;
    void setIds(IdRows rows);
    const IdRows& ids() const { return shown; }
    void setLit(std::optional<std::size_t> column);

    QSize sizeHint() const override { return {600, 130}; }
    QSize minimumSizeHint() const override { return {200, 76}; }

signals:
    void pointed(std::optional<std::size_t> column);

protected:
    void paintData(QPainter& painter) override;
    void paintMargins(QPainter& painter) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeRoom();
    void paintRow(QPainter& painter, std::size_t row, const QRectF& area) const;
    IdRows shown;
    std::optional<std::size_t> litColumn;
};

} // namespace tokenarium
