// SPDX-License-Identifier: GPL-3.0-or-later
// The formulas, as slow and plain as they are written on paper.
#include "differentiable_operation.h"

#include "engine/backend/dropout.h"

#include <cmath>

namespace tokenarium {
namespace {

using Inputs = std::vector<Tensor>;
using Gradients = std::vector<Tensor>;

std::vector<std::uint32_t> idsBelow(std::size_t count, std::size_t limit) {
    std::vector<std::uint32_t> ids(count);
    for (std::size_t i = 0; i < count; ++i) ids[i] = static_cast<std::uint32_t>((i * i + 3 * i) % limit);
    return ids;
}

DifferentiableOperation embedding(std::size_t rows) {
    constexpr std::size_t width = 21, size = 6;
    const auto ids = idsBelow(rows, size);
    return {"embedding",
            Op::Embedding,
            Op::EmbeddingBackward,
            {{size, width}},
            {rows, width},
            0,
            [ids](const std::vector<Doubles>& in) {
                Doubles y;
                for (const std::uint32_t id : ids)
                    for (std::size_t i = 0; i < width; ++i) y.push_back(in[0][id * width + i]);
                return y;
            },
            {},
            [ids](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.embedding(ids, in[0], y); },
            [ids](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.embeddingBackward(ids, dy, d[0]);
            }};
}

DifferentiableOperation layerNorm(std::size_t rows) {
    constexpr std::size_t width = 37;
    return {
        "layerNorm",
        Op::LayerNorm,
        Op::LayerNormBackward,
        {{rows, width}, {width}, {width}},
        {rows, width},
        0,
        [rows](const std::vector<Doubles>& in) {
            Doubles y(rows * width);
            for (std::size_t t = 0; t < rows; ++t) {
                const double* x = in[0].data() + t * width;
                double mean = 0, variance = 0;
                for (std::size_t i = 0; i < width; ++i) mean += x[i] / width;
                for (std::size_t i = 0; i < width; ++i) variance += (x[i] - mean) * (x[i] - mean) / width;
                for (std::size_t i = 0; i < width; ++i)
                    y[t * width + i] = (x[i] - mean) / std::sqrt(variance + 1e-2) * in[1][i] + in[2][i];
            }
            return y;
        },
        {},
        [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.layerNorm(in[0], in[1], in[2], 1e-2F, y); },
        [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
            b.layerNormBackward(in[0], in[1], 1e-2F, dy, d[0], d[1], d[2]);
        }};
}

/// Of rows, or with a narrower weight of the heads of rows.
DifferentiableOperation rmsNorm(std::size_t rows, std::size_t heads) {
    constexpr std::size_t width = 36;
    const std::size_t headWidth = width / heads;
    return {heads == 1 ? "rmsNorm" : "rmsNormOfHeads",
            Op::RmsNorm,
            Op::RmsNormBackward,
            {{rows, width}, {headWidth}},
            {rows, width},
            0,
            [rows, headWidth](const std::vector<Doubles>& in) {
                Doubles y(rows * width);
                for (std::size_t at = 0; at < rows * width; at += headWidth) {
                    double squares = 0;
                    for (std::size_t i = 0; i < headWidth; ++i) squares += in[0][at + i] * in[0][at + i];
                    const double root = std::sqrt(squares / static_cast<double>(headWidth) + 1e-2);
                    for (std::size_t i = 0; i < headWidth; ++i) y[at + i] = in[0][at + i] / root * in[1][i];
                }
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.rmsNorm(in[0], in[1], 1e-2F, y); },
            [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.rmsNormBackward(in[0], in[1], 1e-2F, dy, d[0], d[1]);
            }};
}

DifferentiableOperation linear(std::size_t rows) {
    constexpr std::size_t width = 19, outputs = 23;
    return {"linear",
            Op::Linear,
            Op::LinearBackward,
            {{rows, width}, {outputs, width}, {outputs}},
            {rows, outputs},
            0,
            [rows](const std::vector<Doubles>& in) {
                Doubles y(rows * outputs);
                for (std::size_t t = 0; t < rows; ++t)
                    for (std::size_t o = 0; o < outputs; ++o) {
                        y[t * outputs + o] = in[2][o];
                        for (std::size_t i = 0; i < width; ++i)
                            y[t * outputs + o] += in[0][t * width + i] * in[1][o * width + i];
                    }
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.linear(in[0], in[1], in[2], y); },
            [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.linearBackward(in[0], in[1], dy, d[0], d[1], d[2]);
            }};
}

DifferentiableOperation gelu(std::size_t rows, GeluKind kind) {
    const Shape shape{rows, 29};
    return {kind == GeluKind::Tanh ? "geluTanh" : "geluErf",
            Op::Gelu,
            Op::GeluBackward,
            {shape},
            shape,
            0,
            [kind](const std::vector<Doubles>& in) {
                Doubles y;
                for (const double x : in[0])
                    y.push_back(kind == GeluKind::Erf ? x / 2 * std::erfc(-x / std::sqrt(2.0))
                                                      : x / 2 *
                                                            (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) *
                                                                           (x + 0.044715 * x * x * x))));
                return y;
            },
            {},
            [kind](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.gelu(in[0], kind, y); },
            [kind](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy,
                   Gradients& d) { b.geluBackward(in[0], kind, dy, d[0]); }};
}

