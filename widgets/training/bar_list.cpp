// SPDX-License-Identifier: GPL-3.0-or-later
// A tree without branches; a delegate paints the bars behind the numbers.
#include "widgets/training/bar_list.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr int shareRole = Qt::UserRole + 1;

class BarDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QColor color;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const double share = index.data(shareRole).toDouble();
        QColor fill = color;
        fill.setAlphaF(0.35F);
        const QRectF box = QRectF(option.rect).adjusted(1, 3, -1, -3);
        painter->fillRect(QRectF(box.left(), box.top(), box.width() * share, box.height()), fill);
        QStyledItemDelegate::paint(painter, option, index);
    }
};

} // namespace

BarList::BarList(QWidget* parent) : QTreeWidget(parent) {
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setColumnCount(2);
    setItemDelegateForColumn(1, new BarDelegate(this));
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item) emit chosen(std::size_t(indexOfTopLevelItem(item)));
    });
}

void BarList::setTitles(const QString& name, const QString& value) { setHeaderLabels({name, value}); }

void BarList::setRows(const std::vector<BarRow>& rows) {
    const QSignalBlocker quiet(this);
    clear();
    double most = 0;
    for (const BarRow& row : rows) most = std::max(most, row.value);
    for (const BarRow& row : rows) {
        auto* item = new QTreeWidgetItem(this, {row.name, QLocale().toString(row.value, 'g', 3)});
        item->setData(1, shareRole, most > 0 ? row.value / most : 0);
        item->setToolTip(0, row.note);
        item->setToolTip(1, row.note);
    }
}

void BarList::setColors(const TokenColors& colors) {
    static_cast<BarDelegate*>(itemDelegateForColumn(1))->color = colors.accent();
    viewport()->update();
}

void BarList::choose(std::size_t row) {
    const QSignalBlocker quiet(this);
    setCurrentItem(topLevelItem(int(row)));
    scrollToItem(currentItem());
}

} // namespace tokenarium
