// SPDX-License-Identifier: GPL-3.0-or-later
// What assistive technology sees of the token editor: an editable text whose attributes name the tokens.
#include "widgets/text/token_text_edit_accessible.h"

#include "widgets/text/token_text_edit_private.h"
#include "widgets/text/utf8.h"

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t wholeTextLimit = 1 << 20; // bytes
constexpr std::size_t neighbourhood = 1 << 15;  // bytes before and after the caret

QAccessibleInterface* createInterface(const QString&, QObject* object) {
    auto* edit = qobject_cast<TokenTextEdit*>(object);
    return edit ? new TokenTextEditAccessible(edit) : nullptr;
}

} // namespace

TokenTextEditAccessible::TokenTextEditAccessible(TokenTextEdit* edit)
    : QAccessibleWidget(edit, QAccessible::EditableText) {}

TokenTextEdit* TokenTextEditAccessible::edit() const { return static_cast<TokenTextEdit*>(widget()); }

void TokenTextEditAccessible::install() {
    static const bool installed = (QAccessible::installFactory(createInterface), true);
    Q_UNUSED(installed);
}

void* TokenTextEditAccessible::interface_cast(QAccessible::InterfaceType type) {
    if (type == QAccessible::TextInterface) return static_cast<QAccessibleTextInterface*>(this);
    if (type == QAccessible::EditableTextInterface)
        return static_cast<QAccessibleEditableTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

// Events

void TokenTextEditAccessible::textChanged(TokenTextEdit* edit) {
    if (!QAccessible::isActive()) return;
    auto* self = dynamic_cast<TokenTextEditAccessible*>(QAccessible::queryAccessibleInterface(edit));
    if (!self) return;
    const QString before = self->shown;
    self->refresh();
    const QString& after = self->shown;
    const auto same = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const qsizetype head = same.first - before.begin();
    qsizetype tail = 0;
    while (tail < std::min(before.size(), after.size()) - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    QAccessibleTextUpdateEvent event(edit, int(head), before.mid(head, before.size() - head - tail),
                                     after.mid(head, after.size() - head - tail));
    QAccessible::updateAccessibility(&event);
    tokenChanged(edit);
}

void TokenTextEditAccessible::caretMoved(TokenTextEdit* edit) {
    if (!QAccessible::isActive()) return;
    auto* self = dynamic_cast<TokenTextEditAccessible*>(QAccessible::queryAccessibleInterface(edit));
    if (!self) return;
    QAccessibleTextCursorEvent event(edit, self->cursorPosition());
    QAccessible::updateAccessibility(&event);
    tokenChanged(edit);
}

void TokenTextEditAccessible::selectionChanged(TokenTextEdit* edit) {
    if (!QAccessible::isActive()) return;
    auto* self = dynamic_cast<TokenTextEditAccessible*>(QAccessible::queryAccessibleInterface(edit));
    if (!self) return;
    int start = 0, end = 0;
    self->selection(0, &start, &end);
    QAccessibleTextSelectionEvent event(edit, start, end);
    QAccessible::updateAccessibility(&event);
}

void TokenTextEditAccessible::tokenChanged(TokenTextEdit* edit) {
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(edit, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// The exposed text

/// Decodes the exposed text again if it changed, or if the caret left it.
void TokenTextEditAccessible::refresh() const {
    TokenTextEdit::Private& p = *edit()->p;
    const std::size_t size = p.flow.textSize();
    const bool caretInside = p.caret.byte >= exposed.begin && p.caret.byte <= exposed.end;
    if (revision == p.textRevision && caretInside) return;
    revision = p.textRevision;
    exposed = {0, size};
    if (size > wholeTextLimit) {
        const std::size_t from = p.caret.byte - std::min(p.caret.byte, neighbourhood);
        exposed = {p.flow.index().atByte(from).bytes.begin,
                   p.flow.index().atByte(p.caret.byte + neighbourhood).bytes.end};
    }
    std::string raw;
    if (edit()->view()) edit()->view()->copy(exposed, raw);
    bytes.clear();
    shown = decodeUtf8(raw, &bytes);
    for (std::size_t& byte : bytes) byte += exposed.begin;
}

std::size_t TokenTextEditAccessible::byteOf(int offset) const {
    refresh();
    return bytes[std::size_t(std::clamp<qsizetype>(offset, 0, shown.size()))];
}

int TokenTextEditAccessible::offsetOf(std::size_t byte) const {
    refresh();
    return int(std::min<std::ptrdiff_t>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin(),
                                        std::ptrdiff_t(shown.size())));
}

QString TokenTextEditAccessible::tokenSentence() const {
    const auto mark = edit()->p->markAt(edit()->caret());
    if (!mark) return TokenTextEdit::tr("No token at the caret.");
    return mark->unknown
               ? TokenTextEdit::tr("Unknown token %1, number %2.").arg(mark->id).arg(mark->index + 1)
               : TokenTextEdit::tr("Token %1, number %2.").arg(mark->id).arg(mark->index + 1);
}

QString TokenTextEditAccessible::text(QAccessible::Text kind) const {
    if (kind == QAccessible::Value) {
        refresh();
        return shown;
    }
    if (kind == QAccessible::Description) {
        const QString help =
            TokenTextEdit::tr("Text shown as tokens. Tab types a tab; Ctrl+Tab or F6 leaves the text.");
        const QString given = QAccessibleWidget::text(kind);
        return tokenSentence() + QLatin1Char(' ') +
               (given.isEmpty() ? help : given + QLatin1Char(' ') + help);
    }
    if (kind == QAccessible::Name && QAccessibleWidget::text(kind).isEmpty())
        return TokenTextEdit::tr("Text");
    return QAccessibleWidget::text(kind);
}

QAccessible::State TokenTextEditAccessible::state() const {
    QAccessible::State state = QAccessibleWidget::state();
    state.multiLine = true;
    state.selectableText = true;
    state.editable = !edit()->p->readOnly;
    state.readOnly = edit()->p->readOnly;
    return state;
}

// Text interface

void TokenTextEditAccessible::selection(int index, int* start, int* end) const {
    const Span selected = edit()->selection();
    *start = index == 0 && !selected.empty() ? offsetOf(selected.begin) : 0;
    *end = index == 0 && !selected.empty() ? offsetOf(selected.end) : 0;
}

int TokenTextEditAccessible::selectionCount() const { return edit()->selection().empty() ? 0 : 1; }
void TokenTextEditAccessible::addSelection(int start, int end) { setSelection(0, start, end); }

void TokenTextEditAccessible::removeSelection(int index) {
    if (index == 0) edit()->select(edit()->caret(), edit()->caret());
}

void TokenTextEditAccessible::setSelection(int index, int start, int end) {
    if (index == 0) edit()->select(byteOf(start), byteOf(end));
}

int TokenTextEditAccessible::cursorPosition() const { return offsetOf(edit()->caret()); }

void TokenTextEditAccessible::setCursorPosition(int position) {
    const std::size_t byte = byteOf(position);
    edit()->select(byte, byte);
}

QString TokenTextEditAccessible::text(int start, int end) const {
    refresh();
    return shown.mid(start, end - start);
}

int TokenTextEditAccessible::characterCount() const {
    refresh();
    return int(shown.size());
}

QRect TokenTextEditAccessible::characterRect(int offset) const {
    const std::size_t byte = byteOf(offset);
    TokenTextEdit::Private& p = *edit()->p;
    const QRect row = p.rowRectangle({byte, false});
    if (row.isNull()) return {};
    const SliceLayout& layout = p.flow.layoutAt(byte);
    const auto extents = layout.extents(layout.rowOf({byte, false}), {byte, p.nextGrapheme(byte)});
    if (extents.empty()) return {};
    const QRectF place(p.textLeft() + extents[0].left, row.top(), extents[0].right - extents[0].left,
                       row.height());
    return place.toAlignedRect().translated(edit()->viewport()->mapToGlobal(QPoint()));
}

int TokenTextEditAccessible::offsetAtPoint(const QPoint& point) const {
    const auto byte = edit()->byteAt(edit()->viewport()->mapFromGlobal(point));
    return byte ? offsetOf(*byte) : -1;
}

void TokenTextEditAccessible::scrollToSubstring(int start, int) {
    if (edit()->p->flow.reveal({byteOf(start), false})) edit()->p->afterScroll();
}

QString TokenTextEditAccessible::attributes(int offset, int* start, int* end) const {
    const std::size_t byte = byteOf(offset);
    const auto mark = edit()->p->markAt(byte);
    if (!mark) {
        *start = offset;
        *end = std::min(offset + 1, characterCount());
        return {};
    }
    *start = offsetOf(std::max(mark->span.begin, exposed.begin));
    if (byteOf(*start) > mark->span.begin && *start > 0) --*start; // begins within a character
    *end = offsetOf(std::min(mark->span.end, exposed.end));
    return QStringLiteral("token-id:%1;token-index:%2;").arg(mark->id).arg(mark->index);
}

// Editable text interface

void TokenTextEditAccessible::deleteText(int start, int end) { replaceText(start, end, {}); }
void TokenTextEditAccessible::insertText(int offset, const QString& text) {
    replaceText(offset, offset, text);
}

void TokenTextEditAccessible::replaceText(int start, int end, const QString& text) {
    const Span removed{byteOf(start), byteOf(std::max(start, end))};
    edit()->p->replace(removed, text.toUtf8(), EditKind::Replacing);
}

} // namespace tokenarium
