// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the training room: starts, pauses, looks under the glass, steps back; what the screen says is
// compared with the files of the training.
#include "tests/app/window_fixture.h"

#include "app/model/model_session.h"
#include "app/pages/model_page.h"
#include "app/pages/training/training_view.h"
#include "app/pages/training_page.h"
#include "engine/model/model_catalog.h"
#include "engine/tensor/checkpoint.h"
#include "engine/train/training_history.h"
#include "engine/view/weight_change.h"
#include "widgets/charts/loss_chart.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTextBrowser>
#include <QToolButton>

#include <cmath>

namespace tokenarium {
namespace {

using State = TrainingSession::State;
constexpr int minute = 60'000; // ms; a slow machine, not a broken one

class TrainingRoomTest : public WindowTest {
protected:
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
        session().setSetup(setup);
    }
    bool waitState(State wanted) {
        return waitFor([&] { return session().state() == wanted; }, 3 * minute);
    }
    bool waitSteps(std::size_t count) {
        return waitFor([&] { return session().history().steps.size() >= count; }, 3 * minute);
    }
    TrainingHistory fileHistory() { return loadTrainingHistory(session().folder() / "curve.jsonl"); }
};

TEST_F(TrainingRoomTest, IsNotEmptyBeforeTheFirstTraining) {
    EXPECT_GT(chart().curve().steps.size(), 20U);
    EXPECT_TRUE(text("trainingFacts").contains("example")) << text("trainingFacts").toStdString();
    EXPECT_TRUE(part<QTextBrowser>("trainingSamples")->toPlainText().contains("Once upon a time"));
    EXPECT_EQ(chart().lineLabels().size(), 4);
    // 4·96 rows of 512 ids; a block: 4·96² + 3·96·256 + 2·96; and the last norm.
    EXPECT_TRUE(text("trainingEstimate").startsWith("492,384 parameters"))
        << text("trainingEstimate").toStdString();
    EXPECT_TRUE(waitFor([&] { return text("trainingEstimate").contains("measured"); }, minute));
}

TEST_F(TrainingRoomTest, SlidersChangeTheParameterCount) {
    part<QSlider>("trainingLayers")->setFocus();
    QTest::keyClick(part<QSlider>("trainingLayers"), Qt::Key_Right);
    EXPECT_EQ(session().setup().layers, 5U);
    EXPECT_TRUE(text("trainingEstimate").startsWith("603,168 parameters"))
        << text("trainingEstimate").toStdString();
    part<QSlider>("trainingHeads")->setValue(4);
    part<QSlider>("trainingWidth")->setValue(1); // 48 among 8 heads: 6 each
    EXPECT_TRUE(part<QPushButton>("startTraining")->isEnabled());
    part<QSlider>("trainingHeads")->setValue(3);
    part<QSlider>("trainingWidth")->setValue(0); // 32 among 6 heads does not go
    EXPECT_FALSE(part<QPushButton>("startTraining")->isEnabled());
    EXPECT_TRUE(text("trainingEstimate").contains("cannot be shared"))
        << text("trainingEstimate").toStdString();
}

TEST_F(TrainingRoomTest, TheChartShowsWhatTheCurveFileHas) {
    chooseSmall();
    click("startTraining");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const TrainingHistory file = fileHistory();
    ASSERT_EQ(file.steps.size(), session().history().steps.size());
    ASSERT_GE(file.steps.size(), 20U);
    const auto last = chart().lastDrawn();
    ASSERT_TRUE(last);
    EXPECT_DOUBLE_EQ(last->tokens, double(file.steps.back().tokens));
    EXPECT_DOUBLE_EQ(last->value, file.steps.back().loss);
    EXPECT_EQ(chart().curve().validation.size() + 1,
              file.evaluations.size()); // the file has the whole split too
    EXPECT_NEAR(*chart().curve().uniform, std::log(512), 1e-9);
    EXPECT_LT(*chart().curve().unigram, *chart().curve().uniform);
    EXPECT_LT(file.steps.back().loss, *chart().curve().uniform);
    EXPECT_TRUE(text("trainingFacts").contains(QLocale().toString(qulonglong(file.steps.back().tokens))));
    const QString samples = part<QTextBrowser>("trainingSamples")->toPlainText();
    for (const SampleReport& sample : file.samples)
        if (!sample.final) {
            EXPECT_TRUE(samples.contains(QStringLiteral("step %1").arg(sample.step))) << sample.step;
        }
    EXPECT_TRUE(text("trainingCost").contains("measured")) << text("trainingCost").toStdString();
    part<QComboBox>("trainingQuantity")->setCurrentIndex(3);
    emit part<QComboBox>("trainingQuantity")->activated(3);
    EXPECT_DOUBLE_EQ(chart().lastDrawn()->value, file.steps.back().gradientNorm);
}

TEST_F(TrainingRoomTest, PausedAndResumedItGoesOnExactly) {
    chooseSmall();
    click("startTraining");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const TrainingHistory whole = fileHistory();
    chooseSmall();
    click("startTraining");
    ASSERT_TRUE(waitSteps(5));
    click("pauseTraining");
    ASSERT_TRUE(waitState(State::Paused)) << "at step " << session().history().steps.size();
    const std::size_t before = session().history().steps.size();
    ASSERT_LT(before, whole.steps.size()) << "too quick to be paused";
    EXPECT_TRUE(text("trainingFacts").contains("paused"));
    start(); // the program is closed and opened again
    room().showPage(&page());
    EXPECT_EQ(session().state(), State::Paused);
    EXPECT_TRUE(page().messages().message().contains("stopped at step"))
        << page().messages().message().toStdString();
    for (QPushButton* button : page().messages().findChildren<QPushButton*>())
        if (button->text() == "Resume") QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const TrainingHistory resumed = fileHistory();
    ASSERT_EQ(resumed.steps.size(), whole.steps.size());
    for (std::size_t i = 0; i < whole.steps.size(); ++i)
        EXPECT_EQ(resumed.steps[i].loss, whole.steps[i].loss) << i;
    EXPECT_EQ(session().history().steps.size(), whole.steps.size());
    EXPECT_EQ(resumed.samples.back().text, whole.samples.back().text);
}

TEST_F(TrainingRoomTest, AMomentOfTheTimeLineOpensInTheModelRoom) {
    chooseSmall(12);
    click("startTraining");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const auto& moments = session().snapshots();
    ASSERT_GE(moments.size(), 3U);
    auto* line = part<QSlider>("trainingTimeLine");
    EXPECT_EQ(line->maximum(), int(moments.size()) - 1);
    line->setValue(1);
    EXPECT_TRUE(text("trainingMoment").contains(QString::number(moments[1].step)));
    const QString folder = QString::fromStdU16String(moments[1].folder.u16string());
    click("openMoment");
    EXPECT_TRUE(modelPage().isVisible());
    ModelSession& model = modelPage().session();
    ASSERT_TRUE(
        waitFor([&] { return model.modelName() == folder && model.run() && !model.isComputing(); }, minute))
        << model.modelName().toStdString();
    EXPECT_EQ(model.model()->opened.config.layers, 1U);
    EXPECT_EQ(model.model()->opened.config.vocabularySize, 512U);
}

TEST_F(TrainingRoomTest, TheWeightUnderTheGlassIsTheOneInTheCheckpoint) {
    chooseSmall(400);
    click("startTraining");
    ASSERT_TRUE(waitSteps(2));
    click("pauseTraining");
    ASSERT_TRUE(waitState(State::Paused));
    const std::size_t before = session().history().steps.size();
    page().showView(QStringLiteral("glass"));
    click("watchStep");
    ASSERT_TRUE(waitFor([&] { return session().watched() && session().state() == State::Paused; }, minute));
    const WatchedStep& step = *session().watched();
    EXPECT_EQ(step.report.step, before + 1);
    EXPECT_EQ(session().history().steps[before].loss, step.report.loss);
    EXPECT_TRUE(text("glassSummary").contains(QStringLiteral("Step %1").arg(step.report.step)));
    const auto [tensor, index] = mostChangedWeight(step);
    const WeightChange change = weightChange(step, tensor, index);
    EXPECT_TRUE(text("glassWeight").contains(QString::fromStdString(change.tensor)));
    EXPECT_TRUE(text("glassWeight").contains(QLocale().toString(change.after, 'g', 4)))
        << text("glassWeight").toStdString();
    EXPECT_TRUE(text("glassFormula").contains("w′")) << text("glassFormula").toStdString();
    EXPECT_FALSE(part<QTextBrowser>("glassTokens")->toPlainText().isEmpty());
    const auto file = Checkpoint::open(session().folder() / "training.safetensors");
    const StoredTensor* stored = file->find(change.tensor);
    ASSERT_NE(stored, nullptr);
    std::vector<float> values(stored->shape.elements());
    dequantize(*stored, values);
    EXPECT_EQ(values, step.tensors[tensor].after);
    EXPECT_NEAR(change.computed, double(values[index]), 1e-6);
    part<QSpinBox>("glassRow")->setValue(0);
    part<QSpinBox>("glassColumn")->setValue(0);
    EXPECT_TRUE(text("glassWeight").contains("[0, 0]"));
}

TEST_F(TrainingRoomTest, DataPreparationSaysWhatItDrops) {
    page().showView(QStringLiteral("data"));
    const auto step = [&](int number) {
        return part<QToolButton>(qPrintable(QStringLiteral("dataStep%1").arg(number)));
    };
    ASSERT_TRUE(waitFor([&] { return step(6)->text().contains("of"); }, minute));
    EXPECT_EQ(step(0)->text(), "Raw text\n40 documents");
    QTest::mouseClick(step(2), Qt::LeftButton);
    const QString filtered = part<QTextBrowser>("dataDetails")->toPlainText();
    for (const char* passage :
         {"13800138000", "anna.miller@example.org", "990000199003071235", "too short", "mostly signs"})
        EXPECT_TRUE(filtered.contains(passage)) << passage;
    QTest::mouseClick(step(3), Qt::LeftButton);
    const QString before = step(3)->text();
    part<QSlider>("dataWeight-chat")->setValue(0);
    ASSERT_TRUE(waitFor([&] { return !step(3)->text().isEmpty() && step(3)->text() != before; }, minute));
    EXPECT_TRUE(part<QTextBrowser>("dataDetails")->toPlainText().contains("left out for balance"));
}

TEST_F(TrainingRoomTest, AnEmbeddedModelGoesOnWithAnAdapter) {
    const auto models = embeddedModels(embeddedModelsFolder());
    if (models.empty()) GTEST_SKIP() << "skipped: no embedded model lies beside the tests";
    page().showView(QStringLiteral("post"));
    auto* base = part<QComboBox>("postBase");
    if (const int tiny = base->findText("tiny"); tiny >= 0) base->setCurrentIndex(tiny);
    part<QComboBox>("postMethod")->setCurrentIndex(1);
    part<QSpinBox>("postSteps")->setValue(4);
    part<QLineEdit>("postPrompt")->setText("em");
    click("postStart");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const TrainingHistory file = fileHistory();
    EXPECT_TRUE(part<QTextBrowser>("postBefore")
                    ->toPlainText()
                    .contains(QString::fromStdString(file.samples.front().text)));
    EXPECT_TRUE(part<QTextBrowser>("postAfter")
                    ->toPlainText()
                    .contains(QString::fromStdString(file.samples.back().text)));
    EXPECT_LT(session().facts()->trained, session().facts()->parameters);
    EXPECT_TRUE(text("postFacts").contains(QLocale().toString(qulonglong(session().facts()->trained))));
}

} // namespace
} // namespace tokenarium
