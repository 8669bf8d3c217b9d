// SPDX-License-Identifier: GPL-3.0-or-later
// Around a chart: its finding above, and a button that exports it as SVG, PDF, PNG or CSV.
#pragma once

#include "widgets/charts/chart.h"

class QLabel;
class QToolButton;

namespace tokenarium {

class ChartFrame : public QWidget {
    Q_OBJECT
public:
    /// Takes the chart. `fileName`: what the file dialog begins with, without ending.
    ChartFrame(Chart* chart, const QString& fileName, QWidget* parent = nullptr);
    Chart& chart() { return *content; }
    void setColors(const TokenColors& colors); ///< the chart's too
    QString shownFinding() const;
    /// By the ending of the path: .svg, .pdf, .png (twice the size on the screen) or .csv; what was there
    /// before stays until all is written. Throws std::runtime_error with file and reason.
    void exportTo(const QString& path) const;

signals:
    /// For the room's message bar: exported, or why not.
    void said(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void askExport(const QString& ending);
    void retranslate();
    void showFinding();
    Chart* content;
    QString file;
    QLabel* title;
    QToolButton* button;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
