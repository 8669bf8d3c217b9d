// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt of several parts: undo across them, counting, and what a start finds again.
#include "app/prompt/prompt_session.h"
#include "app/prompt/prompt_store.h"
#include "app/session.h"
#include "tests/support/vectors.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tokenarium {
namespace {

using ::testing::ElementsAre;

std::shared_ptr<const std::string> content(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

class PromptSessionTest : public ::testing::Test {
protected:
    PromptSessionTest()
        : text(TokenizerCatalog({testing::vocabulariesFolder()}))
        , session(text, &countTens) {}

    /// A token every ten bytes; "broken" cannot be counted.
    static std::size_t countTens(const PromptPart& part, std::stop_token) {
        if (*part.content == "broken") throw std::runtime_error("broken.wav: is no sound");
        return part.content->size() / (part.rule == "fives" ? 5 : 10);
    }
    void write(const char* words) {
        text.replace({text.text().size(), text.text().size()}, words, QStringLiteral("Type"));
    }
    bool settled() {
        return QTest::qWaitFor([this] { return !session.isCounting(); }, 5000);
    }
    /// Everything a person can tell: kinds, contents, tokens, and which text is open.
    std::vector<std::string> all() {
        EXPECT_TRUE(settled());
        std::vector<std::string> result;
        const Prompt prompt = session.prompt();
        for (std::size_t i = 0; i < prompt.parts.size(); ++i)
            result.push_back(std::string(i == session.activeText() ? "*" : "") +
                             modalityName(prompt.parts[i].modality) + ":" + *prompt.parts[i].content + ":" +
                             std::to_string(*session.tokensOf(i)));
        return result;
    }

    Session text;
    PromptSession session;
};

TEST_F(PromptSessionTest, StartsWithOneEmptyText) {
    EXPECT_THAT(all(), ElementsAre("*text::0"));
    write("hello");
    EXPECT_THAT(all(), ElementsAre("*text:hello:5"));
}

TEST_F(PromptSessionTest, PartsAreCountedEachByItsRule) {
    write("hello");
    session.add({Modality::Picture, "cat", "tens", content(std::string(70, 'p')), "", ""}, 0);
    session.add({Modality::Text, "more", "", content("two words"), "", ""}, 1);
    EXPECT_THAT(all(),
                ElementsAre("text:hello:5", "picture:" + std::string(70, 'p') + ":7", "*text:two words:9"));
    EXPECT_EQ(session.totalTokens(), 21U);
    EXPECT_EQ(session.tokenSpan(1), (Span{5, 12}));
    EXPECT_EQ(session.partOfToken(11), std::pair(std::size_t{1}, std::size_t{6}));
    EXPECT_EQ(session.partOfToken(12), std::pair(std::size_t{2}, std::size_t{0}));
    EXPECT_EQ(session.partOfToken(21), std::nullopt);
    session.setRule(1, "fives");
    ASSERT_TRUE(settled());
    EXPECT_EQ(session.tokensOf(1), 14U);
}

TEST_F(PromptSessionTest, WhatCannotBeCountedSaysWhy) {
    session.add({Modality::Sound, "", "tens", content("broken"), "", ""}, 0);
    PromptPart gone{Modality::Sound, "", "tens", nullptr, "gone.wav", std::string(64, '0')};
    session.add(gone, 1);
    ASSERT_TRUE(settled());
    EXPECT_EQ(session.items()[1].trouble, QStringLiteral("broken.wav: is no sound"));
    EXPECT_TRUE(session.items()[2].trouble.contains(QStringLiteral("gone.wav")));
    EXPECT_EQ(session.totalTokens(), 0U);
}

TEST_F(PromptSessionTest, AnotherTokenizerCountsAllTexts) {
    write("你好");
    session.add({Modality::Text, "", "", content("世界"), "", ""}, 0);
    EXPECT_THAT(all(), ElementsAre("text:你好:6", "*text:世界:6"));
    text.chooseTokenizer(QStringLiteral("characters"));
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return text.tokenizerName() == QStringLiteral("characters"); }, 5000));
    EXPECT_THAT(all(), ElementsAre("text:你好:2", "*text:世界:2"));
}

TEST_F(PromptSessionTest, RemovingTheOpenTextOpensTheOneBefore) {
    write("one");
    session.add({Modality::Text, "", "", content("two"), "", ""}, 0);
    session.add({Modality::Text, "", "", content("three"), "", ""}, 1);
    session.remove(2);
    EXPECT_THAT(all(), ElementsAre("text:one:3", "*text:two:3"));
    session.remove(0);
    session.remove(0);
    EXPECT_THAT(all(), ElementsAre("*text::0"));
}

TEST_F(PromptSessionTest, UndoCrossesPartsInTheOrderOfWhatHappened) {
    std::mt19937 random(4);
    std::vector<std::vector<std::string>> history{all()};
    std::vector<int> places{text.undoStack().index()};
    for (int i = 0; i < 60; ++i) {
        const std::size_t place = random() % session.items().size();
        const auto modality = static_cast<Modality>(random() % 2);
        switch (random() % 6) {
        case 0:
            session.add({modality, "", "tens", content(std::string(random() % 50, 'a')), "", ""}, place);
            break;
        case 1: session.remove(place); break;
        case 2: session.move(place, random() % session.items().size()); break;
        case 3: session.activate(place); break;
        case 4: write("w\n"); break;
        default: session.setRule(place, random() % 2 == 0 ? "tens" : "fives");
        }
        history.push_back(all());
        places.push_back(text.undoStack().index());
    }
    for (std::size_t i = history.size(); i-- > 0;) {
        text.undoStack().setIndex(places[i]);
        ASSERT_EQ(all(), history[i]) << "back at step " << i;
    }
    for (std::size_t i = 0; i < history.size(); ++i) {
        text.undoStack().setIndex(places[i]);
        ASSERT_EQ(all(), history[i]) << "again at step " << i;
    }
}

