// SPDX-License-Identifier: GPL-3.0-or-later
// The row of cards of the prompt's parts: opened, moved, removed by mouse and by keyboard; files drop into it.
#pragma once

#include "engine/view/prompt_overview.h"
#include "widgets/style/token_colors.h"

#include <QListView>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokenarium {

class PartCardDelegate;
class PartListModel;

/// Changes nothing itself: says what the person wants, by place (0 = first). Arrow keys, Home and End walk;
/// Enter opens; Ctrl or Alt with an arrow moves; Delete removes; the menu key asks for the menu. GUI thread
/// only.
class PartList : public QListView {
    Q_OBJECT
public:
    explicit PartList(QWidget* parent = nullptr);

    void setCards(std::vector<PartCard> cards);
    const std::vector<PartCard>& cards() const;
    void setColors(const TokenColors& colors);
    /// The card that the keyboard is at; none: nullopt.
    std::optional<std::size_t> current() const;
    void setCurrent(std::size_t place);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void openWanted(std::size_t place);
    void moveWanted(std::size_t from, std::size_t to);
    void removeWanted(std::size_t place);
    void menuWanted(std::size_t place, QPoint at);
    /// Dropped so that `before` parts stay in front of them.
    void filesDropped(const QStringList& files, std::size_t before);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// As many cards as possible without scrolling: long names are cut first.
    void fitNames();
    /// Of all cards in a row.
    int widthOfCards() const;
    /// How many cards lie before a point.
    std::size_t cardsBefore(QPoint point) const;
    void move(int step);
    PartListModel* shown;
    PartCardDelegate* delegate;
    TokenColors colors;
    std::optional<std::size_t> insertion; ///< where what is being dragged would go
    std::optional<int> pressed;           ///< the card under a click that has begun
};

} // namespace tokenarium
