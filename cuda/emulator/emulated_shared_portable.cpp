// SPDX-License-Identifier: GPL-3.0-or-later
// Where the system does not say where thread-local variables lie, shared memory keeps what it held.
#include "cuda/emulator/emulated_shared.h"

namespace tokenarium::emulated {

void poisonShared() {}

} // namespace tokenarium::emulated
