// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one part of the prompt as a card: the sign of its kind, its name, its kind in words, its tokens.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStyledItemDelegate>

namespace tokenarium {

class PartCardDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setColors(const TokenColors& shown) { colors = shown; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Names that are longer (pixels) are cut, so that more cards fit.
    void setLongestName(int pixels) { longestName = pixels; }
    /// Where the three dots are that open the part's menu.
    static QRect menuButton(const QRect& card);

private:
    TokenColors colors = TokenColors::light();
    int longestName = 1'000;
};

} // namespace tokenarium
