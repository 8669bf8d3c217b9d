// SPDX-License-Identifier: GPL-3.0-or-later
// A picture cut into square patches: which rectangle is which token, and the numbers a patch becomes.
#pragma once

#include "engine/image/image.h"
#include "engine/token/token.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// What happens where a side is no multiple of the patch.
enum class BorderRule : std::uint8_t {
    Resize, ///< the picture is resized to whole patches first (Qwen-VL, ViT): a patch covers a little more or
            ///< less
    Crop,   ///< what is left over at right and bottom is not seen (a convolution with stride P)
    Pad     ///< the last patches reach beyond the border; there it is the colour of the padding
};

/// Raster order: index = row · columns + column. A plain value; making one costs nothing whatever the size.
struct PatchGrid {
    PictureSize picture;
    std::uint32_t patch = 16; ///< P, pixels of the resized picture
    BorderRule border = BorderRule::Resize;
    std::uint32_t columns = 0, rows = 0;
    bool classToken = false; ///< [CLS] stands before all patches

    std::uint64_t count() const { return std::uint64_t(columns) * rows; }
    std::uint64_t tokens() const { return count() + (classToken ? 1 : 0); }
    /// Width and height of a patch in pixels of the original picture; P but for Resize.
    double patchWidth() const;
    double patchHeight() const;
    /// Of the original picture; reaches beyond it where it is padded. `index` is below count().
    PictureRect rect(std::uint64_t index) const;
    std::optional<std::uint64_t> indexAt(double x, double y) const;
    /// Where the patch stands in the sequence: its index, one more with [CLS].
    std::uint64_t position(std::uint64_t index) const { return index + (classToken ? 1 : 0); }
    /// The patch at a position; nothing for [CLS] and beyond the end.
    std::optional<std::uint64_t> indexAtPosition(std::uint64_t position) const;
    /// The size the picture has to be brought to: columns · P by rows · P.
    PictureSize gridSize() const { return {columns * patch, rows * patch}; }
};

/// `patch` 1 … the picture's sides (it is clamped to that). Crop of a picture smaller than a patch would
/// leave nothing: then P is its short side. An empty picture has an empty grid.
PatchGrid patchGrid(PictureSize picture, std::uint32_t patch, BorderRule border, bool classToken = false);

/// Tokens for a strip: id = 0, span = patch index, empty for [CLS]; unit Patch.
TokenStream patchStream(const PatchGrid& grid);

/// What is subtracted from and what divides a channel of 0 … 1.
struct PixelNormalization {
    std::array<float, 3> mean{0, 0, 0}, deviation{1, 1, 1};
};
inline constexpr PixelNormalization vitNormalization{{0.5F, 0.5F, 0.5F}, {0.5F, 0.5F, 0.5F}};
/// Of CLIP, LLaVA and Qwen-VL.
inline constexpr PixelNormalization clipNormalization{{0.48145466F, 0.4578275F, 0.40821073F},
                                                      {0.26862954F, 0.26130258F, 0.27577711F}};
/// Of DINOv2.
inline constexpr PixelNormalization imagenetNormalization{{0.485F, 0.456F, 0.406F}, {0.229F, 0.224F, 0.225F}};

/// The row of numbers that a patch becomes: [P, P, 3], pixel after pixel in raster order, red green blue.
/// `picture` has been brought to grid.gridSize() (model_view.h) where the border rule is Resize; for Crop and
/// Pad it is the picture itself, and what lies beyond is `padding`. Pixels of a picture of another size that
/// are not there count as padding too.
std::vector<float> patchNumbers(const Image& picture, const PatchGrid& grid, std::uint64_t index,
                                const PixelNormalization& normalization, Color padding = {});

/// The mean colour of every patch of the original picture, in raster order, for small pictures of tokens. A
/// pixel counts for the patch that holds its middle. A tenth of a second for 100 megapixels. Empty when it
/// was stopped, or where `picture` is not the grid's.
std::vector<Color> patchColors(const Image& picture, const PatchGrid& grid, std::stop_token stop = {});

} // namespace tokenarium
