// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a stretch of a sound, once or again and again, and says where it is.
#pragma once

#include "app/sound/sound_output.h"
#include "engine/audio/audio.h"
#include "engine/token/token.h"

#include <QTimer>

#include <memory>

namespace tokenarium {

class PlaybackStream;

/// GUI thread only.
class SoundPlayer : public QObject {
    Q_OBJECT
public:
    explicit SoundPlayer(QObject* parent = nullptr);
    ~SoundPlayer() override;

    /// Instead of what was there; stops.
    void setOutput(std::unique_ptr<SoundOutput> newOutput);
    /// As a sentence, why nothing can be played; empty: it can.
    QString problem() const;

    /// Samples of `audio` from the beginning of `stretch` (which lies inside of it) to its end. `what` is the
    /// caller's name for it, so that one of several buttons can tell whether it is its sound.
    void play(std::shared_ptr<const Audio> audio, Span stretch, const QString& what);
    void stop();
    bool isPlaying() const { return playing != nullptr; }
    /// Empty while nothing is played.
    const QString& what() const { return name; }
    void setLooped(bool on);
    bool isLooped() const { return looped; }
    /// Seconds from the beginning of the sound.
    double position() const;

signals:
    void stateChanged();
    void moved(double seconds); ///< some thirty times a second
    void failed(const QString& problem);

private:
    void end(const QString& problem);

    std::unique_ptr<SoundOutput> output;
    std::unique_ptr<PlaybackStream> stream;
    std::shared_ptr<const Audio> playing;
    Span part;
    QString name;
    bool looped = false;
    QTimer clock;
};

} // namespace tokenarium
