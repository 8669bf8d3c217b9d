// SPDX-License-Identifier: GPL-3.0-or-later
// Builds its labels once and only changes their texts: it is refreshed with every move of the mouse.
#include "widgets/token_inspector.h"

#include "widgets/byte_boxes.h"
#include "widgets/style/number_text.h"
#include "widgets/token_explanation.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tokenarium {
namespace {

constexpr std::size_t mostCharacters = 12; // rows; longer tokens are runs of one character

/// Fonts draw U+2420 ␠ as two tiny letters; the open box is what people know as a space that can be seen.
QString withOpenBox(QString text) { return text.replace(QChar(0x2420), QChar(0x2423)); }

QString visible(std::string_view bytes) { return withOpenBox(QString::fromStdString(visibleText(bytes))); }

/// Hex, a wider gap between characters: "e4 bd a0 · e5 a5 bd".
QString groupedHex(const TokenDetails& details) {
    QStringList groups;
    for (const CodePointPart& part : details.parts) {
        const std::size_t at = part.covered.begin - details.span.begin;
        if (at > details.bytes.size()) continue;
        groups +=
            QString::fromStdString(hexBytes(std::string_view(details.bytes).substr(at, part.covered.size())));
    }
    return groups.join(QStringLiteral(" · "));
}

QString codePointLabel(const CodePointPart& part) {
    const QString name = QString::fromStdString(part.name);
    if (part.codePoint > 0x10FFFF) return name;
    const QString number = QStringLiteral("U+%1").arg(part.codePoint, 4, 16, QLatin1Char('0')).toUpper();
    return QStringLiteral("%1  %2 %3").arg(withOpenBox(QString::fromStdString(part.written)), number, name);
}

} // namespace

