// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps returned blocks by size, up to a limit.
#include "engine/backend/buffer_pool.h"

#include <new>
#include <thread>

namespace tokenarium {
namespace {

constexpr std::align_val_t cacheLine{64};
constexpr std::size_t mostIdleBytes = std::size_t{256} << 20;
constexpr std::size_t granularity = 4096; // a growing context asks for a little more each token

} // namespace

BufferPool::Lock::Lock(std::atomic_flag& ours) : flag(ours) {
    while (flag.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
}

BufferPool::~BufferPool() {
    for (const auto& blocks : small)
        for (void* block : blocks) ::operator delete(block, cacheLine);
    for (const auto& [bytes, blocks] : large)
        for (void* block : blocks) ::operator delete(block, cacheLine);
}

std::vector<void*>& BufferPool::idleOf(std::size_t bytes) {
    const std::size_t units = bytes / granularity;
    return units < small.size() ? small[units] : large[bytes];
}

std::shared_ptr<void> BufferPool::take(std::size_t bytes) {
    const std::size_t size = (bytes + granularity - 1) / granularity * granularity;
    void* block = nullptr;
    {
        const Lock lock(busy);
        if (std::vector<void*>& blocks = idleOf(size); !blocks.empty()) {
            block = blocks.back();
            blocks.pop_back();
            idleBytes -= size;
        }
    }
    if (!block) block = ::operator new(size, cacheLine);
    return {block, [pool = shared_from_this(), size](void* memory) { pool->giveBack(memory, size); }};
}

void BufferPool::giveBack(void* block, std::size_t bytes) noexcept {
    try {
        const Lock lock(busy);
        if (idleBytes + bytes <= mostIdleBytes) {
            idleOf(bytes).push_back(block);
            idleBytes += bytes;
            return;
        }
    } catch (...) { // no memory for the list: the block goes back to the system
    }
    ::operator delete(block, cacheLine);
}

} // namespace tokenarium
