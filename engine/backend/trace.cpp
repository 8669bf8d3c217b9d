// SPDX-License-Identifier: GPL-3.0-or-later
// Walking over recorded steps.
#include "engine/backend/trace.h"

namespace tokenarium {
namespace {

constexpr std::size_t usualSteps = 256; ///< of a run through a dozen layers

} // namespace

std::optional<std::size_t> Trace::indexOf(std::string_view output) const {
    for (std::size_t i = steps.size(); i-- > 0;)
        if (steps[i].output == output) return i;
    return std::nullopt;
}

const Step* Trace::find(std::string_view output) const {
    const auto index = indexOf(output);
    return index ? &steps[*index] : nullptr;
}

bool TraceCursor::forward() { return moveTo(at + 1); }
bool TraceCursor::back() { return at > 0 && moveTo(at - 1); }

bool TraceCursor::moveTo(std::size_t index) {
    if (index >= trace->steps.size()) return false;
    at = index;
    return true;
}

bool TraceCursor::moveTo(std::string_view output) {
    const auto index = trace->indexOf(output);
    return index && moveTo(*index);
}

void TraceRecorder::restart() {
    std::swap(old, trace.steps);
    trace.steps.clear();
    reused = 0;
}

Step TraceRecorder::spare() { return reused < old.size() ? std::move(old[reused++]) : Step(); }

bool TraceRecorder::wantsValues(const Step& step) { return wants ? wants(step) : step.op != Op::PutRows; }

StepSink::Next TraceRecorder::take(Step& step) {
    const bool changed = edit && edit(step);
    const bool last = !stopAfter.empty() && step.output == stopAfter;
    if (trace.steps.empty()) trace.steps.reserve(usualSteps);
    trace.steps.push_back(changed ? step : std::move(step)); // changed values are still to be written back
    return last ? Next::Stop : changed ? Next::Replace : Next::GoOn;
}

} // namespace tokenarium
