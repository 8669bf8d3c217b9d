// SPDX-License-Identifier: GPL-3.0-or-later
// The device pulls from a stream that goes through the stretch; the cursor follows what the device has
// played.
#include "app/sound/sound_player.h"

#include "engine/audio/resample.h"

#include <QMutex>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <vector>

namespace tokenarium {

/// The device may read on a thread of its own.
class PlaybackStream : public QIODevice {
public:
    PlaybackStream(std::shared_ptr<const Audio> sound, Span stretch, int rate, int channelCount, bool loop)
        : audio(std::move(sound))
        , part(stretch)
        , next(stretch.begin)
        , channels(std::size_t(channelCount))
        , looped(loop) {
        if (rate != int(audio->sampleRate))
            converter = std::make_unique<StreamResampler>(double(audio->sampleRate), rate);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    void setLooped(bool on) { looped = on; }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return finished && ready.size() == given; }
    qint64 bytesAvailable() const override { return atEnd() ? 0 : qint64(1) << 16; }

protected:
    qint64 readData(char* data, qint64 most) override {
        const std::size_t bytesPerFrame = 2 * channels;
        const std::size_t wanted = std::size_t(most) / bytesPerFrame;
        while (ready.size() - given < wanted && !finished) produce(wanted);
        const std::size_t frames = std::min(wanted, ready.size() - given);
        for (std::size_t i = 0; i < frames; ++i) {
            const float value = std::clamp(ready[given + i], -1.0F, 1.0F);
            const auto sample = std::int16_t(std::lround(value * 32767.0F));
            for (std::size_t c = 0; c < channels; ++c) {
                std::memcpy(data, &sample, 2);
                data += 2;
            }
        }
        given += frames;
        if (given == ready.size()) ready.clear(), given = 0;
        return qint64(frames * bytesPerFrame);
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    void produce(std::size_t most) {
        const std::size_t count = std::min(most, part.end - next);
        const std::span<const float> piece(audio->samples.data() + next, count);
        next += count;
        finished = next == part.end && !looped;
        if (converter)
            converter->append(piece, finished, ready);
        else
            ready.insert(ready.end(), piece.begin(), piece.end());
        if (next == part.end && !finished) next = part.begin;
    }

    std::shared_ptr<const Audio> audio;
    Span part;
    std::size_t next, channels, given = 0;
    std::atomic<bool> looped;
    bool finished = false;
    std::unique_ptr<StreamResampler> converter;
    std::vector<float> ready; // from `given` on not yet read
};

SoundPlayer::SoundPlayer(QObject* parent) : QObject(parent) {
    clock.setInterval(33);
    connect(&clock, &QTimer::timeout, this, [this] { emit moved(position()); });
}

SoundPlayer::~SoundPlayer() {
    if (output) output->stop(); // before the stream that it reads
}

void SoundPlayer::setOutput(std::unique_ptr<SoundOutput> newOutput) {
    stop();
    output = std::move(newOutput);
    connect(output.get(), &SoundOutput::ended, this, &SoundPlayer::end);
    emit stateChanged();
}

QString SoundPlayer::problem() const {
    return output ? output->problem() : tr("No sound output was looked for yet.");
}

void SoundPlayer::play(std::shared_ptr<const Audio> audio, Span stretch, const QString& what) {
    stop();
    stretch.end = std::min(stretch.end, audio->samples.size());
    if (!problem().isEmpty() || stretch.begin >= stretch.end) return;
    playing = std::move(audio);
    part = stretch;
    name = what;
    stream =
        std::make_unique<PlaybackStream>(playing, part, output->sampleRate(), output->channels(), looped);
    clock.start();
    output->start(stream.get());
    emit stateChanged();
}

void SoundPlayer::stop() {
    if (!playing) return;
    output->stop();
    end({});
}

void SoundPlayer::end(const QString& problem) {
    if (!playing) return;
    clock.stop();
    stream.reset();
    playing.reset();
    name.clear();
    emit stateChanged();
    if (!problem.isEmpty()) emit failed(problem);
}

void SoundPlayer::setLooped(bool on) {
    looped = on;
    if (stream) stream->setLooped(on);
    emit stateChanged();
}

double SoundPlayer::position() const {
    if (!playing) return 0;
    const double rate = double(playing->sampleRate), length = double(part.size()) / rate;
    const double played = output->playedSeconds();
    return double(part.begin) / rate + (played < length ? played
                                        : looped        ? std::fmod(played, length)
                                                        : length);
}

} // namespace tokenarium
