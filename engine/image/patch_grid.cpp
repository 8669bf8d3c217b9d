// SPDX-License-Identifier: GPL-3.0-or-later
// Patches of a picture, from index to pixels and back.
#include "engine/image/patch_grid.h"

#include <algorithm>

namespace tokenarium {
namespace {

/// How many patches a side has.
std::uint32_t patchesAlong(std::uint32_t side, std::uint32_t patch, BorderRule border) {
    if (border == BorderRule::Crop) return std::max(side / patch, 1U);
    if (border == BorderRule::Pad) return (side - 1) / patch + 1;
    return std::max(static_cast<std::uint32_t>((std::uint64_t(side) + patch / 2) / patch), 1U);
}

/// First pixel of every patch along a side, and the end of the last: a pixel belongs where its middle lies.
std::vector<std::uint32_t> pixelEdges(std::uint32_t side, std::uint32_t patches, double patchLength) {
    std::vector<std::uint32_t> edges(patches + std::size_t(1));
    for (std::size_t i = 0; i <= patches; ++i) {
        const double edge = std::max(static_cast<double>(i) * patchLength - 0.5, 0.0);
        const auto first =
            static_cast<std::uint64_t>(edge) + (edge > static_cast<double>(std::uint64_t(edge)) ? 1 : 0);
        edges[i] = static_cast<std::uint32_t>(std::min<std::uint64_t>(first, side));
    }
    return edges;
}

struct ColorSum {
    std::uint64_t red = 0, green = 0, blue = 0;
};

void addRow(std::span<const std::uint8_t> row, const std::vector<std::uint32_t>& edges,
            std::vector<ColorSum>& sums) {
    for (std::size_t column = 0; column + 1 < edges.size(); ++column) {
        std::uint32_t red = 0, green = 0, blue = 0; // of one row: at most 2³¹ / 255 pixels
        const std::uint8_t* pixel = row.data() + std::size_t(edges[column]) * 3;
        const std::uint8_t* const end = row.data() + std::size_t(edges[column + 1]) * 3;
        for (; pixel != end; pixel += 3) {
            red += pixel[0];
            green += pixel[1];
            blue += pixel[2];
        }
        sums[column].red += red;
        sums[column].green += green;
        sums[column].blue += blue;
    }
}

std::uint8_t meanOf(std::uint64_t sum, std::uint64_t pixels) {
    return static_cast<std::uint8_t>((sum + pixels / 2) / pixels);
}

} // namespace

double PatchGrid::patchWidth() const {
    return border == BorderRule::Resize && columns > 0 ? static_cast<double>(picture.width) / columns : patch;
}

double PatchGrid::patchHeight() const {
    return border == BorderRule::Resize && rows > 0 ? static_cast<double>(picture.height) / rows : patch;
}

PictureRect PatchGrid::rect(std::uint64_t index) const {
    const double width = patchWidth(), height = patchHeight();
    return {static_cast<double>(index % columns) * width, static_cast<double>(index / columns) * height,
            width, height};
}

std::optional<std::uint64_t> PatchGrid::indexAt(double x, double y) const {
    if (count() == 0 || !(x >= 0 && y >= 0)) return std::nullopt;
    const double column = x / patchWidth(), row = y / patchHeight();
    if (!(column < columns && row < rows)) return std::nullopt;
    return static_cast<std::uint64_t>(row) * columns + static_cast<std::uint64_t>(column);
}

std::optional<std::uint64_t> PatchGrid::indexAtPosition(std::uint64_t position) const {
    if (position >= tokens() || (classToken && position == 0)) return std::nullopt;
    return position - (classToken ? 1 : 0);
}

PatchGrid patchGrid(PictureSize picture, std::uint32_t patch, BorderRule border, bool classToken) {
    PatchGrid grid;
    grid.picture = picture;
    grid.border = border;
    grid.classToken = classToken;
    if (picture.empty()) return grid;
    const std::uint32_t most = border == BorderRule::Crop ? picture.shortSide() : picture.longSide();
    grid.patch = std::clamp(patch, 1U, most);
    grid.columns = patchesAlong(picture.width, grid.patch, border);
    grid.rows = patchesAlong(picture.height, grid.patch, border);
    return grid;
}

TokenStream patchStream(const PatchGrid& grid) {
    TokenStream stream;
    stream.unit = Unit::Patch;
    stream.tokens.reserve(grid.tokens());
    if (grid.classToken) stream.tokens.push_back({});
    for (std::size_t i = 0; i < grid.count(); ++i) stream.tokens.push_back({0, {i, i + 1}, 0});
    return stream;
}

std::vector<float> patchNumbers(const Image& picture, const PatchGrid& grid, std::uint64_t index,
                                const PixelNormalization& normalization, Color padding) {
    std::vector<float> numbers;
    const std::uint32_t side = grid.patch;
    numbers.reserve(std::size_t(side) * side * 3);
    const std::uint64_t left = index % grid.columns * side, top = index / grid.columns * side;
    const auto put = [&](std::uint8_t value, std::size_t channel) {
        numbers.push_back((static_cast<float>(value) / 255.0F - normalization.mean[channel]) /
                          normalization.deviation[channel]);
    };
    for (std::uint64_t y = top; y < top + side; ++y)
        for (std::uint64_t x = left; x < left + side; ++x) {
            const bool inside = x < picture.width && y < picture.height;
            const Color color =
                inside ? picture.at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)) : padding;
            put(color.red, 0);
            put(color.green, 1);
            put(color.blue, 2);
        }
    return numbers;
}

std::vector<Color> patchColors(const Image& picture, const PatchGrid& grid, std::stop_token stop) {
    if (picture.size() != grid.picture || grid.count() == 0) return {};
    const auto across = pixelEdges(picture.width, grid.columns, grid.patchWidth());
    const auto down = pixelEdges(picture.height, grid.rows, grid.patchHeight());
    std::vector<Color> colors;
    colors.reserve(grid.count());
    std::vector<ColorSum> sums(grid.columns);
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
        if (stop.stop_requested()) return {};
        std::fill(sums.begin(), sums.end(), ColorSum{});
        for (std::uint32_t y = down[row]; y < down[row + 1]; ++y) addRow(picture.row(y), across, sums);
        for (std::uint32_t column = 0; column < grid.columns; ++column) {
            const std::uint64_t pixels =
                std::uint64_t(across[column + 1] - across[column]) * (down[row + 1] - down[row]);
            const ColorSum& sum = sums[column];
            if (pixels == 0) // patches of less than a pixel show the one they lie in
                colors.push_back(picture.at(std::min(across[column], picture.width - 1),
                                            std::min(down[row], picture.height - 1)));
            else
                colors.push_back(
                    {meanOf(sum.red, pixels), meanOf(sum.green, pixels), meanOf(sum.blue, pixels)});
        }
    }
    return colors;
}

} // namespace tokenarium