DifferentiableOperation swiglu(std::size_t rows) {
    const Shape shape{rows, 29};
    return {"swiglu",
            Op::Swiglu,
            Op::SwigluBackward,
            {shape, shape},
            shape,
            0,
            [](const std::vector<Doubles>& in) {
                Doubles y;
                for (std::size_t i = 0; i < in[0].size(); ++i)
                    y.push_back(in[0][i] / (1 + std::exp(-in[0][i])) * in[1][i]);
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.swiglu(in[0], in[1], y); },
            [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.swigluBackward(in[0], in[1], dy, d[0], d[1]);
            }};
}

DifferentiableOperation rope(std::size_t rows, RopePairs pairs) {
    constexpr std::size_t headWidth = 10, heads = 3, width = heads * headWidth;
    const std::vector<double> frequencies = {1, 0.5, 0.1, 0.03, 0.01};
    std::vector<std::uint32_t> positions;
    for (std::size_t t = 0; t < rows; ++t) positions.push_back(static_cast<std::uint32_t>(3 * t + 1));
    const bool near = pairs == RopePairs::Interleaved;
    const auto table = [positions, frequencies](Backend& b) {
        Tensor turns = b.allocate("turns", {positions.size(), headWidth});
        b.rotations(positions, frequencies, turns);
        return turns;
    };
    return {near ? "ropeInterleaved" : "ropeHalves",
            Op::Rope,
            Op::RopeBackward,
            {{rows, width}},
            {rows, width},
            0,
            [=](const std::vector<Doubles>& in) {
                Doubles y(rows * width);
                for (std::size_t at = 0; at < rows * width; at += headWidth)
                    for (std::size_t i = 0; i < headWidth / 2; ++i) {
                        const std::size_t one = at + (near ? 2 * i : i),
                                          other = one + (near ? 1 : headWidth / 2);
                        const double angle = positions[at / width] * frequencies[i];
                        y[one] = in[0][one] * std::cos(angle) - in[0][other] * std::sin(angle);
                        y[other] = in[0][one] * std::sin(angle) + in[0][other] * std::cos(angle);
                    }
                return y;
            },
            {},
            [=](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.rope(in[0], table(b), pairs, y); },
            [=](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.ropeBackward(dy, table(b), pairs, d[0]);
            }};
}

DifferentiableOperation takeRows(std::size_t rows) {
    constexpr std::size_t width = 13;
    return {"takeRows",
            Op::TakeRows,
            Op::TakeRowsBackward,
            {{rows + 3, width}},
            {rows, width},
            0,
            [rows](const std::vector<Doubles>& in) {
                return Doubles(in[0].begin() + 2 * width,
                               in[0].begin() + static_cast<std::ptrdiff_t>((rows + 2) * width));
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.takeRows(in[0], 2, y); },
            [](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.takeRowsBackward(dy, 2, d[0]);
            }};
}

DifferentiableOperation putRows(std::size_t rows) {
    constexpr std::size_t width = 13;
    return {"putRows",
            Op::PutRows,
            Op::PutRowsBackward,
            {{rows, width}},
            {rows + 3, width},
            0,
            [rows](const std::vector<Doubles>& in) {
                Doubles y((rows + 3) * width, 0.0);
                std::copy(in[0].begin(), in[0].end(), y.begin() + 2 * width);
                return y;
            },
            {},
            [rows](Backend& b, const Inputs& in, Tensor& y, Tensor&) {
                b.write(std::vector<float>((rows + 3) * width), y);
                b.putRows(in[0], 2, y);
            },
            [](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.putRowsBackward(dy, 2, d[0]);
            }};
}

