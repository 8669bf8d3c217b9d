// SPDX-License-Identifier: GPL-3.0-or-later
// A block's threads: fibers that take turns at barriers, or system threads where ThreadSanitizer looks on.
// The blocks of a cooperative grid run side by side, each on a system thread of its own.
#include "cuda/emulator/emulated_device.h"
#include "cuda/emulator/emulated_shared.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#if defined(__SANITIZE_THREAD__)
#include <condition_variable>
#else
#include <csetjmp>
#include <ucontext.h>
#endif
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

constinit thread_local uint3 threadIdx, blockIdx;
constinit thread_local dim3 blockDim, gridDim;

namespace tokenarium::emulated {
namespace {

constexpr unsigned warpLanes = 32;
Order order = Order::Forth;
std::uint32_t shuffleSeed = 1;

[[noreturn]] void stuck() {
    std::fputs("emulated block: threads wait at different barriers for ever\n", stderr);
    std::abort();
}

/// A barrier for those that are still there.
struct Gate {
    unsigned members = 0, arrived = 0, generation = 0;
#if defined(__SANITIZE_THREAD__)
    std::mutex guard; // one for each: waiting at one barrier must not look like order at another
    std::condition_variable opened;
#endif

    bool full() const { return members > 0 && arrived == members; }
    void open() {
        arrived = 0;
        ++generation;
    }
};

/// Two sets of slots in turn: a lane that is one exchange ahead does not write what others still read.
struct Warp {
    Gate gate;
    alignas(16) unsigned char slots[2][warpLanes][largestExchange];
};

void leaveGate(Gate& gate);

struct Block {
    Gate gate;
    std::unique_ptr<Warp[]> warps;

    explicit Block(unsigned threads)
        : warps(std::make_unique<Warp[]>((threads + warpLanes - 1) / warpLanes)) {
        gate.members = threads;
        for (unsigned i = 0; i < threads; ++i) ++warps[i / warpLanes].gate.members;
    }
    void leave(unsigned thread) {
        leaveGate(gate);
        leaveGate(warps[thread / warpLanes].gate);
    }
};

#if !defined(__SANITIZE_THREAD__)
struct Fiber {
    ucontext_t context{};
    jmp_buf place{};
    std::unique_ptr<unsigned char[]> stack;
    const void* bottom = nullptr; ///< of the stack, and its size: AddressSanitizer asks
    std::size_t size = 0;
    void* sanitizerState = nullptr;
    bool started = false, done = false;
    const Gate* gate = nullptr; ///< where it waits, and for which opening
    unsigned generation = 0;

