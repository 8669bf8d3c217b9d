// SPDX-License-Identifier: GPL-3.0-or-later
// Packing, reading back, and how the workers share a product.
#include "engine/backend/packed_matrix.h"

#include "engine/backend/packed_product.h"
#include "engine/tensor/block_formats.h"

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <vector>

namespace tokenarium {
namespace {

constexpr std::size_t fileBlockBytes = byteGroup + 2; // in Q8_0 the scale comes first
constexpr std::size_t byteQuads = byteGroup / 4, quadBytes = 4 * panelOutputs;

std::size_t panelsOf(std::size_t outputs) { return (outputs + panelOutputs - 1) / panelOutputs; }

/// Where in a plain matrix number (output, 0) lies, and how far it is to the next input, in numbers.
struct PlainPlace {
    std::size_t first, step;
};

PlainPlace plainPlace(std::size_t output, std::size_t outputs, std::size_t inputs) {
    const std::size_t panel = output / panelOutputs, group = panel / panelsPerGroup * panelsPerGroup;
    const std::size_t step = std::min(panelsPerGroup, panelsOf(outputs) - group) * panelOutputs;
    return {group * panelOutputs * inputs + (output - group * panelOutputs), step};
}

/// Past the caches: what is packed is not read soon. `to` is aligned to 16 bytes.
void writePast(const std::byte* from, std::byte* to, std::size_t bytes) {
    namespace hn = hwy::HWY_NAMESPACE;
    const hn::CappedTag<std::uint8_t, 16> d;
    for (std::size_t i = 0; i < bytes; i += hn::Lanes(d))
        hn::Stream(hn::LoadU(d, reinterpret_cast<const std::uint8_t*>(from + i)), d,
                   reinterpret_cast<std::uint8_t*>(to + i));
}

/// A group of panels, so that what is written lies together, and so many inputs at a time as fill a cache
/// line.
template<typename Number>
void packPlain(const std::byte* rows, std::size_t outputs, std::size_t inputs, std::size_t group,
               std::byte* packed) {
    constexpr std::size_t most = 64 / sizeof(Number), width = panelOutputs * panelsPerGroup;
    const std::size_t first = group * width, present = std::min(width, outputs - first);
    const std::size_t step = plainPlace(first, outputs, inputs).step * sizeof(Number);
    const std::byte* from = rows + first * inputs * sizeof(Number);
    std::byte* to = packed + first * inputs * sizeof(Number);
    alignas(64) Number turned[most][width] = {};
    for (std::size_t i = 0; i < inputs; i += most) {
        const std::size_t count = std::min(most, inputs - i);
        for (std::size_t j = 0; j < present; ++j) {
            Number line[most] = {};
            std::memcpy(line, from + (j * inputs + i) * sizeof(Number), count * sizeof(Number));
            for (std::size_t k = 0; k < most; ++k) turned[k][j] = line[k];
        }
        for (std::size_t k = 0; k < count; ++k, to += step)
            writePast(reinterpret_cast<const std::byte*>(turned[k]), to, step);
    }
    hwy::FlushStream();
}

/// One block of a file's row: its scale and its 32 numbers, four by four.
void packByteBlock(const std::byte* block, std::size_t lane, std::byte* group) {
    constexpr std::uint32_t signs = 0x80808080U; // w xor 128, as a byte without sign, is w + 128
    for (std::size_t quad = 0; quad < byteQuads; ++quad) {
        std::uint32_t four;
        std::memcpy(&four, block + 2 + 4 * quad, 4);
        four ^= signs;
        std::memcpy(group + quad * quadBytes + 4 * lane, &four, 4);
    }
    std::memcpy(group + byteQuads * quadBytes + 2 * lane, block, 2);
}

void packBytes(const std::byte* rows, std::size_t outputs, std::size_t inputs, std::size_t panel,
               std::byte* packed) {
    static constexpr std::byte noBlock[fileBlockBytes] = {};
    const std::size_t blocks = inputs / byteGroup, first = panel * panelOutputs;
    packed += panel * blocks * byteGroupBytes;
    for (std::size_t g = 0; g < blocks; ++g, packed += byteGroupBytes)
        for (std::size_t lane = 0; lane < panelOutputs; ++lane)
            packByteBlock(first + lane < outputs ? rows + ((first + lane) * blocks + g) * fileBlockBytes
                                                 : noBlock,
                          lane, packed);
}

void unpackByteRow(const PackedMatrix& w, std::size_t output, float* row) {
    const std::size_t groups = w.inputs / byteGroup, lane = output % panelOutputs;
    const std::byte* group = w.data + output / panelOutputs * groups * byteGroupBytes;
    for (std::size_t g = 0; g < groups; ++g, group += byteGroupBytes) {
        std::uint16_t half;
        std::memcpy(&half, group + byteQuads * quadBytes + 2 * lane, 2);
        const float scale = float16ToFloat(half);
        for (std::size_t i = 0; i < byteGroup; ++i) {
            const std::byte stored = group[i / 4 * quadBytes + 4 * lane + i % 4];
            *row++ = scale * static_cast<float>(std::to_integer<int>(stored) - 128);
        }
    }
}

template<typename Number, typename Widen>
void unpackPlainRow(const PackedMatrix& w, std::size_t output, float* row, const Widen& widen) {
    const PlainPlace place = plainPlace(output, w.outputs, w.inputs);
    const std::byte* from = w.data + place.first * sizeof(Number);
    for (std::size_t i = 0; i < w.inputs; ++i, from += place.step * sizeof(Number)) {
        Number number;
        std::memcpy(&number, from, sizeof number);
        row[i] = widen(number);
    }
}

/// Memory of the calling thread for rounded activations.
struct Rounded {
    std::vector<std::int8_t> numbers;
    std::vector<float> scales;
    std::vector<std::int32_t> offsets;

