// SPDX-License-Identifier: GPL-3.0-or-later
// The Serving room: how fast a model answers, how many people it answers, what GPUs that takes and what it
// earns.
#pragma once

#include "app/pages/tabbed_page.h"
#include "app/serving/here_speed.h"
#include "app/serving/serving_session.h"
#include "engine/text/tokenizer_catalog.h"

namespace tokenarium {

class ServerBar;
class ServingView;

class ServingPage : public TabbedPage {
    Q_OBJECT
public:
    explicit ServingPage(const TokenizerCatalog& catalog, QWidget* parent = nullptr);
    ~ServingPage() override;
    QString id() const override { return QStringLiteral("serving"); }
    const char* name() const override { return QT_TR_NOOP("Serving"); }
    QUndoStack* undoStack() override { return &state.undoStack(); }
    ServingSession& session() { return state; }
    void setReducedMotion(bool reduced);

signals:
    void measuredHere(const tokenarium::HereSpeed& speed);

private:
    ServingSession state;
    ServerBar* bar;
};

} // namespace tokenarium
