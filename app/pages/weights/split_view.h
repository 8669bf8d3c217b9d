// SPDX-License-Identifier: GPL-3.0-or-later
// The model over several GPUs: by layers, by tensors or by experts, with what lies on each and what is sent.
#pragma once

#include "app/pages/weights/sizing_view.h"

namespace tokenarium {

class ChartFrame;
class FigureList;
class SplitPicture;
class ValueSlider;

class SplitView : public SizingView {
    Q_OBJECT
public:
    explicit SplitView(SizingSession& sizing, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("split"); }
    const char* name() const override { return QT_TR_NOOP("Split"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    void retranslate() override;

private:
    void connectControls();
    void arrange();
    void showControls();
    void showPicture(const Split& split);
    QString findingOf(const Split& split) const;
    QString arrowWords(const Split& split) const;
    std::vector<std::size_t> shownDevices(std::size_t count) const;

    QLabel *sentence, *note;
    QComboBox *way, *step, *format, *gpu;
    NamedControl wayControl, stepControl, formatControl, gpuControl;
    ValueSlider *devices, *context, *texts;
    SplitPicture* picture;
    ChartFrame* frame;
    FigureList* figures;
};

} // namespace tokenarium
