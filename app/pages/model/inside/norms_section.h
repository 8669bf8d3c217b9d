// SPDX-License-Identifier: GPL-3.0-or-later
// How long the vectors of the residual stream are after each layer, and what each part adds.
#pragma once

#include "app/pages/model/refreshed_view.h"

class QLabel;

namespace tokenarium {

class LayerChart;

class NormsSection : public RefreshedView {
    Q_OBJECT
public:
    explicit NormsSection(ModelSession& modelSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("norms"); }
    const char* name() const override { return QT_TR_NOOP("Residual stream"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;

private:
    QLabel* sentence;
    LayerChart* chart;
};

} // namespace tokenarium
