// SPDX-License-Identifier: GPL-3.0-or-later
// What GPT-3 read: what there was of each source, what was drawn of it, and how often it saw each.
#pragma once

#include "app/pages/weights/sizing_view.h"

namespace tokenarium {

class BarsChart;
class ChartFrame;
class FigureList;
class ValueSlider;
struct Figure;

class DataMixView : public SizingView {
    Q_OBJECT
public:
    explicit DataMixView(SizingSession& sizing, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("data-mix"); }
    const char* name() const override { return QT_TR_NOOP("GPT-3's data"); }
    void setColors(const TokenColors& colors) override;
    static QString sourceName(DataSource source);

protected:
    void refresh() override;
    void retranslate() override;

private:
    void showFiltered();
    void showMix();
    void showEpochs();
    std::vector<Figure> figureRows() const;

    QLabel* sentence;
    ValueSlider* seen;
    BarsChart *mix, *epochs, *filtered;
    ChartFrame *mixFrame, *epochsFrame, *filteredFrame;
    FigureList* figures;
};

} // namespace tokenarium
