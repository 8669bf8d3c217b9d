// SPDX-License-Identifier: GPL-3.0-or-later
// Candidates with two bars each: how likely they were before a change, and how likely they are after it.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace tokenarium {

struct ChangeRow {
    QString label;
    double before = 0, after = 0; ///< shares, 0 … 1
};

/// As many rows as fit. The accessible description reads all of them. GUI thread only.
class ChangeList : public QWidget {
    Q_OBJECT
public:
    explicit ChangeList(QWidget* parent = nullptr);
    void setRows(std::vector<ChangeRow> newRows);
    const std::vector<ChangeRow>& rows() const { return list; }
    void setColors(const TokenColors& newColors);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    std::vector<ChangeRow> list;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
