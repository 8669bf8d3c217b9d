// SPDX-License-Identifier: GPL-3.0-or-later
// A live chart of a training: loss and validation loss with the two baselines and the stop rule, or another
// number of every step.
#pragma once

#include "engine/view/loss_curve.h"
#include "widgets/style/token_colors.h"

#include <QStringList>
#include <QWidget>

#include <memory>

class QLabel;

namespace tokenarium {

/// The title says the finding. Lines are labelled where they are. GUI thread only.
class LossChart : public QWidget {
    Q_OBJECT
public:
    explicit LossChart(QWidget* parent = nullptr);
    ~LossChart() override;

    void setCurve(const LossCurve& curve);
    const LossCurve& curve() const { return shown; }
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return logarithmic; }
    /// A moment to be marked by a line across, with what stands at it; nothing: none.
    void setMoment(std::optional<double> tokens, const QString& label);
    void setColors(const TokenColors& colors);

    QString finding() const;
    /// What stands at the lines: "even guessing (ln V): 6.24" …
    QStringList lineLabels() const;
    /// The last point of the line as it is drawn; nothing where there is none.
    std::optional<CurvePoint> lastDrawn() const;
    /// Where the lines of the stop rule and of the moment are drawn: the loss that is to be beaten, the
    /// tokens at which it ends, the tokens of the moment.
    std::optional<double> drawnBest() const;
    std::optional<double> drawnEnd() const;
    std::optional<double> drawnMoment() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshLines(double end, double& top);
    void refreshTexts();
    QString stopSentence() const;
    QString findingOf() const;
    QString quantityTitle() const;

    LossCurve shown;
    bool logarithmic = false;
    std::optional<double> momentTokens;
    QString momentLabel;
    QLabel* title;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
