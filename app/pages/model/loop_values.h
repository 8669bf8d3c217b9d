// SPDX-License-Identifier: GPL-3.0-or-later
// What each line of the loop of generating does in the round that is looked at.
#pragma once

#include "app/pages/model/loop_panel.h"

namespace tokenarium {

class ModelSession;

/// Numbers of the session as it stands; nothing behind lines that are not known yet. GUI thread.
LoopPanel::Now loopValues(const ModelSession& session);

} // namespace tokenarium
