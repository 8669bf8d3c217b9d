// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of tensors that come and go with every token: what is given back is handed out again.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace tokenarium {

/// Blocks aligned to a cache line. The blocks know their pool, so tensors may outlive the backend. Thread
/// safe.
class BufferPool : public std::enable_shared_from_this<BufferPool> {
public:
    BufferPool() = default;
    BufferPool(const BufferPool&) = delete;
    BufferPool& operator=(const BufferPool&) = delete;
    ~BufferPool();

    /// Throws std::bad_alloc. The contents are unspecified.
    std::shared_ptr<void> take(std::size_t bytes);

private:
    void giveBack(void* block, std::size_t bytes) noexcept;

    /// Held for some nanoseconds at a time, and hardly ever wanted by two.
    class Lock {
    public:
        explicit Lock(std::atomic_flag& ours);
        ~Lock() { flag.clear(std::memory_order_release); }

    private:
        std::atomic_flag& flag;
    };
    std::vector<void*>& idleOf(std::size_t bytes);

    std::atomic_flag busy;
    std::array<std::vector<void*>, 17> small;        ///< idle blocks of 0, 1 … 16 units
    std::map<std::size_t, std::vector<void*>> large; ///< the others by size
    std::size_t idleBytes = 0;
};

} // namespace tokenarium
