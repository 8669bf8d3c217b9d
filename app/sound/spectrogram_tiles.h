// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a spectrogram in tiles, made on a worker as they are asked for.
#pragma once

#include "app/job.h"
#include "engine/audio/spectrogram_pyramid.h"
#include "widgets/sound/spectrogram_strip.h"

#include <QImage>

#include <map>
#include <memory>
#include <set>

namespace tokenarium {

/// GUI thread only. What was asked for and is not wanted any more is not made.
class SpectrogramTiles : public QObject {
    Q_OBJECT
public:
    explicit SpectrogramTiles(QObject* parent = nullptr);
    ~SpectrogramTiles() override;
    /// May be null: nothing is shown.
    void setSpectrogram(std::shared_ptr<const SpectrogramPyramid> newSpectrogram);
    const std::shared_ptr<const SpectrogramPyramid>& spectrogram() const { return pyramid; }
    /// For a strip; valid as long as this.
    SpectrogramTileSource source();
    bool isBusy() const { return job.isBusy() || !wanted.empty(); }
    std::size_t tilesMade() const { return made; } ///< for tests

signals:
    void changed(); ///< paint again

private:
    using Key = std::pair<std::size_t, std::size_t>; ///< level, index
    std::vector<QImage> tiles(std::size_t level, std::size_t first, std::size_t last);
    void work();

    std::shared_ptr<const SpectrogramPyramid> pyramid;
    std::map<Key, QImage> cache;
    std::map<std::size_t, std::set<Key>> wanted; ///< by level: the latest request of each
    std::size_t made = 0;
    bool willWork = false;
    Job job;
};

/// The range of colours: from 80 dB below the loudest value to it, in the units of LogMel::values.
struct SpectrogramColorRange {
    double low = 0, high = 1;
};
SpectrogramColorRange colorRange(const LogMel& mel);

} // namespace tokenarium
