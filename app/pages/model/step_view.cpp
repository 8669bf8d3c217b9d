// SPDX-License-Identifier: GPL-3.0-or-later
// A cursor over the stages, and everything that moves it.
#include "app/pages/model/step_view.h"

#include "app/pages/model/loop_panel.h"
#include "app/pages/model/loop_values.h"
#include "app/pages/model/stage_details.h"
#include "app/pages/model/stage_words.h"
#include "widgets/model/model_map.h"
#include "widgets/style/number_text.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

StepView::StepView(ModelSession& modelSession, QWidget* parent) : ModelView(modelSession, parent) {
    createControls();
    createTransport();
    connectControls();
    retranslate();
}

StepView::~StepView() { playTimer.stop(); }

void StepView::createControls() {
    map = new ModelMap(this);
    map->setObjectName(QStringLiteral("modelMap"));
    details = new StageDetails(session, this);
    loop = new LoopPanel(this);
    loop->hide();
    notice = new QLabel(this);
    notice->setObjectName(QStringLiteral("stepNotice"));
    notice->setWordWrap(true);
    notice->hide();
    auto* middle = new QVBoxLayout;
    middle->setSpacing(4);
    middle->addWidget(notice);
    middle->addWidget(details, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(map);
    row->addLayout(middle, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(6);
    column->addLayout(row, 1);
}

void StepView::createTransport() {
    const auto tool = [this](const char* objectName) {
        auto* button = new QToolButton(this);
        button->setObjectName(QLatin1String(objectName));
        return button;
    };
    firstButton = tool("stepFirst");
    backButton = tool("stepBack");
    stepButton = new QPushButton(this);
    stepButton->setObjectName(QStringLiteral("stepForward"));
    playButton = tool("stepPlay");
    playButton->setCheckable(true);
    createPace();
    scrub = new QSlider(Qt::Horizontal, this);
    scrub->setObjectName(QStringLiteral("stepScrub"));
    place = new QLabel(this);
    place->setObjectName(QStringLiteral("stepPlace"));
    loopButton = new QPushButton(this);
    loopButton->setObjectName(QStringLiteral("stepLoop"));
    loopButton->setCheckable(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (QWidget* widget : {static_cast<QWidget*>(firstButton), static_cast<QWidget*>(backButton),
                            static_cast<QWidget*>(stepButton), static_cast<QWidget*>(playButton)})
        row->addWidget(widget);
    row->addWidget(scrub, 1);
    row->addWidget(place);
    row->addWidget(loopButton);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

/// Behind the arrow of the play button.
void StepView::createPace() {
    paces = new QActionGroup(this);
    auto* menu = new QMenu(playButton);
    menu->setObjectName(QStringLiteral("stepPace"));
    for (const int stagesPerSecond : {1, 3, 10, 30}) {
        QAction* action = paces->addAction(menu->addAction(QString()));
        action->setCheckable(true);
        action->setData(stagesPerSecond);
        action->setChecked(stagesPerSecond == 3);
    }
    playButton->setMenu(menu);
    playButton->setPopupMode(QToolButton::MenuButtonPopup);
    connect(paces, &QActionGroup::triggered, this, [this] {
        playTimer.setInterval(1000 / pace());
        retranslate();
    });
    playTimer.setInterval(1000 / pace());
}

int StepView::pace() const { return paces->checkedAction()->data().toInt(); }

void StepView::connectControls() {
    const auto key = [this](Qt::Key which, auto what) {
        connect(new QShortcut(which, this), &QShortcut::activated, this, what);
    };
    key(Qt::Key_Period, &StepView::forward);
    key(Qt::Key_PageDown, &StepView::forward);
    key(Qt::Key_Comma, &StepView::back);
    key(Qt::Key_PageUp, &StepView::back);
    connect(firstButton, &QToolButton::clicked, this, [this] { goTo(0); });
    connect(backButton, &QToolButton::clicked, this, &StepView::back);
    connect(stepButton, &QPushButton::clicked, this, &StepView::forward);
    connect(playButton, &QToolButton::clicked, this, &StepView::setPlaying);
    connect(scrub, &QSlider::valueChanged, this, [this](int stage) { goTo(std::size_t(stage)); });
    connect(loopButton, &QPushButton::toggled, this,
            [this](bool on) { details->setCover(on ? loop : nullptr); });
    connect(map, &ModelMap::stageChosen, this, &StepView::goTo);
    connect(details, &StageDetails::sourceWanted, this, &StepView::goToSource);
    connect(&playTimer, &QTimer::timeout, this, &StepView::forward);
    connect(&session, &ModelSession::modelChanged, this, &StepView::refresh);
    connect(&session, &ModelSession::openingChanged, this, &StepView::refresh);
    connect(&session, &ModelSession::runChanged, this, &StepView::refresh);
    connect(&session, &ModelSession::samplingChanged, this, &StepView::refresh);
    connect(&session, &ModelSession::headChanged, this, &StepView::followHead);
}

void StepView::setColors(const TokenColors& colors) {
    map->setColors(colors);
    details->setColors(colors);
    loop->setColors(colors);
}

bool StepView::isSettled() const { return !isVisible() || (!details->isBusy() && !playTimer.isActive()); }

void StepView::showEvent(QShowEvent* event) {
    ModelView::showEvent(event);
    refresh();
    followHead();
}

void StepView::hideEvent(QHideEvent* event) {
    setPlaying(false);
    ModelView::hideEvent(event);
}

/// Catches up with the session.
void StepView::refresh() {
    if (!isVisible()) return;
    if (!session.run()) {
        list.clear();
        shown = nullptr;
        map->setStages({});
        notice->hide();
        details->showMessage(session.model() ? tr("The model is reading the prompt.")
                                             : tr("The model is being opened."));
        return;
    }
    if (session.isComputing()) return; // the new run is about to come
    shown = session.run();
    buildStages();
    showStage();
}

void StepView::buildStages() {
    const std::optional<ModelStage> before = at < list.size() ? std::optional(list[at]) : std::nullopt;
    const ModelConfig& config = shown->model->opened.config;
    std::vector<ModelStage> wanted = modelStages(config, session.sampling());
    const bool layersOnly = shown->detail == RecordedRun::Detail::Layers;
    if (layersOnly) wanted = layerStages(wanted);
    notice->setVisible(layersOnly);
    if (layersOnly)
        notice->setText(
            tr("This model is too large to keep every step of %1 tokens (%2): only the layers are shown.")
                .arg(grouped(shown->tokens()),
                     QLocale().formattedDataSize(qint64(recordedBytes(config, shown->tokens())), 1,
                                                 QLocale::DataSizeSIFormat)));
    if (std::exchange(startOver, false))
        at = 0;
    else if (before && wanted != list) {
        const auto same = std::find(wanted.begin(), wanted.end(), *before);
        at = same != wanted.end() ? std::size_t(same - wanted.begin()) : 0;
    }
    at = std::min(at, wanted.size() - 1);
    if (wanted == list) return;
    list = std::move(wanted);
    fillMap();
    const QSignalBlocker quiet(scrub);
    scrub->setRange(0, int(list.size()) - 1);
}

void StepView::fillMap() {
    std::vector<ModelMapStage> chips;
    for (const ModelStage& stage : list) {
        const StagePlace where = stagePlace(stage.kind);
        chips.push_back({StageWords::label(stage), StageWords::title(stage), stage.layer, where.row,
                         where.column, where.columns, where.onStream});
    }
    map->setStages(std::move(chips));
}

void StepView::goTo(std::size_t stage) {
    if (stage >= list.size() || stage == at) return;
    at = stage;
    showStage();
}

void StepView::forward() {
    if (list.empty() || session.isComputing()) return;
    if (at + 1 < list.size()) return goTo(at + 1);
    if (!session.nextDraw()) return setPlaying(false); // at the end
    startOver = true;
    session.drawNext();
}

bool StepView::stepOn() {
    if (list.empty()) return false;
    forward();
    return true;
}

void StepView::back() {
    if (at > 0) goTo(at - 1);
}

void StepView::setPlaying(bool on) {
    playButton->setChecked(on);
    if (on)
        playTimer.start();
    else
        playTimer.stop();
    retranslate();
}

void StepView::showStage() {
    if (list.empty() || !shown || shown != session.run()) return;
    const ModelStage& stage = list[at];
    if (stage.layer) {
        followsUs = true;
        session.showHead(*stage.layer, session.head());
        followsUs = false;
    }
    map->setLit(at);
    details->showStage(stage);
    place->setText(placeText());
    {
        const QSignalBlocker quiet(scrub);
        scrub->setValue(int(at));
    }
    scrub->setAccessibleDescription(place->text());
    showLoop();
}

QString StepView::placeText() const {
    const ModelStage& stage = list[at];
    if (stage.layer)
        return tr("stage %1 of %2: layer %3, %4")
            .arg(at + 1)
            .arg(list.size())
            .arg(*stage.layer + 1)
            .arg(StageWords::label(stage));
    return tr("stage %1 of %2: %3").arg(at + 1).arg(list.size()).arg(StageWords::label(stage));
}

/// The line that is being done, and what every line does in this round.
void StepView::showLoop() {
    const ModelStage& stage = list[at];
    loop->setLine(stage.tensor.empty() && session.isAtEnd() ? LoopPanel::Line::Stop
                                                            : LoopPanel::lineOf(stage));
    loop->setNow(loopValues(session));
}

/// Another view, or the box, has chosen a layer and a head.
void StepView::followHead() {
    if (followsUs || !isVisible() || list.empty() || !shown) return;
    const ModelStage& now = list[at];
    if (!now.layer) return;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].kind == now.kind && list[i].layer == session.layer()) at = i;
    showStage();
}

void StepView::goToSource(const CellRange& range) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].tensor != range.tensor) continue;
        goTo(i);
        return details->frame(range);
    }
}

