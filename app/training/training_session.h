// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the training room: what is chosen, the training under way or opened, and what it has reported.
#pragma once

#include "app/compute_device.h"
#include "app/job.h"
#include "app/training/training_mail.h"
#include "app/training/training_setup.h"
#include "engine/train/step_rate.h"
#include "engine/train/training_snapshots.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>
#include <QUndoStack>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

namespace tokenarium {

/// How long the chosen training would take here.
struct TrainingEstimate {
    double tokensPerSecond = 0; ///< 0: not known yet
    bool measured = false;      ///< of this very shape; else computed from another one's speed
};

/// GUI thread only. The training runs on a thread of low priority and is looked at ten times a second. The
/// destructor stops it with a checkpoint and waits for that.
class TrainingSession : public QObject {
    Q_OBJECT
public:
    enum class State {
        Empty,     ///< nothing was trained yet
        Preparing, ///< texts, tokenizer, tokens
        Running,
        Stopping, ///< a checkpoint is being written
        Paused,   ///< can be resumed
        Finished
    };

    /// `folder` gets a folder for every training; empty: a temporary one. If there is a training in it, the
    /// newest is opened.
    explicit TrainingSession(const QString& folder, QObject* parent = nullptr);
    ~TrainingSession() override;
    /// Where it trains, which outlives the session; null: on the processor.
    void setDevice(ComputeDevice* device);

    // What is chosen.
    const TrainingSetup& setup() const { return chosen; }
    /// One step of undo; those with the same `part` (of the room, not −1) that follow each other are one.
    void setSetup(const TrainingSetup& wanted, int part = -1);
    QUndoStack& undoStack() { return undo; }
    /// Of a model trained from nothing; the vocabulary is that of the setup.
    std::uint64_t parameters() const;
    /// Why it cannot be trained so, as a sentence; empty where it can.
    static QString problemOf(const TrainingSetup& setup);
    const TrainingEstimate& estimate() const { return speed; }
    /// Times a step of the chosen shape, a moment after the last change; not while a training runs.
    void measureSpeed();

    // The training.
    State state() const { return now; }
    bool isBusy() const { return now == State::Preparing || now == State::Running || now == State::Stopping; }
    void start() { start(chosen); }
    void start(const TrainingSetup& wanted);
    void pause();
    void resume();
    QString name() const { return trainingName; }
    /// "Nov 22, 2026 07:24 · English stories", of one of trainings().
    QString titleOf(const QString& training) const;
    std::filesystem::path folder() const; ///< of the training; empty where there is none
    QStringList trainings() const;        ///< those that are kept, the newest first
    void open(const QString& wanted);
    const TrainingHistory& history() const { return past; }
    const std::optional<TrainingFacts>& facts() const { return known; }
    const std::optional<TrainingBaselines>& baselines() const { return lines; }
    std::uint64_t wantedTokens() const { return tokensWanted; }
    const std::vector<TrainingSnapshot>& snapshots() const { return moments; }
    QString stage() const { return stageName; } ///< Preparing: what is being done, untranslated
    double stageShare() const { return stageDone; }
    QString outcome() const; ///< Finished: why it ended, in the language of the window
    /// Steps that were done after the last checkpoint and are lost, where the program ended without warning.
    std::uint64_t lostSteps() const { return stepsLost; }
    bool isPostTraining() const { return isContinued; }
    const TrainingSetup& setupOfTraining() const { return trained; }

    // One step under the glass.
    /// The next step is recorded; a training that rests is resumed for that one step.
    void watchNextStep();
    bool isWatching() const { return watchAsked; }
    const std::shared_ptr<const WatchedStep>& watched() const { return lastWatched; }
    std::shared_ptr<const TextTokenizer> tokenizer() const { return known ? known->tokenizer : nullptr; }

signals:
    void setupChanged();
    void estimateChanged();
    void stateChanged(); ///< state, stage, name, trainings
    void progressed();   ///< history, facts
    void snapshotsChanged();
    void watchedChanged();
    void failed(const QString& sentence);

private:
    void run(bool resumes);
    void work(std::stop_source stop, bool resumes, TrainingSetup setup, std::filesystem::path folder,
              int card);
    int card() const { return computesOn ? computesOn->chosen() : ComputeDevice::processor; }
    void collect();
    void finish(const TrainingMail& mail);
    void setState(State wanted);
    void remember() const;
    void load(const QString& wanted);
    void applySetup(const TrainingSetup& wanted);
    QString folderOf(const QString& training) const { return home + QLatin1Char('/') + training; }

    QString home;
    std::unique_ptr<QTemporaryDir> temporary;
    ComputeDevice* computesOn = nullptr;
    TrainingSetup chosen, trained;
    TrainingEstimate speed;
    double flopsPerSecond = 0;
    State now = State::Empty;
    QUndoStack undo;
    QString trainingName, stageName;
    std::optional<TrainingEnd> ended;
    std::uint64_t stepsLost = 0;
    double stageDone = 0;
    TrainingHistory past;
    std::optional<TrainingFacts> known;
    std::optional<TrainingBaselines> lines;
    std::uint64_t tokensWanted = 0;
    std::vector<TrainingSnapshot> moments;
    std::shared_ptr<const WatchedStep> lastWatched;
    bool isContinued = false, watchAsked = false;
    std::atomic<bool> watchNext = false, pauseAfterWatch = false;
    std::shared_ptr<TrainingMailbox> mailbox = std::make_shared<TrainingMailbox>();
    QTimer lookTimer, measureTimer;
    Job measureJob;
    std::stop_source stopSource; ///< of the training under way
    std::jthread thread;
};

} // namespace tokenarium
