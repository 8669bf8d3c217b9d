// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of thing that becomes tokens: a tab of the other room, with the state it keeps.
#pragma once

#include "app/pages/page.h"
#include "app/pages/room_view.h"

namespace tokenarium {

/// A view that is not visible does no work and catches up when it is shown.
class OtherView : public RoomView {
    Q_OBJECT
public:
    using RoomView::RoomView;
    /// What stands in the prompt strip while this view is shown.
    virtual Page::Prompt prompt() const = 0;
    virtual void hoverToken(std::optional<std::size_t> token) = 0;
    virtual void pinToken(std::size_t token) = 0;
    /// Somebody takes parts of a prompt: only then they are offered.
    virtual void setOfferable() {}

signals:
    void promptChanged();
    void offered(const PromptPart& part, const QString& remark);
};

} // namespace tokenarium
