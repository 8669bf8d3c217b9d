// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the prompt in the window: added from files and rooms, opened in rooms, saved together, kept.
#include "app/main_window.h"

#include "app/pages/text_page.h"
#include "app/pages/text_presenter.h"
#include "app/prompt/part_file.h"
#include "app/prompt/prompt_links.h"
#include "app/prompt/prompt_panel.h"
#include "app/prompt/prompt_presenter.h"
#include "app/prompt/prompt_store.h"
#include "app/window_actions.h"
#include "engine/view/part_summary.h"
#include "widgets/message_bar.h"
#include "widgets/prompt/part_list.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/style/number_text.h"
#include "widgets/text/token_text_edit.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace tokenarium {

namespace {

/// Small ones are written while the person waits: it takes no time that could be felt.
constexpr std::size_t bytesWrittenAtOnce = 8u << 20;

std::size_t bytesOf(const Prompt& prompt) {
    std::size_t sum = 0;
    for (const PromptPart& part : prompt.parts) sum += part.content ? part.content->size() : 0;
    return sum;
}

/// Everything embedded; linked.
QStringList promptFilters() {
    return {MainWindow::tr("Prompt with everything in it (*.tokenarium)"),
            MainWindow::tr("Prompt with links to its files (*.tokenarium)")};
}

/// A file of a part, or why not.
struct ReadFile {
    LoadedPart loaded;
    QString trouble;
};

} // namespace

void MainWindow::connectPrompt() {
    connect(actions->addText, &QAction::triggered, this, &MainWindow::addTextPart);
    connect(actions->addFiles, &QAction::triggered, this, &MainWindow::askAddFiles);
    connect(actions->newPrompt, &QAction::triggered, this, [this] {
        prompts.replaceAll({{}, state.contextWindow(), 0}, tr("New prompt"));
        showPage(textPage);
    });
    connect(actions->savePrompt, &QAction::triggered, this, [this] { askSavePrompt(true); });
    connect(actions->saveText, &QAction::triggered, this, [this] { askSaveText(true); });
    connect(panel, &PromptPanel::openWanted, this, &MainWindow::openPart);
    connect(panel, &PromptPanel::fileWanted, this, &MainWindow::askFileOfPart);
    connect(panel, &PromptPanel::filesDropped, this, &MainWindow::addFiles);
    for (Page* page : rooms)
        connect(page, &Page::partOffered, this,
                [this](const PromptPart& part) { addPart(part, prompts.items().size()); });
    connect(&prompts, &PromptSession::partsChanged, this, &MainWindow::promptPartsChanged);
    connect(&prompts, &PromptSession::countsChanged, &stripTimer, qOverload<>(&QTimer::start));
    connect(&prompts, &PromptSession::activeTextChanging, this, &MainWindow::keepBeforeTheTextChanges);
    keepTimer.setSingleShot(true);
    keepTimer.setInterval(400);
    connect(&keepTimer, &QTimer::timeout, this, &MainWindow::keepParts);
    // Undo acts on the prompt while its cards have the focus, else on what the room has.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        const bool onCards = now && panel->isAncestorOf(now);
        undoGroup.setActiveStack(onCards ? &state.undoStack() : currentPage().undoStack());
    });
    priceTimer.setSingleShot(true);
    priceTimer.setInterval(30);
    connect(&priceTimer, &QTimer::timeout, this, &MainWindow::pricePrompt);
    connect(&state, &Session::comparisonChanged, &priceTimer, qOverload<>(&QTimer::start));
    connect(&prompts, &PromptSession::partsChanged, &priceTimer, qOverload<>(&QTimer::start));
    promptPartsChanged();
}

/// The comparison has counted the text under every tokenizer; only the other parts are left to count.
void MainWindow::pricePrompt() {
    const TokenizerCounts& known = state.tokenizerCounts();
    if (known.counting || known.rows.empty()) return; // it says when it is done
    PromptToCount asked{prompts.prompt(), {}};
    for (const TokenizerCount& row : known.rows)
        if (row.tokens) asked.activeText[row.name] = *row.tokens;
    prices.countPrompt(asked);
}