    bool canGoOn() const { return !done && (!gate || gate->generation != generation); }
};
#endif

struct Copy {
    void* to;
    const void* from;
    std::size_t bytes;
};

/// What a system thread needs to run blocks.
struct Runner {
    Block* block = nullptr;
    std::vector<std::vector<Copy>> copies; ///< of every thread, that were not waited for
    void* dynamicShared = nullptr;
    std::unique_ptr<unsigned char[]> dynamicMemory;
    const std::function<void()>* work = nullptr;
#if !defined(__SANITIZE_THREAD__)
    std::vector<std::unique_ptr<Fiber>> fibers;
    Fiber home;
    unsigned current = 0, left = 0;
    std::uint32_t random = 1;
#endif
};
constinit thread_local Runner* runner = nullptr;

/// Fibers are kept between launches.
class Runners {
public:
    std::unique_ptr<Runner> take() {
        const std::lock_guard lock(guard);
        if (idle.empty()) return std::make_unique<Runner>();
        std::unique_ptr<Runner> one = std::move(idle.back());
        idle.pop_back();
        return one;
    }
    void giveBack(std::unique_ptr<Runner> one) {
        const std::lock_guard lock(guard);
        idle.push_back(std::move(one));
    }

private:
    std::mutex guard;
    std::vector<std::unique_ptr<Runner>> idle;
} runners;

Warp& myWarp() { return runner->block->warps[threadIdx.x / warpLanes]; }

#if defined(__SANITIZE_THREAD__)

unsigned generationOf(Gate& gate) {
    const std::lock_guard lock(gate.guard);
    return gate.generation;
}

void leaveGate(Gate& gate) {
    const std::lock_guard lock(gate.guard);
    --gate.members;
    if (gate.full()) gate.open();
    gate.opened.notify_all();
}

void waitAt(Gate& gate) {
    std::unique_lock lock(gate.guard);
    const unsigned before = gate.generation;
    if (++gate.arrived; gate.full()) {
        gate.open();
        gate.opened.notify_all();
    } else {
        gate.opened.wait(lock, [&] { return gate.generation != before; });
    }
}

void runBlock(Runner& mine) {
    const uint3 here = blockIdx;
    const dim3 threads = blockDim, blocks = gridDim;
    std::vector<std::thread> all;
    for (unsigned i = 0; i < threads.x; ++i)
        all.emplace_back([&, i] {
            runner = &mine;
            threadIdx = {i, 0, 0};
            blockIdx = here;
            blockDim = threads;
            gridDim = blocks;
            (*mine.work)();
            mine.block->leave(i);
        });
    for (std::thread& one : all) one.join();
}

#else

constexpr std::size_t stackBytes = 64 * 1024;

#if defined(__SANITIZE_ADDRESS__)

void leap(Fiber& from, Fiber& to) {
    __sanitizer_start_switch_fiber(from.done ? nullptr : &from.sanitizerState, to.bottom, to.size);
    swapcontext(&from.context, &to.context);
    __sanitizer_finish_switch_fiber(from.sanitizerState, nullptr, nullptr);
}
void arrive() {
    Fiber& home = runner->home;
    const bool first = home.bottom == nullptr;
    __sanitizer_finish_switch_fiber(nullptr, first ? &home.bottom : nullptr, first ? &home.size : nullptr);
}

#else

/// A jump takes a tenth of swapcontext's time, which asks the system for the mask of signals.
void leap(Fiber& from, Fiber& to) {
    if (_setjmp(from.place) != 0) return;
    if (to.started) _longjmp(to.place, 1);
    to.started = true;
    setcontext(&to.context);
}
void arrive() {}

#endif

void enter(unsigned next, Fiber& from) {
    runner->current = next;
    threadIdx = {next, 0, 0};
    leap(from, *runner->fibers[next]);
}

/// The next that does not wait; from a place that is drawn where the order is shuffled.
unsigned nextOne() {
    Runner& r = *runner;
    unsigned next = r.current;
    if (order == Order::Shuffled) {
        r.random = r.random * 1664525U + 1013904223U;
        next = (r.random >> 8) % blockDim.x;
    }
    for (unsigned tried = 0; tried < blockDim.x; ++tried) {
        next = order == Order::Back ? (next + blockDim.x - 1) % blockDim.x : (next + 1) % blockDim.x;
        if (r.fibers[next]->canGoOn()) return next;
    }
    stuck();
}

unsigned generationOf(const Gate& gate) { return gate.generation; }

void leaveGate(Gate& gate) {
    --gate.members;
    if (gate.full()) gate.open();
}

void waitAt(Gate& gate) {
    Fiber& mine = *runner->fibers[runner->current];
    mine.gate = &gate;
    mine.generation = gate.generation;
    if (++gate.arrived; gate.full()) gate.open();
    if (const unsigned next = nextOne(); next != runner->current) enter(next, mine);
    mine.gate = nullptr;
}

void fiberMain() {
    arrive();
    (*runner->work)();
    Runner& r = *runner;
    Fiber& mine = *r.fibers[r.current];
    mine.done = true;
    r.block->leave(r.current);
    if (--r.left == 0) leap(mine, r.home);
    enter(nextOne(), mine);
}

void prepare(Fiber& fiber) {
    if (!fiber.stack) fiber.stack = std::make_unique<unsigned char[]>(stackBytes);
    fiber.bottom = fiber.stack.get();
    fiber.size = stackBytes;
    fiber.started = fiber.done = false;
    fiber.gate = nullptr;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = stackBytes;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, fiberMain, 0);
}

void runBlock(Runner& mine) {
    mine.left = blockDim.x;
    mine.random = shuffleSeed + 977 * blockIdx.x;
    mine.home.started = true;
    mine.home.bottom = nullptr;
    while (mine.fibers.size() < blockDim.x) mine.fibers.push_back(std::make_unique<Fiber>());
    for (unsigned i = 0; i < blockDim.x; ++i) prepare(*mine.fibers[i]);
    enter(order == Order::Back ? blockDim.x - 1 : 0, mine.home);
}

#endif

/// On a fresh block whose shared memory holds nothing of the one before.
void runOne(Runner& mine, uint3 place, dim3 grid, dim3 threads, std::size_t sharedBytes,
            const std::function<void()>& body) {
    poisonShared();
    runner = &mine;
    blockDim = threads;
    gridDim = grid;
    blockIdx = place;
    constexpr std::size_t alignment = 16;
    mine.dynamicMemory.reset(new unsigned char[sharedBytes + alignment]); // so that its end is known
    std::memset(mine.dynamicMemory.get(), 0xFF, sharedBytes + alignment);
    const auto address = reinterpret_cast<std::uintptr_t>(mine.dynamicMemory.get());
    mine.dynamicShared = mine.dynamicMemory.get() + (alignment - address % alignment) % alignment;
    mine.work = &body;
    Block one(threads.x);
    mine.block = &one;
    mine.copies.assign(threads.x, {});
    runBlock(mine);
    mine.block = nullptr;
}

} // namespace

