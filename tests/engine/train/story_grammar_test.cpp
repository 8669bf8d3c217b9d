// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of the story grammar: the same story for ever, in two languages, without a sentence one would stumble
// over.
#include "engine/train/story_grammar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::array<StoryLanguage, 2> languages = {StoryLanguage::English, StoryLanguage::Chinese};
constexpr std::uint64_t manySeeds = 4000;

std::uint64_t fnvHash(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return hash;
}

template<typename Check>
void forManyStories(StoryLanguage language, Check check) {
    for (std::uint64_t seed = 0; seed < manySeeds && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        check(storyGrammar().tell(seed, language));
    }
}

std::vector<std::string> paragraphs(const std::string& text) {
    std::vector<std::string> lines(1);
    for (char byte : text) {
        if (byte == '\n')
            lines.emplace_back();
        else
            lines.back() += byte;
    }
    return lines;
}

/// Words of an English text with the offsets where they begin.
std::vector<std::pair<std::string, std::size_t>> wordsWithOffsets(const std::string& text) {
    std::vector<std::pair<std::string, std::size_t>> words;
    bool inside = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int letter = static_cast<unsigned char>(text[at]);
        if (std::isalpha(letter) == 0) {
            inside = false;
            continue;
        }
        if (!inside) words.emplace_back("", at);
        inside = true;
        words.back().first += static_cast<char>(std::tolower(letter));
    }
    return words;
}

std::vector<std::string> characters(const std::string& utf8) {
    std::vector<std::string> list;
    for (char byte : utf8) {
        if ((static_cast<unsigned char>(byte) & 0xc0) != 0x80) list.emplace_back();
        list.back() += byte;
    }
    return list;
}

const std::set<std::string> femaleWords = {"she", "her", "herself", "hers"};
const std::set<std::string> maleWords = {"he", "him", "his", "himself"};

bool isPronounSlot(const std::string& rule) {
    static const std::regex form("[A-Za-z]+\\.(he|him|his|self|He|Him|His|Self|他|他们)");
    return std::regex_match(rule, form);
}

TEST(StoryGrammar, tellsTheSameStoriesForEver) {
    std::uint64_t hash = 0;
    for (std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{42}, std::uint64_t{1} << 63})
        for (StoryLanguage language : languages)
            hash = hash * 31 + fnvHash(storyGrammar().tell(seed, language).text);
    EXPECT_EQ(hash, 4102092750297177388ULL)
        << "If a plot or a word was changed on purpose, write the new value here.";
    EXPECT_EQ(storyGrammar().tell(7, StoryLanguage::English).text,
              storyGrammar().tell(7, StoryLanguage::English).text);
}

TEST(StoryGrammar, everyPlotAndParaphraseIsToldInBothLanguages) {
    ASSERT_GE(storyGrammar().plots().size(), 40u);
    for (StoryLanguage language : languages) {
        std::map<std::string, std::set<std::size_t>> told;
        for (std::uint64_t seed = 0; seed < 20000; ++seed)
            for (const StoryChoice& choice : storyGrammar().tell(seed, language).derivation)
                if (choice.depth == 0) told[choice.rule].insert(choice.choice);
        for (const StoryPlot& plot : storyGrammar().plots())
            for (const StoryStep& step : plot.steps)
                EXPECT_EQ(told[plot.name + " / " + step.name].size(), step.paraphrases.size())
                    << plot.name << " / " << step.name;
    }
}

TEST(StoryGrammar, plotsAreDifferentAndEveryStepHasFourParaphrases) {
    std::set<std::string> names;
    for (const StoryPlot& plot : storyGrammar().plots()) {
        EXPECT_TRUE(names.insert(plot.name).second) << plot.name;
        ASSERT_EQ(plot.steps.size(), 7u) << plot.name;
        for (const StoryStep& step : plot.steps) {
            EXPECT_GE(step.paraphrases.size(), 4u) << plot.name;
            std::set<std::string> different;
            for (const StoryParaphrase& paraphrase : step.paraphrases) {
                std::string whole;
                for (const StoryPiece& piece : paraphrase.english) whole += piece.text;
                different.insert(whole);
            }
            EXPECT_EQ(different.size(), step.paraphrases.size()) << plot.name << " / " << step.name;
        }
    }
}

