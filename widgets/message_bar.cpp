// SPDX-License-Identifier: GPL-3.0-or-later
// Two rows: icon, sentence, action, close; and what is being done, progress, cancel.
#include "widgets/message_bar.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace tokenarium {

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent)
    , messageRow(new QWidget(this))
    , icon(new QLabel(messageRow))
    , label(new QLabel(messageRow))
    , act(new QPushButton(messageRow))
    , close(new QToolButton(messageRow))
    , workRow(new QWidget(this))
    , work(new QLabel(workRow))
    , progress(new QProgressBar(workRow))
    , cancel(new QPushButton(workRow)) {
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setObjectName(QStringLiteral("message"));
    cancel->setObjectName(QStringLiteral("cancelWork"));
    work->setWordWrap(true);
    progress->setRange(0, 1000);
    progress->setMaximumWidth(240);
    close->setAutoRaise(true);
    const auto fill = [](QWidget* row, std::initializer_list<QWidget*> widgets, QWidget* widest) {
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(12, 6, 8, 6);
        layout->setSpacing(8);
        for (QWidget* widget : widgets) layout->addWidget(widget, widget == widest ? 1 : 0);
    };
    fill(messageRow, {icon, label, act, close}, label);
    fill(workRow, {work, progress, cancel}, work);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messageRow);
    column->addWidget(workRow);
    connect(act, &QPushButton::clicked, this, &MessageBar::acted);
    connect(cancel, &QPushButton::clicked, this, &MessageBar::cancelled);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    retranslate();
    clear();
    endProgress();
}

void MessageBar::say(const QString& message, const QString& action) {
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size, size));
    label->setText(message);
    act->setText(action);
    act->setVisible(!action.isEmpty());
    messageRow->show();
    show();
    QAccessibleEvent alert(label, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showProgress(const QString& what, int perMille) {
    work->setText(what);
    progress->setValue(perMille);
    progress->setAccessibleName(what);
    workRow->show();
    show();
}

void MessageBar::endProgress() {
    workRow->hide();
    setVisible(!messageRow->isHidden());
}

void MessageBar::clear() {
    label->clear();
    messageRow->hide();
    setVisible(!workRow->isHidden());
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
