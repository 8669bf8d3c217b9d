// SPDX-License-Identifier: GPL-3.0-or-later
// A whole file as read-only memory: mapped, so that opening costs nothing and programs share the pages.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace tokenarium {

/// Owns the mapping; `bytes()` lives as long as the object. Safe to share between threads. Files must be
/// replaced (written beside and renamed), never rewritten in place, while somebody has them mapped.
class MappedFile {
public:
    /// Throws std::runtime_error with a sentence that names the file and the reason. An empty file is an
    /// empty span.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const { return {start, length}; }

private:
    void release() noexcept;
    const std::byte* start = nullptr;
    std::size_t length = 0;
};

} // namespace tokenarium
