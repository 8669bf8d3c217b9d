// SPDX-License-Identifier: GPL-3.0-or-later
// The cost room: what the prompt of the window costs for every model, before anything is sent.
#pragma once

#include "app/cost/cost_desk.h"
#include "app/pages/tabbed_page.h"

namespace tokenarium {

class CostPage : public TabbedPage {
    Q_OBJECT
public:
    /// `prices` outlives the page.
    explicit CostPage(PriceSession& prices, QWidget* parent = nullptr);
    ~CostPage() override { removeViews(); }

    QString id() const override { return QStringLiteral("cost"); }
    const char* name() const override { return QT_TR_NOOP("Cost"); }
    QUndoStack* undoStack() override { return &prices.undoStack(); }
    bool isSettled() const override;

    CostDesk& costDesk() { return desk; }

private:
    PriceSession& prices;
    CostDesk desk;
};

} // namespace tokenarium
