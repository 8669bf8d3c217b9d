// SPDX-License-Identifier: GPL-3.0-or-later
// The token editor's mouse: selecting, hovering, clipboard, drag and drop, wheel and context menu.
#include "widgets/text/token_text_edit_private.h"
#include "widgets/text/utf8.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDrag>
#include <QMenu>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr int autoScrollMilliseconds = 30;

Span united(Span a, Span b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

} // namespace

// Selecting

QPoint TokenTextEdit::Private::clampedToText(QPoint point) const {
    const QRect area = q->viewport()->rect();
    return {point.x(), std::clamp(point.y(), area.top(), area.bottom())};
}

void TokenTextEdit::mousePressEvent(QMouseEvent* event) {
    const QPoint point = event->position().toPoint();
    p->pressPoint = p->dragPoint = point;
    const CaretPlace place = p->placeAt(point);
    p->goalX.reset();
    if (event->button() == Qt::MiddleButton && QApplication::clipboard()->supportsSelection()) {
        p->moveCaret(place, false);
        if (const QMimeData* mime = QApplication::clipboard()->mimeData(QClipboard::Selection))
            p->insert(Private::bytesOf(*mime), EditKind::Pasting);
        return;
    }
    if (event->button() != Qt::LeftButton) return;
    const bool third = p->tripleClickTimer.isActive() &&
                       (point - p->tripleClickPoint).manhattanLength() < QApplication::startDragDistance();
    p->tripleClickTimer.stop();
    const auto under = p->byteAt(point);
    if (third) {
        p->dragging = DragKind::Paragraphs;
        p->dragOrigin = p->paragraphAt(place.byte);
        p->setSelection(p->dragOrigin.begin, {p->dragOrigin.end, false});
    } else if (under && p->selection().contains(*under) && !(event->modifiers() & Qt::ShiftModifier)) {
        p->dragging = DragKind::MaybeText;
    } else {
        p->dragging = DragKind::Characters;
        p->moveCaret(place, event->modifiers() & Qt::ShiftModifier);
    }
}

void TokenTextEdit::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPoint point = event->position().toPoint();
    p->dragging = DragKind::Words;
    p->dragOrigin = p->wordAt(p->byteAt(point).value_or(p->placeAt(point).byte));
    p->setSelection(p->dragOrigin.begin, {p->dragOrigin.end, true});
    p->tripleClickPoint = point;
    p->tripleClickTimer.start(QApplication::doubleClickInterval(), this);
}

void TokenTextEdit::Private::extendByDrag(QPoint point) {
    const CaretPlace place = placeAt(clampedToText(point));
    if (dragging == DragKind::Characters) return setSelection(anchor, place);
    const Span here = dragging == DragKind::Words ? wordAt(place.byte) : paragraphAt(place.byte);
    const Span all = united(dragOrigin, place.byte == dragOrigin.end ? dragOrigin : here);
    const bool backwards = here.begin < dragOrigin.begin;
    setSelection(backwards ? all.end : all.begin, {backwards ? all.begin : all.end, false});
}

void TokenTextEdit::mouseMoveEvent(QMouseEvent* event) {
    const QPoint point = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton) || p->dragging == DragKind::None) return p->hover(point);
    p->dragPoint = point;
    if (p->dragging == DragKind::MaybeText) {
        if ((point - p->pressPoint).manhattanLength() >= QApplication::startDragDistance()) p->startDrag();
        return;
    }
    p->extendByDrag(point);
    const bool outside = point.y() < 0 || point.y() >= viewport()->height();
    if (outside && !p->autoScrollTimer.isActive()) p->autoScrollTimer.start(autoScrollMilliseconds, this);
    if (!outside) p->autoScrollTimer.stop();
}

void TokenTextEdit::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || p->dragging == DragKind::None) return;
    p->autoScrollTimer.stop();
    const QPoint point = event->position().toPoint();
    const bool still = (point - p->pressPoint).manhattanLength() < QApplication::startDragDistance();
    if (p->dragging == DragKind::MaybeText) p->moveCaret(p->placeAt(point), false);
    const bool single = p->dragging == DragKind::Characters || p->dragging == DragKind::MaybeText;
    p->dragging = DragKind::None;
    p->publishPrimarySelection();
    if (const auto byte = p->byteAt(point); byte && still && single) emit clicked(*byte);
}