TEST_F(PromptSessionTest, OpeningAnotherPromptIsOneStep) {
    write("mine");
    Prompt other;
    other.contextWindow = 1000;
    other.parts.push_back({Modality::Picture, "cat", "tens", content("0123456789"), "", ""});
    other.parts.push_back({Modality::Text, "", "", content("yours"), "", ""});
    other.active = 1;
    session.replaceAll(other, QStringLiteral("Open"));
    EXPECT_THAT(all(), ElementsAre("picture:0123456789:1", "*text:yours:5"));
    EXPECT_EQ(text.contextWindow(), 1000U);
    text.undoStack().undo();
    EXPECT_THAT(all(), ElementsAre("*text:mine:4"));
}

TEST_F(PromptSessionTest, TheNextStartFindsAllParts) {
    const QTemporaryDir folder;
    write("one");
    session.add({Modality::Picture, "cat", "tens", content("0123456789"), "", ""}, 0);
    session.add({Modality::Text, "", "", content("two"), "", ""}, 1);
    {
        PromptStore store(folder.path());
        EXPECT_FALSE(store.load());
        store.keep(session.prompt());
    }
    write(" and more"); // noted by the text's own store
    PromptStore store(folder.path());
    auto opened = store.load();
    ASSERT_TRUE(opened);
    settleActiveText(opened->prompt, text.text().text());
    Session next(TokenizerCatalog({testing::vocabulariesFolder()}));
    next.restore(QByteArray::fromStdString(*opened->prompt.parts[2].content), {}, false);
    PromptSession again(next, &countTens);
    again.restore(opened->prompt);
    EXPECT_EQ(again.activeText(), 2U);
    EXPECT_EQ(*again.prompt().parts[0].content, "one");
    EXPECT_EQ(*again.prompt().parts[1].content, "0123456789");
    EXPECT_EQ(*again.prompt().parts[2].content, "two and more");
}

TEST(SettleActiveText, TheTextOfAnotherPartIsNotTaken) {
    Prompt prompt;
    prompt.parts.push_back({Modality::Text, "", "", content("one"), "", ""});
    prompt.parts.push_back({Modality::Text, "", "", content("two"), "", ""});
    prompt.active = 1;
    settleActiveText(prompt, "one"); // killed after the parts were noted, before the text was
    EXPECT_EQ(*prompt.parts[1].content, "two");
    settleActiveText(prompt, "two!");
    EXPECT_EQ(*prompt.parts[1].content, "two!");
}

TEST(PromptStoreTest, WhatIsNoTextIsWrittenOnceAndGoesWithItsPart) {
    const QTemporaryDir folder;
    const QDir contents(folder.filePath("contents"));
    Prompt prompt;
    prompt.parts.push_back({Modality::Text, "", "", content("one"), "", ""});
    prompt.parts.push_back({Modality::Sound, "a.wav", "tens", content("sound"), "", ""});
    prompt.parts.push_back({Modality::Picture, "gone.png", "tens", nullptr, "/no/such/place/gone.png",
                            std::string(64, '0')});
    PromptStore store(folder.path());
    store.keep(prompt);
    store.finish();
    ASSERT_EQ(contents.entryList(QDir::Files).size(), 1);
    const QString file = contents.filePath(contents.entryList(QDir::Files).first());
    const QDateTime written = QFileInfo(file).lastModified();
    prompt.parts[0].content = content("two");
    QTest::qWait(20);
    store.keep(prompt);
    store.finish();
    EXPECT_EQ(QFileInfo(file).lastModified(), written) << "not again";
    const auto opened = PromptStore(folder.path()).load();
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened->prompt.parts[0].content, "two");
    EXPECT_EQ(*opened->prompt.parts[1].content, "sound");
    EXPECT_FALSE(opened->prompt.parts[1].isLinked());
    EXPECT_EQ(opened->prompt.parts[2].path, "/no/such/place/gone.png") << "a link of the person's stays one";
    ASSERT_EQ(opened->troubles.size(), 1U);
    prompt.parts.erase(prompt.parts.begin() + 1);
    store.keep(prompt);
    store.finish();
    EXPECT_TRUE(contents.entryList(QDir::Files).isEmpty());
}

TEST(PromptStoreTest, ADamagedFileIsKeptBeside) {
    const QTemporaryDir folder;
    {
        QFile file(folder.filePath("parts.tokenarium"));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("nonsense");
    }
    PromptStore store(folder.path());
    EXPECT_FALSE(store.load());
    EXPECT_TRUE(store.problem().contains(QStringLiteral("parts.tokenarium")))
        << store.problem().toStdString();
    EXPECT_TRUE(QFile::exists(folder.filePath("parts.damaged.tokenarium")));
}

} // namespace
} // namespace tokenarium
