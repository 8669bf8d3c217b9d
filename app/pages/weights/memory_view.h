// SPDX-License-Identifier: GPL-3.0-or-later
// What the model takes of a GPU's memory, format by format or training by training, and where that fits.
#pragma once

#include "app/pages/weights/sizing_view.h"

class QSpinBox;

namespace tokenarium {

class BarsChart;
class ChartFrame;
class FigureList;
class FitChart;
class ValueSlider;

class MemoryView : public SizingView {
    Q_OBJECT
public:
    explicit MemoryView(SizingSession& sizing, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("memory"); }
    const char* name() const override { return QT_TR_NOOP("Memory"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void connectControls();
    void arrange();
    void showControls();
    void showPurpose(bool training);
    void showWays();
    void showFit();
    void showClaim();
    std::vector<MemoryRow> rows() const;
    const MemoryRow& row() const;

    std::vector<MemoryRow> current;
    std::size_t chosenRow = 0;
    QLabel* sentence;
    QComboBox *purpose, *cacheFormat, *recompute;
    NamedControl purposeControl, cacheControl, recomputeControl;
    ValueSlider *context, *texts, *devices, *rank, *working;
    BarsChart* ways;
    FitChart* fits;
    ChartFrame *waysFrame, *fitsFrame;
    FigureList* figures;
};

} // namespace tokenarium
