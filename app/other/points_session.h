// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the points view: a cloud made by a formula, its voxels, and which one is looked at.
#pragma once

#include "engine/view/point_cloud.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <vector>

namespace tokenarium {

/// Everything that a person chooses here; each change is one step of undo.
struct PointsChoices {
    std::size_t points = 1024;
    std::size_t side = 16; ///< voxels along each edge
    std::uint64_t seed = 1;
    bool operator==(const PointsChoices&) const = default;
};

/// GUI thread only; a few thousand points take a millisecond. `changes` outlives it.
class PointsSession : public QObject {
    Q_OBJECT
public:
    explicit PointsSession(QUndoStack& changes, QObject* parent = nullptr);

    const PointsChoices& choices() const { return chosen; }
    void choose(const PointsChoices& wanted, const QString& name, int part);
    const std::vector<Point>& points() const { return cloud; }
    const VoxelGrid& grid() const { return voxels; }
    const std::shared_ptr<const PointCloud>& shown() const { return view; }

    /// Occupied voxel that is looked at.
    std::size_t litVoxel() const;
    void hoverVoxel(std::optional<std::size_t> voxel);
    void pinVoxel(std::size_t voxel);

signals:
    void changed();
    void litChanged();

private:
    void apply(const PointsChoices& wanted);
    void make();

    QUndoStack& changes;
    PointsChoices chosen;
    std::vector<Point> cloud;
    VoxelGrid voxels;
    std::shared_ptr<const PointCloud> view;
    std::optional<std::size_t> hovered;
    std::size_t pinned = 0;
};

} // namespace tokenarium
