// SPDX-License-Identifier: GPL-3.0-or-later
// The label's wish for another size goes to a parent without a layout, and ends there.
#include "widgets/still_text.h"

#include <QEvent>
#include <QLabel>

namespace tokenarium {

StillText::StillText(QLabel* label, int lines, QWidget* parent)
    : QWidget(parent)
    , text(label)
    , lineCount(lines) {
    text->setParent(this);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StillText::sizeHint() const {
    const QFontMetrics metrics = text->fontMetrics();
    return {12 * metrics.averageCharWidth(), lineCount * metrics.lineSpacing() + 2};
}

void StillText::resizeEvent(QResizeEvent*) { text->setGeometry(rect()); }

void StillText::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

} // namespace tokenarium
