// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a shared library at run time on POSIX and Windows.
#pragma once

#include <filesystem>
#include <string>

namespace tokenarium {

/// Stays open until destroyed. Not copyable.
class SharedLibrary {
public:
    /// Throws std::runtime_error with the system's reason.
    explicit SharedLibrary(const std::filesystem::path& path);
    ~SharedLibrary();
    SharedLibrary(const SharedLibrary&) = delete;
    SharedLibrary& operator=(const SharedLibrary&) = delete;
    /// nullptr when the library has no such symbol.
    void* symbol(const char* name) const;

private:
    void* handle = nullptr;
};

} // namespace tokenarium
