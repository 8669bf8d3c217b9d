// SPDX-License-Identifier: GPL-3.0-or-later
// A live chart: the likeliest next tokens, before and after the stages of sampling. The title says the
// finding.
#pragma once

#include "engine/view/prediction.h"
#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QScrollArea;

namespace tokenarium {

/// What the chart shows. Plain value.
struct PredictionChartData {
    Prediction prediction;
    QStringList labels;          ///< of prediction.bars
    bool isDrawn = true;         ///< the draw of the view belongs to this place: say which token it takes
    std::optional<TokenId> came; ///< what stands in the text behind this place
    QString place;               ///< for the title: "After ‘月’: "; may be empty
};

/// "top-p", as the words for people have it.
QString stageName(PredictionStage stage);

/// Two horizontal bars a token: by the model (grey) and after all stages (accent); a removed token has only
/// the first and a name that is struck out. The last row is all other tokens together. Updated in place. GUI
/// thread only.
class PredictionChart : public QWidget {
    Q_OBJECT
public:
    explicit PredictionChart(QWidget* parent = nullptr);
    ~PredictionChart() override;

    void setData(PredictionChartData data);
    const PredictionChartData& data() const { return shown; }
    void setColors(const TokenColors& colors);

    QString finding() const;
    /// What stands at the left of the bars and at their ends, from top to bottom; the tail is the last one.
    QStringList names() const;
    QStringList values() const;
    /// Lengths of the bars, in percent, from top to bottom: by the model, and after all stages.
    QList<double> modelBars() const;
    QList<double> leftBars() const;
    bool isStruckOut(int row) const;
    /// Where a row is, in coordinates of this widget.
    QRect rowRectangle(int row) const;
    /// The row that Enter chooses.
    int currentRow() const { return current; }

signals:
    /// By a click on a row, or by Enter on the one that Up and Down have walked to. Never the tail.
    void chosen(tokenarium::TokenId id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void refresh();
    void describe();
    void walk(int row);
    QString findingOf() const;
    QString valueOf(const PredictionBar& bar) const;
    QString tailValue() const;
    QString tipOf(int row) const;

    PredictionChartData shown;
    QLabel *title, *caption;
    QScrollArea* area;
    int current = 0;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
