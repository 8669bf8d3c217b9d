// SPDX-License-Identifier: GPL-3.0-or-later
// "Prediction": what comes next, how sampling chooses, and the branches that were taken.
#pragma once

#include "app/pages/model/model_view.h"

#include "engine/model/sampling.h"
#include "engine/view/prediction.h"

class QGridLayout;
class QLabel;
class QSpinBox;
class QToolButton;

namespace tokenarium {

class BranchTreeView;
class DrawLine;
class PredictionChart;
class ValueSlider;

/// Shows the prediction behind the lit token: that of the session where it is the last one, else what was
/// predicted there, with what stands in the text marked.
class PredictionView : public ModelView {
    Q_OBJECT
public:
    explicit PredictionView(ModelSession& session, QWidget* parent = nullptr);
    ~PredictionView() override;
    QString id() const override { return QStringLiteral("prediction"); }
    const char* name() const override { return QT_TR_NOOP("Prediction"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !isVisible() || (!job.isBusy() && !describing.isBusy()); }

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* createControls();
    QWidget* createMoreControls();
    void arrange();
    void connectAll();
    void retranslate();
    /// Something changed: now, or when shown.
    void refresh();
    using Logits = std::shared_ptr<const std::vector<float>>;
    /// Describes the prediction on a worker, for a vocabulary may be large and a slider must not wait.
    void show(std::size_t where, const Logits& logits);
    void showChart(std::size_t where);
    void showSteps(std::size_t where);
    void showTree();
    void showSettings();
    void chooseSetting(double SamplingSettings::*setting, double value);
    void choose(TokenId id);
    QString stepText(const PredictionStep& step) const;
    bool isBehindPrompt(std::size_t where) const { return where + 1 >= session.promptTokens(); }

    QLabel *sentence, *stepsLabel, *treeLabel, *drawLabel, *seedLabel, *countLabel;
    PredictionChart* chart;
    DrawLine* line;
    BranchTreeView* branches;
    ValueSlider *temperature, *topK, *topP, *minP, *penalty;
    QToolButton* moreButton;
    QWidget* more;
    QSpinBox *seedBox, *countBox;
    bool isStale = true;
    // Logits behind a token in the middle, and of what.
    std::shared_ptr<const RecordedRun> placeRun;
    std::size_t place = 0;
    Logits placeLogits;
    Prediction prediction;
    SamplingSettings settings; ///< of `prediction`
    Job job, describing;
    bool isBehind = false; ///< what was asked for has changed since `describing` began
};

} // namespace tokenarium
