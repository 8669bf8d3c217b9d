// SPDX-License-Identifier: GPL-3.0-or-later
// One way of looking at pictures: a tab of the picture room.
#pragma once

#include "app/model/given_model.h"
#include "app/pages/room_view.h"
#include "app/picture/picture_session.h"
#include "engine/image/image_token_rules.h"
#include "widgets/picture/picture_canvas.h"

namespace tokenarium {

inline CanvasCells canvasCells(const CellGrid& grid) {
    return {grid.columns,   grid.rows,       grid.left,  grid.top,
            grid.cellWidth, grid.cellHeight, grid.right, grid.bottom};
}

/// `session` outlives it. A view that is not visible does no work and catches up when it is shown.
class PictureView : public RoomView {
    Q_OBJECT
public:
    explicit PictureView(PictureSession& pictureSession, QWidget* parent = nullptr)
        : RoomView(parent)
        , session(pictureSession) {}

signals:
    /// A model was made here that a person wants to step through.
    void modelWanted(const GivenModel& given);

protected:
    PictureSession& session;
};

} // namespace tokenarium
