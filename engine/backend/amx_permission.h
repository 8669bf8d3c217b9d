// SPDX-License-Identifier: GPL-3.0-or-later
// Systems lend the tile registers of AMX only to processes that ask.
#pragma once

namespace tokenarium {

/// Asks for all threads of the process. False where the system or the CPU has none to lend.
bool requestAmxTiles();

} // namespace tokenarium
