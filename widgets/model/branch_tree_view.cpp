// SPDX-License-Identifier: GPL-3.0-or-later
// Laid out by branchLayout; edges are painted under the nodes, the path in the accent.
#include "widgets/model/branch_tree_view.h"

#include "widgets/style/number_text.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr double padding = 6, gap = 16, margin = 4, rowGap = 6, between = 6;

} // namespace

BranchTreeView::BranchTreeView(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

double BranchTreeView::rowHeight() const { return fontMetrics().height() + 4 + rowGap; }

QSize BranchTreeView::sizeHint() const { return {240, int(3 * rowHeight() + 2 * margin)}; }

QSize BranchTreeView::minimumSizeHint() const { return {120, int(2 * rowHeight() + 2 * margin)}; }

void BranchTreeView::setNodes(std::vector<BranchTreeNode> nodes, std::size_t current) {
    tree = std::move(nodes);
    currentNode = current;
    layOut();
    walk(current);
}

void BranchTreeView::setColors(const TokenColors& newColors) {
    colors = newColors;
    viewport()->update();
}

QString BranchTreeView::probabilityOf(std::size_t node) const {
    return node == 0 ? QString() : percent(tree[node].probability);
}

void BranchTreeView::layOut() {
    std::vector<std::size_t> parents;
    widths.clear();
    for (std::size_t n = 0; n < tree.size(); ++n) {
        parents.push_back(tree[n].parent);
        double words = fontMetrics().horizontalAdvance(tree[n].label);
        if (n > 0) words += between + fontMetrics().horizontalAdvance(probabilityOf(n));
        widths.push_back(words + 2 * padding);
    }
    places = branchLayout(parents, widths, gap);
    setScrollRanges();
    viewport()->update();
}

void BranchTreeView::setScrollRanges() {
    double right = 0, bottom = 0;
    for (std::size_t n = 0; n < places.size(); ++n) {
        right = std::max(right, places[n].left + widths[n]);
        bottom = std::max(bottom, double(places[n].row + 1) * rowHeight());
    }
    const auto set = [](QScrollBar* bar, double needed, int room) {
        bar->setRange(0, std::max(0, int(std::ceil(needed + 2 * margin)) - room));
        bar->setPageStep(room);
    };
    set(horizontalScrollBar(), right, viewport()->width());
    set(verticalScrollBar(), bottom, viewport()->height());
    horizontalScrollBar()->setSingleStep(int(rowHeight()));
    verticalScrollBar()->setSingleStep(int(rowHeight()));
}

QRectF BranchTreeView::nodeRect(std::size_t node) const {
    if (node >= places.size()) return {};
    return {margin + places[node].left - horizontalScrollBar()->value(),
            margin + double(places[node].row) * rowHeight() - verticalScrollBar()->value(), widths[node],
            rowHeight() - rowGap};
}

void BranchTreeView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    QColor faint = palette().color(QPalette::WindowText);
    faint.setAlphaF(0.4F);
    for (const bool path : {false, true}) // what is lit lies above what is not
        for (std::size_t n = 1; n < tree.size(); ++n) {
            if (tree[n].isOnPath != path) continue;
            const QRectF from = nodeRect(tree[n].parent), to = nodeRect(n);
            painter.setPen(path ? QPen(colors.accent(), 2) : QPen(faint, 1));
            const double middle = from.right() + gap / 2;
            painter.drawPolyline(
                QPolygonF{QPointF(from.right(), from.center().y()), QPointF(middle, from.center().y()),
                          QPointF(middle, to.center().y()), QPointF(to.left(), to.center().y())});
        }
    for (std::size_t n = 0; n < tree.size(); ++n)
        if (nodeRect(n).intersects(viewport()->rect())) paintNode(painter, n);
}