TEST(StoryGrammar, aSeedMakesTheSameChoicesInBothLanguages) {
    for (std::uint64_t seed = 0; seed < manySeeds; ++seed) {
        const Story english = storyGrammar().tell(seed, StoryLanguage::English);
        const Story chinese = storyGrammar().tell(seed, StoryLanguage::Chinese);
        ASSERT_EQ(english.plot, chinese.plot);
        ASSERT_EQ(english.cast, chinese.cast);
        std::map<std::string, std::size_t> choices; // by rule; a rule has one answer in a story
        for (const Story* story : {&english, &chinese})
            for (const StoryChoice& choice : story->derivation)
                ASSERT_EQ(choices.emplace(choice.rule, choice.choice).first->second, choice.choice)
                    << choice.rule;
    }
}

TEST(StoryGrammar, theFriendIsSomebodyElse) {
    int friends = 0;
    forManyStories(StoryLanguage::English, [&](const Story& story) {
        std::map<std::string, std::size_t> choices;
        for (const StoryChoice& choice : story.derivation) choices[choice.rule] = choice.choice;
        if (choices.count("h") == 0 || choices.count("f") == 0) return;
        ++friends;
        ASSERT_NE(choices["h"], choices["f"]) << story.text;
    });
    EXPECT_GT(friends, 1000);
}

TEST(StoryGrammar, derivationTilesTheText) {
    for (StoryLanguage language : languages)
        forManyStories(language, [](const Story& story) {
            std::size_t tiled = 0;
            std::size_t insideFrom = 0;
            for (const StoryChoice& choice : story.derivation) {
                ASSERT_LT(choice.begin, choice.end);
                if (choice.depth == 0) {
                    ASSERT_EQ(choice.begin, tiled);
                    tiled = choice.end;
                    insideFrom = choice.begin;
                } else {
                    ASSERT_GE(choice.begin, insideFrom) << "slots follow each other";
                    ASSERT_LE(choice.end, tiled) << "a slot lies inside its step";
                    insideFrom = choice.end;
                }
            }
            ASSERT_EQ(tiled, story.text.size());
        });
}

/// Writes a story again from its derivation: plain text from the plot, slots from the spans.
TEST(StoryGrammar, derivationExplainsEveryByte) {
    std::map<std::string, const StoryPlot*> plots;
    for (const StoryPlot& plot : storyGrammar().plots()) plots[plot.name] = &plot;
    for (StoryLanguage language : languages)
        forManyStories(language, [&](const Story& story) {
            std::string again;
            std::size_t at = 0;
            for (const StoryStep& step : plots[story.plot]->steps) {
                const StoryChoice chosen = story.derivation[at++];
                const StoryParaphrase& lines = step.paraphrases[chosen.choice];
                for (const StoryPiece& piece :
                     language == StoryLanguage::English ? lines.english : lines.chinese) {
                    if (!piece.isSlot)
                        again += piece.text;
                    else {
                        const StoryChoice& slot = story.derivation[at++];
                        ASSERT_EQ(slot.rule, piece.text);
                        again += story.text.substr(slot.begin, slot.end - slot.begin);
                    }
                }
                const std::string separator = story.text.substr(again.size(), chosen.end - again.size());
                ASSERT_TRUE(separator.empty() || separator == " " || separator == "\n") << separator;
                again += separator;
            }
            ASSERT_EQ(again, story.text);
        });
}

TEST(StoryGrammar, pronounsAgreeWithWhoIsSpokenOf) {
    forManyStories(StoryLanguage::English, [](const Story& story) {
        std::map<std::size_t, StoryGender> pronounAt;
        for (const StoryChoice& choice : story.derivation)
            if (choice.depth == 1 && isPronounSlot(choice.rule)) pronounAt[choice.begin] = choice.gender;
        for (const auto& [word, at] : wordsWithOffsets(story.text)) {
            const bool female = femaleWords.count(word) > 0;
            if (!female && maleWords.count(word) == 0) continue;
            ASSERT_TRUE(pronounAt.count(at)) << word << " stands outside a slot in:\n" << story.text;
            ASSERT_EQ(pronounAt[at], female ? StoryGender::Female : StoryGender::Male) << story.text;
        }
    });
}

