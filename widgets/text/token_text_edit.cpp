// SPDX-License-Identifier: GPL-3.0-or-later
// The text editor in which every token is a coloured chip behind its characters: its state, geometry and
// painting.
#include "widgets/text/token_text_edit.h"

#include "widgets/text/token_text_edit_accessible.h"
#include "widgets/text/token_text_edit_private.h"

#include <QAccessible>
#include <QApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace tokenarium {

TokenTextEdit::TokenTextEdit(QWidget* parent)
    : QAbstractScrollArea(parent)
    , p(std::make_unique<Private>(this)) {
    TokenTextEditAccessible::install();
    setFocusPolicy(Qt::WheelFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setAttribute(Qt::WA_KeyCompression);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else rows wrap again when it comes and goes
    setViewportMargins(0, 4, 0, 4);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    viewport()->setAcceptDrops(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    p->relayout();
}

TokenTextEdit::~TokenTextEdit() = default;

void TokenTextEdit::setView(const TextView* view) {
    p->flow.setView(view);
    textReset();
}

const TextView* TokenTextEdit::view() const { return p->flow.view(); }

void TokenTextEdit::textReset() {
    const std::size_t oldCaret = p->caret.byte;
    const Span oldSelection = p->selection();
    p->flow.reset();
    ++p->textRevision;
    p->caret = {};
    p->anchor = 0;
    p->goalX.reset();
    p->decorations.lit.reset();
    p->decorations.hovered.reset();
    p->decorations.matches.clear();
    p->hoveredByte.reset();
    p->updateScrollBar();
    viewport()->update();
    p->announceCaret(oldCaret, oldSelection);
    TokenTextEditAccessible::textChanged(this);
    emit textEdited();
    emit viewChanged();
}

void TokenTextEdit::textReplaced(Span removed, std::size_t insertedBytes) {
    const std::size_t oldCaret = p->caret.byte;
    const Span oldSelection = p->selection();
    if (!oldSelection.empty()) viewport()->update();
    viewport()->update(p->caretRectangle());
    if (p->decorations.hovered) p->updateBytes(*p->decorations.hovered);
    if (p->decorations.lit) p->updateBytes(*p->decorations.lit);
    p->rememberPicture();
    p->flow.replaced(removed, insertedBytes);
    ++p->textRevision;
    const auto moved = [&](std::size_t byte) {
        if (byte < removed.begin) return byte;
        if (byte > removed.end) return byte - removed.size() + insertedBytes;
        return removed.begin + insertedBytes;
    };
    const auto movedSpan = [&](Span span) {
        const bool apart = span.end <= removed.begin || span.begin >= removed.end;
        if (!apart) return Span{};
        return span.begin >= removed.end ? Span{moved(span.begin), moved(span.end)} : span;
    };
    p->caret = {p->boundaryAtOrAfter(moved(oldCaret)), false};
    p->anchor = p->boundaryAtOrAfter(moved(p->anchor));
    p->goalX.reset();
    for (Span& match : p->decorations.matches) match = movedSpan(match);
    if (p->decorations.lit) p->decorations.lit = movedSpan(*p->decorations.lit);
    if (p->decorations.lit) p->updateBytes(*p->decorations.lit);
    p->decorations.hovered.reset();
    p->flow.reveal(p->caret);
    p->updateChanges();
    p->updateScrollBar();
    p->restartBlinking();
    p->announceCaret(oldCaret, oldSelection);
    TokenTextEditAccessible::textChanged(this);
    emit textEdited();
    emit viewChanged();
}

void TokenTextEdit::marksChanged() {
    p->rememberPicture();
    p->flow.staleMarks();
    if (p->decorations.hovered) p->updateBytes(*p->decorations.hovered);
    p->decorations.hovered.reset();
    p->updateChanges();
    TokenTextEditAccessible::tokenChanged(this);
    emit viewChanged();
}

std::size_t TokenTextEdit::caret() const { return p->caret.byte; }
std::size_t TokenTextEdit::anchor() const { return p->anchor; }
Span TokenTextEdit::selection() const { return p->selection(); }

void TokenTextEdit::select(std::size_t anchorByte, std::size_t caretByte) {
    p->goalX.reset();
    p->setSelection(p->boundaryAtOrBefore(anchorByte), {p->boundaryAtOrBefore(caretByte), false});
    if (p->flow.reveal(p->caret)) p->afterScroll();
}

QByteArray TokenTextEdit::selectedBytes() const {
    std::string bytes;
    if (view()) view()->copy(p->selection(), bytes);
    return QByteArray(bytes.data(), qsizetype(bytes.size()));
}

void TokenTextEdit::setLit(std::optional<Span> span) {
    if (span == p->decorations.lit) return;
    const auto old = std::exchange(p->decorations.lit, span);
    if (old) p->updateBytes(*old);
    if (span) p->updateBytes(*span);
}

void TokenTextEdit::setMatches(std::vector<Span> matches, Span current) {
    if (matches == p->decorations.matches && current == p->decorations.currentMatch) return;
    p->decorations.matches = std::move(matches);
    p->decorations.currentMatch = current;
    viewport()->update();
}

void TokenTextEdit::setShowSpaces(bool all) {
    p->decorations.allSpaces = all;
    viewport()->update();
}

void TokenTextEdit::setColors(const TokenColors& colors) {
    p->colors = colors;
    update();
    viewport()->update();
}

void TokenTextEdit::setPointSize(double points) {
    p->points = points;
    p->relayout();
}

double TokenTextEdit::pointSize() const { return p->points > 0 ? p->points : font().pointSizeF(); }

void TokenTextEdit::setReadOnly(bool readOnly) {
    p->readOnly = readOnly;
    setAttribute(Qt::WA_InputMethodEnabled, !readOnly);
    p->restartBlinking();
}

QRect TokenTextEdit::tokenRectangle(std::size_t byteOfToken) const {
    SliceLayout& slice = p->flow.layoutAt(byteOfToken);
    const auto y = p->flow.yOfSlice(p->flow.index().atByte(byteOfToken).number);
    if (!y) return {};
    p->flow.freshenMarks(slice);
    for (int row = 0; row < slice.rows(); ++row) {
        for (const ChipPiece& piece : slice.chips(row)) {
            if (!piece.bytes.contains(byteOfToken)) continue;
            const int height = p->flow.style().rowHeight;
            return QRectF(p->textLeft() + piece.left, *y + row * height, piece.right - piece.left, height)
                .toAlignedRect();
        }
    }
    return {};
}

std::optional<std::size_t> TokenTextEdit::byteAt(QPoint viewportPoint) const {
    return p->byteAt(viewportPoint);
}
QRect TokenTextEdit::caretRectangle() const { return p->caretRectangle(); }

Span TokenTextEdit::visibleSpan() const {
    const auto& slices = p->flow.visible();
    return {slices.front().layout->bytes().begin, slices.back().layout->bytes().end};
}

QString TokenTextEdit::bytesMimeType() { return QStringLiteral("application/x-tokenarium-bytes"); }

QSize TokenTextEdit::sizeHint() const { return QSize(40, 12) * p->flow.style().rowHeight; }

// Geometry

void TokenTextEdit::Private::relayout() {
    QFont font = q->font();
    font.setPointSizeF(q->pointSize());
    RowStyle style = RowStyle::of(font);
    style.width = std::max(2.0 * style.rowHeight, q->viewport()->width() - 2 * (style.newlineWidth + 4));
    flow.setGeometry(style, q->viewport()->height());
    updateScrollBar();
    q->viewport()->update();
    emit q->viewChanged();
}

void TokenTextEdit::Private::updateScrollBar() {
    flow.visible(); // before the sums: it may make rows exact
    const auto position = std::int64_t(flow.scrollPosition());
    const std::int64_t range =
        std::max<std::int64_t>(0, std::int64_t(flow.totalHeight()) - q->viewport()->height());
    scrollUnit = range / 1'000'000'000 + 1; // a scroll bar counts in int
    QScrollBar* bar = q->verticalScrollBar();
    if (bar->isSliderDown()) return; // it would run away from the mouse
    settingScrollBar = true;
    bar->setRange(0, int(range / scrollUnit));
    bar->setPageStep(std::max(1, int(q->viewport()->height() / scrollUnit)));
    bar->setSingleStep(std::max(1, int(flow.style().rowHeight / scrollUnit)));
    bar->setValue(int(position / scrollUnit));
    settingScrollBar = false;
}

void TokenTextEdit::Private::afterScroll() {
    updateScrollBar();
    q->viewport()->update();
    emit q->viewChanged();
}

void TokenTextEdit::scrollContentsBy(int, int dy) {
    if (p->settingScrollBar) return;
    const int value = verticalScrollBar()->value();
    if (value == verticalScrollBar()->maximum() && dy != 0)
        p->flow.scrollToEnd();
    else if (std::abs(std::int64_t(dy) * p->scrollUnit) <= 2 * viewport()->height())
        p->flow.scrollBy(-std::int64_t(dy) * p->scrollUnit);
    else
        p->flow.scrollTo(std::uint64_t(value) * std::uint64_t(p->scrollUnit));
    p->afterScroll();
}

void TokenTextEdit::resizeEvent(QResizeEvent*) { p->relayout(); }

void TokenTextEdit::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) p->relayout();
}

