// SPDX-License-Identifier: GPL-3.0-or-later
// A person at the prediction, the surprise and the games of the model room; what the screen says is what
// another way of computing says.
#include "app/pages/model/guess_texts.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/translation.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/charts/prediction_chart.h"
#include "widgets/model/branch_tree_view.h"
#include "widgets/model/draw_line.h"
#include "widgets/model/token_row.h"
#include "widgets/model/vote_board.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QGraphicsView>
#include <QHelpEvent>
#include <QPushButton>
#include <QScreen>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QToolTip>

#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace tokenarium {
namespace {

class PredictionRoom : public ModelRoomTest {
protected:
    PredictionChart& chart() { return *find<PredictionChart>("predictionChart"); }
    BranchTreeView& tree() { return *find<BranchTreeView>("branchTree"); }
    TokenRow& tokens() { return *find<TokenRow>("modelTokens"); }
    DrawLine& line() { return *find<DrawLine>("drawLine"); }

    void clickBar(int row) {
        QWidget* viewport = chart().findChild<QGraphicsView*>()->viewport();
        QTest::mouseClick(viewport, Qt::LeftButton, {},
                          viewport->mapFrom(&chart(), chart().rowRectangle(row).center()));
        settle();
    }
    void clickNode(std::size_t node) {
        QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().nodeRect(node).center().toPoint());
        settle();
    }
    void clickChip(std::size_t token) {
        QTest::mouseClick(tokens().viewport(), Qt::LeftButton, {},
                          tokens().chipRect(token).center().toPoint());
        settle();
    }
    void press(const char* button) {
        QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton);
        settle();
    }
    /// A key on a slider.
    void slide(const char* slider, Qt::Key key, int times = 1) {
        for (int i = 0; i < times; ++i) QTest::keyClick(find<QSlider>(slider), key);
        settle();
    }
    /// A mouse that takes the handle of a slider from where it is to a share of the way.
    void drag(const char* name, double share) {
        auto* slider = find<QSlider>(name);
        const auto at = [&](double where) {
            return QPoint(int(8 + where * (slider->width() - 16)), slider->height() / 2);
        };
        const double from = double(slider->value()) / slider->maximum();
        QTest::mousePress(slider, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(slider, at((from + share) / 2));
        QTest::mouseMove(slider, at(share));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, at(share));
        settle();
    }
    void switchSamplingOff() {
        slide("topP", Qt::Key_End);
        slide("minP", Qt::Key_Home);
        slide("topK", Qt::Key_End);
    }
    /// What the model says after these tokens, read from the beginning, with nothing of the session's.
    std::vector<float> logitsAfter(std::vector<TokenId> ids) {
        return recordRun(session().model(), std::move(ids))->lastLogits;
    }
    std::vector<TokenId> likeliest(const std::vector<double>& shares) {
        std::vector<TokenId> ids(shares.size());
        std::iota(ids.begin(), ids.end(), 0U);
        std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return shares[a] > shares[b]; });
        return ids;
    }
    /// Without the engine's own soft-max.
    static std::vector<double> sharesOf(const std::vector<float>& logits, double temperature = 1) {
        std::vector<double> shares;
        double sum = 0;
        for (const float logit : logits) sum += std::exp(double(logit) / temperature);
        for (const float logit : logits) shares.push_back(std::exp(double(logit) / temperature) / sum);
        return shares;
    }
};

