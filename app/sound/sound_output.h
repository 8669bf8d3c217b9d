// SPDX-License-Identifier: GPL-3.0-or-later
// Where sound goes to and comes from: the devices of this machine, or a stand-in of the tests.
#pragma once

#include <QIODevice>
#include <QObject>
#include <QString>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace tokenarium {

/// Takes 16-bit samples of native byte order, channels interleaved. GUI thread only.
class SoundOutput : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Why nothing can be played, as a sentence; empty: it can.
    virtual QString problem() const = 0;
    virtual int sampleRate() const = 0;
    virtual int channels() const = 0;
    /// Reads from `source` until it gives nothing more; `source` outlives stop() or ended().
    virtual void start(QIODevice* source) = 0;
    virtual void stop() = 0;
    /// Of what start() was given, how much has been heard.
    virtual double playedSeconds() const = 0;

signals:
    /// All was played, or the device failed: then with a sentence.
    void ended(const QString& problem);
};

/// GUI thread only.
class SoundInput : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QString problem() const = 0;
    virtual int sampleRate() const = 0;
    /// Emits came() until stop().
    virtual void start() = 0;
    virtual void stop() = 0;

signals:
    /// Mono, −1…1.
    void came(std::span<const float> samples);
    void failed(const QString& problem);
};

struct SoundDevices {
    std::unique_ptr<SoundOutput> output;
    std::unique_ptr<SoundInput> input;
};
/// The default devices of this machine; where there is none, one that says so.
SoundDevices createSoundDevices();

} // namespace tokenarium
