// SPDX-License-Identifier: GPL-3.0-or-later
// How texts come into the window and leave it: opening, dropping, samples, saving.
#include "app/main_window.h"

#include "app/other/text_bytes.h"
#include "app/pages/other_page.h"
#include "app/pages/picture_page.h"
#include "app/pages/sound_page.h"
#include "app/pages/text_page.h"
#include "app/picture/picture_file.h"
#include "app/prompt/part_file.h"
#include "app/prompt/prompt_panel.h"
#include "app/sound/sound_file.h"
#include "app/text_file.h"
#include "widgets/message_bar.h"
#include "widgets/prompt_strip_widget.h"
#include "widgets/style/number_text.h"
#include "widgets/text/token_text_edit.h"

#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>

namespace tokenarium {

void MainWindow::askOpen() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a text file"),
                                                      QFileInfo(state.source().path).absolutePath());
    if (!path.isEmpty()) openFile(path);
}

void MainWindow::openFile(const QString& path, const QString& encoding) {
    if (encoding.isEmpty() && isPictureFile(path)) {
        for (Page* room : rooms)
            if (auto* pictures = qobject_cast<PicturePage*>(room)) {
                showPage(pictures);
                return pictures->openFile(path);
            }
    }
    if (encoding.isEmpty() && (isGeneFile(path) || isSeriesFile(path))) {
        for (Page* room : rooms)
            if (auto* others = qobject_cast<OtherPage*>(room)) {
                showPage(others);
                return others->openFile(path);
            }
    }
    if (encoding.isEmpty() && isSoundFile(path)) {
        for (Page* room : rooms)
            if (auto* sounds = qobject_cast<SoundPage*>(room)) {
                showPage(sounds);
                return sounds->openFile(path);
            }
    }
    if (encoding.isEmpty() && PartFile::isPrompt(path)) return openPrompt(path);
    openJob.start([path, encoding](std::stop_token stop,
                                   const Job::Progress&) { return TextFile::load(path, encoding, stop); },
                  [this](const LoadedText& loaded) {
                      textPage->messages().clear();
                      state.replaceAll(loaded.text, loaded.source, tr("Open %1").arg(loaded.source.title));
                      if (!isWholePrompt()) state.undoStack().setClean();
                      textPage->editor().select(0, 0);
                      if (!loaded.remark.isEmpty()) textPage->messages().say(loaded.remark);
                      emit opened();
                  },
                  [this](const QString& message) { textPage->messages().say(message); });
}

bool MainWindow::askSave(bool newName) {
    return isWholePrompt() ? askSavePrompt(newName) : askSaveText(newName);
}

bool MainWindow::askSaveText(bool newName) {
    QString path = state.source().path;
    if (path.isEmpty() || newName) path = QFileDialog::getSaveFileName(this, tr("Save the text"), path);
    return !path.isEmpty() && saveTo(path);
}

bool MainWindow::saveTo(const QString& path) {
    if (PartFile::isPrompt(path)) return savePromptTo(path, false);
    TextSource source = state.source();
    source.path = QFileInfo(path).absoluteFilePath();
    source.title = QFileInfo(path).fileName();
    const QByteArray text = QByteArray::fromStdString(state.text().text());
    try {
        const std::size_t lost = TextFile::save(path, text, source);
        if (lost > 0) {
            // Never lose a character silently: offer the encoding that holds all of them.
            textPage->messages().say(tr("Not saved: %1 cannot hold %2 characters of this text. Save it as "
                                        "UTF-8, which holds all of them.")
                                         .arg(source.encoding, grouped(lost)));
            source.encoding = QStringLiteral("UTF-8");
            if (QMessageBox::question(
                    this, tr("Save as UTF-8?"),
                    tr("%1 cannot hold every character of this text. Save it as UTF-8 instead?")
                        .arg(state.source().encoding)) != QMessageBox::Yes)
                return false;
            TextFile::save(path, text, source);
        }
        textPage->messages().clear();
        state.markSaved(source);
        if (isWholePrompt()) state.undoStack().resetClean(); // the prompt is more than this text
        return true;
    } catch (const std::exception& error) {
        textPage->messages().say(QString::fromUtf8(error.what()));
        return false;
    }
}

QStringList MainWindow::sampleIds() {
    return {QStringLiteral("english"), QStringLiteral("chinese"), QStringLiteral("mixed"),
            QStringLiteral("code"),    QStringLiteral("numbers"), QStringLiteral("emoji")};
}

const char* MainWindow::sampleName(const QString& id) {
    if (id == "english") return QT_TR_NOOP("English prose");
    if (id == "chinese") return QT_TR_NOOP("Chinese prose");
    if (id == "mixed") return QT_TR_NOOP("A mixed page");
    if (id == "code") return QT_TR_NOOP("Code, two and four spaces");
    if (id == "prompt") return QT_TR_NOOP("A prompt of five parts");
    if (id == "numbers") return QT_TR_NOOP("Numbers");
    return QT_TR_NOOP("Emoji with joiners");
}

QString MainWindow::sampleTitle(const QString& id) const { return tr(sampleName(id)); }

void MainWindow::openSample(const QString& id) {
    if (id == QLatin1String("prompt")) return openSamplePrompt();
    QFile file(QStringLiteral(":/samples/%1.txt").arg(id));
    if (!file.open(QIODevice::ReadOnly)) return;
    TextSource source;
    source.title = id;
    state.replaceAll(file.readAll(), source, tr("Open a sample"));
    textPage->editor().select(0, 0);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    QStringList files;
    for (const QUrl& url : urls)
        if (url.isLocalFile()) files += url.toLocalFile();
    if (files.isEmpty()) return;
    const QPoint point = event->position().toPoint();
    const auto isOn = [&](const QWidget* widget) {
        return widget->isVisible() && widget->rect().contains(widget->mapFrom(this, point));
    };
    if (isOn(strip) || isOn(panel)) return addFiles(files, prompts.items().size());
    openFile(files.first());
}

} // namespace tokenarium
