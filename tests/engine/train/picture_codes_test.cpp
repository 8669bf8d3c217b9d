// SPDX-License-Identifier: GPL-3.0-or-later
// The tiny model of pictures: it learns a pattern, completes it, and can be looked into like a model of text.
#include "engine/train/picture_codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

/// A pattern that repeats along diagonals; 12 columns.
CodePicture pattern(std::uint32_t rows) {
    CodePicture picture{12, rows, {}};
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t column = 0; column < 12; ++column) picture.ids.push_back((row * 5 + column) % 7);
    return picture;
}

PictureModelSettings quick(std::size_t steps) {
    PictureModelSettings settings;
    settings.codes = 8;
    settings.layers = 1;
    settings.width = 32;
    settings.heads = 2;
    settings.seconds = 0;
    settings.steps = steps;
    settings.batchTokens = 256;
    settings.threads = 1;
    return settings;
}

TEST(CodeTokenizer, SpellsCodesAsNumbers) {
    const auto tokenizer = createCodeTokenizer(300);
    EXPECT_EQ(tokenizer->vocabulary().size(), 301U);
    const std::vector<TokenId> ids = {17, 0, 299, 300, 5};
    const std::string text = tokenizer->decode(ids);
    EXPECT_EQ(text, "#17#0#299<|picture|>#5");
    std::vector<TokenId> back;
    for (const Token& token : encode(*tokenizer, "#17#0 #299\n#300#x#007#5", SpecialMode::Plain).tokens)
        back.push_back(token.id);
    EXPECT_EQ(back, (std::vector<TokenId>{17, 0, 299, 5})); // what is no code has no token
    back.clear();
    for (const Token& token : encode(*tokenizer, text, SpecialMode::Special).tokens) back.push_back(token.id);
    EXPECT_EQ(back, ids);
    EXPECT_EQ(tokenizer->vocabulary().kind(300), TokenKind::Special);
    EXPECT_EQ(tokenizer->vocabulary().find("#12345678901"), std::nullopt);
    EXPECT_EQ(tokenizer->vocabulary().entry(301), std::nullopt);
}

TEST(PictureCodes, ALearntPatternIsCompleted) {
    const CodePicture whole = pattern(24);
    const CodePicture upper = upperRows(whole, 12, false);
    std::vector<double> losses;
    const auto model = createPictureModel({&upper, 1}, quick(200), {}, [&](const PictureModelReport& report) {
        losses.push_back(report.loss);
        EXPECT_EQ(report.step, losses.size());
        EXPECT_NEAR(report.share, static_cast<double>(losses.size()) / 200, 1e-9);
    });
    ASSERT_TRUE(model);
    ASSERT_EQ(losses.size(), 200U);
    EXPECT_NEAR(losses.front(), std::log(9.0), 0.3); // guessing
    EXPECT_LT(losses.back(), 0.3);
    SamplingSettings likeliest;
    likeliest.temperature = 0;
    std::size_t drawn = 0;
    const auto completed =
        completePicture(*model, upperRows(whole, 12, true), likeliest, 1, {}, [&](const Draw&) { ++drawn; });
    ASSERT_TRUE(completed);
    EXPECT_EQ(drawn, 144U);
    ASSERT_EQ(completed->ids.size(), whole.ids.size());
    std::size_t right = 0;
    for (std::size_t i = 0; i < whole.ids.size(); ++i) right += completed->ids[i] == whole.ids[i] ? 1 : 0;
    EXPECT_GE(right, 144U + 130); // the lower half was never seen
}

TEST(PictureCodes, TheSameStepsAndSeedGiveTheSamePicture) {
    const CodePicture upper = upperRows(pattern(12), 6, false);
    const auto complete = [&](std::uint64_t seed) {
        const auto model = createPictureModel({&upper, 1}, quick(5));
        return completePicture(*model, upperRows(pattern(12), 6, true), {}, seed).value().ids;
    };
    EXPECT_EQ(complete(1), complete(1));
    EXPECT_NE(complete(1), complete(2));
    for (const TokenId id : complete(3)) EXPECT_LT(id, 8U); // never the mark
}

/// The picture is longer than the context: the model goes on with what it still sees.
TEST(PictureCodes, PicturesMayBeLongerThanTheContext) {
    const CodePicture upper = upperRows(pattern(12), 6, false);
    PictureModelSettings settings = quick(3);
    settings.context = 20;
    const auto model = createPictureModel({&upper, 1}, settings);
    EXPECT_EQ(model->opened.config.positions, 20U);
    const auto completed = completePicture(*model, upperRows(pattern(12), 6, true), {}, 1);
    ASSERT_TRUE(completed);
    EXPECT_EQ(completed->ids.size(), 144U);
    EXPECT_EQ(tokensBefore(*model, *completed, 144).size(), 20U);
    EXPECT_EQ(tokensBefore(*model, *completed, 2),
              (std::vector<TokenId>{8, completed->ids[0], completed->ids[1]}));
}

/// The step view of text shows it: every step is recorded, and predicts what completing chose.
TEST(PictureCodes, ARecordedRunPredictsWhatIsChosen) {
    const CodePicture upper = upperRows(pattern(12), 6, false);
    const auto model = createPictureModel({&upper, 1}, quick(30));
    SamplingSettings likeliest;
    likeliest.temperature = 0;
    const auto completed = completePicture(*model, upperRows(pattern(12), 6, true), likeliest, 1).value();
    for (const std::size_t index : {72U, 80U, 100U}) {
        const auto run = recordRun(model, tokensBefore(*model, completed, index));
        ASSERT_TRUE(run);
        EXPECT_EQ(run->lastLogits.size(), 9U);
        EXPECT_FALSE(run->values("block.0.attention.probs").empty());
        const auto codes = std::span(run->lastLogits).first(8);
        EXPECT_EQ(std::ranges::max_element(codes) - codes.begin(), completed.ids[index]);
    }
    EXPECT_EQ(model->opened.tokenizer->vocabulary().entry(3), "#3");
    EXPECT_GT(model->parameters, 1000U);
}

TEST(PictureCodes, StoppingKeepsWhatIsLearnt) {
    const CodePicture picture = pattern(6);
    std::stop_source stop;
    const auto model = createPictureModel({&picture, 1}, quick(1000), stop.get_token(),
                                          [&](const PictureModelReport& report) {
                                              if (report.step == 4) stop.request_stop();
                                          });
    ASSERT_TRUE(model);
    EXPECT_FALSE(completePicture(*model, upperRows(picture, 2, true), {}, 1, stop.get_token()));
    EXPECT_FALSE(createPictureModel({&picture, 1}, quick(10), stop.get_token()));
    EXPECT_FALSE(createPictureModel({}, quick(10)));
}

TEST(PictureCodes, WhatCannotBeIsRefused) {
    CodePicture picture = pattern(6);
    PictureModelSettings settings = quick(2);
    settings.heads = 0;
    EXPECT_THROW(createPictureModel({&picture, 1}, settings), std::runtime_error);
    picture.ids[3] = 8;
    EXPECT_THROW(createPictureModel({&picture, 1}, quick(2)), std::runtime_error);
    const CodePicture good = pattern(6);
    const auto model = createPictureModel({&good, 1}, quick(2));
    EXPECT_THROW(completePicture(*model, picture, {}, 1), std::runtime_error);
}

} // namespace
} // namespace tokenarium
