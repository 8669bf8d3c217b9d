// SPDX-License-Identifier: GPL-3.0-or-later
// A person walks through the model; every number on the screen is compared with a forward pass that nobody
// watched.
#include "app/pages/model/loop_panel.h"
#include "app/pages/model/stage_details.h"
#include "app/pages/model/stage_words.h"
#include "app/pages/model/step_view.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/model/forward.h"
#include "tests/app/model_room_fixture.h"
#include "tests/engine/model/model_fixture.h"
#include "tests/support/temporary_folder.h"
#include "widgets/model/heat_map.h"
#include "widgets/model/model_map.h"
#include "widgets/model/source_strips.h"

#include <QComboBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>

#include <cmath>
#include <filesystem>

namespace tokenarium {
namespace {

class StepRoom : public ModelRoomTest {
protected:
    StepView& view() {
        for (ModelView* tab : room->views())
            if (auto* step = qobject_cast<StepView*>(tab)) return *step;
        throw std::runtime_error("there is no step view");
    }
    HeatMap& matrix() { return *find<HeatMap>("stepMatrix"); }
    const ModelStage& stage() { return view().stages()[view().stage()]; }
    QString loopLine() { return find<QLabel>("loopText")->accessibleDescription(); }
    void press(Qt::Key key) {
        QTest::keyClick(&view(), key);
        settle();
    }
    void goTo(StageKind kind, std::optional<std::size_t> layer = std::nullopt) {
        for (std::size_t i = 0; i < view().stages().size(); ++i)
            if (view().stages()[i].kind == kind && view().stages()[i].layer == layer) {
                QTest::mouseClick(&map(), Qt::LeftButton, {}, map().stageRect(i).center().toPoint());
                settle();
                if (view().stage() != i) // the block was folded: now it is open
                    QTest::mouseClick(&map(), Qt::LeftButton, {}, map().stageRect(i).center().toPoint());
                settle();
                return;
            }
        FAIL() << "no such stage";
    }
    ModelMap& map() { return *find<ModelMap>("modelMap"); }
    /// What the row of the chosen cell has there, in the whole tensor.
    float chosenNumber() {
        const HeatMapCell cell = *matrix().chosen();
        return matrix().data().values[cell.row * matrix().data().columns + cell.column];
    }
};

/// The tensors of a forward pass of a model that is opened once more.
struct Unwatched {
    CpuBackend backend{1};
    OpenedModel model;
    Activations kept;
    Unwatched(const std::string& name, const std::vector<TokenId>& ids)
        : model(openModel(std::filesystem::path(TOKENARIUM_SOURCE_DIR "/resources/models") / name, backend,
                          std::nullopt, WeightStorage::AsInFile)) {
        ForwardOptions options;
        options.keep = &kept;
        const SequenceInput text{ids, nullptr};
        EXPECT_TRUE(forward(model.config, model.weights, backend, {&text, 1}, options).complete);
    }
    /// The cell of a matrix that a stage shows, of this head.
    float at(const ModelStage& stage, std::size_t head, HeatMapCell cell) {
        const Tensor& tensor = kept[stage.tensor];
        const std::vector<float> all = backend.read(tensor);
        const std::size_t rank = tensor.shape.rank(), rows = tensor.shape[rank - 2],
                          columns = tensor.shape[rank - 1];
        if (stage.heads == StageHeads::Matrices) return all[(head * rows + cell.row) * columns + cell.column];
        const std::size_t first = stage.heads == StageHeads::None ? 0 : head * model.config.headWidth;
        return all[cell.row * columns + first + cell.column];
    }
};

TEST_F(StepRoom, EveryStageIsReachedByKeyAndShowsTheNumbersOfTheForwardPass) {
    start(QStringLiteral("poems"), QStringLiteral("床前明月"), QStringLiteral("step"));
    Unwatched engine("poems", session().ids());
    session().showHead(0, 1);
    const std::size_t count = view().stages().size();
    ASSERT_GT(count, 6U * 15);
    const std::size_t row = 2, column = 3;
    session().pinToken(row);
    view().goTo(0);
    QTest::keyClick(&matrix(), Qt::Key_Right);
    QTest::keyClick(&matrix(), Qt::Key_Right);
    QTest::keyClick(&matrix(), Qt::Key_Right);
    for (std::size_t at = 0; at < count; ++at) {
        ASSERT_EQ(view().stage(), at);
        EXPECT_TRUE(said("stepPlace").startsWith(QStringLiteral("stage %1 of %2").arg(at + 1).arg(count)));
        EXPECT_EQ(said("stepTitle"), StageWords::title(stage()));
        EXPECT_FALSE(said("stepSentence").isEmpty());
        if (!stage().tensor.empty()) {
            ASSERT_EQ(matrix().chosen(), (HeatMapCell{row, column})) << stage().tensor;
            const float expected = engine.at(stage(), 1, {row, column});
            if (std::isinf(expected))
                EXPECT_EQ(chosenNumber(), expected) << stage().tensor;
            else
                EXPECT_NEAR(chosenNumber(), expected, 1e-5 * (1 + std::fabs(expected))) << stage().tensor;
            const QString spoken = matrix().accessibleDescription();
            EXPECT_TRUE(spoken.startsWith(QStringLiteral("row 3 ‘"))) << spoken.toStdString();
            const QString text = said("stepExplanation");
            EXPECT_TRUE(text.contains(QStringLiteral("[row 3][column 4] = "))) << text.toStdString();
            EXPECT_TRUE(text.contains(QString::fromStdString(formulaNumber(expected))))
                << stage().tensor << ": " << text.toStdString() << " has no " << expected;
        }
        if (at + 1 < count) press(at % 2 ? Qt::Key_PageDown : Qt::Key_Period);
    }
    press(Qt::Key_PageUp);
    press(Qt::Key_Comma);
    EXPECT_EQ(view().stage(), count - 3);
}

TEST_F(StepRoom, AClickOnTheMapGoesToThatPartAndTheMapShowsWhereOneIs) {
    start(QStringLiteral("tiny"), QStringLiteral("emma"), QStringLiteral("step"));
    goTo(StageKind::Scores, 2);
    EXPECT_EQ(stage().tensor, "block.2.attention.scores");
    EXPECT_EQ(map().lit(), view().stage());
    EXPECT_EQ(map().accessibleDescription(), QStringLiteral("Block 3: scores"));
    EXPECT_EQ(session().layer(), 2U) << "the other views follow";
    goTo(StageKind::Logits);
    EXPECT_EQ(matrix().data().columns, session().model()->opened.config.vocabularySize);
    QTest::keyClick(&map(), Qt::Key_Up);
    EXPECT_EQ(stage().kind, StageKind::FinalNorm);
    // Every stage has a place of its own in its part.
    for (std::size_t i = 0; i < view().stages().size(); ++i) {
        EXPECT_TRUE(QRectF(map().rect()).contains(map().stageRect(i))) << i;
        for (std::size_t j = 0; j < i; ++j)
            if (view().stages()[i].layer == view().stages()[j].layer &&
                view().stages()[i].layer.value_or(2) == 2) {
                EXPECT_FALSE(map().stageRect(i).intersects(map().stageRect(j))) << i << ' ' << j;
            }
    }
}

TEST_F(StepRoom, TheScrubSliderAndTheButtonsReachEveryStage) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    auto& scrub = *find<QSlider>("stepScrub");
    EXPECT_EQ(scrub.maximum(), int(view().stages().size()) - 1);
    scrub.setFocus();
    QTest::keyClick(&scrub, Qt::Key_End);
    EXPECT_EQ(stage().kind, StageKind::Append);
    QTest::keyClick(&scrub, Qt::Key_Left);
    EXPECT_EQ(stage().kind, StageKind::Draw);
    find<QToolButton>("stepFirst")->click();
    EXPECT_EQ(view().stage(), 0U);
    EXPECT_EQ(scrub.value(), 0);
    find<QPushButton>("stepForward")->click();
    EXPECT_EQ(scrub.value(), 1);
    find<QToolButton>("stepBack")->click();
    find<QToolButton>("stepLast")->click();
    EXPECT_EQ(scrub.value(), scrub.maximum());
}

TEST_F(StepRoom, TheHeadIsChosenInTheBoxAndSharedWithTheOtherViews) {
    start(QStringLiteral("tiny"), QStringLiteral("emma"), QStringLiteral("step"));
    Unwatched engine("tiny", session().ids());
    goTo(StageKind::Probabilities, 1);
    auto& box = *find<QComboBox>("stepHead");
    EXPECT_TRUE(box.isVisible());
    for (const int head : {2, 0, 3}) {
        box.setCurrentIndex(head);
        emit box.activated(head);
        settle();
        EXPECT_EQ(session().head(), std::size_t(head));
        const HeatMapCell last{matrix().data().rows - 1, 1};
        EXPECT_NEAR(matrix().data().values[last.row * matrix().data().columns + last.column],
                    engine.at(stage(), std::size_t(head), last), 1e-6);
    }
    session().showHead(0, 1); // as another view does it
    EXPECT_EQ(stage().tensor, "block.0.attention.probs");
    EXPECT_EQ(box.currentIndex(), 1);
    goTo(StageKind::FinalNorm);
    EXPECT_FALSE(box.isVisible());
}

TEST_F(StepRoom, AClickOnACellExplainsItAndItsSourcesLeadBack) {
    start(QStringLiteral("tiny"), QStringLiteral("emma em"), QStringLiteral("step"));
    goTo(StageKind::Scores, 1);
    session().showHead(1, 2);
    settle();
    QTest::mouseClick(matrix().viewport(), Qt::LeftButton, {}, matrix().cellRect({3, 1}).center().toPoint());
    settle();
    EXPECT_EQ(session().pinnedToken(), 3U) << "the token of the row is pinned for all views";
    EXPECT_TRUE(said("stepExplanation")
                    .startsWith(QStringLiteral("scores[head 3][row 4][column 2] = query.rotated[row 4]")))
        << said("stepExplanation").toStdString();
    Unwatched engine("tiny", session().ids());
    double product = 0;
    const std::size_t D = engine.model.config.headWidth;
    const ModelStage query = view().stages()[view().stage() - 4];
    ASSERT_EQ(query.kind, StageKind::QueryRotated);
    auto& strips = *find<SourceStrips>("stepSources");
    ASSERT_EQ(strips.strips().size(), 2U);
    for (std::size_t i = 0; i < D; ++i)
        product += double(strips.strips()[0].values[i]) * strips.strips()[1].values[i];
    EXPECT_NEAR(product / std::sqrt(double(D)), engine.at(stage(), 2, {3, 1}), 1e-4);
    EXPECT_NEAR(strips.strips()[0].values[5], engine.at(query, 2, {3, 5}), 1e-5);
    QTest::mouseClick(&strips, Qt::LeftButton, {}, strips.stripRect(1).center().toPoint());
    settle();
    EXPECT_EQ(stage().tensor, "block.1.attention.key.rotated");
    EXPECT_EQ(matrix().chosen()->row, 1U);
    EXPECT_EQ(matrix().sources().size(), D) << "the row it came from is framed";
    EXPECT_EQ(matrix().sources().front(), (HeatMapCell{1, 0}));
}

TEST_F(StepRoom, AfterTheLastStageTheTokenIsDrawnAndTheWalkStartsOver) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    const std::vector<TokenId> before = session().ids();
    const TokenId expected = session().nextDraw()->token;
    find<QSlider>("stepScrub")->setValue(int(view().stages().size()) - 2);
    EXPECT_TRUE(said("stepExplanation").contains(QString::number(session().nextDraw()->uniform, 'f', 4)));
    EXPECT_TRUE(said("stepExplanation").contains(session().tokenLabel(expected)));
    press(Qt::Key_Period);
    EXPECT_EQ(stage().kind, StageKind::Append);
    EXPECT_EQ(session().ids(), before) << "not yet";
    press(Qt::Key_Period);
    settle();
    EXPECT_EQ(view().stage(), 0U);
    ASSERT_EQ(session().ids().size(), before.size() + 1);
    EXPECT_EQ(session().ids().back(), expected);
    EXPECT_EQ(matrix().data().rows, before.size() + 1);
}

