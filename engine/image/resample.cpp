// SPDX-License-Identifier: GPL-3.0-or-later
// Two passes of weighted sums in fixed point.
#include "engine/image/resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tokenarium {
namespace {

constexpr int weightBits = 22; ///< 32 − 8 of the pixel − 2 so that sums have room

double filterSupport(Resampling filter) { return filter == Resampling::Bicubic ? 2 : 1; }

double filterValue(Resampling filter, double x) {
    x = std::abs(x);
    if (filter == Resampling::Bilinear) return x < 1 ? 1 - x : 0;
    constexpr double a = -0.5;
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

/// Which pixels one pixel of the result is made of.
struct Taps {
    std::uint32_t first = 0, count = 0;
    std::size_t weights = 0; ///< where its weights begin
};

struct Weights {
    std::vector<Taps> taps;
    std::vector<std::int32_t> values;
};

/// For one direction: `begin` … `end` of a side of `side` pixels becomes `size` pixels.
Weights weightsFor(std::uint32_t side, double begin, double end, std::uint32_t size, Resampling filter) {
    Weights weights;
    const double scale = (end - begin) / size, widened = std::max(scale, 1.0), narrow = 1 / widened;
    const double support = filterSupport(filter) * widened;
    std::vector<double> exact;
    for (std::uint32_t i = 0; i < size; ++i) {
        const double center = begin + (i + 0.5) * scale;
        const auto first = static_cast<std::uint32_t>(std::max(center - support + 0.5, 0.0));
        const auto last =
            static_cast<std::uint32_t>(std::min(center + support + 0.5, static_cast<double>(side)));
        exact.clear();
        double sum = 0;
        for (std::uint32_t x = first; x < last; ++x) {
            exact.push_back(filterValue(filter, (x - center + 0.5) * narrow));
            sum += exact.back();
        }
        weights.taps.push_back({first, last - first, weights.values.size()});
        for (const double value : exact) {
            const double fixed = (sum != 0 ? value / sum : value) * (1 << weightBits);
            weights.values.push_back(static_cast<std::int32_t>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return weights;
}

std::uint8_t clipped(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> weightBits, 0, 255));
}

constexpr std::int32_t half = 1 << (weightBits - 1);

void resampleRow(const std::uint8_t* from, const Weights& weights, std::uint8_t* to) {
    for (const Taps& taps : weights.taps) {
        std::int32_t red = half, green = half, blue = half;
        const std::uint8_t* pixel = from + std::size_t(taps.first) * 3;
        const std::int32_t* weight = weights.values.data() + taps.weights;
        for (std::uint32_t i = 0; i < taps.count; ++i, pixel += 3) {
            red += pixel[0] * weight[i];
            green += pixel[1] * weight[i];
            blue += pixel[2] * weight[i];
        }
        *to++ = clipped(red);
        *to++ = clipped(green);
        *to++ = clipped(blue);
    }
}

/// A row of the result out of rows that are as wide already.
void mixRows(const Image& rows, std::uint32_t firstRow, const Taps& taps, const Weights& weights,
             std::vector<std::int32_t>& sums, std::span<std::uint8_t> to) {
    std::fill(sums.begin(), sums.end(), half);
    for (std::uint32_t i = 0; i < taps.count; ++i) {
        const std::uint8_t* from = rows.row(taps.first - firstRow + i).data();
        const std::int32_t weight = weights.values[taps.weights + i];
        for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += from[x] * weight;
    }
    for (std::size_t x = 0; x < sums.size(); ++x) to[x] = clipped(sums[x]);
}

} // namespace

std::optional<Image> resample(const Image& picture, const PictureRect& area, PictureSize size,
                              Resampling filter, std::stop_token stop,
                              const std::function<void(double)>& progress) {
    const Weights across = weightsFor(picture.width, area.x, area.x + area.width, size.width, filter);
    const Weights down = weightsFor(picture.height, area.y, area.y + area.height, size.height, filter);
    const std::uint32_t first = down.taps.front().first;
    const std::uint32_t last = down.taps.back().first + down.taps.back().count;
    const bool sameWidth = size.width == picture.width && area.x == 0 && area.width == picture.width;
    Image middle(size.width, last - first);
    for (std::uint32_t y = first; y < last; ++y) {
        if (y % 64 == 0) {
            if (stop.stop_requested()) return std::nullopt;
            if (progress) progress(0.8 * (y - first) / (last - first));
        }
        if (sameWidth)
            std::ranges::copy(picture.row(y), middle.row(y - first).begin());
        else
            resampleRow(picture.row(y).data(), across, middle.row(y - first).data());
    }
    if (size.height == picture.height && area.y == 0 && area.height == picture.height) return middle;
    Image result(size.width, size.height);
    std::vector<std::int32_t> sums(std::size_t(size.width) * 3);
    for (std::uint32_t y = 0; y < size.height; ++y) {
        if (y % 64 == 0 && stop.stop_requested()) return std::nullopt;
        mixRows(middle, first, down.taps[y], down, sums, result.row(y));
    }
    if (progress) progress(1);
    return result;
}

std::optional<Image> resample(const Image& picture, PictureSize size, Resampling filter, std::stop_token stop,
                              const std::function<void(double)>& progress) {
    return resample(picture, {0, 0, static_cast<double>(picture.width), static_cast<double>(picture.height)},
                    size, filter, std::move(stop), progress);
}

Image cropped(const Image& picture, std::int64_t left, std::int64_t top, PictureSize size, Color fill) {
    Image result(size.width, size.height, fill);
    const std::int64_t from = std::max<std::int64_t>(left, 0);
    const std::int64_t to = std::min<std::int64_t>(left + size.width, picture.width);
    if (to <= from) return result;
    for (std::uint32_t y = 0; y < size.height; ++y) {
        const std::int64_t source = top + y;
        if (source < 0 || source >= picture.height) continue;
        const auto pixels =
            picture.row(static_cast<std::uint32_t>(source))
                .subspan(static_cast<std::size_t>(from) * 3, static_cast<std::size_t>(to - from) * 3);
        std::ranges::copy(pixels, result.row(y).begin() + (from - left) * 3);
    }
    return result;
}

} // namespace tokenarium
