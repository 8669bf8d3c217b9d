// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of tensors that come and go with every token: what is given back is handed out again.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <memory>

namespace tokenarium {

/// Blocks aligned to a cache line, which may outlive the pool's owner. Thread safe. A block carries what its
/// shared_ptr counts with, and is linked to the next idle one by its own memory: a token takes about a
/// hundred blocks, and nothing else is allocated for them.
class BufferPool {
public:
    static std::shared_ptr<BufferPool> create();
    BufferPool(const BufferPool&) = delete;
    BufferPool& operator=(const BufferPool&) = delete;

    /// Throws std::bad_alloc. The contents are unspecified.
    std::shared_ptr<void> take(std::size_t bytes);

private:
    template<typename Counts>
    struct InBlock;
    struct Idle {
        Idle* next;
    };

    BufferPool() = default;
    ~BufferPool();
    void leave() noexcept;
    void giveBack(void* block, std::size_t bytes) noexcept;

    /// Held for some nanoseconds at a time, and hardly ever wanted by two.
    class Lock {
    public:
        explicit Lock(std::atomic_flag& ours);
        ~Lock() { flag.clear(std::memory_order_release); }

    private:
        std::atomic_flag& flag;
    };
    Idle*& idleOf(std::size_t bytes) { // no call throws for a size that was taken once
        const std::size_t units = bytes / granularity;
        return units < small.size() ? small[units] : large[bytes];
    }

    static constexpr std::size_t granularity = 4096; ///< a growing context asks for a little more each token
    std::atomic_flag busy;
    std::array<Idle*, 17> small{};        ///< idle blocks of 0, 1 … 16 units
    std::map<std::size_t, Idle*> large;   ///< the others by size
    std::size_t idleBytes = 0, given = 0; ///< `given`: blocks that are out
    bool isOwned = true;
};

} // namespace tokenarium
