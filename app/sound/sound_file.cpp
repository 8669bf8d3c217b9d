// SPDX-License-Identifier: GPL-3.0-or-later
// Everything is read at 16 kHz, the rate of the speech models that are shown.
#include "app/sound/sound_file.h"

#include "app/picture/free_memory.h"
#include "engine/audio/audio_file.h"
#include "engine/view/part_summary.h"
#include "widgets/sound/time_strip.h"
#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <span>
#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::uint64_t unknownMemory = std::uint64_t(2) << 30; ///< taken where the system does not say
constexpr std::uint64_t bytesPerSample = 10; ///< the sample, its spectrogram, and what is drawn of both
constexpr qint64 largestPart = qint64(1) << 30;

struct SoundFile {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::SoundFile)
};

[[noreturn]] void refuse(const QString& name, const QString& why) {
    throw std::runtime_error(QStringLiteral("%1: %2").arg(name, why).toStdString());
}

QString samplePath(const QString& id) { return QStringLiteral(":/samples/audio/%1.flac").arg(id); }

QByteArray readAll(const QString& path, const QString& name) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        refuse(name, SoundFile::tr("the file cannot be opened: %1.").arg(file.errorString()));
    if (file.size() > largestPart) refuse(name, SoundFile::tr("the file is larger than 1 GB."));
    return file.readAll();
}

AudioReadOptions readOptions() {
    AudioReadOptions options;
    const std::uint64_t room = freeMemory().value_or(unknownMemory) / 2 / bytesPerSample;
    options.mostSamples = std::size_t(std::clamp<std::uint64_t>(room, 16000 * 60, options.mostSamples));
    return options;
}

std::filesystem::path pathOf(const QString& path) { return std::filesystem::path(path.toStdU16String()); }

std::optional<LoadedAudio> load(const SoundSource& source, const std::stop_token& stop,
                                const AudioProgress& progress) {
    if (!source.path.isEmpty()) return loadAudio(pathOf(source.path), readOptions(), stop, progress);
    const QByteArray bytes =
        source.recording ? *source.recording : readAll(samplePath(source.sample), source.title);
    return loadAudio(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))),
                     source.title.toStdString(), readOptions(), stop, progress);
}

/// What a person should know of a file that is not quite as it should be.
QString remarkOf(const LoadedAudio& loaded, const QString& title) {
    QStringList remarks;
    const double seconds = loaded.audio.seconds();
    if (loaded.shortened)
        remarks += SoundFile::tr("%1 is %2 long; the first %3 are shown.")
                       .arg(title, timeText(loaded.announcedSeconds, 1), timeText(seconds, 1));
    else if (loaded.truncated && loaded.announcedSeconds < seconds + 0.05)
        remarks += SoundFile::tr("%1 is cut short or damaged: %2 of it are there.")
                       .arg(title, timeText(seconds, 0.1));
    else if (loaded.truncated)
        remarks += SoundFile::tr("%1 is cut short or damaged: of %2 that it announces %3 are there.")
                       .arg(title, timeText(loaded.announcedSeconds, 0.1), timeText(seconds, 0.1));
    if (loaded.replacedSamples > 0)
        remarks +=
            SoundFile::tr("Samples in it that are no numbers or far too loud: %1. They were made silent.")
                .arg(grouped(loaded.replacedSamples));
    return remarks.join(QLatin1Char(' '));
}

} // namespace

SoundSource fileSource(const QString& path) {
    SoundSource source;
    source.path = QFileInfo(path).absoluteFilePath();
    source.title = QFileInfo(path).fileName();
    return source;
}

SoundSource sampleSource(const QString& id) {
    SoundSource source;
    source.sample = id;
    source.title = id + QStringLiteral(".flac");
    return source;
}

std::shared_ptr<const SoundContent> loadSound(const SoundSource& source, std::stop_token stop,
                                              const std::function<void(double)>& progress) {
    auto loaded = load(source, stop, progress);
    if (!loaded) return nullptr;
    auto content = std::make_shared<SoundContent>();
    content->source = source;
    content->format = QString::fromStdString(loaded->format);
    content->remark = remarkOf(*loaded, source.title);
    content->audio = std::make_shared<const Audio>(std::move(loaded->audio));
    content->waveform = std::make_shared<const WaveformPyramid>(content->audio);
    return content;
}

PromptPart soundPart(const SoundSource& source) {
    const QByteArray bytes =
        source.recording
            ? *source.recording
            : readAll(source.path.isEmpty() ? samplePath(source.sample) : source.path, source.title);
    PromptPart part;
    part.modality = Modality::Sound;
    part.title = source.title.toStdString();
    part.rule = defaultPartRule(Modality::Sound);
    part.content = std::make_shared<const std::string>(bytes.toStdString());
    return part;
}

bool isSoundFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArray start = file.read(512);
    return modalityOf(std::as_bytes(std::span(start.constData(), std::size_t(start.size()))),
                      path.toStdString()) == Modality::Sound;
}

QString soundFilePatterns() {
    return QStringLiteral("*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aiff *.aif *.au *.caf *.w64");
}

QStringList soundSampleIds() {
    QStringList ids;
    for (const char* sentence : {"english-1", "english-2", "chinese-1", "chinese-2"})
        for (const char* voice : {"man", "woman"})
            ids += QStringLiteral("%1-%2").arg(QLatin1String(sentence), QLatin1String(voice));
    return ids;
}

QString soundSampleText(const QString& id) {
    if (id.startsWith(QLatin1String("english-1")))
        return QStringLiteral("Every sound you hear can be written as a row of numbers.");
    if (id.startsWith(QLatin1String("english-2")))
        return QStringLiteral("A model reads speech in small pieces, fifty every second.");
    if (id.startsWith(QLatin1String("chinese-1"))) return QString::fromUtf8("今天天气很好，我们去公园散步。");
    return QString::fromUtf8("声音也可以变成一串数字。");
}

} // namespace tokenarium
