// SPDX-License-Identifier: GPL-3.0-or-later
// The token editor's keyboard: moving the caret and asking for edits.
#include "widgets/text/token_text_edit_private.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace tokenarium {
namespace {

bool typesText(const QKeyEvent& event) {
    const QString text = event.text();
    if (text.isEmpty()) return false;
    // Control or Alt alone make commands; together (AltGr) they type.
    const auto commandKeys = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (commandKeys == Qt::ControlModifier || commandKeys == Qt::AltModifier ||
        commandKeys == Qt::MetaModifier)
        return false;
    const QChar first = text.front();
    return first.isPrint() || first.category() == QChar::Other_Format || first.isSurrogate() ||
           first.category() == QChar::Other_PrivateUse;
}

bool isSpaceAt(const QString& text, qsizetype at) { return at < text.size() && text[at].isSpace(); }

} // namespace

// Boundaries across slices

std::size_t TokenTextEdit::Private::nextGrapheme(std::size_t byte) {
    const Slice slice = flow.index().atByte(byte);
    if (const auto next = flow.layoutOf(slice).nextStop(byte)) return *next;
    return slice.bytes.end;
}

std::size_t TokenTextEdit::Private::previousGrapheme(std::size_t byte) {
    if (byte == 0) return 0;
    const Slice slice = flow.index().atByte(byte);
    if (byte > slice.bytes.begin) return flow.layoutOf(slice).previousStop(byte).value_or(slice.bytes.begin);
    const SliceLayout& before = flow.layoutNumber(slice.number - 1);
    return before.previousStop(byte).value_or(before.bytes().begin);
}

std::size_t TokenTextEdit::Private::nextWord(std::size_t byte) {
    const Slice slice = flow.index().atByte(byte);
    const SliceLayout& layout = flow.layoutOf(slice);
    const DisplayText& shown = layout.text();
    if (byte >= layout.contentEnd()) return slice.bytes.end;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, shown.text);
    finder.setPosition(shown.utf16At(byte - slice.bytes.begin));
    for (;;) {
        const qsizetype at = finder.toNextBoundary();
        if (at < 0 || at >= shown.text.size()) return layout.contentEnd();
        const std::size_t reached = slice.bytes.begin + shown.stops[shown.stopAtUtf16(std::size_t(at))].byte;
        if (!isSpaceAt(shown.text, at) && reached > byte) return reached;
    }
}

std::size_t TokenTextEdit::Private::previousWord(std::size_t byte) {
    const Slice slice = flow.index().atByte(byte);
    if (byte == slice.bytes.begin) return previousGrapheme(byte);
    const DisplayText& shown = flow.layoutOf(slice).text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, shown.text);
    finder.setPosition(shown.utf16At(byte - slice.bytes.begin));
    for (;;) {
        const qsizetype at = finder.toPreviousBoundary();
        if (at <= 0) return slice.bytes.begin;
        const std::size_t reached = slice.bytes.begin + shown.stops[shown.stopAtUtf16(std::size_t(at))].byte;
        if (!isSpaceAt(shown.text, at) && reached < byte) return reached;
    }
}

Span TokenTextEdit::Private::wordAt(std::size_t byte) {
    const Slice slice = flow.index().atByte(byte);
    const SliceLayout& layout = flow.layoutOf(slice);
    const DisplayText& shown = layout.text();
    if (byte >= layout.contentEnd()) return {layout.contentEnd(), slice.bytes.end};
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, shown.text);
    finder.setPosition(shown.utf16At(byte - slice.bytes.begin));
    const qsizetype begin = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    finder.setPosition(shown.utf16At(byte - slice.bytes.begin));
    const qsizetype end = finder.toNextBoundary();
    const auto byteOf = [&](qsizetype at) {
        const qsizetype within = at < 0 ? shown.text.size() : at;
        return slice.bytes.begin + shown.stops[shown.stopAtUtf16(std::size_t(within))].byte;
    };
    return {byteOf(std::max<qsizetype>(begin, 0)), std::max(byteOf(end), nextGrapheme(byte))};
}

