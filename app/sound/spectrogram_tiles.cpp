// SPDX-License-Identifier: GPL-3.0-or-later
// One worker makes all that is missing of what the latest painting asked for.
#include "app/sound/spectrogram_tiles.h"

#include "widgets/style/heat_scale.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::size_t tileColumns = SpectrogramTileSource::tileColumns;
constexpr std::size_t mostTiles = 256; ///< 20 MB with 80 bands

QImage makeTile(const SpectrogramPyramid& pyramid, std::size_t level, std::size_t index) {
    const LogMel& mel = pyramid.spectrogram();
    const std::size_t first = (index * tileColumns) << level, bands = mel.settings.bands;
    const std::size_t there = first < mel.frames ? ((mel.frames - first - 1) >> level) + 1 : 1;
    const std::size_t columns = std::min(tileColumns, there);
    std::vector<float> values(columns * bands);
    pyramid.columns(double(first), double(std::size_t(1) << level), values);
    const auto [low, high] = colorRange(mel);
    QImage tile(int(columns), int(bands), QImage::Format_RGB32);
    for (std::size_t band = 0; band < bands; ++band) {
        auto* line = reinterpret_cast<QRgb*>(tile.scanLine(int(bands - 1 - band)));
        for (std::size_t column = 0; column < columns; ++column) {
            const double value = double(values[column * bands + band]);
            line[column] = heatColor(std::isnan(value) ? 0 : (value - low) / (high - low));
        }
    }
    return tile;
}

} // namespace

SpectrogramColorRange colorRange(const LogMel& mel) {
    const double loudest = double(mel.loudest);
    return {(loudest - 4) / 4, (loudest + 4) / 4};
}

SpectrogramTiles::SpectrogramTiles(QObject* parent) : QObject(parent) {}

SpectrogramTiles::~SpectrogramTiles() { job.cancel(); }

void SpectrogramTiles::setSpectrogram(std::shared_ptr<const SpectrogramPyramid> newSpectrogram) {
    if (newSpectrogram == pyramid) return;
    pyramid = std::move(newSpectrogram);
    job.cancel();
    cache.clear();
    wanted.clear();
    emit changed();
}

SpectrogramTileSource SpectrogramTiles::source() {
    SpectrogramTileSource source;
    if (!pyramid) return source;
    const LogMel& mel = pyramid->spectrogram();
    source.frames = mel.frames;
    source.bands = mel.settings.bands;
    source.secondsPerFrame = mel.settings.hopSeconds();
    source.tiles = [this](std::size_t level, std::size_t first, std::size_t last) {
        return tiles(level, first, last);
    };
    return source;
}

std::vector<QImage> SpectrogramTiles::tiles(std::size_t level, std::size_t first, std::size_t last) {
    std::vector<QImage> found;
    std::set<Key> missing;
    for (std::size_t index = first; index <= last; ++index) {
        const auto tile = cache.find({level, index});
        found.push_back(tile == cache.end() ? QImage() : tile->second);
        if (tile == cache.end()) missing.insert({level, index});
    }
    // What other levels asked for earlier is from before the zooming, but for the coarsest, which comes
    // first.
    std::erase_if(wanted, [level](const auto& one) { return one.first < level; });
    if (missing.empty())
        wanted.erase(level);
    else
        wanted[level] = std::move(missing);
    if (!wanted.empty() && !willWork) {
        willWork = true;
        QTimer::singleShot(0, this, &SpectrogramTiles::work);
    }
    return found;
}

void SpectrogramTiles::work() {
    willWork = false;
    if (wanted.empty() || !pyramid || job.isBusy()) return;
    std::vector<Key> keys;
    for (auto level = wanted.rbegin(); level != wanted.rend(); ++level)
        keys.insert(keys.end(), level->second.begin(), level->second.end());
    keys.resize(std::min<std::size_t>(keys.size(), 8)); // then look again what is wanted
    job.start(
        [from = pyramid, keys](std::stop_token stop, const Job::Progress&) {
            std::vector<std::pair<Key, QImage>> done;
            for (const Key& key : keys) {
                if (stop.stop_requested()) break;
                done.emplace_back(key, makeTile(*from, key.first, key.second));
            }
            return done;
        },
        [this](std::vector<std::pair<Key, QImage>> done) {
            if (cache.size() + done.size() > mostTiles) cache.clear();
            made += done.size();
            for (auto& [key, tile] : done) {
                cache[key] = std::move(tile);
                const auto level = wanted.find(key.first);
                if (level == wanted.end()) continue;
                level->second.erase(key);
                if (level->second.empty()) wanted.erase(level);
            }
            emit changed();
            work();
        });
}

} // namespace tokenarium
