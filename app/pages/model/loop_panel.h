// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of generating as articles print it, beside the loop as it really is.
#pragma once

#include "engine/view/model_stages.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;

namespace tokenarium {

/// Lines that articles leave out are marked; the line that is being executed is lit; beside each line of the
/// real loop stands what it does in this round. GUI thread only.
class LoopPanel : public QWidget {
    Q_OBJECT
public:
    enum class Line { Start, Prompt, Random, While, Model, Scores, Strike, Draw, Append, Stop };

    static constexpr std::size_t lineCount = 10;
    /// In the order of Line: "2 tokens", "4 tokens", "seed 1" …
    using Now = std::array<QString, lineCount>;

    explicit LoopPanel(QWidget* parent = nullptr);
    void setLine(std::optional<Line> line);
    void setNow(const Now& values);
    const Now& now() const { return values; }
    std::optional<Line> line() const { return lit; }
    void setColors(const TokenColors& newColors);
    /// The line in which a stage happens.
    static Line lineOf(const ModelStage& stage);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();
    QLabel* text;
    Now values;
    std::optional<Line> lit;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
