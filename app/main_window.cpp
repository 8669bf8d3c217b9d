// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the window and connects session, rooms, strip, status line and the store of the text.
#include "app/main_window.h"

#include "app/command_palette.h"
#include "app/context_windows.h"
#include "app/pages/about_page.h"
#include "app/pages/cost_page.h"
#include "app/pages/model_page.h"
#include "app/pages/other_page.h"
#include "app/pages/picture_page.h"
#include "app/pages/serving_page.h"
#include "app/pages/sound_page.h"
#include "app/pages/text_page.h"
#include "app/pages/text_presenter.h"
#include "app/pages/training_page.h"
#include "app/pages/weights_page.h"
#include "app/prompt/prompt_panel.h"
#include "app/prompt/prompt_presenter.h"
#include "app/prompt/prompt_store.h"
#include "app/prompt_line.h"
#include "app/room_stack.h"
#include "app/status_line.h"
#include "app/window_actions.h"
#include "engine/view/part_summary.h"
#include "widgets/message_bar.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_text.h"
#include "widgets/text/token_text_edit.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tokenarium {

MainWindow::MainWindow(TokenizerCatalog catalog, Language& languageOfProgram, Appearance& look,
                       WindowOptions options)
    : language(languageOfProgram)
    , appearance(look)
    , where(std::move(options))
    , state(std::move(catalog))
    , prompts(state, &countTokensOfPart)
    , prices(state.catalog(),
             where.storeFolder.isEmpty() ? QString() : where.storeFolder + QStringLiteral("/prices"))
    , presenter(std::make_unique<TextPresenter>(state))
    , promptPresenter(std::make_unique<PromptPresenter>(state, prompts, *presenter))
    , actions(std::make_unique<WindowActions>(this)) {
    setAcceptDrops(true);
    createRooms();
    createTopBar();
    createMenus();
    connectActions();
    connectSession();
    connectPrompt();
    rememberTimer.setSingleShot(true);
    rememberTimer.setInterval(400);
    connect(&rememberTimer, &QTimer::timeout, this, &MainWindow::remember);
    stripTimer.setSingleShot(true);
    stripTimer.setInterval(30);
    connect(&stripTimer, &QTimer::timeout, this, &MainWindow::showStrip);
    resize(1280, 800);
    showPage(textPage);
    restoreState();
    retranslate();
    recolor();
    resizeText();
}

MainWindow::~MainWindow() {
    openJob.cancel();
    partJob.cancel();
    saveJob.cancel();
    // What is told while the members go would find some of them gone.
    disconnect(qApp, nullptr, this, nullptr);
    disconnect(&state.undoStack(), nullptr, this, nullptr);
    disconnect(&state, nullptr, this, nullptr);
    disconnect(&prompts, nullptr, this, nullptr);
    // What looks at the session goes before it: input methods and screen readers ask until the last moment.
    setStatusBar(nullptr);
    delete takeCentralWidget();
}

