// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the sound room: the sound, what is chosen, the moment and the token that are looked at.
#pragma once

#include "app/job.h"
#include "app/sound/sound_file.h"
#include "app/sound/sound_player.h"
#include "app/sound/sound_recorder.h"
#include "app/sound/spectrogram_tiles.h"
#include "engine/audio/audio_tokens.h"
#include "engine/audio/mel_spectrogram.h"
#include "engine/audio/residual_codes.h"
#include "engine/audio/semantic_units.h"
#include "engine/audio/spectrogram_pyramid.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// How the spectrogram is cut into tokens.
enum class SoundCut : std::uint8_t { Whisper, Patches };

/// Everything that a person chooses in this room; each change is one step of undo.
struct SoundChoices {
    MelSettings mel;
    SoundCut cut = SoundCut::Whisper;
    std::size_t window = 0;                           ///< of Whisper's 30 s or of the patches' 10.24 s
    std::size_t levels = 3;                           ///< of the codebook that are listened to
    std::size_t entries = 64;                         ///< of a codebook that is to be learnt
    std::shared_ptr<const ResidualCodebook> codebook; ///< null: the shipped one
    QString left = QStringLiteral("english-1-man"),
            right = QStringLiteral("english-1-woman"); ///< voices; "" the open sound
    std::string rule = "whisper";
    double ruleSeconds = 0; ///< 0: as long as the sound
    bool operator==(const SoundChoices&) const = default;
};

/// The stretch that a model reads at once, as it reads it.
struct CutWindow {
    SoundCut cut = SoundCut::Whisper;
    std::size_t window = 0;
    std::size_t firstSample = 0;
    std::size_t soundSamples = 0; ///< of the window; what follows is silence that was added
    std::shared_ptr<const SpectrogramPyramid> pyramid;
    std::vector<std::uint8_t> tints; ///< loudness of each token of the window
    const LogMel& mel() const { return pyramid->spectrogram(); }
};

/// GUI thread only; reading and computing run on workers and stale results are dropped.
class SoundSession : public QObject {
    Q_OBJECT
public:
    explicit SoundSession(QObject* parent = nullptr);
    ~SoundSession() override;

    // The sound. There always is one.
    const SoundContent& sound() const { return *content; }
    std::shared_ptr<const Audio> audio() const { return content->audio; }
    void open(const SoundSource& source);
    void cancelOpening();
    bool isOpening() const { return openJob.isBusy(); }
    int openedPerMille() const { return openProgress; }
    SoundPlayer& player() { return playing; }
    SoundRecorder& recorder() { return recording; }
    /// Looks for the devices of the machine, once.
    void findDevices();

    const SoundChoices& choices() const { return chosen; }
    /// One step of undo; neighbouring ones with the same `part` become one.
    void choose(SoundChoices wanted, const QString& name, int part);
    QUndoStack& undoStack() { return changes; }

    // The moment, the stretch, and what is seen, in seconds; nobody undoes looking.
    double cursor() const { return at; }
    void setCursor(double seconds);
    std::optional<TimeRange> selection() const { return selected; }
    void select(std::optional<TimeRange> stretch);
    TimeRange seen() const { return range; }
    void setSeen(TimeRange wanted);
    /// Samples of a stretch of the sound.
    Span samplesOf(TimeRange stretch) const;
    /// Plays the selection, or from the cursor (at the end: from the beginning) to the end; or stops.
    void togglePlay();

    // The spectrogram by choices().mel, of the whole sound.
    /// Null while the first one is being computed; while another is, the one before.
    std::shared_ptr<const SpectrogramPyramid> spectrogram() const { return spectrum; }
    SpectrogramTiles& tiles() { return tileStore; }
    bool isComputing() const { return melJob.isBusy() || cutJob.isBusy(); }
    bool isMelCurrent() const { return spectrum && !melJob.isBusy(); }

    // Tokens by choices().cut.
    /// Null while it is being computed.
    std::shared_ptr<const CutWindow> cutWindow() const { return cut; }
    SpectrogramTiles& cutTiles() { return cutTileStore; }
    std::size_t windows() const;
    SpectrogramPatches patches() const { return {}; }
    /// Of the strip: Whisper's positions that have sound, of all windows; or the tokens of one window of
    /// patches.
    std::size_t tokens() const;
    std::optional<std::size_t> litToken() const { return hovered ? hovered : pinned; }
    void hoverToken(std::optional<std::size_t> token);
    void pinToken(std::size_t token);
    /// The stretch of the sound that a token stands for; nothing for special tokens.
    std::optional<TimeRange> timeOf(std::size_t token) const;
    /// Of the strip; cheap.
    std::uint8_t tintOf(std::size_t token) const;

    const ResidualCodebook& codebook() const { return chosen.codebook ? *chosen.codebook : *shippedCodes; }
    std::shared_ptr<const ResidualCodebook> sharedCodebook() const {
        return chosen.codebook ? chosen.codebook : shippedCodes;
    }
    std::shared_ptr<const SemanticCodebook> units() const { return shippedUnits; }

signals:
    void soundChanged();
    void openingChanged();
    void choicesChanged();
    void spectrogramChanged();
    void cutChanged();
    void litChanged();
    void cursorChanged();
    void selectionChanged();
    void seenChanged();
    void said(const QString& message); ///< a remark or a failure, for the bar of the room; empty: all is well

private:
    void take(std::shared_ptr<const SoundContent> loaded);
    void show(std::shared_ptr<const SoundContent> loaded);
    void load(const SoundSource& source, bool isNew);
    void apply(const SoundChoices& wanted);
    void computeMel();
    void computeCut();
    std::size_t windowSamples() const;
    std::optional<std::size_t> tokenOfMoment() const;

    std::shared_ptr<const SoundContent> content;
    std::shared_ptr<const ResidualCodebook> shippedCodes;
    std::shared_ptr<const SemanticCodebook> shippedUnits;
    SoundChoices chosen;
    QUndoStack changes;
    SoundPlayer playing;
    SoundRecorder recording;
    bool devicesFound = false;
    std::size_t recordings = 0;
    double at = 0;
    std::optional<TimeRange> selected;
    TimeRange range;
    std::shared_ptr<const SpectrogramPyramid> spectrum;
    std::shared_ptr<const CutWindow> cut;
    std::optional<std::size_t> hovered, pinned;
    SpectrogramTiles tileStore, cutTileStore;
    int openProgress = 0;
    Job openJob, melJob, cutJob;
};

} // namespace tokenarium
