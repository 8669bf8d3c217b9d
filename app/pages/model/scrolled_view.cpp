// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes the view whenever its room or its needs change.
#include "app/pages/model/scrolled_view.h"

#include <QEvent>
#include <QLayout>
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

void ScrolledView::fit() {
    if (!widget()) return;
    const QSize room = maximumViewportSize(), least = widget()->minimumSizeHint();
    const auto heightAt = [&](int width) {
        const QLayout* layout = widget()->layout();
        return layout->hasHeightForWidth() ? layout->minimumHeightForWidth(width) : least.height();
    };
    int width = std::max(room.width(), least.width());
    if (heightAt(width) > room.height()) // the bar takes some of the width
        width = std::max(room.width() - verticalScrollBar()->sizeHint().width(), least.width());
    widget()->resize(width, std::max(room.height(), heightAt(width)));
}

} // namespace tokenarium
