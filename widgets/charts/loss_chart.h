// SPDX-License-Identifier: GPL-3.0-or-later
// A live chart of a training: loss and validation loss with the two baselines, or another number of every
// step.
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
    void setColors(const TokenColors& colors);

    QString finding() const;
    /// What stands at the lines: "even guessing (ln V): 6.24" …
    QStringList lineLabels() const;
    /// The last point of the line as it is drawn; nothing where there is none.
    std::optional<CurvePoint> lastDrawn() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    QString findingOf() const;
    QString quantityTitle() const;

    LossCurve shown;
    bool logarithmic = false;
    QLabel* title;
    struct Chart;
    std::unique_ptr<Chart> chart;
};

} // namespace tokenarium