TEST_F(PredictionRoom, BarsFollowTheTemperatureWhileItIsDragged) {
    start("stories", "Once upon a time, there was a boy named", "prediction");
    switchSamplingOff();
    const std::vector<float> logits = logitsAfter(session().ids());
    const std::vector<double> full = sharesOf(logits);
    const std::vector<TokenId> ids = likeliest(full);
    std::vector<QString> seen;
    for (const double place : {0.2, 0.5, 0.9}) {
        drag("temperature", place);
        const double temperature = session().sampling().temperature;
        EXPECT_NEAR(temperature, 2 * place, 0.11);
        const std::vector<double> warm = sharesOf(logits, temperature);
        double others = 1;
        for (int row = 0; row < 6; ++row) {
            const TokenId id = ids[std::size_t(row)];
            EXPECT_EQ(chart().names()[row], session().tokenLabel(id));
            const QString before = percent(full[id]), after = percent(warm[id]);
            EXPECT_TRUE(chart().values()[row].startsWith(before)) << chart().values()[row].toStdString();
            if (before != after) {
                EXPECT_TRUE(chart().values()[row].contains(QStringLiteral("→ ") + after))
                    << chart().values()[row].toStdString();
            }
            EXPECT_NEAR(chart().modelBars()[row], 100 * full[id], 1e-3);
            EXPECT_NEAR(chart().leftBars()[row], 100 * warm[id], 1e-3);
            others -= full[id];
        }
        const int tail = int(chart().names().size()) - 1;
        EXPECT_NEAR(chart().modelBars()[tail], 100 * others - (tail > 6 ? chart().modelBars()[6] : 0), 1e-2);
        EXPECT_TRUE(chart().names()[tail].contains(grouped(logits.size() - std::size_t(tail))));
        seen.push_back(chart().values()[0]);
    }
    EXPECT_NE(seen[0], seen[2]) << "the slider moves the bars";
    const QString finding =
        QStringLiteral("‘%1’ is likeliest with %2;").arg(session().tokenLabel(ids[0]), percent(full[ids[0]]));
    EXPECT_TRUE(chart().finding().contains(finding)) << chart().finding().toStdString();
    double mass = 0;
    std::size_t count = 0;
    while (mass < 0.9) mass += full[ids[count++]];
    EXPECT_TRUE(chart().finding().endsWith(QStringLiteral("%1 tokens share 90 %").arg(count)));
    EXPECT_TRUE(chart().accessibleDescription().contains(chart().values()[0]));
}

TEST_F(PredictionRoom, WhatIsCutStaysVisibleWithTheStageThatCutIt) {
    start("stories", "Once upon a time, there was a boy named", "prediction");
    switchSamplingOff();
    slide("topK", Qt::Key_Home);
    slide("topK", Qt::Key_Right, 4); // 5 tokens
    ASSERT_EQ(session().sampling().topK, 5U);
    for (int row = 0; row < 6; ++row) {
        EXPECT_EQ(chart().isStruckOut(row), row >= 5) << row;
        EXPECT_EQ(chart().values()[row].contains(QStringLiteral("cut by top-k")), row >= 5) << row;
        EXPECT_EQ(chart().leftBars()[row] > 0, row < 5);
    }
    EXPECT_TRUE(chart().values().last().endsWith(QStringLiteral("all cut")));
    const std::size_t vocabulary = session().model()->opened.tokenizer->vocabulary().size();
    EXPECT_TRUE(said("samplingSteps")
                    .contains(QStringLiteral("top-k cuts %1 tokens; 5 stay").arg(grouped(vocabulary - 5))))
        << said("samplingSteps").toStdString();
    slide("minP", Qt::Key_End); // at least half of the likeliest one's
    const auto& bars = chart().data().prediction.bars;
    const bool secondIsCut = bars[1].byModel < 0.5 * bars[0].byModel;
    EXPECT_EQ(chart().values()[1].contains(QStringLiteral("cut by min-p")), secondIsCut);
    slide("temperature", Qt::Key_Home); // 0: the likeliest
    EXPECT_TRUE(chart().values()[5].contains(QStringLiteral("cut by temperature")));
}

TEST_F(PredictionRoom, TheDrawThatIsShownIsTheReplayOfItsSeed) {
    start("stories", "Once upon a time", "prediction");
    press("moreSampling");
    for (const int seed : {1, 2, 77, 4000}) {
        find<QSpinBox>("seed")->setFocus();
        find<QSpinBox>("seed")->setValue(seed);
        settle();
        for (int steps = 0; steps < 3; ++steps) {
            const std::vector<TokenId> before = session().ids();
            const DrawRecord record{session().sampling(), std::uint64_t(seed),
                                    before.size() - session().promptTokens(), 0};
            const Draw draw = replay(record, logitsAfter(before), before);
            EXPECT_DOUBLE_EQ(line().data().number, draw.uniform);
            const DrawSegment& hit = line().data().segments[line().data().hit];
            EXPECT_EQ(hit.label, session().tokenLabel(draw.token));
            EXPECT_NEAR(hit.end - hit.begin, draw.probability, 1e-5);
            const QRectF box = line().segmentRect(line().data().hit);
            EXPECT_TRUE(box.left() <= line().markerX() && line().markerX() <= box.right());
            EXPECT_TRUE(line().accessibleDescription().contains(hit.label));
            EXPECT_EQ(chart().values().filter(QStringLiteral("· drawn")).size(), 1);
            press("nextToken");
            EXPECT_EQ(session().ids().back(), draw.token) << "what was shown is what comes";
        }
        clickNode(0);
    }
}