void MainWindow::promptPartsChanged() {
    const bool several = promptPresenter->hasSeveralParts();
    actions->saveText->setEnabled(several);
    actions->newPrompt->setEnabled(several || !prompts.file().path.isEmpty());
    litInOtherPart.reset();
    textPage->setAdditionsShown(!several);
    const quint64 edited = prompts.items()[prompts.activeText()].id;
    if (std::exchange(editedPart, edited) != edited) textPage->editor().select(0, 0); // another text
    keepTimer.start();
    rememberTimer.start();
    updateTitle();
    showStrip();
}

bool MainWindow::isWholePrompt() const {
    return promptPresenter->hasSeveralParts() || !prompts.file().path.isEmpty();
}

// --- adding
// ---------------------------------------------------------------------------------------------------------

void MainWindow::addPart(const PromptPart& part, std::size_t place, const TextSource& source) {
    const quint64 id = prompts.insert(part, place, source);
    if (const auto at = prompts.placeOf(id)) panel->list().setCurrent(*at);
}

void MainWindow::addTextPart() {
    addPart({}, prompts.activeText() + 1);
    showPage(textPage);
}

void MainWindow::askAddFiles() {
    addFiles(QFileDialog::getOpenFileNames(this, tr("Add files to the prompt")), prompts.items().size());
}

/// One batch after the other; each is one step of undo.
void MainWindow::addFiles(const QStringList& files, std::size_t before) {
    if (files.isEmpty()) return;
    if (files.size() == 1 && PartFile::isPrompt(files.first())) return openPrompt(files.first());
    std::optional<quint64> behind;
    if (before > 0) behind = prompts.items()[std::min(before, prompts.items().size()) - 1].id;
    filesToAdd.push_back({files, behind});
    if (!partJob.isBusy()) addNextFiles();
}

void MainWindow::addNextFiles() {
    if (filesToAdd.empty()) return;
    const FilesToAdd batch = filesToAdd.front();
    filesToAdd.pop_front();
    partJob.start(
        [files = batch.files](std::stop_token stop, const Job::Progress&) {
            std::vector<ReadFile> read;
            for (const QString& file : files) {
                try {
                    read.push_back({PartFile::load(file, stop), {}});
                } catch (const std::exception& error) {
                    read.push_back({{}, QString::fromUtf8(error.what())});
                }
            }
            return read;
        },
        [this, batch](const std::vector<ReadFile>& read) {
            const auto found = batch.behind ? prompts.placeOf(*batch.behind) : std::nullopt;
            std::size_t place = !batch.behind ? 0 : found ? *found + 1 : prompts.items().size();
            QStringList said;
            const bool any = std::any_of(read.begin(), read.end(),
                                         [](const ReadFile& file) { return file.trouble.isEmpty(); });
            if (any) state.undoStack().beginMacro(tr("Add files to the prompt"));
            for (const ReadFile& file : read) {
                if (file.trouble.isEmpty()) addPart(file.loaded.part, place++, file.loaded.source);
                const QString& remark = file.trouble.isEmpty() ? file.loaded.remark : file.trouble;
                if (!remark.isEmpty()) said += remark;
            }
            if (any) state.undoStack().endMacro();
            if (said.isEmpty())
                promptMessages->clear();
            else
                promptMessages->say(said.join(QLatin1Char('\n')));
            emit partsAdded();
            addNextFiles();
        });
}

// --- looking at parts
// -----------------------------------------------------------------------------------------------

void MainWindow::openPart(std::size_t place) {
    const PromptPart part = prompts.items()[place].part;
    if (!part.content) return promptMessages->say(prompts.items()[place].trouble);
    if (part.modality == Modality::Text) {
        prompts.activate(place);
        return showPage(textPage);
    }
    for (Page* room : rooms)
        if (room->showsParts(part.modality)) {
            showPage(room); // first: rooms that are shown for the first time open something of their own
            return room->showPart(part);
        }
    promptMessages->say(tr("%1 is counted, but no room shows parts of its kind yet.")
                            .arg(QString::fromStdString(part.title)));
}

