// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a price list: JSON, or the list at the head of a JavaScript module, which is data and is never
// run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

/// A value as it was written. Numbers stay text, so that no digit of a price is lost.
struct PriceText {
    enum class Kind { Null, Truth, Number, Text, List, Object };
    Kind kind = Kind::Null;
    bool truth = false;
    std::string text;              ///< of Text, without quotation marks, UTF-8; of Number, as written
    std::vector<std::string> keys; ///< of Object, beside `items`
    std::vector<PriceText> items;  ///< of List and Object
    std::size_t line = 1;          ///< where it begins

    const PriceText* find(std::string_view key) const;
};

struct PriceTextLimits {
    std::size_t bytes = std::size_t{16} << 20, values = std::size_t{1} << 19, depth = 24;
};

/// JSON as a whole, or "const NAME = " and a literal, after which the rest of the program is not looked at.
/// Throws std::runtime_error "FILE: line N: …".
PriceText loadPriceText(std::string_view text, const std::string& file, const PriceTextLimits& limits = {});

} // namespace tokenarium
