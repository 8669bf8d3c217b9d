// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for weights in pages of 2 MiB where the system has them: one core streams them up to twice as fast
// as pages of 4 KiB.
#pragma once

#include <cstddef>
#include <memory>

namespace tokenarium {

inline constexpr std::size_t largePage = std::size_t{2} << 20; ///< bytes

/// Asks for 2 MiB pages for this memory, which nobody has touched yet. A wish: nothing happens where it
/// cannot be met. `begin` is a multiple of 2 MiB.
void preferLargePages(void* begin, std::size_t bytes) noexcept;

/// Blocks cut one after another from large ones, for what is made together and goes together: memory returns
/// to the system when all blocks cut from it are gone. Blocks may outlive the arena. One thread.
class LargePageArena {
public:
    /// Aligned to 128 bytes. Throws std::bad_alloc. The contents are unspecified.
    std::shared_ptr<void> take(std::size_t bytes);

private:
    std::shared_ptr<void> chunk;
    std::size_t used = 0, size = 0;
};

} // namespace tokenarium
