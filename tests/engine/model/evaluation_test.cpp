// SPDX-License-Identifier: GPL-3.0-or-later
// The score of documents against the definition, computed with the plain transformer in double precision.
#include "engine/model/evaluation.h"

#include "engine/backend/cpu_backend.h"
#include "engine/text/character_vocabulary.h"
#include "tests/engine/model/model_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

class Evaluation : public ::testing::Test {
protected:
    Evaluation() {
        model.tokenizer = createCharacterTokenizer(CharacterVocabulary::create(
            {U'a', U'b', U'c', U' ', U'春', U'眠'}, {"<|begin|>", "<|end|>", "<|en|>", "<|zh|>"}));
        model.config = testing::smallLlama();
        model.config.positions = 8;
        model.config.vocabularySize = model.tokenizer->vocabulary().size();
        model.weights = testing::randomWeights(model.config, backend);
        model.marks.beginning = model.tokenizer->vocabulary().find("<|begin|>");
        model.marks.ends = {*model.tokenizer->vocabulary().find("<|end|>")};
        model.marks.beginsTexts = true;
    }

    /// −log p of the target after the inputs from `begin` on.
    double natsAfter(const std::vector<TokenId>& ids, std::size_t begin, std::size_t at) {
        const std::vector<TokenId> inputs(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                          ids.begin() + static_cast<std::ptrdiff_t>(at));
        const std::vector<double> logits = testing::plainLogits(model.config, model.weights, inputs).back();
        double sum = 0;
        for (const double logit : logits) sum += std::exp(logit - logits[ids[at]]);
        return std::log(sum);
    }

    /// Windows by the book: the first 8 inputs, then each time 4 further, the last one ending with the text.
    double plainNats(const std::string& text, std::vector<TokenId> ids) {
        const std::size_t opening = ids.size();
        model.tokenizer->encodeIds(text, ids);
        ids.push_back(model.marks.ends[0]);
        double nats = 0;
        for (std::size_t at = opening; at < ids.size(); ++at) {
            const std::size_t inputs = ids.size() - 1;
            std::size_t begin = 0;
            while (begin + 8 < at) begin = std::min(begin + 4, inputs - 8);
            nats += natsAfter(ids, begin, at);
        }
        return nats;
    }

    CpuBackend backend;
    OpenedModel model;
};

TEST_F(Evaluation, IsTheDefinitionForShortAndLongDocuments) {
    const std::vector<std::string> texts = {
        "", "a", "abc ab", "春眠", "abc€", "abcabcabc", "a b c a b c a b c a b c a b"};
    Evaluator all(model, backend);
    double nats = 0;
    std::size_t characters = 0;
    const std::size_t counts[] = {0, 1, 6, 2, 4, 9, 27};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Evaluator one(model, backend);
        one.add(evaluationDocument(model, texts[i]));
        const EvaluationResult single = one.finish();
        const double expected = plainNats(texts[i], {*model.marks.beginning});
        EXPECT_NEAR(single.nats, expected, 1e-4 * expected) << texts[i];
        EXPECT_EQ(single.characters, counts[i]);
        EXPECT_NEAR(single.natsPerCharacter(), expected / static_cast<double>(counts[i] + 1), 1e-4);
        EXPECT_NEAR(single.bitsPerCharacter(), single.natsPerCharacter() / std::log(2.0), 1e-12);
        nats += expected;
        characters += counts[i];
        all.add(evaluationDocument(model, texts[i]));
    }
    const EvaluationResult sum = all.finish();
    EXPECT_EQ(sum.documents, texts.size());
    EXPECT_EQ(sum.characters, characters);
    EXPECT_EQ(sum.tokens, characters + texts.size() + 2); // € has three bytes
    EXPECT_NEAR(sum.nats, nats, 1e-4 * nats);
    EXPECT_NEAR(sum.natsPerToken(), nats / static_cast<double>(sum.tokens), 1e-4);
}

TEST_F(Evaluation, ManyDocumentsAreASumWhateverTheBatches) {
    Evaluator evaluator(model, backend);
    double expected = 0;
    for (int i = 0; i < 700; ++i) {
        const std::string text = i % 3 ? "abcab" : "春眠 春眠 春眠";
        evaluator.add(evaluationDocument(model, text));
    }
    expected = 466 * plainNats("abcab", {*model.marks.beginning}) +
               234 * plainNats("春眠 春眠 春眠", {*model.marks.beginning});
    const EvaluationResult sum = evaluator.finish();
    EXPECT_EQ(sum.documents, 700U);
    EXPECT_NEAR(sum.nats, expected, 1e-4 * expected);
}

TEST_F(Evaluation, TheMarkOfTheLanguageIsGivenAndNotAsked) {
    findLanguageMarks(model.tokenizer->vocabulary(), model.marks);
    for (const auto& [text, mark] :
         {std::pair("abc", model.marks.english), std::pair("春眠", model.marks.chinese)}) {
        Evaluator evaluator(model, backend);
        evaluator.add(evaluationDocument(model, text));
        const double expected = plainNats(text, {*model.marks.beginning, *mark});
        EXPECT_NEAR(evaluator.finish().nats, expected, 1e-4 * expected);
    }
}

TEST_F(Evaluation, SaysWhatAModelLacks) {
    EXPECT_EQ(evaluationProblem(model), "");
    EXPECT_EQ(Evaluator(model, backend).finish().natsPerCharacter(), 0);
    OpenedModel other = model;
    other.marks.ends.clear();
    EXPECT_THAT(evaluationProblem(other), ::testing::HasSubstr("no end mark"));
    other = model;
    other.marks.beginning.reset();
    other.marks.beginsTexts = false;
    EXPECT_THAT(evaluationProblem(other), ::testing::HasSubstr("no mark of beginning"));
    other = model;
    other.tokenizer = nullptr;
    EXPECT_THAT(evaluationProblem(other), ::testing::HasSubstr("without a tokenizer"));
}

} // namespace
} // namespace tokenarium
