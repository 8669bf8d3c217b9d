// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats and shapes: names and sizes.
#include "engine/tensor/tensor.h"

#include "engine/tensor/saturating.h"

#include <algorithm>
#include <cassert>

namespace tokenarium {

namespace {

struct Layout {
    const char* name;
    std::size_t elements, bytes;
};

constexpr Layout layouts[] = {
    {"F32", 1, 4},      {"F16", 1, 2},      {"BF16", 1, 2},     {"I8", 1, 1},
    {"I32", 1, 4},      {"Q8_0", 32, 34},   {"Q4_0", 32, 18},   {"Q4_1", 32, 20},
    {"Q4_K", 256, 144}, {"Q5_K", 256, 176}, {"Q6_K", 256, 210},
};

const Layout& layoutOf(DType type) { return layouts[static_cast<std::size_t>(type)]; }

} // namespace

const char* dtypeName(DType type) { return layoutOf(type).name; }
std::size_t blockElements(DType type) { return layoutOf(type).elements; }
std::size_t blockBytes(DType type) { return layoutOf(type).bytes; }

Shape::Shape(std::initializer_list<std::size_t> dimensions)
    : Shape(std::span<const std::size_t>(dimensions.begin(), dimensions.size())) {}

Shape::Shape(std::span<const std::size_t> dimensions) : dimensionCount(dimensions.size()) {
    assert(dimensions.size() <= sizes.size());
    std::copy(dimensions.begin(), dimensions.end(), sizes.begin());
}

std::size_t Shape::elements() const {
    std::size_t product = 1;
    for (std::size_t i = 0; i < dimensionCount; ++i) product = saturatingProduct(product, sizes[i]);
    return product;
}

std::string Shape::text() const {
    std::string out = "[";
    for (std::size_t i = 0; i < dimensionCount; ++i) out += (i ? ", " : "") + std::to_string(sizes[i]);
    return out + "]";
}

std::size_t storageBytes(const Shape& shape, DType type) {
    return saturatingProduct(shape.elements() / blockElements(type), blockBytes(type));
}

} // namespace tokenarium
