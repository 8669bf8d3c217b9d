// SPDX-License-Identifier: GPL-3.0-or-later
// The price book: what vendors charge for their models, with the date on which somebody looked.
#pragma once

#include "engine/cost/price_list.h"
#include "engine/cost/price_match.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

using PriceDay = std::chrono::sys_days;
using PriceMoment = std::chrono::sys_time<std::chrono::milliseconds>; ///< UTC

/// "2026-09-23"; nothing where that is no day of the years 1 to 9999.
std::optional<PriceDay> priceDay(std::string_view text);
std::string priceDayText(PriceDay day);
PriceMoment priceMomentNow();

/// Prices with what must hold for them: from a day on, or at some hours of every day (which may pass
/// midnight).
struct DatedPrices {
    std::optional<PriceDay> from;
    struct Hours {
        std::chrono::milliseconds begin, end; ///< since midnight, UTC
    };
    std::optional<Hours> hours;
    PriceList prices;
    bool holdsAt(PriceMoment moment) const;
};

struct PricedModel {
    std::string id, name, description, comments;
    PriceMatch match;
    std::optional<std::uint64_t> contextWindow; ///< tokens
    bool deprecated = false;
    std::optional<PriceDay> checked; ///< when its prices were looked up, where that is said
    std::vector<DatedPrices> prices; ///< never empty; the last whose condition holds counts
    bool changedHere = false;        ///< some price is a person's own (PriceOverride)

    const PriceList& pricesAt(PriceMoment moment) const;
    const std::string& title() const { return name.empty() ? id : name; }
};

struct PriceProvider {
    std::string id, name, comments;
    std::vector<std::string> pages;        ///< web addresses of its price lists
    PriceMatch match, modelMatch;          ///< of provider names; of models that are known to be its own
    std::vector<std::string> alsoModelsOf; ///< providers whose models it passes on under their prices
    std::vector<PricedModel> models;
};

struct PriceBookSource {
    std::string name;    ///< "@pydantic/genai-prices"
    std::string version; ///< "0.1.8"
    std::optional<PriceDay> date;
    std::string licence, licenceText;
};

/// A model together with who sells it; both live as long as the book.
struct PriceRow {
    const PriceProvider* provider = nullptr;
    const PricedModel* model = nullptr;
    explicit operator bool() const { return model != nullptr; }
};

/// A price of a person's own: for a row of the book, or for a row that the book has not.
struct PriceOverride {
    std::string provider, model;
    std::string priceKey; ///< "input_mtok"
    Decimal price;        ///< US dollars, not negative
    std::optional<PriceDay> date;
    bool operator==(const PriceOverride&) const = default;
};

/// What a vendor takes for a batch that may wait a day, as a share of the usual price.
struct BatchRule {
    std::string_view provider;
    Decimal share;
    std::string_view source, date;
};

class PriceBook {
public:
    static constexpr int staleAfterDays = 90;

    PriceBook() = default; ///< without any row
    PriceBook(PriceBookSource from, std::vector<PriceProvider> list, std::vector<std::string> oddities);

    const PriceBookSource& source() const { return origin; }
    const std::vector<PriceProvider>& providers() const { return all; }
    /// What the file holds that this program does not know, in English.
    const std::vector<std::string>& remarks() const { return oddities; }
    std::size_t models() const;

    /// Days since the date of the source; nothing where that is not known. Negative: in the future.
    std::optional<std::int64_t> ageInDays(PriceMoment now) const;
    /// Older than 90 days, or nobody knows how old.
    bool isStale(PriceMoment now) const;

    const PriceProvider* findProvider(std::string_view name) const;
    /// By the name that a person or a program writes. `provider` may be empty: then it is told by the model's
    /// name. "provider/model" and "provider:model" are understood where nothing else matches. Empty: not
    /// found.
    PriceRow find(std::string_view model, std::string_view provider = {}) const;
    /// Models whose names are near to one that is not there, "provider:id", the nearest first.
    std::vector<std::string> similar(std::string_view model, std::size_t most) const;

    /// What a usage costs, with the rules that genai-prices has in its program and not in its list (Groq
    /// bills ten seconds of sound at least).
    static PriceResult price(const PriceRow& row, const PriceUsage& usage, PriceMoment moment);
    /// Only for vendors that are known to have batches; nullptr otherwise.
    static const BatchRule* batchRule(std::string_view providerId);

    /// The book with a person's prices; they hold at every time. Unknown rows are added.
    PriceBook with(std::span<const PriceOverride> overrides) const;

private:
    const PricedModel* findModel(const PriceProvider& provider, const std::string& name) const;
    PriceRow findExactly(const std::string& name, const std::string& provider) const;
    PriceBookSource origin;
    std::vector<PriceProvider> all;
    std::vector<std::string> oddities;
};

/// Our packed file, a data.json of genai-prices, or the index.js of its npm package (which is not run).
/// Throws std::runtime_error with file, line and what was expected.
PriceBook loadPriceBook(std::string_view text, const std::string& file);
PriceBook loadPriceBook(const std::filesystem::path& file);
/// As the programs read it; `text` as above, which must hold no source of its own.
std::string packedPriceBook(std::string_view text, const std::string& file, const PriceBookSource& source);
/// Where the programs look: $TOKENARIUM_PRICES (a file), else
/// <program>/../share/tokenarium/prices/genai-prices.json.
std::filesystem::path defaultPriceBookFile();

/// A person's prices as a file: {"overrides":[{"provider","model","price_key","price","date"}]}. The first
/// throws std::runtime_error.
std::vector<PriceOverride> loadPriceOverrides(std::string_view text, const std::string& file);
std::string priceOverridesText(std::span<const PriceOverride> overrides);

} // namespace tokenarium
