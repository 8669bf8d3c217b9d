// SPDX-License-Identifier: GPL-3.0-or-later
// Arrays in one file as NumPy's savez writes them: .npy members in a ZIP archive without compression.
#pragma once

#include "engine/file/replaced_file.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// The file appears with finish(), whole. Functions throw std::runtime_error with file and reason, also for
/// more than 4 GB, which this form of ZIP cannot hold. One thread.
class NpzWriter {
public:
    explicit NpzWriter(const std::filesystem::path& file);

    /// Row-major; `sizes` multiply to the number of values. A name that is there already gets ".2", ".3" …
    /// behind it.
    void add(const std::string& name, std::span<const std::size_t> sizes, std::span<const float> values);
    void add(const std::string& name, std::span<const std::size_t> sizes,
             std::span<const std::int64_t> values);
    void finish();

private:
    struct Member {
        std::string name;
        std::uint32_t checksum = 0, size = 0, offset = 0;
    };
    void addBytes(const std::string& name, std::span<const std::size_t> sizes, const char* type,
                  std::span<const std::byte> values);

    ReplacedFile out;
    const std::string file;
    std::vector<Member> members;
    std::set<std::string> names;
    std::uint64_t written = 0;
};

} // namespace tokenarium
