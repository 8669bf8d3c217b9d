// SPDX-License-Identifier: GPL-3.0-or-later
// The draw of a token as a picture: the unit interval, a segment for each candidate, and where the random
// number fell.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

struct DrawSegment {
    QString label;
    double begin = 0, end = 0;
};

/// Plain value.
struct DrawLineData {
    std::vector<DrawSegment> segments; ///< side by side from 0 to 1
    std::size_t hit = 0;
    double number = 0; ///< in [0, 1)
};

/// Paints only; a segment's words are its tool tip, and the draw's are the accessible description. GUI thread
/// only.
class DrawLine : public QWidget {
    Q_OBJECT
public:
    explicit DrawLine(QWidget* parent = nullptr);
    void setData(DrawLineData data);
    const DrawLineData& data() const { return shown; }
    void setColors(const TokenColors& colors);
    /// In coordinates of the widget, for tests.
    QRectF segmentRect(std::size_t segment) const;
    double markerX() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF bar() const;
    double endWidth() const;
    void describe();
    void paintSegments(QPainter& painter) const;
    void paintMarker(QPainter& painter) const;
    DrawLineData shown;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
