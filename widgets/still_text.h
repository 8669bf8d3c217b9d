// SPDX-License-Identifier: GPL-3.0-or-later
// A place for a label whose words change while the mouse moves: nothing around it is laid out anew.
#pragma once

#include <QWidget>

class QLabel;

namespace tokenarium {

/// Always as high as so many lines of the label's font, as wide as there is room. A label in an ordinary
/// layout makes the whole window compute its layout again with every other word: 15 ms, at every move of the
/// mouse.
class StillText : public QWidget {
    Q_OBJECT
public:
    /// Takes the label.
    StillText(QLabel* label, int lines, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLabel* text;
    int lineCount;
};

} // namespace tokenarium
