// SPDX-License-Identifier: GPL-3.0-or-later
// The lists, and what of them fits a model.
#include "app/pages/model/inside/word_presets.h"

#include "engine/view/embedding_rows.h"
#include "engine/view/two_meanings.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace tokenarium {
namespace {

struct NamedWords {
    const char* name; ///< English, marked for translation
    const char* words;
};

constexpr NamedWords namedWords[] = {
    {QT_TRANSLATE_NOOP("WordPresets", "words with “ness” and others"),
     "sadness, darkness, kindness | river, yellow, window"},
    {QT_TRANSLATE_NOOP("WordPresets", "people and things"), "boy, girl, mother | tree, river, flower"},
    {QT_TRANSLATE_NOOP("WordPresets", "characters with 氵 (water) and others"), "河，湖，海 | 花，鸟，山"},
    {QT_TRANSLATE_NOOP("WordPresets", "characters with 木 (tree) and others"), "树，林，松 | 花，鸟，山"},
    {QT_TRANSLATE_NOOP("WordPresets", "characters with 艹 (grass) and others"), "花，草，菜 | 鸟，山，月"},
};

constexpr const char* spaceWords = "boy, girl, mother, father, friend, dog, cat, bird, fish, tree, flower, "
                                   "river, sun, moon, red, blue, green, "
                                   "yellow, big, small, happy, sad, run, walk, 男孩, 女孩, 妈妈, 爸爸, 太阳, "
                                   "苹果, 山, 河, 海, 花, 鸟, 月, 春, 夏, 秋, "
                                   "冬, 风, 雨, 雪, 红, 绿, 白, 黑";

constexpr const char* meanings[][3] = {
    {"lie", "The boy told a lie to his mother.", "She wants to lie down on the soft bed."},
    {"bank", "He put all his money in the bank.", "They sat on the bank of the river."},
    {"苹果", "小女孩吃了一个又红又甜的苹果。", "他买了一台苹果电脑。"},
    {"bear", "A big brown bear ran into the forest.", "I cannot bear the cold wind."},
    {"行", "行到水穷处，坐看云起时。", "两个黄鹂鸣翠柳，一行白鹭上青天。"},
    {"明", "床前明月光，疑是地上霜。", "明日隔山岳，世事两茫茫。"},
    {"the", "the cat", "see the dog"},
};

} // namespace

WordGroups wordGroupsOf(const QString& text) {
    static const QRegularExpression between(QStringLiteral("[,，、;；\\s]+"));
    WordGroups groups;
    const QStringList parts = text.split(QRegularExpression(QStringLiteral("[|｜]")));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        groups.words += parts[i].split(between, Qt::SkipEmptyParts);
        if (i == 0) groups.firstGroup = std::size_t(groups.words.size());
    }
    return groups;
}

std::vector<WordPreset> wordPresets(const ReadyModel& model) {
    std::vector<WordPreset> fitting;
    for (const NamedWords& one : namedWords) {
        const QString text = QString::fromUtf8(one.words);
        const QStringList words = wordGroupsOf(text).words;
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString& word) { return knowsWord(model, word.toStdString()); }))
            fitting.push_back({QCoreApplication::translate("WordPresets", one.name), text});
    }
    return fitting;
}

QString wordsForSpace(const ReadyModel& model) {
    QStringList known;
    for (const QString& word : wordGroupsOf(QString::fromUtf8(spaceWords)).words)
        if (tokensOfWord(model, word.toStdString()).size() == 1) known += word;
    if (known.size() < 4)
        known = {QStringLiteral("a"), QStringLiteral("e"), QStringLiteral("n"), QStringLiteral("s")};
    return known.join(QStringLiteral(", "));
}

std::vector<MeaningPreset> meaningPresets(const ReadyModel& model) {
    std::vector<MeaningPreset> whole, parts;
    for (const auto& one : meanings) {
        const auto found = findSharedToken(model, one[1], one[2], one[0]);
        if (!found.shared) continue;
        (found.shared->isWholeWord ? whole : parts)
            .push_back({QString::fromUtf8(one[0]), QString::fromUtf8(one[1]), QString::fromUtf8(one[2])});
    }
    whole.insert(whole.end(), parts.begin(), parts.end());
    return whole;
}

} // namespace tokenarium
