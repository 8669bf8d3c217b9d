// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the training room of the real window.
#pragma once

#include "tests/app/window_fixture.h"

#include "app/model/model_session.h"
#include "app/pages/model_page.h"
#include "app/pages/training/training_view.h"
#include "app/pages/training_page.h"
#include "engine/train/training_history.h"
#include "widgets/charts/loss_chart.h"

#include <QAbstractButton>
#include <QSlider>
#include <QSpinBox>

namespace tokenarium {

class TrainingRoomTest : public WindowTest {
protected:
    using State = TrainingSession::State;
    static constexpr int minute = 60'000; // ms; a slow machine, not a broken one

    void SetUp() override {
        WindowTest::SetUp();
        room().showPage(&page());
    }
    MainWindow& room() { return *window; }
    TrainingPage& page() {
        for (Page* one : window->pages())
            if (auto* training = qobject_cast<TrainingPage*>(one)) return *training;
        throw std::runtime_error("there is no training room");
    }
    ModelPage& modelPage() {
        for (Page* one : window->pages())
            if (auto* model = qobject_cast<ModelPage*>(one)) return *model;
        throw std::runtime_error("there is no model room");
    }
    TrainingSession& session() { return page().session(); }
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    QString text(const char* label) { return part<QLabel>(label)->text(); }
    void click(const char* button) { QTest::mouseClick(part<QAbstractButton>(button), Qt::LeftButton); }
    void choose(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(row);
        emit combo->activated(row);
    }
    LossChart& chart() { return *part<LossChart>("lossChart"); }

    /// Small enough for a test: one layer of width 32, a context of 32.
    void chooseSmall(std::uint64_t steps = 24) {
        for (const char* slider : {"trainingLayers", "trainingWidth", "trainingContext"})
            part<QSlider>(slider)->setValue(0);
        part<QSlider>("trainingHeads")->setValue(1);
        part<QSpinBox>("trainingEvery")->setValue(4);
        TrainingSetup setup = session().setup();
        setup.stories = 200;
        setup.tokens = steps * 2048;
        setup.patience = 0;
        session().setSetup(setup);
    }
    bool waitState(State wanted) {
        return waitFor([&] { return session().state() == wanted; }, 3 * minute);
    }
    bool waitSteps(std::size_t count) {
        return waitFor([&] { return session().history().steps.size() >= count; }, 3 * minute);
    }
    /// Starts and waits for the end.
    ::testing::AssertionResult train() {
        click("startTraining");
        if (waitState(State::Finished)) return ::testing::AssertionSuccess();
        return ::testing::AssertionFailure() << page().messages().message().toStdString();
    }
    TrainingHistory fileHistory() { return loadTrainingHistory(session().folder() / "curve.jsonl"); }
};

} // namespace tokenarium
