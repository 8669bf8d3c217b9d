// SPDX-License-Identifier: GPL-3.0-or-later
// Lets somebody look into a training step without being able to leave it half done.
#pragma once

#include "engine/backend/recording_backend.h"

namespace tokenarium {

/// Passes on what a step does. Half an update would be no step, so stopping during one only ends the
/// watching.
class StepWatcher final : public StepSink {
public:
    explicit StepWatcher(StepSink& of) : sink(of) {}
    bool updating = false;

    bool wantsValues(const Step& step) override { return !over && sink.wantsValues(step); }
    Next take(Step& step) override {
        if (over) return Next::GoOn;
        const Next next = sink.take(step);
        over = updating && next == Next::Stop;
        return over ? Next::GoOn : next;
    }

private:
    StepSink& sink;
    bool over = false;
};

} // namespace tokenarium
