// SPDX-License-Identifier: GPL-3.0-or-later
// Where a sound comes from (a file, a sample, the microphone), and the sound read from there.
#pragma once

#include "engine/audio/audio.h"
#include "engine/audio/waveform_pyramid.h"
#include "engine/prompt/prompt.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tokenarium {

/// One of the three. Small (but for a recording): undo keeps these, and reads the sound again.
struct SoundSource {
    QString path;                                ///< a file
    QString sample;                              ///< the id of a shipped sample
    std::shared_ptr<const QByteArray> recording; ///< a WAV file; or any sound file that is in memory
    QString title;                               ///< what people see
    bool operator==(const SoundSource&) const = default;
};
SoundSource fileSource(const QString& path);
SoundSource sampleSource(const QString& id);

/// A sound to look at; shared and never changed.
struct SoundContent {
    SoundSource source;
    QString format;                     ///< in libsndfile's words
    QString remark;                     ///< what a person should know of the file; mostly empty
    std::shared_ptr<const Audio> audio; ///< 16,000 Hz, at least one sample
    std::shared_ptr<const WaveformPyramid> waveform;
    double seconds() const { return audio->seconds(); }
};

/// Any thread. Nothing when stopped. Throws std::runtime_error with a sentence that names the file. As much
/// is read as there is memory for.
std::shared_ptr<const SoundContent> loadSound(const SoundSource& source, std::stop_token stop = {},
                                              const std::function<void(double)>& progress = {});

/// The whole file as a part of a prompt. Any thread; throws as loadSound does.
PromptPart soundPart(const SoundSource& source);

/// By the first bytes.
bool isSoundFile(const QString& path);
/// For a file dialog: "*.wav *.flac …".
QString soundFilePatterns();
/// "english-1-man" …: sentence by sentence, two voices each.
QStringList soundSampleIds();
/// What is said in a sample.
QString soundSampleText(const QString& id);

} // namespace tokenarium
