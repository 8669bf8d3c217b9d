// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences are translated here once.
#include "app/training/training_words.h"

#include "engine/view/token_details.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::TrainingWords)
};

} // namespace

QString timeText(double seconds) {
    const auto whole = qint64(std::clamp(std::round(seconds), 0.0, 1e9));
    if (whole < 60) return Words::tr("%1 s").arg(whole);
    if (whole < 3600) return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString textChoiceName(TextChoice choice) {
    switch (choice) {
    case TextChoice::EnglishStories: return Words::tr("English stories (built in)");
    case TextChoice::ChineseStories: return Words::tr("Chinese stories (built in)");
    case TextChoice::BothStories: return Words::tr("Stories in both languages (built in)");
    case TextChoice::Poems: return Words::tr("Chinese poems (poems.txt)");
    case TextChoice::Pairs: return Words::tr("Translation pairs (built in)");
    case TextChoice::Chat: return Words::tr("Questions and answers (built in)");
    case TextChoice::Licences: return Words::tr("Law: free licences of this system");
    case TextChoice::OwnFiles: break;
    }
    return Words::tr("Text files of your own …");
}

QString tokenLabel(const TextTokenizer& tokenizer, TokenId id) {
    const Vocabulary& vocabulary = tokenizer.vocabulary();
    const auto entry = vocabulary.entry(id);
    if (!entry) return QStringLiteral("[%1]").arg(id);
    if (vocabulary.kind(id) != TokenKind::Normal)
        return QString::fromUtf8(entry->data(), qsizetype(entry->size()));
    const std::string bytes = tokenizer.decode(std::span(&id, 1));
    return QString::fromStdString(visibleText(bytes.empty() ? *entry : std::string_view(bytes)));
}

} // namespace tokenarium
