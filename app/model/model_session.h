// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the model room: the model, the text it reads, what it has predicted, and what is looked at.
#pragma once

#include "app/compute_device.h"
#include "app/job.h"
#include "app/model/branch_tree.h"
#include "app/model/given_model.h"
#include "engine/model/recorded_run.h"
#include "engine/model/sampling.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// GUI thread only; long work runs on workers and its stale results are dropped. Views ask for what they show
/// and are told by the signals when it changes; what they hover, choose or change goes back through the
/// functions here, so that all views show the same place.
class ModelSession : public QObject {
    Q_OBJECT
public:
    /// `device`, where models compute, outlives the session.
    explicit ModelSession(ComputeDevice& computeDevice, QObject* parent = nullptr);
    ~ModelSession() override;

    // The model.
    /// The name of an embedded model or a path. Emits modelChanged, or failed, and then the old one stays.
    void openModel(const QString& nameOrPath);
    /// One that lies in no file, with its own prompt. What was typed for the others comes back with the next
    /// of them. It stays on the processor.
    void useModel(const GivenModel& given);
    bool isModelGiven() const { return modelIsGiven; }
    bool isOpening() const { return openJob.isBusy() || moveJob.isBusy(); }
    /// Null before the first one is open.
    const std::shared_ptr<const ReadyModel>& model() const { return ready; }
    const QString& modelName() const { return name; } ///< as given to openModel, or a title
    static QStringList embeddedModelNames();          ///< those that are here, in the order of offering
    ComputeDevice& device() { return where; }

    // The text.
    const QString& prompt() const { return promptText; }
    /// Tokens of the prompt that the context has no room for are cut off at its beginning; cutTokens() says
    /// how many.
    void setPrompt(const QString& prompt);
    std::size_t cutTokens() const { return cut; }
    /// Something for this model to start from.
    static QString samplePrompt(const QString& modelName);
    /// Opening marks, prompt, and the tokens predicted up to leaf().
    std::vector<TokenId> ids() const;
    std::size_t openingTokens() const { return opening; }
    std::size_t promptTokens() const { return promptIds.size(); } ///< with the opening
    /// For a label: "␣the", "春", "⟨E6⟩", "<|en|>".
    QString tokenLabel(TokenId id) const;
    /// What the tokens say, as text.
    QString textOf(const std::vector<TokenId>& tokens) const;

    // What was predicted.
    const BranchTree& tree() const { return branches; }
    std::size_t leaf() const { return currentLeaf; }
    void goTo(std::size_t node);

    // What the model did with ids().
    /// Of the text before while isComputing(); null before the first run has finished.
    const std::shared_ptr<const RecordedRun>& run() const { return lastRun; }
    bool isComputing() const { return runJob.isBusy() || moveJob.isBusy(); }

    // The next token.
    const SamplingSettings& sampling() const { return settings; }
    void setSampling(const SamplingSettings& wanted);
    std::uint64_t seed() const { return startSeed; }
    void setSeed(std::uint64_t seed);
    /// What drawing now would give, with all stages; nothing while computing or where isAtEnd().
    const std::optional<Draw>& nextDraw() const;
    /// The end mark was chosen, or the context is full.
    bool isAtEnd() const;
    bool isEndMark(TokenId id) const;
    void drawNext();
    void chooseNext(TokenId id);
    /// Goes on with `id` behind token `token` of ids(), which is the last of the prompt or stands behind it;
    /// `probability` is the model's. Otherwise nothing happens.
    void branchFrom(std::size_t token, TokenId id, double probability);
    void takeBack(); ///< to the parent of leaf()
    bool isPlaying() const { return playing; }
    void setPlaying(bool on);
    double pace() const { return tokensPerSecond; }
    void setPace(double wantedTokensPerSecond);

    // What is looked at, by all views.
    /// The token under the mouse, else the pinned one, else the last.
    std::size_t litToken() const;
    std::optional<std::size_t> pinnedToken() const { return pinned; }
    void hoverToken(std::optional<std::size_t> token);
    void pinToken(std::optional<std::size_t> token);
    std::size_t layer() const { return shownLayer; }
    std::size_t head() const { return shownHead; }
    void showHead(std::size_t layer, std::size_t head); ///< taken to what the model has

signals:
    void modelChanged();
    void deviceChanged();   ///< the model computes somewhere else; its numbers are the same
    void openingChanged();  ///< isOpening()
    void textChanged();     ///< prompt, ids(), tree, leaf
    void runChanged();      ///< run(), isComputing(), nextDraw()
    void samplingChanged(); ///< settings, seed, and with them nextDraw()
    void playingChanged();
    void litTokenChanged();
    void headChanged();
    void failed(const QString& message); ///< a sentence for the bar in the room

private:
    void modelArrived(std::shared_ptr<const ReadyModel> opened, const QString& nameOrPath);
    std::optional<QString> typedPrompt() const;
    void install(std::shared_ptr<const ReadyModel> model, const QString& title, const QString& prompt);
    void checkPromptOfGiven();
    static QString whyHere();
    void moveModel();
    void deviceFailed(const ReadyModel* failedModel, CudaTrouble trouble);
    void readPrompt();
    void read();
    void runArrived(std::shared_ptr<const RecordedRun> finished);
    void grow(TokenId id, double probability, bool chosenByPerson);
    void forgetDraw();

    ComputeDevice& where;
    std::shared_ptr<const ReadyModel> ready;
    int readyOn = ComputeDevice::processor; ///< where `ready` computes, or will when moveJob is done
    QString name, promptText;
    bool modelIsGiven = false;
    std::optional<QString> laidAside; ///< what was typed before a model was given
    std::vector<TokenId> promptIds;
    std::size_t opening = 0, cut = 0;
    BranchTree branches;
    std::size_t currentLeaf = 0;
    std::shared_ptr<const RecordedRun> lastRun;
    SamplingSettings settings;
    std::uint64_t startSeed = 1;
    mutable std::optional<Draw> draw;
    mutable bool drawKnown = false;
    bool playing = false;
    double tokensPerSecond = 2;
    std::optional<std::size_t> hovered, pinned;
    std::size_t shownLayer = 0, shownHead = 0;
    QTimer playTimer;
    Job openJob, moveJob, runJob;
};

} // namespace tokenarium
