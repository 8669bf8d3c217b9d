// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at sound: a tab of the sound room.
#pragma once

#include "app/sound/sound_session.h"
#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace tokenarium {

/// `session` outlives it. A view that is not visible does no work and catches up when it is shown.
class SoundView : public QWidget {
    Q_OBJECT
public:
    explicit SoundView(SoundSession& soundSession, QWidget* parent = nullptr)
        : QWidget(parent)
        , session(soundSession) {}
    /// Untranslated: for tests and the tour.
    virtual QString id() const = 0;
    /// English; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    virtual void setColors(const TokenColors& colors) = 0;
    /// Nothing that is to be seen is still being computed.
    virtual bool isSettled() const { return true; }

signals:
    void said(const QString& sentence);

protected:
    /// Everything that is shown, anew.
    virtual void refresh() = 0;
    /// Words that do not change with the sound.
    virtual void retranslate() = 0;
    /// Now, or when it is shown.
    void refreshSoon() {
        if (isVisible()) refresh();
    }
    void showEvent(QShowEvent* event) override {
        refresh();
        QWidget::showEvent(event);
    }
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::LanguageChange) {
            retranslate();
            refreshSoon();
        }
        QWidget::changeEvent(event);
    }

    SoundSession& session;
};

} // namespace tokenarium
