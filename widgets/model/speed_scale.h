// SPDX-License-Identifier: GPL-3.0-or-later
// Speeds on one logarithmic line: what was measured here above it, landmarks below.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace tokenarium {

struct SpeedMark {
    enum class Kind { Measured, Bound, Landmark };
    Kind kind = Kind::Landmark;
    QString label;
    double tokensPerSecond = 0;
    QString tip; ///< with the source
};

/// From 1 to 1,000,000 tokens a second, further where a mark lies beyond. Tool tips give the sources; the
/// accessible description reads all. GUI thread only.
class SpeedScale : public QWidget {
    Q_OBJECT
public:
    explicit SpeedScale(QWidget* parent = nullptr);
    void setMarks(std::vector<SpeedMark> newMarks);
    const std::vector<SpeedMark>& marks() const { return list; }
    void setColors(const TokenColors& newColors);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Where a speed lies, in pixels from the left.
    double positionOf(double tokensPerSecond) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Placed {
        std::size_t mark = 0;
        QRectF label;
        double x = 0;
    };
    std::vector<Placed> placed() const;
    double exponentEnd() const;
    double axisTop() const;

    std::vector<SpeedMark> list;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
