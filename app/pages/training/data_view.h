// SPDX-License-Identifier: GPL-3.0-or-later
// Data preparation: from raw text to batches; a step shows what is there, an arrow what was dropped on the
// way.
#pragma once

#include "app/pages/training/training_view.h"
#include "engine/train/data_preparation.h"

#include <array>

class QButtonGroup;
class QComboBox;
class QLabel;
class QTextBrowser;
class QToolButton;

namespace tokenarium {

class DomainSliders;

class DataView : public TrainingView {
    Q_OBJECT
public:
    explicit DataView(TrainingSession& trainingSession, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("data"); }
    const char* name() const override { return QT_TR_NOOP("Data"); }
    void setColors(const TokenColors& wanted) override;
    bool isSettled() const override { return !stale && !job.isBusy(); }

    static constexpr std::size_t stepCount = 7;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QLayout* createChain();
    void prepare();
    void showChain();
    void showArrows();
    void showDetails();
    void showStep(std::size_t step);
    void showArrow(std::size_t step);
    void retranslate();

    QLabel *sentence, *detail;
    QComboBox* source;
    QButtonGroup* chain;
    std::array<QToolButton*, stepCount> steps{}, arrows{}; ///< an arrow leads to its step; the first has none
    DomainSliders* sliders;
    QTextBrowser* details;
    PreparationSettings settings;
    std::shared_ptr<const PreparedData> prepared;
    bool stale = true;
    Job job;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
