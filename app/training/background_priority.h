// SPDX-License-Identifier: GPL-3.0-or-later
// Work that gives way to the window.
#pragma once

namespace tokenarium {

/// Lowers the priority of the calling thread and of the threads it makes from now on, so that it may use
/// every core and the window still comes first. False where the system cannot: leave a core free instead.
bool giveWayToOthers();

} // namespace tokenarium