void MainWindow::askFileOfPart(std::size_t place) {
    const PromptItem item = prompts.items()[place];
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose the file of this part"),
                                                      QString::fromStdString(item.part.path));
    if (path.isEmpty()) return;
    partJob.start([path](std::stop_token stop, const Job::Progress&) { return PartFile::load(path, stop); },
                  [this, id = item.id](const LoadedPart& loaded) {
                      const auto now = prompts.placeOf(id);
                      if (!now) return;
                      PromptPart part = loaded.part;
                      part.rule = prompts.items()[*now].part.rule;
                      if (part.modality != prompts.items()[*now].part.modality) part.rule = {};
                      prompts.replace(*now, part);
                      promptMessages->clear();
                      addNextFiles();
                  },
                  [this](const QString& message) {
                      promptMessages->say(message);
                      addNextFiles();
                  });
}

/// Of the strip: tokens of the active text are the room's, others belong to their parts.
void MainWindow::hoverStrip(std::optional<std::size_t> token) {
    if (&currentPage() != textPage) return currentPage().hoverToken(token);
    textPage->hoverToken(token ? promptPresenter->tokenOfText(*token) : std::nullopt);
}

void MainWindow::clickStrip(std::size_t token) {
    if (&currentPage() != textPage) return currentPage().pinToken(token);
    litInOtherPart.reset();
    if (const auto own = promptPresenter->tokenOfText(token)) return textPage->pinToken(*own);
    state.pin(std::nullopt);
    litInOtherPart = token;
    strip->setLit(token);
    if (const auto part = prompts.partOfToken(token)) panel->list().setCurrent(part->first);
}

// --- files of prompts
// -----------------------------------------------------------------------------------------------

void MainWindow::openPrompt(const QString& path) {
    const auto load = [path](std::stop_token stop, const Job::Progress&) {
        return loadPrompt(std::filesystem::u8path(path.toStdString()), stop);
    };
    openJob.start(
        load,
        [this, path](std::optional<OpenedPrompt> opened) {
            if (!opened) return;
            const QString file = QFileInfo(path).absoluteFilePath();
            const PromptInWindow here = openedHere(std::move(*opened), file);
            prompts.replaceAll(here.prompt, tr("Open %1").arg(QFileInfo(path).fileName()),
                               {file, here.linked}, here.troubles);
            state.undoStack().setClean();
            promptMessages->clear();
            useTokenizerOf(here.prompt);
            QStringList said;
            for (const auto& [part, why] : here.troubles)
                said += tr("Part %1 could not be read: %2").arg(QString::number(part + 1), why);
            if (!said.isEmpty()) promptMessages->say(said.join(QLatin1Char('\n')));
            emit this->opened();
        },
        [this](const QString& message) { promptMessages->say(message); });
}

/// Texts are counted as they were when the prompt was saved.
void MainWindow::useTokenizerOf(const Prompt& prompt) {
    std::string wanted;
    for (const PromptPart& part : prompt.parts)
        if (part.modality == Modality::Text && !part.rule.empty()) wanted = part.rule;
    if (wanted.empty() || wanted == state.tokenizerName().toStdString()) return;
    const TokenizerInfo* info = state.catalog().find(wanted);
    if (info && info->present) return state.chooseTokenizer(QString::fromStdString(wanted));
    promptMessages->say(
        tr("Its texts were counted by %1, which is not installed; now they are counted by %2.")
            .arg(QString::fromStdString(wanted), state.tokenizerName()));
}

bool MainWindow::askSavePrompt(bool newName) {
    PromptFileName file = prompts.file();
    if (file.path.isEmpty() || newName) {
        QFileDialog dialog(this, tr("Save the prompt"), file.path);
        dialog.setAcceptMode(QFileDialog::AcceptSave);
        dialog.setDefaultSuffix(QStringLiteral("tokenarium")); // it asks before it replaces that file
        dialog.setNameFilters(promptFilters());
        dialog.selectNameFilter(promptFilters().at(file.linked ? 1 : 0));
        if (dialog.exec() != QDialog::Accepted) return false;
        file = {dialog.selectedFiles().first(), dialog.selectedNameFilter() == promptFilters().at(1)};
    }
    return savePromptTo(file.path, file.linked);
}

