// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at the model: a tab of the model room.
#pragma once

#include "app/model/model_session.h"
#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QWidget>

namespace tokenarium {

/// `session` outlives it. A view that is not visible should do no work: it notes that it is stale and catches
/// up in showEvent.
class ModelView : public QWidget {
    Q_OBJECT
public:
    explicit ModelView(ModelSession& modelSession, QWidget* parent = nullptr)
        : QWidget(parent)
        , session(modelSession) {}
    /// Untranslated: for settings, tests and file names ("attention").
    virtual QString id() const = 0;
    /// English; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    /// Colours of data changed (light, dark).
    virtual void setColors(const TokenColors& colors) = 0;
    /// What Space does here; false: nothing of its own, and the room draws the next token.
    virtual bool stepOn() { return false; }
    /// Nothing that is to be seen here is still under way; true while hidden.
    virtual bool isSettled() const { return true; }
    /// What the tour pictures: the view as it is (an empty name), and others by names.
    virtual QStringList scenes() const { return {QString()}; }
    virtual void showScene(const QString&) {}

signals:
    /// For the bar of the room.
    void failed(const QString& message);

protected:
    ModelSession& session;
};

} // namespace tokenarium
