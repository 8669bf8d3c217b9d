// SPDX-License-Identifier: GPL-3.0-or-later
// Rules and prices meet at the models' names.
#include "app/picture/picture_prices.h"

#include "engine/view/model_counting.h"

namespace tokenarium {
namespace {

/// "gpt-4o" stands for itself better than "gpt-4o-2024-05-13".
bool isPlainer(const PricedModel& one, const PricedModel& other) {
    if (one.deprecated != other.deprecated) return other.deprecated;
    return one.id.size() != other.id.size() ? one.id.size() < other.id.size() : one.id < other.id;
}

} // namespace

PicturePrices::PicturePrices(const std::filesystem::path& file) : book(loadPriceBook(file)) {
    for (const char* name : {"openai", "anthropic", "google"}) {
        const PriceProvider* provider = book.findProvider(name);
        if (!provider) continue;
        for (const PricedModel& model : provider->models) {
            const ModelCounting counting = modelCounting(model.id, [](std::string_view) { return true; });
            if (!counting.picture.exact) continue;
            for (const std::string& rule : {counting.picture.rule, counting.lowDetailPicture}) {
                PriceRow& row = rows[rule];
                if (!row || isPlainer(model, *row.model)) row = {provider, &model};
            }
        }
    }
    rows.erase("");
}

std::optional<PicturePrices::Price> PicturePrices::priceOf(const std::string& rule, std::uint64_t tokens,
                                                           PriceMoment moment) const {
    const auto found = rows.find(rule);
    if (found == rows.end()) return std::nullopt;
    PriceUsage usage;
    usage.setCount("input_tokens", tokens);
    usage.setCount("input_image_tokens", tokens); // where pictures have a price of their own
    const PriceResult result = PriceBook::price(found->second, usage, moment);
    if (!result || (tokens > 0 && result.lines.empty())) return std::nullopt;
    const PriceBookSource& from = book.source();
    return Price{result.total, found->second.model->id,
                 from.name + " " + from.version +
                     (from.date ? ", " + priceDayText(*from.date) : std::string())};
}

} // namespace tokenarium
