// SPDX-License-Identifier: GPL-3.0-or-later
// Every branch that a prediction has taken, as a tree that grows from left to right; a click goes there.
#pragma once

#include "engine/view/branch_layout.h"
#include "widgets/style/token_colors.h"

#include <QAbstractScrollArea>
#include <QString>

#include <optional>
#include <vector>

namespace tokenarium {

/// One token after the prompt; number 0 is the end of the prompt. Plain value.
struct BranchTreeNode {
    std::size_t parent = 0; ///< less than its own number
    QString label;
    double probability = 1;
    bool chosenByPerson = false;
    bool isOnPath = false; ///< between the prompt and the present end
};

/// Left goes to the parent, Right to the first child, Up and Down to the next row, Enter to the place itself.
/// Announces the node under the cursor. GUI thread only.
class BranchTreeView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit BranchTreeView(QWidget* parent = nullptr);
    /// `current` is the end of the path: the cursor goes there.
    void setNodes(std::vector<BranchTreeNode> nodes, std::size_t current);
    const std::vector<BranchTreeNode>& nodes() const { return tree; }
    void setColors(const TokenColors& colors);
    std::size_t cursor() const { return cursorNode; }
    /// In the viewport's coordinates.
    QRectF nodeRect(std::size_t node) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(std::size_t node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void setScrollRanges();
    void walk(std::size_t node);
    void announce();
    void paintNode(QPainter& painter, std::size_t node) const;
    QString probabilityOf(std::size_t node) const;
    QString wordsOf(std::size_t node) const;
    std::optional<std::size_t> nodeAt(QPointF point) const;
    /// The nearest node in the next row that has one, in the direction of `step`.
    std::size_t nodeInNextRow(int step) const;
    double rowHeight() const;

    std::vector<BranchTreeNode> tree;
    std::vector<BranchPlace> places;
    std::vector<double> widths;
    std::size_t cursorNode = 0, currentNode = 0;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
