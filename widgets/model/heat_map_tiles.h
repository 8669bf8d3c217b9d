// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a large matrix in square pieces that are drawn when somebody looks at them.
#pragma once

#include <QCache>
#include <QImage>

#include <cstddef>
#include <span>

namespace tokenarium {

/// One pixel per cell; cells without a value are transparent. Keeps the tiles that were asked for last.
class HeatMapTiles {
public:
    static constexpr std::size_t side = 256; ///< cells

    HeatMapTiles() : tiles(mostKept) {}
    /// `matrix` is [rows, columns] and stays until the next call. The scale goes from `low` to `high`.
    void setMatrix(std::span<const float> matrix, std::size_t matrixRows, std::size_t matrixColumns,
                   float low, float high);
    /// The tile that begins at the cell (row · side, column · side), which must be in the matrix; smaller at
    /// the edges. Valid until the next call.
    const QImage& tile(std::size_t row, std::size_t column);
    /// Cells that have been coloured since setMatrix.
    std::size_t paintedCells() const { return painted; }

private:
    static constexpr int mostKept = 128; // 32 MB
    QImage draw(std::size_t row, std::size_t column);

    std::span<const float> values;
    std::size_t rows = 0, columns = 0;
    float lowest = 0, highest = 1;
    std::size_t painted = 0;
    QCache<quint64, QImage> tiles;
};

/// Where a value lies between the ends of a scale, 0…1; 0.5 where they are the same.
double placeOnScale(float value, float low, float high);

} // namespace tokenarium