TEST_F(PredictionRoom, AClickOnACandidateBranchesAndAClickInTheTreeReturns) {
    start("stories", "Once upon a time, there was a", "prediction");
    const std::vector<TokenId> prompt = session().ids();
    const std::vector<double> full = sharesOf(logitsAfter(prompt));
    const std::vector<TokenId> ids = likeliest(full);
    clickBar(2);
    ASSERT_EQ(session().ids().size(), prompt.size() + 1);
    EXPECT_EQ(session().ids().back(), ids[2]);
    press("nextToken");
    clickNode(0);
    EXPECT_EQ(session().ids(), prompt);
    clickBar(0);
    ASSERT_EQ(tree().nodes().size(), 4U);
    EXPECT_EQ(tree().nodes()[1].label, session().tokenLabel(ids[2]));
    EXPECT_NEAR(tree().nodes()[1].probability, full[ids[2]], 1e-5);
    EXPECT_TRUE(tree().nodes()[1].chosenByPerson);
    EXPECT_FALSE(tree().nodes()[2].chosenByPerson) << "drawn";
    EXPECT_EQ(tree().nodes()[3].label, session().tokenLabel(ids[0]));
    EXPECT_TRUE(tree().nodes()[3].isOnPath);
    EXPECT_FALSE(tree().nodes()[1].isOnPath);
    clickNode(2);
    EXPECT_EQ(session().ids().size(), prompt.size() + 2);
    EXPECT_EQ(session().ids()[prompt.size()], ids[2]);
    EXPECT_TRUE(tree().nodes()[1].isOnPath);
}

TEST_F(PredictionRoom, TheTreeAndTheBarsAreReachedByKeys) {
    start("stories", "Once upon a time, there was a", "prediction");
    const std::vector<TokenId> prompt = session().ids();
    const std::vector<TokenId> ids = likeliest(sharesOf(logitsAfter(prompt)));
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Down);
    QTest::keyClick(&chart(), Qt::Key_Return);
    settle();
    ASSERT_EQ(session().ids().size(), prompt.size() + 1);
    EXPECT_EQ(session().ids().back(), ids[1]);
    tree().setFocus();
    EXPECT_TRUE(tree().accessibleDescription().startsWith(session().tokenLabel(ids[1])));
    QTest::keyClick(&tree(), Qt::Key_Left);
    EXPECT_TRUE(tree().accessibleDescription().contains(QStringLiteral("end of the prompt")));
    QTest::keyClick(&tree(), Qt::Key_Return);
    settle();
    EXPECT_EQ(session().ids(), prompt);
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Home);
    QTest::keyClick(&chart(), Qt::Key_Return);
    settle();
    tree().setFocus();
    QTest::keyClick(&tree(), Qt::Key_Down); // the first branch and this one stand in two rows
    QTest::keyClick(&tree(), Qt::Key_Up);
    QTest::keyClick(&tree(), Qt::Key_Return);
    settle();
    EXPECT_EQ(session().ids().back(), ids[1]);
}

