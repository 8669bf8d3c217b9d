// SPDX-License-Identifier: GPL-3.0-or-later
// Finding a row of the price book and computing with it.
#include "engine/cost/price_book.h"

#include <algorithm>

namespace tokenarium {
namespace {

using namespace std::chrono;

/// As their own lists of 2025 and 2026 say.
const std::vector<BatchRule>& batchRules() {
    static const std::vector<BatchRule> rules = {
        {"openai", *Decimal::parse("0.5"), "OpenAI, Batch API: 50 % off", "2025"},
        {"anthropic", *Decimal::parse("0.5"), "Anthropic, Message Batches: 50 % off", "2025"},
        {"google", *Decimal::parse("0.5"), "Google, Gemini API, batch mode: 50 % off", "2025"}};
    return rules;
}

/// Groq's Whisper bills ten seconds at least; either unit of duration will do.
PriceUsage withGroqMinimum(PriceUsage usage) {
    static const std::size_t audio = *priceUnitOfUsage("audio_seconds"),
                             input = *priceUnitOfUsage("input_audio_seconds");
    const auto& given = usage.at(audio);
    const std::optional<Decimal> seconds =
        !given || given->isZero() ? (usage.at(input) ? usage.at(input) : given) : given;
    if (!seconds || seconds->isNegative()) return usage;
    const Decimal billed = seconds->isZero() ? Decimal() : std::max(*seconds, Decimal(10));
    usage.setUnit(audio, billed);
    usage.setUnit(input, billed);
    return usage;
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

std::string priceDayText(PriceDay day) {
    const year_month_day date(day);
    const auto padded = [](unsigned number, std::size_t width) {
        std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

PriceMoment priceMomentNow() { return time_point_cast<milliseconds>(system_clock::now()); }

bool DatedPrices::holdsAt(PriceMoment moment) const {
    if (from) return moment >= *from;
    if (!hours) return true;
    const milliseconds time = moment - floor<days>(moment);
    if (hours->end < hours->begin) return time >= hours->begin || time < hours->end;
    return time >= hours->begin && time < hours->end;
}

const PriceList& PricedModel::pricesAt(PriceMoment moment) const {
    for (std::size_t i = prices.size(); i-- > 0;)
        if (prices[i].holdsAt(moment)) return prices[i].prices;
    return prices.front().prices;
}

PriceBook::PriceBook(PriceBookSource from, std::vector<PriceProvider> list, std::vector<std::string> unknown)
    : origin(std::move(from))
    , all(std::move(list))
    , oddities(std::move(unknown)) {}

std::size_t PriceBook::models() const {
    std::size_t sum = 0;
    for (const PriceProvider& provider : all) sum += provider.models.size();
    return sum;
}

std::optional<std::int64_t> PriceBook::ageInDays(PriceMoment now) const {
    if (!origin.date) return std::nullopt;
    return (floor<days>(now) - *origin.date).count();
}

bool PriceBook::isStale(PriceMoment now) const {
    const auto age = ageInDays(now);
    return !age || *age > staleAfterDays;
}

const PriceProvider* PriceBook::findProvider(std::string_view written) const {
    const std::string name = normalModelName(written);
    for (const PriceProvider& provider : all)
        if (provider.id == name) return &provider;
    for (const PriceProvider& provider : all)
        if (provider.match.matches(name)) return &provider;
    return nullptr;
}

const PricedModel* PriceBook::findModel(const PriceProvider& provider, const std::string& name) const {
    for (const PricedModel& model : provider.models)
        if (model.match.matches(name)) return &model;
    for (const std::string& id : provider.alsoModelsOf)
        for (const PriceProvider& other : all)
            if (other.id == id && &other != &provider)
                for (const PricedModel& model : other.models)
                    if (model.match.matches(name)) return &model;
    return nullptr;
}

PriceRow PriceBook::findExactly(const std::string& name, const std::string& providerName) const {
    const PriceProvider* provider = nullptr;
    if (!providerName.empty()) {
        provider = findProvider(providerName);
    } else {
        for (const PriceProvider& each : all)
            if (each.modelMatch.matches(name)) {
                provider = &each;
                break;
            }
    }
    if (!provider) return {};
    const PricedModel* model = findModel(*provider, name);
    if (!model) model = findModel(*provider, withWrittenDates(name));
    return model ? PriceRow{provider, model} : PriceRow{};
}

PriceRow PriceBook::find(std::string_view model, std::string_view provider) const {
    const std::string name = normalModelName(model), seller = normalModelName(provider);
    if (name.empty() || (seller.empty() && !provider.empty())) return {};
    const std::size_t slash = name.find('/');
    if (seller == "litellm") { // a router: whoever is named before the slash sells
        if (slash != std::string::npos && slash > 0 && findProvider(name.substr(0, slash)))
            return findExactly(name.substr(slash + 1), name.substr(0, slash));
        return findExactly(name, findProvider(seller) ? seller : "");
    }
    if (const PriceRow row = findExactly(name, seller)) return row;
    const std::size_t mark = name.find_first_of("/:");
    if (!seller.empty() || mark == std::string::npos) return {};
    return findExactly(name.substr(mark + 1), name.substr(0, mark));
}

std::vector<std::string> PriceBook::similar(std::string_view model, std::size_t most) const {
    const std::string name = normalModelName(model);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const PriceProvider& provider : all)
        for (const PricedModel& each : provider.models) {
            const std::string id = normalModelName(each.id);
            const bool inside = !name.empty() && id.find(name) != std::string::npos;
            const std::size_t apart = inside ? (id.size() - name.size()) / 4 : distance(name, id);
            if (inside || apart <= name.size() / 3) found.emplace_back(apart, provider.id + ":" + each.id);
        }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) names.push_back(found[i].second);
    return names;
}

PriceResult PriceBook::price(const PriceRow& row, const PriceUsage& usage, PriceMoment moment) {
    const bool groqWhisper = row.provider->id == "groq" && (row.model->id == "whisper-large-v3" ||
                                                            row.model->id == "whisper-large-v3-turbo");
    return row.model->pricesAt(moment).priceOf(groqWhisper ? withGroqMinimum(usage) : usage);
}

const BatchRule* PriceBook::batchRule(std::string_view providerId) {
    for (const BatchRule& rule : batchRules())
        if (rule.provider == providerId) return &rule;
    return nullptr;
}

PriceBook PriceBook::with(std::span<const PriceOverride> overrides) const {
    PriceBook changed = *this;
    for (const PriceOverride& one : overrides) {
        const auto unit = priceUnitOfPrice(one.priceKey);
        if (!unit || one.price.isNegative() || one.model.empty()) continue;
        auto provider = std::find_if(changed.all.begin(), changed.all.end(),
                                     [&](const PriceProvider& each) { return each.id == one.provider; });
        if (provider == changed.all.end()) {
            PriceProvider added;
            added.id = added.name = one.provider;
            added.modelMatch = PriceMatch::of(PriceMatch::Kind::Equals, one.model);
            provider = changed.all.insert(changed.all.end(), std::move(added));
        }
        auto model = std::find_if(provider->models.begin(), provider->models.end(),
                                  [&](const PricedModel& each) { return each.id == one.model; });
        if (model == provider->models.end()) {
            PricedModel added;
            added.id = one.model;
            added.match = PriceMatch::of(PriceMatch::Kind::Equals, one.model);
            added.prices.emplace_back();
            model = provider->models.insert(provider->models.begin(), std::move(added));
        }
        for (DatedPrices& dated : model->prices) dated.prices = dated.prices.with({*unit, one.price, {}});
        model->checked = one.date;
        model->changedHere = true;
    }
    return changed;
}

} // namespace tokenarium
