// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the volume view: a volume made by a formula, how it is cut, and which block is looked at.
#pragma once

#include "app/job.h"
#include "engine/volume/volume.h"

#include <QObject>
#include <QUndoStack>

#include <array>
#include <memory>
#include <optional>

namespace tokenarium {

/// Everything that a person chooses here; each change is one step of undo.
struct VolumeChoices {
    std::uint64_t seed = 1;
    std::size_t blockSide = 16, blockDepth = 16;
    std::array<std::size_t, 3> place = {48, 48, 48}; ///< z, y, x of the slices
    bool operator==(const VolumeChoices&) const = default;
};

inline constexpr std::size_t volumeSide = 96; ///< voxels, as UNETR cuts them out of a scan

/// GUI thread only; the volume is made on a worker. `changes` outlives it.
class VolumeSession : public QObject {
    Q_OBJECT
public:
    explicit VolumeSession(QUndoStack& changes, QObject* parent = nullptr);
    ~VolumeSession() override { volumeJob.cancel(); }

    /// Begins to compute; nothing is computed before somebody looks.
    void begin();
    const VolumeChoices& choices() const { return chosen; }
    void choose(const VolumeChoices& wanted, const QString& name, int part);

    /// Null before the first.
    const std::shared_ptr<const Volume>& volume() const { return found; }
    BlockGrid grid() const;
    bool isBusy() const { return volumeJob.isBusy(); }

    /// Block that is looked at; always below grid().count().
    std::size_t litBlock() const;
    void hoverBlock(std::optional<std::size_t> block);
    void pinBlock(std::size_t block);
    /// Where the three slices lie: at the chosen place, or in the middle of the lit block where that is
    /// elsewhere.
    std::array<std::size_t, 3> shownPlace() const;

signals:
    void changed(); ///< choices, volume
    void litChanged();

private:
    void apply(const VolumeChoices& wanted);
    void compute();

    QUndoStack& changes;
    VolumeChoices chosen;
    bool begun = false;
    std::shared_ptr<const Volume> found;
    std::optional<std::size_t> hovered;
    std::optional<std::size_t> pinned; ///< nothing: the block of the chosen place
    Job volumeJob;
};

} // namespace tokenarium
