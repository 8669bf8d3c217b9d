// SPDX-License-Identifier: GPL-3.0-or-later
// What all strips along time have in common: zooming, scrolling, the cursor, the selected stretch.
#pragma once

#include "widgets/sound/time_axis.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <functional>
#include <optional>

namespace tokenarium {

/// The wheel zooms about the mouse, with Shift it scrolls; dragging selects, a click sets the cursor. Keys: ←
/// → move the cursor (with Shift they select, with Ctrl ten times as far), + − zoom, Home End, Escape
/// unselects, Space plays. Emits what the person wants; the owner sets it. GUI thread only.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    explicit TimeStrip(QWidget* parent = nullptr);

    /// Seconds; more than 0.
    void setLength(double seconds);
    double length() const { return whole; }
    void setSeen(TimeRange range);
    TimeRange seen() const { return range; }
    void setCursor(std::optional<double> seconds);
    std::optional<double> cursor() const { return cursorSeconds; }
    void setSelection(std::optional<TimeRange> stretch);
    std::optional<TimeRange> selection() const { return selected; }
    /// A stretch that is pointed at elsewhere.
    void setMarked(std::optional<TimeRange> stretch);
    std::optional<TimeRange> marked() const { return mark; }
    virtual void setColors(const TokenColors& colors);
    /// What a screen reader hears of a moment.
    void setWords(std::function<QString(double)> words);
    /// Whether times are written below the plot.
    void setTimesShown(bool on);
    /// A few words in the corner of the plot.
    void setCaption(const QString& text);
    const QString& caption() const { return cornerText; }
    /// Strips under each other have their plots under each other when they get the largest margins of all.
    double neededLeft() const { return leftMargin; }
    double neededRight() const { return rightMargin; }
    void setLeastMargins(double left, double right);

    TimeAxis axis() const;
    /// Where data is painted.
    virtual QRectF plot() const;

signals:
    void rangeWanted(tokenarium::TimeRange range);
    void cursorWanted(double seconds);
    void selectionWanted(std::optional<tokenarium::TimeRange> stretch);
    void playWanted();
    void hovered(std::optional<double> seconds);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

    /// Below selection and cursor; clipped to plot().
    virtual void paintData(QPainter& painter) = 0;
    /// Beside the plot: labels of axes.
    virtual void paintMargins(QPainter&) {}
    double labelHeight() const;
    double leftMargin = 4, rightMargin = 4;
    TokenColors palette = TokenColors::light();

private:
    void paintTimes(QPainter& painter) const;
    void paintCaption(QPainter& painter) const;
    void paintStretch(QPainter& painter, TimeRange stretch, const QColor& fill, bool framed) const;
    void moveCursor(double to, bool select);

    QString cornerText;
    double leastLeft = 0, leastRight = 0;
    double whole = 1;
    TimeRange range;
    std::optional<double> cursorSeconds;
    std::optional<TimeRange> selected, mark;
    std::optional<double> pressedAt; ///< seconds; while the button is down
    bool dragging = false, timesShown = true;
    std::function<QString(double)> wordsOf;
};

/// "3.25 s" below a minute, "1:03.2", "1:02:03" from there on; as many decimals as `step` seconds need.
QString timeText(double seconds, double step = 0.01);

} // namespace tokenarium
