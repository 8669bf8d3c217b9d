// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences are translated here once.
#include "app/training/training_words.h"

#include "app/training/training_notes.h"
#include "engine/cost/training_cost.h"
#include "engine/train/training_history.h"
#include "engine/view/token_details.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::TrainingWords)
};

/// "0.000059", never "5.9E-05".
QString twoDigits(double value) {
    const int places = value > 0 ? std::clamp(1 - int(std::floor(std::log10(value))), 0, 12) : 0;
    return QLocale().toString(value, 'f', places);
}

} // namespace

QString timeText(double seconds) {
    const auto whole = qint64(std::clamp(std::round(seconds), 0.0, 1e9));
    if (seconds < 9.95) return Words::tr("%1 s").arg(QLocale().toString(std::max(seconds, 0.0), 'f', 1));
    if (whole < 60) return Words::tr("%1 s").arg(whole);
    if (whole < 3600) return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString costText(double seconds, const TrainingSetup& setup) {
    const double kilowattHours = 1000 * trainingEnergy(seconds / 3600, setup.watts, 1, 0).megawattHours;
    const QLocale locale;
    return Words::tr("≈ %1 Wh at %2 W · costs ≈ %3 at %4 per kWh (assumed)")
        .arg(twoDigits(1000 * kilowattHours), locale.toString(setup.watts, 'f', 0),
             twoDigits(kilowattHours * setup.pricePerKilowattHour),
             locale.toString(setup.pricePerKilowattHour, 'f', 2));
}

QString textChoiceName(TextChoice choice) {
    switch (choice) {
    case TextChoice::EnglishStories: return Words::tr("English stories (built in)");
    case TextChoice::ChineseStories: return Words::tr("Chinese stories (built in)");
    case TextChoice::BothStories: return Words::tr("Stories in both languages (built in)");
    case TextChoice::Poems:
        return hasManyPoems() ? Words::tr("Chinese verse (poems.txt)")
                              : Words::tr("Chinese verse: 591 school poems (built in)");
    case TextChoice::Pairs: return Words::tr("Translation pairs (built in)");
    case TextChoice::Chat: return Words::tr("Questions and answers (built in)");
    case TextChoice::Licences: return Words::tr("Law: free licences of this system");
    case TextChoice::OwnFiles: break;
    }
    return Words::tr("Text files of your own …");
}

QString trainingTitle(const QString& name, const TrainingSetup& setup) {
    const QDateTime begun = QDateTime::fromString(name.left(19), QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    const QString when = begun.isValid() ? QLocale().toString(begun, QLocale::ShortFormat) : name;
    const QString texts = textChoiceName(setup.texts);
    if (setup.base.empty()) return QStringLiteral("%1 · %2").arg(when, texts);
    return QStringLiteral("%1 · %2 + %3").arg(when, QString::fromStdString(setup.baseName), texts);
}

QString modelTitle(const QString& nameOrPath) {
    const QFileInfo place(nameOrPath);
    const QString folder = place.path();
    const QString step = place.fileName().section(QLatin1Char('-'), 1);
    bool isStep = false;
    const qulonglong number = step.toULongLong(&isStep);
    if (!isStep || !folder.endsWith(QLatin1String("/snapshots"))) return place.fileName();
    const QString training = QFileInfo(folder).path();
    const TrainingHistory history =
        loadTrainingHistory(std::filesystem::path(training.toStdU16String()) / "curve.jsonl");
    QString title = Words::tr("step %1").arg(QLocale().toString(number));
    for (const HistoryEvaluation& evaluation : history.evaluations)
        if (evaluation.step == number && !evaluation.final)
            title += QStringLiteral(" · ") +
                     Words::tr("validation loss %1").arg(QLocale().toString(evaluation.natsPerToken, 'g', 3));
    return title + QStringLiteral(" · ") +
           trainingTitle(QFileInfo(training).fileName(), readTrainingNotes(training).setup);
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
