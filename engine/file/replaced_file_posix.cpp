// SPDX-License-Identifier: GPL-3.0-or-later
// ReplacedFile with write, fsync and rename. replaced_file_windows.cpp is its twin.
#include "engine/file/replaced_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tokenarium {

namespace {

[[noreturn]] void failed(const std::filesystem::path& file, const char* what, int reason) {
    throw std::runtime_error(file.string() + ": " + what + ": " + std::generic_category().message(reason));
}

/// So that the new name survives a power cut; systems that cannot do it are none the worse for the attempt.
void syncFolderOf(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

ReplacedFile::ReplacedFile(const std::filesystem::path& file) : target(file), part(file) {
    part += ".part";
    handle = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (handle < 0) failed(part, "cannot be created", errno);
}

ReplacedFile::~ReplacedFile() {
    if (handle >= 0) discard();
}

void ReplacedFile::discard() noexcept {
    ::close(static_cast<int>(std::exchange(handle, -1)));
    ::unlink(part.c_str());
}

void ReplacedFile::write(std::span<const std::byte> bytes) {
    constexpr std::size_t most = std::size_t{1} << 30; // some systems take no more at once
    while (!bytes.empty()) {
        const auto written = ::write(static_cast<int>(handle), bytes.data(), std::min(bytes.size(), most));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) failed(target, "cannot be written; what was there before is unchanged", errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void ReplacedFile::commit() {
    const char* what = "cannot be written; what was there before is unchanged";
    if (::fsync(static_cast<int>(handle)) != 0) failed(target, what, errno);
    const bool closed = ::close(static_cast<int>(std::exchange(handle, -1))) == 0;
    if (!closed || ::rename(part.c_str(), target.c_str()) != 0) {
        const int reason = errno;
        ::unlink(part.c_str());
        failed(target, what, reason);
    }
    syncFolderOf(target);
}

} // namespace tokenarium
