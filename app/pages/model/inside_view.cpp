// SPDX-License-Identifier: GPL-3.0-or-later
// The list at the left switches; each section connects itself.
#include "app/pages/model/inside_view.h"

#include "app/pages/model/inside/cache_section.h"
#include "app/pages/model/inside/lens_section.h"
#include "app/pages/model/inside/meanings_section.h"
#include "app/pages/model/inside/norms_section.h"
#include "app/pages/model/inside/space_section.h"
#include "app/pages/model/inside/words_section.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

#include <algorithm>

namespace tokenarium {

InsideView::InsideView(ModelSession& modelSession, QWidget* parent) : ModelView(modelSession, parent) {
    questions = new QListWidget(this);
    questions->setObjectName(QStringLiteral("insideSections"));
    questions->setFrameShape(QFrame::NoFrame);
    questions->setSpacing(3);
    questions->viewport()->setAutoFillBackground(false);
    questions->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    stack = new QStackedWidget(this);
    parts = {new LensSection(session, stack),  new NormsSection(session, stack),
             new CacheSection(session, stack), new SpaceSection(session, stack),
             new WordsSection(session, stack), new MeaningsSection(session, stack)};
    for (ModelView* part : parts) {
        stack->addWidget(part);
        new QListWidgetItem(questions);
        connect(part, &ModelView::failed, this, &ModelView::failed);
    }
    connect(questions, &QListWidget::currentRowChanged, stack, &QStackedWidget::setCurrentIndex);
    questions->setCurrentRow(0);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(questions);
    row->addWidget(stack, 1);
    retranslate();
}

void InsideView::showSection(const QString& wanted) {
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i]->id() == wanted) questions->setCurrentRow(int(i));
}

bool InsideView::isSettled() const {
    return std::all_of(parts.begin(), parts.end(), [](const ModelView* part) { return part->isSettled(); });
}

void InsideView::setColors(const TokenColors& colors) {
    for (ModelView* part : parts) part->setColors(colors);
}

void InsideView::retranslate() {
    questions->setAccessibleName(tr("What to look at inside the model"));
    int widest = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        questions->item(int(i))->setText(parts[i]->title());
        widest = std::max(widest, questions->fontMetrics().horizontalAdvance(parts[i]->title()));
    }
    questions->setFixedWidth(widest + 24);
}

void InsideView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) retranslate();
}

} // namespace tokenarium
