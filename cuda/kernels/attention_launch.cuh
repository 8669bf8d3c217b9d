// SPDX-License-Identifier: GPL-3.0-or-later
// What starting attention in one step needs: the list of tiles of all texts, and the way by tensor cores.
#pragma once

#include "cuda/kernels/attention.cuh"
#include "cuda/kernels/context.cuh"

#include <vector>

namespace tokenarium::cuda {

/// Tiles of so many rows; the last of a text, which see most keys, come first.
inline std::vector<TextTile> tilesOf(const TokenariumCudaTexts& on, std::uint32_t rows) {
    std::vector<TextTile> tiles;
    std::uint32_t text = 0;
    for (std::uint64_t i = 0; i < on.texts; text += on.lengths[i++])
        for (std::uint32_t n = ceilDivided(on.lengths[i], rows); n-- > 0;)
            tiles.push_back({text, on.lengths[i], n * rows});
    return tiles;
}

/// The same on the device.
class StagedTiles {
public:
    StagedTiles(Context& context, const TokenariumCudaTexts& on, std::uint32_t rows)
        : tiles(tilesOf(on, rows))
        , staged(context, tiles.data(), tiles.size()) {}
    const TextTile* data() const { return staged.data(); }
    std::size_t size() const { return tiles.size(); }
    explicit operator bool() const { return static_cast<bool>(staged); }

private:
    std::vector<TextTile> tiles;
    Staged<TextTile> staged;
};

/// Rows of queries, keys and values: [rows, heads * headWidth].
struct AttentionRows {
    const float *q, *k, *v;
};

// tensor_core_attention.cu

/// Where products may round to BF16, the device has tensor cores, and heads are not too wide for them.
bool halfAttentionSuits(const Context& context, const TokenariumCudaTexts& on);
int32_t attendHalves(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows, float scale,
                     float* y, float* logSums);
int32_t attendHalvesBack(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows,
                         float scale, const AttentionGradients& gradients);

} // namespace tokenarium::cuda