void MainWindow::createRooms() {
    auto* center = new QWidget(this);
    panel = new PromptPanel(state, prompts, *promptPresenter, actions->additions, center);
    promptMessages = new MessageBar(center);
    promptMessages->setObjectName(QStringLiteral("promptMessages"));
    strip = new PromptStripWidget(center);
    stack = new RoomStack(center);
    statusLine = new StatusLine(state, prompts, this);
    setStatusBar(statusLine);
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(12, 8, 12, 4);
    column->setSpacing(8);
    column->addWidget(panel);
    column->addWidget(promptMessages);
    column->addWidget(strip);
    column->addWidget(stack, 1);
    setCentralWidget(center);

    textPage = new TextPage(state, *presenter, stack);
    textPage->setAdditions(actions->additions);
    auto* modelPage = new ModelPage(stack, &device);
    auto* trainingPage = new TrainingPage(
        where.storeFolder.isEmpty() ? QString() : where.storeFolder + QStringLiteral("/trainings"), stack,
        &device);
    connect(trainingPage, &TrainingPage::modelWanted, this, [this, modelPage](const QString& folder) {
        showPage(modelPage); // first: when it is first shown it opens a model of its own
        modelPage->session().openModel(folder);
    });
    auto* picturePage = new PicturePage(stack);
    connect(picturePage, &PicturePage::modelWanted, this, [this, modelPage](const GivenModel& given) {
        modelPage->showView(QStringLiteral("step"));
        showPage(modelPage);
        modelPage->session().useModel(given);
    });
    costPage = new CostPage(prices, stack);
    auto* servingPage = new ServingPage(state.catalog(), stack);
    const auto stillOrNot = [this, servingPage] {
        servingPage->setReducedMotion(appearance.reducesMotion());
    };
    connect(&appearance, &Appearance::motionChanged, servingPage, stillOrNot);
    stillOrNot();
    offerSpeeds(*servingPage);
    // As on the rail: what becomes tokens, then what is done with them.
    rooms = {textPage,
             new SoundPage(stack),
             picturePage,
             new OtherPage(state.catalog(), stack),
             modelPage,
             trainingPage,
             new WeightsPage(stack),
             costPage,
             servingPage,
             new AboutPage(state.catalog(), stack)};
    rail = new QToolBar(this);
    rail->setObjectName(QStringLiteral("rail"));
    rail->setMovable(false);
    rail->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    rail->setContextMenuPolicy(Qt::PreventContextMenu);
    addToolBar(Qt::LeftToolBarArea, rail);
    auto* group = new QActionGroup(this);
    for (Page* page : rooms) {
        stack->addWidget(page);
        QAction* action = rail->addAction(QString());
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, page] { showPage(page); });
        roomActions.push_back(action);
    }
}

/// How long answers take, for the line that is always there.
void MainWindow::offerSpeeds(ServingPage& page) {
    const auto offer = [this, &page] {
        const ServingSession& served = page.session();
        const RooflineTime one = prefillTime(served.model(), served.hardware(), 1, 1);
        AnswerSpeed speed{served.choices().queueSeconds,
                          served.itlSeconds(),
                          one.computeSeconds,
                          one.memorySeconds,
                          Provenance::Computed,
                          {}};
        speed.source =
            tr("%1 on %2 × %3, batch %4, roofline")
                .arg(QString::fromUtf8(served.preset().known->name),
                     grouped(std::size_t(served.choices().gpus)),
                     QString::fromUtf8(served.card().name.data(), qsizetype(served.card().name.size())),
                     grouped(std::size_t(served.choices().batch)));
        prices.offerSpeed(SpeedSource::Serving, speed);
    };
    connect(&page.session(), &ServingSession::changed, this, offer);
    offer();
    connect(&page, &ServingPage::measuredHere, this, [this](const HereSpeed& here) {
        const double each = here.promptTokens > 0 ? here.ttftSeconds / double(here.promptTokens) : 0;
        prices.offerSpeed(SpeedSource::Measured,
                          AnswerSpeed{0, here.gaps.medianSeconds, each, 0, Provenance::Measured,
                                      QString::fromStdString(here.model)});
    });
}

void MainWindow::createTopBar() {
    topBar = new QToolBar(this);
    topBar->setObjectName(QStringLiteral("topBar"));
    topBar->setMovable(false);
    topBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    topBar->setContextMenuPolicy(Qt::PreventContextMenu);
    addToolBar(Qt::TopToolBarArea, topBar);
    topBar->addAction(actions->open);
    topBar->addAction(actions->save);
    samplesButton = new QToolButton(topBar);
    samplesButton->setPopupMode(QToolButton::InstantPopup);
    samplesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    samplesButton->setMenu(actions->samples);
    topBar->addWidget(samplesButton);
    line = new PromptLine(prices, topBar);
    line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    topBar->addWidget(line);
    connect(line, &PromptLine::detailsWanted, this, [this] { showPage(costPage); });
    topBar->addAction(actions->otherLanguage);
    topBar->addAction(actions->otherTheme);
    topBar->addAction(actions->present);
}

