// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of floating point operations.
#include "engine/cost/work.h"

#include "engine/tensor/saturating.h"

namespace tokenarium {
namespace {

template<class... Factors>
std::size_t product(std::size_t first, Factors... others) {
    ((first = saturatingProduct(first, others)), ...);
    return first;
}

template<class... Terms>
std::size_t sum(std::size_t first, Terms... others) {
    ((first = saturatingSum(first, others)), ...);
    return first;
}

/// 0 + 1 + … + (n − 1)
std::size_t sumBelow(std::size_t n) {
    if (n == 0) return 0;
    return n % 2 == 0 ? product(n / 2, n - 1) : product(n, (n - 1) / 2);
}

} // namespace

TokenFlops tokenFlops(std::size_t parameters) {
    return {product(2, parameters), product(6, parameters), product(8, parameters)};
}

AttendingTokenFlops attendingTokenFlops(std::size_t parameters, std::size_t layers, std::size_t heads,
                                        std::size_t headWidth, std::size_t positions) {
    const std::size_t attention = product(4, layers, heads, headWidth, positions);
    AttendingTokenFlops flops;
    flops.attention = product(3, attention);
    flops.training = sum(product(6, parameters), flops.attention);
    flops.forward = sum(product(2, parameters), attention);
    if (flops.training > 0)
        flops.attentionShare = static_cast<double>(flops.attention) / static_cast<double>(flops.training);
    return flops;
}

ForwardFlops forwardFlops(const ForwardShape& shape) {
    const std::size_t twoT = product(2, shape.tokens);
    const std::size_t perWidth = product(twoT, shape.matrices, shape.width); // of one column of feed-forward
    ForwardFlops flops;
    flops.queryKeyValue = product(twoT, shape.width, sum(shape.queryWidth, product(2, shape.keyWidth)));
    flops.scores = flops.values = product(twoT, shape.tokens, shape.queryWidth);
    flops.output = product(twoT, shape.queryWidth, shape.width);
    if (shape.experts > 0) {
        flops.router = product(twoT, shape.width, shape.experts);
        flops.feedForward = product(
            perWidth, sum(product(shape.expertsPerToken, shape.feedForward), shape.sharedFeedForward));
    } else {
        flops.feedForward = product(perWidth, shape.feedForward);
    }
    flops.layer =
        sum(flops.queryKeyValue, flops.scores, flops.values, flops.output, flops.router, flops.feedForward);
    flops.layers = product(shape.layers, flops.layer);
    flops.head = product(twoT, shape.width, shape.vocabulary);
    flops.forward = sum(flops.layers, flops.head);
    flops.backward = product(2, flops.forward);
    flops.total = sum(flops.forward, flops.backward);
    return flops;
}

DecodeFlops decodeFlops(std::size_t parameters, std::size_t layers, std::size_t queryWidth,
                        std::size_t context) {
    const std::size_t attention = product(4, layers, queryWidth, context);
    return {sum(product(2, parameters), attention), attention};
}

std::size_t decodeManyFlops(std::size_t parameters, std::size_t layers, std::size_t queryWidth,
                            std::size_t prompt, std::size_t output) {
    const std::size_t looks = sum(product(output, prompt), sumBelow(output)); // positions looked at, in all
    return sum(product(2, parameters, output), product(4, layers, queryWidth, looks));
}

} // namespace tokenarium
