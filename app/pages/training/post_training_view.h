// SPDX-License-Identifier: GPL-3.0-or-later
// Post-training: a model that is there goes on with other texts; before and after on the same prompt.
#pragma once

#include "app/job.h"
#include "app/pages/training/training_view.h"
#include "app/training/post_preview.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QTextBrowser;

namespace tokenarium {

class LossChart;
class PostSetupBar;

class PostTrainingView : public TrainingView {
    Q_OBJECT
public:
    explicit PostTrainingView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("post"); }
    const char* name() const override { return QT_TR_NOOP("Post-training"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !previewTimer.isActive() && !previewJob.isBusy(); }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void arrange();
    void connectAll();
    QString problem() const;
    bool isPaused() const;
    void begin();
    void makePreview();
    void showState();
    void showProgress();
    void showPlan();
    QString factsText() const;
    QString planText() const;
    void retranslate();

    QLabel *sentence, *facts, *beforeTitle, *afterTitle;
    PostSetupBar* setup;
    QPushButton *startButton, *openButton;
    QTextBrowser *before, *after;
    LossChart* chart;
    std::optional<PostPreview> preview; ///< of what is chosen
    TrainingSetup previewed;
    QTimer previewTimer; ///< a moment after the last change
    Job previewJob;
    bool showsTraining = false; ///< else what is planned
};

} // namespace tokenarium
