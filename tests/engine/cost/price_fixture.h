// SPDX-License-Identifier: GPL-3.0-or-later
// The price book that this build packed, for tests.
#pragma once

#include "engine/cost/price_book.h"

#include <filesystem>

namespace tokenarium::testing {

/// $TOKENARIUM_PRICES, else what the build packed; may be absent.
inline std::filesystem::path builtPriceBook() {
    const std::filesystem::path chosen = defaultPriceBookFile();
    return exists(chosen) ? chosen : std::filesystem::path(TOKENARIUM_BUILT_PRICES);
}

inline Decimal money(const char* text) { return Decimal::parse(text).value(); }

} // namespace tokenarium::testing
