// SPDX-License-Identifier: GPL-3.0-or-later
// Data preparation: from raw text to batches, each step with what it dropped.
#pragma once

#include "app/pages/training/training_view.h"
#include "engine/train/data_preparation.h"

#include <array>
#include <map>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QTextBrowser;
class QToolButton;

namespace tokenarium {

class DataView : public TrainingView {
    Q_OBJECT
public:
    explicit DataView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("data"); }
    const char* name() const override { return QT_TR_NOOP("Data"); }
    void setColors(const TokenColors& wanted) override;

    static constexpr std::size_t stepCount = 7;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void prepare();
    void showSteps();
    void showDetails();
    void showSliders();
    QString droppedHtml(const PreparationStage& stage) const;
    QString examplesHtml(const std::vector<std::string>& texts) const;
    QString vocabularyHtml() const;
    QString idsHtml() const;
    QString batchesHtml() const;
    void retranslate();

    QLabel *sentence, *detail;
    QComboBox* source;
    std::array<QToolButton*, stepCount> steps{};
    std::array<QLabel*, stepCount> arrows{};
    QWidget* sliderPanel;
    std::map<std::string, std::pair<QSlider*, QLabel*>> sliders; ///< by domain
    QTextBrowser* details;
    PreparationSettings settings;
    std::shared_ptr<const PreparedData> prepared;
    std::vector<std::string> rawExamples;
    bool stale = true;
    Job job;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
