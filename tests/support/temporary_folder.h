// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of its own for a test, gone with the object; and whole files as bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace tokenarium::testing {

class TemporaryFolder {
public:
    TemporaryFolder()
        : folder(std::filesystem::temp_directory_path() /
                 ("tokenarium-test-" + std::to_string(std::random_device{}()) +
                  std::to_string(std::random_device{}()))) {
        std::filesystem::create_directories(folder);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return folder / name; }
    const std::filesystem::path& path() const { return folder; }

private:
    std::filesystem::path folder;
};

inline std::string readFile(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void writeFile(const std::filesystem::path& file, const std::string& contents) {
    std::ofstream(file, std::ios::binary) << contents;
}

inline std::span<const std::byte> bytesOf(const std::string& contents) {
    return std::as_bytes(std::span(contents.data(), contents.size()));
}

} // namespace tokenarium::testing
