// SPDX-License-Identifier: GPL-3.0-or-later
// A message bar, a header if the room has one, and the tabs.
#include "app/pages/tabbed_page.h"

#include "widgets/message_bar.h"

#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace tokenarium {

TabbedPage::TabbedPage(QWidget* parent)
    : Page(parent)
    , column(new QVBoxLayout(this))
    , messageBar(new MessageBar(this))
    , tabs(new QTabWidget(this)) {
    tabs->setDocumentMode(true);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addWidget(tabs, 1);
}

void TabbedPage::addView(RoomView* view) {
    views.push_back(view);
    tabs->addTab(view, view->title());
    connect(view, &RoomView::said, this, [this](const QString& sentence) {
        if (sentence.isEmpty()) return messageBar->clear();
        messageBar->say(sentence);
    });
    retranslate();
}

void TabbedPage::removeViews() {
    for (RoomView* view : std::exchange(views, {})) delete view;
}

void TabbedPage::setHeader(QWidget* header) { column->insertWidget(1, header); }

void TabbedPage::setColors(const TokenColors& colors) {
    for (RoomView* view : views) view->setColors(colors);
}

QStringList TabbedPage::scenes() const {
    QStringList ids;
    for (const RoomView* view : views) ids += view->id();
    return ids;
}

bool TabbedPage::isSettled() const { return currentView().isSettled(); }

RoomView& TabbedPage::currentView() const { return *views[std::size_t(tabs->currentIndex())]; }

void TabbedPage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < views.size(); ++i)
        if (views[i]->id() == wanted) tabs->setCurrentIndex(int(i));
}

void TabbedPage::retranslate() {
    for (std::size_t i = 0; i < views.size(); ++i) tabs->setTabText(int(i), views[i]->title());
    tabs->setAccessibleName(tr("Views of this room"));
}

void TabbedPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

} // namespace tokenarium
