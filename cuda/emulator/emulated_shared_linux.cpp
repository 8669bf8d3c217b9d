// SPDX-License-Identifier: GPL-3.0-or-later
// Poisons shared memory: the loader says where the module's thread-local variables are. Other systems have
// emulated_shared_portable.cpp.
#include "cuda/emulator/emulated_shared.h"

#include "cuda/emulator/emulated_device.h"

#if !defined(__SANITIZE_THREAD__)
#include <link.h>
#endif

namespace tokenarium::emulated {

#if defined(__SANITIZE_THREAD__)

void poisonShared() {} // every thread of a block is a system thread there, and shared memory is static

#else

namespace {

struct Place {
    unsigned char* data = nullptr;
    std::size_t bytes = 0;
};

int findMine(dl_phdr_info* info, std::size_t, void* found) {
    static const unsigned char inModule = 0; // an address of this module
    const auto address = reinterpret_cast<ElfW(Addr)>(&inModule);
    bool mine = false;
    std::size_t bytes = 0;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& part = info->dlpi_phdr[i];
        const ElfW(Addr) first = info->dlpi_addr + part.p_vaddr;
        if (part.p_type == PT_LOAD && address >= first && address < first + part.p_memsz) mine = true;
        if (part.p_type == PT_TLS) bytes = part.p_memsz;
    }
    if (!mine) return 0;
    *static_cast<Place*>(found) = {static_cast<unsigned char*>(info->dlpi_tls_data), bytes};
    return 1;
}

} // namespace

void poisonShared() {
    threadIdx = {}; // a thread has its copy from the first use on
    Place place;
    dl_iterate_phdr(findMine, &place);
    if (place.data) std::memset(place.data, 0xFF, place.bytes);
}

#endif

} // namespace tokenarium::emulated