TEST_F(StepRoom, TheColumnsOfSamplingAreTheProbabilitiesAfterEachStage) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    SamplingSettings settings;
    settings.temperature = 0.5;
    settings.topK = 3;
    session().setSampling(settings);
    settle();
    find<QSlider>("stepScrub")->setValue(int(view().stages().size()) - 3);
    ASSERT_EQ(stage().sampling, SamplingStageKind::TopK);
    const std::vector<double> full = softmaxOf(session().run()->lastLogits);
    std::vector<double> cooled;
    double sum = 0;
    std::vector<float> sorted = session().run()->lastLogits;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::size_t i = 0; i < 3; ++i)
        cooled.push_back(std::exp((sorted[i] - sorted[0]) / 0.5)), sum += cooled.back();
    ASSERT_EQ(matrix().data().columns, 3U);
    EXPECT_NEAR(matrix().data().values[0], *std::max_element(full.begin(), full.end()), 1e-6);
    EXPECT_NEAR(matrix().data().values[2], cooled[0] / sum, 1e-6);
    EXPECT_TRUE(std::isnan(matrix().data().values[3 * 3 + 2])) << "the fourth is struck out";
    EXPECT_FALSE(std::isnan(matrix().data().values[3 * 3 + 1])) << "but not by the temperature";
    EXPECT_TRUE(said("stepExplanation").startsWith(QStringLiteral("3 of ")));
}

