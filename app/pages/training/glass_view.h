// SPDX-License-Identifier: GPL-3.0-or-later
// One step under the glass: batch, predictions, loss of every place, gradients, and the change of one weight.
#pragma once

#include "app/job.h"
#include "app/pages/training/training_view.h"
#include "app/training/example_step.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace tokenarium {

class BarList;
class WatchedBatchPanel;

class GlassView : public TrainingView {
    Q_OBJECT
public:
    explicit GlassView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("glass"); }
    const char* name() const override { return QT_TR_NOOP("One step"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return shown.step != nullptr; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QWidget* createGradients();
    void makeExample();
    void showStep();
    QString summaryText() const;
    void showButton();
    void showWeight();
    void goToTensor(std::size_t tensor);
    void chooseMostChanged();
    void retranslate();

    QLabel *sentence, *summary, *weightLabel = nullptr, *formulaLabel = nullptr;
    QPushButton *watchButton, *mostButton = nullptr;
    WatchedBatchPanel* batch;
    BarList* gradients = nullptr;
    QSpinBox *row = nullptr, *column = nullptr;
    ShownStep shown, example; ///< example: before a step of the training was watched
    Job exampleJob;
    std::size_t tensor = 0;
};

} // namespace tokenarium
