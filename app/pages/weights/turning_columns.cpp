// SPDX-License-Identifier: GPL-3.0-or-later
// Under each other a column is as high as it needs, so that only the outer area is scrolled.
#include "app/pages/weights/turning_columns.h"

#include "app/pages/model/scrolled_view.h"

#include <QBoxLayout>
#include <QEvent>

namespace tokenarium {

TurningColumns::TurningColumns(QWidget* left, int leftShare, QWidget* right, int rightShare, QWidget* parent)
    : QWidget(parent) {
    auto* body = new QWidget;
    row = new QBoxLayout(QBoxLayout::LeftToRight, body);
    row->setContentsMargins(0, 6, 0, 0);
    row->setSpacing(16);
    areas = {new ScrolledView(left, body), new ScrolledView(right, body)};
    row->addWidget(areas[0], leftShare);
    row->addWidget(areas[1], rightShare);
    for (ScrolledView* area : areas) {
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->widget()->installEventFilter(this);
    }
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(new ScrolledView(body, this));
}

void TurningColumns::turn() {
    constexpr int characters = 90;
    turned = width() < characters * fontMetrics().averageCharWidth();
    row->setDirection(turned ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    fitHeights();
}

void TurningColumns::fitHeights() {
    for (ScrolledView* area : areas) {
        const int wanted = turned ? area->neededHeight() : 0;
        if (area->minimumHeight() != wanted) area->setMinimumHeight(wanted);
    }
}

void TurningColumns::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    turn();
}

void TurningColumns::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) turn();
}

bool TurningColumns::eventFilter(QObject* watched, QEvent* event) {
    const bool answer = QWidget::eventFilter(watched, event);
    if (turned && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)) fitHeights();
    return answer;
}

} // namespace tokenarium
