// SPDX-License-Identifier: GPL-3.0-or-later
// Starts look-ups in tables, sorts the uses of their rows for the way back, and stores weights.
#include "cuda/kernels/embedding.cuh"

#include "cuda/kernels/context.cuh"
#include "cuda/kernels/elements.cuh"
#include "cuda/kernels/operations.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace tokenarium::cuda {
namespace {

WidenedNumber numbersOf(const TokenariumCudaMatrix& matrix) {
    return {matrix.data, matrix.rows, matrix.columns, static_cast<Format>(matrix.format)};
}

int32_t lookUp(Context* context, const TokenariumCudaMatrix* table, const uint32_t* ids, uint64_t rows,
               float* y) {
    const uint64_t count = rows * table->columns;
    return launch(*context, gridOf(loopBlocks(*context, count)), blockThreads,
                  forEachElement<EmbeddingElement>, EmbeddingElement{numbersOf(*table), ids, y}, count);
}

int32_t embedding(Context* context, const uint32_t* ids, uint64_t count, const TokenariumCudaMatrix* table,
                  float* y) {
    const Staged<uint32_t> staged(*context, ids, count);
    return staged ? lookUp(context, table, staged.data(), count, y) : context->error;
}

/// rows, starts and order of RowUses behind one another.
std::vector<uint32_t> sortedUses(const uint32_t* ids, uint64_t count, std::size_t& rows) {
    std::vector<uint32_t> order(count), all, starts;
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return ids[a] < ids[b]; });
    for (uint32_t k = 0; k < count; ++k)
        if (k == 0 || ids[order[k]] != all.back()) {
            all.push_back(ids[order[k]]);
            starts.push_back(k);
        }
    starts.push_back(static_cast<uint32_t>(count));
    rows = all.size();
    all.insert(all.end(), starts.begin(), starts.end());
    all.insert(all.end(), order.begin(), order.end());
    return all;
}

int32_t embeddingBackward(Context* context, const uint32_t* ids, uint64_t count, const float* dy,
                          float* dTable, uint64_t width) {
    std::size_t rows = 0;
    const std::vector<uint32_t> uses = sortedUses(ids, count, rows);
    const Staged<uint32_t> staged(*context, uses.data(), uses.size());
    if (!staged) return context->error;
    const RowUses on{staged.data(), staged.data() + rows, staged.data() + 2 * rows + 1};
    return launch(*context, gridOf(rows), blockThreads, addUses<blockThreads>, on, dy, dTable, width);
}

} // namespace

uint64_t storedBytes(uint64_t rows, uint64_t columns, int32_t format) {
    switch (format) {
    case TOKENARIUM_CUDA_F32: return rows * columns * 4;
    case TOKENARIUM_CUDA_F16:
    case TOKENARIUM_CUDA_BF16: return rows * columns * 2;
    case TOKENARIUM_CUDA_Q8_0: return byteMatrixBytes(rows, columns);
    default: return 0;
    }
}

int32_t store(Context* context, const void* rows, const TokenariumCudaMatrix* stored) {
    auto* to = static_cast<unsigned char*>(const_cast<void*>(stored->data));
    const uint64_t numbers = stored->rows * stored->columns, blocks = numbers / byteGroup;
    const uint64_t bytes = stored->format == TOKENARIUM_CUDA_Q8_0
                               ? numbers + 2 * blocks
                               : storedBytes(stored->rows, stored->columns, stored->format);
    if (stored->format != TOKENARIUM_CUDA_Q8_0)
        return context->check(cudaMemcpyAsync(to, rows, bytes, cudaMemcpyHostToDevice, context->stream));
    const Staged<unsigned char> staged(*context, static_cast<const unsigned char*>(rows), bytes);
    if (!staged) return context->error;
    const SplitBlocksElement work{reinterpret_cast<const uint16_t*>(staged.data()),
                                  reinterpret_cast<uint16_t*>(to),
                                  reinterpret_cast<uint16_t*>(to + scalesAt(stored->rows, stored->columns))};
    return launch(*context, gridOf(loopBlocks(*context, bytes / 2)), blockThreads,
                  forEachElement<SplitBlocksElement>, work, bytes / 2);
}

int32_t widen(Context* context, const TokenariumCudaMatrix* stored, float* rows) {
    return lookUp(context, stored, nullptr, stored->rows, rows);
}

void fillEmbedding(TokenariumCudaOperations& table) {
    table.embedding = embedding;
    table.embeddingBackward = embeddingBackward;
}

} // namespace tokenarium::cuda
