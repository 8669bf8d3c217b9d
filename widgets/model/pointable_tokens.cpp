// SPDX-License-Identifier: GPL-3.0-or-later
// Turns events into hovered and pinned, and keeps the lit token in view.
#include "widgets/model/pointable_tokens.h"

#include "widgets/style/announcement.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenarium {

PointableTokens::PointableTokens(QWidget* parent) : QAbstractScrollArea(parent) {
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void PointableTokens::setLit(std::optional<std::size_t> token) {
    if (token && *token >= tokenCount()) token.reset();
    if (token == litToken) return;
    litToken = token;
    scrollToLit();
    say();
    viewport()->update();
}

void PointableTokens::setColors(const TokenColors& newColors) {
    colors = newColors;
    viewport()->update();
}

void PointableTokens::setContentWidth(double pixels) {
    QScrollBar* bar = horizontalScrollBar();
    bar->setRange(0, std::max(0, int(std::ceil(pixels)) - viewport()->width()));
    bar->setPageStep(viewport()->width());
    bar->setSingleStep(fontMetrics().averageCharWidth() * 4);
}

void PointableTokens::showTokens() {
    if (litToken && *litToken >= tokenCount()) litToken.reset();
    layOut();
    scrollToLit();
    say();
    viewport()->update();
}

void PointableTokens::scrollToLit() {
    const auto extent = litToken ? extentOf(*litToken) : std::nullopt;
    if (!extent) return;
    QScrollBar* bar = horizontalScrollBar();
    if (extent->first < bar->value()) bar->setValue(int(extent->first));
    if (extent->second > bar->value() + viewport()->width())
        bar->setValue(int(extent->second) - viewport()->width());
}

void PointableTokens::say() { announce(*this, litToken ? description() : QString()); }

void PointableTokens::paintFocus(QPainter& painter) const {
    if (!hasFocus()) return;
    painter.setPen(QPen(colors.accent(), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void PointableTokens::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    scrollToLit();
    viewport()->update();
}

void PointableTokens::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::LanguageChange) return;
    updateGeometry();
    showTokens();
}

void PointableTokens::keyPressEvent(QKeyEvent* event) {
    const std::size_t count = tokenCount();
    if (count == 0) return QAbstractScrollArea::keyPressEvent(event);
    const std::size_t last = count - 1, at = litToken.value_or(last);
    switch (event->key()) {
    case Qt::Key_Left: return emit pinned(at > 0 ? at - 1 : 0);
    case Qt::Key_Right: return emit pinned(std::min(at + 1, last));
    case Qt::Key_Home: return emit pinned(0);
    case Qt::Key_End: return emit pinned(last);
    case Qt::Key_Escape: return emit pinned(std::nullopt);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool PointableTokens::viewportEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseMove: emit hovered(tokenAt(static_cast<QMouseEvent*>(event)->position())); break;
    case QEvent::Leave: emit hovered(std::nullopt); break;
    case QEvent::MouseButtonPress:
        setFocus();
        emit pinned(tokenAt(static_cast<QMouseEvent*>(event)->position()));
        return true;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto token = tokenAt(help->pos());
        QToolTip::showText(help->globalPos(), token ? tipOf(*token) : QString(), this);
        return true;
    }
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace tokenarium
