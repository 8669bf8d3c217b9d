// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps returned blocks by size, up to a limit.
#include "engine/backend/buffer_pool.h"

#include <new>
#include <thread>
#include <utility>

namespace tokenarium {
namespace {

constexpr std::align_val_t cacheLine{64};
constexpr std::size_t mostIdleBytes = std::size_t{256} << 20;
constexpr std::size_t headerBytes = 128; // before the numbers; a multiple of a cache line

} // namespace

/// Places the counts of a shared_ptr at the block's beginning; the block goes back when they are gone.
template<typename Counts>
struct BufferPool::InBlock {
    using value_type = Counts;
    BufferPool* pool;
    void* block;
    std::size_t bytes;

    InBlock(BufferPool* owner, void* memory, std::size_t size) : pool(owner), block(memory), bytes(size) {}
    template<typename Other>
    InBlock(const InBlock<Other>& other) : InBlock(other.pool, other.block, other.bytes) {}
    Counts* allocate(std::size_t) {
        static_assert(sizeof(Counts) <= headerBytes &&
                      alignof(Counts) <= static_cast<std::size_t>(cacheLine));
        return static_cast<Counts*>(block);
    }
    void deallocate(Counts*, std::size_t) noexcept { pool->giveBack(block, bytes); }
    bool operator==(const InBlock&) const = default;
};

BufferPool::Lock::Lock(std::atomic_flag& ours) : flag(ours) {
    while (flag.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
}

std::shared_ptr<BufferPool> BufferPool::create() {
    return {new BufferPool, [](BufferPool* pool) { pool->leave(); }};
}

BufferPool::~BufferPool() {
    const auto free = [](Idle* block) {
        while (block) ::operator delete(std::exchange(block, block->next), cacheLine);
    };
    for (Idle* blocks : small) free(blocks);
    for (const auto& [bytes, blocks] : large) free(blocks);
}

void BufferPool::leave() noexcept {
    {
        const Lock lock(busy);
        isOwned = false;
        if (given > 0) return; // the last block takes the pool along
    }
    delete this;
}

std::shared_ptr<void> BufferPool::take(std::size_t bytes) {
    const std::size_t size = (bytes + headerBytes + granularity - 1) / granularity * granularity;
    void* block = nullptr;
    {
        const Lock lock(busy);
        ++given;
        if (Idle*& idle = idleOf(size)) {
            block = std::exchange(idle, idle->next);
            idleBytes -= size;
        }
    }
    if (!block) block = ::operator new(size, cacheLine, std::nothrow);
    if (!block) {
        const Lock lock(busy);
        --given;
        throw std::bad_alloc();
    }
    return {static_cast<std::byte*>(block) + headerBytes, [](void*) {}, InBlock<void>(this, block, size)};
}

void BufferPool::giveBack(void* block, std::size_t bytes) noexcept {
    bool isLast = false, isKept = false;
    {
        const Lock lock(busy);
        isLast = --given == 0 && !isOwned;
        isKept = idleBytes + bytes <= mostIdleBytes && !isLast;
        if (isKept) {
            Idle*& idle = idleOf(bytes);
            idle = new (block) Idle{idle};
            idleBytes += bytes;
        }
    }
    if (!isKept) ::operator delete(block, cacheLine);
    if (isLast) delete this;
}

} // namespace tokenarium
