// SPDX-License-Identifier: GPL-3.0-or-later
// The waveform: the lowest and the highest sample of every column of pixels.
#pragma once

#include "widgets/sound/time_strip.h"

#include <span>

namespace tokenarium {

class WaveformStrip : public TimeStrip {
    Q_OBJECT
public:
    /// Fills lowest and highest (−1…1) of columns that are `secondsPerColumn` wide, the first at
    /// `firstSeconds`; cheap.
    using Columns = std::function<void(double firstSeconds, double secondsPerColumn, std::span<float> lowest,
                                       std::span<float> highest)>;
    using TimeStrip::TimeStrip;
    void setColumns(Columns columns);

    QSize sizeHint() const override { return {600, 96}; }
    QSize minimumSizeHint() const override { return {160, 56}; }

protected:
    void paintData(QPainter& painter) override;

private:
    Columns columnsOf;
};

} // namespace tokenarium
