// SPDX-License-Identifier: GPL-3.0-or-later
// Patches as rows of whole numbers, and finding the nearest of many: what learning and encoding share.
#pragma once

#include "engine/image/image.h"

#include <cstdint>
#include <memory>
#include <span>
#include <thread>
#include <vector>

namespace tokenarium {

/// Rows of 16-bit numbers 0 … 255, padded with zeros to whole vectors.
class PatchVectors {
public:
    explicit PatchVectors(std::uint32_t side)
        : numbers(std::size_t(side) * side * 3)
        , stride((numbers + 15) / 16 * 16) {}

    std::size_t size() const { return sums.size(); }
    std::size_t numbersPerRow() const { return numbers; }
    std::size_t rowStride() const { return stride; }
    const std::int16_t* row(std::size_t i) const { return values.data() + i * stride; }
    /// Of all numbers of a row.
    std::int32_t sum(std::size_t i) const { return sums[i]; }
    void add(std::span<const std::uint8_t> bytes);
    void set(std::size_t i, std::span<const std::uint8_t> bytes);
    void reserve(std::size_t rows);

private:
    std::size_t numbers, stride;
    std::vector<std::int16_t> values;
    std::vector<std::int32_t> sums;
};

/// Squared distance of two rows; exact.
std::int32_t patchDistance(const std::int16_t* a, const std::int16_t* b, std::size_t stride);

struct NearestCode {
    std::uint32_t id = 0;
    std::int32_t distance = 0;
};

/// Finds the nearest of a set of codes. Codes whose sum differs too much cannot be nearer, so they are tried
/// from the most similar sum outwards. The codes must live longer.
class NearestCodeFinder {
public:
    explicit NearestCodeFinder(const PatchVectors& of);
    /// Of those equally near the smallest id. `guess` is tried first: a good one saves time.
    NearestCode find(const std::int16_t* row, std::int32_t sum, std::uint32_t guess) const;

private:
    const PatchVectors& codes;
    std::vector<std::uint32_t> order;  ///< ids by sum
    std::vector<std::int32_t> ordered; ///< their sums
};

/// The bytes of one patch, its border pixels repeated beyond the picture.
void takePatch(const Image& picture, std::uint32_t patch, std::uint32_t column, std::uint32_t row,
               std::span<std::uint8_t> to);

std::size_t codebookThreads(std::size_t wanted);

/// Calls work(begin, end) on several threads, each its stretch of 0 … count; returns when all are done.
template<typename Work>
void inStretches(std::size_t count, std::size_t threads, const Work& work) {
    constexpr std::size_t worthSharing = 256;
    const std::size_t parts = count < worthSharing ? 1 : threads;
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < parts; ++i)
        helpers.emplace_back([&work, i, parts, count] { work(count * i / parts, count * (i + 1) / parts); });
    work(0, count / parts);
}

} // namespace tokenarium
