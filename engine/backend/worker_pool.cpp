// SPDX-License-Identifier: GPL-3.0-or-later
// The hand-over: every other worker has a seat, with a number for jobs offered that it watches for a short
// while and then sleeps upon, one for those claimed and one for those finished. Each lies in a cache line
// that normally one side writes, so a line crosses from core to core once on the way there and once on the
// way back. Who is not at work when the caller has done its own part, and shortly after that, is not waited
// for: the caller claims the part itself.
#include "engine/backend/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#if defined(_MSC_VER) && defined(_M_X64)
#include <intrin.h>
#endif

namespace tokenarium {
namespace {

/// The gap between two operations of a model is shorter than this, waking a sleeper takes about as long.
constexpr std::chrono::microseconds watchTime(50);
/// Looks at a number before asking the clock; the first ones without a pause, which can take 70 ns.
constexpr int eagerLooks = 64, looks = 80;
/// Looks for an answer before the caller does a part itself: about a microsecond.
constexpr int patience = 84;

void pauseInstruction() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(_MSC_VER) && defined(_M_X64)
    _mm_pause();
#elif defined(__aarch64__) && defined(__GNUC__)
    __asm__ volatile("yield");
#endif
}

using JobNumber = std::uint32_t; // goes round after 4 billion jobs, which does no harm

/// Whether the value became another than `old` within some looks.
bool changes(const std::atomic<JobNumber>& value, JobNumber old, int count) {
    for (int i = 0; i < count; ++i) {
        if (value.load(std::memory_order_acquire) != old) return true;
        if (i >= eagerLooks) pauseInstruction();
    }
    return false;
}

bool changesWhileWatched(const std::atomic<JobNumber>& value, JobNumber old) {
    const auto end = std::chrono::steady_clock::now() + watchTime;
    do
        if (changes(value, old, looks)) return true;
    while (std::chrono::steady_clock::now() < end);
    return false;
}

constexpr std::size_t cacheLine = 64;

using RangeWork = FunctionView<void(std::size_t, std::size_t)>;

/// What one worker is to do, complete in one cache line with the number that offers it.
struct Share {
    RangeWork work;
    std::size_t begin = 0, end = 0;
    bool goHome = false;

    void run() const { work(begin, end); }
};

constexpr auto nothing = [](std::size_t, std::size_t) {};

/// One of the other workers.
struct Seat {
    // The caller writes.
    alignas(cacheLine) std::atomic<JobNumber> offered{0};
    Share share{nothing};

    // The worker writes, and the caller for a part that it does itself.
    alignas(cacheLine) std::atomic<JobNumber> claimed{0};
    alignas(cacheLine) std::atomic<JobNumber> finished{0};
    std::atomic<bool> asleep{false};

    std::thread thread;

    void serve(bool watch);
    void sleepWhile(JobNumber last);
    bool claim(JobNumber job) {
        JobNumber before = job - 1;
        return claimed.compare_exchange_strong(before, job, std::memory_order_acq_rel);
    }
    void offer(const Share& next);
    void complete(bool watch);
};

void Seat::sleepWhile(JobNumber last) {
    asleep.store(true, std::memory_order_seq_cst);
    while (offered.load(std::memory_order_seq_cst) == last) offered.wait(last, std::memory_order_seq_cst);
    asleep.store(false, std::memory_order_relaxed);
}

void Seat::serve(bool watch) {
    for (JobNumber last = 0;;) {
        if (!watch || !changesWhileWatched(offered, last)) sleepWhile(last);
        last = offered.load(std::memory_order_acquire);
        if (!claim(last)) continue; // it came too late: the caller has done it
        if (share.goHome) return;
        share.run();
        finished.exchange(last, std::memory_order_seq_cst); // not a store: notify_one must not overtake it
        finished.notify_one();
    }
}

void Seat::offer(const Share& next) {
    share = next;
    offered.store(offered.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    if (asleep.load(std::memory_order_relaxed)) offered.notify_one();
}

/// Returns when the part on offer is done. The worker may have fallen asleep in the very moment of the offer
/// without being seen; then the caller does the part and wakes it here, and the next offer finds it.
void Seat::complete(bool watch) {
    const JobNumber job = offered.load(std::memory_order_relaxed), before = job - 1;
    if (watch && !asleep.load(std::memory_order_relaxed) && changes(finished, before, patience)) return;
    if (claim(job)) {
        share.run();
        finished.store(job, std::memory_order_relaxed);
        offered.notify_one();
        return;
    }
    if (watch && changesWhileWatched(finished, before)) return;
    while (finished.load(std::memory_order_acquire) == before) finished.wait(before);
}

} // namespace

struct WorkerPool::State {
    std::size_t workers = 1;
    bool watch = true; ///< false where there are more workers than cores
    std::unique_ptr<Seat[]> seats;

    /// work(begin(0), begin(1)) by the caller, work(begin(1), begin(2)) … by the others; at most as many
    /// parts as workers.
    template<typename Begin>
    void share(std::size_t parts, const RangeWork& work, const Begin& begin) {
        for (std::size_t part = 1; part < parts; ++part)
            seats[part - 1].offer({work, begin(part), begin(part + 1)});
        work(begin(0), begin(1));
        for (std::size_t part = 1; part < parts; ++part) seats[part - 1].complete(watch);
    }
    void share(std::size_t parts, const FunctionView<void(std::size_t)>& work) {
        const auto one = [work](std::size_t part, std::size_t) { work(part); };
        share(parts, one, [](std::size_t part) { return part; });
    }
};

WorkerPool::WorkerPool(std::size_t workers) : state(std::make_unique<State>()) {
    state->workers = std::max<std::size_t>(1, workers);
    const std::size_t cores = std::thread::hardware_concurrency(); // 0 where nobody knows
    state->watch = cores == 0 || state->workers <= cores;
    state->seats = std::make_unique<Seat[]>(state->workers - 1);
    for (std::size_t i = 0; i + 1 < state->workers; ++i)
        state->seats[i].thread = std::thread(&Seat::serve, &state->seats[i], state->watch);
}

WorkerPool::~WorkerPool() {
    for (std::size_t i = 0; i + 1 < state->workers; ++i) {
        state->seats[i].offer({nothing, 0, 0, true});
        std::atomic_thread_fence(std::memory_order_seq_cst); // nobody does this part in the worker's place
        state->seats[i].offered.notify_one();
    }
    for (std::size_t i = 0; i + 1 < state->workers; ++i) state->seats[i].thread.join();
}

std::size_t WorkerPool::size() const { return state->workers; }

void WorkerPool::runOnAll(FunctionView<void(std::size_t)> work) { state->share(state->workers, work); }

void WorkerPool::forEach(std::size_t count, FunctionView<void(std::size_t)> work) {
    if (count == 0) return;
    if (count <= state->workers) return state->share(count, work);
    alignas(cacheLine) std::atomic<std::size_t> next{0};
    const auto takeSome = [&](std::size_t) {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) work(i);
    };
    state->share(state->workers, takeSome);
}

void WorkerPool::forRanges(std::size_t count, std::size_t grain,
                           FunctionView<void(std::size_t, std::size_t)> work) {
    if (count == 0) return;
    grain = std::max<std::size_t>(1, grain);
    const std::size_t grains = (count - 1) / grain + 1, parts = std::min(grains, state->workers);
    if (parts == 1) return work(0, count);
    state->share(parts, work, [&](std::size_t i) { return std::min(count, grains * i / parts * grain); });
}

} // namespace tokenarium
