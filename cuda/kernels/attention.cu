// SPDX-License-Identifier: GPL-3.0-or-later
// Starts attention in one step: a list of tiles of all texts, and the kernel for the head's width.
#include "cuda/kernels/attention.cuh"

#include "cuda/kernels/attention_launch.cuh"
#include "cuda/kernels/operations.h"

namespace tokenarium::cuda {
namespace {

constexpr const char* tooWide = "Attention in one step takes heads of up to 256 numbers.";

struct Call {
    Context& context;
    const TokenariumCudaTexts& on;
    AttentionInputs in;
};

template<typename Tile>
int32_t attend(const Call& call, float* y, float* logSums) {
    const StagedTiles tiles(call.context, call.on, Tile::queries);
    if (!tiles) return call.context.error;
    AttentionInputs in = call.in;
    in.tiles = tiles.data();
    return launch(call.context, gridOf(tiles.size(), in.heads), Tile::threads, attendTiles<Tile>, in, y,
                  logSums);
}

template<typename Tile>
int32_t attendBack(const Call& call, const AttentionGradients& gradients) {
    const StagedTiles tiles(call.context, call.on, Tile::queries);
    if (!tiles) return call.context.error;
    AttentionInputs in = call.in;
    in.tiles = tiles.data();
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
    if (halfAttentionSuits(*context, *on)) return attendHalves(*context, *on, {q, k, v}, scale, y, logSums);
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
    const Scratch means(*context, on->heads * on->rows * sizeof(float));
    if (!means) return context->error;
    constexpr unsigned meanWarps = 8;
    launch(*context, gridOf(ceilDivided<std::size_t>(on->heads * on->rows, meanWarps)), meanWarps * warpLanes,
           headMeans<meanWarps>, dy, y, on->heads, on->rows, on->headWidth, means.as<float>());
    const AttentionGradients gradients{dy, logSums, means.as<float>(), dq, dk, dv};
    if (halfAttentionSuits(*context, *on))
        return attendHalvesBack(*context, *on, {q, k, v}, scale, gradients);
    const Call call = callOf(*context, *on, q, k, v, scale);
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
