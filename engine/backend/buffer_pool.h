// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of tensors that come and go with every token: what is given back is handed out again.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
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

    std::mutex mutex;
    std::map<std::size_t, std::vector<void*>> idle; ///< by size
    std::size_t idleBytes = 0;
};

} // namespace tokenarium