void TokenTextEdit::timerEvent(QTimerEvent* event) {
    if (event->timerId() == p->blinkTimer.timerId()) {
        p->caretOn = !p->caretOn;
        viewport()->update(p->caretRectangle());
    } else if (event->timerId() == p->tripleClickTimer.timerId()) {
        p->tripleClickTimer.stop();
    } else if (event->timerId() == p->autoScrollTimer.timerId()) {
        const int below = p->dragPoint.y() - viewport()->height();
        const int distance = p->dragPoint.y() < 0 ? p->dragPoint.y() : std::max(0, below);
        p->flow.scrollBy(distance); // farther away scrolls faster
        p->afterScroll();
        p->extendByDrag(p->dragPoint);
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

// Hovering

void TokenTextEdit::Private::hover(std::optional<QPoint> point) {
    const auto byte = point ? byteAt(*point) : std::nullopt;
    if (byte == hoveredByte && (!byte || decorations.hovered)) return;
    const auto mark = byte ? markAt(*byte) : std::nullopt;
    const auto span = mark ? std::optional(mark->span) : std::nullopt;
    if (span != decorations.hovered) {
        const auto old = std::exchange(decorations.hovered, span);
        if (old) updateBytes(*old);
        if (span) updateBytes(*span);
    }
    if (byte == hoveredByte) return;
    hoveredByte = byte;
    emit q->hovered(byte);
}

bool TokenTextEdit::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) p->hover(std::nullopt);
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            p->zoom(gesture->value() * 10); // a tenth of size is a step
            return true;
        }
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// Wheel

void TokenTextEdit::Private::zoom(double steps) {
    wheelSteps += steps;
    for (; wheelSteps >= 1; --wheelSteps) emit q->zoomRequested(1);
    for (; wheelSteps <= -1; ++wheelSteps) emit q->zoomRequested(-1);
}

void TokenTextEdit::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        p->zoom(event->angleDelta().y() / 120.0);
    } else if (event->hasPixelDelta()) {
        p->flow.scrollBy(-event->pixelDelta().y());
        p->afterScroll();
    } else {
        const int rows = QApplication::wheelScrollLines();
        p->flow.scrollBy(-std::int64_t(event->angleDelta().y()) * rows * p->flow.style().rowHeight / 120);
        p->afterScroll();
    }
    event->accept();
    p->hover(event->position().toPoint());
}

// Clipboard

std::unique_ptr<QMimeData> TokenTextEdit::Private::mimeOf(Span bytes) const {
    std::string copied;
    if (flow.view()) flow.view()->copy(bytes, copied);
    auto mime = std::make_unique<QMimeData>();
    mime->setText(decodeUtf8(copied));
    mime->setData(bytesMimeType(), QByteArray(copied.data(), qsizetype(copied.size())));
    return mime;
}

QByteArray TokenTextEdit::Private::bytesOf(const QMimeData& mime) {
    if (mime.hasFormat(bytesMimeType())) return mime.data(bytesMimeType());
    return mime.text().toUtf8();
}

void TokenTextEdit::Private::publishPrimarySelection() {
    QClipboard* clipboard = QApplication::clipboard();
    if (!clipboard->supportsSelection() || selection().empty()) return;
    clipboard->setMimeData(mimeOf(selection()).release(), QClipboard::Selection);
}

void TokenTextEdit::copy() {
    if (!p->selection().empty()) QApplication::clipboard()->setMimeData(p->mimeOf(p->selection()).release());
}

void TokenTextEdit::cut() {
    if (p->readOnly || p->selection().empty()) return;
    copy();
    p->replace(p->selection(), {}, EditKind::Cutting);
}

void TokenTextEdit::paste() {
    const QMimeData* mime = QApplication::clipboard()->mimeData();
    if (mime) p->insert(Private::bytesOf(*mime), EditKind::Pasting);
}

void TokenTextEdit::deleteSelection() {
    if (!p->selection().empty()) p->replace(p->selection(), {}, EditKind::Deleting);
}

void TokenTextEdit::selectAll() {
    p->setSelection(0, {p->flow.textSize(), false});
    p->publishPrimarySelection();
}

