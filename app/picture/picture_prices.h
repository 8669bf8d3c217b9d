// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture costs where a vendor's rule counts it and the price book has a price.
#pragma once

#include "engine/cost/price_book.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

/// List prices of the vendors themselves, without discounts. Immutable; any thread.
class PicturePrices {
public:
    /// Reads the price book. Throws std::runtime_error with file and reason.
    explicit PicturePrices(const std::filesystem::path& file);

    struct Price {
        Decimal dollars;
        std::string model;  ///< whose price it is: the plainest name among those of the rule
        std::string source; ///< "@pydantic/genai-prices 0.1.8, 2026-09-23"
    };
    /// Of a picture that is billed as so many input tokens by this rule; nothing where no price is known.
    std::optional<Price> priceOf(const std::string& rule, std::uint64_t tokens, PriceMoment moment) const;

private:
    PriceBook book;
    std::map<std::string, PriceRow, std::less<>> rows; ///< by rule
};

} // namespace tokenarium