TEST(StoryGrammar, aStoryAboutGirlsHasNoHe) {
    int allGirls = 0;
    int allBoys = 0;
    forManyStories(StoryLanguage::English, [&](const Story& story) {
        const std::vector<std::pair<std::string, std::size_t>> words = wordsWithOffsets(story.text);
        const auto says = [&](const std::string& wanted) {
            return std::any_of(words.begin(), words.end(),
                               [&](const auto& word) { return word.first == wanted; });
        };
        std::set<StoryGender> genders; // of the people named, taken from the words they are named with
        for (StoryVariable role : {StoryVariable::Hero, StoryVariable::Elder})
            for (const StoryWord& person : storyWords(role, story.cast)) {
                std::string name = person.english;
                std::transform(name.begin(), name.end(), name.begin(),
                               [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
                if (says(name)) genders.insert(person.gender);
            }
        if (genders.size() != 1) return;
        const bool girls = *genders.begin() == StoryGender::Female;
        (girls ? allGirls : allBoys) += 1;
        for (const std::string& wrong : girls ? maleWords : femaleWords)
            ASSERT_FALSE(says(wrong)) << wrong << " in:\n" << story.text;
    });
    EXPECT_GT(allGirls, 300);
    EXPECT_GT(allBoys, 300);
}

TEST(StoryGrammar, chinesePronounsAgreeToo) {
    forManyStories(StoryLanguage::Chinese, [](const Story& story) {
        std::set<std::size_t> slots;
        for (const StoryChoice& choice : story.derivation) {
            if (choice.depth != 1 || !isPronounSlot(choice.rule)) continue;
            slots.insert(choice.begin);
            const std::string shown = story.text.substr(choice.begin, 3);
            ASSERT_EQ(shown, choice.gender == StoryGender::Female ? "她" : "他") << story.text;
        }
        for (const char* pronoun : {"他", "她"})
            for (std::size_t at = story.text.find(pronoun); at != std::string::npos;
                 at = story.text.find(pronoun, at + 1))
                ASSERT_TRUE(slots.count(at)) << story.text;
    });
}

TEST(StoryGrammar, eachLanguageKeepsToItsCharacters) {
    forManyStories(StoryLanguage::English, [](const Story& story) {
        for (char byte : story.text) {
            const bool allowed = std::isalpha(static_cast<unsigned char>(byte)) != 0 ||
                                 std::string_view(" \n.,:?!\"'-").find(byte) != std::string_view::npos;
            ASSERT_TRUE(allowed) << story.text;
        }
    });
    const std::set<std::string> marks = {"，", "。", "？", "！", "：", "、", "“", "”"};
    forManyStories(StoryLanguage::Chinese, [&](const Story& story) {
        for (const std::string& character : characters(story.text)) {
            const bool han = character >= "\u4e00" && character <= "\u9fff";
            ASSERT_TRUE(han || marks.count(character) || character == "\n") << character << " in:\n"
                                                                            << story.text;
        }
    });
}

TEST(StoryGrammar, paragraphsEndWithPunctuationAndQuotesClose) {
    forManyStories(StoryLanguage::English, [](const Story& story) {
        static const std::regex end("[.!?]\"?$");
        for (const std::string& line : paragraphs(story.text)) {
            ASSERT_TRUE(std::regex_search(line, end)) << line;
            ASSERT_EQ(std::count(line.begin(), line.end(), '"') % 2, 0) << line;
            ASSERT_TRUE(line.front() == '"' || std::isupper(static_cast<unsigned char>(line.front())) != 0)
                << line;
        }
    });
    forManyStories(StoryLanguage::Chinese, [](const Story& story) {
        for (const std::string& line : paragraphs(story.text)) {
            const std::vector<std::string> list = characters(line);
            ASSERT_FALSE(list.empty());
            const std::string last = list.back() == "”" ? list.at(list.size() - 2) : list.back();
            ASSERT_TRUE(last == "。" || last == "！" || last == "？") << line;
            bool open = false;
            for (const std::string& character : list) {
                if (character != "“" && character != "”") continue;
                ASSERT_EQ(open, character == "”") << line;
                open = !open;
            }
            ASSERT_FALSE(open) << line;
        }
    });
}

TEST(StoryGrammar, englishHasNoSlipsOfThePen) {
    static const std::regex slips("  |\\s[.,!?]|[.,!?]{2}|[a-z][.!?][A-Z]|[.!?] [a-z]|,[A-Za-z]| \\n|\\n\\n");
    static const std::regex twice("\\b([a-z]+) \\1\\b", std::regex::icase);
    forManyStories(StoryLanguage::English, [](const Story& story) {
        std::smatch found;
        ASSERT_FALSE(std::regex_search(story.text, found, slips)) << found.str() << " in:\n" << story.text;
        ASSERT_FALSE(std::regex_search(story.text, found, twice)) << found.str() << " in:\n" << story.text;
    });
}

TEST(StoryGrammar, articlesFitTheNextWord) {
    const std::set<std::string> soundsLikeVowel = {"hour", "honest"};
    const std::set<std::string> soundsLikeConsonant = {"one", "useful", "uniform"};
    int seen = 0;
    forManyStories(StoryLanguage::English, [&](const Story& story) {
        const auto words = wordsWithOffsets(story.text);
        for (std::size_t at = 0; at + 1 < words.size(); ++at) {
            if (words[at].first != "a" && words[at].first != "an") continue;
            const std::string& next = words[at + 1].first;
            const bool vowel = (std::string("aeiou").find(next.front()) != std::string::npos &&
                                soundsLikeConsonant.count(next) == 0) ||
                               soundsLikeVowel.count(next) > 0;
            ASSERT_EQ(words[at].first, vowel ? "an" : "a") << next << " in:\n" << story.text;
            seen += vowel ? 1 : 0;
        }
    });
    EXPECT_GT(seen, 100);
}

TEST(StoryGrammar, chineseHasNoSlipsOfThePen) {
    forManyStories(StoryLanguage::Chinese, [](const Story& story) {
        for (const char* slip : {"，，", "。。", "，。", "。，", "的的", "了了", "着着", "过过", "在在",
                                 "是是", "、、", "：，", "里里", "一一", "！。", "？。"})
            ASSERT_EQ(story.text.find(slip), std::string::npos) << slip << " in:\n" << story.text;
    });
}

TEST(StoryGrammar, storiesAreOfChildrensLength) {
    forManyStories(StoryLanguage::English, [](const Story& story) {
        const auto words = 1 + std::count_if(story.text.begin(), story.text.end(),
                                             [](char byte) { return byte == ' ' || byte == '\n'; });
        ASSERT_GE(words, 60) << story.text;
        ASSERT_LE(words, 250) << story.text;
    });
    forManyStories(StoryLanguage::Chinese, [](const Story& story) {
        const std::size_t length = characters(story.text).size();
        ASSERT_GE(length, 100u) << story.text;
        ASSERT_LE(length, 400u) << story.text;
    });
}

TEST(StoryGrammar, storiesHardlyEverRepeat) {
    for (StoryLanguage language : languages) {
        std::set<std::uint64_t> different;
        for (std::uint64_t seed = 0; seed < 20000; ++seed)
            different.insert(fnvHash(storyGrammar().tell(seed, language).text));
        EXPECT_GE(different.size(), 19990u);
    }
    EXPECT_GT(storyGrammar().countStories(), 1'000'000'000'000ULL);
}

constexpr std::string_view tinyFrame = R"(
plot: Frame
cast: any
step: opening
Hello.
你好。
step: trait
The weather was fine.
天气很好。
step: closing
The end.
完了。
)";

constexpr std::string_view tinyPlot = R"(
plot: Tiny
cast: any
list thing: key/钥匙/把, egg/鸡蛋/个
step: middle
{A thing} lay there.
那里有一{thing.m}{thing}。
Nothing lay there.
那里什么也没有。
step: end
{e} saw {a thing}.
{e}看见了一{thing.m}{thing}。
{h} met {f}.
{h}遇见了{f}。
It rained.
下雨了。
)";

