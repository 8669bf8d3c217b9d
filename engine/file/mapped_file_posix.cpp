// SPDX-License-Identifier: GPL-3.0-or-later
// MappedFile with mmap. mapped_file_windows.cpp is its twin.
#include "engine/file/mapped_file.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tokenarium {

namespace {

[[noreturn]] void failed(const std::filesystem::path& path, const char* what) {
    throw std::runtime_error(path.string() + ": " + what + ": " + std::generic_category().message(errno));
}

/// Closes the descriptor on every way out; the mapping stays.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0) failed(path, "cannot be opened");
    struct stat status {};
    if (::fstat(file.number, &status) != 0) failed(path, "cannot be examined");
    if (!S_ISREG(status.st_mode)) throw std::runtime_error(path.string() + ": is not a regular file");
    if (status.st_size == 0) return;
    const auto size = static_cast<std::size_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
    if (mapped == MAP_FAILED) failed(path, "cannot be mapped into memory");
    ::posix_madvise(mapped, size, POSIX_MADV_WILLNEED);
    start = static_cast<const std::byte*>(mapped);
    length = size;
}

void MappedFile::release() noexcept {
    if (start) ::munmap(const_cast<std::byte*>(start), length);
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
