// SPDX-License-Identifier: GPL-3.0-or-later
// "How fast": first token, token after token, and both beside what memory allows and what others have
// reached.
#pragma once

#include "engine/view/time_summary.h"
#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

class QLabel;

namespace tokenarium {

class LatencyChart;
class SpeedScale;

class SpeedPanel : public QWidget {
    Q_OBJECT
public:
    explicit SpeedPanel(QWidget* parent = nullptr);
    /// `labels`: of the tokens that were chosen. A bound of 0 bytes is not known yet. `where`: what computed,
    /// as a sentence.
    void show(const DecodeTimes& times, const QStringList& labels, const BandwidthBound& bound,
              const QString& where);
    void clear(const QString& why);
    void setColors(const TokenColors& colors);

private:
    void showScale(const LatencySummary& summary, const BandwidthBound& bound);
    QLabel *finding, *boundText, *spread, *scaleTitle, *device;
    LatencyChart* chart;
    SpeedScale* scale;
};

} // namespace tokenarium
