// SPDX-License-Identifier: GPL-3.0-or-later
// Where priorities belong to the whole process, or are not handed on to new threads.
#include "app/training/background_priority.h"

namespace tokenarium {

bool giveWayToOthers() { return false; }

} // namespace tokenarium
