// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at sound: a tab of the sound room.
#pragma once

#include "app/pages/room_view.h"
#include "app/sound/sound_session.h"

namespace tokenarium {

/// `session` outlives it. A view that is not visible does no work and catches up when it is shown.
class SoundView : public RoomView {
    Q_OBJECT
public:
    explicit SoundView(SoundSession& soundSession, QWidget* parent = nullptr)
        : RoomView(parent)
        , session(soundSession) {}

protected:
    SoundSession& session;
};

} // namespace tokenarium
