// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the Serving room: what is chosen, and the server that follows from it.
#pragma once

#include "app/serving/served_presets.h"
#include "engine/cost/fleet.h"

#include <QObject>
#include <QUndoStack>

namespace tokenarium {

/// GUI thread only.
class ServingSession : public QObject {
    Q_OBJECT
public:
    explicit ServingSession(QObject* parent = nullptr);

    const ServingChoices& choices() const { return chosen; }
    /// One step of undo; neighbouring ones with the same `part` (not -1) become one.
    void choose(const ServingChoices& wanted, const QString& name, int part = -1);
    QUndoStack& undoStack() { return changes; }
    int newPart() { return ++lastPart; } ///< for choose(): one for each control

    /// Whether what is seldom needed is shown too; no step of undo.
    bool showsMore() const { return more; }
    void setShowsMore(bool shown);

    // What follows from the choices.
    const ServedPreset& preset() const { return *shownPreset; }
    const Accelerator& card() const { return *shownCard; }
    const ModelOnServer& model() const { return served; }
    const ServingHardware& hardware() const { return server; }
    /// Tokens in the cache when the answer is complete.
    double context() const { return chosen.promptTokens + chosen.outputTokens; }
    std::uint64_t outputTokens() const { return std::uint64_t(chosen.outputTokens); }
    RooflineTime prefill() const; ///< of one prompt, without what a prefix cache saves
    RooflineTime step() const;    ///< of the whole batch, the cache full
    double ttftSeconds() const { return chosen.queueSeconds + prefill().seconds(); }
    double itlSeconds() const { return step().seconds(); }
    bool fits() const; ///< weights and the caches of the batch, into the memory
    FleetQuestion fleetQuestion() const;

signals:
    void changed();
    void moreChanged();

private:
    void apply(const ServingChoices& wanted);

    ServingChoices chosen;
    QUndoStack changes;
    bool more = false;
    int lastPart = 0;
    const ServedPreset* shownPreset = nullptr;
    const Accelerator* shownCard = nullptr;
    ModelOnServer served;
    ServingHardware server;
};

} // namespace tokenarium