Span TokenTextEdit::Private::paragraphAt(std::size_t byte) {
    const SliceIndex& index = flow.index();
    Slice last = index.atByte(byte);
    const Slice first = index.at(index.paragraphStart(last.number));
    while (!last.endsParagraph && last.number + 1 < index.count()) last = index.at(last.number + 1);
    return {first.bytes.begin, last.bytes.end};
}

// Movement

/// One character to the left or right on the screen, over the ends of slices.
CaretPlace TokenTextEdit::Private::step(CaretPlace from, bool toTheRight) {
    const Slice slice = flow.index().atByte(from.byte);
    const SliceLayout& layout = flow.layoutOf(slice);
    if (const auto reached = layout.visualStep(from.byte, toTheRight)) return {*reached, false};
    if (toTheRight != layout.isRightToLeft())
        return {slice.number + 1 < flow.index().count() ? slice.bytes.end : from.byte, false};
    return {slice.number > 0 ? previousGrapheme(slice.bytes.begin) : from.byte, false};
}

CaretPlace TokenTextEdit::Private::rowUpOrDown(int rows) {
    Slice slice = flow.sliceOf(caret);
    SliceLayout* layout = &flow.layoutOf(slice);
    if (!goalX) goalX = layout->xOf(caret);
    int row = layout->rowOf(caret);
    for (; rows < 0; ++rows) {
        if (row > 0)
            --row;
        else if (slice.number == 0)
            return {0, false};
        else
            slice = flow.index().at(slice.number - 1), layout = &flow.layoutOf(slice),
            row = layout->rows() - 1;
    }
    for (; rows > 0; --rows) {
        if (row + 1 < layout->rows())
            ++row;
        else if (slice.number + 1 == flow.index().count())
            return {flow.textSize(), false};
        else
            slice = flow.index().at(slice.number + 1), layout = &flow.layoutOf(slice), row = 0;
    }
    return layout->placeAt(row, *goalX);
}

CaretPlace TokenTextEdit::Private::rowStart() {
    const SliceLayout& layout = flow.layoutOf(flow.sliceOf(caret));
    return {layout.bytesOfRow(layout.rowOf(caret)).begin, false};
}

CaretPlace TokenTextEdit::Private::rowEnd() {
    const SliceLayout& layout = flow.layoutOf(flow.sliceOf(caret));
    const int row = layout.rowOf(caret);
    const bool wraps = row + 1 < layout.rows() || layout.text().newlineBytes == 0;
    return {std::min(layout.bytesOfRow(row).end, layout.contentEnd()), wraps};
}

void TokenTextEdit::Private::moveVertically(int rows, bool keepAnchor) {
    const CaretPlace place = rowUpOrDown(rows);
    const auto x = goalX;
    moveCaret(place, keepAnchor);
    goalX = x;
}

void TokenTextEdit::Private::movePage(int direction, bool keepAnchor) {
    const int rowHeight = flow.style().rowHeight;
    const int rows = std::max(1, q->viewport()->height() / rowHeight - 1);
    flow.scrollBy(std::int64_t(direction) * rows * rowHeight);
    moveVertically(direction * rows, keepAnchor);
    afterScroll();
}

void TokenTextEdit::Private::stepOrCollapse(bool toTheRight, bool keepAnchor) {
    if (keepAnchor || selection().empty()) return moveCaret(step(caret, toTheRight), keepAnchor);
    const bool forward = toTheRight != flow.layoutAt(caret.byte).isRightToLeft();
    moveCaret({forward ? selection().end : selection().begin, false}, false);
}

bool TokenTextEdit::Private::moveByKey(QKeyEvent* event) {
    const bool select = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const auto others = event->modifiers() & (Qt::AltModifier | Qt::MetaModifier);
    if (others) return false;
    const bool vertical = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down ||
                          event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (!vertical) goalX.reset();
    const bool wordForward = (event->key() == Qt::Key_Right) != flow.layoutAt(caret.byte).isRightToLeft();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (control)
            moveCaret({wordForward ? nextWord(caret.byte) : previousWord(caret.byte), false}, select);
        else
            stepOrCollapse(event->key() == Qt::Key_Right, select);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control)
            flow.scrollBy((event->key() == Qt::Key_Up ? -1 : 1) * flow.style().rowHeight), afterScroll();
        else
            moveVertically(event->key() == Qt::Key_Up ? -1 : 1, select);
        return true;
    case Qt::Key_PageUp: movePage(-1, select); return true;
    case Qt::Key_PageDown: movePage(1, select); return true;
    case Qt::Key_Home: moveCaret(control ? CaretPlace{} : rowStart(), select); return true;
    case Qt::Key_End: moveCaret(control ? CaretPlace{flow.textSize(), false} : rowEnd(), select); return true;
    default: return false;
    }
}

