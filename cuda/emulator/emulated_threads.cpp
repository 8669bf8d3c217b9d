// SPDX-License-Identifier: GPL-3.0-or-later
// A block's threads: fibers that take turns at barriers, or system threads where ThreadSanitizer looks on.
#include "cuda/emulator/emulated_device.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#if defined(__SANITIZE_THREAD__)
#include <condition_variable>
#include <mutex>
#include <thread>
#else
#include <csetjmp>
#include <ucontext.h>
#endif
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

thread_local uint3 threadIdx, blockIdx;
thread_local dim3 blockDim, gridDim;

namespace tokenarium::emulated {
namespace {

constexpr unsigned warpLanes = 32;
bool backwards = false;

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

Block* block = nullptr;

Warp& myWarp() { return block->warps[threadIdx.x / warpLanes]; }

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

void runBlock(const std::function<void()>& body) {
    const uint3 here = blockIdx;
    const dim3 threads = blockDim, blocks = gridDim;
    std::vector<std::thread> all;
    for (unsigned i = 0; i < threads.x; ++i)
        all.emplace_back([&, i] {
            threadIdx = {i, 0, 0};
            blockIdx = here;
            blockDim = threads;
            gridDim = blocks;
            body();
            block->leave(i);
        });
    for (std::thread& one : all) one.join();
}

#else

constexpr std::size_t stackBytes = 64 * 1024;

struct Fiber {
    ucontext_t context{};
    jmp_buf place{};
    std::unique_ptr<unsigned char[]> stack;
    const void* bottom = nullptr; ///< of the stack, and its size: AddressSanitizer asks
    std::size_t size = 0;
    void* sanitizerState = nullptr;
    bool started = false, done = false;
};

std::vector<std::unique_ptr<Fiber>> fibers;
Fiber home;
unsigned current = 0, left = 0, idle = 0;
const std::function<void()>* work = nullptr;

#if defined(__SANITIZE_ADDRESS__)

void leap(Fiber& from, Fiber& to) {
    __sanitizer_start_switch_fiber(from.done ? nullptr : &from.sanitizerState, to.bottom, to.size);
    swapcontext(&from.context, &to.context);
    __sanitizer_finish_switch_fiber(from.sanitizerState, nullptr, nullptr);
}
void arrive() {
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
    current = next;
    threadIdx = {next, 0, 0};
    leap(from, *fibers[next]);
}

unsigned nextOne() {
    unsigned next = current;
    do next = backwards ? (next + blockDim.x - 1) % blockDim.x : (next + 1) % blockDim.x;
    while (fibers[next]->done);
    return next;
}

void yieldTurn() {
    if (++idle > 4 * blockDim.x + 64) {
        std::fputs("emulated block: threads wait at different barriers for ever\n", stderr);
        std::abort();
    }
    if (const unsigned next = nextOne(); next != current) enter(next, *fibers[current]);
}

unsigned generationOf(const Gate& gate) { return gate.generation; }

void leaveGate(Gate& gate) {
    --gate.members;
    if (gate.full()) gate.open();
}

void waitAt(Gate& gate) {
    const unsigned before = gate.generation;
    if (++gate.arrived; gate.full()) {
        gate.open();
        idle = 0;
    }
    while (gate.generation == before) yieldTurn();
}

void fiberMain() {
    arrive();
    (*work)();
    Fiber& mine = *fibers[current];
    mine.done = true;
    block->leave(current);
    idle = 0;
    if (--left == 0) leap(mine, home);
    enter(nextOne(), mine);
}

void prepare(Fiber& fiber) {
    if (!fiber.stack) fiber.stack = std::make_unique<unsigned char[]>(stackBytes);
    fiber.bottom = fiber.stack.get();
    fiber.size = stackBytes;
    fiber.started = fiber.done = false;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = stackBytes;
    fiber.context.uc_link = nullptr;
    makecontext(&fiber.context, fiberMain, 0);
}

void runBlock(const std::function<void()>& body) {
    work = &body;
    left = blockDim.x;
    idle = 0;
    home.started = true;
    while (fibers.size() < blockDim.x) fibers.push_back(std::make_unique<Fiber>());
    for (unsigned i = 0; i < blockDim.x; ++i) prepare(*fibers[i]);
    enter(backwards ? blockDim.x - 1 : 0, home);
}

#endif

} // namespace

void runInReverse(bool reverse) { backwards = reverse; }

void run(dim3 grid, dim3 threads, const std::function<void()>& body) {
    blockDim = threads;
    gridDim = grid;
    for (unsigned z = 0; z < grid.z; ++z)
        for (unsigned y = 0; y < grid.y; ++y)
            for (unsigned x = 0; x < grid.x; ++x) {
                Block one(threads.x);
                block = &one;
                blockIdx = {x, y, z};
                runBlock(body);
            }
    block = nullptr;
}

const unsigned char* exchange(const void* mine, std::size_t bytes) {
    Warp& warp = myWarp();
    auto& slots = warp.slots[generationOf(warp.gate) % 2];
    std::memcpy(slots[lane()], mine, bytes);
    waitAt(warp.gate);
    return slots[0];
}

} // namespace tokenarium::emulated

void __syncthreads() { tokenarium::emulated::waitAt(tokenarium::emulated::block->gate); }
void __syncwarp(unsigned) { tokenarium::emulated::waitAt(tokenarium::emulated::myWarp().gate); }
