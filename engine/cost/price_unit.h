// SPDX-License-Identifier: GPL-3.0-or-later
// What vendors charge for: kinds of tokens, seconds, pages, searches; and which of them are a part of which.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tokenarium {

/// One row of the registry of genai-prices. A unit with more dimensions is a part of every unit whose
/// dimensions it shares: audio tokens read from a cache are audio tokens, cached tokens, and input tokens.
struct PriceUnit {
    static constexpr std::size_t dimensions = 7;
    std::string_view usageKey; ///< "cache_read_tokens": what is counted
    std::string_view priceKey; ///< "cache_read_mtok": the price in a price list
    std::uint32_t per = 1;     ///< units that the price is for: 1,000,000 tokens, 3,600 seconds
    /// family, direction, modality, kind of token, time to live in a cache, kind of tool, kind of page;
    /// "" where the unit says nothing about it
    std::array<std::string_view, dimensions> at;

    std::string_view family() const { return at[0]; }
    std::string_view direction() const { return at[1]; } ///< "input", "output" or ""
    std::size_t detail() const;                          ///< how many dimensions it names
};

inline constexpr std::size_t priceUnitCount = 59;
std::span<const PriceUnit, priceUnitCount> priceUnits();

/// By name; nothing where there is no such unit.
std::optional<std::size_t> priceUnitOfUsage(std::string_view usageKey);
std::optional<std::size_t> priceUnitOfPrice(std::string_view priceKey);

/// Is every `part` also a `whole`, and another unit?
bool isPartOf(std::size_t part, std::size_t whole);
/// Can something be both?
bool canOverlap(std::size_t a, std::size_t b);
/// The unit of what is both; nothing where the registry has none.
std::optional<std::size_t> overlapOf(std::size_t a, std::size_t b);

} // namespace tokenarium
