// SPDX-License-Identifier: GPL-3.0-or-later
// Asks Linux for the tile registers; elsewhere nobody asks, and other instructions do the work.
#include "engine/backend/amx_permission.h"

#if defined(__linux__) && defined(__x86_64__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace tokenarium {

bool requestAmxTiles() {
#if defined(__linux__) && defined(__x86_64__)
    constexpr long requestPermission = 0x1023; // ARCH_REQ_XCOMP_PERM of asm/prctl.h, since Linux 5.16
    constexpr long tileData = 18;              // the number of the tiles among the extended states
    return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
#else
    return false;
#endif
}

} // namespace tokenarium
