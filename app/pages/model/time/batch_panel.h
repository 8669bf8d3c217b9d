// SPDX-License-Identifier: GPL-3.0-or-later
// "Several texts at once": real batches of 1 to 64 texts, and what they gain and cost.
#pragma once

#include "app/job.h"
#include "engine/model/recorded_run.h"
#include "widgets/charts/batch_chart.h"

#include <QWidget>

#include <map>
#include <memory>
#include <vector>

class QLabel;

namespace tokenarium {

class ValueSlider;

/// Measures what is asked for on a worker; points stay until the model changes.
class BatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit BatchPanel(QWidget* parent = nullptr);
    ~BatchPanel() override { job.cancel(); }
    /// Forgets what was measured.
    void setModel(std::shared_ptr<const ReadyModel> newModel, std::vector<TokenId> newPrompt);
    /// One text and as many as the slider says, unless they are known.
    void measureChosen();
    void measureAll();
    bool isBusy() const { return job.isBusy(); }
    void setColors(const TokenColors& colors);
    void retranslate();

signals:
    void failed(const QString& message);
    void busyChanged();

private:
    void measure(const std::vector<std::size_t>& sizes);
    void refresh();
    std::shared_ptr<const ReadyModel> model;
    std::vector<TokenId> prompt;
    std::map<std::size_t, double> stepSeconds; ///< by the number of texts
    QLabel* finding;
    ValueSlider* slider;
    BatchChart* chart;
    Job job;
};

} // namespace tokenarium
