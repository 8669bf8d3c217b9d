// SPDX-License-Identifier: GPL-3.0-or-later
// Making pictures larger and smaller as the published image processors do: with antialiasing, digit for digit
// as the Python imaging library.
#pragma once

#include "engine/image/image.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace tokenarium {

enum class Resampling : std::uint8_t {
    Bilinear, ///< a triangle over 1 pixel each way
    Bicubic   ///< Keys' cubic with a = −0.5 over 2 pixels each way
};

/// `area` of the picture as `size` pixels. When it becomes smaller the filter grows with it, so that no pixel
/// is left out. Rows first, then columns, each rounded to 8 bits, weights with 22 binary places. `area` lies
/// in the picture; both sides of `size` are at least 1. Nothing when it was stopped. `progress` gets 0 … 1.
std::optional<Image> resample(const Image& picture, const PictureRect& area, PictureSize size,
                              Resampling filter, std::stop_token stop = {},
                              const std::function<void(double)>& progress = {});
/// The whole picture.
std::optional<Image> resample(const Image& picture, PictureSize size, Resampling filter,
                              std::stop_token stop = {}, const std::function<void(double)>& progress = {});

/// A part of the picture, pixel for pixel. What lies outside is `fill`: this also pads.
Image cropped(const Image& picture, std::int64_t left, std::int64_t top, PictureSize size, Color fill = {});

} // namespace tokenarium