TEST_F(PredictionRoom, AtATokenInTheMiddleStandsWhatWasExpectedThereAndWhatCame) {
    start("poems", QStringLiteral("床前明月光，疑是地上霜。"), "prediction");
    const std::vector<TokenId> all = session().ids();
    ASSERT_GT(all.size(), 8U);
    const std::size_t place = 4;
    clickChip(place);
    const std::vector<double> full = sharesOf(logitsAfter({all.begin(), all.begin() + place + 1}));
    const std::vector<TokenId> ids = likeliest(full);
    EXPECT_EQ(chart().names()[0], session().tokenLabel(ids[0]));
    EXPECT_NEAR(chart().modelBars()[0], 100 * full[ids[0]], 2e-2);
    EXPECT_TRUE(chart().finding().contains(session().tokenLabel(all[place])));
    const int came = int(chart().names().indexOf(session().tokenLabel(all[place + 1])));
    ASSERT_GE(came, 0) << "what stands in the text is always among the bars";
    EXPECT_TRUE(chart().values()[came].contains(QStringLiteral("stands in the text")));
    EXPECT_NEAR(chart().modelBars()[came], 100 * full[all[place + 1]], 2e-2);
    EXPECT_FALSE(line().isVisible()) << "the prompt was not drawn";
    clickBar(0);
    EXPECT_EQ(session().ids(), all) << "the prompt is not changed by a click";
}

TEST_F(PredictionRoom, FromAPlaceBehindThePromptAnotherCandidateBranches) {
    start("stories", "Once upon a time", "prediction");
    for (int i = 0; i < 5; ++i) press("nextToken");
    const std::vector<TokenId> before = session().ids();
    const std::size_t place = session().promptTokens() + 1;
    clickChip(place);
    const std::vector<double> full =
        sharesOf(logitsAfter({before.begin(), before.begin() + std::ptrdiff_t(place) + 1}));
    const std::vector<TokenId> ids = likeliest(full);
    const int other = ids[0] == before[place + 1] ? 1 : 0;
    EXPECT_DOUBLE_EQ(line().data().number, uniformNumber(session().seed(), 2)) << "the third draw";
    clickBar(other);
    std::vector<TokenId> wanted(before.begin(), before.begin() + std::ptrdiff_t(place) + 1);
    wanted.push_back(ids[std::size_t(other)]);
    EXPECT_EQ(session().ids(), wanted);
    EXPECT_NEAR(session().tree()[session().leaf()].probability, full[ids[std::size_t(other)]], 1e-5);
    EXPECT_EQ(tree().nodes().size(), 7U) << "the old branch is still there";
}

TEST_F(PredictionRoom, SurpriseColoursEveryTokenByItsProbability) {
    start("stories", "The little dog was happy.", "prediction");
    auto* box = find<QComboBox>("tokenColoring");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    emit box->activated(box->currentIndex());
    settle();
    const std::vector<TokenId> ids = session().ids();
    const double scale = std::log2(double(session().model()->opened.tokenizer->vocabulary().size()));
    double total = 0;
    std::size_t counted = 0;
    for (std::size_t i = session().openingTokens(); i < ids.size(); ++i) {
        const double p = sharesOf(logitsAfter({ids.begin(), ids.begin() + std::ptrdiff_t(i)}))[ids[i]];
        const TokenChip& chip = tokens().chips()[i];
        EXPECT_EQ(chip.tintKind, TintKind::Scale);
        EXPECT_NEAR(chip.tint, std::min(255.0, -std::log2(p) / scale * 255), 1.01)
            << chip.label.toStdString();
        EXPECT_TRUE(chip.tip.contains(percent(p))) << chip.tip.toStdString();
        total -= std::log2(p);
        ++counted;
    }
    EXPECT_EQ(tokens().chips()[0].tintKind, TintKind::Category) << "marks are not counted";
    const QString sentence = said("surpriseSentence");
    EXPECT_TRUE(sentence.startsWith(
        QStringLiteral("%1 tokens surprised the model by %2 bits").arg(counted).arg(total, 0, 'f', 1)))
        << sentence.toStdString();
    EXPECT_TRUE(sentence.contains(QStringLiteral("%1 bits a character").arg(total / 25, 0, 'f', 2)))
        << sentence.toStdString();
    QTest::keyClick(box, Qt::Key_Up);
    emit box->activated(box->currentIndex());
    EXPECT_EQ(tokens().chips().back().tintKind, TintKind::Category);
    EXPECT_FALSE(find<QLabel>("surpriseSentence")->isVisible());
}

