// SPDX-License-Identifier: GPL-3.0-or-later
// The panel at the right that shows everything there is to say about one token.
#pragma once

#include "engine/view/token_details.h"
#include "widgets/style/token_colors.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QFormLayout;
class QGridLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace tokenarium {

class ByteBoxes;

/// Why this token is the one shown.
enum class InspectorState { Hovered, AtCaret, Pinned };

/// All texts can be selected (while the mouse or the keyboard is here) and are labels to screen readers.
/// Merges are folded away until asked for. GUI thread only.
class TokenInspector : public QScrollArea {
    Q_OBJECT
public:
    explicit TokenInspector(QWidget* parent = nullptr);

    void setDetails(const TokenDetails& details, InspectorState state);
    /// Shows how to get something to see.
    void clear();
    /// The colours its chip has in the text.
    void setTint(TintKind kind, std::uint8_t tint);
    void setColors(const TokenColors& colors);

    QSize sizeHint() const override { return {300, 400}; }

protected:
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    /// A character of the token: its bytes, and its glyph and name beside them.
    struct CharacterRow {
        QLabel* name;
        ByteBoxes* bytes;
    };

    QLabel* addText(const char* objectName);
    QLabel* addField(const char* objectName);
    void setField(QLabel* value, const QString& caption, const QString& text);
    void addToForm(QVBoxLayout* column);
    void updateSelectable();
    void chooseFonts();
    void refresh();
    void showHint();
    void showFields();
    void showCharacters();
    void showMerges();
    CharacterRow& characterRow(std::size_t index);
    void recolor();

    std::optional<TokenDetails> shown;
    InspectorState reason = InspectorState::Hovered;
    TokenColors colors;
    TintKind tintKind = TintKind::Category;
    std::uint8_t tint = 0;
    Qt::TextInteractionFlags selectable = Qt::NoTextInteraction;

    QWidget* content;
    std::vector<QLabel*> texts; ///< all labels below, and those of the characters
    QLabel* heading;
    QLabel* state;
    QLabel* chip; ///< the token's text, large
    QLabel* flag; ///< [UNK] and special tokens
    QWidget* facts;
    QFormLayout* form;
    QLabel *id, *position, *bytes, *rank, *entry;
    QLabel* charactersTitle;
    QGridLayout* characters;
    std::vector<CharacterRow> rows;
    QLabel* moreCharacters;
    QToolButton* mergesButton;
    QLabel* merges;
    QLabel* explanationTitle;
    QLabel* explanation;
};

} // namespace tokenarium
