// SPDX-License-Identifier: GPL-3.0-or-later
// Linux says what is available, caches that can be dropped included.
#include "app/picture/free_memory.h"

#include <fstream>
#include <string>

namespace tokenarium {

std::optional<std::uint64_t> freeMemory() {
    std::ifstream file("/proc/meminfo");
    for (std::string word; file >> word;) {
        if (word != "MemAvailable:") continue;
        std::uint64_t kibibytes = 0;
        if (file >> kibibytes) return kibibytes * 1024;
    }
    return std::nullopt;
}

} // namespace tokenarium