bool MainWindow::savePromptTo(const QString& path, bool linked) {
    const QString file = QFileInfo(path).absoluteFilePath();
    Prompt prompt = prompts.prompt();
    for (std::size_t i = 0; i < prompt.parts.size(); ++i) // the names that people see
        if (prompt.parts[i].modality == Modality::Text)
            prompt.parts[i].title = promptPresenter->cards()[i].title;
    const std::size_t bytes = bytesOf(prompt);
    const auto write = [prompt = std::move(prompt), file, linked](std::stop_token stop) {
        const PromptToSave ready = linked ? linkedPrompt(prompt, file) : embeddedPrompt(prompt, file);
        savePrompt(std::filesystem::u8path(file.toStdString()), ready.prompt, stop);
        return ready.embedded;
    };
    const auto saved = [this, file, linked, at = state.undoStack().index()](const QStringList& embedded) {
        prompts.setFile({file, linked});
        if (state.undoStack().index() == at) state.undoStack().setClean();
        promptMessages->clear();
        if (!embedded.isEmpty())
            promptMessages->say(tr("Saved. These parts are inside the file, for there is no file that holds "
                                   "them any more: %1.")
                                    .arg(embedded.join(QStringLiteral(", "))));
        emit promptSaved();
    };
    if (bytes > bytesWrittenAtOnce && !isClosing) {
        saveJob.start([write](std::stop_token stop, const Job::Progress&) { return write(stop); }, saved,
                      [this](const QString& message) { promptMessages->say(message); });
        return true;
    }
    try {
        saved(write({}));
        return true;
    } catch (const std::exception& error) {
        promptMessages->say(QString::fromUtf8(error.what()));
        return false;
    }
}

// --- keeping
// --------------------------------------------------------------------------------------------------------

/// The text that the window had last is known; the parts around it may be there, too.
void MainWindow::restoreParts(std::optional<StoredText>& stored) {
    if (where.storeFolder.isEmpty() || !store || !store->problem().isEmpty()) return; // another window's
    partStore = std::make_unique<PromptStore>(where.storeFolder);
    const auto warn = [this] {
        if (partStore->problem().isEmpty()) return;
        promptMessages->say(
            tr("The parts of the prompt could not be kept or read: %1").arg(partStore->problem()));
    };
    auto opened = partStore->load();
    connect(partStore.get(), &PromptStore::problemChanged, this, warn);
    warn();
    if (!opened || opened->prompt.parts.empty()) return;
    if (stored) settleActiveText(opened->prompt, stored->text.toStdString());
    PromptInWindow here = openedHere(std::move(*opened), partStore->fileName());
    prompts.restore(here.prompt, {settings.promptFile, settings.promptLinked}, here.troubles);
    const PromptPart active = prompts.items()[prompts.activeText()].part;
    const QByteArray text = QByteArray::fromStdString(*active.content);
    if (stored && stored->text == text) return;
    stored = StoredText{text, {}, true};
}

void MainWindow::keepParts() {
    if (partStore) partStore->keep(prompts.prompt());
}

/// Both texts are in the parts now; in a moment only one of them is in the journal of the text.
void MainWindow::keepBeforeTheTextChanges() {
    if (!partStore) return;
    Prompt both;
    both.contextWindow = state.contextWindow();
    both.active = prompts.activeText();
    for (const PromptItem& item : prompts.items()) both.parts.push_back(item.part);
    partStore->keep(std::move(both));
    partStore->finish();
}

// --- a sample
// -------------------------------------------------------------------------------------------------------

/// Five kinds of parts, each something that comes with the program.
void MainWindow::openSamplePrompt() {
    const QString words =
        language.name() == QLatin1String("en") ? QStringLiteral("english") : QStringLiteral("chinese");
    const QString text = QStringLiteral("%1.txt").arg(words),
                  sound = QStringLiteral("audio/%1-1-woman.flac").arg(words);
    Prompt prompt;
    prompt.contextWindow = state.contextWindow();
    for (const auto& [name, modality] : {std::pair(text, Modality::Text),
                                         {QStringLiteral("images/landscape.png"), Modality::Picture},
                                         {sound, Modality::Sound},
                                         {QStringLiteral("genes/insulin.fasta"), Modality::Gene},
                                         {QStringLiteral("parts/temperatures.csv"), Modality::Series}}) {
        QFile file(QStringLiteral(":/samples/") + name);
        if (!file.open(QIODevice::ReadOnly)) continue;
        prompt.parts.push_back({modality, QFileInfo(name).fileName().toStdString(), defaultPartRule(modality),
                                std::make_shared<const std::string>(file.readAll().toStdString()), "", ""});
    }
    prompts.replaceAll(prompt, tr("Open a sample"));
    showPage(textPage);
}

} // namespace tokenarium