void TokenTextEdit::Private::rememberPicture() {
    picture.clear();
    const int rowHeight = flow.style().rowHeight;
    for (const VisibleSlice& slice : flow.visible()) {
        for (int row = 0; row < slice.layout->rows(); ++row)
            picture[slice.y + row * rowHeight] = {slice.layout->rowSignature(row), slice.layout->serial};
        pictureBottom = slice.y + slice.layout->rows() * rowHeight;
    }
}

void TokenTextEdit::Private::updateChanges() {
    const int width = q->viewport()->width(), rowHeight = flow.style().rowHeight;
    int y = 0;
    for (const VisibleSlice& slice : flow.visible()) {
        flow.freshenMarks(*slice.layout);
        y = slice.y;
        for (int row = 0; row < slice.layout->rows(); ++row, y += rowHeight) {
            if (y >= q->viewport()->height() || y + rowHeight <= 0) continue;
            const auto before = picture.find(y);
            // Where directions mix or something is composed, what surrounds a row changes it too.
            const bool same = before != picture.end() &&
                              before->second.signature == slice.layout->rowSignature(row) &&
                              (before->second.serial == slice.layout->serial || slice.layout->isPlain());
            if (!same) q->viewport()->update(0, y, width, rowHeight);
        }
    }
    if (y != pictureBottom)
        q->viewport()->update(0, std::min(y, pictureBottom), width, q->viewport()->height());
}

