// SPDX-License-Identifier: GPL-3.0-or-later
// A few threads that share the work of one operation and meet again at its end.
#pragma once

#include "engine/backend/function_view.h"

#include <cstddef>
#include <memory>

namespace tokenarium {

/// The thread that calls is one of the workers. One call at a time. Between calls that follow each other
/// closely the others wait actively (a hand-over costs a few tenths of a microsecond); after 50 µs of nothing
/// they sleep. Part i of a job goes to worker i every time, so what it reads stays in the cache of one core.
/// A thread that the system does not run just now holds nobody up: the caller does its part too.
class WorkerPool {
public:
    /// At least 1: with 1 everything runs on the calling thread and no thread is made.
    explicit WorkerPool(std::size_t workers);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    std::size_t size() const;

    /// Calls work(0) … work(size() − 1) and returns when all are done: one per thread, but a thread that is
    /// late may find that the caller has done its part as well. So `worker` is good for choosing scratch
    /// memory, and no call may wait for another. In all three `work` must not throw and must not call the
    /// pool.
    void runOnAll(FunctionView<void(std::size_t worker)> work);

    /// Calls work(begin, end) for parts of 0 … count that are whole multiples of `grain` (but for the last);
    /// one stretch for each worker. Runs on the calling thread alone where there is but one grain.
    void forRanges(std::size_t count, std::size_t grain,
                   FunctionView<void(std::size_t begin, std::size_t end)> work);

    /// Calls work(i) for all i below count, in no fixed order, each worker taking the next one that is free.
    void forEach(std::size_t count, FunctionView<void(std::size_t i)> work);

private:
    struct State;
    std::unique_ptr<State> state;
};

} // namespace tokenarium
