// SPDX-License-Identifier: GPL-3.0-or-later
// State of the token editor, shared by the files that implement it.
#pragma once

#include "widgets/text/row_painter.h"
#include "widgets/text/text_flow.h"
#include "widgets/text/token_text_edit.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPointer>

#include <unordered_map>

class QMimeData;

namespace tokenarium {

enum class DragKind { None, Characters, Words, Paragraphs, MaybeText };

struct TokenTextEdit::Private {
    explicit Private(TokenTextEdit* editor) : q(editor) {}

    // Geometry (token_text_edit.cpp)
    int textLeft() const { return int(flow.style().newlineWidth) + 4; }
    QPoint clampedToText(QPoint point) const;
    void relayout();
    void updateScrollBar();
    void afterScroll();
    /// Repaints the visible rows that look different from when `rememberPicture` was called. Caret, selection
    /// and frames are not looked at.
    void rememberPicture();
    void updateChanges();
    void updateBytes(Span bytes);
    QRect rowRectangle(CaretPlace place);
    QRect caretRectangle();
    std::optional<VisibleSlice> sliceAt(int y);
    CaretPlace placeAt(QPoint point);
    std::optional<std::size_t> byteAt(QPoint point);
    std::optional<TokenMark> markAt(std::size_t byte);

    // Caret and selection (token_text_edit.cpp)
    Span selection() const { return {std::min(anchor, caret.byte), std::max(anchor, caret.byte)}; }
    void moveCaret(CaretPlace place, bool keepAnchor);
    void setSelection(std::size_t newAnchor, CaretPlace newCaret);
    void announceCaret(std::size_t oldCaret, Span oldSelection);
    void restartBlinking();
    std::size_t boundaryAtOrBefore(std::size_t byte);
    std::size_t boundaryAtOrAfter(std::size_t byte);

    // Movement and editing (token_text_edit_keys.cpp)
    CaretPlace step(CaretPlace from, bool toTheRight);
    std::size_t nextGrapheme(std::size_t byte);
    std::size_t previousGrapheme(std::size_t byte);
    std::size_t nextWord(std::size_t byte);
    std::size_t previousWord(std::size_t byte);
    CaretPlace rowUpOrDown(int rows);
    CaretPlace rowStart();
    CaretPlace rowEnd();
    Span wordAt(std::size_t byte);
    Span paragraphAt(std::size_t byte);
    bool moveByKey(QKeyEvent* event);
    bool editByKey(QKeyEvent* event);
    bool commandByKey(QKeyEvent* event);
    void moveVertically(int rows, bool keepAnchor);
    void movePage(int direction, bool keepAnchor);
    void stepOrCollapse(bool toTheRight, bool keepAnchor);
    void replace(Span removed, const QByteArray& inserted, EditKind kind);
    void insert(const QByteArray& bytes, EditKind kind) { replace(selection(), bytes, kind); }
    void removeTo(std::size_t byte);

    // Input methods (token_text_edit_input.cpp)
    Span replacedByInputMethod(const QInputMethodEvent& event);
    void compose(const QInputMethodEvent& event);
    QString surroundingText(std::vector<std::size_t>& byteOf);

    // Clipboard, drag and drop, mouse (token_text_edit_mouse.cpp)
    std::unique_ptr<QMimeData> mimeOf(Span bytes) const;
    static QByteArray bytesOf(const QMimeData& mime);
    void publishPrimarySelection();
    void startDrag();
    void extendByDrag(QPoint point);
    void hover(std::optional<QPoint> point);
    void zoom(double steps);

    TokenTextEdit* q;
    TextFlow flow;
    TokenColors colors = TokenColors::light();
    ChipPainter chipPainter;
    RowDecorations decorations; ///< its selection is set when painting
    double points = 0;          ///< 0: that of the widget's font
    CaretPlace caret;
    std::size_t anchor = 0;
    std::optional<double> goalX; ///< where vertical movement wants to be
    bool readOnly = false;
    bool settingScrollBar = false;
    std::int64_t scrollUnit = 1; ///< pixels per step of the scroll bar

    QBasicTimer blinkTimer, autoScrollTimer, tripleClickTimer;
    bool caretOn = false;
    bool leavingFocus = false;
    QPoint tripleClickPoint, pressPoint, dragPoint;
    DragKind dragging = DragKind::None;
    Span dragOrigin; ///< word or paragraph where the drag began
    std::optional<std::size_t> dropCaret;
    std::optional<std::size_t> hoveredByte;
    double wheelSteps = 0;
    double pinch = 0;

    struct RowPicture {
        std::uint64_t signature = 0, serial = 0;
    };
    std::unordered_map<int, RowPicture> picture; ///< rows on the screen, by y
    int pictureBottom = 0;
    std::uint64_t textRevision = 0; ///< counts changes, for the accessible text
};

} // namespace tokenarium
