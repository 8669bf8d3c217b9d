// SPDX-License-Identifier: GPL-3.0-or-later
// The whole model as one drawing: what comes before the blocks, all blocks, and what comes after, along the
// residual stream.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace tokenarium {

/// One stage of the model, as a chip.
struct ModelMapStage {
    QString label, tip;                   ///< "scores", "Layer 2: scores of every token for those before it"
    std::optional<std::size_t> block;     ///< none: before or after all of them
    int row = 0, column = 0, columns = 0; ///< in its part; `columns` 0: as many as stand in the row
    bool onStream = false;                ///< writes the residual stream: stands on the spine
};

/// The block with the lit stage is unfolded, the others are bars. A click, or Up and Down, chooses a stage; a
/// bar stands for its first. Says the lit stage as its accessible description. GUI thread only.
class ModelMap : public QWidget {
    Q_OBJECT
public:
    explicit ModelMap(QWidget* parent = nullptr);
    /// In the order of computing.
    void setStages(std::vector<ModelMapStage> stages);
    void setLit(std::size_t stage);
    std::size_t lit() const { return litStage; }
    void setColors(const TokenColors& newColors);
    /// Where a stage is drawn: its chip, or the bar of its folded block.
    QRectF stageRect(std::size_t stage) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stageChosen(std::size_t stage);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Neighbouring stages of one part.
    struct Part {
        std::size_t begin = 0, end = 0;
        std::optional<std::size_t> block;
        QRectF box;
        bool unfolded = true;
    };
    void findParts();
    void layOut();
    int rowsOf(const Part& part) const;
    void layOutPart(const Part& part, double rowHeight);
    void paintPart(QPainter& painter, const Part& part) const;
    void paintChip(QPainter& painter, std::size_t stage) const;
    std::optional<std::size_t> stageAt(QPointF point) const;
    void announce();

    std::vector<ModelMapStage> row;
    std::vector<Part> parts;
    std::vector<QRectF> boxes; ///< of the stages
    std::size_t litStage = 0, openBlock = 0;
    std::optional<std::size_t> hovered;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
