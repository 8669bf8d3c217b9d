// SPDX-License-Identifier: GPL-3.0-or-later
// How long one answer takes: the words of NVIDIA NIM with their formulas, a time line, and the roofline.
#pragma once

#include "app/job.h"
#include "app/pages/serving/serving_view.h"
#include "app/serving/here_speed.h"

namespace tokenarium {

class PlotChart;
class RequestTimeline;

class LatencyView : public ServingView {
    Q_OBJECT
public:
    explicit LatencyView(ServingSession& servingSession, QWidget* parent = nullptr);
    ~LatencyView() override { job.cancel(); }
    QString id() const override { return QStringLiteral("latency"); }
    const char* name() const override { return QT_TR_NOOP("Latency"); }
    bool isSettled() const override { return !job.isBusy(); }

signals:
    void measuredHere(const tokenarium::HereSpeed& speed);

protected:
    void showNumbers() override;
    void retranslate() override;
    void showEvent(QShowEvent* event) override;

private:
    std::vector<Figure> definitions() const;
    void addHardware(std::vector<Figure>& rows) const;
    void addMeasured(std::vector<Figure>& rows) const;
    void showRoofline();
    void measure();

    ValueSlider *prompt, *output, *batch, *queue;
    RequestTimeline* timeline;
    PlotChart* roofline;
    std::optional<HereSpeed> here;
    bool wasMeasured = false;
    Job job;
};

} // namespace tokenarium
