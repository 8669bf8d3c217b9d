// SPDX-License-Identifier: GPL-3.0-or-later
// A field and a list; every word typed must occur in the label or the keywords.
#include "app/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

CommandPalette::CommandPalette(std::vector<PaletteEntry> all, QWidget* parent)
    : QDialog(parent)
    , entries(std::move(all))
    , field(new QLineEdit(this))
    , list(new QListWidget(this)) {
    setWindowTitle(tr("Find a command"));
    setObjectName(QStringLiteral("commandPalette"));
    field->setPlaceholderText(tr("Type what you want to do"));
    field->setAccessibleName(windowTitle());
    field->installEventFilter(this);
    list->setAccessibleName(tr("Commands found"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(field);
    column->addWidget(list);
    connect(field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    filter({});
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 18);
}

void CommandPalette::filter(const QString& text) {
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    list->clear();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString haystack = entries[i].label + QLatin1Char(' ') + entries[i].keywords;
        bool all = true;
        for (const QString& word : words) all = all && haystack.contains(word, Qt::CaseInsensitive);
        if (!all) continue;
        const QString shortcut = entries[i].shortcut;
        auto* item = new QListWidgetItem(
            shortcut.isEmpty() ? entries[i].label : tr("%1   (%2)").arg(entries[i].label, shortcut), list);
        item->setData(Qt::UserRole, int(i));
    }
    list->setCurrentRow(0);
}

void CommandPalette::choose() {
    const QListWidgetItem* item = list->currentItem();
    if (!item) return;
    chosen = std::size_t(item->data(Qt::UserRole).toInt());
    accept();
}

void CommandPalette::run() const { entries[chosen].run(); }

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && list->count() > 0) {
            list->setCurrentRow(std::clamp(list->currentRow() + step, 0, list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace tokenarium