void TokenTextEdit::Private::updateBytes(Span bytes) {
    const int rowHeight = flow.style().rowHeight;
    for (const VisibleSlice& slice : flow.visible()) {
        const Span here = slice.layout->bytes();
        if (here.begin > bytes.end || bytes.begin > here.end) continue;
        for (int row = 0; row < slice.layout->rows(); ++row) {
            const Span rowBytes = slice.layout->bytesOfRow(row);
            if (rowBytes.begin > bytes.end || bytes.begin > rowBytes.end) continue;
            q->viewport()->update(0, slice.y + row * rowHeight, q->viewport()->width(), rowHeight);
        }
    }
}

QRect TokenTextEdit::Private::rowRectangle(CaretPlace place) {
    const Slice slice = flow.sliceOf(place);
    const auto y = flow.yOfSlice(slice.number);
    if (!y) return {};
    const int row = flow.layoutOf(slice).rowOf(place);
    const int height = flow.style().rowHeight;
    return {0, *y + row * height, q->viewport()->width(), height};
}

QRect TokenTextEdit::Private::caretRectangle() {
    QRect rectangle = rowRectangle(caret);
    if (rectangle.isNull()) return {};
    const auto& composition = flow.composition();
    const double x = flow.layoutOf(flow.sliceOf(caret)).xOf(caret, composition ? composition->cursor : 0);
    const int left = std::clamp(textLeft() + int(std::round(x)) - 1, 0, q->viewport()->width() - 2);
    rectangle.setLeft(left);
    rectangle.setWidth(2);
    return rectangle;
}

std::optional<VisibleSlice> TokenTextEdit::Private::sliceAt(int y) {
    const auto& slices = flow.visible();
    for (const VisibleSlice& slice : slices)
        if (y < slice.y + slice.layout->rows() * flow.style().rowHeight && y >= slice.y) return slice;
    return std::nullopt;
}

CaretPlace TokenTextEdit::Private::placeAt(QPoint point) {
    const auto& slices = flow.visible();
    VisibleSlice slice =
        sliceAt(point.y()).value_or(point.y() < slices.front().y ? slices.front() : slices.back());
    const int row = std::clamp((point.y() - slice.y) / flow.style().rowHeight, 0, slice.layout->rows() - 1);
    return slice.layout->placeAt(row, point.x() - textLeft());
}

