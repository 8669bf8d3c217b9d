// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the actions and gives them their words.
#include "app/window_actions.h"

#include "app/language.h"
#include "app/settings.h"
#include "widgets/style/icons.h"

#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QWidget>

namespace tokenarium {

WindowActions::WindowActions(QWidget* parent)
    : QObject(parent)
    , themes(new QActionGroup(this))
    , languages(new QActionGroup(this))
    , samples(new QMenu(parent))
    , additions(new QMenu(parent))
    , fileMenu(new QMenu(parent))
    , editMenu(new QMenu(parent))
    , viewMenu(new QMenu(parent))
    , themeMenu(new QMenu(parent))
    , languageMenu(new QMenu(parent))
    , helpMenu(new QMenu(parent))
    , window(parent) {
    open = make("open", QKeySequence::Open);
    save = make("save", QKeySequence::Save);
    saveAs = make({}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)); // not every desktop names one
    clear = make({}, QKeySequence::New);
    quit = make("close", QKeySequence::Quit);
    addText = make("text", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    addFiles = make("open", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    newPrompt = make({}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    savePrompt = make("save");
    saveText = make("save");
    undo = make("undo", QKeySequence::Undo);
    redo = make("redo");
    QList<QKeySequence> redoKeys = QKeySequence::keyBindings(QKeySequence::Redo);
    const QKeySequence usual(Qt::CTRL |
                             Qt::Key_Y); // twice on one action it would be ambiguous, and do nothing
    if (!redoKeys.contains(usual)) redoKeys += usual;
    redo->setShortcuts(redoKeys);
    cut = make({}, QKeySequence::Cut);
    copy = make({}, QKeySequence::Copy);
    paste = make({}, QKeySequence::Paste);
    selectAll = make({}, QKeySequence::SelectAll);
    for (QAction* action : {cut, copy, paste, selectAll}) // shown only: these keys are the focused field's
        action->setShortcutContext(Qt::WidgetShortcut);
    find = make("find", QKeySequence::Find);
    zoomIn = make({});
    zoomIn->setShortcuts({QKeySequence::ZoomIn, QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoomOut = make({}, QKeySequence::ZoomOut);
    zoomReset = make({}, QKeySequence(Qt::CTRL | Qt::Key_0));
    otherTheme = make("dark");
    otherLanguage = make("language");
    present = make("present", QKeySequence(Qt::Key_F5));
    present->setCheckable(true);
    palette = make("find", QKeySequence(Qt::CTRL | Qt::Key_K));
    about = make("about", QKeySequence(Qt::Key_F1));
    systemTheme = make("system-theme");
    lightTheme = make("light");
    darkTheme = make("dark");
    systemTheme->setData(int(Theme::System));
    lightTheme->setData(int(Theme::Light));
    darkTheme->setData(int(Theme::Dark));
    for (QAction* action : {systemTheme, lightTheme, darkTheme}) themes->addAction(action);
    english = make("language");
    chinese = make("language");
    english->setData(QStringLiteral("en"));
    chinese->setData(QStringLiteral("zh_CN"));
    for (QAction* action : {english, chinese}) languages->addAction(action);
    undo->setEnabled(false);
    redo->setEnabled(false);
}

QAction* WindowActions::make(const QString& iconId, const QKeySequence& shortcut) {
    auto* action = new QAction(this);
    action->setProperty("iconId", iconId);
    action->setShortcut(shortcut);
    made.append(action);
    return action;
}

void WindowActions::fillMenuBar(QMenuBar& bar) {
    for (QMenu* menu : {fileMenu, editMenu, viewMenu, helpMenu}) bar.addMenu(menu);
    additions->addActions({addText, addFiles});
    fileMenu->addActions({clear, newPrompt, open});
    fileMenu->addMenu(samples);
    fileMenu->addMenu(additions);
    fileMenu->addActions({save, saveAs, savePrompt, saveText});
    fileMenu->addSeparator();
    fileMenu->addAction(quit);
    editMenu->addActions({undo, redo});
    editMenu->addSeparator();
    editMenu->addActions({cut, copy, paste, selectAll});
    editMenu->addSeparator();
    editMenu->addActions({find, palette});
    viewMenu->addActions({zoomIn, zoomOut, zoomReset, present});
    viewMenu->addSeparator();
    viewMenu->addMenu(themeMenu);
    viewMenu->addMenu(languageMenu);
    themeMenu->addActions(themes->actions());
    languageMenu->addActions(languages->actions());
    helpMenu->addAction(about);
}

QList<QAction*> WindowActions::all() const { return made; }

QString WindowActions::namesInBoth(const QAction* action, const Language& both) const {
    const QByteArray name = action->property("name").toByteArray(); // those of languages have both already
    return name.isEmpty() ? action->objectName() : both.inBoth("tokenarium::WindowActions", name);
}

void WindowActions::retranslate(bool dark, const QString& language) {
    const auto name = [](QAction* action, const char* key) {
        action->setText(tr(key));
        action->setObjectName(QString::fromUtf8(key).remove(QLatin1Char('&')));
        action->setProperty("name", QByteArray(key));
    };
    name(open, QT_TR_NOOP("&Open…"));
    name(save, QT_TR_NOOP("&Save"));
    name(saveAs, QT_TR_NOOP("Save &as…"));
    name(clear, QT_TR_NOOP("&New text"));
    name(addText, QT_TR_NOOP("Add a &text part"));
    name(addFiles, QT_TR_NOOP("Add &files as parts…"));
    name(newPrompt, QT_TR_NOOP("New &prompt"));
    name(savePrompt, QT_TR_NOOP("Save the whole p&rompt as…"));
    name(saveText, QT_TR_NOOP("Save t&his text as…"));
    name(quit, QT_TR_NOOP("&Quit"));
    name(undo, QT_TR_NOOP("&Undo"));
    name(redo, QT_TR_NOOP("&Redo"));
    name(cut, QT_TR_NOOP("Cu&t"));
    name(copy, QT_TR_NOOP("&Copy"));
    name(paste, QT_TR_NOOP("&Paste"));
    name(selectAll, QT_TR_NOOP("Select &all"));
    name(find, QT_TR_NOOP("&Find in the text"));
    name(zoomIn, QT_TR_NOOP("&Larger"));
    name(zoomOut, QT_TR_NOOP("&Smaller"));
    name(zoomReset, QT_TR_NOOP("&Usual size"));
    name(present, QT_TR_NOOP("&Present"));
    name(palette, QT_TR_NOOP("Find a &command"));
    name(about, QT_TR_NOOP("&About Tokenarium"));
    name(systemTheme, QT_TR_NOOP("As the &system says"));
    name(lightTheme, QT_TR_NOOP("&Light"));
    name(darkTheme, QT_TR_NOOP("&Dark"));
    name(otherTheme, dark ? QT_TR_NOOP("Light window") : QT_TR_NOOP("Dark window"));
    english->setText(QStringLiteral("English"));
    english->setObjectName(QStringLiteral("English 英文"));
    chinese->setText(QStringLiteral("简体中文"));
    chinese->setObjectName(QStringLiteral("Chinese 中文"));
    otherLanguage->setText(language == "en" ? QStringLiteral("中文") : QStringLiteral("English"));
    otherLanguage->setObjectName(QStringLiteral("Switch language 切换语言"));
    fileMenu->setTitle(tr("&File"));
    editMenu->setTitle(tr("&Edit"));
    viewMenu->setTitle(tr("&View"));
    themeMenu->setTitle(tr("&Theme"));
    languageMenu->setTitle(tr("&Language"));
    helpMenu->setTitle(tr("&Help"));
    samples->setTitle(tr("Open a &sample"));
    additions->setTitle(tr("A&dd to the prompt"));
    static const QRegularExpression mnemonic(QStringLiteral("\\(&.\\)|&|…"));
    for (QAction* action : made)
        action->setIconText(action->text().remove(mnemonic)); // on buttons: the bare word
    for (QAction* action : made)
        if (!action->shortcut().isEmpty())
            action->setToolTip(QStringLiteral("%1 (%2)").arg(
                action->iconText(), action->shortcut().toString(QKeySequence::NativeText)));
}

void WindowActions::recolor(const QColor& lines, bool dark) {
    otherTheme->setProperty("iconId", dark ? "light" : "dark");
    for (QAction* action : made) {
        const QString id = action->property("iconId").toString();
        if (!id.isEmpty()) action->setIcon(icon(id, lines));
    }
}

} // namespace tokenarium