/// Four heads of queries, two of keys; the keys of a cache with room for more than are in use.
constexpr std::size_t heads = 4, keyHeads = 2, headWidth = 5, width = heads * headWidth,
                      keyWidth = keyHeads * headWidth;
constexpr float scale = 0.6F;

DifferentiableOperation attentionScores(std::size_t rows) {
    const std::size_t positions = rows + 2;
    return {
        "attentionScores",
        Op::AttentionScores,
        Op::AttentionScoresBackward,
        {{rows, width}, {positions + 3, keyWidth}},
        {heads, rows, positions},
        0,
        [=](const std::vector<Doubles>& in) {
            Doubles y;
            for (std::size_t h = 0; h < heads; ++h)
                for (std::size_t t = 0; t < rows; ++t)
                    for (std::size_t s = 0; s < positions; ++s) {
                        double sum = 0;
                        for (std::size_t i = 0; i < headWidth; ++i)
                            sum += in[0][t * width + h * headWidth + i] *
                                   in[1][s * keyWidth + h / 2 * headWidth + i];
                        y.push_back(sum * scale);
                    }
            return y;
        },
        {},
        [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.attentionScores(in[0], in[1], scale, y); },
        [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
            b.attentionScoresBackward(in[0], in[1], scale, dy, d[0], d[1]);
        }};
}

DifferentiableOperation causalMask(std::size_t rows) {
    const std::size_t positions = rows + 2;
    const Shape shape{heads, rows, positions};
    return {"causalMask",
            Op::CausalMask,
            Op::CausalMaskBackward,
            {shape},
            shape,
            0,
            [=](const std::vector<Doubles>& in) {
                Doubles y = in[0];
                for (std::size_t i = 0; i < y.size(); ++i)
                    if (i % positions > i / positions % rows + 2) y[i] = 0;
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.causalMask(in[0], y); },
            [](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.causalMaskBackward(dy, d[0]);
            }};
}

DifferentiableOperation softmax(std::size_t rows) {
    constexpr std::size_t numbers = 43;
    return {"softmax",
            Op::Softmax,
            Op::SoftmaxBackward,
            {{2, rows, numbers}},
            {2, rows, numbers},
            0,
            [](const std::vector<Doubles>& in) {
                Doubles y;
                for (std::size_t at = 0; at < in[0].size(); at += numbers) {
                    double sum = 0;
                    for (std::size_t i = 0; i < numbers; ++i) sum += std::exp(in[0][at + i]);
                    for (std::size_t i = 0; i < numbers; ++i) y.push_back(std::exp(in[0][at + i]) / sum);
                }
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.softmax(in[0], y); },
            [](Backend& b, const Inputs&, const Tensor& y, const Tensor&, const Tensor& dy, Gradients& d) {
                b.softmaxBackward(y, dy, d[0]);
            }};
}

DifferentiableOperation attentionValues(std::size_t rows) {
    const std::size_t positions = rows + 2;
    return {"attentionValues",
            Op::AttentionValues,
            Op::AttentionValuesBackward,
            {{heads, rows, positions}, {positions + 3, keyWidth}},
            {rows, width},
            0,
            [=](const std::vector<Doubles>& in) {
                Doubles y(rows * width);
                for (std::size_t h = 0; h < heads; ++h)
                    for (std::size_t t = 0; t < rows; ++t)
                        for (std::size_t s = 0; s < positions; ++s)
                            for (std::size_t i = 0; i < headWidth; ++i)
                                y[t * width + h * headWidth + i] +=
                                    in[0][(h * rows + t) * positions + s] *
                                    in[1][s * keyWidth + h / 2 * headWidth + i];
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.attentionValues(in[0], in[1], y); },
            [](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.attentionValuesBackward(in[0], in[1], dy, d[0], d[1]);
            }};
}

