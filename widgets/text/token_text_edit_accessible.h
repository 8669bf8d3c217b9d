// SPDX-License-Identifier: GPL-3.0-or-later
// What assistive technology sees of the token editor: an editable text whose attributes name the tokens.
#pragma once

#include "engine/token/token.h"

#include <QAccessibleWidget>

#include <cstdint>
#include <vector>

namespace tokenarium {

class TokenTextEdit;

/// Offsets count UTF-16 code units of the text; an invalid byte counts as one. Of a text beyond a megabyte
/// only the neighbourhood of the caret is exposed, and offsets count from its start.
class TokenTextEditAccessible : public QAccessibleWidget,
                                public QAccessibleTextInterface,
                                public QAccessibleEditableTextInterface {
public:
    explicit TokenTextEditAccessible(TokenTextEdit* edit);

    /// Makes Qt create this interface for every TokenTextEdit; may be called often.
    static void install();
    /// Tell assistive technology, if there is any.
    static void textChanged(TokenTextEdit* edit);
    static void caretMoved(TokenTextEdit* edit);
    static void selectionChanged(TokenTextEdit* edit);
    static void tokenChanged(TokenTextEdit* edit);

    void* interface_cast(QAccessible::InterfaceType type) override;
    QString text(QAccessible::Text kind) const override;
    QAccessible::State state() const override;

    void selection(int index, int* start, int* end) const override;
    int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int start, int end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int start, int end) override;
    /// "token-id:123;token-index:4;" and the offsets of that token.
    QString attributes(int offset, int* start, int* end) const override;

    void deleteText(int start, int end) override;
    void insertText(int offset, const QString& text) override;
    void replaceText(int start, int end, const QString& text) override;

private:
    void refresh() const;
    QString tokenSentence() const;
    std::size_t byteOf(int offset) const;
    int offsetOf(std::size_t byte) const;
    TokenTextEdit* edit() const;

    mutable std::uint64_t revision = std::uint64_t(-1);
    mutable Span exposed;
    mutable QString shown;
    mutable std::vector<std::size_t> bytes; ///< of every offset
};

} // namespace tokenarium
