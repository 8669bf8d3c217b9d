// SPDX-License-Identifier: GPL-3.0-or-later
// Pre-training: choose texts and shape, press Start, and watch gibberish become words.
#pragma once

#include "app/pages/training/training_view.h"

class QComboBox;
class QLabel;
class QTextBrowser;

namespace tokenarium {

class LossChart;
class MomentPanel;
class SetupPanel;

class TrainView : public TrainingView {
    Q_OBJECT
public:
    explicit TrainView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("train"); }
    const char* name() const override { return QT_TR_NOOP("Train"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return session.estimate().measured || session.isBusy(); }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void createResult();
    QWidget* arrangeResult();
    void showState();
    void showProgress();
    void showFacts();
    void showSamples();
    void markMoment();
    void showCost();
    QString stageText() const;
    QString factsText() const;
    bool showsExample() const;
    const TrainingHistory& shownHistory() const { return showsExample() ? example : session.history(); }
    void loadExample();
    void retranslate();

    QLabel* sentence;
    SetupPanel* setup;
    QLabel *facts, *cost, *samplesLabel;
    QComboBox *quantity, *kept;
    LossChart* chart;
    QTextBrowser* samples;
    MomentPanel* moments;
    TrainingHistory example; ///< shown before the first training
    std::optional<TrainingBaselines> exampleLines;
    std::pair<std::size_t, std::uint64_t> samplesShown; ///< how many, and the last one's step
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
