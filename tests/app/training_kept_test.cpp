// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a training: pausing, closing, a sudden end, the time line, and the names of what is kept.
#include "tests/app/training_room_fixture.h"

#include "engine/model/recorded_run.h"
#include "engine/train/training_state.h"

#include <QPushButton>

namespace tokenarium {
namespace {

class TrainingKeptTest : public TrainingRoomTest {
protected:
    void clickInMessage(const char* label) {
        for (QPushButton* button : page().messages().findChildren<QPushButton*>())
            if (button->text() == QLatin1String(label)) QTest::mouseClick(button, Qt::LeftButton);
    }
    void expectSameLosses(const TrainingHistory& one, const TrainingHistory& other) {
        ASSERT_EQ(one.steps.size(), other.steps.size());
        for (std::size_t i = 0; i < one.steps.size(); ++i) {
            EXPECT_EQ(one.steps[i].loss, other.steps[i].loss) << i;
            EXPECT_EQ(one.steps[i].step, i + 1);
        }
    }
};

TEST_F(TrainingKeptTest, PausedAndResumedItGoesOnExactly) {
    chooseSmall();
    ASSERT_TRUE(train());
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
    clickInMessage("Resume");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    const TrainingHistory resumed = fileHistory();
    expectSameLosses(resumed, whole);
    expectSameLosses(session().history(), whole);
    EXPECT_EQ(resumed.samples.back().text, whole.samples.back().text);
}

/// A copy of the files at some moment is what a machine has after the power was cut.
TEST_F(TrainingKeptTest, ASuddenEndLosesNoMoreThanTheStepsSinceTheCheckpoint) {
    chooseSmall(60);
    ASSERT_TRUE(train());
    const TrainingHistory whole = fileHistory();
    chooseSmall(60);
    click("startTraining");
    ASSERT_TRUE(waitSteps(5));
    click("pauseTraining"); // writes a checkpoint
    ASSERT_TRUE(waitState(State::Paused));
    const std::size_t saved = session().history().steps.size();
    click("pauseTraining");
    ASSERT_TRUE(waitSteps(saved + 4));
    const std::filesystem::path store = home.filePath("store").toStdString(),
                                copy = home.filePath("copy").toStdString();
    std::filesystem::copy(store, copy, std::filesystem::copy_options::recursive);
    ASSERT_LT(session().history().steps.size(), 60U) << "too quick";
    const std::filesystem::path kept = copy / "trainings" / session().name().toStdString();
    const std::size_t written = loadTrainingHistory(kept / "curve.jsonl").steps.size();
    ASSERT_EQ(trainingStateStep(kept / "training.safetensors"), saved);
    ASSERT_GT(written, saved);
    window =
        std::make_unique<MainWindow>(TokenizerCatalog({testing::vocabulariesFolder()}), language, appearance,
                                     WindowOptions{home.filePath("window.ini"), home.filePath("copy"), {}});
    window->show();
    room().showPage(&page());
    EXPECT_EQ(session().state(), State::Paused);
    EXPECT_EQ(session().history().steps.size(), saved);
    const QString said = page().messages().message();
    EXPECT_TRUE(said.contains(QStringLiteral("stopped at step %1").arg(saved))) << said.toStdString();
    EXPECT_TRUE(said.contains(QStringLiteral("%1 steps after it").arg(written - saved)))
        << said.toStdString();
    EXPECT_EQ(part<QSlider>("trainingTimeLine")->maximum(), int(session().snapshots().size()) - 1);
    for (const TrainingSnapshot& moment : session().snapshots()) EXPECT_LE(moment.step, saved);
    EXPECT_EQ(session().setup().layers, 1U); // the choices are there again
    clickInMessage("Resume");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    expectSameLosses(session().history(), whole);
    expectSameLosses(fileHistory(), whole);
}

TEST_F(TrainingKeptTest, WhyItEndedIsSaidInTheLanguageOfTheWindow) {
    chooseSmall(4);
    ASSERT_TRUE(train());
    EXPECT_TRUE(text("trainingFacts").contains("All tokens were read."))
        << text("trainingFacts").toStdString();
    start(); // read back from the disk
    language.use(QStringLiteral("zh_CN"));
    room().showPage(&page());
    const QString wanted =
        QCoreApplication::translate("tokenarium::TrainingSession", "All tokens were read.");
    EXPECT_FALSE(wanted.contains("tokens")) << "not translated";
    EXPECT_TRUE(text("trainingFacts").contains(wanted)) << text("trainingFacts").toStdString();
}

TEST_F(TrainingKeptTest, AMomentOfTheTimeLineOpensInTheModelRoom) {
    chooseSmall(12);
    ASSERT_TRUE(train());
    const auto& moments = session().snapshots();
    ASSERT_GE(moments.size(), 3U);
    auto* line = part<QSlider>("trainingTimeLine");
    EXPECT_EQ(line->maximum(), int(moments.size()) - 1);
    line->setValue(1);
    EXPECT_TRUE(text("trainingMoment").contains(QString::number(moments[1].step)));
    QString loss;
    for (const HistoryEvaluation& one : fileHistory().evaluations)
        if (one.step == moments[1].step && !one.final) loss = QLocale().toString(one.natsPerToken, 'g', 3);
    ASSERT_FALSE(loss.isEmpty());
    EXPECT_TRUE(text("trainingMoment").contains(loss)) << text("trainingMoment").toStdString();
    ASSERT_TRUE(chart().drawnMoment());
    EXPECT_NEAR(*chart().drawnMoment(), double(fileHistory().steps[moments[1].step - 1].tokens), 1e-6);
    const QString folder = QString::fromStdU16String(moments[1].folder.u16string());
    click("openMoment");
    EXPECT_TRUE(modelPage().isVisible());
    ModelSession& model = modelPage().session();
    ASSERT_TRUE(
        waitFor([&] { return model.modelName() == folder && model.run() && !model.isComputing(); }, minute))
        << model.modelName().toStdString();
    const QString title = modelPage().findChild<QComboBox*>("modelBox")->currentText();
    EXPECT_TRUE(title.contains(QStringLiteral("step %1").arg(moments[1].step))) << title.toStdString();
    EXPECT_TRUE(title.contains(loss) && title.contains("English stories")) << title.toStdString();
    const auto logitsOf = [&](const TrainingSnapshot& one) {
        return recordRun(openReadyModel(one.folder), model.ids())->lastLogits;
    };
    EXPECT_EQ(model.run()->lastLogits, logitsOf(moments[1]));
    EXPECT_NE(model.run()->lastLogits, logitsOf(moments[0]));
    EXPECT_EQ(model.model()->opened.config.layers, 1U);
    EXPECT_EQ(model.model()->opened.config.vocabularySize, 512U);
}

TEST_F(TrainingKeptTest, EarlierTrainingsAreNamedByDateAndTextsAndOpenAgain) {
    chooseSmall(4);
    ASSERT_TRUE(train());
    const QString first = session().name();
    const std::size_t steps = session().history().steps.size();
    chooseSmall(6);
    choose("trainingTexts", 1); // Chinese
    TrainingSetup setup = session().setup();
    setup.stories = 200;
    session().setSetup(setup);
    ASSERT_TRUE(train());
    auto* kept = part<QComboBox>("keptTrainings");
    ASSERT_EQ(kept->count(), 2);
    EXPECT_TRUE(kept->itemText(0).contains("Chinese stories")) << kept->itemText(0).toStdString();
    EXPECT_TRUE(kept->itemText(1).contains("English stories"));
    EXPECT_TRUE(kept->itemText(1).contains(QLocale().toString(QDate::currentDate(), QLocale::ShortFormat)));
    choose("keptTrainings", 1);
    EXPECT_EQ(session().name(), first);
    EXPECT_EQ(session().history().steps.size(), steps);
    EXPECT_EQ(session().setup().texts, TextChoice::EnglishStories);
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().setup().texts, TextChoice::ChineseStories);
}

} // namespace
} // namespace tokenarium