TEST_F(StepRoom, TheLoopShowsWhichLineIsDoneAndWhatArticlesLeaveOut) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    auto& panel = *find<LoopPanel>("loopPanel");
    EXPECT_FALSE(panel.isVisible());
    find<QPushButton>("stepLoop")->click();
    EXPECT_TRUE(panel.isVisible());
    const QString text = said("loopText");
    EXPECT_TRUE(text.contains(QStringLiteral("max_length")));
    EXPECT_EQ(text.count(QStringLiteral("✗ missing")), 5) << "random numbers, penalty, cutting, draw, stop";
    EXPECT_EQ(loopLine(), QStringLiteral("logits = model(ids)[-1]"));
    const std::vector<QString> expected{"next = draw(p, random())", "ids.append(next)"};
    for (std::size_t i = 0; i < view().stages().size(); ++i, view().forward()) {
        const ModelStage now = stage();
        if (!now.tensor.empty())
            EXPECT_EQ(loopLine(), QStringLiteral("logits = model(ids)[-1]"));
        else if (now.sampling == SamplingStageKind::Temperature)
            EXPECT_EQ(loopLine(), QStringLiteral("logits = penalty(logits) / temperature"));
        else if (now.sampling)
            EXPECT_EQ(loopLine(), QStringLiteral("p = top_k_p_min_p(softmax(logits))"));
        else
            EXPECT_EQ(loopLine(), expected[now.kind == StageKind::Append]);
        if (now.kind == StageKind::Append) break;
    }
    const TokenId end = session().model()->opened.marks.ends.front();
    session().chooseNext(end);
    settle();
    EXPECT_EQ(stage().kind, StageKind::Append);
    EXPECT_EQ(loopLine(), QStringLiteral("if next == end_mark: break"));
}

