// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at training: a tab of the training room.
#pragma once

#include "app/training/training_session.h"
#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QWidget>

namespace tokenarium {

/// `session` outlives it. A view that is not visible does no work and catches up in showEvent.
class TrainingView : public QWidget {
    Q_OBJECT
public:
    explicit TrainingView(TrainingSession& trainingSession, QWidget* parent = nullptr)
        : QWidget(parent)
        , session(trainingSession) {}
    /// Untranslated: for tests ("train").
    virtual QString id() const = 0;
    /// English; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    virtual void setColors(const TokenColors& colors) = 0;
    /// Nothing that is to be seen is still being computed.
    virtual bool isSettled() const { return true; }

signals:
    void failed(const QString& sentence);
    /// A copy of a model that is to be looked into in the model room.
    void modelWanted(const QString& folder);

protected:
    TrainingSession& session;
};

} // namespace tokenarium
