// SPDX-License-Identifier: GPL-3.0-or-later
// Every choice makes the cloud and its voxels anew.
#include "app/other/points_session.h"

#include "app/change_value.h"

#include <algorithm>

namespace tokenarium {

PointsSession::PointsSession(QUndoStack& changesOfRoom, QObject* parent)
    : QObject(parent)
    , changes(changesOfRoom) {
    make();
}

void PointsSession::make() {
    cloud = generatedPoints(chosen.points, chosen.seed);
    voxels = voxelGrid(cloud, chosen.side);
    view = std::make_shared<const PointCloud>(pointCloud(cloud, voxels));
    hovered.reset();
    pinned = voxels.voxels.size() / 2;
}

void PointsSession::choose(const PointsChoices& wanted, const QString& name, int part) {
    if (wanted == chosen) return;
    changes.push(new ChangeValue<PointsChoices>([this](const PointsChoices& value) { apply(value); }, chosen,
                                                wanted, name, part));
}

void PointsSession::apply(const PointsChoices& wanted) {
    chosen = wanted;
    make();
    emit changed();
    emit litChanged();
}

std::size_t PointsSession::litVoxel() const {
    return std::min(hovered.value_or(pinned), voxels.voxels.size() - 1);
}

void PointsSession::hoverVoxel(std::optional<std::size_t> voxel) {
    if (voxel == hovered) return;
    hovered = voxel;
    emit litChanged();
}

void PointsSession::pinVoxel(std::size_t voxel) {
    pinned = voxel;
    hovered.reset();
    emit litChanged();
}

} // namespace tokenarium
