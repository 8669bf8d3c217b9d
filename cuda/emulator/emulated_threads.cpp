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

thread_local uint3 threadIdx, blockIdx;
thread_local dim3 blockDim, gridDim;

namespace tokenarium::emulated {
namespace {

constexpr unsigned warpLanes = 32;
bool backwards = false;

/// A barrier for those that are still there.
struct Gate {
    unsigned members = 0, arrived = 0, generation = 0;

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

struct Block {
    Gate gate;
    std::vector<Warp> warps;

    explicit Block(unsigned threads) : warps((threads + warpLanes - 1) / warpLanes) {
        gate.members = threads;
        for (unsigned i = 0; i < threads; ++i) ++warps[i / warpLanes].gate.members;
    }
    void leave(unsigned thread) {
        for (Gate* one : {&gate, &warps[thread / warpLanes].gate}) {
            --one->members;
            if (one->full()) one->open();
        }
    }
};

Block* block = nullptr;

Warp& myWarp() { return block->warps[threadIdx.x / warpLanes]; }

#if defined(__SANITIZE_THREAD__)

std::mutex turn;
std::condition_variable opened;

unsigned generationOf(const Gate& gate) {
    const std::lock_guard lock(turn);
    return gate.generation;
}

void waitAt(Gate& gate) {
    std::unique_lock lock(turn);
    const unsigned before = gate.generation;
    if (++gate.arrived; gate.full()) {
        gate.open();
        opened.notify_all();
    } else {
        opened.wait(lock, [&] { return gate.generation != before; });
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
            const std::lock_guard lock(turn);
            block->leave(i);
            opened.notify_all();
        });
    for (std::thread& one : all) one.join();
}

#else

constexpr std::size_t stackBytes = 64 * 1024;

struct Fiber {
    ucontext_t start;
    jmp_buf place;
    std::unique_ptr<unsigned char[]> stack = std::make_unique<unsigned char[]>(stackBytes);
    bool started = false, done = false;
};

std::vector<std::unique_ptr<Fiber>> fibers;
jmp_buf home;
unsigned current = 0, left = 0, idle = 0;
const std::function<void()>* work = nullptr;

[[noreturn]] void enter(unsigned next) {
    current = next;
    threadIdx = {next, 0, 0};
    Fiber& fiber = *fibers[next];
    if (fiber.started) _longjmp(fiber.place, 1);
    fiber.started = true;
    setcontext(&fiber.start);
    std::abort();
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
    const unsigned mine = current;
    if (_setjmp(fibers[mine]->place) == 0) enter(nextOne());
}

unsigned generationOf(const Gate& gate) { return gate.generation; }

void waitAt(Gate& gate) {
    const unsigned before = gate.generation;
    if (++gate.arrived; gate.full()) {
        gate.open();
        idle = 0;
    }
    while (gate.generation == before) yieldTurn();
}

void fiberMain() {
    (*work)();
    fibers[current]->done = true;
    block->leave(current);
    idle = 0;
    if (--left == 0) _longjmp(home, 1);
    enter(nextOne());
}

void runBlock(const std::function<void()>& body) {
    work = &body;
    left = blockDim.x;
    idle = 0;
    while (fibers.size() < blockDim.x) fibers.push_back(std::make_unique<Fiber>());
    for (unsigned i = 0; i < blockDim.x; ++i) {
        Fiber& fiber = *fibers[i];
        fiber.started = fiber.done = false;
        getcontext(&fiber.start);
        fiber.start.uc_stack.ss_sp = fiber.stack.get();
        fiber.start.uc_stack.ss_size = stackBytes;
        fiber.start.uc_link = nullptr;
        makecontext(&fiber.start, fiberMain, 0);
    }
    if (_setjmp(home) == 0) enter(backwards ? blockDim.x - 1 : 0);
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