TEST_F(StepRoom, OfAModelTooLargeToKeepOnlyTheLayersAreSteppedAndItSaysSo) {
    testing::TemporaryFolder folder;
    CpuBackend backend(2);
    OpenedModel large = openModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny", backend);
    large.config.layers = 8;
    large.config.heads = large.config.keyHeads = 64; // of which the scores are large and quickly made
    large.config.headWidth = 2;
    large.config.positions = 512;
    large.weights = testing::randomWeights(large.config, backend);
    exportSafetensors(large, backend, folder.path() / "model.safetensors", DType::F32);
    start(QString::fromStdString(folder.path().string()), QStringLiteral("e").repeated(600),
          QStringLiteral("step"));
    ASSERT_EQ(session().run()->detail, RecordedRun::Detail::Layers);
    EXPECT_TRUE(find<QLabel>("stepNotice")->isVisible());
    EXPECT_TRUE(said("stepNotice").contains(QString::number(session().run()->tokens())))
        << said("stepNotice").toStdString();
    EXPECT_TRUE(said("stepNotice").contains(QStringLiteral("GB")));
    for (const ModelStage& each : view().stages()) {
        if (each.tensor.empty()) continue;
        EXPECT_FALSE(session().run()->values(each.tensor).empty()) << each.tensor;
    }
    goTo(StageKind::FeedForwardResidual, 3);
    EXPECT_EQ(matrix().data().rows, session().run()->tokens());
    EXPECT_TRUE(said("stepExplanation").contains(QStringLiteral("not kept")));
}

} // namespace
} // namespace tokenarium
