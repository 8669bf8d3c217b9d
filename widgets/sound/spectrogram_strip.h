// SPDX-License-Identifier: GPL-3.0-or-later
// A spectrogram along time, drawn from tiles; cells of tokens over it, axes beside it.
#pragma once

#include "widgets/sound/time_strip.h"

#include <QImage>
#include <QString>

#include <vector>

namespace tokenarium {

/// A label at the frequency axis; `share` is 0 at the bottom of the plot and 1 at its top.
struct FrequencyTick {
    double share = 0;
    QString label;
};

/// Columns of pixels in pictures of `tileColumns`, in levels: a column of level k stands for 2^k frames.
struct SpectrogramTileSource {
    static constexpr std::size_t tileColumns = 256;
    std::size_t frames = 0, bands = 0;
    double secondsPerFrame = 0.01;
    /// Pictures of tiles first … last of a level, the low bands at the bottom; null where they are still to
    /// come (then the owner calls update()). The latest call says what is wanted.
    std::function<std::vector<QImage>(std::size_t level, std::size_t first, std::size_t last)> tiles;
};

/// A rectangle of time and bands.
struct TimeBandRect {
    TimeRange time;
    double lowBand = 0, highBand = 0;
    bool operator==(const TimeBandRect&) const = default;
};

/// Lines every `cellSeconds` from `begin` to `end`, where there is room for them, and at these bands.
struct TimeBandGrid {
    double begin = 0, end = 0, cellSeconds = 0;
    std::vector<double> bands;
};

/// Up and down move a band where `setBandKeys` is on. GUI thread only.
class SpectrogramStrip : public TimeStrip {
    Q_OBJECT
public:
    explicit SpectrogramStrip(QWidget* parent = nullptr);
    void setSource(SpectrogramTileSource source);
    /// At the left (Hz) and at the right (mel); empty: no axis.
    void setTicks(std::vector<FrequencyTick> left, std::vector<FrequencyTick> right);
    void setAxisTitles(const QString& left, const QString& right);
    void setGrid(const TimeBandGrid& grid);
    /// What is pointed at, and what else belongs to it (drawn with a thinner line).
    void setLit(std::optional<TimeBandRect> lit, std::optional<TimeBandRect> around = {});
    const std::optional<TimeBandRect>& lit() const { return litRect; }
    /// Sound ends here and what follows was added: drawn under a veil.
    void setSoundEnd(std::optional<double> seconds);
    QPointF toWidget(double seconds, double band) const;

    QSize sizeHint() const override { return {600, 220}; }
    QSize minimumSizeHint() const override { return {200, 90}; }

signals:
    /// The mouse over a point: x in seconds, y in bands.
    void pointed(std::optional<QPointF> point);
    void pointChosen(QPointF point);

protected:
    void paintData(QPainter& painter) override;
    void paintMargins(QPainter& painter) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::optional<QPointF> pointAt(QPointF widget) const;
    void paintTiles(QPainter& painter);
    struct Level {
        double tileSeconds = 0;
        std::size_t first = 0;
        std::vector<QImage> pictures;
    };
    Level seenTiles(std::size_t level) const;
    void paintLevel(QPainter& painter, const Level& tiles) const;
    void paintGrid(QPainter& painter) const;
    void paintRect(QPainter& painter, const TimeBandRect& rect, double lineWidth) const;
    void makeRoom();

    SpectrogramTileSource tileSource;
    std::vector<FrequencyTick> leftTicks, rightTicks;
    QString leftTitle, rightTitle;
    TimeBandGrid gridLines;
    std::optional<TimeBandRect> litRect, aroundRect;
    std::optional<double> soundEnd;
};

} // namespace tokenarium
