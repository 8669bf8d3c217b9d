// SPDX-License-Identifier: GPL-3.0-or-later
// A tree of two levels: rows, and under each what it is computed from.
#include "widgets/figures/figure_list.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QStyledItemDelegate>

#include <algorithm>

namespace tokenarium {
namespace {

enum Column { Label, Value, Badge, Columns };
constexpr int rowPadding = 3, pillPadding = 6;

/// Words wrap; badges are framed.
class FigureDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    TokenColors colors = TokenColors::light();

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto* tree = static_cast<const QTreeWidget*>(parent());
        const bool isDetail = index.parent().isValid();
        const int width = isDetail ? tree->viewport()->width() - 2 * tree->indentation() - 2 * rowPadding
                                   : tree->columnWidth(index.column()) - tree->indentation() - 2 * rowPadding;
        const QFontMetrics metrics(fontOf(option, index));
        const QString text = index.data().toString();
        if (!isDetail && index.column() != Label)
            return {metrics.horizontalAdvance(text) + 2 * pillPadding + 4, metrics.height() + 2 * rowPadding};
        const QRect box =
            metrics.boundingRect(QRect(0, 0, std::max(width, 40), 100'000), Qt::TextWordWrap, text);
        return {box.width(), box.height() + 2 * rowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        if (index.column() != Badge || index.parent().isValid()) {
            QStyleOptionViewItem wrapped = option;
            wrapped.features |= QStyleOptionViewItem::WrapText;
            QStyledItemDelegate::paint(painter, wrapped, index);
            return;
        }
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const QString text = index.data().toString();
        if (text.isEmpty()) return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QFontMetrics metrics(option.font);
        QRect pill(0, 0, metrics.horizontalAdvance(text) + 2 * pillPadding, metrics.height() + 2);
        pill.moveCenter(option.rect.center());
        pill.moveRight(option.rect.right() - 2);
        const QColor ink = option.palette.color(QPalette::Text);
        QColor frame = ink;
        frame.setAlphaF(0.5F);
        const auto from = Provenance(index.data(Qt::UserRole).toInt());
        painter->setPen(QPen(frame, 1, from == Provenance::Assumed ? Qt::DashLine : Qt::SolidLine));
        if (from == Provenance::Measured) {
            QColor fill = colors.accent();
            fill.setAlphaF(0.18F);
            painter->setBrush(fill);
        }
        painter->drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->setPen(ink);
        painter->drawText(pill, Qt::AlignCenter, text);
        painter->restore();
    }

private:
    static QFont fontOf(const QStyleOptionViewItem& option, const QModelIndex& index) {
        const QVariant own = index.data(Qt::FontRole);
        return own.isValid() ? qvariant_cast<QFont>(own) : option.font;
    }
};

QString explanation(const Figure& figure) {
    QStringList lines{figure.formula, figure.filled, figure.source};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString provenanceName(Provenance from) {
    switch (from) {
    case Provenance::Measured: return FigureList::tr("measured");
    case Provenance::Computed: return FigureList::tr("computed");
    case Provenance::Published: return FigureList::tr("published");
    case Provenance::Assumed: return FigureList::tr("assumed");
    }
    return {};
}

FigureList::FigureList(QWidget* parent) : QTreeWidget(parent) {
    setColumnCount(Columns);
    setHeaderHidden(true);
    setItemDelegate(new FigureDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setIndentation(16);
    setExpandsOnDoubleClick(false);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(10);
    header()->setSectionResizeMode(Label, QHeaderView::Stretch);
    header()->setSectionResizeMode(Value, QHeaderView::Fixed);
    header()->setSectionResizeMode(Badge, QHeaderView::Fixed);
    connect(header(), &QHeaderView::sectionResized, this, [this](int section) {
        if (section == Label) updateGeometry(); // labels wrap elsewhere
    });
    connect(this, &QTreeWidget::itemExpanded, this, [this] { updateGeometry(); });
    connect(this, &QTreeWidget::itemCollapsed, this, [this] { updateGeometry(); });
    connect(this, &QTreeWidget::itemClicked, this, [](QTreeWidgetItem* item) {
        if (item->childCount() > 0) item->setExpanded(!item->isExpanded());
    });
    setAccessibleName(tr("Figures"));
}

void FigureList::setFigures(std::vector<Figure> figures) {
    if (figures == shown) return;
    const auto sameLabel = [](const Figure& a, const Figure& b) { return a.label == b.label; };
    const bool sameRows = std::equal(figures.begin(), figures.end(), shown.begin(), shown.end(), sameLabel);
    QStringList open;
    for (int i = 0; i < topLevelItemCount() && !sameRows; ++i)
        if (topLevelItem(i)->isExpanded()) open += topLevelItem(i)->text(Label);
    shown = std::move(figures);
    if (!sameRows) {
        clear();
        for (std::size_t i = 0; i < shown.size(); ++i) new QTreeWidgetItem(this);
    }
    refresh();
    for (int i = 0; i < topLevelItemCount() && !sameRows; ++i)
        topLevelItem(i)->setExpanded(open.contains(topLevelItem(i)->text(Label)));
    const int wanted = sizeHint().height(); // longer values leave less room for labels, which then wrap
    if (!sameRows || wanted != wantedHeight) updateGeometry();
    wantedHeight = wanted;
}

void FigureList::refresh() {
    const QFontMetrics metrics(font());
    int widestValue = columnWidth(Value), widestBadge = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const Figure& figure = shown[i];
        QTreeWidgetItem* row = topLevelItem(int(i));
        const auto put = [row](int column, int role, const QVariant& value) {
            if (row->data(column, role) != value) row->setData(column, role, value);
        };
        QFont strong = font();
        strong.setBold(figure.isMain);
        const QString badge = provenanceName(figure.from);
        put(Label, Qt::DisplayRole, figure.label);
        put(Label, Qt::FontRole, strong);
        put(Label, Qt::AccessibleTextRole, tr("%1: %2, %3").arg(figure.label, figure.value, badge));
        put(Value, Qt::DisplayRole, figure.value);
        put(Value, Qt::FontRole, strong);
        put(Value, Qt::TextAlignmentRole, int(Qt::AlignRight | Qt::AlignVCenter));
        put(Value, Qt::ToolTipRole, figure.exact);
        put(Badge, Qt::DisplayRole, badge);
        put(Badge, Qt::UserRole, int(figure.from));
        put(Badge, Qt::ToolTipRole, figure.source);
        widestValue =
            std::max(widestValue, QFontMetrics(strong).horizontalAdvance(figure.value) + 4 * rowPadding);
        widestBadge = std::max(widestBadge, metrics.horizontalAdvance(badge) + 2 * pillPadding + 8);
        const QString details = explanation(figure);
        if (details.isEmpty()) {
            delete row->takeChild(0);
            continue;
        }
        if (row->childCount() == 0) {
            auto* detail = new QTreeWidgetItem(row);
            detail->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            detail->setFirstColumnSpanned(true);
        }
        if (row->child(0)->text(0) != details) row->child(0)->setText(0, details);
    }
    // Values that grow by a digit must not move everything to and fro: the column only widens.
    if (widestValue == columnWidth(Value) && widestBadge == columnWidth(Badge)) return;
    setColumnWidth(Value, widestValue);
    setColumnWidth(Badge, widestBadge);
    scheduleDelayedItemsLayout(); // labels wrap elsewhere
}

void FigureList::setColors(const TokenColors& newColors) {
    colors = newColors;
    static_cast<FigureDelegate*>(itemDelegate())->colors = colors;
    viewport()->update();
}

QTreeWidgetItem* FigureList::rowOf(const QString& label) const {
    for (int i = 0; i < topLevelItemCount(); ++i)
        if (topLevelItem(i)->text(Label) == label) return topLevelItem(i);
    return nullptr;
}

QString FigureList::valueOf(const QString& label) const {
    const QTreeWidgetItem* row = rowOf(label);
    return row ? row->text(Value) : QString();
}

QString FigureList::badgeOf(const QString& label) const {
    const QTreeWidgetItem* row = rowOf(label);
    return row ? row->text(Badge) : QString();
}

QString FigureList::explanationOf(const QString& label) const {
    const QTreeWidgetItem* row = rowOf(label);
    return row && row->childCount() > 0 ? row->child(0)->text(0) : QString();
}

QSize FigureList::sizeHint() const {
    int height = 2 * frameWidth();
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const QTreeWidgetItem* row = topLevelItem(i);
        height += indexRowSizeHint(indexFromItem(row));
        if (row->isExpanded() && row->childCount() > 0)
            height += indexRowSizeHint(indexFromItem(row->child(0)));
    }
    return {QFontMetrics(font()).averageCharWidth() * 48, height};
}

QSize FigureList::minimumSizeHint() const {
    return {QFontMetrics(font()).averageCharWidth() * 24, sizeHint().height()};
}

void FigureList::resizeEvent(QResizeEvent* event) {
    QTreeWidget::resizeEvent(event);
    if (event->oldSize().width() == width()) return;
    scheduleDelayedItemsLayout(); // words wrap elsewhere
    updateGeometry();
}

void FigureList::keyPressEvent(QKeyEvent* event) {
    QTreeWidgetItem* row = currentItem();
    const bool opens =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!opens || !row) return QTreeWidget::keyPressEvent(event);
    if (row->parent()) row = row->parent();
    row->setExpanded(!row->isExpanded());
}

void FigureList::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        setColumnWidth(Value, 0);
        refresh();
        updateGeometry();
    }
    if (event->type() == QEvent::LanguageChange) setAccessibleName(tr("Figures"));
}

} // namespace tokenarium
