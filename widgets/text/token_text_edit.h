// SPDX-License-Identifier: GPL-3.0-or-later
// The text editor in which every token is a coloured chip behind its characters.
#pragma once

#include "engine/view/text_view.h"
#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

/// What made an edit: the owner merges runs of Typing (and of Deleting) into one step of undo.
enum class EditKind { Typing, Deleting, Pasting, Cutting, Dropping, Replacing };

/// An ordinary editor (caret, selection, clipboard, input methods, bidirectional text, drag and drop, zoom)
/// over a TextView of any size. It never changes the text itself: it asks with replaceRequested and the
/// owner, having changed the text under the view, calls textReplaced. All positions are bytes of the text.
/// Only visible lines are laid out; very long paragraphs are cut into slices so that a key lays out one
/// slice. GUI thread only.
class TokenTextEdit : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenTextEdit(QWidget* parent = nullptr);
    ~TokenTextEdit() override;

    /// Not owned; must outlive the editor or be replaced. Calls textReset().
    void setView(const TextView* view);
    const TextView* view() const;
    /// Another text altogether: caret to the start.
    void textReset();
    /// `removed` of the old text became `insertedBytes` bytes. Moves caret and anchor along; lays out what
    /// changed.
    void textReplaced(Span removed, std::size_t insertedBytes);
    /// Same text, other tokens or tints.
    void marksChanged();

    std::size_t caret() const;
    std::size_t anchor() const;
    Span selection() const; ///< begin <= end; empty when nothing is selected
    /// Clamped to the text and moved to character boundaries; scrolls the caret into view.
    void select(std::size_t anchor, std::size_t caret);
    /// Selected bytes, as they are.
    QByteArray selectedBytes() const;

    /// Token span lit by another view or pinned; drawn as a strong frame. nullopt: none.
    void setLit(std::optional<Span> span);
    void setColors(const TokenColors& colors);
    void setPointSize(double points);
    double pointSize() const;
    void setReadOnly(bool readOnly);

    /// Where token marks are on the screen now (viewport coordinates), for tests, tool tips and hit tests.
    QRect tokenRectangle(std::size_t byteOfToken) const;
    /// Byte of the text under a point of the viewport; nullopt outside of the text.
    std::optional<std::size_t> byteAt(QPoint viewportPoint) const;
    /// In viewport coordinates; empty width when scrolled out of sight.
    QRect caretRectangle() const;
    /// From the first to the last visible character.
    Span visibleSpan() const;

    /// Found text to be highlighted, in order; the current one gets a frame.
    void setMatches(std::vector<Span> matches, Span current);
    /// Dots on all spaces, not only where there are several.
    void setShowSpaces(bool all);

    /// Type of the clipboard data that holds the bytes as they are, next to text/plain.
    static QString bytesMimeType();

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    QSize sizeHint() const override;

public slots:
    void cut();
    void copy();
    void paste();
    void deleteSelection();
    void selectAll();

signals:
    void replaceRequested(tokenarium::Span removed, const QByteArray& inserted, tokenarium::EditKind kind);
    void undoRequested();
    void redoRequested();
    void caretMoved(std::size_t caret);
    void selectionChanged(tokenarium::Span selection);
    /// The byte under the mouse, or nullopt when the mouse left the text.
    void hovered(std::optional<std::size_t> byte);
    /// Clicked without moving: pins the token there.
    void clicked(std::size_t byte);
    void fileDropped(const QString& path);
    /// Ctrl+wheel or pinch: +1 or −1 per step.
    void zoomRequested(int steps);
    /// Another text, other tokens, or scrolled: what is visible is not what it was.
    void viewChanged();
    /// The bytes of the text changed (textReplaced, textReset).
    void textEdited();

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void timerEvent(QTimerEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    friend class TokenTextEditAccessible;
    struct Private;
    std::unique_ptr<Private> p;
};

} // namespace tokenarium
