// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of very different size in a table: bars over one logarithmic axis, which the last row labels.
#pragma once

#include "widgets/style/token_colors.h"

#include <QStyledItemDelegate>

#include <functional>

namespace tokenarium {

/// Paints a bar as long as the logarithm of `valueRole` (positive) and Qt::DisplayRole behind it; a thin line
/// stands at `boundRole`. An item whose `axisRole` is true shows the powers of ten. GUI thread only.
class LogBarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int valueRole = Qt::UserRole + 1, boundRole = Qt::UserRole + 2,
                         axisRole = Qt::UserRole + 3;

    explicit LogBarDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}
    void setColors(const TokenColors& newColors) { colors = newColors; }
    /// `first` and `last` are powers of ten; `label` says one at the axis.
    void setRange(double first, double last, std::function<QString(double)> label);
    double first() const { return low; }
    double last() const { return high; }
    /// From 0 at the left to 1 at the right.
    double shareOf(double value) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    TokenColors colors = TokenColors::light();
    double low = 1, high = 10;
    std::function<QString(double)> labelOf;
};

} // namespace tokenarium