/// The stages by their definitions, each over everything that is left, with sorting and nothing saved.
struct SlowStages {
    std::map<TokenId, double> left;
    std::map<TokenId, const char*> cutBy;

    SlowStages(const std::vector<float>& logits, const std::vector<TokenId>& history,
               const SamplingSettings& settings) {
        std::vector<double> values(logits.begin(), logits.end());
        for (const TokenId id : std::set<TokenId>(history.begin(), history.end()))
            values[id] = values[id] > 0 ? values[id] / settings.repetitionPenalty
                                        : values[id] * settings.repetitionPenalty;
        for (std::size_t id = 0; id < values.size(); ++id)
            left[TokenId(id)] = std::exp(values[id] / settings.temperature);
        divide();
        if (settings.topK > 0) keep(settings.topK, "top-k");
        if (settings.topP < 1) {
            double mass = 0;
            std::size_t count = 0;
            for (const TokenId id : order())
                if (count == 0 || mass < settings.topP) {
                    mass += left[id];
                    ++count;
                }
            keep(count, "top-p");
        }
        if (settings.minP > 0) {
            const double least = settings.minP * left[order()[0]];
            keep(std::size_t(std::count_if(left.begin(), left.end(),
                                           [&](const auto& one) { return one.second >= least; })),
                 "min-p");
        }
    }
    void divide() {
        double sum = 0;
        for (const auto& one : left) sum += one.second;
        for (auto& one : left) one.second /= sum;
    }
    std::vector<TokenId> order() {
        std::vector<TokenId> ids;
        for (const auto& one : left) ids.push_back(one.first);
        std::stable_sort(ids.begin(), ids.end(), [&](TokenId a, TokenId b) { return left[a] > left[b]; });
        return ids;
    }
    void keep(std::size_t count, const char* stage) {
        const std::vector<TokenId> ids = order();
        for (std::size_t i = count; i < ids.size(); ++i) {
            cutBy[ids[i]] = stage;
            left.erase(ids[i]);
        }
        divide();
    }
};

TEST_F(PredictionRoom, EverySliderDoesWhatItsStageIsDefinedToDo) {
    start("stories", "The cat and the dog and the cat and the", "prediction");
    press("moreSampling");
    find<QSpinBox>("barsShown")->setValue(12);
    settle();
    const std::vector<float> logits = logitsAfter(session().ids());
    const std::vector<TokenId> ids = session().ids();
    struct Places {
        int temperature, topK, topP, minP, penalty; // steps from the left
    };
    std::set<QString> stages;
    for (const Places& place : {Places{20, 99, 95, 0, 0},
                                {14, 8, 95, 0, 0},
                                {30, 99, 60, 0, 0},
                                {20, 99, 95, 15, 0},
                                {24, 10, 85, 1, 8},
                                {20, 99, 95, 0, 20}}) {
        const std::pair<const char*, int> sliders[] = {{"temperature", place.temperature},
                                                       {"topK", place.topK},
                                                       {"topP", place.topP},
                                                       {"minP", place.minP},
                                                       {"repetitionPenalty", place.penalty}};
        for (const auto& [name, steps] : sliders) {
            auto* slider = find<QSlider>(name);
            QTest::keyClick(slider, Qt::Key_Home);
            for (int i = 0; i < steps && slider->value() < slider->maximum(); ++i)
                QTest::keyClick(slider, Qt::Key_Right);
        }
        settle();
        SlowStages slow(logits, ids, session().sampling());
        const auto& bars = chart().data().prediction.bars;
        ASSERT_GE(bars.size(), 12U);
        for (int row = 0; row < int(bars.size()); ++row) {
            const TokenId id = bars[std::size_t(row)].id;
            const auto cut = slow.cutBy.find(id);
            EXPECT_EQ(chart().isStruckOut(row), cut != slow.cutBy.end()) << row;
            EXPECT_NEAR(chart().leftBars()[row], cut == slow.cutBy.end() ? 100 * slow.left[id] : 0, 1e-3);
            if (cut == slow.cutBy.end()) continue;
            EXPECT_TRUE(chart().values()[row].contains(QStringLiteral("cut by ") + cut->second))
                << chart().values()[row].toStdString() << ", not " << cut->second;
            stages.insert(cut->second);
        }
        const QList<double> model = chart().modelBars(), left = chart().leftBars();
        EXPECT_NEAR(std::accumulate(model.begin(), model.end(), 0.0), 100, 1e-6) << "the tail is the rest";
        EXPECT_NEAR(std::accumulate(left.begin(), left.end(), 0.0), 100, 1e-6);
    }
    EXPECT_EQ(stages.size(), 3U) << "every stage cuts something that is shown";
}

