// SPDX-License-Identifier: GPL-3.0-or-later
// Packing, reading back, and how the workers share a product.
#include "engine/backend/packed_matrix.h"

#include "engine/backend/packed_product.h"
#include "engine/tensor/block_formats.h"

#include <algorithm>
#include <array>
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
constexpr std::size_t soloBytes = 32768;

/// What a worker needs, by value: the numbers that say where to read then lie side by side, and cross from
/// core to core at once.
struct Products {
    std::array<PackedProduct, mostPackedProducts> each;
    std::size_t count;

    explicit Products(std::span<const PackedProduct> products) : count(products.size()) {
        assert(count <= mostPackedProducts);
        std::copy(products.begin(), products.end(), each.begin());
    }
    std::size_t panels() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += panelsOf(each[i].w.outputs);
        return sum;
    }
    std::size_t bytes() const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += packedBytes({each[i].w.outputs, each[i].w.inputs}, each[i].w.type);
        return sum;
    }
    /// work(product, first panel, the one after the last) for panels first … last of all.
    template<typename Work>
    void forPanels(std::size_t first, std::size_t last, const Work& work) const {
        std::size_t before = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t own = panelsOf(each[i].w.outputs);
            const std::size_t begin = std::max(first, before), end = std::min(last, before + own);
            if (begin < end) work(each[i], begin - before, end - before);
            before += own;
        }
    }
};

/// Gives each worker a stretch of panels.
template<typename Work>
void sharePanels(std::size_t rows, const Products& products, WorkerPool& workers, const Work& work) {
    const std::size_t panels = products.panels();
    const auto part = [products, work](std::size_t first, std::size_t last) {
        products.forPanels(first, last, work);
    };
    if (workers.size() == 1 || rows * products.bytes() <= soloBytes)
        part(0, panels);
    else
        workers.forRanges(panels, 1, part);
}

void multiplyBytes(const float* x, std::size_t rows, const Products& products, WorkerPool& workers) {
    constexpr std::size_t fewRows = 8; // rounded sooner than threads can meet
    thread_local Rounded memory;
    const std::size_t inputs = products.each[0].w.inputs;
    const QuantizedRows rounded = memory.sized(rows, inputs);
    const auto round = [&, numbers = memory.numbers.data(), scales = memory.scales.data(),
                        offsets = memory.offsets.data()](std::size_t first, std::size_t last) {
        quantizeRows(x, first, last, inputs, numbers, scales, offsets);
    };
    if (rows <= fewRows)
        round(0, rows);
    else
        workers.forRanges(rows, 1, round);
    static const auto kernel = vnniAvailable() ? multiplyBytePanelsVnni : multiplyBytePanels;
    sharePanels(rows, products, workers,
                [rounded](const PackedProduct& product, std::size_t first, std::size_t last) {
                    kernel(rounded, product.w, product.bias, first, last, product.y);
                });
}

void multiplyPlain(const float* x, std::size_t rows, const Products& products, WorkerPool& workers) {
    sharePanels(rows, products, workers,
                [x, rows](const PackedProduct& product, std::size_t first, std::size_t last) {
                    const std::size_t end = std::min(last * panelOutputs, product.w.outputs);
                    writeBias(product.bias, rows, product.w.outputs, first * panelOutputs, end, product.y);
                    multiplyPlainPanels(x, rows, product.w, first, last, product.y);
                });
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
    const std::size_t panels = panelsOf(shape[0]);
    if (type == DType::Q8_0)
        workers.forEach(
            panels, [&](std::size_t panel) { packBytes(rows.data(), shape[0], shape[1], panel, packed); });
    else
        workers.forEach((panels - 1) / panelsPerGroup + 1, [&](std::size_t group) {
            packPlainGroup(type, rows.data(), shape[0], shape[1], group, packed);
        });
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

void multiplyPacked(const float* x, std::size_t rows, std::span<const PackedProduct> products,
                    WorkerPool& workers) {
    const auto multiply = products.front().w.type == DType::Q8_0 ? multiplyBytes : multiplyPlain;
    multiply(x, rows, Products(products), workers);
}

void quantizeRow(const float* x, std::size_t inputs, std::int8_t* q, float* scales) {
    assert(inputs % byteGroup == 0);
    std::vector<std::int32_t> offsets(inputs / byteGroup);
    quantizeRows(x, 0, 1, inputs, q, scales, offsets.data());
}

} // namespace tokenarium
