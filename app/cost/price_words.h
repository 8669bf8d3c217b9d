// SPDX-License-Identifier: GPL-3.0-or-later
// What people call the units that vendors charge for, and what a cost consists of, as figures with their
// formula.
#pragma once

#include "app/cost/price_session.h"
#include "widgets/figures/figure_list.h"

#include <QString>

#include <vector>

namespace tokenarium {

/// "Input tokens", "Input tokens read from the cache", … in the language of the window; of a unit without
/// words its name in the price book.
QString priceUnitName(std::size_t unit);
/// "1M tokens", "1 hour", "1,000 requests": what the price is for.
QString pricePer(std::size_t unit);
/// "@pydantic/genai-prices 0.1.8, 2026-09-23".
QString bookName(const PriceBookSource& source);
/// The same with its age in days, and a mark where prices may have changed since.
QString bookAge(const PriceBook& book, PriceMoment now);

/// One line a charged unit, then a call, all calls, and the time that the answer takes.
std::vector<Figure> costFigures(const PriceSession& prices, const PriceRow& row);
/// "0.6 s + 10 s": to the first token, and for all others.
QString waitingTime(const AnswerSpeed& speed, std::uint64_t promptTokens, std::uint64_t outputTokens);

} // namespace tokenarium
