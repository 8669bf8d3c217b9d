// SPDX-License-Identifier: GPL-3.0-or-later
// A line that says which picture it is, and tabs over one session; the views connect themselves.
#include "app/pages/picture_page.h"

#include "app/pages/picture/codes_view.h"
#include "app/pages/picture/patches_view.h"
#include "app/pages/picture/rules_view.h"
#include "app/pages/picture/video_view.h"
#include "widgets/message_bar.h"
#include "widgets/style/number_text.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokenarium {

PicturePage::PicturePage(QWidget* parent)
    : Page(parent)
    , messageBar(new MessageBar(this))
    , titleLabel(new QLabel(this))
    , open(new QPushButton(this))
    , pasteButton(new QPushButton(this))
    , addButton(new QPushButton(this))
    , cancelButton(new QPushButton(this))
    , samples(new QComboBox(this))
    , tabs(new QTabWidget(this)) {
    setAcceptDrops(true);
    createHeader();
    createViews();
    auto* header = new QHBoxLayout;
    header->addWidget(titleLabel, 1);
    header->addWidget(cancelButton);
    header->addWidget(samples);
    header->addWidget(open);
    header->addWidget(pasteButton);
    header->addWidget(addButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addLayout(header);
    column->addWidget(tabs, 1);
    connect(&state, &PictureSession::said, this, [this](const QString& sentence) {
        if (sentence.isEmpty()) return messageBar->clear();
        messageBar->say(sentence);
    });
    connect(&state, &PictureSession::pictureChanged, this, &PicturePage::showTitle);
    connect(&state, &PictureSession::openingChanged, this, &PicturePage::showTitle);
    connect(&state, &PictureSession::filmChanged, this, [this] {
        if (state.film().title != state.picture().title)
            showView(QStringLiteral("video")); // else seen as a picture
    });
    for (const auto signal : {&PictureSession::pictureChanged, &PictureSession::choicesChanged,
                              &PictureSession::patchesChanged, &PictureSession::litChanged})
        connect(&state, signal, this, &Page::promptChanged);
    retranslate();
}

PicturePage::~PicturePage() {
    for (PictureView* view : views) delete view; // they look at the session
}

void PicturePage::createHeader() {
    titleLabel->setObjectName(QStringLiteral("pictureTitle"));
    open->setObjectName(QStringLiteral("openPicture"));
    pasteButton->setObjectName(QStringLiteral("pastePicture"));
    samples->setObjectName(QStringLiteral("pictureSamples"));
    addButton->setObjectName(QStringLiteral("addPicture"));
    cancelButton->setObjectName(QStringLiteral("cancelOpening"));
    connect(cancelButton, &QPushButton::clicked, &state, &PictureSession::cancelOpening);
    connect(addButton, &QPushButton::clicked, this, &PicturePage::offerPart);
    titleLabel->setWordWrap(true); // in large letters
    titleLabel->setTextFormat(Qt::PlainText);
    for (const QString& id : PictureSession::sampleIds()) samples->addItem(QString(), id);
    connect(open, &QPushButton::clicked, this, &PicturePage::askOpen);
    connect(pasteButton, &QPushButton::clicked, this, &PicturePage::paste);
    connect(samples, &QComboBox::activated, this,
            [this] { state.openSample(samples->currentData().toString()); });
}

/// A view is named here and nowhere else.
void PicturePage::createViews() {
    tabs->setObjectName(QStringLiteral("pictureViews"));
    tabs->setDocumentMode(true);
    views = {new PatchesView(state), new RulesView(state), new CodesView(state), new VideoView(state)};
    for (PictureView* view : views) {
        tabs->addTab(view, QString());
        connect(view, &PictureView::said, this,
                [this](const QString& sentence) { messageBar->say(sentence); });
        connect(view, &PictureView::modelWanted, this, &PicturePage::modelWanted);
    }
}

void PicturePage::setColors(const TokenColors& colors) {
    for (PictureView* view : views) view->setColors(colors);
}

std::optional<Page::Prompt> PicturePage::prompt() const {
    const PatchGrid grid = state.grid();
    Prompt prompt;
    prompt.strip.tokenCount = grid.tokens();
    prompt.strip.contextWindow = 128'000;
    prompt.strip.tintKind = TintKind::Scale;
    prompt.strip.tint = [grid, pixels = state.patchPixels()](std::size_t token) -> std::uint8_t {
        const auto index = grid.indexAtPosition(token);
        return index && pixels && *index < pixels->tints.size() ? pixels->tints[*index] : 0;
    };
    prompt.strip.lit = std::size_t(state.litToken());
    prompt.label = tr("%1 patch tokens of this picture").arg(grouped(grid.tokens()));
    return prompt;
}

QStringList PicturePage::scenes() const {
    QStringList ids;
    for (const PictureView* view : views) ids += view->id();
    return ids;
}

bool PicturePage::isSettled() const {
    return !state.isOpening() && views[std::size_t(tabs->currentIndex())]->isSettled();
}

void PicturePage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < views.size(); ++i)
        if (views[i]->id() == wanted) tabs->setCurrentIndex(int(i));
}

