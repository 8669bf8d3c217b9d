// SPDX-License-Identifier: GPL-3.0-or-later
// What every chart of the Weights, Cost and Serving rooms can do: say its finding, give its numbers, be
// exported.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace tokenarium {

/// The numbers behind a chart, for CSV and for people who do not see it. Numbers unrounded, with a decimal
/// point.
struct ChartTable {
    QStringList header;
    std::vector<QStringList> rows;
};

/// A chart is painted without its finding: the frame around it (ChartFrame) shows that, and has the button
/// that exports. GUI thread only.
class Chart : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// The title: a sentence that says what is to be seen.
    virtual QString finding() const = 0;
    virtual ChartTable table() const = 0;
    virtual void setColors(const TokenColors& colors) = 0;

signals:
    void findingChanged();
};

/// Of a series or a segment: 0 the accent, then seven colours that also differ in lightness, again and again;
/// -1 grey.
QColor seriesColor(int number, const TokenColors& colors);

/// The number as it stands in a CSV file: shortest digits that give it back.
QString csvNumber(double value);

} // namespace tokenarium
