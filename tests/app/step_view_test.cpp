// SPDX-License-Identifier: GPL-3.0-or-later
// A person walks through the model; every number on the screen is compared with a forward pass that nobody
// watched.
#include "app/pages/model/loop_panel.h"
#include "app/pages/model/stage_details.h"
#include "app/pages/model/stage_words.h"
#include "app/pages/model/step_view.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/forward.h"
#include "tests/app/model_room_fixture.h"
#include "tests/app/too_large_model.h"
#include "tests/support/temporary_folder.h"
#include "widgets/model/heat_map.h"
#include "widgets/model/heat_map_state.h"
#include "widgets/model/model_map.h"
#include "widgets/model/source_strips.h"

#include <QAccessible>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
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
    /// As it is announced, without what it does in this round.
    QString loopLine() {
        return find<QLabel>("loopText")->accessibleDescription().section(QStringLiteral(": "), 0, 0);
    }
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
    EXPECT_EQ(map().accessibleDescription(), QStringLiteral("Layer 3: scores"));
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
    EXPECT_EQ(scrub.value(), 0);
}

TEST_F(StepRoom, SpaceStepsHereAndDrawsATokenInOtherViews) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    const std::size_t tokens = session().ids().size();
    QTest::keyClick(room.get(), Qt::Key_Space);
    settle();
    EXPECT_EQ(view().stage(), 1U);
    EXPECT_EQ(session().ids().size(), tokens);
    room->showView(QStringLiteral("attention"));
    QTest::keyClick(room.get(), Qt::Key_Space);
    settle();
    EXPECT_EQ(session().ids().size(), tokens + 1);
}

TEST_F(StepRoom, ItStepsByItselfAtThePaceThatIsChosen) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    auto& play = *find<QToolButton>("stepPlay");
    QList<QAction*> paces = play.menu()->actions();
    ASSERT_GE(paces.size(), 3);
    EXPECT_EQ(paces.first()->text(), QStringLiteral("1 stage a second"));
    paces.last()->trigger();
    EXPECT_TRUE(play.toolTip().contains(paces.last()->text())) << play.toolTip().toStdString();
    QTest::mouseClick(&play, Qt::LeftButton, {}, QPoint(8, play.height() / 2));
    EXPECT_EQ(play.text(), QStringLiteral("Pause"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return view().stage() >= 3; }, 60'000));
    play.click();
    EXPECT_EQ(play.text(), QStringLiteral("Play steps"));
    const std::size_t stopped = view().stage();
    QTest::qWait(150);
    EXPECT_EQ(view().stage(), stopped);
}

TEST_F(StepRoom, NoStageShowsMoreThanSevenControls) {
    start(QStringLiteral("tiny"), QStringLiteral("emma"), QStringLiteral("step"));
    for (std::size_t at = 0; at < view().stages().size(); ++at, view().forward()) {
        int controls = 0;
        for (const QWidget* one : view().findChildren<QWidget*>())
            controls += one->isVisible() &&
                        (qobject_cast<const QAbstractButton*>(one) || qobject_cast<const QComboBox*>(one) ||
                         qobject_cast<const QSlider*>(one));
        ASSERT_LE(controls, 7) << view().stages()[at].tensor;
    }
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
    const ModelStage query = view().stages()[view().stage() - 2];
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

/// A number as formulas write it, read back.
double read(QString written) {
    return written.replace(QChar(0x2212), QLatin1Char('-')).remove('(').remove(')').toDouble();
}

TEST_F(StepRoom, EveryProbabilityExplainsItselfWithNumbersThatMultiplyOut) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    SamplingSettings settings;
    settings.repetitionPenalty = 1.3;
    settings.temperature = 0.7;
    settings.topK = 8;
    settings.topP = 0.9;
    settings.minP = 0.1;
    session().setSampling(settings);
    settle();
    find<QSlider>("stepScrub")->setValue(int(view().stages().size()) - 2);
    ASSERT_EQ(stage().kind, StageKind::Draw);
    ASSERT_EQ(matrix().data().columns, 6U);
    int removed = 0, kept = 0;
    for (std::size_t row = 0; row < matrix().data().rows; ++row)
        for (std::size_t column = 0; column < 6; ++column) {
            QTest::mouseClick(matrix().viewport(), Qt::LeftButton, {},
                              matrix().cellRect({row, column}).center().toPoint());
            const float shown = matrix().data().values[row * 6 + column];
            const QString text = said("stepExplanation").section(QStringLiteral("probability["), 1);
            ASSERT_FALSE(text.isEmpty()) << row << ' ' << column;
            if (std::isnan(shown)) {
                ++removed;
                EXPECT_TRUE(text.contains(QStringLiteral("none"))) << text.toStdString();
                continue;
            }
            ++kept;
            const QString numbers = text.section(QStringLiteral("\n= "), 1).section('\n', 0, 0);
            EXPECT_NEAR(read(numbers.section(QStringLiteral(" = "), 1)), shown, 0.006 * shown + 1e-6);
            double result = 0;
            static const QRegularExpression powers(QStringLiteral(
                "^e\\^\\(\\(?(\\S+?)( [/·] (\\S+))? − ([^) ]+)\\)?\\)?( / (\\S+)\\))? / (\\S+) = ")),
                shares(QStringLiteral("^(\\S+) / (\\S+) = "));
            if (const auto power = powers.match(numbers); power.hasMatch()) {
                double logit = read(power.captured(1));
                if (power.captured(2).startsWith(QStringLiteral(" /"))) logit /= read(power.captured(3));
                if (power.captured(2).startsWith(QStringLiteral(" ·"))) logit *= read(power.captured(3));
                const double warmth = power.captured(6).isEmpty() ? 1 : read(power.captured(6));
                result = std::exp((logit - read(power.captured(4))) / warmth) / read(power.captured(7));
                EXPECT_NEAR(result, shown, 0.12 * shown) << numbers.toStdString(); // three digits of a logit
            } else {
                const auto share = shares.match(numbers);
                ASSERT_TRUE(share.hasMatch()) << numbers.toStdString();
                EXPECT_NEAR(read(share.captured(1)) / read(share.captured(2)), shown, 0.012 * shown);
            }
        }
    EXPECT_GT(removed, 0);
    EXPECT_GT(kept, 12);
    QTest::keyClick(&matrix(), Qt::Key_Escape);
    const Draw& draw = *session().nextDraw();
    double begin = 0;
    for (const Candidate& each : draw.candidates) {
        if (each.id == draw.token) break;
        begin += each.probability;
    }
    EXPECT_TRUE(said("stepExplanation")
                    .contains(QStringLiteral("from %1 to %2")
                                  .arg(QString::number(begin, 'f', 4),
                                       QString::number(begin + draw.probability, 'f', 4))))
        << said("stepExplanation").toStdString();
}

