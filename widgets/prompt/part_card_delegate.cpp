// SPDX-License-Identifier: GPL-3.0-or-later
// Two lines of text beside a sign; a thick frame and a bold name for the text that is being edited.
#include "widgets/prompt/part_card_delegate.h"

#include "widgets/prompt/part_list_model.h"
#include "widgets/prompt/part_shape.h"

#include <QPainter>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr int margin = 6, signSide = 18, gapBehindSign = 6, menuWidth = 14;
constexpr int mostCharacters = 26; // of a name; the tool tip has the rest

const PartCard& cardOf(const QModelIndex& index) {
    return static_cast<const PartListModel*>(index.model())->cards()[std::size_t(index.row())];
}

QFont nameFont(QFont font, const PartCard& card) {
    font.setBold(card.isEdited);
    return font;
}

QFont caption(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

} // namespace

QRect PartCardDelegate::menuButton(const QRect& card) {
    return {card.right() - menuWidth - margin / 2, card.top(), menuWidth + margin / 2, card.height()};
}

QSize PartCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const PartCard& card = cardOf(index);
    const QFontMetrics name(nameFont(option.font, card)), numbers(caption(option.font));
    const int longest = std::min(longestName, name.averageCharWidth() * mostCharacters);
    const int words = std::max(
        {std::min(longest, name.horizontalAdvance(QString::fromStdString(card.title))),
         numbers.horizontalAdvance(PartListModel::numbersOf(card)), name.averageCharWidth() * 8});
    return {margin + signSide + gapBehindSign + words + 4 + menuWidth + margin,
            name.height() + numbers.height() + margin};
}

void PartCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const PartCard& card = cardOf(index);
    const bool isCurrent = option.state & QStyle::State_HasFocus;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QPalette& palette = option.palette;
    QColor frame = palette.color(QPalette::Mid);
    if (card.isEdited) frame = colors.accent();
    painter->setPen(QPen(frame, card.isEdited ? 2 : 1));
    painter->setBrush(palette.color(isHovered ? QPalette::AlternateBase : QPalette::Base));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);

    const ChipColors chip = colors.chip(TintKind::Category, std::uint8_t(card.modality));
    const QRect inside = option.rect.adjusted(margin, margin / 2, -margin, -margin / 2);
    painter->setPen(QPen(colors.text(), 1));
    painter->setBrush(chip.fill);
    paintPartSign(*painter, card.modality,
                  QRectF(inside.left(), inside.center().y() - signSide / 2, signSide, signSide));

    const QRect words = inside.adjusted(signSide + gapBehindSign, 0, -menuWidth, 0);
    painter->setFont(nameFont(option.font, card));
    painter->setPen(palette.color(QPalette::Text));
    painter->drawText(words, Qt::AlignTop | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(QString::fromStdString(card.title), Qt::ElideRight,
                                                        words.width()));
    painter->setFont(caption(option.font));
    if (!card.trouble.empty() || card.beyond > 0) painter->setPen(colors.warning());
    painter->drawText(words, Qt::AlignBottom | Qt::AlignLeft, PartListModel::numbersOf(card));

    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.color(QPalette::Text));
    const QPointF dots = QRectF(menuButton(option.rect)).center();
    for (const double y : {-5.0, 0.0, 5.0}) painter->drawEllipse(dots + QPointF(0, y), 1.4, 1.4);
    if (isCurrent) {
        painter->setPen(QPen(colors.accent(), 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4);
    }
    painter->restore();
}

} // namespace tokenarium
