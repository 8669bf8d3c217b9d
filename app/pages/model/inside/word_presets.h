// SPDX-License-Identifier: GPL-3.0-or-later
// Words and sentences to begin with, for models of either language.
#pragma once

#include "engine/model/recorded_run.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tokenarium {

/// Two groups: words that share something, and others.
struct WordPreset {
    QString name; ///< in the language of the window
    QString text; ///< "sadness, darkness | river, window"
};
/// Those whose words the tokenizer knows.
std::vector<WordPreset> wordPresets(const ReadyModel& model);

/// "a, b | c" as words, and how many stand before the bar (all where there is none).
struct WordGroups {
    QStringList words;
    std::size_t firstGroup = 0;
};
WordGroups wordGroupsOf(const QString& text);

/// Common words for the embedding space, those that the tokenizer knows.
QString wordsForSpace(const ReadyModel& model);

struct MeaningPreset {
    QString word, first, second;
};
/// Those with a token that both sentences share, whole words before parts of words.
std::vector<MeaningPreset> meaningPresets(const ReadyModel& model);

} // namespace tokenarium
