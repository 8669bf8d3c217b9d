// SPDX-License-Identifier: GPL-3.0-or-later
// A view that is scrolled where it has less room than it needs at least, and fills all room it has.
#pragma once

#include <QScrollArea>

namespace tokenarium {

/// QScrollArea itself gives a widget with wrapped texts its preferred height, and so scrolls too early.
class ScrolledView : public QScrollArea {
    Q_OBJECT
public:
    /// Owns `view`.
    explicit ScrolledView(QWidget* view, QWidget* parent = nullptr);
    /// Of the view, at its present width, so that nothing has to be scrolled.
    int neededHeight() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
};

} // namespace tokenarium
