// SPDX-License-Identifier: GPL-3.0-or-later
// A finished run as a list of steps, and the cursor that walks over it in both directions.
#pragma once

#include "engine/backend/recording_backend.h"

#include <functional>
#include <optional>
#include <string_view>

namespace tokenarium {

/// A plain value.
struct Trace {
    std::vector<Step> steps;

    /// The step that wrote the tensor of this name, the last one if several did; null if none.
    const Step* find(std::string_view output) const;
    std::optional<std::size_t> indexOf(std::string_view output) const;
};

/// A place in a trace, which must outlive the cursor. On an empty trace there is no current step.
class TraceCursor {
public:
    explicit TraceCursor(const Trace& finished) : trace(&finished) {}
    const Step* current() const { return at < trace->steps.size() ? &trace->steps[at] : nullptr; }
    std::size_t index() const { return at; }
    bool forward();                 ///< false at the last step, where it stays
    bool back();                    ///< false at the first step, where it stays
    bool moveTo(std::size_t index); ///< false and unmoved where there is no such step
    bool moveTo(std::string_view output);

private:
    const Trace* trace;
    std::size_t at = 0;
};

/// The usual sink: keeps every step. Values of PutRows are left out, for they repeat the whole cache.
class TraceRecorder final : public StepSink {
public:
    /// Whether values are kept; called before each step. Everything but PutRows if not given.
    std::function<bool(const Step&)> wants;
    /// May change the values and returns whether it did. The trace then holds the changed ones.
    std::function<bool(Step&)> edit;
    /// The run stops after the step that writes this tensor; empty: never.
    std::string stopAfter;
    Trace trace;

    /// Begins a new trace in the memory of the old one: for a run that repeats, such as a token after
    /// another.
    void restart();

    Step spare() override;
    bool wantsValues(const Step& step) override;
    Next take(Step& step) override;

private:
    std::vector<Step> old; ///< of the trace before
    std::size_t reused = 0;
};

} // namespace tokenarium
