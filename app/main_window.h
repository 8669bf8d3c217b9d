// SPDX-License-Identifier: GPL-3.0-or-later
// The window: creates the session and the rooms and connects them. All wiring is here.
#pragma once

#include "app/appearance.h"
#include "app/compute_device.h"
#include "app/language.h"
#include "app/session.h"
#include "app/session_store.h"
#include "app/settings.h"

#include <QMainWindow>
#include <QTimer>
#include <QUndoGroup>

#include <vector>

class QAction;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace tokenarium {

class MessageBar;
class Page;
struct PaletteEntry;
class PromptStripWidget;
class StatusLine;
class TextPage;
class TextPresenter;
class WindowActions;

/// Where the window keeps things; tests and the tour give folders of their own.
struct WindowOptions {
    QString settingsFile; ///< empty: nothing is remembered
    QString storeFolder;  ///< empty: the text is not kept
    QString openFile;     ///< opened at start
};

/// GUI thread only. `language` and `appearance` outlive the window.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(TokenizerCatalog catalog, Language& language, Appearance& appearance, WindowOptions options);
    ~MainWindow() override;

    Session& session() { return state; }
    ComputeDevice& computeDevice() { return device; }
    const std::vector<Page*>& pages() const { return rooms; }
    Page& currentPage() const;
    void showPage(Page* page);
    /// Reads on a worker; emits opened() or says why not.
    void openFile(const QString& path, const QString& encoding = {});
    bool saveTo(const QString& path);
    /// One of resources/samples, by id ("english").
    void openSample(const QString& id);
    static QStringList sampleIds();
    void useLanguage(const QString& name);
    /// Everything the command palette can find now.
    std::vector<PaletteEntry> paletteEntries();

signals:
    void opened();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void createRooms();
    void createTopBar();
    void createMenus();
    void connectActions();
    void connectSession();
    void restoreState();
    void remember();
    void retranslate();
    void recolor();
    void resizeText();
    void zoom(int steps);
    void updateTitle();
    void showStrip();
    void showTextStrip();
    void markStrip(Span selection);
    void setPresenting(bool on);
    void askOpen();
    bool askSave(bool newName);
    void showCommandPalette();
    bool isTextModified() { return !state.undoStack().isClean(); }
    static const char* sampleName(const QString& id); ///< English; sampleTitle() translates it
    QString sampleTitle(const QString& id) const;

    Language& language;
    Appearance& appearance;
    WindowOptions where;
    Settings settings;
    ComputeDevice device; ///< for all rooms
    Session state;
    std::unique_ptr<TextPresenter> presenter;
    std::unique_ptr<SessionStore> store;
    Job openJob;
    QUndoGroup undoGroup; ///< what Undo acts on: the changes of the room that is shown
    QTimer rememberTimer, stripTimer; ///< the strip follows a moment later: a key must not wait for it

    std::unique_ptr<WindowActions> actions;
    QToolBar* topBar = nullptr;
    QToolBar* rail = nullptr;
    QToolButton* samplesButton = nullptr;
    PromptStripWidget* strip = nullptr;
    QStackedWidget* stack = nullptr;
    StatusLine* statusLine = nullptr;
    TextPage* textPage = nullptr;
    std::vector<Page*> rooms;
    std::vector<QAction*> roomActions;
    QString missingTokenizer; ///< chosen once, its vocabulary is not here now
    bool settingsComplained = false;
};

} // namespace tokenarium
