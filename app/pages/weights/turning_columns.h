// SPDX-License-Identifier: GPL-3.0-or-later
// Two columns side by side, each scrolled by itself; where letters are large, under each other and scrolled
// together.
#pragma once

#include <QWidget>

#include <array>

class QBoxLayout;

namespace tokenarium {

class ScrolledView;

/// Takes both columns.
class TurningColumns : public QWidget {
    Q_OBJECT
public:
    TurningColumns(QWidget* left, int leftShare, QWidget* right, int rightShare, QWidget* parent = nullptr);
    bool isTurned() const { return turned; } ///< under each other

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void turn();
    void fitHeights();
    QBoxLayout* row;
    std::array<ScrolledView*, 2> areas;
    bool turned = false;
};

} // namespace tokenarium