TEST(StoryGrammar, countsWhatIsReallyTold) {
    const StoryGrammar grammar = StoryGrammar::load(tinyFrame, {tinyPlot});
    std::set<std::string> children, animals;
    for (std::uint64_t seed = 0; seed < 200000; ++seed) {
        const Story story = grammar.tell(seed, StoryLanguage::English);
        (story.cast == StoryCast::Children ? children : animals).insert(story.text);
    }
    EXPECT_EQ(grammar.countStories(), children.size() + animals.size());
}

TEST(StoryGrammar, tellsATinyPlotAsWritten) {
    const StoryGrammar grammar = StoryGrammar::load(tinyFrame, {tinyPlot});
    std::set<std::string> english, chinese;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        english.insert(grammar.tell(seed, StoryLanguage::English).text);
        chinese.insert(grammar.tell(seed, StoryLanguage::Chinese).text);
    }
    EXPECT_TRUE(english.count("Hello. The weather was fine.\nAn egg lay there.\nIt rained.\nThe end."));
    EXPECT_TRUE(english.count("Hello. The weather was fine.\nA key lay there.\nMom saw a key.\nThe end."));
    EXPECT_TRUE(chinese.count("你好。天气很好。\n那里有一把钥匙。\n下雨了。\n完了。"));
}

