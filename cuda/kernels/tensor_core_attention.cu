// SPDX-License-Identifier: GPL-3.0-or-later
// Starts attention by tensor cores: rounds the heads once, then the kernel for their width.
#include "cuda/kernels/tensor_core_attention.cuh"

#include "cuda/kernels/attention_launch.cuh"

namespace tokenarium::cuda {
namespace {

/// The rounded heads, in memory for the length of a call. `dy` is null on the way forth.
template<unsigned width>
class RoundedHeads {
public:
    RoundedHeads(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows, const float* dy,
                 float scale)
        : memory(context, halves(on.heads, on) * (dy ? 4 : 2) + halves(on.keyHeads, on) * 4) {
        if (!memory) return;
        HeadsToRound all{};
        std::uint16_t* next = memory.template as<std::uint16_t>();
        const auto add = [&](unsigned i, const float* from, std::size_t heads) {
            all.each[i] = {from, next, heads};
            next += halves(heads, on);
        };
        add(0, rows.q, on.heads);
        add(1, rows.k, on.keyHeads);
        add(2, rows.v, on.keyHeads);
        if (dy) add(3, dy, on.heads);
        all.rows = on.rows;
        all.headWidth = on.headWidth;
        launch(context, gridOf(loopBlocks(context, halves(on.heads, on) / 8), dy ? 4 : 3), blockThreads,
               roundHeads<width>, all);
        in = {all.each[0].to, all.each[1].to, all.each[2].to, all.each[3].to, on.heads,
              on.keyHeads,    on.headWidth,   on.rows,        scale,          nullptr};
    }
    explicit operator bool() const { return static_cast<bool>(memory); }
    HalfHeads in{};

private:
    static std::size_t halves(std::size_t heads, const TokenariumCudaTexts& on) {
        return heads * on.rows * width;
    }
    Scratch memory;
};

template<unsigned width>
int32_t attend(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows, float scale,
               float* y, float* logSums) {
    using Tile = HalfAttentionTile<width>;
    const StagedTiles tiles(context, on, Tile::rows);
    const RoundedHeads<width> heads(context, on, rows, nullptr, scale);
    if (!tiles || !heads) return context.error;
    HalfHeads in = heads.in;
    in.tiles = tiles.data();
    return launch(context, gridOf(tiles.size(), in.heads), Tile::threads, attendHalfTiles<Tile>, in, y,
                  logSums);
}

template<unsigned width>
int32_t attendBack(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows, float scale,
                   const AttentionGradients& gradients) {
    using Tile = HalfAttentionTile<width>;
    const StagedTiles tiles(context, on, Tile::rows);
    const RoundedHeads<width> heads(context, on, rows, gradients.dy, scale);
    if (!tiles || !heads) return context.error;
    HalfHeads in = heads.in;
    in.tiles = tiles.data();
    if (gradients.dq)
        launch(context, gridOf(tiles.size(), in.heads), Tile::threads, attendBackwardHalfQueries<Tile>, in,
               gradients);
    if (gradients.dk || gradients.dv)
        launch(context, gridOf(tiles.size(), in.keyHeads), Tile::threads, attendBackwardHalfKeys<Tile>, in,
               gradients);
    return context.error;
}

} // namespace

bool halfAttentionSuits(const Context& context, const TokenariumCudaTexts& on) {
    return context.bf16Products && context.hasTensorCores() && on.headWidth <= 128;
}

int32_t attendHalves(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows, float scale,
                     float* y, float* logSums) {
    const auto way = on.headWidth <= 32 ? attend<32> : on.headWidth <= 64 ? attend<64> : attend<128>;
    return way(context, on, rows, scale, y, logSums);
}

int32_t attendHalvesBack(Context& context, const TokenariumCudaTexts& on, const AttentionRows& rows,
                         float scale, const AttentionGradients& gradients) {
    const auto way = on.headWidth <= 32   ? attendBack<32>
                     : on.headWidth <= 64 ? attendBack<64>
                                          : attendBack<128>;
    return way(context, on, rows, scale, gradients);
}

} // namespace tokenarium::cuda
