// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of the running program on Windows, macOS and Linux.
#include "engine/file/program_folder.h"

#include <string>
#include <vector>

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace tokenarium {

namespace {

std::filesystem::path programFile() {
#if defined(_WIN32)
    std::wstring name(32768, L'\0');
    name.resize(::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
    return name;
#elif defined(__APPLE__)
    std::uint32_t size = 0;
    ::_NSGetExecutablePath(nullptr, &size);
    std::string name(size, '\0');
    if (::_NSGetExecutablePath(name.data(), &size) != 0) return {};
    return name.c_str();
#else
    std::error_code problem;
    return std::filesystem::read_symlink("/proc/self/exe", problem);
#endif
}

} // namespace

std::filesystem::path programFolder() { return programFile().parent_path(); }

} // namespace tokenarium
