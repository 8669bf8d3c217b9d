// SPDX-License-Identifier: GPL-3.0-or-later
// The Weights room: how many parameters models have and where, what they need of memory, how they are split,
// and what it takes to train them.
#pragma once

#include "app/pages/tabbed_page.h"
#include "app/weights/sizing_session.h"
#include "app/weights/weights_session.h"

namespace tokenarium {

class ModelChoiceBar;

class WeightsPage : public TabbedPage {
    Q_OBJECT
public:
    explicit WeightsPage(QWidget* parent = nullptr);
    ~WeightsPage() override;
    QString id() const override { return QStringLiteral("weights"); }
    const char* name() const override { return QT_TR_NOOP("Weights"); }
    QUndoStack* undoStack() override { return &state.undoStack(); }
    bool isSettled() const override { return !state.isOpening() && TabbedPage::isSettled(); }
    WeightsSession& session() { return state; }
    SizingSession& sizingSession() { return sizing; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    WeightsSession state;
    SizingSession sizing{state};
    ModelChoiceBar* bar;
};

} // namespace tokenarium
