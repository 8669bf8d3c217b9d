// SPDX-License-Identifier: GPL-3.0-or-later
// Names with bars: one row for each tensor, and how long its gradient is.
#pragma once

#include "widgets/style/token_colors.h"

#include <QTreeWidget>

#include <vector>

namespace tokenarium {

struct BarRow {
    QString name, note;
    double value = 0;
};

/// Rows with a bar as long as their value, the longest filling the column. A person chooses a row. GUI thread
/// only.
class BarList : public QTreeWidget {
    Q_OBJECT
public:
    explicit BarList(QWidget* parent = nullptr);
    void setRows(const std::vector<BarRow>& rows);
    void setTitles(const QString& name, const QString& value);
    void setColors(const TokenColors& colors);
    void choose(std::size_t row);

signals:
    void chosen(std::size_t row);
};

} // namespace tokenarium