TEST_F(PredictionRoom, TheLastOfManyQuickMovesIsWhatStandsThere) {
    start("stories", "Once upon a time, there was a", "prediction");
    switchSamplingOff();
    const std::vector<double> full = sharesOf(logitsAfter(session().ids()), 0.3);
    auto* slider = find<QSlider>("temperature");
    for (int step = slider->maximum(); step >= 6; --step) slider->setValue(step); // nothing is shown between
    settle();
    EXPECT_DOUBLE_EQ(session().sampling().temperature, 0.3);
    EXPECT_NEAR(chart().leftBars()[0], 100 * *std::max_element(full.begin(), full.end()), 1e-3);
}

TEST_F(PredictionRoom, NarrowNeighboursOnTheLineAreOnePartAndTheMarkStandsAtItsNumber) {
    start("stories", "Once upon a time, there was a", "prediction");
    switchSamplingOff(); // all 5,120 tokens may be drawn
    const DrawLineData& drawn = line().data();
    EXPECT_LT(drawn.segments.size(), 1100U);
    std::size_t merged = 0;
    double end = 0;
    for (const DrawSegment& segment : drawn.segments) {
        EXPECT_DOUBLE_EQ(segment.begin, end);
        end = segment.end;
        merged += segment.label.endsWith(" tokens");
    }
    EXPECT_DOUBLE_EQ(end, 1);
    EXPECT_GT(merged, 0U);
    const double left = line().segmentRect(0).left(),
                 right = line().segmentRect(drawn.segments.size() - 1).right();
    EXPECT_NEAR(line().markerX(), left + uniformNumber(session().seed(), 0) * (right - left), 0.01);
    EXPECT_GT(left, 0) << "the 0 stands before the line";
}

TEST_F(PredictionRoom, WhatIsOnTheScreenIsWhatWouldBePaintedAnew) {
    start("stories", "Once upon a time, there was a little", "prediction");
    const auto screen = [&] { return room->screen()->grabWindow(room->winId()).toImage(); };
    slide("topK", Qt::Key_Home); // one token: all others are struck out
    slide("topK", Qt::Key_End);
    QTest::qWait(50);
    const QImage seen = screen();
    ASSERT_FALSE(seen.isNull());
    for (QWidget* widget : room->findChildren<QWidget*>()) widget->update();
    QTest::qWait(50);
    EXPECT_EQ(seen, screen()) << "something old was left standing";
}

TEST(BranchTrees, PathsAreThoseThatWereGrown) {
    std::mt19937 random(3);
    BranchTree tree;
    std::vector<std::vector<TokenId>> paths{{}};
    for (int i = 0; i < 300; ++i) {
        const std::size_t parent = random() % tree.size();
        const TokenId id = random() % 4;
        std::vector<TokenId> wanted = paths[parent];
        wanted.push_back(id);
        const auto known = std::find(paths.begin(), paths.end(), wanted);
        const std::size_t node = tree.grow(parent, id, 0.5, i % 2);
        EXPECT_EQ(node, std::size_t(known - paths.begin())) << "a turn that was taken before is that node";
        if (known == paths.end()) paths.push_back(wanted);
        ASSERT_EQ(tree.size(), paths.size());
        EXPECT_EQ(tree.path(node), wanted);
        EXPECT_EQ(tree.depth(node), wanted.size());
    }
}

class PlayRoom : public PredictionRoom {
protected:
    VoteBoard& board() { return *find<VoteBoard>("voteBoard"); }
    /// The candidate that stands on a button.
    QString labelOf(std::size_t row) { return board().button(row).text().section(QStringLiteral("   "), 1); }
};