void StepView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    if (list.empty()) return refresh();
    fillMap();
    showStage();
}

void StepView::retranslate() {
    map->setAccessibleName(tr("Map of the model"));
    map->setToolTip({});
    firstButton->setText(QStringLiteral("|◀"));
    firstButton->setAccessibleName(tr("First stage"));
    firstButton->setToolTip(tr("Go to the first stage"));
    backButton->setText(QStringLiteral("◀"));
    backButton->setAccessibleName(tr("Back one stage"));
    backButton->setToolTip(tr("Back one stage (comma or Page Up)"));
    stepButton->setText(tr("Step ▶"));
    stepButton->setAccessibleName(tr("Step"));
    stepButton->setToolTip(
        tr("On to the next stage (Space, full stop or Page Down); after the last one the token is added"));
    for (QAction* action : paces->actions()) {
        const int stages = action->data().toInt();
        action->setText(stages == 1 ? tr("1 stage a second") : tr("%1 stages a second").arg(stages));
    }
    playButton->setText(playTimer.isActive() ? tr("Pause") : tr("Play steps"));
    playButton->setToolTip(
        tr("Step by itself, at the pace that the arrow offers (now %1)").arg(paces->checkedAction()->text()));
    scrub->setAccessibleName(tr("All stages"));
    loopButton->setText(tr("The loop"));
    loopButton->setToolTip(tr("The loop that articles print, beside the loop as it really is"));
}

} // namespace tokenarium
