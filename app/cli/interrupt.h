// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C as a wish to come to an end, for commands that have something to save.
#pragma once

namespace tokenarium::cli {

/// From now on the first Ctrl-C (or a polite request of the system to end) only sets a mark; a second one
/// ends the program as usual. A signal that was ignored before stays so.
void catchInterrupt();
bool interrupted(); ///< from any thread

} // namespace tokenarium::cli
