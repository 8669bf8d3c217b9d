// SPDX-License-Identifier: GPL-3.0-or-later
// From the rows of a file to panels of plain numbers: as fast as memory is read and written.
//
// Four numbers each of four rows are turned in registers. What is ready is written past the caches, for it is
// not read soon.
#include "engine/backend/packed_product.h"

#include <algorithm>
#include <cstring>

// What is disabled brings nothing over its neighbours.
#define HWY_DISABLED_TARGETS                                                                                 \
    (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/backend/packing.cpp"
#include <hwy/foreach_target.h> // must come before highway.h
#include <hwy/highway.h>

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace tokenarium::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t prefetchBytes = 512; ///< no CPU foresees so many rows by itself

/// Both aligned to 32 bytes, `bytes` a multiple of that: a panel of two-byte numbers.
void writePast(const void* from, std::byte* to, std::size_t bytes) {
    const hn::CappedTag<std::uint8_t, 32> d;
    for (std::size_t i = 0; i < bytes; i += hn::Lanes(d))
        hn::Stream(hn::Load(d, static_cast<const std::uint8_t*>(from) + i), d,
                   reinterpret_cast<std::uint8_t*>(to + i));
}

/// Four numbers each of four rows, at any address; to four rows, `step` numbers from one to the next.
template<typename Number>
HWY_INLINE void turnFour(const std::byte* rows, std::size_t rowBytes, Number* to, std::size_t step) {
#if HWY_TARGET == HWY_SCALAR
    for (std::size_t j = 0; j < 4; ++j)
        for (std::size_t k = 0; k < 4; ++k)
            std::memcpy(to + k * step + j, rows + j * rowBytes + k * sizeof(Number), sizeof(Number));
#else
    const hn::CappedTag<Number, 4> d;
    const hn::RepartitionToWide<hn::CappedTag<Number, 4>> pairs;
    const hn::CappedTag<std::uint8_t, 4 * sizeof(Number)> bytes;
    const auto row = [&](std::size_t j) HWY_ATTR {
        return hn::BitCast(d, hn::LoadU(bytes, reinterpret_cast<const std::uint8_t*>(rows + j * rowBytes)));
    };
    const auto row0 = row(0), row1 = row(1), row2 = row(2), row3 = row(3);
    const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, row0, row1));
    const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, row2, row3));
    const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, row0, row1));
    const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, row2, row3));
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), d, to);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), d, to + step);
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), d, to + 2 * step);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), d, to + 3 * step);
#endif
}

/// A group of panels, so that what is written lies together, and so many inputs at a time as fill a cache
/// line.
template<typename Number>
void packGroup(const std::byte* rows, std::size_t outputs, std::size_t inputs, std::size_t group,
               std::byte* packed) {
    constexpr std::size_t most = 64 / sizeof(Number), width = panelOutputs * panelsPerGroup;
    const std::size_t first = group * width, present = std::min(width, outputs - first);
    const std::size_t rowBytes = inputs * sizeof(Number);
    const std::size_t lineBytes = (present + panelOutputs - 1) / panelOutputs * panelOutputs * sizeof(Number);
    const std::byte* from = rows + first * rowBytes;
    std::byte* to = packed + first * rowBytes;
    HWY_ALIGN Number turned[most][width] = {};
    for (std::size_t i = 0; i < inputs; i += most, from += most * sizeof(Number)) {
        const std::size_t count = std::min(most, inputs - i);
        const std::size_t wholeRows = present / 4 * 4, wholeInputs = count / 4 * 4;
        for (std::size_t j = 0; j < present; ++j) hwy::Prefetch(from + j * rowBytes + prefetchBytes);
        for (std::size_t j = 0; j < wholeRows; j += 4)
            for (std::size_t k = 0; k < wholeInputs; k += 4)
                turnFour(from + j * rowBytes + k * sizeof(Number), rowBytes, &turned[k][j], width);
        for (std::size_t j = 0; j < present; ++j)
            for (std::size_t k = j < wholeRows ? wholeInputs : 0; k < count; ++k)
                std::memcpy(&turned[k][j], from + j * rowBytes + k * sizeof(Number), sizeof(Number));
        for (std::size_t k = 0; k < count; ++k, to += lineBytes) writePast(turned[k], to, lineBytes);
    }
    hwy::FlushStream();
}

void packWords(const std::byte* rows, std::size_t outputs, std::size_t inputs, std::size_t group,
               std::byte* packed) {
    packGroup<std::uint32_t>(rows, outputs, inputs, group, packed);
}

void packHalves(const std::byte* rows, std::size_t outputs, std::size_t inputs, std::size_t group,
                std::byte* packed) {
    packGroup<std::uint16_t>(rows, outputs, inputs, group, packed);
}

} // namespace tokenarium::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tokenarium {

HWY_EXPORT(packWords);
HWY_EXPORT(packHalves);

void packPlainGroup(DType type, const std::byte* rows, std::size_t outputs, std::size_t inputs,
                    std::size_t group, std::byte* packed) {
    if (type == DType::F32)
        HWY_DYNAMIC_DISPATCH(packWords)(rows, outputs, inputs, group, packed);
    else
        HWY_DYNAMIC_DISPATCH(packHalves)(rows, outputs, inputs, group, packed);
}

} // namespace tokenarium
#endif
