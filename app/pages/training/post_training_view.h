// SPDX-License-Identifier: GPL-3.0-or-later
// Post-training: a model that is there goes on with other texts; before and after on the same prompt.
#pragma once

#include "app/pages/training/training_view.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTextBrowser;

namespace tokenarium {

class LossChart;
class TextChoiceBox;

class PostTrainingView : public TrainingView {
    Q_OBJECT
public:
    explicit PostTrainingView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("post"); }
    const char* name() const override { return QT_TR_NOOP("Post-training"); }
    void setColors(const TokenColors& colors) override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void begin();
    void showPrompt();
    void showState();
    void showProgress();
    void retranslate();

    QLabel *sentence, *baseLabel, *textsLabel, *methodLabel, *stepsLabel, *promptLabel, *facts, *beforeTitle,
        *afterTitle;
    QComboBox *base, *method;
    TextChoiceBox* texts;
    QSpinBox* steps;
    QLineEdit* prompt;
    QPushButton *startButton, *openButton;
    QTextBrowser *before, *after;
    LossChart* chart;
};

} // namespace tokenarium