void BranchTreeView::paintNode(QPainter& painter, std::size_t node) const {
    const BranchTreeNode& one = tree[node];
    const QRectF box = nodeRect(node);
    const ChipColors tint = colors.chip(TintKind::Category, std::uint8_t(places[node].row % 6));
    painter.setPen(one.isOnPath ? QPen(colors.accent(), node == currentNode ? 2.5 : 1.5)
                                : QPen(tint.border, 1));
    painter.setBrush(one.isOnPath ? QBrush(tint.fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    QColor ink = one.isOnPath ? tint.text : palette().color(QPalette::WindowText);
    const QRectF words = box.adjusted(padding, 0, -padding, 0);
    painter.setPen(ink);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, one.label);
    ink.setAlphaF(0.75F);
    painter.setPen(ink);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, probabilityOf(node));
    if (node != cursorNode || !hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1.5, Qt::DotLine));
    painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 6, 6);
}

std::optional<std::size_t> BranchTreeView::nodeAt(QPointF point) const {
    for (std::size_t n = 0; n < tree.size(); ++n)
        if (nodeRect(n).contains(point)) return n;
    return std::nullopt;
}

QString BranchTreeView::wordsOf(std::size_t node) const {
    const BranchTreeNode& one = tree[node];
    if (node == 0) return tr("The end of the prompt");
    const QString how = one.chosenByPerson ? tr("chosen by you") : tr("drawn");
    return tr("%1, %2 by the model, %3").arg(one.label, probabilityOf(node), how);
}

void BranchTreeView::walk(std::size_t node) {
    if (tree.empty()) return;
    cursorNode = std::min(node, tree.size() - 1);
    const QRectF box = nodeRect(cursorNode).adjusted(-margin, -margin, margin, margin);
    QScrollBar *across = horizontalScrollBar(), *down = verticalScrollBar();
    if (box.right() > viewport()->width())
        across->setValue(across->value() + int(box.right()) - viewport()->width());
    if (box.left() < 0) across->setValue(across->value() + int(box.left()));
    if (box.bottom() > viewport()->height())
        down->setValue(down->value() + int(box.bottom()) - viewport()->height());
    if (box.top() < 0) down->setValue(down->value() + int(box.top()));
    announce();
    viewport()->update();
}

void BranchTreeView::announce() {
    const QString said = tr("%1; %2 of %3").arg(wordsOf(cursorNode)).arg(cursorNode + 1).arg(tree.size());
    if (said == accessibleDescription()) return;
    setAccessibleDescription(said);
    QAccessibleEvent change(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&change);
}

std::size_t BranchTreeView::nodeInNextRow(int step) const {
    const QPointF from = nodeRect(cursorNode).center();
    std::size_t best = cursorNode;
    std::pair<double, double> nearest{1e300, 0};
    for (std::size_t n = 0; n < tree.size(); ++n) {
        const QPointF way = nodeRect(n).center() - from;
        if (way.y() * step <= 0) continue;
        const std::pair<double, double> distance{std::abs(way.y()), std::abs(way.x())};
        if (distance >= nearest) continue;
        nearest = distance;
        best = n;
    }
    return best;
}

void BranchTreeView::keyPressEvent(QKeyEvent* event) {
    if (tree.empty()) return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return walk(tree[cursorNode].parent);
    case Qt::Key_Right:
        for (std::size_t n = cursorNode + 1; n < tree.size(); ++n)
            if (tree[n].parent == cursorNode) return walk(n);
        return;
    case Qt::Key_Up: return walk(nodeInNextRow(-1));
    case Qt::Key_Down: return walk(nodeInNextRow(1));
    case Qt::Key_Home: return walk(0);
    case Qt::Key_Return:
    case Qt::Key_Enter: emit chosen(cursorNode); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool BranchTreeView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        setFocus();
        if (const auto node = nodeAt(static_cast<QMouseEvent*>(event)->position())) {
            walk(*node);
            emit chosen(*node);
        }
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto node = nodeAt(help->pos());
        QToolTip::showText(help->globalPos(), node ? wordsOf(*node) : QString(), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void BranchTreeView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    setScrollRanges();
    if (!tree.empty()) walk(cursorNode);
}

void BranchTreeView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) layOut();
    if (event->type() == QEvent::LanguageChange && !tree.empty()) announce();
}

} // namespace tokenarium
