// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of lists and tables with a share: the name, a bar behind it, the percent.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStyledItemDelegate>

namespace tokenarium {

/// Paints Qt::DisplayRole at the left and, where `shareRole` holds a number from 0 to 1, a bar of that length
/// and its percent at the right. `markRole` true: a frame in the accent. GUI thread only.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int shareRole = Qt::UserRole + 1;
    static constexpr int markRole = Qt::UserRole + 2;

    explicit ShareDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}
    void setColors(const TokenColors& newColors) { colors = newColors; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
