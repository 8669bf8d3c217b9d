// SPDX-License-Identifier: GPL-3.0-or-later
// A view is named here and nowhere else.
#include "app/pages/serving_page.h"

#include "app/pages/serving/factory_view.h"
#include "app/pages/serving/growth_view.h"
#include "app/pages/serving/latency_view.h"
#include "app/pages/serving/load_view.h"
#include "app/pages/serving/race_view.h"
#include "app/pages/serving/server_bar.h"
#include "app/pages/serving/throughput_view.h"

#include <QTabWidget>

namespace tokenarium {

ServingPage::ServingPage(const TokenizerCatalog& catalog, QWidget* parent)
    : TabbedPage(parent)
    , bar(new ServerBar(state, this)) {
    setHeader(bar);
    auto* latency = new LatencyView(state);
    connect(latency, &LatencyView::measuredHere, this, &ServingPage::measuredHere);
    addView(latency);
    addView(new ThroughputView(state));
    addView(new RaceView(state, catalog));
    addView(new LoadView(state));
    addView(new FactoryView(state));
    addView(new GrowthView(state));
    auto* tabBox = findChild<QTabWidget*>();
    tabBox->setObjectName(QStringLiteral("servingViews"));
    connect(tabBox, &QTabWidget::currentChanged, this,
            [this] { bar->setServerShown(static_cast<ServingView&>(currentView()).needsServer()); });
}

void ServingPage::setReducedMotion(bool reduced) { findChild<RaceView*>()->setReducedMotion(reduced); }

ServingPage::~ServingPage() {
    state.undoStack().clear(); // its commands look at the session
    findChild<QTabWidget*>()->disconnect(this);
    state.disconnect();
    removeViews();
}

} // namespace tokenarium
