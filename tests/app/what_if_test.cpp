// SPDX-License-Identifier: GPL-3.0-or-later
// A person changes the model from inside, and what the screen says is what a plain computation says.
#include "engine/model/forward.h"
#include "engine/model/prompt_tokens.h"
#include "engine/view/what_if.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/model/change_list.h"
#include "widgets/model/switch_grid.h"

#include <QComboBox>
#include <QPushButton>
#include <QRegularExpression>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>

namespace tokenarium {
namespace {

TEST(PredictionChange, AgreesWithTheFormula) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> before(50), after(50);
    for (float& x : before) x = normal(random);
    for (float& x : after) x = normal(random);
    const std::vector<double> p = softmaxOf(before), q = softmaxOf(after);
    double bits = 0;
    for (std::size_t i = 0; i < p.size(); ++i) bits += p[i] * std::log2(p[i] / q[i]);
    const PredictionChange change = comparePredictions(before, after, 8);
    EXPECT_NEAR(change.divergenceBits, bits, 1e-9);
    ASSERT_EQ(change.candidates.size(), 8U);
    for (const ChangedCandidate& one : change.candidates) {
        EXPECT_NEAR(one.before, p[one.id], 1e-12);
        EXPECT_NEAR(one.after, q[one.id], 1e-12);
    }
    EXPECT_EQ(p[change.likeliestBefore], *std::max_element(p.begin(), p.end()));
    EXPECT_EQ(q[change.likeliestAfter], *std::max_element(q.begin(), q.end()));
    EXPECT_EQ(comparePredictions(before, before, 3).divergenceBits, 0);
}

TEST(PredictionChange, ATokenThatBecomesNextToImpossibleDoesNoHarm) {
    const std::vector<float> before{0, 0}, after{0, -2000};
    EXPECT_TRUE(std::isfinite(comparePredictions(before, after, 2).divergenceBits));
}

class WhatIfRoom : public ModelRoomTest {
protected:
    SwitchGrid& grid() { return *find<SwitchGrid>("whatIfGrid"); }
    void click(int row, int column) {
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, {},
                          grid().cellRect(row, column).center().toPoint());
        settle();
    }
    /// The share after the change that the screen shows for a token, −1 where it does not stand there.
    double shownAfter(TokenId id) {
        for (const ChangeRow& row : find<ChangeList>("whatIfList")->rows())
            if (row.label == session().tokenLabel(id)) return row.after;
        return -1;
    }
    /// Every likely token of these logits stands on the screen with its probability.
    void expectShown(const std::vector<float>& logits) {
        const std::vector<double> shares = softmaxOf(logits);
        for (std::size_t id = 0; id < shares.size(); ++id)
            if (shares[id] > 0.05) {
                EXPECT_NEAR(shownAfter(TokenId(id)), shares[id], 1e-5) << id;
            }
    }
};

/// Weights whose columns for the head are zero do the same as switching the head off.
std::vector<float> logitsWithoutHead(const ModelSession& session, std::size_t layer, std::size_t head) {
    const auto path =
        std::filesystem::path(TOKENARIUM_SOURCE_DIR "/resources/models") / session.modelName().toStdString();
    const auto model = openReadyModel(path);
    Backend& backend = *model->backend;
    Weights weights = model->opened.weights;
    const ModelConfig& config = model->opened.config;
    Tensor& out = weights.blocks[layer].attentionOutput;
    std::vector<float> rows = backend.read(out);
    for (std::size_t o = 0; o < config.width; ++o)
        for (std::size_t d = 0; d < config.headWidth; ++d)
            rows[o * config.queryWidth() + head * config.headWidth + d] = 0;
    Tensor plain = backend.allocate("changed", out.shape);
    backend.write(rows, plain);
    out = plain;
    const std::vector<TokenId> ids = session.ids();
    const SequenceInput text{ids, nullptr};
    ForwardOptions options;
    options.lastTokenOnly = true;
    return backend.read(forward(config, weights, backend, {&text, 1}, options).logits);
}