void MainWindow::createMenus() {
    const QStringList ids = sampleIds() + QStringList(QStringLiteral("prompt"));
    for (const QString& id : ids) {
        QAction* action = actions->samples->addAction(QString());
        action->setData(id);
        connect(action, &QAction::triggered, this, [this, id] { openSample(id); });
    }
    actions->fillMenuBar(*menuBar());
    addActions(actions->all()); // shortcuts also work while the menu bar is hidden
}

void MainWindow::connectActions() {
    TokenTextEdit* editor = &textPage->editor();
    connect(actions->open, &QAction::triggered, this, &MainWindow::askOpen);
    connect(actions->save, &QAction::triggered, this, [this] { askSave(false); });
    connect(actions->saveAs, &QAction::triggered, this, [this] { askSave(true); });
    connect(actions->clear, &QAction::triggered, this, [this] { state.replaceAll({}, {}, tr("New text")); });
    connect(actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions->undo, &QAction::triggered, &undoGroup, &QUndoGroup::undo);
    connect(actions->redo, &QAction::triggered, &undoGroup, &QUndoGroup::redo);
    connect(&undoGroup, &QUndoGroup::canUndoChanged, actions->undo, &QAction::setEnabled);
    connect(&undoGroup, &QUndoGroup::canRedoChanged, actions->redo, &QAction::setEnabled);
    for (Page* page : rooms)
        if (QUndoStack* changes = page->undoStack()) undoGroup.addStack(changes);
    connect(actions->cut, &QAction::triggered, editor, &TokenTextEdit::cut);
    connect(actions->copy, &QAction::triggered, editor, &TokenTextEdit::copy);
    connect(actions->paste, &QAction::triggered, editor, &TokenTextEdit::paste);
    connect(actions->selectAll, &QAction::triggered, editor, &TokenTextEdit::selectAll);
    connect(actions->find, &QAction::triggered, textPage, &TextPage::openFindBar);
    connect(actions->zoomIn, &QAction::triggered, this, [this] { zoom(+1); });
    connect(actions->zoomOut, &QAction::triggered, this, [this] { zoom(-1); });
    connect(actions->zoomReset, &QAction::triggered, this, [this] { appearance.setScale(100); });
    connect(actions->themes, &QActionGroup::triggered, this,
            [this](QAction* action) { appearance.setTheme(Theme(action->data().toInt())); });
    connect(actions->languages, &QActionGroup::triggered, this,
            [this](QAction* action) { useLanguage(action->data().toString()); });
    connect(actions->otherTheme, &QAction::triggered, this,
            [this] { appearance.setTheme(appearance.isDark() ? Theme::Light : Theme::Dark); });
    connect(actions->otherLanguage, &QAction::triggered, this, [this] {
        useLanguage(language.name() == "en" ? QStringLiteral("zh_CN") : QStringLiteral("en"));
    });
    connect(actions->present, &QAction::triggered, this, &MainWindow::setPresenting);
    connect(actions->palette, &QAction::triggered, this, &MainWindow::showCommandPalette);
    connect(actions->about, &QAction::triggered, this, [this] { showPage(rooms.back()); });
    connect(&appearance, &Appearance::themeChanged, this, &MainWindow::recolor);
    connect(&appearance, &Appearance::sizeChanged, this, &MainWindow::resizeText);
}

