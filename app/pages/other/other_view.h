// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of thing that becomes tokens: a tab of the other room, with the state it keeps.
#pragma once

#include "app/pages/page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace tokenarium {

/// A view that is not visible does no work and catches up when it is shown.
class OtherView : public QWidget {
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
    virtual bool isSettled() const = 0;
    /// What stands in the prompt strip while this view is shown.
    virtual Page::Prompt prompt() const = 0;
    virtual void hoverToken(std::optional<std::size_t> token) = 0;
    virtual void pinToken(std::size_t token) = 0;
    /// Somebody takes parts of a prompt: only then they are offered.
    virtual void setOfferable() {}

signals:
    void said(const QString& sentence); ///< empty: there is nothing to say any more
    void promptChanged();
    void offered(const PromptPart& part, const QString& remark);

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