TEST_F(WhatIfRoom, AHeadThatIsSwitchedOffAddsNothing) {
    start("tiny", "em", "what-if");
    EXPECT_TRUE(said("whatIfFinding").contains("Nothing is changed"));
    expectShown(session().run()->lastLogits);
    click(1, 2);
    EXPECT_FALSE(grid().isOn(1, 2));
    EXPECT_FALSE(said("whatIfFinding").contains("Nothing is changed"));
    const std::vector<float> logits = logitsWithoutHead(session(), 1, 2);
    const std::vector<double> shares = softmaxOf(logits), before = softmaxOf(session().run()->lastLogits);
    double bits = 0;
    for (std::size_t id = 0; id < shares.size(); ++id)
        if (before[id] > 0) bits += before[id] * std::log2(before[id] / shares[id]);
    const auto match = QRegularExpression("moved by ([0-9.]+) bits").match(said("whatIfFinding"));
    ASSERT_TRUE(match.hasMatch()) << said("whatIfFinding").toStdString();
    EXPECT_NEAR(match.captured(1).toDouble(), bits, 0.02 + 0.05 * bits);
    for (const ChangeRow& row : find<ChangeList>("whatIfList")->rows())
        for (std::size_t id = 0; id < before.size(); ++id)
            if (before[id] > 1e-3 && row.label == session().tokenLabel(TokenId(id))) {
                EXPECT_NEAR(row.before, before[id], 1e-5) << "grey is the model as it is";
            }
    std::size_t compared = 0;
    for (std::size_t id = 0; id < shares.size(); ++id)
        if (shares[id] > 0.05) { // the plain weights do not round activations to 8 bits as the packed ones do
            EXPECT_NEAR(shownAfter(TokenId(id)), shares[id], 0.01) << id;
            ++compared;
        }
    EXPECT_GE(compared, 2U);
    EXPECT_GT(std::abs(shares[comparePredictions(session().run()->lastLogits, logits, 1).likeliestBefore] -
                       softmaxOf(session().run()->lastLogits)
                           [comparePredictions(session().run()->lastLogits, logits, 1).likeliestBefore]),
              0.02)
        << "this head does too little to be a test";
    click(1, 2);
    EXPECT_TRUE(said("whatIfFinding").contains("Nothing is changed"));
}

TEST_F(WhatIfRoom, WithoutAnyPartOnlyTheLastTokenCounts) {
    start("tiny", "em", "what-if");
    const int heads = int(session().model()->opened.config.heads);
    for (int layer = 0; layer < grid().rows(); ++layer) {
        click(layer, heads);
        click(layer, heads + 1);
    }
    const TokenId last = session().ids().back();
    const auto embedding = session().run()->row("embed.tokens", session().ids().size() - 1);
    expectShown(logitsOfResiduals(*session().model(), embedding));
    QTest::mouseClick(find<QPushButton>("whatIfUndo"), Qt::LeftButton);
    settle();
    expectShown(session().run()->lastLogits);
    EXPECT_EQ(session().ids().back(), last);
}

TEST_F(WhatIfRoom, KeysSwitchToo) {
    start("tiny", "em", "what-if");
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_Down);
    QTest::keyClick(&grid(), Qt::Key_Right);
    QTest::keyClick(&grid(), Qt::Key_Space);
    settle();
    EXPECT_FALSE(grid().isOn(1, 1));
    EXPECT_EQ(grid().accessibleDescription(), "Layer 2, head 2: switched off");
}

TEST_F(WhatIfRoom, ASwappedTokenIsReadInPlaceOfTheLitOne) {
    start("tiny", "em", "what-if");
    session().pinToken(session().openingTokens()); // the e
    settle();
    type(*find<QLineEdit>("whatIfSwap"), "a");
    const auto other =
        recordRun(session().model(), tokenarium::promptTokens(session().model()->opened, "am").ids);
    expectShown(other->lastLogits);
}

TEST_F(WhatIfRoom, AVectorCarriedOverAfterTheLastLayerBringsItsPredictionAlong) {
    start("tiny", "em", "what-if");
    auto& place = *find<QComboBox>("whatIfPlace");
    place.setCurrentIndex(place.count() - 1);
    emit place.activated(place.currentIndex());
    type(*find<QLineEdit>("whatIfDonor"), "oliv");
    const auto donor =
        recordRun(session().model(), tokenarium::promptTokens(session().model()->opened, "oliv").ids);
    expectShown(donor->lastLogits);
}

} // namespace
} // namespace tokenarium
