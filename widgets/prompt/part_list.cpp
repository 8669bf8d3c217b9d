// SPDX-License-Identifier: GPL-3.0-or-later
// A list view that flows to the right; drops are placed by ourselves, between the cards.
#include "widgets/prompt/part_list.h"

#include "widgets/prompt/part_card_delegate.h"
#include "widgets/prompt/part_list_model.h"

#include <QDrag>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QUrl>

#include <algorithm>

namespace tokenarium {

namespace {

const QString partMime = QStringLiteral("application/x-tokenarium-part");
constexpr int spacingOfCards = 3;

QStringList filesIn(const QMimeData& data) {
    QStringList files;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile()) files += url.toLocalFile();
    return files;
}

} // namespace

PartList::PartList(QWidget* parent)
    : QListView(parent)
    , shown(new PartListModel(this))
    , delegate(new PartCardDelegate(this))
    , colors(TokenColors::light()) {
    setObjectName(QStringLiteral("promptParts"));
    setModel(shown);
    setItemDelegate(delegate);
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setSpacing(spacingOfCards);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(false); // our own line
    viewport()->setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PartList::setCards(std::vector<PartCard> cards) {
    const int row = currentIndex().row();
    const bool otherNumber = cards.size() != shown->cards().size();
    shown->setCards(std::move(cards));
    fitNames(); // numbers have other widths
    if (otherNumber && shown->rowCount() > 0 && row >= 0)
        setCurrent(std::size_t(std::min(row, shown->rowCount() - 1)));
}

const std::vector<PartCard>& PartList::cards() const { return shown->cards(); }

void PartList::setColors(const TokenColors& wanted) {
    colors = wanted;
    delegate->setColors(wanted);
    viewport()->update();
}

std::optional<std::size_t> PartList::current() const {
    return currentIndex().isValid() ? std::optional(std::size_t(currentIndex().row())) : std::nullopt;
}

void PartList::setCurrent(std::size_t place) {
    setCurrentIndex(shown->index(int(place)));
    scrollTo(currentIndex());
}

QSize PartList::sizeHint() const {
    const int card = shown->rowCount() > 0 ? sizeHintForRow(0) : 2 * fontMetrics().height();
    const bool scrolls = widthOfCards() > viewport()->width();
    return {320, card + 2 * spacingOfCards + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0)};
}

QSize PartList::minimumSizeHint() const { return {120, sizeHint().height()}; }

void PartList::fitNames() {
    constexpr int shortest = 60, longest = 400, step = 10; // pixels
    int name = longest;
    delegate->setLongestName(name);
    while (name > shortest && widthOfCards() > viewport()->width()) delegate->setLongestName(name -= step);
    scheduleDelayedItemsLayout();
    updateGeometry();
}

int PartList::widthOfCards() const {
    int width = spacingOfCards;
    for (int row = 0; row < shown->rowCount(); ++row)
        width += sizeHintForIndex(shown->index(row)).width() + 2 * spacingOfCards;
    return width;
}

void PartList::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) fitNames();
}

// --- keyboard and mouse
// ---------------------------------------------------------------------------------------------

void PartList::move(int step) {
    const auto from = current();
    const int to = from ? int(*from) + step : -1;
    if (to >= 0 && to < shown->rowCount()) emit moveWanted(*from, std::size_t(to));
}

void PartList::keyPressEvent(QKeyEvent* event) {
    const auto here = current();
    const bool moves = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!moves) break;
        return move(event->key() == Qt::Key_Left ? -1 : 1);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (here) emit removeWanted(*here);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (here) emit openWanted(*here);
        return;
    default: break;
    }
    QListView::keyPressEvent(event);
}

void PartList::mousePressEvent(QMouseEvent* event) {
    const QModelIndex card = indexAt(event->pos());
    pressed.reset();
    QListView::mousePressEvent(event);
    if (!card.isValid() || event->button() != Qt::LeftButton) return;
    if (PartCardDelegate::menuButton(visualRect(card)).contains(event->pos()))
        emit menuWanted(std::size_t(card.row()), event->globalPosition().toPoint());
    else
        pressed = card.row();
}

void PartList::mouseReleaseEvent(QMouseEvent* event) {
    QListView::mouseReleaseEvent(event);
    const auto began = std::exchange(pressed, std::nullopt);
    if (began && indexAt(event->pos()).row() == *began) emit openWanted(std::size_t(*began));
}

void PartList::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex card =
        event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!card.isValid()) return;
    const QPoint at = event->reason() == QContextMenuEvent::Mouse
                          ? event->globalPos()
                          : viewport()->mapToGlobal(visualRect(card).bottomLeft());
    emit menuWanted(std::size_t(card.row()), at);
}

void PartList::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - turn.x() - turn.y());
    event->accept();
}

// --- drag and drop
// --------------------------------------------------------------------------------------------------

void PartList::startDrag(Qt::DropActions) {
    const QModelIndex card = currentIndex();
    if (!card.isValid()) return;
    pressed.reset();
    auto* carried = new QMimeData;
    carried->setData(partMime, QByteArray::number(card.row()));
    auto* drag = new QDrag(this);
    drag->setMimeData(carried);
    const QRect area = visualRect(card);
    drag->setPixmap(viewport()->grab(area));
    drag->setHotSpot(area.center() - area.topLeft());
    drag->exec(Qt::MoveAction);
}

std::size_t PartList::cardsBefore(QPoint point) const {
    int before = 0;
    while (before < shown->rowCount() && visualRect(shown->index(before)).center().x() < point.x()) ++before;
    return std::size_t(before);
}

void PartList::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasFormat(partMime) || event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void PartList::dragMoveEvent(QDragMoveEvent* event) {
    insertion = cardsBefore(event->position().toPoint());
    event->acceptProposedAction();
    viewport()->update();
}

void PartList::dragLeaveEvent(QDragLeaveEvent*) {
    insertion.reset();
    viewport()->update();
}

void PartList::dropEvent(QDropEvent* event) {
    const std::size_t before = cardsBefore(event->position().toPoint());
    insertion.reset();
    viewport()->update();
    event->acceptProposedAction();
    if (!event->mimeData()->hasFormat(partMime)) {
        const QStringList files = filesIn(*event->mimeData());
        if (!files.isEmpty()) emit filesDropped(files, before);
        return;
    }
    const std::size_t from = event->mimeData()->data(partMime).toULongLong();
    const std::size_t to = before > from ? before - 1 : before;
    if (from < cards().size() && to != from) emit moveWanted(from, to);
}

void PartList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (!insertion || shown->rowCount() == 0) return;
    const bool behind = *insertion >= cards().size();
    const QRect card = visualRect(shown->index(behind ? shown->rowCount() - 1 : int(*insertion)));
    const int x = behind ? card.right() + spacingOfCards : card.left() - spacingOfCards;
    QPainter painter(viewport());
    painter.fillRect(x - 1, card.top(), 3, card.height(), colors.accent());
}

void PartList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) shown->retranslate();
    if (event->type() == QEvent::FontChange) fitNames();
    QListView::changeEvent(event);
}

} // namespace tokenarium
