// SPDX-License-Identifier: GPL-3.0-or-later
// Colours the cells of one tile at a time.
#include "widgets/model/heat_map_tiles.h"

#include "widgets/style/heat_scale.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

double placeOnScale(float value, float low, float high) {
    if (!(high > low)) return 0.5;
    return std::clamp((double(value) - low) / (double(high) - low), 0.0, 1.0);
}

void HeatMapTiles::setMatrix(std::span<const float> matrix, std::size_t matrixRows, std::size_t matrixColumns,
                             float low, float high) {
    values = matrix;
    rows = matrixRows;
    columns = matrixColumns;
    lowest = low;
    highest = high;
    painted = 0;
    tiles.clear();
}

const QImage& HeatMapTiles::tile(std::size_t row, std::size_t column) {
    const quint64 key = (quint64(row) << 32) | column;
    if (const QImage* known = tiles.object(key)) return *known;
    auto* fresh = new QImage(draw(row, column)); // the cache owns it
    tiles.insert(key, fresh);
    return *fresh;
}

QImage HeatMapTiles::draw(std::size_t row, std::size_t column) {
    const std::size_t top = row * side, left = column * side;
    const std::size_t height = std::min(side, rows - top), width = std::min(side, columns - left);
    QImage image(int(width), int(height), QImage::Format_ARGB32_Premultiplied);
    // What heatColor(placeOnScale(…)) does, for a hundred thousand cells in a frame.
    const float steps = highest > lowest ? float(heatColors().size() - 1) / (highest - lowest) : 0;
    const float shift = highest > lowest ? 0.5F : float(heatColors().size()) / 2;
    const float last = float(heatColors().size() - 1);
    for (std::size_t y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(int(y)));
        const float* from = values.data() + (top + y) * columns + left;
        for (std::size_t x = 0; x < width; ++x) {
            const float step = std::clamp((from[x] - lowest) * steps + shift, 0.0F, last + 0.5F);
            line[x] = std::isfinite(from[x]) ? heatColors()[std::size_t(step)] : 0;
        }
    }
    painted += width * height;
    return image;
}

} // namespace tokenarium
