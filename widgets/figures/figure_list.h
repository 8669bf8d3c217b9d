// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers with a badge that says where each comes from; every row opens to its formula with the values filled
// in.
#pragma once

#include "widgets/figures/provenance.h"
#include "widgets/style/token_colors.h"

#include <QString>
#include <QTreeWidget>

#include <vector>

namespace tokenarium {

struct Figure {
    QString label; ///< "Weights"
    QString value; ///< "26.9 GB"; "≈" and a range where it is an estimate
    Provenance from = Provenance::Computed;
    QString source;      ///< "Meta, model card, 2024-07-23"; "" where the formula says it all
    QString formula;     ///< "parameters × bits ÷ 8"; "" where there is none
    QString filled;      ///< "6,738,415,616 × 16 ÷ 8 = 13,476,831,232 bytes"
    QString exact;       ///< the tool tip of the value: all digits
    bool isMain = false; ///< bold: the answer to the room's question
    bool operator==(const Figure&) const = default;
};

/// Rows of label, value and badge. Setting figures of the same labels changes texts in place and keeps what
/// is open; the widget is as high as its rows. Arrow keys walk, Right and Enter open, screen readers read
/// each row as one sentence. GUI thread only.
class FigureList : public QTreeWidget {
    Q_OBJECT
public:
    explicit FigureList(QWidget* parent = nullptr);
    void setFigures(std::vector<Figure> figures);
    const std::vector<Figure>& figures() const { return shown; }
    void setColors(const TokenColors& colors);
    /// For tests: what stands in the row of that label; "" where there is none.
    QString valueOf(const QString& label) const;
    QString badgeOf(const QString& label) const;
    /// The text that opens below it, source, formula and filled formula, a line each.
    QString explanationOf(const QString& label) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    QTreeWidgetItem* rowOf(const QString& label) const;
    std::vector<Figure> shown;
    int wantedHeight = 0; ///< at the last change of figures
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
