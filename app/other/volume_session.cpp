// SPDX-License-Identifier: GPL-3.0-or-later
// The volume depends on the seed alone; the blocks are arithmetic.
#include "app/other/volume_session.h"

#include "app/change_value.h"

#include <algorithm>

namespace tokenarium {

VolumeSession::VolumeSession(QUndoStack& changesOfRoom, QObject* parent)
    : QObject(parent)
    , changes(changesOfRoom) {}

void VolumeSession::begin() {
    if (begun) return;
    begun = true;
    compute();
}

void VolumeSession::compute() {
    volumeJob.start(
        [seed = chosen.seed](const std::stop_token&, const Job::Progress&) {
            return std::make_shared<const Volume>(generatedVolume(volumeSide, volumeSide, volumeSide, seed));
        },
        [this](const std::shared_ptr<const Volume>& volume) {
            found = volume;
            emit changed();
            emit litChanged();
        });
}

void VolumeSession::choose(const VolumeChoices& wanted, const QString& name, int part) {
    if (wanted == chosen) return;
    changes.push(new ChangeValue<VolumeChoices>([this](const VolumeChoices& value) { apply(value); }, chosen,
                                                wanted, name, part));
}

void VolumeSession::apply(const VolumeChoices& wanted) {
    const VolumeChoices before = std::exchange(chosen, wanted);
    hovered.reset();
    pinned.reset();
    emit changed();
    emit litChanged();
    if (begun && before.seed != chosen.seed) compute();
}

BlockGrid VolumeSession::grid() const {
    const Volume sides{volumeSide, volumeSide, volumeSide, {}};
    return blockGrid(sides, chosen.blockDepth, chosen.blockSide);
}

std::size_t VolumeSession::litBlock() const {
    const BlockGrid blocks = grid();
    const auto& [z, y, x] = chosen.place;
    return std::min(hovered.value_or(pinned.value_or(blocks.blockAt(z, y, x))), blocks.count() - 1);
}

void VolumeSession::hoverBlock(std::optional<std::size_t> block) {
    if (block == hovered) return;
    hovered = block;
    emit litChanged();
}

void VolumeSession::pinBlock(std::size_t block) {
    pinned = block;
    hovered.reset();
    emit litChanged();
}

std::array<std::size_t, 3> VolumeSession::shownPlace() const {
    const BlockGrid blocks = grid();
    const auto origin = blocks.origin(litBlock());
    const std::array<std::size_t, 3> sides = {blocks.blockDepth, blocks.blockSide, blocks.blockSide};
    std::array<std::size_t, 3> place = chosen.place;
    for (std::size_t axis = 0; axis < place.size(); ++axis)
        if (place[axis] < origin[axis] || place[axis] >= origin[axis] + sides[axis])
            place[axis] = origin[axis] + sides[axis] / 2;
    return place;
}

} // namespace tokenarium
