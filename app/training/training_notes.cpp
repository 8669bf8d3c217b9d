// SPDX-License-Identifier: GPL-3.0-or-later
// Names in the file are ids of our own, so that a later program and another language read them.
#include "app/training/training_notes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <array>
#include <utility>

namespace tokenarium {

namespace {

template<typename Value, std::size_t Count>
using Names = std::array<std::pair<Value, const char*>, Count>;

constexpr Names<TextChoice, 8> textNames{{{TextChoice::EnglishStories, "english-stories"},
                                          {TextChoice::ChineseStories, "chinese-stories"},
                                          {TextChoice::BothStories, "stories"},
                                          {TextChoice::Poems, "poems"},
                                          {TextChoice::Pairs, "pairs"},
                                          {TextChoice::Chat, "chat"},
                                          {TextChoice::Licences, "licences"},
                                          {TextChoice::OwnFiles, "own-files"}}};
constexpr Names<TrainingEnd, 3> endNames{{{TrainingEnd::Finished, "finished"},
                                          {TrainingEnd::NoImprovement, "no-improvement"},
                                          {TrainingEnd::Diverged, "diverged"}}};

template<typename Value, std::size_t Count>
QString nameOf(const Names<Value, Count>& names, Value value) {
    for (const auto& [one, name] : names)
        if (one == value) return QLatin1String(name);
    return {};
}

template<typename Value, std::size_t Count>
std::optional<Value> valueOf(const Names<Value, Count>& names, const QJsonValue& wanted) {
    for (const auto& [one, name] : names)
        if (wanted.toString() == QLatin1String(name)) return one;
    return std::nullopt;
}

QString file(const QString& folder) { return folder + QStringLiteral("/notes.json"); }
QString textOf(const std::filesystem::path& path) { return QString::fromStdU16String(path.u16string()); }
std::filesystem::path pathOf(const QJsonValue& value) { return value.toString().toStdU16String(); }

/// Calls `field(name, number)` for every number of the setup, to be read or written.
template<typename Setup, typename Field>
void eachNumber(Setup& setup, const Field& field) {
    field("stories", setup.stories);
    field("vocabulary", setup.vocabularySize);
    field("layers", setup.layers);
    field("width", setup.width);
    field("heads", setup.heads);
    field("context", setup.context);
    field("tokens", setup.tokens);
    field("rate", setup.rate);
    field("seed", setup.seed);
    field("patience", setup.patience);
    field("sample_every_steps", setup.sampleEverySteps);
    field("lora_rank", setup.loraRank);
    field("watts", setup.watts);
    field("price_per_kwh", setup.pricePerKilowattHour);
}

QJsonObject written(const TrainingSetup& setup) {
    QJsonObject object;
    eachNumber(setup, [&](const char* name, auto value) {
        object.insert(QLatin1String(name), static_cast<double>(value));
    });
    QJsonArray files;
    for (const auto& one : setup.files) files.append(textOf(one));
    object.insert(QStringLiteral("texts"), nameOf(textNames, setup.texts));
    object.insert(QStringLiteral("files"), files);
    object.insert(QStringLiteral("byte_pairs"), setup.bytePairs);
    object.insert(QStringLiteral("prompt"), QString::fromStdString(setup.prompt));
    object.insert(QStringLiteral("base"), textOf(setup.base));
    object.insert(QStringLiteral("base_name"), QString::fromStdString(setup.baseName));
    return object;
}

TrainingSetup setupIn(const QJsonObject& object) {
    TrainingSetup setup;
    eachNumber(setup, [&](const char* name, auto& value) {
        const QJsonValue found = object.value(QLatin1String(name));
        if (found.isDouble() && found.toDouble() >= 0)
            value = static_cast<std::remove_reference_t<decltype(value)>>(found.toDouble());
    });
    setup.texts = valueOf(textNames, object.value(QLatin1String("texts"))).value_or(setup.texts);
    for (const QJsonValue one : object.value(QLatin1String("files")).toArray())
        setup.files.push_back(pathOf(one));
    setup.bytePairs = object.value(QLatin1String("byte_pairs")).toBool(setup.bytePairs);
    setup.prompt =
        object.value(QLatin1String("prompt")).toString(QString::fromStdString(setup.prompt)).toStdString();
    setup.base = pathOf(object.value(QLatin1String("base")));
    setup.baseName = object.value(QLatin1String("base_name")).toString().toStdString();
    return setup;
}

} // namespace

TrainingNotes readTrainingNotes(const QString& folderOfTraining) {
    QFile source(file(folderOfTraining));
    const QJsonObject object =
        source.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(source.readAll()).object() : QJsonObject();
    TrainingNotes notes;
    notes.setup = setupIn(object.value(QLatin1String("setup")).toObject());
    notes.end = valueOf(endNames, object.value(QLatin1String("end")));
    if (object.contains(QLatin1String("unigram")))
        notes.baselines = TrainingBaselines{object.value(QLatin1String("uniform")).toDouble(),
                                            object.value(QLatin1String("unigram")).toDouble()};
    return notes;
}

bool writeTrainingNotes(const QString& folderOfTraining, const TrainingNotes& notes) {
    QJsonObject object{{QStringLiteral("setup"), written(notes.setup)}};
    if (notes.end) object.insert(QStringLiteral("end"), nameOf(endNames, *notes.end));
    if (notes.baselines) {
        object.insert(QStringLiteral("uniform"), notes.baselines->uniform);
        object.insert(QStringLiteral("unigram"), notes.baselines->unigram);
    }
    QSaveFile target(file(folderOfTraining));
    return target.open(QIODevice::WriteOnly) && target.write(QJsonDocument(object).toJson()) > 0 &&
           target.commit();
}

} // namespace tokenarium
