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
    QString keywords; ///< further names it is found by (the other language, ids)
    QString shortcut;
    std::function<void()> run;
};

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& words);
    void runCurrent();
    std::vector<PaletteEntry> entries;
    QLineEdit* field;
    QListWidget* list;
};

} // namespace tokenarium
