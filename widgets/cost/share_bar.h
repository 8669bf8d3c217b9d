// SPDX-License-Identifier: GPL-3.0-or-later
// One whole cut into named shares, with a border that can be dragged and a limit that shares may cross.
#pragma once

#include "widgets/charts/chart.h"

#include <QString>

#include <optional>
#include <vector>

namespace tokenarium {

struct ShareSegment {
    enum class Kind {
        Part,   ///< tinted; neighbours differ
        Rest,   ///< what is left: a frame without a fill
        Beyond, ///< does not fit: hatched
    };
    QString name, value; ///< "Input", "2,000 tokens"
    double amount = 0;
    Kind kind = Kind::Part;
    int tint = 0; ///< 0 to 5, of parts
};

struct ShareBarData {
    QString finding, unit; ///< unit: of the amounts, for the table
    std::vector<ShareSegment> segments;
    std::optional<std::size_t> border; ///< after this segment; drags between it and the next
    QString borderName;                ///< for screen readers
    std::optional<double> limit;       ///< an amount at which a line stands
    QString limitName;
    QString caption; ///< a line below the bar
};

/// Paints only. The border follows the mouse and the arrow keys (with Shift ten times as far) and is not
/// moved by the widget: the owner answers borderMoved() with new data. GUI thread only.
class ShareBar : public Chart {
    Q_OBJECT
public:
    explicit ShareBar(QWidget* parent = nullptr);
    void setData(ShareBarData data);
    const ShareBarData& data() const { return shown; }
    QString finding() const override { return shown.finding; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;

    QRectF segmentRect(std::size_t segment) const; ///< in coordinates of this widget
    double borderX() const;
    /// The words that are to be seen in or above the segments; of narrow ones there are none.
    QStringList shownWords() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The share of the two neighbours together that the first is to have, 0 to 1.
    void borderMoved(double share);
    void borderStepped(int steps); ///< by the keys

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF bar() const;
    double whole() const;
    bool isNearBorder(double x) const;
    void moveBorder(double x);
    void drawSegment(QPainter& painter, std::size_t segment) const;
    void drawBorder(QPainter& painter) const;
    void drawLimit(QPainter& painter) const;
    QString wordsOf(std::size_t segment) const; ///< as many as there is room for
    void describe();
    ShareBarData shown;
    TokenColors colors = TokenColors::light();
    bool dragging = false;
};

} // namespace tokenarium