TEST_F(PlayRoom, TheClassVotesAndBothAreScoredInBits) {
    start("stories", "Once upon a time", "play");
    const PromptTokens text = promptTokens(session().model()->opened, guessTexts("stories")[0].toStdString());
    double classTotal = 0, modelTotal = 0;
    for (int round = 1; round <= 3; ++round) {
        const std::size_t place = find<TokenRow>("guessTokens")->chips().size() - 1;
        EXPECT_EQ(find<TokenRow>("guessTokens")->chips().back().label.trimmed(), "?");
        const TokenId truth = text.ids[place];
        const std::vector<double> shares =
            sharesOf(logitsAfter({text.ids.begin(), text.ids.begin() + std::ptrdiff_t(place)}));
        ASSERT_EQ(board().rowCount(), 4U);
        std::size_t right = 9;
        for (std::size_t row = 0; row < 4; ++row) {
            if (labelOf(row) == session().tokenLabel(truth)) right = row;
            EXPECT_TRUE(board().modelText(row).isEmpty()) << "nothing is given away";
            EXPECT_TRUE(board().markText(row).isEmpty());
        }
        ASSERT_LT(right, 4U);
        for (int hand = 0; hand < round; ++hand) QTest::mouseClick(&board().button(right), Qt::LeftButton);
        QTest::mouseClick(&board().button((right + 1) % 4), Qt::LeftButton);
        QTest::keyClick(&board(), Qt::Key(Qt::Key_1 + int((right + 1) % 4)));
        press("reveal");
        EXPECT_EQ(find<TokenRow>("guessTokens")->chips().back().label, session().tokenLabel(truth));
        EXPECT_TRUE(board().markText(right).contains(QChar(0x2713)));
        EXPECT_TRUE(board().modelText(right).endsWith(percent(shares[truth])))
            << board().modelText(right).toStdString();
        EXPECT_TRUE(board().handsText(right).endsWith(percent(double(round) / (round + 2))));
        const double classBits = -std::log2(double(round) / (round + 2)),
                     modelBits = -std::log2(shares[truth]);
        classTotal += classBits;
        modelTotal += modelBits;
        EXPECT_TRUE(said("guessResult")
                        .contains(QStringLiteral("The class: %1 bits; the model: %2 bits")
                                      .arg(classBits, 0, 'f', 2)
                                      .arg(modelBits, 0, 'f', 2)))
            << said("guessResult").toStdString();
        EXPECT_TRUE(said("guessTotals")
                        .startsWith(QStringLiteral("Rounds played: %1. Class %2 bits, model %3 bits")
                                        .arg(round)
                                        .arg(classTotal, 0, 'f', 2)
                                        .arg(modelTotal, 0, 'f', 2)))
            << said("guessTotals").toStdString();
        QTest::mouseClick(&board().button(right), Qt::LeftButton);
        EXPECT_TRUE(board().handsText(right).contains(QString::number(round))) << "no hands after the reveal";
        press("reveal"); // the next token
    }
    press("guessStartAgain");
    EXPECT_FALSE(said("guessTotals").contains(QStringLiteral("Rounds"))) << "no score before a round";
}

TEST_F(PlayRoom, HandsGoDownAgainAndWhoIsLessSurprisedLeads) {
    start("stories", "Once upon a time", "play");
    auto* down = find<QPushButton>("handsDown");
    EXPECT_FALSE(down->isEnabled()) << "no hand is up";
    board().setFocus();
    QTest::keyClick(&board(), Qt::Key_2);
    EXPECT_TRUE(board().handsText(1).startsWith("hands: 1"));
    QTest::mouseClick(down, Qt::LeftButton);
    EXPECT_EQ(board().handsText(1), "hands: 0");
    EXPECT_TRUE(said("guessResult").startsWith("Hands raised: 0"));
    const PromptTokens text = promptTokens(session().model()->opened, guessTexts("stories")[0].toStdString());
    for (const bool sure : {true, false}) { // everybody is right, then nobody is for many hands
        const std::size_t place = find<TokenRow>("guessTokens")->chips().size() - 1;
        std::size_t right = 0;
        for (std::size_t row = 0; row < 4; ++row)
            if (labelOf(row) == session().tokenLabel(text.ids[place])) right = row;
        for (int hand = 0; hand < (sure ? 1 : 5000); ++hand)
            emit board().raised(sure ? right : (right + 1) % 4);
        press("reveal");
        EXPECT_TRUE(said("guessTotals").endsWith(sure ? "the class leads." : "the model leads."))
            << said("guessTotals").toStdString();
        press("reveal");
    }
}