TokenInspector::TokenInspector(QWidget* parent)
    : QScrollArea(parent)
    , colors(TokenColors::light())
    , content(new QWidget(this)) {
    setObjectName(QStringLiteral("tokenInspector"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    heading = addText("inspectorHeading");
    state = addText("inspectorState");
    chip = addText("inspectorToken");
    flag = addText("inspectorFlag");
    addToForm(column);
    explanationTitle = addText("inspectorExplanationTitle");
    explanation = addText("inspectorExplanation");
    charactersTitle = addText("inspectorCharactersTitle");
    for (QWidget* widget : {explanationTitle, explanation, charactersTitle}) column->addWidget(widget);
    characters = new QGridLayout;
    characters->setHorizontalSpacing(12);
    characters->setVerticalSpacing(4);
    characters->setColumnStretch(1, 1);
    column->addLayout(characters);
    moreCharacters = addText("inspectorMoreCharacters");
    mergesButton = new QToolButton(content);
    merges = addText("inspectorMerges");
    mergesButton->setObjectName(QStringLiteral("inspectorMergesButton"));
    mergesButton->setCheckable(true);
    mergesButton->setAutoRaise(true);
    mergesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(mergesButton, &QToolButton::toggled, this, &TokenInspector::showMerges);
    for (QWidget* widget : std::initializer_list<QWidget*>{moreCharacters, mergesButton, merges})
        column->addWidget(widget);
    column->addStretch(1);
    setWidget(content);
    chooseFonts();
    recolor();
    refresh();
}

QLabel* TokenInspector::addText(const char* objectName) {
    auto* label = new QLabel(content);
    label->setObjectName(QLatin1String(objectName));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(selectable);
    texts.push_back(label);
    return label;
}

QLabel* TokenInspector::addField(const char* objectName) {
    QLabel* value = addText(objectName);
    auto* caption = new QLabel(facts);
    caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->addRow(caption, value);
    return value;
}

void TokenInspector::addToForm(QVBoxLayout* column) {
    auto* top = new QHBoxLayout;
    heading->setWordWrap(false);
    top->addWidget(heading);
    top->addWidget(state, 1);
    state->setAlignment(Qt::AlignRight);
    column->addLayout(top);
    for (QWidget* widget : {chip, flag}) column->addWidget(widget);
    facts = new QWidget(content);
    form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    id = addField("inspectorId");
    position = addField("inspectorPosition");
    rank = addField("inspectorRank");
    bytes = addField("inspectorBytes");
    entry = addField("inspectorEntry");
    bytes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    column->addWidget(facts);
}

void TokenInspector::setDetails(const TokenDetails& details, InspectorState why) {
    shown = details;
    reason = why;
    refresh();
}

void TokenInspector::clear() {
    shown.reset();
    refresh();
}

void TokenInspector::setTint(TintKind kind, std::uint8_t newTint) {
    if (kind == tintKind && newTint == tint) return;
    tintKind = kind;
    tint = newTint;
    recolor();
}

void TokenInspector::setColors(const TokenColors& chosen) {
    colors = chosen;
    recolor();
}

void TokenInspector::recolor() {
    const ChipColors look = colors.chip(tintKind, tint);
    chip->setStyleSheet(
        QStringLiteral("background: %1; color: %2; border: 1px solid %3; border-radius: 6px; padding: 6px")
            .arg(look.fill.name(), look.text.name(), look.border.name()));
    flag->setStyleSheet(QStringLiteral("color: %1; font-weight: bold").arg(colors.warning().name()));
    for (CharacterRow& row : rows) row.bytes->setColors(colors);
}

/// A label that can be selected costs twice the time of one that cannot, at every key that is typed
/// elsewhere. So the texts are selectable while the mouse or the keyboard is here, which is when they can be
/// selected.
void TokenInspector::updateSelectable() {
    const bool here = underMouse() || hasFocus() || isAncestorOf(QApplication::focusWidget());
    const Qt::TextInteractionFlags wanted = here ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                                 : Qt::TextInteractionFlags(Qt::NoTextInteraction);
    if (wanted == selectable) return;
    selectable = wanted;
    for (QLabel* label : texts) label->setTextInteractionFlags(selectable);
}

void TokenInspector::enterEvent(QEnterEvent* event) {
    QScrollArea::enterEvent(event);
    updateSelectable();
}

void TokenInspector::focusInEvent(QFocusEvent* event) {
    QScrollArea::focusInEvent(event);
    updateSelectable();
}

void TokenInspector::chooseFonts() {
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    QFont bold = font();
    bold.setBold(true);
    chip->setFont(large);
    for (QLabel* title : {heading, charactersTitle, explanationTitle}) title->setFont(bold);
}

void TokenInspector::refresh() {
    updateSelectable();
    explanationTitle->setText(tr("What am I seeing?"));
    setAccessibleName(tr("Inspector: one token"));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{state, chip, facts, charactersTitle, explanationTitle})
        widget->setVisible(shown.has_value());
    if (shown) {
        showFields();
    } else {
        showHint();
    }
    showCharacters();
    showMerges();
}

void TokenInspector::showHint() {
    heading->setText(tr("No token chosen"));
    explanation->setText(
        tr("Point at a token, or move the caret onto one. A click pins it, Esc lets go.") +
        QStringLiteral("\n\n") +
        tr("A token is what the model reads instead of letters: a number for a few bytes of text."));
    flag->hide();
}

void TokenInspector::setField(QLabel* value, const QString& caption, const QString& text) {
    auto* label = qobject_cast<QLabel*>(form->labelForField(value));
    label->setText(caption);
    label->setVisible(!text.isEmpty());
    value->setText(text);
    value->setVisible(!text.isEmpty());
    value->setAccessibleName(caption + QLatin1Char(' ') + text);
}

void TokenInspector::showFields() {
    const TokenDetails& token = *shown;
    heading->setText(tr("Token %1").arg(grouped(token.index + 1)));
    state->setText(reason == InspectorState::Pinned    ? tr("Pinned. Esc lets go.")
                   : reason == InspectorState::AtCaret ? tr("At the caret")
                                                       : tr("Under the mouse"));
    chip->setText(visible(token.bytes.empty() ? token.entry : token.bytes));
    flag->setVisible(token.kind != TokenKind::Normal);
    flag->setText(token.kind == TokenKind::Unknown   ? tr("⚠ Unknown: not in the vocabulary")
                  : token.kind == TokenKind::Special ? tr("Special token")
                                                     : tr("Unused entry of the vocabulary"));
    setField(id, tr("Id"), QString::number(token.id));
    const QString first = grouped(token.span.begin);
    const QString where = token.span.empty() ? tr("stands for no text")
                          : token.span.size() == 1
                              ? tr("byte %1").arg(first)
                              : tr("bytes %1 to %2").arg(first, grouped(token.span.end - 1));
    setField(position, tr("Position"), where);
    setField(
        rank, tr("Rank"),
        token.rank
            ? tr("%1 of %2 in order of learning").arg(grouped(*token.rank + 1), grouped(token.rankedEntries))
            : QString());
    setField(bytes, tr("Bytes"), groupedHex(token));
    setField(entry, tr("Entry"), token.entry == token.bytes ? QString() : visible(token.entry));
    explanation->setText(explainToken(token));
}

TokenInspector::CharacterRow& TokenInspector::characterRow(std::size_t index) {
    while (rows.size() <= index) {
        CharacterRow row{addText("inspectorCharacter"), new ByteBoxes(content)};
        row.bytes->setColors(colors);
        const int line = int(rows.size());
        characters->addWidget(row.bytes, line, 0, Qt::AlignLeft | Qt::AlignTop);
        characters->addWidget(row.name, line, 1, Qt::AlignTop);
        rows.push_back(row);
    }
    return rows[index];
}

void TokenInspector::showCharacters() {
    const std::size_t count = shown ? shown->parts.size() : 0;
    charactersTitle->setText(tr("Characters and their bytes"));
    charactersTitle->setVisible(count > 0);
    for (std::size_t k = 0; k < std::min(count, mostCharacters); ++k) {
        const CodePointPart& part = shown->parts[k];
        CharacterRow& row = characterRow(k);
        const std::size_t at = part.covered.begin - shown->span.begin;
        row.name->setText(codePointLabel(part));
        row.bytes->setPart(part, shown->id,
                           at < shown->bytes.size() ? static_cast<unsigned char>(shown->bytes[at]) : 0);
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
        rows[k].name->setVisible(k < count);
        rows[k].bytes->setVisible(k < count);
    }
    moreCharacters->setVisible(count > mostCharacters);
    if (count > mostCharacters)
        moreCharacters->setText(tr("… and %1 more characters").arg(grouped(count - mostCharacters)));
}

void TokenInspector::showMerges() {
    const std::vector<MergeRung> ladder = shown ? mergeLadder(*shown) : std::vector<MergeRung>{};
    mergesButton->setVisible(!ladder.empty());
    mergesButton->setText(tr("How it was merged (%1)").arg(ladder.size()));
    mergesButton->setArrowType(mergesButton->isChecked() ? Qt::DownArrow : Qt::RightArrow);
    merges->setVisible(!ladder.empty() && mergesButton->isChecked());
    QStringList lines;
    for (const MergeRung& rung : ladder)
        lines += QStringLiteral("%1 + %2 → %3")
                     .arg(visible(rung.left), visible(rung.right), visible(rung.left + rung.right));
    merges->setText(lines.join(QLatin1Char('\n')));
}

void TokenInspector::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::FontChange) chooseFonts();
}

} // namespace tokenarium
