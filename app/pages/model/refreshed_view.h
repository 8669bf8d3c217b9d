// SPDX-License-Identifier: GPL-3.0-or-later
// A view that shows its state anew when it is stale, and only while somebody sees it.
#pragma once

#include "app/pages/model/model_view.h"

#include <QEvent>
#include <QTimer>

namespace tokenarium {

/// Many changes at once are one refresh: it comes from the event loop. A change of language is one too.
class RefreshedView : public ModelView {
    Q_OBJECT
public:
    explicit RefreshedView(ModelSession& modelSession, QWidget* parent = nullptr)
        : ModelView(modelSession, parent) {
        later.setSingleShot(true);
        connect(&later, &QTimer::timeout, this, &RefreshedView::catchUp);
    }
    bool isSettled() const override { return !isVisible() || (!stale && !isWorking()); }
    void refreshSoon() {
        stale = true;
        if (isVisible()) later.start(0);
    }

protected:
    /// Shows everything: texts in the language of the window, numbers of the session.
    virtual void refresh() = 0;
    /// A worker is busy for what is shown.
    virtual bool isWorking() const { return false; }
    void showEvent(QShowEvent* event) override {
        ModelView::showEvent(event);
        catchUp();
    }
    void changeEvent(QEvent* event) override {
        ModelView::changeEvent(event);
        if (event->type() == QEvent::LanguageChange) refreshSoon();
    }

private:
    void catchUp() {
        if (!stale || !isVisible()) return;
        stale = false;
        refresh();
    }
    QTimer later;
    bool stale = true;
};

} // namespace tokenarium
