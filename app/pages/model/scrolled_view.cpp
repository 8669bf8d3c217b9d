// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes the view whenever its room or its needs change.
#include "app/pages/model/scrolled_view.h"

#include <QEvent>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

namespace tokenarium {

ScrolledView::ScrolledView(QWidget* view, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // what is inside has it
    viewport()->setAutoFillBackground(false);
    setWidget(view);
    view->setAutoFillBackground(false);
}

void ScrolledView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    fit();
}

bool ScrolledView::eventFilter(QObject* watched, QEvent* event) {
    const bool answer = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest) fit();
    return answer;
}

/// Layouts count wrapped texts as one line each: what they take beyond it at their present width is added.
int ScrolledView::neededHeight() const {
    int height = widget()->minimumSizeHint().height();
    for (const QLabel* label : widget()->findChildren<QLabel*>()) {
        bool isSeen = label->isVisibleTo(widget()) && label->wordWrap();
        for (const QWidget* above = label->parentWidget(); isSeen && above != widget();
             above = above->parentWidget())
            isSeen = !qobject_cast<const QAbstractScrollArea*>(above); // what has a bar of its own
        const int least = std::max(label->minimumSizeHint().height(), label->minimumHeight());
        if (isSeen) height += std::max(0, label->heightForWidth(label->width()) - least);
    }
    return height;
}

void ScrolledView::fit() {
    if (!widget()) return;
    const QSize room = maximumViewportSize();
    const int least = widget()->minimumSizeHint().width(), height = neededHeight();
    const int bar = height > room.height() ? verticalScrollBar()->sizeHint().width() : 0;
    widget()->resize(std::max(room.width() - bar, least), std::max(room.height(), height));
}

} // namespace tokenarium
