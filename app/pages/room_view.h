// SPDX-License-Identifier: GPL-3.0-or-later
// What the tabs of the Sound, Pictures and Other rooms share: drawn anew when shown, translated on the spot.
#pragma once

#include "widgets/style/token_colors.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace tokenarium {

class RoomView : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Untranslated: for tests and the tour.
    virtual QString id() const = 0;
    /// English; marked with QT_TR_NOOP.
    virtual const char* name() const = 0;
    QString title() const { return QCoreApplication::translate(metaObject()->className(), name()); }
    virtual void setColors(const TokenColors& colors) = 0;
    /// Nothing that is to be seen is still being computed.
    virtual bool isSettled() const { return true; }

signals:
    void said(const QString& sentence); ///< empty: there is nothing to say any more

protected:
    /// Everything that is shown, anew.
    virtual void refresh() = 0;
    /// Words that do not change with the data.
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
};

} // namespace tokenarium
