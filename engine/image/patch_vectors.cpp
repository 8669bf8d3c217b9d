// SPDX-License-Identifier: GPL-3.0-or-later
// Distances of patches in whole numbers: exact, so that equal patches have distance 0 and ties are ties.
#include "engine/image/patch_vectors.h"

#include <algorithm>
#include <numeric>

namespace tokenarium {

void PatchVectors::add(std::span<const std::uint8_t> bytes) {
    values.resize(values.size() + stride);
    sums.push_back(0);
    set(size() - 1, bytes);
}

void PatchVectors::set(std::size_t i, std::span<const std::uint8_t> bytes) {
    std::int32_t sum = 0;
    for (std::size_t k = 0; k < numbers; ++k) {
        values[i * stride + k] = bytes[k];
        sum += bytes[k];
    }
    sums[i] = sum;
}

void PatchVectors::reserve(std::size_t rows) {
    values.reserve(rows * stride);
    sums.reserve(rows);
}

/// 32² · 3 numbers of at most 255² stay below 2³¹.
std::int32_t patchDistance(const std::int16_t* a, const std::int16_t* b, std::size_t stride) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < stride; ++i) {
        const auto difference = static_cast<std::int16_t>(a[i] - b[i]);
        sum += difference * difference;
    }
    return sum;
}

NearestCodeFinder::NearestCodeFinder(const PatchVectors& of) : codes(of), order(of.size()) {
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return codes.sum(a) != codes.sum(b) ? codes.sum(a) < codes.sum(b) : a < b;
    });
    for (const std::uint32_t id : order) ordered.push_back(codes.sum(id));
}

NearestCode NearestCodeFinder::find(const std::int16_t* row, std::int32_t sum, std::uint32_t guess) const {
    NearestCode best{guess, patchDistance(row, codes.row(guess), codes.rowStride())};
    const auto numbers = static_cast<std::int64_t>(codes.numbersPerRow());
    // (Σ difference)² ≤ n · Σ difference²
    const auto cannotBeNearer = [&](std::int32_t otherSum) {
        const std::int64_t apart = otherSum - sum;
        return apart * apart > best.distance * numbers;
    };
    const auto consider = [&](std::uint32_t id) {
        const std::int32_t distance = patchDistance(row, codes.row(id), codes.rowStride());
        if (distance < best.distance || (distance == best.distance && id < best.id)) best = {id, distance};
    };
    const auto middle = std::ranges::lower_bound(ordered, sum) - ordered.begin();
    std::ptrdiff_t below = middle - 1, above = middle;
    const auto end = static_cast<std::ptrdiff_t>(ordered.size());
    bool searchBelow = below >= 0, searchAbove = above < end;
    while (searchBelow || searchAbove) {
        if (searchAbove) {
            const auto at = static_cast<std::size_t>(above);
            searchAbove = !cannotBeNearer(ordered[at]);
            if (searchAbove) consider(order[at]);
            searchAbove = searchAbove && ++above < end;
        }
        if (searchBelow) {
            const auto at = static_cast<std::size_t>(below);
            searchBelow = !cannotBeNearer(ordered[at]);
            if (searchBelow) consider(order[at]);
            searchBelow = searchBelow && --below >= 0;
        }
    }
    return best;
}

void takePatch(const Image& picture, std::uint32_t patch, std::uint32_t column, std::uint32_t row,
               std::span<std::uint8_t> to) {
    const std::uint64_t left = std::uint64_t(column) * patch, top = std::uint64_t(row) * patch;
    const auto visible = static_cast<std::size_t>(std::min<std::uint64_t>(patch, picture.width - left));
    for (std::uint32_t y = 0; y < patch; ++y) {
        const auto from =
            picture.row(static_cast<std::uint32_t>(std::min<std::uint64_t>(top + y, picture.height - 1)));
        std::uint8_t* const out = to.data() + std::size_t(y) * patch * 3;
        std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(left * 3), visible * 3, out);
        for (std::size_t x = visible; x < patch; ++x) std::copy_n(out + (visible - 1) * 3, 3, out + x * 3);
    }
}

std::size_t codebookThreads(std::size_t wanted) {
    constexpr std::size_t most = 8;
    const std::size_t cores = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
    return wanted > 0 ? wanted : std::min(cores, most);
}

} // namespace tokenarium