// Editing

void TokenTextEdit::Private::replace(Span removed, const QByteArray& inserted, EditKind kind) {
    if (readOnly || (removed.empty() && inserted.isEmpty())) return;
    emit q->replaceRequested(removed, inserted, kind);
}

/// From the caret to `byte`, or the selection if there is one.
void TokenTextEdit::Private::removeTo(std::size_t byte) {
    const Span removed{std::min(byte, caret.byte), std::max(byte, caret.byte)};
    replace(selection().empty() ? removed : selection(), {}, EditKind::Deleting);
}

bool TokenTextEdit::Private::editByKey(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Backspace:
        removeTo(control ? previousWord(caret.byte) : previousGrapheme(caret.byte));
        return true;
    case Qt::Key_Delete: removeTo(control ? nextWord(caret.byte) : nextGrapheme(caret.byte)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (control) return false;
        insert("\n", EditKind::Typing);
        return true;
    case Qt::Key_Tab:
        if (event->modifiers() != Qt::NoModifier) return false;
        insert("\t", EditKind::Typing);
        return true;
    default:
        if (!typesText(*event)) return false;
        insert(event->text().toUtf8(), EditKind::Typing);
        return true;
    }
}

bool TokenTextEdit::Private::commandByKey(QKeyEvent* event) {
    const bool backwards = event->modifiers() & Qt::ShiftModifier;
    const bool leaves =
        event->key() == Qt::Key_F6 || ((event->modifiers() & Qt::ControlModifier) &&
                                       (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab));
    if (leaves) {
        leavingFocus = true;
        q->focusNextPrevChild(!backwards);
        leavingFocus = false;
    } else if (event->matches(QKeySequence::Undo)) {
        if (!readOnly) emit q->undoRequested();
    } else if (event->matches(QKeySequence::Redo)) {
        if (!readOnly) emit q->redoRequested();
    } else if (event->matches(QKeySequence::Cut)) {
        q->cut();
    } else if (event->matches(QKeySequence::Copy)) {
        q->copy();
    } else if (event->matches(QKeySequence::Paste)) {
        q->paste();
    } else if (event->matches(QKeySequence::SelectAll)) {
        q->selectAll();
    } else {
        return false;
    }
    return true;
}

void TokenTextEdit::keyPressEvent(QKeyEvent* event) {
    if (p->commandByKey(event) || p->moveByKey(event) || (!p->readOnly && p->editByKey(event)))
        return event->accept();
    event->ignore(); // not QAbstractScrollArea's own scrolling keys: they are all taken above
}

/// Tab types a tab; Ctrl+Tab and F6 leave.
bool TokenTextEdit::focusNextPrevChild(bool next) {
    if (!p->readOnly && !p->leavingFocus) return false;
    return QAbstractScrollArea::focusNextPrevChild(next);
}

/// Keys that the editor uses are its own, even where a menu has them as shortcuts.
bool TokenTextEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool command = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo) ||
                             key->matches(QKeySequence::Cut) || key->matches(QKeySequence::Copy) ||
                             key->matches(QKeySequence::Paste) || key->matches(QKeySequence::SelectAll);
        const bool moves = (key->key() >= Qt::Key_Home && key->key() <= Qt::Key_PageDown) ||
                           key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Delete;
        const bool plain = !(key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) &&
                           (typesText(*key) || key->key() == Qt::Key_Tab || key->key() == Qt::Key_Return ||
                            key->key() == Qt::Key_Enter);
        if (command || plain || (moves && !(key->modifiers() & Qt::AltModifier))) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::Paint) // the margin above and below the rows
        QPainter(this).fillRect(rect(), p->colors.background());
    return QAbstractScrollArea::event(event);
}

} // namespace tokenarium
