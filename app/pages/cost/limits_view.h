// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and tokens per minute as two buckets that fill steadily, with the moment of every refusal.
#pragma once

#include "app/pages/cost/cost_view.h"

class QCheckBox;
class QComboBox;

namespace tokenarium {

class PlanTimeline;

class LimitsView : public CostView {
    Q_OBJECT
public:
    explicit LimitsView(CostDesk& desk, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("limits"); }
    const char* name() const override { return QT_TR_NOOP("Rate limits"); }

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createControls();
    void choosePreset(int preset);
    QString finding(const PlanPicture& picture) const;
    void showFigures(const PlanPicture& picture);
    PlanTimeline* timeline;
    ValueSlider *requestLimit, *tokenLimit, *rate, *size;
    QComboBox *presets, *arrivals;
    QCheckBox* retries;
};

} // namespace tokenarium