void TokenTextEdit::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool some = !p->selection().empty(), editable = !p->readOnly;
    const auto add = [&](const QString& text, QKeySequence::StandardKey key, bool enabled, auto action) {
        QAction* item = menu->addAction(text, this, action);
        if (key != QKeySequence::UnknownKey) item->setShortcut(key);
        item->setEnabled(enabled);
    };
    add(tr("&Undo"), QKeySequence::Undo, editable, &TokenTextEdit::undoRequested);
    add(tr("&Redo"), QKeySequence::Redo, editable, &TokenTextEdit::redoRequested);
    menu->addSeparator();
    add(tr("Cu&t"), QKeySequence::Cut, editable && some, &TokenTextEdit::cut);
    add(tr("&Copy"), QKeySequence::Copy, some, &TokenTextEdit::copy);
    add(tr("&Paste"), QKeySequence::Paste, editable && QApplication::clipboard()->mimeData()->hasText(),
        &TokenTextEdit::paste);
    add(tr("&Delete"), QKeySequence::UnknownKey, editable && some, &TokenTextEdit::deleteSelection);
    menu->addSeparator();
    add(tr("Select &all"), QKeySequence::SelectAll, p->flow.textSize() > 0, &TokenTextEdit::selectAll);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(p->caretRectangle().bottomLeft()) : event->globalPos());
    event->accept();
}

// Drag and drop

void TokenTextEdit::Private::startDrag() {
    dragging = DragKind::None;
    const Span dragged = selection();
    const std::uint64_t revision = textRevision;
    auto* drag = new QDrag(q);
    drag->setMimeData(mimeOf(dragged).release());
    const Qt::DropActions actions = readOnly ? Qt::CopyAction : Qt::CopyAction | Qt::MoveAction;
    const Qt::DropAction done = drag->exec(actions, readOnly ? Qt::CopyAction : Qt::MoveAction);
    // A drop into this editor has already moved the text.
    if (done == Qt::MoveAction && drag->target() != q->viewport() && revision == textRevision)
        replace(dragged, {}, EditKind::Cutting);
}

void TokenTextEdit::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData* mime = event->mimeData();
    const bool text = !p->readOnly && (mime->hasText() || mime->hasFormat(bytesMimeType()));
    if (mime->hasUrls() || text) event->acceptProposedAction();
}

void TokenTextEdit::dragMoveEvent(QDragMoveEvent* event) {
    const bool within = event->source() == this || event->source() == viewport();
    if (within)
        event->setDropAction(event->modifiers() & Qt::ControlModifier ? Qt::CopyAction : Qt::MoveAction);
    event->accept();
    p->dropCaret = event->mimeData()->hasUrls() ? std::nullopt
                                                : std::optional(p->placeAt(event->position().toPoint()).byte);
    viewport()->update();
}

void TokenTextEdit::dragLeaveEvent(QDragLeaveEvent*) {
    p->dropCaret.reset();
    viewport()->update();
}

void TokenTextEdit::dropEvent(QDropEvent* event) {
    p->dropCaret.reset();
    viewport()->update();
    event->accept();
    if (event->mimeData()->hasUrls()) {
        for (const QUrl& url : event->mimeData()->urls())
            if (url.isLocalFile()) emit fileDropped(url.toLocalFile());
        return;
    }
    if (p->readOnly) return event->ignore();
    const QByteArray bytes = Private::bytesOf(*event->mimeData());
    const std::size_t at = p->placeAt(event->position().toPoint()).byte;
    const bool within = event->source() == this || event->source() == viewport();
    const bool moves = within && event->dropAction() == Qt::MoveAction;
    const Span dragged = p->selection();
    if (moves && at >= dragged.begin && at <= dragged.end) return; // dropped onto itself
    const std::uint64_t revision = p->textRevision;
    p->replace({at, at}, bytes, EditKind::Dropping);
    if (revision == p->textRevision) return; // the owner refused
    std::size_t begin = at;
    if (moves) {
        const std::size_t shift = at <= dragged.begin ? std::size_t(bytes.size()) : 0;
        p->replace({dragged.begin + shift, dragged.end + shift}, {}, EditKind::Dropping);
        if (at > dragged.begin) begin -= dragged.size();
    }
    select(begin, begin + std::size_t(bytes.size()));
    setFocus(Qt::MouseFocusReason);
}

} // namespace tokenarium
