// SPDX-License-Identifier: GPL-3.0-or-later
// The window: creates the session and the rooms and connects them. All wiring is here.
#pragma once

#include "app/appearance.h"
#include "app/compute_device.h"
#include "app/cost/price_session.h"
#include "app/language.h"
#include "app/prompt/prompt_session.h"
#include "app/session.h"
#include "app/session_store.h"
#include "app/settings.h"

#include <QMainWindow>
#include <QTimer>
#include <QUndoGroup>

#include <deque>
#include <vector>

class QAction;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace tokenarium {

class MessageBar;
class Page;
struct PaletteEntry;
class PromptLine;
class PromptPanel;
class PromptPresenter;
class PromptStore;
class PromptStripWidget;
class ServingPage;
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
    PromptSession& prompt() { return prompts; }
    ComputeDevice& computeDevice() { return device; }
    PriceSession& priceSession() { return prices; }
    PromptLine& promptLine() { return *line; }
    const std::vector<Page*>& pages() const { return rooms; }
    Page& currentPage() const;
    void showPage(Page* page);
    /// Reads on a worker; emits opened() or says why not.
    void openFile(const QString& path, const QString& encoding = {});
    bool saveTo(const QString& path);
    /// Files become parts behind the first `before` parts; read on a worker; emits partsAdded().
    void addFiles(const QStringList& files, std::size_t before);
    /// ".tokenarium", everything embedded or linked by path; large ones on a worker: emits promptSaved().
    bool savePromptTo(const QString& path, bool linked);
    /// Text, picture, sound, genes and a series in one prompt.
    void openSamplePrompt();
    /// One of resources/samples, by id ("english"), or "prompt".
    void openSample(const QString& id);
    static QStringList sampleIds(); ///< of the texts
    void useLanguage(const QString& name);
    /// Everything the command palette can find now.
    std::vector<PaletteEntry> paletteEntries();

signals:
    void opened();
    void partsAdded();
    void promptSaved();

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
    void offerSpeeds(ServingPage& page);
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
    void hoverStrip(std::optional<std::size_t> token);
    void clickStrip(std::size_t token);
    void markStrip(Span selection);
    void setPresenting(bool on);
    void askOpen();
    bool askSave(bool newName);
    bool askSaveText(bool newName);
    bool askSavePrompt(bool newName);
    void showCommandPalette();
    void connectPrompt();
    void promptPartsChanged();
    /// Save means the prompt, not its only text.
    bool isWholePrompt() const;
    void addPart(const PromptPart& part, std::size_t place, const TextSource& source = {});
    void addTextPart();
    void askAddFiles();
    void addNextFiles();
    void openPart(std::size_t place);
    void askFileOfPart(std::size_t place);
    void openPrompt(const QString& path);
    void useTokenizerOf(const Prompt& prompt);
    void restoreParts(std::optional<StoredText>& stored);
    void keepParts();
    void pricePrompt();
    void keepBeforeTheTextChanges();
    bool isTextModified() { return !state.undoStack().isClean(); }
    static const char* sampleName(const QString& id); ///< English; sampleTitle() translates it
    QString sampleTitle(const QString& id) const;

    Language& language;
    Appearance& appearance;
    WindowOptions where;
    Settings settings;
    ComputeDevice device; ///< for all rooms
    Session state;
    PromptSession prompts; ///< after the text that it holds
    PriceSession prices;
    std::unique_ptr<TextPresenter> presenter;
    std::unique_ptr<PromptPresenter> promptPresenter;
    std::unique_ptr<SessionStore> store;
    std::unique_ptr<PromptStore> partStore;
    Job openJob, partJob, saveJob;
    struct FilesToAdd {
        QStringList files;
        std::optional<quint64> behind; ///< id of a part; none: at the beginning
    };
    std::deque<FilesToAdd> filesToAdd;
    std::optional<std::size_t> litInOtherPart; ///< token of the prompt, clicked in the strip
    quint64 editedPart = 0;                    ///< id of the text that the editor shows
    bool isClosing = false;
    QUndoGroup undoGroup; ///< what Undo acts on: the changes of the room that is shown
    QTimer rememberTimer, keepTimer, priceTimer,
        stripTimer; ///< the strip follows a moment later: a key must not wait for it

    std::unique_ptr<WindowActions> actions;
    QToolBar* topBar = nullptr;
    QToolBar* rail = nullptr;
    QToolButton* samplesButton = nullptr;
    PromptPanel* panel = nullptr;
    PromptLine* line = nullptr;
    MessageBar* promptMessages = nullptr;
    PromptStripWidget* strip = nullptr;
    QStackedWidget* stack = nullptr;
    StatusLine* statusLine = nullptr;
    TextPage* textPage = nullptr;
    Page* costPage = nullptr;
    std::vector<Page*> rooms;
    std::vector<QAction*> roomActions;
    QString missingTokenizer; ///< chosen once, its vocabulary is not here now
    bool settingsComplained = false;
};

} // namespace tokenarium
