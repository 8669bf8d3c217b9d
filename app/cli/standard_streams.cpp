// SPDX-License-Identifier: GPL-3.0-or-later
// The one file of the CLI with platform conditions.
#include "app/cli/standard_streams.h"

#include <csignal>
#include <cstdio>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace tokenarium::cli {

void prepareStandardStreams() {
#ifdef _WIN32
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
    std::setvbuf(stdout, nullptr, _IONBF, 0);
}

} // namespace tokenarium::cli
