// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs, each over a session of its own, with one history for all; the views connect themselves.
#include "app/pages/other_page.h"

#include "app/other/text_bytes.h"
#include "app/pages/other/genes_view.h"
#include "app/pages/other/points_view.h"
#include "app/pages/other/series_view.h"
#include "app/pages/other/volume_view.h"
#include "widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMimeData>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tokenarium {

OtherPage::OtherPage(const TokenizerCatalog& catalog, QWidget* parent)
    : Page(parent)
    , geneState(catalog, changes)
    , seriesState(changes)
    , volumeState(changes)
    , pointsState(changes)
    , messageBar(new MessageBar(this))
    , tabs(new QTabWidget(this)) {
    setAcceptDrops(true);
    createViews();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addWidget(tabs, 1);
    connect(tabs, &QTabWidget::currentChanged, this, &Page::promptChanged);
    retranslate();
}

OtherPage::~OtherPage() {
    changes.clear();        // its commands look at the sessions
    tabs->disconnect(this); // which tab is shown does not matter any more
    for (OtherView* one : views) delete one;
}

/// A view is named here and nowhere else.
void OtherPage::createViews() {
    tabs->setObjectName(QStringLiteral("otherViews"));
    tabs->setDocumentMode(true);
    views = {new GenesView(geneState), new SeriesView(seriesState), new VolumeView(volumeState),
             new PointsView(pointsState)};
    for (OtherView* one : views) {
        tabs->addTab(one, QString());
        connect(one, &OtherView::said, this, [this](const QString& sentence) {
            if (sentence.isEmpty()) return messageBar->clear();
            messageBar->say(sentence);
        });
        connect(one, &OtherView::promptChanged, this, [this, one] {
            if (one == &view()) emit promptChanged();
        });
        connect(one, &OtherView::offered, this, [this](const PromptPart& part, const QString& remark) {
            emit partOffered(part);
            const QString added =
                tr("\"%1\" was added to the prompt.").arg(QString::fromStdString(part.title));
            messageBar->say(remark.isEmpty() ? added : added + QLatin1Char(' ') + remark);
        });
    }
}

void OtherPage::connectNotify(const QMetaMethod& signal) {
    if (signal == QMetaMethod::fromSignal(&Page::partOffered))
        for (OtherView* one : views) one->setOfferable();
    Page::connectNotify(signal);
}

OtherView& OtherPage::view() const { return *views[std::size_t(std::max(0, tabs->currentIndex()))]; }

void OtherPage::setColors(const TokenColors& colors) {
    for (OtherView* one : views) one->setColors(colors);
}

std::optional<Page::Prompt> OtherPage::prompt() const { return view().prompt(); }

void OtherPage::hoverToken(std::optional<std::size_t> token) { view().hoverToken(token); }

void OtherPage::pinToken(std::size_t token) { view().pinToken(token); }

QStringList OtherPage::scenes() const {
    QStringList ids;
    for (const OtherView* one : views) ids += one->id();
    return ids;
}

bool OtherPage::isSettled() const { return view().isSettled(); }

void OtherPage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < views.size(); ++i)
        if (views[i]->id() == wanted) tabs->setCurrentIndex(int(i));
}

void OtherPage::openFile(const QString& path) {
    const bool isSeries = isSeriesFile(path) || (!isGeneFile(path) && view().id() == QLatin1String("series"));
    showView(isSeries ? QStringLiteral("series") : QStringLiteral("genes"));
    if (isSeries) return seriesState.openFile(path);
    geneState.openFile(path);
}

void OtherPage::showPart(const PromptPart& part) {
    const bool isSeries = part.modality == Modality::Series;
    const QString name = QString::fromStdString(part.title);
    showView(isSeries ? QStringLiteral("series") : QStringLiteral("genes"));
    if (isSeries) return seriesState.openText(part.content, name);
    geneState.openText(part.content, name);
}

/// A sequence from the clipboard; where the caret is in the editor, that one pastes itself.
void OtherPage::paste() {
    const QMimeData* clip = QApplication::clipboard()->mimeData();
    if (clip && clip->hasUrls() && clip->urls().first().isLocalFile())
        return openFile(clip->urls().first().toLocalFile());
    if (clip && clip->hasText() && !clip->text().isEmpty() && view().id() == QLatin1String("genes"))
        return geneState.setText(clip->text(), false);
    messageBar->say(tr("There is nothing in the clipboard that this view could show."));
}

void OtherPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void OtherPage::dropEvent(QDropEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) openFile(urls.first().toLocalFile());
}

void OtherPage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) return paste();
    Page::keyPressEvent(event);
}

void OtherPage::retranslate() {
    for (std::size_t i = 0; i < views.size(); ++i) tabs->setTabText(int(i), views[i]->title());
    tabs->setAccessibleName(tr("Parts of the other room"));
}

void OtherPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

} // namespace tokenarium