/// Whether the message tells what is wrong.
void expectRefused(const std::string& lines, const std::string& reason) {
    try {
        loadStoryPlot("plot: Bad\ncast: any\nlist thing: key/钥匙/把\nstep: middle\n" + lines);
        ADD_FAILURE() << "accepted: " << lines;
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find(reason), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("'Bad', line"), std::string::npos) << error.what();
    }
}

TEST(StoryPlotLoading, refusesWhatCouldBecomeAWrongSentence) {
    expectRefused("{h} lost his key.\n{h}丢了钥匙。\n", "pronoun outside a slot");
    expectRefused("\"Is it Hers?\" asked {h}.\n{h}问。\n", "pronoun outside a slot");
    expectRefused("{h} slept.\n{h}和她的朋友睡了。\n", "pronoun outside a slot");
    expectRefused("{h} slept.\n{h}睡了.\n", "not in the line's language");
    expectRefused("{h} slept。\n{h}睡了。\n", "not in the line's language");
    expectRefused("{h} has a {cat}.\n{h}有一只猫。\n", "no slot is called 'cat'");
    expectRefused("{h.hat} slept.\n{h}睡了。\n", "no form is called 'h.hat'");
    expectRefused("{thing.he} slept.\n{h}睡了。\n", "has no gender");
    expectRefused("{h slept.\n{h}睡了。\n", "not closed");
    expectRefused("h} slept.\n{h}睡了。\n", "without '{'");
    expectRefused("{h} slept.\n", "no Chinese line");
    expectRefused("{h} slept.\nstep: end\n{h}睡了。\n", "no Chinese line");
    expectRefused("{h} slept.\n{h}睡了。\nstep: end\n", "has no paraphrase");
    expectRefused("{h} slept.\n{h}睡了。\ncast: robots\n", "cast is any");
    expectRefused("{h} slept.\n{h}睡了。\nlist hat: hat\n", "is not english/chinese");
    EXPECT_THROW(loadStoryPlot(""), std::runtime_error);
    EXPECT_THROW(StoryGrammar::load(tinyFrame, {}), std::runtime_error);
    EXPECT_THROW(StoryGrammar::load(tinyPlot, {tinyPlot}), std::runtime_error);
}

} // namespace
} // namespace tokenarium