std::optional<std::size_t> TokenTextEdit::Private::byteAt(QPoint point) {
    const auto slice = sliceAt(point.y());
    if (!slice) return std::nullopt;
    flow.freshenMarks(*slice->layout);
    return slice->layout->byteUnder((point.y() - slice->y) / flow.style().rowHeight, point.x() - textLeft());
}

std::optional<TokenMark> TokenTextEdit::Private::markAt(std::size_t byte) {
    std::vector<TokenMark> marks;
    if (flow.view() && byte < flow.textSize()) flow.view()->marks({byte, byte + 1}, marks);
    return marks.empty() ? std::nullopt : std::optional(marks.front());
}

// Caret and selection

std::size_t TokenTextEdit::Private::boundaryAtOrBefore(std::size_t byte) {
    return flow.layoutAt(byte).stopAtOrBefore(std::min(byte, flow.textSize()));
}

/// What was inserted may have become one grapheme with what follows: the caret goes behind it.
std::size_t TokenTextEdit::Private::boundaryAtOrAfter(std::size_t byte) {
    const std::size_t before = boundaryAtOrBefore(byte);
    return before >= byte ? before : nextGrapheme(before);
}

void TokenTextEdit::Private::setSelection(std::size_t newAnchor, CaretPlace newCaret) {
    const std::size_t oldCaret = caret.byte;
    const Span oldSelection = selection();
    const QRect oldRow = rowRectangle(caret);
    anchor = newAnchor;
    caret = newCaret;
    if (selection() != oldSelection) {
        const Span now = selection();
        updateBytes({std::min(oldSelection.begin, now.begin), std::max(oldSelection.begin, now.begin)});
        updateBytes({std::min(oldSelection.end, now.end), std::max(oldSelection.end, now.end)});
    }
    q->viewport()->update(oldRow);
    q->viewport()->update(rowRectangle(caret));
    restartBlinking();
    announceCaret(oldCaret, oldSelection);
}

void TokenTextEdit::Private::moveCaret(CaretPlace place, bool keepAnchor) {
    setSelection(keepAnchor ? anchor : place.byte, place);
    if (flow.reveal(caret)) afterScroll();
}

void TokenTextEdit::Private::announceCaret(std::size_t oldCaret, Span oldSelection) {
    if (caret.byte != oldCaret) {
        emit q->caretMoved(caret.byte);
        TokenTextEditAccessible::caretMoved(q);
    }
    if (selection() != oldSelection) {
        emit q->selectionChanged(selection());
        TokenTextEditAccessible::selectionChanged(q);
    }
    q->updateMicroFocus();
}

void TokenTextEdit::Private::restartBlinking() {
    const int period = QGuiApplication::styleHints()->cursorFlashTime();
    caretOn = q->hasFocus() && !readOnly;
    if (caretOn && period > 0)
        blinkTimer.start(period / 2, q);
    else
        blinkTimer.stop();
    q->viewport()->update(caretRectangle());
}

void TokenTextEdit::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    p->restartBlinking();
}

void TokenTextEdit::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    p->restartBlinking();
}

// Painting

void TokenTextEdit::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QRectF exposed = event->rect();
    painter.setClipRect(exposed);
    painter.fillRect(exposed, p->colors.background());
    p->decorations.selection = p->selection();
    const TintKind kind = view() ? view()->tintKind() : TintKind::Category;
    RowPainter rows(painter, p->chipPainter, p->colors, kind, p->flow.style());
    for (const VisibleSlice& slice : p->flow.visible()) {
        const double bottom = slice.y + slice.layout->rows() * p->flow.style().rowHeight;
        if (slice.y > exposed.bottom() || bottom < exposed.top()) continue;
        p->flow.freshenMarks(*slice.layout);
        rows.paint(*slice.layout, QPointF(p->textLeft(), slice.y), exposed, p->decorations);
    }
    if (p->caretOn) painter.fillRect(p->caretRectangle(), p->colors.text());
    if (p->dropCaret) {
        const CaretPlace place{*p->dropCaret, false};
        const double x = p->flow.layoutAt(place.byte).xOf(place);
        painter.fillRect(
            QRectF(p->textLeft() + x - 1, p->rowRectangle(place).top(), 2, p->flow.style().rowHeight),
            p->colors.accent());
    }
}

} // namespace tokenarium