void PicturePage::openFile(const QString& path) { state.openFile(path); }

/// From the tab of films the film, else the picture.
void PicturePage::offerPart() {
    const bool film = views[std::size_t(tabs->currentIndex())]->id() == QLatin1String("video");
    if (film && state.film().file.isEmpty())
        return messageBar->say(
            tr("A WebM film can be looked at here, but be no part of a prompt: MP4, MOV, GIF and "
               "WebP can."));
    emit partOffered(film ? state.filmAsPart() : state.pictureAsPart());
}

void PicturePage::showPart(const PromptPart& part) {
    state.openBytes(part.content, QString::fromStdString(part.title));
    showView(part.modality == Modality::Video ? QStringLiteral("video") : QStringLiteral("rules"));
}

void PicturePage::askOpen() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a picture or film"), {}, tr("Pictures and films (%1)").arg(pictureFilePatterns()));
    if (!path.isEmpty()) openFile(path);
}

void PicturePage::paste() {
    const QMimeData* clip = QApplication::clipboard()->mimeData();
    if (clip && clip->hasImage())
        return state.openImage(qvariant_cast<QImage>(clip->imageData()), tr("from the clipboard"));
    if (clip && clip->hasUrls() && clip->urls().first().isLocalFile())
        return openFile(clip->urls().first().toLocalFile());
    messageBar->say(tr("There is no picture in the clipboard. Copy one in another program first."));
}

void PicturePage::showTitle() {
    const PictureSize size = state.size();
    cancelButton->setVisible(state.isOpening());
    const QString opening = state.openedShare() > 0
                                ? tr("Reading the film: %1").arg(percent(state.openedShare()))
                                : tr("Opening…");
    titleLabel->setText(state.isOpening() ? opening
                                          : tr("%1 · %2 × %3 pixels · %4 megapixels")
                                                .arg(state.picture().title, grouped(size.width),
                                                     grouped(size.height), ratio(double(size.area()) / 1e6)));
}

void PicturePage::retranslate() {
    open->setText(tr("Open…"));
    cancelButton->setText(tr("Cancel"));
    cancelButton->setToolTip(tr("Stop reading; what was shown stays"));
    open->setToolTip(tr("A picture or film; one can also be dropped here"));
    pasteButton->setText(tr("Paste"));
    pasteButton->setToolTip(tr("The picture in the clipboard (Ctrl+V)"));
    addButton->setText(tr("Add to prompt"));
    addButton->setToolTip(
        tr("Makes this picture, or in the tab of films this film, a part of the prompt, counted "
           "by the rule that is chosen here"));
    samples->setAccessibleName(tr("Sample pictures"));
    samples->setToolTip(tr("Pictures that come with the program"));
    const QString names[] = {tr("Sample: landscape"), tr("Sample: face"), tr("Sample: chart"),
                             tr("Sample: page of text"), tr("Sample: bouncing ball (moves)")};
    for (int i = 0; i < samples->count(); ++i) samples->setItemText(i, names[i]);
    for (std::size_t i = 0; i < views.size(); ++i) tabs->setTabText(int(i), views[i]->title());
    tabs->setAccessibleName(tr("Parts of the picture room"));
    showTitle();
}

void PicturePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit promptChanged();
    }
    Page::changeEvent(event);
}

void PicturePage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage()) event->acceptProposedAction();
}

void PicturePage::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) return openFile(urls.first().toLocalFile());
    if (event->mimeData()->hasImage())
        state.openImage(qvariant_cast<QImage>(event->mimeData()->imageData()), tr("dropped picture"));
}

void PicturePage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) return paste();
    Page::keyPressEvent(event);
}

} // namespace tokenarium
