// SPDX-License-Identifier: GPL-3.0-or-later
// Tabs over one session; the views connect themselves.
#include "app/pages/training_page.h"

#include "app/device_box.h"
#include "app/pages/training/data_view.h"
#include "app/pages/training/glass_view.h"
#include "app/pages/training/post_training_view.h"
#include "app/pages/training/train_view.h"
#include "widgets/message_bar.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tokenarium {

TrainingPage::TrainingPage(const QString& folder, QWidget* parent, ComputeDevice* device)
    : Page(parent)
    , ownDevice(device ? nullptr : std::make_unique<ComputeDevice>())
    , state(folder)
    , messageBar(new MessageBar(this))
    , tabBar(new QTabBar(this))
    , deviceBox(new DeviceBox(device ? *device : *ownDevice, this))
    , stack(new QStackedWidget(this)) {
    tabBar->setObjectName(QStringLiteral("trainingViews"));
    tabBar->setExpanding(false);
    tabBar->setDrawBase(false);
    state.setDevice(device ? device : ownDevice.get());
    createViews();
    auto* bar = new QHBoxLayout;
    bar->addWidget(tabBar, 1);
    bar->addWidget(deviceBox);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(messageBar);
    column->addLayout(bar);
    column->addWidget(stack, 1);
    connect(tabBar, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    connect(&state, &TrainingSession::failed, messageBar,
            [this](const QString& said) { messageBar->say(said); });
    connect(messageBar, &MessageBar::acted, &state, [this] {
        messageBar->clear();
        state.resume();
    });
    retranslate();
    offerToResume();
}

TrainingPage::~TrainingPage() {
    for (TrainingView* view : tabs) delete view; // they look at the session
}

/// A view is named here and nowhere else.
void TrainingPage::createViews() {
    tabs = {new TrainView(state), new GlassView(state), new DataView(state), new PostTrainingView(state)};
    for (TrainingView* view : tabs) {
        stack->addWidget(view);
        tabBar->addTab(QString());
        connect(view, &TrainingView::failed, messageBar,
                [this](const QString& said) { messageBar->say(said); });
        connect(view, &TrainingView::modelWanted, this, &TrainingPage::modelWanted);
    }
}

void TrainingPage::offerToResume() {
    if (state.state() != TrainingSession::State::Paused) return;
    const auto& steps = state.history().steps;
    QString said = steps.empty()
                       ? tr("The training “%1” ended before its first checkpoint, so it would begin anew.")
                             .arg(state.titleOf(state.name()))
                       : tr("The training “%1” was stopped at step %2, with a checkpoint.")
                             .arg(state.titleOf(state.name()), grouped(steps.back().step));
    if (state.lostSteps() > 0 && !steps.empty())
        said +=
            QLatin1Char(' ') +
            tr("The program ended without warning: %1 steps after it are done again.").arg(state.lostSteps());
    messageBar->say(said, tr("Resume"));
}

QStringList TrainingPage::scenes() const {
    QStringList ids;
    for (const TrainingView* view : tabs) ids += view->id();
    return ids;
}

bool TrainingPage::isSettled() const { return tabs[std::size_t(tabBar->currentIndex())]->isSettled(); }

void TrainingPage::showView(const QString& wanted) {
    for (std::size_t i = 0; i < tabs.size(); ++i)
        if (tabs[i]->id() == wanted) tabBar->setCurrentIndex(int(i));
}

void TrainingPage::setColors(const TokenColors& colors) {
    for (TrainingView* view : tabs) view->setColors(colors);
}

void TrainingPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void TrainingPage::retranslate() {
    tabBar->setAccessibleName(tr("Parts of the training room"));
    for (std::size_t i = 0; i < tabs.size(); ++i) tabBar->setTabText(int(i), tabs[i]->title());
}

} // namespace tokenarium
