// SPDX-License-Identifier: GPL-3.0-or-later
// What comes is kept as it comes; it becomes a WAV file at the end.
#include "app/sound/sound_recorder.h"

#include "engine/audio/audio_file.h"

#include <cmath>

namespace tokenarium {

void SoundRecorder::setInput(std::unique_ptr<SoundInput> newInput) {
    running = false;
    input = std::move(newInput);
    connect(input.get(), &SoundInput::came, this, &SoundRecorder::take);
    connect(input.get(), &SoundInput::failed, this, [this](const QString& problem) {
        running = false;
        emit stateChanged();
        emit failed(problem);
    });
    emit stateChanged();
}

QString SoundRecorder::problem() const {
    return input ? input->problem() : tr("No microphone was looked for yet.");
}

double SoundRecorder::seconds() const { return input ? double(samples.size()) / input->sampleRate() : 0; }

void SoundRecorder::start() {
    if (running || !problem().isEmpty()) return;
    samples.clear();
    loudest = 0;
    running = true;
    input->start();
    emit stateChanged();
}

void SoundRecorder::take(std::span<const float> piece) {
    if (!running) return;
    samples.insert(samples.end(), piece.begin(), piece.end());
    loudest = 0;
    for (const float sample : piece) loudest = std::max(loudest, std::abs(sample));
    emit stateChanged();
    if (seconds() >= longestSeconds) stop();
}

void SoundRecorder::stop() {
    if (!running) return;
    running = false;
    input->stop();
    emit stateChanged();
    if (samples.empty()) return emit failed(tr("Nothing was recorded: no sound came from the microphone."));
    emit recorded(QByteArray::fromStdString(wavBytes(samples, std::size_t(input->sampleRate()))));
    samples.clear();
}

} // namespace tokenarium