void MainWindow::connectSession() {
    connect(&state, &Session::tokensChanged, &stripTimer, qOverload<>(&QTimer::start));
    connect(&state, &Session::coloringChanged, this, &MainWindow::showStrip);
    connect(&state, &Session::contextWindowChanged, this, &MainWindow::showStrip);
    connect(textPage, &TextPage::selectionChanged, this, &MainWindow::markStrip);
    connect(textPage, &TextPage::litTokenChanged, this, [this](std::optional<std::size_t> token) {
        if (textPage != &currentPage()) return;
        if (token) litInOtherPart.reset();
        strip->setLit(token ? std::optional(promptPresenter->tokenOfPrompt(*token)) : litInOtherPart);
    });
    connect(textPage, &TextPage::fileDropped, this, [this](const QString& path) { openFile(path); });
    connect(textPage, &TextPage::zoomRequested, this, &MainWindow::zoom);
    connect(strip, &PromptStripWidget::hovered, this, &MainWindow::hoverStrip);
    connect(strip, &PromptStripWidget::clicked, this, &MainWindow::clickStrip);
    for (Page* page : rooms)
        connect(page, &Page::promptChanged, this, [this, page] {
            if (page == &currentPage()) showStrip();
        });
    connect(statusLine, &StatusLine::encodingChosen, this,
            [this](const QString& encoding) { openFile(state.source().path, encoding); });
    connect(&state, &Session::sourceChanged, this, &MainWindow::updateTitle);
    connect(&state.undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(&device, &ComputeDevice::changed, this, [this] { rememberTimer.start(); });
    for (const auto signal :
         {&Session::tokenizerChanged, &Session::coloringChanged, &Session::contextWindowChanged})
        connect(&state, signal, this, [this] { rememberTimer.start(); });
    connect(&state, &Session::textReplaced, this, [this](Span removed, const QByteArray& inserted) {
        if (!store) return;
        if (store->wantsSnapshot(std::size_t(inserted.size())))
            store->begin(state.snapshot(), state.source(), isTextModified());
        else
            store->noteReplace(removed, inserted);
        rememberTimer.start(); // the caret
    });
    connect(&state, &Session::sourceChanged, this, [this] {
        if (store) store->noteSource(state.source());
    });
    connect(&state.undoStack(), &QUndoStack::cleanChanged, this, [this](bool clean) {
        if (store) store->noteModified(!clean);
    });
}

void MainWindow::restoreState() {
    if (!where.settingsFile.isEmpty()) settings = Settings::load(where.settingsFile);
    if (!settings.geometry.isEmpty()) restoreGeometry(settings.geometry);
    textPage->restoreSplitters(settings.splitters);
    state.setColoring(Coloring(settings.coloring));
    state.setContextWindow(settings.contextWindow);
    device.setId(settings.device);
    const TokenizerInfo* info = state.catalog().find(settings.tokenizer.toStdString());
    if (info && !info->present) {
        missingTokenizer = settings.tokenizer;
        textPage->messages().say(
            tr("The vocabulary of %1 is not installed; the text is shown as bytes. Run ./run once "
               "with a network to fetch it.")
                .arg(settings.tokenizer));
    } else {
        state.chooseTokenizer(settings.tokenizer);
    }
    std::optional<StoredText> stored;
    if (!where.storeFolder.isEmpty()) {
        store = std::make_unique<SessionStore>(where.storeFolder);
        stored = store->load();
        const auto warn = [this] {
            if (!store->problem().isEmpty()) textPage->messages().say(store->problem());
        };
        connect(store.get(), &SessionStore::problemChanged, this, warn);
        warn();
    }
    restoreParts(stored);
    if (stored) {
        state.restore(stored->text, stored->source, stored->modified);
        textPage->editor().select(settings.caret, settings.caret);
    } else {
        openSample(QStringLiteral("mixed"));
        state.undoStack().clear();
    }
    if (store) store->begin(state.snapshot(), state.source(), isTextModified());
    if (!where.openFile.isEmpty()) openFile(where.openFile);
}

void MainWindow::remember() {
    if (where.settingsFile.isEmpty()) return;
    Settings now = settings;
    now.theme = appearance.theme();
    now.language = language.name();
    now.tokenizer = state.tokenizerName();
    // Nobody chose bytes: once the vocabulary is there, it is what the person wanted.
    if (!missingTokenizer.isEmpty() && now.tokenizer == "bytes") now.tokenizer = missingTokenizer;
    now.device = device.id();
    now.coloring = int(state.coloring());
    now.contextWindow = state.contextWindow();
    now.scalePercent = appearance.scale();
    if (!appearance.isPresenting()) now.geometry = saveGeometry();
    now.splitters = textPage->saveSplitters();
    now.caret = textPage->editor().caret();
    now.promptFile = prompts.file().path;
    now.promptLinked = prompts.file().linked;
    if (now == settings) return;
    settings = now;
    if (!settings.save(where.settingsFile) && !settingsComplained) {
        settingsComplained = true;
        const QString earlier = textPage->messages().message(); // often the same folder's other trouble
        const QString message = tr("Your choices will not be there at the next start: %1 cannot be written.")
                                    .arg(QDir::toNativeSeparators(where.settingsFile));
        textPage->messages().say(earlier.isEmpty() ? message : earlier + QLatin1Char('\n') + message);
    }
}

void MainWindow::retranslate() {
    actions->retranslate(appearance.isDark(), language.name());
    for (QAction* action : actions->samples->actions())
        action->setText(sampleTitle(action->data().toString()));
    samplesButton->setText(tr("Samples"));
    topBar->setWindowTitle(tr("Tools"));
    rail->setWindowTitle(tr("Rooms"));
    strip->setAccessibleName(tr("Prompt strip"));
    for (std::size_t i = 0; i < rooms.size(); ++i) roomActions[i]->setText(rooms[i]->title());
    updateTitle();
    showStrip();
}

void MainWindow::recolor() {
    const QColor lines = QApplication::palette().color(QPalette::WindowText); // palette() follows later
    actions->recolor(lines, appearance.isDark());
    samplesButton->setIcon(icon(QStringLiteral("sample"), lines));
    for (std::size_t i = 0; i < rooms.size(); ++i) {
        roomActions[i]->setIcon(icon(rooms[i]->iconId(), lines));
        rooms[i]->setColors(appearance.tokenColors());
    }
    strip->setColors(appearance.tokenColors());
    panel->setColors(appearance.tokenColors());
    actions->retranslate(appearance.isDark(), language.name());
    rememberTimer.start();
}

void MainWindow::resizeText() {
    textPage->setPointSize(appearance.pointSize() * 1.2);
    const int size = int(appearance.pointSize() * 1.7);
    rail->setIconSize({size + 4, size + 4});
    topBar->setIconSize({size, size});
    rememberTimer.start();
}

void MainWindow::zoom(int steps) {
    constexpr int step = 10; // percent
    appearance.setScale(appearance.scale() + steps * step);
}

void MainWindow::setPresenting(bool on) {
    appearance.setPresenting(on);
    menuBar()->setVisible(!on);
    rail->setVisible(!on);
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, on));
    actions->present->setChecked(on);
}

