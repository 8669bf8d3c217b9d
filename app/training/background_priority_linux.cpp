// SPDX-License-Identifier: GPL-3.0-or-later
// On Linux niceness belongs to a thread, and its children inherit it.
#include "app/training/background_priority.h"

#include <sys/resource.h>

namespace tokenarium {

bool giveWayToOthers() {
    constexpr int niceness = 10;
    return setpriority(PRIO_PROCESS, 0, niceness) == 0; // 0: the calling thread
}

} // namespace tokenarium
