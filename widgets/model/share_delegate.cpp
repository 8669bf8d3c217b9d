// SPDX-License-Identifier: GPL-3.0-or-later
// The bar lies behind the text and is pale enough to read it.
#include "widgets/model/share_delegate.h"

#include "widgets/style/number_text.h"

#include <QPainter>

namespace tokenarium {
namespace {

constexpr int padding = 6;

} // namespace

QSize ShareDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    const int number =
        index.data(shareRole).isValid() ? metrics.horizontalAdvance(percent(0.999)) + padding : 0;
    const int name = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {name + number + 3 * padding, metrics.height() + padding};
}

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    const QRect box = option.rect.adjusted(1, 1, -1, -1);
    const QVariant share = index.data(shareRole);
    if (share.isValid()) {
        QColor bar = colors.accent();
        bar.setAlphaF(0.28F);
        QRect length = box;
        length.setWidth(int(box.width() * share.toDouble()));
        painter->fillRect(length, bar);
    }
    if (index.data(markRole).toBool()) {
        painter->setPen(QPen(colors.accent(), 2));
        painter->drawRect(box.adjusted(1, 1, -1, -1));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.text(), 1, Qt::DotLine));
        painter->drawRect(box.adjusted(0, 0, -1, -1));
    }
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    QRect text = box.adjusted(padding, 0, -padding, 0);
    if (share.isValid()) {
        const QString number = percent(share.toDouble());
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, number);
        text.setRight(text.right() - option.fontMetrics.horizontalAdvance(number) - padding);
    }
    const QString name = index.data(Qt::DisplayRole).toString();
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(name, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace tokenarium
