// SPDX-License-Identifier: GPL-3.0-or-later
// The hand-over: a counter that goes up with every job is watched for a short while and then slept upon. The
// parts of a job are claimed one by one, by the caller too, so a thread that the system does not run just now
// holds nobody up: when no part is left the caller closes the door and waits only for those who are inside.
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

void pauseInstruction() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(_MSC_VER) && defined(_M_X64)
    _mm_pause();
#elif defined(__aarch64__) && defined(__GNUC__)
    __asm__ volatile("yield");
#endif
}

/// Watches for a while if asked, then sleeps, until the value is no longer `old`.
template<typename Value>
void waitWhile(const std::atomic<Value>& value, Value old, bool watch) {
    if (watch) {
        const auto end = std::chrono::steady_clock::now() + watchTime;
        do
            for (int i = 0; i < 16; ++i) {
                if (value.load(std::memory_order_acquire) != old) return;
                pauseInstruction();
            }
        while (std::chrono::steady_clock::now() < end);
    }
    while (value.load(std::memory_order_acquire) == old) value.wait(old, std::memory_order_acquire);
}

} // namespace

struct WorkerPool::State {
    std::size_t workers = 1;
    bool watch = true; ///< false where there are more workers than cores
    std::atomic<bool> ending{false};

    // Written by the caller while the door is closed and nobody is inside.
    const std::function<void(std::size_t)>* work = nullptr;
    std::size_t parts = 0;
    alignas(64) std::atomic<std::size_t> nextPart{0};

    alignas(64) std::atomic<std::uint32_t> job{0};       ///< goes up with every job: wakes the others
    alignas(64) std::atomic<std::uint32_t> door{closed}; ///< how many of the others are inside, and `closed`
    static constexpr std::uint32_t closed = 1U << 31;

    std::vector<std::thread> threads;

    void serve();
    bool enter();
    void leave();
    void takeParts();
    void share(std::size_t partCount, const std::function<void(std::size_t)>& newWork);
    void callTheOthers();
};

bool WorkerPool::State::enter() {
    std::uint32_t seen = door.load(std::memory_order_acquire);
    while (!(seen & closed))
        if (door.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel)) return true;
    return false;
}

void WorkerPool::State::leave() {
    if (door.fetch_sub(1, std::memory_order_acq_rel) == (closed | 1U)) door.notify_one();
}

void WorkerPool::State::takeParts() {
    for (std::size_t part; (part = nextPart.fetch_add(1, std::memory_order_relaxed)) < parts;) (*work)(part);
}

void WorkerPool::State::serve() {
    std::uint32_t last = 0;
    while (!ending.load(std::memory_order_acquire)) {
        waitWhile(job, last, watch);
        last = job.load(std::memory_order_acquire);
        if (!enter()) continue; // it came too late: the others have done everything
        takeParts();
        leave();
    }
}

void WorkerPool::State::callTheOthers() {
    job.fetch_add(1, std::memory_order_release);
    job.notify_all();
}

void WorkerPool::State::share(std::size_t partCount, const std::function<void(std::size_t)>& newWork) {
    work = &newWork;
    parts = partCount;
    nextPart.store(0, std::memory_order_relaxed);
    door.store(0, std::memory_order_release);
    callTheOthers();
    takeParts();
    std::uint32_t inside = door.fetch_or(closed, std::memory_order_acq_rel) | closed;
    for (; inside != closed; inside = door.load(std::memory_order_acquire)) waitWhile(door, inside, watch);
}

WorkerPool::WorkerPool(std::size_t workers) : state(std::make_unique<State>()) {
    state->workers = std::max<std::size_t>(1, workers);
    const std::size_t cores = std::thread::hardware_concurrency(); // 0 where nobody knows
    state->watch = cores == 0 || state->workers <= cores;
    for (std::size_t worker = 1; worker < state->workers; ++worker)
        state->threads.emplace_back([this] { state->serve(); });
}

WorkerPool::~WorkerPool() {
    state->ending.store(true, std::memory_order_release);
    state->callTheOthers();
    for (std::thread& thread : state->threads) thread.join();
}

std::size_t WorkerPool::size() const { return state->workers; }

void WorkerPool::forEach(std::size_t count, const std::function<void(std::size_t)>& work) {
    if (state->workers > 1 && count > 1) return state->share(count, work);
    for (std::size_t i = 0; i < count; ++i) work(i);
}

void WorkerPool::runOnAll(const std::function<void(std::size_t)>& work) { forEach(state->workers, work); }

void WorkerPool::forRanges(std::size_t count, std::size_t grain,
                           const std::function<void(std::size_t, std::size_t)>& work) {
    if (count == 0) return;
    grain = std::max<std::size_t>(1, grain);
    const std::size_t grains = (count - 1) / grain + 1;
    const std::size_t parts = std::min(grains, state->workers);
    if (parts == 1) return work(0, count);
    const auto part = [&](std::size_t i) {
        work(grains * i / parts * grain, std::min(count, grains * (i + 1) / parts * grain));
    };
    forEach(parts, std::cref(part));
}

} // namespace tokenarium
