// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: finds every action, room and tokenizer by name, in English and in Chinese.
#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace tokenarium {

struct PaletteEntry {
    QString label;    ///< as shown, in the language of the window
    QString keywords; ///< further names it is found by (both languages, ids)
    QString shortcut;
    std::function<void()> run;
};

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent);

    /// Does what was chosen; call after exec() returned Accepted, so that no dialog opens inside this one.
    void run() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& words);
    void choose();
    std::vector<PaletteEntry> entries;
    std::size_t chosen = 0;
    QLineEdit* field;
    QListWidget* list;
};

} // namespace tokenarium