TEST_F(StepRoom, EveryPartOfANumberSaysItsScale) {
    start(QStringLiteral("tiny"), QStringLiteral("emma"), QStringLiteral("step"));
    goTo(StageKind::Query, 1);
    auto& strips = *find<SourceStrips>("stepSources");
    strips.setFocus();
    const auto spoken = [&] {
        return QAccessible::queryAccessibleInterface(&strips)->text(QAccessible::Description);
    };
    const auto [low, high] =
        std::minmax_element(strips.strips()[0].values.begin(), strips.strips()[0].values.end());
    EXPECT_TRUE(spoken().endsWith(QStringLiteral("%1 … %2").arg(heatMapNumber(*low), heatMapNumber(*high))))
        << spoken().toStdString();
    QTest::keyClick(&strips, Qt::Key_Down);
    EXPECT_TRUE(spoken().contains(QStringLiteral("2 of 2"))) << spoken().toStdString();
}

TEST_F(StepRoom, TheLoopShowsWhichLineIsDoneAndWhatArticlesLeaveOut) {
    start(QStringLiteral("tiny"), QStringLiteral("em"), QStringLiteral("step"));
    auto& panel = *find<LoopPanel>("loopPanel");
    EXPECT_FALSE(panel.isVisible());
    find<QPushButton>("stepLoop")->click();
    EXPECT_TRUE(panel.isVisible());
    const QString text = said("loopText");
    EXPECT_TRUE(text.contains(QStringLiteral("max_length")));
    EXPECT_EQ(text.count(QStringLiteral("✗ missing")), 6)
        << "prompt, random numbers, penalty, cutting, draw, stop";
    EXPECT_FALSE(matrix().isVisible()) << "the loop has the room of the numbers";
    const auto inRound = [&](LoopPanel::Line line) { return panel.now()[std::size_t(line)]; };
    const Draw draw = *session().nextDraw();
    const std::size_t vocabulary = session().run()->lastLogits.size();
    EXPECT_EQ(inRound(LoopPanel::Line::Start), QStringLiteral("%1 token").arg(session().openingTokens()));
    EXPECT_EQ(inRound(LoopPanel::Line::Prompt), QStringLiteral("2 tokens"));
    EXPECT_EQ(inRound(LoopPanel::Line::While),
              QStringLiteral("3 < %1").arg(session().model()->opened.config.positions));
    EXPECT_EQ(inRound(LoopPanel::Line::Model), QStringLiteral("%1 numbers").arg(vocabulary));
    EXPECT_EQ(inRound(LoopPanel::Line::Draw),
              QStringLiteral("%1 → ‘%2’")
                  .arg(QString::number(draw.uniform, 'f', 4), session().tokenLabel(draw.token)));
    for (const QString& value : panel.now()) {
        EXPECT_FALSE(value.isEmpty());
        EXPECT_TRUE(text.contains(value.toHtmlEscaped())) << value.toStdString();
    }
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
    EXPECT_EQ(loopLine(), QStringLiteral("if next == end_mark"));
}

TEST_F(StepRoom, OfAModelTooLargeToKeepOnlyTheLayersAreSteppedAndItSaysSo) {
    testing::TemporaryFolder folder;
    writeTooLargeModel(folder.path());
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