void MainWindow::useLanguage(const QString& name) {
    language.use(name); // LanguageChange reaches every widget, this one too
    rememberTimer.start();
}

Page& MainWindow::currentPage() const { return *static_cast<Page*>(stack->currentWidget()); }

void MainWindow::showPage(Page* page) {
    stack->setCurrentWidget(page);
    panel->showGauge(page == textPage);
    stack->updateGeometry();
    for (std::size_t i = 0; i < rooms.size(); ++i) roomActions[i]->setChecked(rooms[i] == page);
    undoGroup.setActiveStack(page->undoStack());
    statusLine->setVisible(page == textPage); // it counts the text of that room
    showStrip();
    page->setFocus();
}

/// Of the room that is shown: every room has a prompt of its own, or none.
void MainWindow::showStrip() {
    line->setPrompt(prompts.totalTokens(), state.contextWindow());
    if (&currentPage() == textPage) return showTextStrip();
    const auto prompt = currentPage().prompt();
    strip->setVisible(prompt.has_value());
    if (!prompt) return;
    strip->setStrip(prompt->strip);
    strip->setLabel(prompt->label);
}

void MainWindow::showTextStrip() {
    strip->show();
    const auto ofText = textPage->litToken();
    const auto lit = ofText ? std::optional(promptPresenter->tokenOfPrompt(*ofText)) : litInOtherPart;
    strip->setStrip(promptPresenter->strip(textPage->editor().selection(), lit));
    if (!state.tokens())
        strip->setLabel(tr("tokenizing…"));
    else // with several parts their total stands beside the cards
        strip->setLabel(promptPresenter->hasSeveralParts() ? QString() : promptPresenter->total());
}

void MainWindow::markStrip(Span selection) {
    const Span numbers = presenter->tokenNumbers(selection);
    const std::size_t before = promptPresenter->tokenOfPrompt(0);
    if (textPage == &currentPage()) strip->setSelected(before + numbers.begin, before + numbers.end);
    rememberTimer.start();
}