void setOrder(Order chosen, std::uint32_t seed) {
    order = chosen;
    shuffleSeed = seed;
}

void* dynamicShared() { return runner->dynamicShared; }

void copyLater(void* to, const void* from, std::size_t bytes) {
    std::memset(to, 0xFF, bytes);
    runner->copies[threadIdx.x].push_back({to, from, bytes});
}

void waitForCopies() {
    for (const Copy& copy : runner->copies[threadIdx.x])
        if (copy.from)
            std::memcpy(copy.to, copy.from, copy.bytes);
        else
            std::memset(copy.to, 0, copy.bytes);
    runner->copies[threadIdx.x].clear();
}

void run(dim3 grid, dim3 threads, std::size_t sharedBytes, const std::function<void()>& body) {
    std::unique_ptr<Runner> mine = runners.take();
    for (unsigned z = 0; z < grid.z; ++z)
        for (unsigned y = 0; y < grid.y; ++y)
            for (unsigned x = 0; x < grid.x; ++x) runOne(*mine, {x, y, z}, grid, threads, sharedBytes, body);
    runners.giveBack(std::move(mine));
}

void runTogether(dim3 grid, dim3 threads, std::size_t sharedBytes, const std::function<void()>& body) {
    const auto runAt = [&](unsigned x) {
        std::unique_ptr<Runner> mine = runners.take();
        runOne(*mine, {x, 0, 0}, grid, threads, sharedBytes, body);
        runners.giveBack(std::move(mine));
    };
    std::vector<std::thread> others;
    for (unsigned x = 1; x < grid.x; ++x) others.emplace_back(runAt, x);
    runAt(0);
    for (std::thread& other : others) other.join();
}

const unsigned char* exchange(const void* mine, std::size_t bytes) {
    Warp& warp = myWarp();
    auto& slots = warp.slots[generationOf(warp.gate) % 2];
    std::memcpy(slots[lane()], mine, bytes);
    waitAt(warp.gate);
    return slots[0];
}

} // namespace tokenarium::emulated

void __syncthreads() { tokenarium::emulated::waitAt(tokenarium::emulated::runner->block->gate); }
void __syncwarp(unsigned) { tokenarium::emulated::waitAt(tokenarium::emulated::myWarp().gate); }
