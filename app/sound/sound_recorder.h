// SPDX-License-Identifier: GPL-3.0-or-later
// Records from the microphone until it is stopped, or for ten minutes.
#pragma once

#include "app/sound/sound_output.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace tokenarium {

/// GUI thread only.
class SoundRecorder : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    static constexpr double longestSeconds = 600;

    void setInput(std::unique_ptr<SoundInput> newInput);
    /// As a sentence, why nothing can be recorded; empty: it can.
    QString problem() const;
    void start();
    /// Emits recorded() or failed().
    void stop();
    bool isRecording() const { return running; }
    double seconds() const;
    /// The loudest sample of the last piece, 0…1.
    float level() const { return loudest; }

signals:
    void stateChanged(); ///< also while it goes on
    void recorded(const QByteArray& wav);
    void failed(const QString& problem);

private:
    void take(std::span<const float> piece);
    std::unique_ptr<SoundInput> input;
    std::vector<float> samples;
    bool running = false;
    float loudest = 0;
};

} // namespace tokenarium
