// SPDX-License-Identifier: GPL-3.0-or-later
// What all charts of measurements share: no legend, no animation, our colours. Only charts include it.
#pragma once

#include "widgets/style/token_colors.h"

#include <QAbstractAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>

#include <initializer_list>

namespace tokenarium {

inline void prepareChart(QChart& chart, QChartView& view) {
    chart.legend()->hide();
    chart.setAnimationOptions(QChart::NoAnimation);
    chart.setLocalizeNumbers(true);
    chart.setMargins(QMargins(0, 0, 0, 0));
    chart.setBackgroundRoundness(0);
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    view.setRenderHint(QPainter::Antialiasing);
    view.setFrameShape(QFrame::NoFrame);
    view.setFocusPolicy(Qt::NoFocus);
}

/// The theme resets fonts and pens, so this comes before the colours of the series.
inline void applyChartColors(QChart& chart, QChartView& view, std::initializer_list<QAbstractAxis*> axes,
                             const TokenColors& colors) {
    chart.setTheme(colors.isDark() ? QChart::ChartThemeDark : QChart::ChartThemeLight);
    chart.setBackgroundBrush(Qt::NoBrush);
    chart.setPlotAreaBackgroundVisible(false);
    view.setBackgroundBrush(Qt::NoBrush);
    view.setStyleSheet(QStringLiteral("background: transparent"));
    QColor faint = colors.text();
    faint.setAlphaF(0.15F);
    for (QAbstractAxis* axis : axes) {
        axis->setLabelsFont(view.font());
        axis->setTitleFont(view.font());
        axis->setLabelsColor(colors.text());
        axis->setTitleBrush(colors.text());
        axis->setLinePen(faint);
        axis->setGridLinePen(faint);
        axis->setMinorGridLineVisible(false);
    }
}

} // namespace tokenarium
