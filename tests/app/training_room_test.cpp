// SPDX-License-Identifier: GPL-3.0-or-later
// A person starts trainings: what the screen says is compared with the files of the training and with slow
// counts.
#include "tests/app/training_room_fixture.h"

#include "engine/model/document_marks.h"
#include "engine/text/tokenizer_json.h"
#include "engine/train/dataset.h"
#include "engine/train/training_folder.h"

#include <QDoubleSpinBox>
#include <QPushButton>
#include <QTextBrowser>

#include <cmath>
#include <map>

namespace tokenarium {
namespace {

TEST_F(TrainingRoomTest, IsNotEmptyBeforeTheFirstTraining) {
    EXPECT_GT(chart().curve().steps.size(), 20U);
    EXPECT_TRUE(text("trainingFacts").contains("example")) << text("trainingFacts").toStdString();
    EXPECT_TRUE(part<QTextBrowser>("trainingSamples")->toPlainText().contains("Once upon a time"));
    EXPECT_EQ(chart().lineLabels().size(), 5) << chart().lineLabels().join("; ").toStdString();
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
    ASSERT_TRUE(train());
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

/// Counted one by one, with one more for each id so that none is impossible.
double slowUnigram(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "plan.json";
    const Recipe recipe = loadRecipe(loadWholeText(file), file.string());
    const auto tokenizer = loadTokenizerJson(folder / "tokenizer.json");
    const Dataset data =
        createDataset(recipe, loadDocuments(recipe, folder), *tokenizer,
                      loadDocumentMarksOf(tokenizer->vocabulary(), "test"), recipe.model.positions, 1);
    std::map<TokenId, double> counts;
    double all = double(tokenizer->vocabulary().size()), nats = 0, asked = 0;
    const auto each = [&](const TextWindow& window, const auto& take) {
        std::vector<TokenId> space;
        space.reserve(window.length);
        for (const TokenId target : data.text(window, space).targets)
            if (target != noTarget) take(target);
    };
    for (const TextWindow& window : data.training())
        each(window, [&](TokenId target) {
            counts[target] += 1;
            all += 1;
        });
    for (const TextWindow& window : data.validation())
        each(window, [&](TokenId target) {
            nats -= std::log((counts[target] + 1) / all);
            asked += 1;
        });
    return nats / asked;
}

TEST_F(TrainingRoomTest, TheBaselinesAreThoseCountedByHand) {
    chooseSmall(4);
    ASSERT_TRUE(train());
    ASSERT_TRUE(chart().curve().uniform && chart().curve().unigram);
    EXPECT_NEAR(*chart().curve().uniform, std::log(512), 1e-9);
    const double unigram = slowUnigram(session().folder());
    EXPECT_NEAR(*chart().curve().unigram, unigram, 1e-9);
    EXPECT_TRUE(chart().lineLabels().join("; ").contains(QLocale().toString(unigram, 'g', 3)));
}

TEST_F(TrainingRoomTest, TheStopRuleIsDrawnAndEndsTheTraining) {
    chooseSmall(200);
    TrainingSetup setup = session().setup();
    setup.rate = 0.1; // far too much
    session().setSetup(setup);
    part<QSpinBox>("trainingPatience")->setValue(2);
    ASSERT_TRUE(train());
    const TrainingHistory file = fileHistory();
    double best = 1e9;
    std::size_t since = 0;
    for (const HistoryEvaluation& one : file.evaluations) {
        if (one.final) continue;
        since = one.natsPerToken < best ? 0 : since + 1;
        best = std::min(best, one.natsPerToken);
    }
    EXPECT_EQ(since, 2U);
    EXPECT_LT(file.steps.size(), 200U);
    EXPECT_TRUE(text("trainingFacts").contains("got no better")) << text("trainingFacts").toStdString();
    ASSERT_TRUE(chart().drawnBest() && chart().drawnEnd());
    EXPECT_DOUBLE_EQ(*chart().drawnBest(), best);
    EXPECT_NEAR(*chart().drawnEnd(), double(file.steps.back().tokens), 1e-6);
    const QString said = chart().lineLabels().join("; ");
    EXPECT_TRUE(said.contains("2 times not below " + QLocale().toString(best, 'g', 3) + " (now 2)"))
        << said.toStdString();
    choose("trainingQuantity", 3); // the rule is of the loss alone
    EXPECT_FALSE(chart().drawnEnd());
}

TEST_F(TrainingRoomTest, WithoutPatienceOnlyTheLastTokenEndsIt) {
    chooseSmall(12);
    ASSERT_TRUE(train());
    EXPECT_FALSE(chart().drawnBest());
    ASSERT_TRUE(chart().drawnEnd());
    EXPECT_NEAR(*chart().drawnEnd(), 12 * 2048, 1e-6);
}

TEST_F(TrainingRoomTest, EnergyAndCostAreSecondsTimesWhatThePersonSays) {
    part<QSpinBox>("trainingEvery"); // the field exists before More is opened
    click("trainingMore");
    chooseSmall(8);
    auto* watts = part<QDoubleSpinBox>("trainingWatts");
    auto* price = part<QDoubleSpinBox>("trainingPrice");
    ASSERT_TRUE(watts->isVisible() && price->isVisible());
    watts->setValue(120);
    price->setValue(0.5);
    ASSERT_TRUE(waitFor([&] { return session().estimate().measured; }, minute));
    const auto costOf = [](double seconds) { // joules, then kWh
        const double joules = seconds * 120, kilowattHours = joules / 3.6e6;
        const auto twoDigits = [](double value) { // no powers of ten
            return QString::number(value, 'f', value < 10 ? 1 - int(std::floor(std::log10(value))) : 0);
        };
        return QStringLiteral("≈ %1 Wh at 120 W · costs ≈ %2 at 0.50 per kWh")
            .arg(twoDigits(kilowattHours * 1000), twoDigits(kilowattHours / 2));
    };
    const double planned = 8 * 2048 / session().estimate().tokensPerSecond;
    EXPECT_TRUE(text("trainingEstimate").contains(costOf(planned))) << text("trainingEstimate").toStdString();
    ASSERT_TRUE(train());
    double seconds = 0;
    for (const StepReport& step : session().history().steps) seconds += step.seconds;
    EXPECT_TRUE(text("trainingCost").contains(costOf(seconds))) << text("trainingCost").toStdString();
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().setup().pricePerKilowattHour, 0.3);
    EXPECT_FALSE(text("trainingCost").contains("0.50"));
}

TEST_F(TrainingRoomTest, ChangesOfTheSetupAreUndone) {
    room().showPage(room().pages().front());
    putText("kept");
    room().showPage(&page());
    const TrainingSetup before = session().setup();
    auto* layers = part<QSlider>("trainingLayers");
    layers->setFocus();
    QTest::keyClick(layers, Qt::Key_Right);
    QTest::keyClick(layers, Qt::Key_Right);
    EXPECT_EQ(session().setup().layers, 6U);
    choose("trainingTexts", 3); // verse: characters, another vocabulary, another prompt
    EXPECT_EQ(session().setup().texts, TextChoice::Poems);
    EXPECT_FALSE(session().setup().bytePairs);
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().setup().texts, before.texts);
    EXPECT_EQ(session().setup().prompt, before.prompt);
    EXPECT_EQ(part<QComboBox>("trainingTexts")->currentIndex(), 0);
    EXPECT_EQ(part<QComboBox>("trainingTokenizer")->currentIndex(), 0);
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier); // both steps of the slider
    EXPECT_TRUE(session().setup() == before);
    EXPECT_EQ(layers->value(), 3);
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier); // nothing is left, and the text is not touched
    EXPECT_EQ(window->session().text().text(), "kept");
    QTest::keySequence(&room(), QKeySequence(QKeySequence::Redo));
    EXPECT_EQ(session().setup().layers, 6U);
    room().showPage(room().pages().front());
    QTest::keyClick(&room(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_NE(window->session().text().text(), "kept");
}

TEST_F(TrainingRoomTest, VerseIsThereWithoutTheLargeCollection) {
    qputenv("TOKENARIUM_TEXTS", home.filePath("none").toUtf8());
    choose("trainingTexts", 3);
    EXPECT_TRUE(part<QPushButton>("startTraining")->isEnabled());
    EXPECT_TRUE(part<QComboBox>("trainingTexts")->itemText(3).contains("591"));
    const std::vector<SourceText> texts = createSourceTexts(session().setup());
    qunsetenv("TOKENARIUM_TEXTS");
    ASSERT_EQ(texts.size(), 1U);
    std::size_t poems = 1;
    for (std::size_t at = 0; (at = texts[0].text.find("<|endoftext|>", at)) != std::string::npos; ++at)
        ++poems;
    EXPECT_EQ(poems, 591U);
    EXPECT_NE(texts[0].text.find("春眠不觉晓"), std::string::npos);
}

} // namespace
} // namespace tokenarium
