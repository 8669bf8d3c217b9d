// SPDX-License-Identifier: GPL-3.0-or-later
// Many people at once: what the server gives all of them together, against what one of them gets.
#pragma once

#include "app/pages/serving/serving_view.h"

namespace tokenarium {

class PlotChart;
class UseCaseBox;

class ThroughputView : public ServingView {
    Q_OBJECT
public:
    explicit ThroughputView(ServingSession& servingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("throughput"); }
    const char* name() const override { return QT_TR_NOOP("Throughput"); }

protected:
    void showNumbers() override;
    void retranslate() override;

private:
    void addSpeeds(std::vector<Figure>& rows) const;
    void addLoop(std::vector<Figure>& rows) const;
    void addClaim(std::vector<Figure>& rows) const;
    void addLimits(std::vector<Figure>& rows) const;
    void addTricks(std::vector<Figure>& rows) const;
    void showCurve();

    UseCaseBox* useCase;
    ValueSlider *batch, *gap, *cached, *acceptance, *draft, *draftCost;
    PlotChart* curve;
};

} // namespace tokenarium
