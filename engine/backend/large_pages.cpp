// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts blocks from chunks; what of a chunk is never touched takes no memory.
#include "engine/backend/large_pages.h"

#include <algorithm>
#include <new>

namespace tokenarium {
namespace {

constexpr std::size_t chunkBytes = 16 * largePage, blockAlignment = 128;

std::size_t roundedUp(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

std::shared_ptr<void> newChunk(std::size_t bytes) {
    constexpr std::align_val_t alignment{largePage};
    std::shared_ptr<void> chunk(::operator new(bytes, alignment), [](void* memory) {
        ::operator delete (memory, std::align_val_t{largePage});
    });
    preferLargePages(chunk.get(), bytes);
    return chunk;
}

} // namespace

std::shared_ptr<void> LargePageArena::take(std::size_t bytes) {
    const std::size_t wanted = roundedUp(std::max<std::size_t>(bytes, 1), blockAlignment);
    if (wanted > size - used) {
        size = std::max(chunkBytes, roundedUp(wanted, largePage));
        used = size; // should there be no memory, the next call asks again
        chunk = newChunk(size);
        used = 0;
    }
    std::shared_ptr<void> block(chunk, static_cast<std::byte*>(chunk.get()) + used);
    used += wanted;
    return block;
}

} // namespace tokenarium
