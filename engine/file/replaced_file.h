// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a file so that its place holds the old contents or the new ones, whole, whatever happens in
// between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace tokenarium {

/// Writes into FILE.part beside the file; `commit` makes it durable and renames it. Without commit the
/// destructor takes the part away. One thread.
class ReplacedFile {
public:
    /// Throws std::runtime_error with a sentence that names the file and the reason, as do the others.
    explicit ReplacedFile(const std::filesystem::path& file);
    ~ReplacedFile();
    ReplacedFile(const ReplacedFile&) = delete;
    ReplacedFile& operator=(const ReplacedFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
    void commit();

private:
    void discard() noexcept;
    std::filesystem::path target, part;
    std::intptr_t handle = -1; ///< of the system; -1 when closed
};

/// The whole file in one go. Throws as ReplacedFile does.
inline void writeFileAtOnce(const std::filesystem::path& file, std::span<const std::byte> bytes) {
    ReplacedFile replaced(file);
    replaced.write(bytes);
    replaced.commit();
}

} // namespace tokenarium
