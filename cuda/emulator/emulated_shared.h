// SPDX-License-Identifier: GPL-3.0-or-later
// Shared memory of the emulated device: thread-local variables of the module, one copy for every block that
// runs at the time.
#pragma once

namespace tokenarium::emulated {

/// Fills the calling thread's copy with NaN, so that what a kernel reads before it writes it shows; all other
/// thread-local variables of the module are gone as well. Does nothing where the system does not say where
/// that memory is, or where ThreadSanitizer looks on.
void poisonShared();

} // namespace tokenarium::emulated
