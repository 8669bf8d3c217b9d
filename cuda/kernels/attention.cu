// SPDX-License-Identifier: GPL-3.0-or-later
// Starts attention in one step: a list of tiles of all texts, and the kernel for the head's width.
#include "cuda/kernels/attention.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/operations.h"

#include <vector>

namespace tokenarium::cuda {
namespace {

constexpr unsigned meanWarps = 8;
constexpr const char* tooWide = "Attention in one step takes heads of up to 256 numbers.";

/// Tiles of so many rows; the last of a text, which see most keys, come first.
std::vector<TextTile> tilesOf(const TokenariumCudaTexts& on, std::uint32_t rows) {
    std::vector<TextTile> tiles;
    std::uint32_t text = 0;
    for (std::uint64_t i = 0; i < on.texts; text += on.lengths[i++])
        for (std::uint32_t n = ceilDivided(on.lengths[i], rows); n-- > 0;)
            tiles.push_back({text, on.lengths[i], n * rows});
    return tiles;
}

struct Call {
    Context& context;
    const TokenariumCudaTexts& on;
    AttentionInputs in;
};

template<typename Tile>
int32_t attend(const Call& call, float* y, float* logSums) {
    const std::vector<TextTile> tiles = tilesOf(call.on, Tile::queries);
    const Staged<TextTile> staged(call.context, tiles.data(), tiles.size());
    if (!staged) return call.context.error;
    AttentionInputs in = call.in;
    in.tiles = staged.data();
    return launch(call.context, gridOf(tiles.size(), in.heads), Tile::threads, attendTiles<Tile>, in, y,
                  logSums);
}

template<typename Tile>
int32_t attendBack(const Call& call, const AttentionGradients& gradients) {
    const std::vector<TextTile> tiles = tilesOf(call.on, Tile::queries);
    const Staged<TextTile> staged(call.context, tiles.data(), tiles.size());
    if (!staged) return call.context.error;
    AttentionInputs in = call.in;
    in.tiles = staged.data();
    if (gradients.dq)
        launch(call.context, gridOf(tiles.size(), in.heads), Tile::threads, attendBackwardQueries<Tile>, in,
               gradients);
    if (gradients.dk || gradients.dv)
        launch(call.context, gridOf(tiles.size(), in.keyHeads), Tile::threads, attendBackwardKeys<Tile>, in,
               gradients);
    return call.context.error;
}

Call callOf(Context& context, const TokenariumCudaTexts& on, const float* q, const float* k, const float* v,
            float scale) {
    return {context, on, {q, k, v, on.heads, on.keyHeads, on.headWidth, on.rows, scale, nullptr}};
}

int32_t attention(Context* context, const TokenariumCudaTexts* on, const float* q, const float* k,
                  const float* v, float scale, float* y, float* logSums) {
    const Call call = callOf(*context, *on, q, k, v, scale);
    if (on->headWidth <= 32) return attend<ForwardTile32>(call, y, logSums);
    if (on->headWidth <= 64) return attend<ForwardTile64>(call, y, logSums);
    if (on->headWidth <= 128) return attend<ForwardTile128>(call, y, logSums);
    if (on->headWidth <= 256) return attend<ForwardTile256>(call, y, logSums);
    return context->refuse(tooWide);
}

int32_t attentionBackward(Context* context, const TokenariumCudaTexts* on, const float* q, const float* k,
                          const float* v, float scale, const float* y, const float* logSums, const float* dy,
                          float* dq, float* dk, float* dv) {
    const Call call = callOf(*context, *on, q, k, v, scale);
    const Scratch means(*context, on->heads * on->rows * sizeof(float));
    if (!means) return context->error;
    launch(*context, gridOf(ceilDivided<std::size_t>(on->heads * on->rows, meanWarps)), meanWarps * warpLanes,
           headMeans<meanWarps>, dy, y, on->heads, on->rows, on->headWidth, means.as<float>());
    const AttentionGradients gradients{dy, logSums, means.as<float>(), dq, dk, dv};
    if (on->headWidth <= 32) return attendBack<BackwardTile32>(call, gradients);
    if (on->headWidth <= 64) return attendBack<BackwardTile64>(call, gradients);
    if (on->headWidth <= 128) return attendBack<BackwardTile128>(call, gradients);
    if (on->headWidth <= 256) return attendBack<BackwardTile256>(call, gradients);
    return context->refuse(tooWide);
}

} // namespace

void fillAttention(TokenariumCudaOperations& table) {
    table.attention = attention;
    table.attentionBackward = attentionBackward;
}

} // namespace tokenarium::cuda
