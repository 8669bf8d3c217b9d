// SPDX-License-Identifier: GPL-3.0-or-later
// Signals as the C++ standard knows them.
#include "app/cli/interrupt.h"

#include <csignal>

namespace tokenarium::cli {

namespace {

volatile std::sig_atomic_t mark = 0;

extern "C" void setMark(int signal) {
    mark = 1;
    std::signal(signal, SIG_DFL);
}

} // namespace

void catchInterrupt() {
    std::signal(SIGINT, setMark);
    std::signal(SIGTERM, setMark);
}

bool interrupted() { return mark != 0; }

} // namespace tokenarium::cli
