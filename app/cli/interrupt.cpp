// SPDX-License-Identifier: GPL-3.0-or-later
// Signals as the C++ standard knows them.
#include "app/cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace tokenarium::cli {

namespace {

// Other threads look at it, so a volatile sig_atomic_t would not do.
std::atomic<bool> mark = false;
static_assert(std::atomic<bool>::is_always_lock_free); // else not for signal handlers

extern "C" void setMark(int signal) {
    mark = true;
    std::signal(signal, SIG_DFL);
}

/// What whoever started the program asked to ignore (nohup, a shell's background jobs) stays ignored.
void heed(int signal) {
    if (std::signal(signal, setMark) == SIG_IGN) std::signal(signal, SIG_IGN);
}

} // namespace

void catchInterrupt() {
    heed(SIGINT);
    heed(SIGTERM);
}

bool interrupted() { return mark; }

} // namespace tokenarium::cli
