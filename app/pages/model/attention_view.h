// SPDX-License-Identifier: GPL-3.0-or-later
// Attention of every layer and head: who reads whom, as lines over the text and as a heat map.
#pragma once

#include "app/pages/model/refreshed_view.h"
#include "engine/view/attention_summary.h"

class QButtonGroup;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace tokenarium {

class AttentionLines;
class HeadGrid;
class HeatMap;
class ShareDelegate;

class AttentionView : public RefreshedView {
    Q_OBJECT
public:
    explicit AttentionView(ModelSession& modelSession, QWidget* parent = nullptr);
    ~AttentionView() override;
    QString id() const override { return QStringLiteral("attention"); }
    const char* name() const override { return QT_TR_NOOP("Attention"); }
    void setColors(const TokenColors& colors) override;

protected:
    void refresh() override;
    bool isWorking() const override { return summaryJob.isBusy() || choiceJob.isBusy(); }

private:
    struct Summary; ///< what the worker makes of a run
    void createControls();
    void connectSession();
    void retranslate();
    void summarize();
    void choose(const AttentionChoice& wanted);
    void showChoice(std::vector<float> chosenWeights);
    void showLit();
    void showList();
    QString findingFor(const std::vector<AttentionShare>& shares) const;
    QString labelOf(std::size_t token) const;

    Job summaryJob, choiceJob;
    AttentionMaps maps;
    AttentionChoice choice{0, 0};
    std::vector<float> weights; // [T, T] of the choice
    QStringList labels;
    std::shared_ptr<const RecordedRun> shownRun;

    QLabel *sentence, *finding, *notKept;
    QPushButton *readsButton, *isReadButton, *linesButton, *mapButton;
    QLabel* gridTitle;
    HeadGrid* grid;
    AttentionLines* lines;
    HeatMap* map;
    QStackedWidget *pictures, *whole;
    QListWidget* list;
    ShareDelegate* shares;
};

} // namespace tokenarium
