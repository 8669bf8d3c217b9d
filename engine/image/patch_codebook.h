// SPDX-License-Identifier: GPL-3.0-or-later
// Discrete picture tokens: a codebook of patches learnt by k-means, pictures as ids of it and back.
#pragma once

#include "engine/image/image.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenarium {

inline constexpr std::uint32_t smallestCodePatch = 2, largestCodePatch = 32;
inline constexpr std::size_t fewestCodes = 2, mostCodes = 4096;

/// Code i is a little picture of P × P pixels: [P, P, 3] bytes. A plain value.
struct PatchCodebook {
    std::uint32_t patch = 0;          ///< P
    std::vector<std::uint8_t> values; // [codes, P, P, 3]

    std::size_t numbersPerCode() const { return std::size_t(patch) * patch * 3; }
    std::size_t size() const { return patch == 0 ? 0 : values.size() / numbersPerCode(); }
    std::span<const std::uint8_t> code(std::size_t id) const {
        return std::span(values).subspan(id * numbersPerCode(), numbersPerCode());
    }
    bool operator==(const PatchCodebook&) const = default;
};

/// A picture as ids in raster order. Where its sides are no multiple of P its last pixels are repeated to the
/// right and below; decoding cuts that off again.
struct PatchCodes {
    PictureSize picture;
    std::uint32_t patch = 0, columns = 0, rows = 0;
    std::vector<std::uint32_t> ids; // [rows, columns]
    std::uint64_t squaredError = 0; ///< of all numbers of all patches, the repeated pixels too; exact
    bool operator==(const PatchCodes&) const = default;
};

struct CodebookSettings {
    std::uint32_t patch = 8; ///< clamped to 2 … 32
    std::size_t codes = 256; ///< clamped to 2 … 4096
    std::uint64_t seed = 1;  ///< the same seed gives the same codebook, on every machine
    std::size_t rounds = 24; ///< of k-means at most; it ends earlier when almost nothing changes
    std::size_t threads = 0; ///< 0: as many as the machine has cores, at most 8
};

/// Learns a codebook on this picture: k-means++ to start, then rounds of assigning and averaging. All in
/// whole numbers, so the error of a round is never above that of the one before. Of more than 65,536
/// different patches a sample of so many is learnt from; of more than a million patches only some,
/// chosen at random, are looked at.
///
/// `from`: a codebook of the same patch size to go on from; its codes are kept as the beginning, and the
/// picture's error with the result is never above that with `from`. It has fewer codes than wanted where the
/// picture has no more different patches: then every patch is a code and the rebuilt picture is identical.
///
/// `progress` gets 0 … 1 on this thread. Nothing when it was stopped or the picture is empty.
std::optional<PatchCodebook> learnPatchCodebook(const Image& picture, const CodebookSettings& settings,
                                                const PatchCodebook* from = nullptr,
                                                std::stop_token stop = {},
                                                const std::function<void(double)>& progress = {});
/// The same on several pictures together: for a codebook to ship.
std::optional<PatchCodebook> learnPatchCodebook(std::span<const Image> pictures,
                                                const CodebookSettings& settings,
                                                const PatchCodebook* from = nullptr,
                                                std::stop_token stop = {},
                                                const std::function<void(double)>& progress = {});

/// Each patch becomes the id of the nearest code, the smallest id where several are equally near. The
/// codebook has at least one code. Nothing when it was stopped.
std::optional<PatchCodes> encodePatches(const Image& picture, const PatchCodebook& codebook,
                                        std::stop_token stop = {},
                                        const std::function<void(double)>& progress = {},
                                        std::size_t threads = 0);

/// The picture that the ids stand for; ids beyond the codebook are black.
Image decodePatches(const PatchCodes& codes, const PatchCodebook& codebook);

/// How many different patches the picture has.
std::size_t distinctPatches(const Image& picture, std::uint32_t patch);

struct CodeQuality {
    double meanSquaredError = 0;    ///< of a number 0 … 255
    double peakSignalToNoise = 0;   ///< decibels; infinity for an identical picture
    double bitsPerPixel = 0;        ///< ids of fixed length: patches · log2(codes) / pixels
    double entropyBitsPerPixel = 0; ///< if frequent ids got shorter codes: their entropy
    std::size_t usedCodes = 0;
};
CodeQuality codeQuality(const PatchCodes& codes, std::size_t codebookSize);

/// One size of the chart of error against size.
struct CodebookPoint {
    PatchCodebook codebook;
    PatchCodes codes;
    CodeQuality quality;
};
/// Codebooks of 2, 4, 8 … settings.codes codes, each grown out of the one before, so that the error never
/// grows. `found` gets each as soon as it is there, on this thread. Ends early when it is stopped (what was
/// found is returned) or the picture is identical already.
std::vector<CodebookPoint> codebookCurve(const Image& picture, const CodebookSettings& settings,
                                         std::stop_token stop = {},
                                         const std::function<void(const CodebookPoint&)>& found = {});

/// As a file: "TKPC", version 1, P and the number of codes (u32, little endian), then the values.
std::vector<std::byte> packPatchCodebook(const PatchCodebook& codebook);
/// Throws std::runtime_error that begins with `file` and says what is wrong.
PatchCodebook loadPatchCodebook(std::span<const std::byte> bytes, const std::string& file);

} // namespace tokenarium
