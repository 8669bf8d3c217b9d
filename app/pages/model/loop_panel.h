// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of generating as articles print it, beside the loop as it really is.
#pragma once

#include "engine/view/model_stages.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace tokenarium {

/// Lines that articles leave out are marked; the line that is being executed is lit. GUI thread only.
class LoopPanel : public QWidget {
    Q_OBJECT
public:
    enum class Line { Prompt, Random, While, Model, Scores, Strike, Draw, Append, Stop };

    explicit LoopPanel(QWidget* parent = nullptr);
    void setLine(std::optional<Line> line);
    std::optional<Line> line() const { return lit; }
    void setColors(const TokenColors& newColors);
    /// The line in which a stage happens.
    static Line lineOf(const ModelStage& stage);

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    QLabel* text;
    std::optional<Line> lit;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
