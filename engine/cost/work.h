// SPDX-License-Identifier: GPL-3.0-or-later
// Floating point operations of reading, writing and learning tokens. Formula ids are those of
// facts/compute.json. One multiply or one add is one FLOP; attention is counted in full, masked or not.
//
// Whole numbers stay at the largest size_t where they do not fit. Total functions.
#pragma once

#include <cstddef>

namespace tokenarium {

/// "forward/token", "training/token": 2N to read a token, 6N to learn from it, 8N where activations are
/// computed again on the way back.
struct TokenFlops {
    std::size_t forward = 0, training = 0, trainingFullRecompute = 0;
};
TokenFlops tokenFlops(std::size_t parameters);

/// "attention term (PaLM)": what attending to `positions` adds to 6N (arXiv 2204.02311, App. B).
struct AttendingTokenFlops {
    std::size_t attention = 0; ///< 12·L·H·D·T, of training
    std::size_t training = 0, forward = 0;
    double attentionShare = 0; ///< of training
};
AttendingTokenFlops attendingTokenFlops(std::size_t parameters, std::size_t layers, std::size_t heads,
                                        std::size_t headWidth, std::size_t positions);

/// "exact decoder forward, T tokens", matrix products only.
struct ForwardShape {
    std::size_t layers = 0, width = 0, queryWidth = 0, keyWidth = 0; ///< L, C, H·D, K·D
    std::size_t feedForward = 0, matrices = 2;                       ///< F; 2, or 3 where gated
    std::size_t vocabulary = 0;                                      ///< 0: no head
    std::size_t tokens = 0;                                          ///< T
    /// With experts every layer has a router of `experts` outputs, and a token goes through
    /// `expertsPerToken` of them, each `feedForward` wide, and through one of `sharedFeedForward`.
    std::size_t experts = 0, expertsPerToken = 0, sharedFeedForward = 0;
};
struct ForwardFlops {
    std::size_t queryKeyValue = 0, scores = 0, values = 0, output = 0, router = 0,
                feedForward = 0; ///< a layer
    std::size_t layer = 0, layers = 0, head = 0;
    std::size_t forward = 0, backward = 0, total = 0; ///< backward is twice forward
};
ForwardFlops forwardFlops(const ForwardShape& shape);

/// One token more after `context` others: 2N and 4·L·H·D·S for looking at the cache.
struct DecodeFlops {
    std::size_t flops = 0, attention = 0;
};
DecodeFlops decodeFlops(std::size_t parameters, std::size_t layers, std::size_t queryWidth,
                        std::size_t context);

/// `output` tokens after a prompt; token i attends to prompt + i.
std::size_t decodeManyFlops(std::size_t parameters, std::size_t layers, std::size_t queryWidth,
                            std::size_t prompt, std::size_t output);

} // namespace tokenarium
