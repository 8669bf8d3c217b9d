// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures for tests.
#pragma once

#include "engine/image/image.h"

#include <cmath>

namespace tokenarium::testing {

/// Noise on a slope; the same every time.
inline Image noisePicture(std::uint32_t width, std::uint32_t height) {
    Image picture(width, height);
    std::uint32_t state = 7;
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
        state = state * 1664525 + 1013904223;
        const std::size_t x = i / 3 % width, y = i / 3 / width;
        picture.pixels[i] = static_cast<std::uint8_t>((state >> 24) / 2 + (x * 3 + y * 2) % 128);
    }
    return picture;
}

/// Smooth waves with edges: something like a photograph.
inline Image wavePicture(std::uint32_t width, std::uint32_t height) {
    Image picture(width, height);
    const auto level = [](double value) { return static_cast<std::uint8_t>(127 + 120 * std::sin(value)); };
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            std::uint8_t* pixel = picture.row(y).data() + std::size_t(x) * 3;
            pixel[0] = level(x * 0.05 + y * 0.01);
            pixel[1] = level(y * 0.07 - x * 0.02);
            pixel[2] = x * height > y * width ? 200 : level((x + y) * 0.03);
        }
    return picture;
}

} // namespace tokenarium::testing
