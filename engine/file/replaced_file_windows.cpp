// SPDX-License-Identifier: GPL-3.0-or-later
// ReplacedFile with FlushFileBuffers and MoveFileEx. replaced_file_posix.cpp is its twin.
#include "engine/file/replaced_file.h"

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <windows.h>

namespace tokenarium {

namespace {

constexpr const char* notWritten = "cannot be written; what was there before is unchanged";

[[noreturn]] void failed(const std::filesystem::path& file, const char* what, DWORD reason) {
    throw std::runtime_error(file.string() + ": " + what + ": " +
                             std::system_category().message(static_cast<int>(reason)));
}

HANDLE systemHandle(std::intptr_t handle) { return reinterpret_cast<HANDLE>(handle); }

} // namespace

ReplacedFile::ReplacedFile(const std::filesystem::path& file) : target(file), part(file) {
    part += L".part";
    handle = reinterpret_cast<std::intptr_t>(::CreateFileW(part.c_str(), GENERIC_WRITE, 0, nullptr,
                                                           CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
    if (systemHandle(handle) == INVALID_HANDLE_VALUE) failed(part, "cannot be created", ::GetLastError());
}

ReplacedFile::~ReplacedFile() {
    if (handle != -1) discard();
}

void ReplacedFile::discard() noexcept {
    ::CloseHandle(systemHandle(std::exchange(handle, -1)));
    ::DeleteFileW(part.c_str());
}

void ReplacedFile::write(std::span<const std::byte> bytes) {
    constexpr std::size_t most = std::size_t{1} << 30;
    while (!bytes.empty()) {
        DWORD written = 0;
        const auto size = static_cast<DWORD>(std::min(bytes.size(), most));
        if (!::WriteFile(systemHandle(handle), bytes.data(), size, &written, nullptr))
            failed(target, notWritten, ::GetLastError());
        bytes = bytes.subspan(written);
    }
}

void ReplacedFile::commit() {
    if (!::FlushFileBuffers(systemHandle(handle))) failed(target, notWritten, ::GetLastError());
    ::CloseHandle(systemHandle(std::exchange(handle, -1)));
    if (!::MoveFileExW(part.c_str(), target.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
        const DWORD reason = ::GetLastError();
        ::DeleteFileW(part.c_str());
        failed(target, notWritten, reason);
    }
}

} // namespace tokenarium
