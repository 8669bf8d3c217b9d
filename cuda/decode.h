// SPDX-License-Identifier: GPL-3.0-or-later
// Generating on a GPU at the speed of its memory: a whole token in one kernel, with everything to be seen on
// request.
#pragma once

#include "cuda/cuda_backend.h"
#include "engine/backend/trace.h"
#include "engine/model/kv_cache.h"
#include "engine/model/weights.h"
#include "engine/token/token.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

struct CudaDecoderOptions {
    /// Best: one kernel by blocks that wait for each other, where the device can. Graph: a kernel for every
    /// phase, started together.
    enum class Way { Best, Graph } way = Way::Best;
    unsigned blocks = 0;         ///< 0: one for every multiprocessor
    unsigned splitPositions = 0; ///< the fewest of a text that blocks share; 0: the module's choice
};

/// One number for every step of forward() with a cache and one new token: the same tensors with the same
/// names, computed in another order.
struct DecodedTensor {
    std::string name; ///< "block.3.attention.probs"
    Shape shape;
    std::span<const float> values; ///< the decoder's, until its next step
};

/// Keeps the weights' and the cache's memory alive. One thread at a time, the backend's.
class CudaDecoder {
public:
    virtual ~CudaDecoder() = default;

    /// Reads one more token: its keys and values go into the cache, which grows by one. The logits of the
    /// next token, the decoder's until its next step; empty where the backend has stopped. The cache must
    /// have room and the id be in the vocabulary (inputProblem in forward.h says it). `everything`: also
    /// copies all that was computed, for tensors() and trace().
    virtual std::span<const float> step(TokenId id, bool everything = false) = 0;

    /// Of the last step, in the order of computing; empty where it was not to be seen.
    virtual std::vector<DecodedTensor> tensors() const = 0;
    /// The same as a recorded run of forward(): its operations with their inputs, and the values.
    virtual Trace trace() const = 0;
    /// Blocks that work together; 0 where a graph of small kernels is used.
    virtual int togetherBlocks() const = 0;
};

/// For a model on this backend and a text whose cache was made for both; the decoder goes on from
/// cache.length and raises it. Both may not move while the decoder lives. Null where this way does not suit
/// the model or the device (heads wider than 256 or more than 256 of them, a layer too wide for shared
/// memory), or where the backend has stopped: forward() then does the same.
std::unique_ptr<CudaDecoder> createCudaDecoder(CudaBackend& backend, const ModelConfig& config,
                                               const Weights& weights, KvCache& cache,
                                               const CudaDecoderOptions& options = {});

} // namespace tokenarium
