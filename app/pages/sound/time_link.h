// SPDX-License-Identifier: GPL-3.0-or-later
// Joins a strip to the session: what is seen, the cursor and the selection are the same in all of them.
#pragma once

#include "app/sound/sound_session.h"
#include "widgets/sound/time_strip.h"

namespace tokenarium {

/// Both directions; `strip` is sized by the sound that is open.
void linkToSound(TimeStrip& strip, SoundSession& session);
/// What the cursor is at, in words.
QString momentWords(const SoundSession& session, double seconds);

} // namespace tokenarium
