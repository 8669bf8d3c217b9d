// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps returned blocks by size, up to a limit.
#include "engine/backend/buffer_pool.h"

#include <new>

namespace tokenarium {
namespace {

constexpr std::align_val_t cacheLine{64};
constexpr std::size_t mostIdleBytes = std::size_t{256} << 20;
constexpr std::size_t granularity = 4096; // a growing context asks for a little more each token

} // namespace

BufferPool::~BufferPool() {
    for (const auto& [bytes, blocks] : idle)
        for (void* block : blocks) ::operator delete(block, cacheLine);
}

std::shared_ptr<void> BufferPool::take(std::size_t bytes) {
    const std::size_t size = (bytes + granularity - 1) / granularity * granularity;
    void* block = nullptr;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = idle.find(size); found != idle.end() && !found->second.empty()) {
            block = found->second.back();
            found->second.pop_back();
            idleBytes -= size;
        }
    }
    if (!block) block = ::operator new(size, cacheLine);
    return {block, [pool = shared_from_this(), size](void* memory) { pool->giveBack(memory, size); }};
}

void BufferPool::giveBack(void* block, std::size_t bytes) noexcept {
    try {
        const std::lock_guard lock(mutex);
        if (idleBytes + bytes <= mostIdleBytes) {
            idle[bytes].push_back(block);
            idleBytes += bytes;
            return;
        }
    } catch (...) { // no memory for the list: the block goes back to the system
    }
    ::operator delete(block, cacheLine);
}

} // namespace tokenarium
