// SPDX-License-Identifier: GPL-3.0-or-later
// A grid of switches: rows of parts that can be switched off.
#pragma once

#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace tokenarium {

/// All on at first. A click or Space switches, arrow keys move. Announces the switch that has the focus. GUI
/// thread only.
class SwitchGrid : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit SwitchGrid(QWidget* parent = nullptr);
    struct Names {
        QStringList rows;
        QStringList columns;       ///< above the columns, short
        QStringList spokenColumns; ///< for tool tips and screen readers
        QString corner;            ///< left of the columns' names
    };
    /// Everything is on again.
    void setParts(const Names& newNames);
    /// As many as before, in another language; nothing is switched.
    void renameParts(const Names& newNames);
    void setColors(const TokenColors& newColors);
    bool isOn(int row, int column) const { return switches[at(row, column)]; }
    void setOn(int row, int column, bool on);
    void switchAllOn();
    int rows() const { return int(names.rows.size()); }
    int columns() const { return int(names.columns.size()); }
    /// In the viewport's coordinates.
    QRectF cellRect(int row, int column) const;
    QSize sizeHint() const override;

signals:
    void switched(int row, int column, bool on);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    std::size_t at(int row, int column) const { return std::size_t(row) * names.columns.size() + column; }
    void layOut();
    void moveTo(int row, int column);
    void announce();
    QString partName(int row, int column) const;
    std::pair<int, int> cellAt(QPointF point) const; ///< −1 where there is none

    Names names;
    std::vector<bool> switches;
    TokenColors colors = TokenColors::light();
    int currentRow = 0, currentColumn = 0;
    std::vector<double> lefts; ///< of each column, and where the last one ends; from the end of the names
    double labelWidth = 0, cellHeight = 0;
};

} // namespace tokenarium
