// SPDX-License-Identifier: GPL-3.0-or-later
// Walking through the model: the map of all stages, the current one unfolded beside it, and the transport.
#pragma once

#include "app/pages/model/model_view.h"
#include "engine/view/cell_explanation.h"
#include "engine/view/model_stages.h"

#include <QTimer>

class QActionGroup;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace tokenarium {

class LoopPanel;
class ModelMap;
class StageDetails;

class StepView : public ModelView {
    Q_OBJECT
public:
    explicit StepView(ModelSession& modelSession, QWidget* parent = nullptr);
    ~StepView() override;
    QString id() const override { return QStringLiteral("step"); }
    const char* name() const override { return QT_TR_NOOP("Step"); }
    void setColors(const TokenColors& colors) override;
    bool stepOn() override;
    bool isSettled() const override;

    const std::vector<ModelStage>& stages() const { return list; }
    std::size_t stage() const { return at; }
    void goTo(std::size_t stage);
    void forward(); ///< after the last stage the token is drawn, and the walk starts over
    void back();
    void setPlaying(bool on);
    StageDetails& stageDetails() { return *details; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void createControls();
    void createTransport();
    void createPace();
    void connectControls();
    void retranslate();
    void refresh();
    void buildStages();
    void fillMap();
    void showStage();
    void showLoop();
    int pace() const;
    QString placeText() const;
    void followHead();
    void goToSource(const CellRange& range);

    std::vector<ModelStage> list;
    std::size_t at = 0;
    bool startOver = false; ///< the next run begins at the first stage
    bool followsUs = false; ///< the session's head changes because of us
    std::shared_ptr<const RecordedRun> shown;
    QTimer playTimer;

    ModelMap* map;
    StageDetails* details;
    LoopPanel* loop;
    QLabel *place, *notice;
    QToolButton *firstButton, *backButton, *playButton;
    QPushButton *stepButton, *loopButton;
    QActionGroup* paces; ///< stages a second
    QSlider* scrub;
};

} // namespace tokenarium
