// SPDX-License-Identifier: GPL-3.0-or-later
// The rooms one above the other, as small as the one that is seen: those behind it take no space.
#pragma once

#include <QStackedWidget>

namespace tokenarium {

/// Wants no more than the room needs and takes what there is, so that what stands above it is squeezed last.
class RoomStack : public QStackedWidget {
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;
    QSize minimumSizeHint() const override {
        const QWidget* room = currentWidget();
        return room ? room->minimumSizeHint().expandedTo(room->minimumSize()) : QSize();
    }
    QSize sizeHint() const override { return minimumSizeHint(); }
    bool hasHeightForWidth() const override { return false; } // that would be of the largest room
};

} // namespace tokenarium