void MainWindow::updateTitle() {
    TextSource source = state.source();
    if (isWholePrompt()) {
        source.path = prompts.file().path;
        source.title = source.path.isEmpty() ? QString() : QFileInfo(source.path).fileName();
    }
    setWindowFilePath(source.path);
    setWindowModified(!source.path.isEmpty() && isTextModified());
    QString name = source.title.isEmpty()  ? isWholePrompt() ? tr("Untitled prompt") : tr("Untitled")
                    : source.path.isEmpty() ? sampleTitle(source.title)
                                           : source.title;
    name.replace(QLatin1String("[*]"), QLatin1String("[*][*]")); // Qt's mark for "modified"
    setWindowTitle(QStringLiteral("%1[*] – Tokenarium").arg(name));
}

std::vector<PaletteEntry> MainWindow::paletteEntries() {
    std::vector<PaletteEntry> entries;
    const auto names = [this](const char* source) {
        return language.inBoth("tokenarium::MainWindow", source);
    };
    for (QAction* action : actions->all())
        if (action->isEnabled() && action != actions->palette)
            entries.push_back({action->iconText(), actions->namesInBoth(action, language),
                               action->shortcut().toString(QKeySequence::NativeText),
                               [action] { action->trigger(); }});
    for (Page* page : rooms)
        entries.push_back(
            {tr("Go to room: %1").arg(page->title()),
             names("Go to room: %1") + language.inBoth(page->metaObject()->className(), page->name()),
             {},
             [this, page] { showPage(page); }});
    for (const std::size_t tokens : contextWindows)
        entries.push_back({tr("Context window: %1").arg(windowSize(tokens)),
                           names("Context window: %1") + windowSize(tokens),
                           {},
                           [this, tokens] { state.setContextWindow(tokens); }});
    for (QAction* action : actions->samples->actions())
        entries.push_back({tr("Open sample: %1").arg(action->text()),
                           names("Open sample: %1") + names(sampleName(action->data().toString())),
                           {},
                           [action] { action->trigger(); }});
    for (const TokenizerInfo& info : state.catalog().all())
        if (info.present)
            entries.push_back(
                {tr("Use tokenizer: %1").arg(QString::fromStdString(info.name)),
                 names("Use tokenizer: %1") + QString::fromStdString(info.title + " " + info.algorithm) +
                     language.inBoth("tokenarium::TextPage", info.name == "bytes"        ? "plain bytes"
                                                             : info.name == "characters" ? "plain characters"
                                                                                         : ""),
                 {},
                 [this, name = QString::fromStdString(info.name)] { state.chooseTokenizer(name); }});
    for (const Coloring coloring : TextPage::colorings())
        entries.push_back({tr("Colour by: %1").arg(TextPage::coloringTitle(coloring)),
                           names("Colour by: %1") +
                               language.inBoth("tokenarium::TextPage", TextPage::coloringName(coloring)),
                           {},
                           [this, coloring] { state.setColoring(coloring); }});
    return entries;
}

void MainWindow::showCommandPalette() {
    CommandPalette palette(paletteEntries(), this);
    if (palette.exec() == QDialog::Accepted) palette.run();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && appearance.isPresenting()) return setPresenting(false);
    QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (isWindowModified()) { // the text itself is kept for the next start, but the file is behind
        const auto answer = QMessageBox::question(
            this, tr("Save before closing?"),
            tr("%1 has changes that are not in the file yet.").arg(QFileInfo(windowFilePath()).fileName()),
            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
        isClosing = true; // what is written now is written before the window goes
        const bool stays = answer == QMessageBox::Cancel || (answer == QMessageBox::Save && !askSave(false));
        isClosing = false;
        if (stays) return event->ignore();
    }
    keepParts();
    remember();
    QMainWindow::closeEvent(event);
}

void MainWindow::moveEvent(QMoveEvent* event) {
    QMainWindow::moveEvent(event);
    rememberTimer.start();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    rememberTimer.start();
}

} // namespace tokenarium
