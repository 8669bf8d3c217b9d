// SPDX-License-Identifier: GPL-3.0-or-later
// dlopen and its Windows twin.
#include "cuda/shared_library.h"

#include <stdexcept>

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#endif

namespace tokenarium {

#ifdef _WIN32

SharedLibrary::SharedLibrary(const std::filesystem::path& path) : handle(LoadLibraryW(path.c_str())) {
    if (!handle) throw std::runtime_error(path.string() + ": error " + std::to_string(GetLastError()));
}
SharedLibrary::~SharedLibrary() { FreeLibrary(static_cast<HMODULE>(handle)); }
void* SharedLibrary::symbol(const char* name) const {
    return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(handle), name));
}

#else

SharedLibrary::SharedLibrary(const std::filesystem::path& path)
    : handle(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (!handle) throw std::runtime_error(dlerror());
}
SharedLibrary::~SharedLibrary() { dlclose(handle); }
void* SharedLibrary::symbol(const char* name) const { return dlsym(handle, name); }

#endif

} // namespace tokenarium
