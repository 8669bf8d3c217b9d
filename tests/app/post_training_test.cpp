// SPDX-License-Identifier: GPL-3.0-or-later
// Post-training as a person does it: what is said before the first step, and what comes of it.
#include "tests/app/training_room_fixture.h"

#include "engine/backend/cpu_backend.h"
#include "engine/model/model_catalog.h"
#include "engine/model/open_model.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>

namespace tokenarium {
namespace {

class PostTrainingTest : public TrainingRoomTest {
protected:
    void SetUp() override {
        TrainingRoomTest::SetUp();
        const auto models = embeddedModels(embeddedModelsFolder());
        for (const EmbeddedModel& model : models)
            if (model.name == "tiny") tiny = model.folder;
        if (tiny.empty()) GTEST_SKIP() << "skipped: the model tiny does not lie beside the tests";
        page().showView(QStringLiteral("post"));
        auto* base = part<QComboBox>("postBase");
        choose("postBase", base->findText("tiny"));
        part<QSpinBox>("postSteps")->setValue(4);
        auto* prompt = part<QLineEdit>("postPrompt");
        prompt->selectAll();
        QTest::keyClicks(prompt, "em");
    }
    QString pane(const char* name) { return part<QTextBrowser>(name)->toPlainText(); }
    bool waitPlan() {
        return waitFor([&] { return text("postFacts").contains("documents"); }, minute);
    }
    std::filesystem::path tiny;
};

TEST_F(PostTrainingTest, BeforeTheFirstStepTheModelAnswersAndSaysWhatWouldChange) {
    choose("postMethod", 2); // LoRA of rank 8
    ASSERT_TRUE(waitPlan()) << text("postFacts").toStdString();
    CpuBackend backend(1);
    const OpenedModel model = openModel(tiny, backend);
    const ModelConfig& config = model.config;
    // r·(I + O) for each matrix of a block, added up by hand.
    const std::size_t rank = 8, width = config.width, keys = config.keyHeads * config.headWidth,
                      values = config.heads * config.headWidth, wide = config.feedForwardWidth;
    ASSERT_EQ(config.feedForward, ModelConfig::FeedForward::Swiglu);
    const std::size_t numbers =
        config.layers * rank *
        ((width + values) + 2 * (width + keys) + (values + width) + 3 * (width + wide));
    EXPECT_TRUE(text("postFacts")
                    .contains(QLocale().toString(qulonglong(numbers)) + " numbers beside " +
                              QString::number(7 * config.layers) + " matrices"))
        << text("postFacts").toStdString() << " " << numbers;
    EXPECT_TRUE(pane("postAfter").contains("Question:")) << pane("postAfter").toStdString();
    const QString answer = pane("postBefore");
    EXPECT_TRUE(answer.startsWith("em ▸ ")) << answer.toStdString();
    click("postStart");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    EXPECT_EQ(pane("postBefore"), answer); // to the letter what was said before
    const TrainingHistory file = fileHistory();
    EXPECT_TRUE(pane("postBefore").endsWith(QString::fromStdString(file.samples.front().text)));
    EXPECT_TRUE(pane("postAfter").contains(QString::fromStdString(file.samples.back().text)));
    EXPECT_EQ(session().facts()->trained, numbers);
    EXPECT_TRUE(text("postFacts").contains(QLocale().toString(qulonglong(numbers)) + " of "))
        << text("postFacts").toStdString();
}

/// The largest difference between the embeddings of the base and of what was trained.
double embeddingChange(const std::filesystem::path& base, const std::filesystem::path& trained) {
    CpuBackend backend(1);
    const OpenedModel before = openModel(base, backend), after = openModel(trained, backend);
    const std::vector<float> one = loadValues(backend, before.weights.tokens),
                             other = loadValues(backend, after.weights.tokens);
    double most = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        most = std::max(most, std::abs(double(one[i]) - double(other[i])));
    return most;
}

TEST_F(PostTrainingTest, FullTrainingChangesTheEmbeddingAndLoraLeavesIt) {
    choose("postMethod", 0);
    click("postStart");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    EXPECT_EQ(session().facts()->trained, session().facts()->parameters);
    EXPECT_GT(embeddingChange(tiny, session().folder()), 1e-4);
    choose("postMethod", 1);
    click("postStart");
    ASSERT_TRUE(waitState(State::Finished)) << page().messages().message().toStdString();
    EXPECT_LT(session().facts()->trained, session().facts()->parameters);
    EXPECT_EQ(embeddingChange(tiny, session().folder()), 0);
    click("postOpen");
    EXPECT_TRUE(modelPage().isVisible());
}

TEST_F(PostTrainingTest, ChoicesAreUndone) {
    choose("postTexts", 1);
    EXPECT_EQ(part<QLineEdit>("postPrompt")->text(), "em"); // a person's own prompt stays
    choose("postMethod", 3);
    part<QPushButton>("postStart")->setFocus();
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(part<QComboBox>("postMethod")->currentIndex(), 0);
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(part<QComboBox>("postTexts")->currentIndex(), 0);
    QTest::keySequence(&room(), QKeySequence(QKeySequence::Redo));
    EXPECT_EQ(part<QComboBox>("postTexts")->currentIndex(), 1);
}

TEST_F(PostTrainingTest, WhileAnotherTrainingRunsItSaysSo) {
    page().showView(QStringLiteral("train"));
    chooseSmall(400);
    click("startTraining");
    ASSERT_TRUE(waitSteps(1));
    page().showView(QStringLiteral("post"));
    EXPECT_TRUE(text("postFacts").contains("Another training runs")) << text("postFacts").toStdString();
    EXPECT_FALSE(part<QPushButton>("postStart")->isEnabled());
    page().showView(QStringLiteral("train"));
    click("pauseTraining");
    ASSERT_TRUE(waitState(State::Paused));
}

} // namespace
} // namespace tokenarium
