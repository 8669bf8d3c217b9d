// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as the engine sees it: rows of red, green and blue bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tokenarium {

/// Pixels. A side may be 0 only where a function says so.
struct PictureSize {
    std::uint32_t width = 0, height = 0;

    std::uint64_t area() const { return std::uint64_t(width) * height; }
    std::uint32_t longSide() const { return width > height ? width : height; }
    std::uint32_t shortSide() const { return width < height ? width : height; }
    bool empty() const { return width == 0 || height == 0; }
    bool operator==(const PictureSize&) const = default;
};

/// A rectangle in the pixels of some picture; edges may lie between pixels, and outside where it was padded.
struct PictureRect {
    double x = 0, y = 0, width = 0, height = 0;
    bool operator==(const PictureRect&) const = default;
};

/// One pixel; values 0 … 255 as files have them (sRGB).
struct Color {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Color&) const = default;
};

/// Owns its pixels: rows from top to bottom without gaps, three bytes each. Who opens a picture with
/// transparency lays it on a background first. A plain value: one thread at a time writes.
struct Image {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> pixels; // [height, width, 3]

    Image() = default;
    Image(std::uint32_t columns, std::uint32_t rows, Color fill = {})
        : width(columns)
        , height(rows)
        , pixels(std::size_t(columns) * rows * 3) {
        for (std::size_t i = 0; i < pixels.size(); i += 3) {
            pixels[i] = fill.red;
            pixels[i + 1] = fill.green;
            pixels[i + 2] = fill.blue;
        }
    }

    PictureSize size() const { return {width, height}; }
    bool empty() const { return width == 0 || height == 0; }
    std::span<const std::uint8_t> row(std::uint32_t y) const {
        return {pixels.data() + std::size_t(y) * width * 3, std::size_t(width) * 3};
    }
    std::span<std::uint8_t> row(std::uint32_t y) {
        return {pixels.data() + std::size_t(y) * width * 3, std::size_t(width) * 3};
    }
    Color at(std::uint32_t x, std::uint32_t y) const {
        const std::uint8_t* p = pixels.data() + (std::size_t(y) * width + x) * 3;
        return {p[0], p[1], p[2]};
    }
    bool operator==(const Image&) const = default;
};

} // namespace tokenarium
