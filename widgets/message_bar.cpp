// SPDX-License-Identifier: GPL-3.0-or-later
// One row: icon, sentence, progress or action, close.
#include "widgets/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace tokenarium {

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent)
    , icon(new QLabel(this))
    , label(new QLabel(this))
    , progress(new QProgressBar(this))
    , act(new QPushButton(this))
    , cancel(new QPushButton(this))
    , close(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setObjectName(QStringLiteral("message"));
    progress->setRange(0, 1000);
    progress->setMaximumWidth(240);
    close->setAutoRaise(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(icon);
    row->addWidget(label, 1);
    row->addWidget(progress);
    row->addWidget(act);
    row->addWidget(cancel);
    row->addWidget(close);
    connect(act, &QPushButton::clicked, this, &MessageBar::acted);
    connect(cancel, &QPushButton::clicked, this, &MessageBar::cancelled);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    retranslate();
    hide();
}

void MessageBar::say(const QString& message, const QString& action) {
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size, size));
    icon->show();
    label->setText(message);
    act->setText(action);
    act->setVisible(!action.isEmpty());
    progress->hide();
    cancel->hide();
    close->show();
    show();
    QAccessibleEvent alert(label, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showProgress(const QString& what, int perMille) {
    icon->hide();
    label->setText(what);
    progress->setValue(perMille);
    progress->setAccessibleName(what);
    progress->show();
    cancel->show();
    act->hide();
    close->hide();
    show();
}

void MessageBar::clear() {
    label->clear();
    hide();
}

QString MessageBar::message() const { return label->text(); }

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void MessageBar::retranslate() {
    cancel->setText(tr("Cancel"));
    close->setText(QStringLiteral("✕"));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
}

} // namespace tokenarium
