// SPDX-License-Identifier: GPL-3.0-or-later
// What data preparation finds, drops and keeps; every name and number here is invented.
#include "engine/train/data_preparation.h"

#include <gmock/gmock.h>

using namespace tokenarium;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> passages;
    for (const PersonalDataPlace& place : findPersonalData(text))
        passages.emplace_back(text.substr(place.begin, place.end - place.begin));
    return passages;
}

/// The check digit by its definition (GB 11643): the weighted sum of all places is 1 modulo 11.
bool checks(const std::string& number) {
    int sum = 0, weight = 1;
    for (std::size_t i = 18; i-- > 0; weight = weight * 2 % 11)
        sum += weight * (number[i] == 'X' ? 10 : number[i] - '0');
    return sum % 11 == 1;
}

} // namespace

TEST(PersonalData, IsFoundInBothLanguages) {
    EXPECT_THAT(found("Write to anna.m+x@mail.example.org, please."),
                ElementsAre("anna.m+x@mail.example.org"));
    EXPECT_THAT(found("发到xiaolin@example.cn，谢谢"), ElementsAre("xiaolin@example.cn"));
    EXPECT_THAT(found("手机是13800138000，到了打电话"), ElementsAre("13800138000"));
    EXPECT_THAT(found("139-1234-5678 or +49 30 901820-55."),
                ElementsAre("139-1234-5678", "+49 30 901820-55"));
    EXPECT_THAT(found("(555) 010-2288"), ElementsAre("(555) 010-2288"));
}

TEST(PersonalData, OrdinaryNumbersAreLeftAlone) {
    EXPECT_THAT(found("In 2024 there were 124,439,808 parameters, 3.14159 and 10.5 %."), IsEmpty());
    EXPECT_THAT(found("a @ b, 3 @ 4, 1-2-3, x@y"), IsEmpty());
    EXPECT_THAT(found("号码12345678901"), IsEmpty()); // no mobile number begins with 12
}

TEST(PersonalData, AnIdNumberNeedsItsCheckDigitAndADate) {
    std::size_t right = 0;
    for (const std::string start : {"99000019900307123", "99000020011231004"})
        for (const char last : std::string("0123456789X")) {
            EXPECT_EQ(isChineseIdNumber(start + last), checks(start + last)) << start << last;
            right += isChineseIdNumber(start + last);
        }
    EXPECT_EQ(right, 2U);
    EXPECT_FALSE(isChineseIdNumber("990000199013071235"));
    EXPECT_THAT(found("号码990000199003071235，"), ElementsAre("990000199003071235"));
}

TEST(DataPreparation, EveryStepSaysWhatItDropped) {
    const std::vector<RawDocument> raw =
        rawDocuments("a\tThe cat sat on the mat.\na\tthe cat, sat on the MAT\na\tok\n"
                     "b\tCall 13800138000 this evening.\nb\t$$ ## %% 12 34 && ** (( \n",
                     "x");
    ASSERT_EQ(raw.size(), 5U);
    PreparationSettings settings;
    settings.vocabularySize = 270;
    settings.context = 8;
    settings.batchTokens = 16;
    const PreparedData data = createPreparedData(raw, settings);
    EXPECT_EQ(data.raw.documents, 5U);
    EXPECT_EQ(data.unique.documents, 4U);
    ASSERT_EQ(data.unique.dropped.size(), 1U);
    EXPECT_EQ(data.unique.dropped[0].text, "the cat, sat on the MAT");
    EXPECT_EQ(data.unique.dropped[0].other, "The cat sat on the mat.");
    EXPECT_EQ(data.filtered.documents, 2U);
    EXPECT_EQ(data.documents[1].text, "Call [phone] this evening.");
    EXPECT_EQ(data.tokenizer->decode(data.ids),
              "The cat sat on the mat.<|end|>Call [phone] this evening.<|end|>");
    EXPECT_EQ(data.windows, (data.ids.size() + 7) / 8);
    EXPECT_EQ(data.batches, (data.windows + 1) / 2);
}

TEST(DataPreparation, WeightsBalanceDomains) {
    std::vector<RawDocument> raw;
    for (int i = 0; i < 400; ++i)
        raw.push_back({"document number " + std::to_string(i), i % 2 ? "odd" : "even"});
    PreparationSettings settings;
    settings.weights = {{"odd", 2.5}, {"even", 0}};
    const PreparedData data = createPreparedData(raw, settings);
    EXPECT_EQ(data.balanced.byDomain.count("even"), 0U);
    EXPECT_EQ(data.balanced.dropped.size(), 200U);
    EXPECT_NEAR(double(data.balanced.byDomain.at("odd")), 500, 40);
}
