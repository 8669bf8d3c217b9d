// SPDX-License-Identifier: GPL-3.0-or-later
// The devices by Qt Multimedia. Sound servers convert rates; a device that refuses ours is given its own.
#include "app/sound/sound_output.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QAudioSource>
#include <QCoreApplication>
#include <QMediaDevices>

#include <algorithm>
#include <cstring>
#include <vector>

namespace tokenarium {
namespace {

constexpr int wantedRate = 16000;

struct SoundDevice {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::SoundDevice)
};

QAudioFormat formatFor(const QAudioDevice& device) {
    QAudioFormat format;
    format.setSampleRate(wantedRate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    if (device.isFormatSupported(format)) return format;
    format = device.preferredFormat();
    format.setSampleFormat(QAudioFormat::Int16);
    return format;
}

/// What it is given, and then silence: devices report that they have nothing more when they have read all,
/// not when all was heard.
class SilentTail : public QIODevice {
public:
    SilentTail(QIODevice* sound, qint64 silence) : source(sound), left(silence) {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return left == 0 && source->atEnd(); }
    qint64 bytesAvailable() const override { return atEnd() ? 0 : qint64(1) << 16; }

protected:
    qint64 readData(char* data, qint64 most) override {
        const qint64 read = source->read(data, most);
        if (read > 0 || !source->atEnd()) return read;
        const qint64 silence = std::min(most, left);
        std::memset(data, 0, std::size_t(silence));
        left -= silence;
        return silence;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QIODevice* source;
    qint64 left;
};

class DeviceOutput : public SoundOutput {
public:
    DeviceOutput() : device(QMediaDevices::defaultAudioOutput()), format(formatFor(device)) {}
    QString problem() const override {
        if (!device.isNull()) return {};
        return SoundDevice::tr(
            "This computer has no sound output that can be reached, so nothing can be played.");
    }
    int sampleRate() const override { return std::max(1, format.sampleRate()); }
    int channels() const override { return std::max(1, format.channelCount()); }
    void start(QIODevice* source) override {
        stop();
        tail = std::make_unique<SilentTail>(source, format.bytesForDuration(400'000));
        sink = std::make_unique<QAudioSink>(device, format);
        sink->setBufferSize(format.bytesForDuration(200'000));
        connect(sink.get(), &QAudioSink::stateChanged, this, [this](QAudio::State state) {
            if (!sink || (state != QAudio::IdleState && state != QAudio::StoppedState)) return;
            const bool failed = sink->error() != QAudio::NoError && sink->error() != QAudio::UnderrunError;
            if (!failed && !tail->atEnd()) return; // it waits for us
            // Not within the sink's own signal: it is deleted.
            QMetaObject::invokeMethod(
                this,
                [this, failed] {
                    if (!sink) return;
                    stop();
                    emit ended(failed ? SoundDevice::tr("The sound output failed while playing.")
                                      : QString());
                },
                Qt::QueuedConnection);
        });
        sink->start(tail.get());
    }
    void stop() override {
        if (!sink) return;
        const auto old = std::move(sink); // its signals are not for us any more
        old->disconnect(this);
        old->stop();
    }
    /// What the device has read, less what waits in its buffer.
    double playedSeconds() const override {
        if (!sink) return 0;
        const qint64 waiting = std::max<qint64>(0, sink->bufferSize() - sink->bytesFree());
        return std::max(0.0, double(sink->processedUSecs() - format.durationForBytes(qint32(waiting))) / 1e6);
    }

private:
    QAudioDevice device;
    QAudioFormat format;
    std::unique_ptr<SilentTail> tail;
    std::unique_ptr<QAudioSink> sink; // reads the tail, goes first
};

class DeviceInput : public SoundInput {
public:
    DeviceInput() : device(QMediaDevices::defaultAudioInput()), format(formatFor(device)) {}
    QString problem() const override {
        if (!device.isNull()) return {};
        return SoundDevice::tr(
            "This computer has no microphone that can be reached, so nothing can be recorded.");
    }
    int sampleRate() const override { return std::max(1, format.sampleRate()); }
    void start() override {
        source = std::make_unique<QAudioSource>(device, format);
        QIODevice* stream = source->start();
        if (!stream) {
            source.reset();
            emit failed(SoundDevice::tr("The microphone could not be opened."));
            return;
        }
        connect(stream, &QIODevice::readyRead, this, [this, stream] { take(stream->readAll()); });
    }
    void stop() override {
        if (!source) return;
        source->stop();
        source.reset();
        pending.clear();
    }

private:
    void take(const QByteArray& bytes) {
        pending += bytes;
        const auto channels = std::size_t(std::max(1, format.channelCount()));
        const std::size_t frames = std::size_t(pending.size()) / (2 * channels);
        std::vector<float> mono(frames);
        for (std::size_t i = 0; i < frames; ++i) {
            float sum = 0;
            for (std::size_t c = 0; c < channels; ++c) {
                std::int16_t value = 0;
                std::memcpy(&value, pending.constData() + 2 * (i * channels + c), 2);
                sum += float(value) / 32768.0F;
            }
            mono[i] = sum / float(channels);
        }
        pending.remove(0, qsizetype(frames * 2 * channels));
        if (!mono.empty()) emit came(mono);
    }
    QAudioDevice device;
    QAudioFormat format;
    std::unique_ptr<QAudioSource> source;
    QByteArray pending; // bytes of half a frame
};

} // namespace

SoundDevices createSoundDevices() {
    return {std::make_unique<DeviceOutput>(), std::make_unique<DeviceInput>()};
}

} // namespace tokenarium