/// Three texts, one of a single token; the last one is longer than a block of queries where there are rows
/// for it.
DifferentiableOperation attention(std::size_t rows) {
    const std::uint32_t all = static_cast<std::uint32_t>(rows), first = all / 5 + 1;
    const std::vector<std::uint32_t> lengths = {first, 1, all - first - 1};
    return {"attention",
            Op::Attention,
            Op::AttentionBackward,
            {{rows, width}, {rows, keyWidth}, {rows, keyWidth}},
            {rows, width},
            0,
            [=](const std::vector<Doubles>& in) {
                Doubles y(rows * width), shares(rows);
                for (std::size_t h = 0; h < heads; ++h)
                    for (std::size_t text = 0, begin = 0; text < lengths.size(); begin += lengths[text++])
                        for (std::size_t t = begin; t < begin + lengths[text]; ++t) {
                            double sum = 0;
                            for (std::size_t s = begin; s <= t; ++s) {
                                double score = 0;
                                for (std::size_t i = 0; i < headWidth; ++i)
                                    score += in[0][t * width + h * headWidth + i] *
                                             in[1][s * keyWidth + h / 2 * headWidth + i];
                                sum += shares[s] = std::exp(score * scale);
                            }
                            for (std::size_t s = begin; s <= t; ++s)
                                for (std::size_t i = 0; i < headWidth; ++i)
                                    y[t * width + h * headWidth + i] +=
                                        shares[s] / sum * in[2][s * keyWidth + h / 2 * headWidth + i];
                        }
                return y;
            },
            {heads, rows},
            [=](Backend& b, const Inputs& in, Tensor& y, Tensor& logSums) {
                b.attention(in[0], in[1], in[2], lengths, scale, y, logSums);
            },
            [=](Backend& b, const Inputs& in, const Tensor& y, const Tensor& logSums, const Tensor& dy,
                Gradients& d) {
                b.attentionBackward(in[0], in[1], in[2], lengths, scale, y, logSums, dy, d[0], d[1], d[2]);
            }};
}

DifferentiableOperation dropout(std::size_t rows) {
    const Shape shape{rows, 31};
    return {"dropout",
            Op::Dropout,
            Op::DropoutBackward,
            {shape},
            shape,
            0,
            [](const std::vector<Doubles>& in) {
                Doubles y;
                for (std::size_t i = 0; i < in[0].size(); ++i)
                    y.push_back(dropoutKeeps(5, i, 0.3F) ? in[0][i] / (1 - 0.3) : 0);
                return y;
            },
            {},
            [](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.dropout(in[0], 0.3F, 5, y); },
            [](Backend& b, const Inputs&, const Tensor&, const Tensor&, const Tensor& dy, Gradients& d) {
                b.dropoutBackward(dy, 0.3F, 5, d[0]);
            }};
}

DifferentiableOperation crossEntropy(std::size_t rows) {
    constexpr std::size_t size = 53;
    std::vector<std::uint32_t> targets = idsBelow(rows, size);
    targets[1] = noTarget;
    return {"crossEntropy",
            Op::CrossEntropy,
            Op::CrossEntropyBackward,
            {{rows, size}},
            Shape{rows},
            0.7F,
            [=](const std::vector<Doubles>& in) {
                Doubles y(rows);
                for (std::size_t t = 0; t < rows; ++t) {
                    if (targets[t] == noTarget) continue;
                    double sum = 0;
                    for (std::size_t i = 0; i < size; ++i) sum += std::exp(in[0][t * size + i]);
                    y[t] = std::log(sum) - in[0][t * size + targets[t]];
                }
                return y;
            },
            {},
            [=](Backend& b, const Inputs& in, Tensor& y, Tensor&) { b.crossEntropy(in[0], targets, y); },
            [=](Backend& b, const Inputs& in, const Tensor&, const Tensor&, const Tensor&, Gradients& d) {
                b.crossEntropyBackward(in[0], targets, 0.7F, d[0]);
            }};
}

} // namespace

std::vector<DifferentiableOperation> differentiableOperations(std::size_t rows) {
    return {embedding(rows),
            layerNorm(rows),
            rmsNorm(rows, 1),
            rmsNorm(rows, 3),
            linear(rows),
            gelu(rows, GeluKind::Tanh),
            gelu(rows, GeluKind::Erf),
            swiglu(rows),
            rope(rows, RopePairs::Interleaved),
            rope(rows, RopePairs::Halves),
            takeRows(rows),
            putRows(rows),
            attentionScores(rows),
            causalMask(rows),
            softmax(rows),
            attentionValues(rows),
            attention(rows),
            dropout(rows),
            crossEntropy(rows)};
}

} // namespace tokenarium