    QuantizedRows sized(std::size_t rows, std::size_t inputs) {
        numbers.resize(std::max(numbers.size(), rows * inputs));
        scales.resize(std::max(scales.size(), rows * inputs / byteGroup));
        offsets.resize(scales.size());
        return {numbers.data(), scales.data(), offsets.data(), rows, inputs};
    }
};

/// What the sums start from.
void writeBias(const float* bias, std::size_t rows, std::size_t outputs, std::size_t begin, std::size_t end,
               float* y) {
    for (std::size_t t = 0; t < rows; ++t)
        if (bias)
            std::copy(bias + begin, bias + end, y + t * outputs + begin);
        else
            std::fill(y + t * outputs + begin, y + t * outputs + end, 0.0F);
}

/// So many bytes of weights one thread has read sooner than two can meet and part again.
constexpr std::size_t soloBytes = 65536;

/// Gives each worker a stretch of panels; `product` gets the first and the one after the last.
template<typename Product>
void sharePanels(std::size_t rows, const PackedMatrix& w, WorkerPool& workers, const Product& product) {
    if (workers.size() == 1 || rows * packedBytes({w.outputs, w.inputs}, w.type) <= soloBytes)
        product(0, panelsOf(w.outputs));
    else
        workers.forRanges(panelsOf(w.outputs), 1, product);
}

void multiplyBytes(const float* x, std::size_t rows, const PackedMatrix& w, const float* bias, float* y,
                   WorkerPool& workers) {
    constexpr std::size_t fewRows = 8; // rounded sooner than threads can meet
    thread_local Rounded memory;
    const QuantizedRows rounded = memory.sized(rows, w.inputs);
    const auto round = [&, numbers = memory.numbers.data(), scales = memory.scales.data(),
                        offsets = memory.offsets.data()](std::size_t first, std::size_t last) {
        quantizeRows(x, first, last, w.inputs, numbers, scales, offsets);
    };
    if (rows <= fewRows)
        round(0, rows);
    else
        workers.forRanges(rows, 1, round);
    static const auto kernel = vnniAvailable() ? multiplyBytePanelsVnni : multiplyBytePanels;
    sharePanels(rows, w, workers,
                [&](std::size_t first, std::size_t last) { kernel(rounded, w, bias, first, last, y); });
}

} // namespace

bool canPack(const Shape& shape, DType type) {
    const bool known = type == DType::F32 || type == DType::F16 || type == DType::BF16 || type == DType::Q8_0;
    return known && shape.rank() == 2 && shape[1] % blockElements(type) == 0;
}

std::size_t packedBytes(const Shape& shape, DType type) {
    return storageBytes({panelsOf(shape[0]) * panelOutputs, shape[1]}, type);
}

void packMatrix(std::span<const std::byte> rows, const Shape& shape, DType type, std::byte* packed,
                WorkerPool& workers) {
    assert(canPack(shape, type) && rows.size() == storageBytes(shape, type));
    const auto pack = type == DType::Q8_0  ? packBytes
                      : type == DType::F32 ? packPlain<float>
                                           : packPlain<std::uint16_t>;
    const std::size_t panels = panelsOf(shape[0]);
    workers.forEach(type == DType::Q8_0 ? panels : (panels - 1) / panelsPerGroup + 1,
                    [&](std::size_t i) { pack(rows.data(), shape[0], shape[1], i, packed); });
}

void unpackRow(const PackedMatrix& w, std::size_t output, std::span<float> row) {
    assert(output < w.outputs && row.size() == w.inputs);
    switch (w.type) {
    case DType::F32: return unpackPlainRow<float>(w, output, row.data(), [](float number) { return number; });
    case DType::F16: return unpackPlainRow<std::uint16_t>(w, output, row.data(), float16ToFloat);
    case DType::BF16: return unpackPlainRow<std::uint16_t>(w, output, row.data(), bfloat16ToFloat);
    default: return unpackByteRow(w, output, row.data());
    }
}

void multiplyPacked(const float* x, std::size_t rows, const PackedMatrix& w, const float* bias, float* y,
                    WorkerPool& workers) {
    if (w.type == DType::Q8_0) return multiplyBytes(x, rows, w, bias, y, workers);
    sharePanels(rows, w, workers, [&](std::size_t first, std::size_t last) {
        const std::size_t end = std::min(last * panelOutputs, w.outputs);
        writeBias(bias, rows, w.outputs, first * panelOutputs, end, y);
        multiplyPlainPanels(x, rows, w, first, last, y);
    });
}

void quantizeRow(const float* x, std::size_t inputs, std::int8_t* q, float* scales) {
    assert(inputs % byteGroup == 0);
    std::vector<std::int32_t> offsets(inputs / byteGroup);
    quantizeRows(x, 0, 1, inputs, q, scales, offsets.data());
}

} // namespace tokenarium
