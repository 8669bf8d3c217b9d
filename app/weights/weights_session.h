// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the Weights room: the model on the scales.
#pragma once

#include "app/job.h"
#include "app/weights/line_choice.h"
#include "app/weights/weighed_model.h"
#include "engine/cost/model_dials.h"
#include "engine/cost/model_file.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

/// GUI thread only; files are read on a worker, and stale ones dropped. There always is a model.
class WeightsSession : public QObject {
    Q_OBJECT
public:
    explicit WeightsSession(QObject* parent = nullptr);
    ~WeightsSession() override;

    const WeighedModel& model() const { return *shown; }
    /// The same to keep, for jobs.
    std::shared_ptr<const WeighedModel> sharedModel() const { return shown; }

    /// Each of these is one step of undo. `id`: of knownModels(); unknown ones change nothing.
    void chooseKnown(const std::string& id);
    /// config.json, safetensors (or the index of several), GGUF; what was shown stays where it is refused.
    void openFile(const QString& path);
    bool isOpening() const { return openJob.isBusy(); }
    void cancelOpening();
    /// Turns of the same dial one after the other are one step.
    void turn(ModelDial::Kind dial, std::size_t value);
    /// Back to the known model, or the file, as it was.
    void resetDials();
    /// Empty where there is no configuration.
    const std::vector<ModelDial>& dials() const { return shownDials; }

    /// The model of two parameters. Moves of the same `part` one after the other are one step.
    const LineChoice& line() const { return fitted; }
    void setLine(const LineChoice& wanted, int part);

    /// Which rung of the ladder is open, counted from the smallest model.
    std::size_t rung() const { return openRung; }
    void chooseRung(std::size_t rung);

    QUndoStack& undoStack() { return changes; }

signals:
    void rungChanged();
    void modelChanged();
    void lineChanged();
    void openingChanged();
    void said(const QString& message); ///< a remark or a failure, for the bar of the room; empty: none

private:
    /// What undo brings back: the choice, and what it was before any slider moved.
    struct State {
        WeightsChoice choice, opened;
        bool operator==(const State&) const = default;
    };
    void take(ModelFile file, const QString& title);
    void change(State wanted, const QString& name, int part);
    void apply(const State& state);

    std::shared_ptr<const WeighedModel> shown;
    std::shared_ptr<WeighedModel> prepared; ///< for the next apply(): weighing is the costly part
    std::vector<ModelDial> shownDials, firstDials;
    WeightsChoice opened;
    /// What the dial that is being turned began with: what must fit to it on the way leaves no trace.
    struct Turning {
        ModelDial::Kind dial;
        WeightsChoice before, after;
    };
    std::optional<Turning> turning;
    LineChoice fitted = firstLine();
    std::size_t openRung = 0;
    QUndoStack changes;
    Job openJob;
};

} // namespace tokenarium
