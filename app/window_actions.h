// SPDX-License-Identifier: GPL-3.0-or-later
// Every action of the window in one place: its words, shortcut, icon and menu. What it does is connected by
// MainWindow.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QColor>
#include <QList>

class QMenu;
class QMenuBar;

namespace tokenarium {

class Language;

class WindowActions : public QObject {
    Q_OBJECT
public:
    explicit WindowActions(QWidget* window);

    void fillMenuBar(QMenuBar& bar);
    void retranslate(bool dark, const QString& language);
    void recolor(const QColor& lines, bool dark);
    /// For the command palette and for shortcuts; objectName() holds the English words.
    QList<QAction*> all() const;
    /// What the action is found by, English and Chinese.
    QString namesInBoth(const QAction* action, const Language& language) const;

    QAction *open, *save, *saveAs, *clear, *quit;
    QAction *addText, *addFiles, *newPrompt, *savePrompt, *saveText;
    QAction *undo, *redo, *cut, *copy, *paste, *selectAll, *find;
    QAction *zoomIn, *zoomOut, *zoomReset, *otherTheme, *otherLanguage, *present;
    QAction *palette, *about;
    QActionGroup *themes, *languages; ///< data(): value of Theme; name of the language
    QMenu* samples;
    QMenu* additions; ///< what can be added to the prompt

private:
    QAction* make(const QString& iconId, const QKeySequence& shortcut = {});
    QAction *systemTheme, *lightTheme, *darkTheme, *english, *chinese;
    QMenu *fileMenu, *editMenu, *viewMenu, *themeMenu, *languageMenu, *helpMenu;
    QList<QAction*> made;
    QWidget* window;
};

} // namespace tokenarium
