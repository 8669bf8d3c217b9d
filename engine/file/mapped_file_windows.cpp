// SPDX-License-Identifier: GPL-3.0-or-later
// MappedFile with CreateFileMapping. mapped_file_posix.cpp is its twin.
#include "engine/file/mapped_file.h"

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <windows.h>

namespace tokenarium {

namespace {

[[noreturn]] void failed(const std::filesystem::path& path, const char* what) {
    const auto code = static_cast<int>(::GetLastError());
    throw std::runtime_error(path.string() + ": " + what + ": " + std::system_category().message(code));
}

/// Closes the handle on every way out; the mapping stays.
struct Handle {
    HANDLE value;
    ~Handle() {
        if (value && value != INVALID_HANDLE_VALUE) ::CloseHandle(value);
    }
};

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const Handle file{::CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)};
    if (file.value == INVALID_HANDLE_VALUE) failed(path, "cannot be opened");
    LARGE_INTEGER size{};
    if (!::GetFileSizeEx(file.value, &size)) failed(path, "cannot be examined");
    if (size.QuadPart == 0) return;
    const Handle mapping{::CreateFileMappingW(file.value, nullptr, PAGE_READONLY, 0, 0, nullptr)};
    if (!mapping.value) failed(path, "cannot be mapped into memory");
    const void* mapped = ::MapViewOfFile(mapping.value, FILE_MAP_READ, 0, 0, 0);
    if (!mapped) failed(path, "cannot be mapped into memory");
    start = static_cast<const std::byte*>(mapped);
    length = static_cast<std::size_t>(size.QuadPart);
}

void MappedFile::release() noexcept {
    if (start) ::UnmapViewOfFile(start);
    start = nullptr;
    length = 0;
}

MappedFile::~MappedFile() { release(); }

MappedFile::MappedFile(MappedFile&& other) noexcept
    : start(std::exchange(other.start, nullptr))
    , length(std::exchange(other.length, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    if (this != &other) {
        release();
        start = std::exchange(other.start, nullptr);
        length = std::exchange(other.length, 0);
    }
    return *this;
}

} // namespace tokenarium