TEST_F(PlayRoom, ATypedGuessIsAHandForTheTokenItBeginsWith) {
    start("stories", "Once upon a time", "play");
    auto* edit = find<QLineEdit>("guessEdit");
    edit->setFocus();
    QTest::keyClicks(edit, "dog");
    QTest::keyClick(edit, Qt::Key_Return);
    settle();
    std::vector<TokenId> ids;
    session().model()->opened.tokenizer->encodeIds(" dog", ids);
    bool found = false;
    for (std::size_t row = 0; row < board().rowCount(); ++row)
        if (labelOf(row) == session().tokenLabel(ids[0]))
            found = board().handsText(row).startsWith("hands: 1");
    EXPECT_TRUE(found) << "a word stands behind a space here";
    EXPECT_TRUE(edit->text().isEmpty());
    EXPECT_TRUE(said("guessResult").startsWith("Hands raised: 1"));
}

TEST_F(PlayRoom, AnOwnTextIsHiddenAndPlayedToItsEnd) {
    start("poems", QStringLiteral("床前明月光，"), "play");
    auto* box = find<QComboBox>("guessText");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    emit box->activated(box->currentIndex());
    settle();
    EXPECT_FALSE(find<QPushButton>("reveal")->isEnabled()) << "there is no text yet";
    auto* own = find<QLineEdit>("guessOwnText");
    ASSERT_TRUE(own->isVisible());
    EXPECT_EQ(own->echoMode(), QLineEdit::Password);
    own->setFocus();
    own->insert(QStringLiteral("举头望明月，低头思故乡。"));
    QTest::keyClick(own, Qt::Key_Return);
    settle();
    const std::size_t first = find<TokenRow>("guessTokens")->chips().size();
    std::size_t most = first;
    for (int i = 0; i < 20; ++i) { // to the end, and from the beginning again
        press("reveal");
        press("reveal");
        most = std::max(most, find<TokenRow>("guessTokens")->chips().size());
    }
    EXPECT_GT(most, first);
    EXPECT_TRUE(find<QPushButton>("reveal")->isEnabled());
}

TEST_F(PlayRoom, AnEnglishSentenceBecomesTheStoriesModelsChinese) {
    start("stories", "Once upon a time", "play");
    press("playTranslate");
    const SamplingSettings greedy{.temperature = 0};
    EXPECT_EQ(said("translation").toStdString(),
              translate(*session().model(), "My brother is a doctor.", greedy, 1).text)
        << "something stands there from the beginning";
    auto* input = find<QLineEdit>("translateInput");
    input->selectAll();
    QTest::keyClicks(input, "This is my house.");
    QTest::keyClick(input, Qt::Key_Return);
    settle();
    const Translation made = translate(*session().model(), "This is my house.", greedy, 1);
    EXPECT_EQ(said("translation").toStdString(), made.text);
    const auto& chips = find<TokenRow>("translationTokens")->chips();
    ASSERT_EQ(chips.size(), made.prompt.size() + made.tokens.size());
    EXPECT_TRUE(chips.back().isPredicted);
    EXPECT_TRUE(chips.back().tip.contains(percent(made.tokens.back().probability)));
}

TEST_F(PlayRoom, AModelWithoutPairsSaysSoAndOffersTheOneThatHasThem) {
    start("tiny", "em", "play");
    press("playTranslate");
    EXPECT_TRUE(find<QLabel>("noPairMark")->isVisible());
    EXPECT_FALSE(find<QLineEdit>("translateInput")->isVisible());
    press("openStories");
    EXPECT_EQ(session().modelName(), "stories");
    EXPECT_FALSE(find<QLabel>("noPairMark")->isVisible());
    EXPECT_FALSE(said("translation").isEmpty());
}

} // namespace
} // namespace tokenarium
