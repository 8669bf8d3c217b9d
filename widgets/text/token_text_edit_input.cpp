// SPDX-License-Identifier: GPL-3.0-or-later
// The token editor and input methods: text being composed is shown in place, and the method is told where it
// is.
#include "widgets/text/token_text_edit_private.h"
#include "widgets/text/utf8.h"

#include <QInputMethodEvent>
#include <QTextCharFormat>

#include <algorithm>

namespace tokenarium {

/// The text around the caret that an input method may look at: its slice.
QString TokenTextEdit::Private::surroundingText(std::vector<std::size_t>& byteOf) {
    const Slice slice = flow.index().atByte(caret.byte);
    std::string bytes;
    if (flow.view()) flow.view()->copy(slice.bytes, bytes);
    if (slice.endsParagraph) bytes.pop_back();
    QString text = decodeUtf8(bytes, &byteOf);
    for (std::size_t& byte : byteOf) byte += slice.bytes.begin;
    return text;
}

namespace {

int indexOfByte(const std::vector<std::size_t>& byteOf, std::size_t byte) {
    const auto found = std::lower_bound(byteOf.begin(), byteOf.end(), byte);
    return int(std::min<std::ptrdiff_t>(found - byteOf.begin(), std::ptrdiff_t(byteOf.size()) - 1));
}

std::size_t byteOfIndex(const std::vector<std::size_t>& byteOf, std::ptrdiff_t index) {
    return byteOf[std::size_t(std::clamp<std::ptrdiff_t>(index, 0, std::ptrdiff_t(byteOf.size()) - 1))];
}

QTextCharFormat composedFormat() {
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    return format;
}

} // namespace

Span TokenTextEdit::Private::replacedByInputMethod(const QInputMethodEvent& event) {
    if (event.replacementLength() == 0) return selection();
    std::vector<std::size_t> byteOf;
    surroundingText(byteOf);
    const std::ptrdiff_t from = indexOfByte(byteOf, caret.byte) + event.replacementStart();
    return {byteOfIndex(byteOf, from), byteOfIndex(byteOf, from + event.replacementLength())};
}

void TokenTextEdit::Private::compose(const QInputMethodEvent& event) {
    const QString text = event.preeditString();
    if (text.isEmpty()) return flow.setComposition(std::nullopt);
    Composition composition{caret.byte, text, int(text.size()), {}};
    composition.formats.append({0, int(text.size()), composedFormat()});
    for (const QInputMethodEvent::Attribute& attribute : event.attributes()) {
        if (attribute.type == QInputMethodEvent::Cursor) {
            composition.cursor = std::clamp(attribute.start, 0, int(text.size()));
        } else if (attribute.type == QInputMethodEvent::TextFormat) {
            const QTextCharFormat format = qvariant_cast<QTextFormat>(attribute.value).toCharFormat();
            if (format.isValid()) composition.formats.append({attribute.start, attribute.length, format});
        }
    }
    flow.setComposition(std::move(composition));
}

void TokenTextEdit::inputMethodEvent(QInputMethodEvent* event) {
    if (p->readOnly) return event->ignore();
    if (!event->commitString().isEmpty() || event->replacementLength() > 0) {
        p->rememberPicture();
        p->flow.setComposition(std::nullopt);
        p->updateChanges();
        p->replace(p->replacedByInputMethod(*event), event->commitString().toUtf8(), EditKind::Typing);
    } else if (!event->preeditString().isEmpty() && !p->selection().empty()) {
        p->replace(p->selection(), {}, EditKind::Deleting);
    }
    for (const QInputMethodEvent::Attribute& attribute : event->attributes()) {
        if (attribute.type != QInputMethodEvent::Selection) continue;
        std::vector<std::size_t> byteOf;
        p->surroundingText(byteOf);
        select(byteOfIndex(byteOf, attribute.start), byteOfIndex(byteOf, attribute.start + attribute.length));
    }
    p->rememberPicture();
    p->compose(*event);
    if (p->flow.reveal(p->caret)) p->afterScroll();
    p->updateChanges();
    p->updateScrollBar();
    p->restartBlinking();
    updateMicroFocus();
    event->accept();
}

QVariant TokenTextEdit::inputMethodQuery(Qt::InputMethodQuery query) const {
    std::vector<std::size_t> byteOf;
    switch (query) {
    case Qt::ImEnabled: return !p->readOnly;
    case Qt::ImReadOnly: return p->readOnly;
    case Qt::ImHints: return int(Qt::ImhMultiLine);
    case Qt::ImFont: return p->flow.style().font;
    case Qt::ImCursorRectangle: return p->caretRectangle().translated(viewport()->pos());
    case Qt::ImAnchorRectangle: {
        const CaretPlace place{p->anchor, false};
        QRect rectangle = p->rowRectangle(place);
        rectangle.setLeft(p->textLeft() + int(p->flow.layoutAt(p->anchor).xOf(place)));
        rectangle.setWidth(1);
        return rectangle.translated(viewport()->pos());
    }
    case Qt::ImSurroundingText: return p->surroundingText(byteOf);
    case Qt::ImCursorPosition: p->surroundingText(byteOf); return indexOfByte(byteOf, p->caret.byte);
    case Qt::ImAnchorPosition:
        p->surroundingText(byteOf);
        return indexOfByte(byteOf, std::max(p->anchor, byteOf.front()));
    case Qt::ImTextBeforeCursor: {
        const QString text = p->surroundingText(byteOf);
        return text.left(indexOfByte(byteOf, p->caret.byte));
    }
    case Qt::ImTextAfterCursor: {
        const QString text = p->surroundingText(byteOf);
        return text.mid(indexOfByte(byteOf, p->caret.byte));
    }
    case Qt::ImCurrentSelection: {
        const Span selection = p->selection();
        std::string bytes;
        const Span asked{selection.begin, std::min(selection.end, selection.begin + 65536)};
        if (view()) view()->copy(asked, bytes);
        return decodeUtf8(bytes);
    }
    default: return QAbstractScrollArea::inputMethodQuery(query);
    }
}

} // namespace tokenarium
