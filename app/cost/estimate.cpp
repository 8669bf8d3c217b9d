// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates as JSON and as CSV. Money is text with every digit in both.
#include "app/cost/estimate.h"

#include "widgets/style/csv_field.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QUuid>

#include <limits>

namespace tokenarium {
namespace {

QString textOf(const Decimal& value) { return QString::fromStdString(value.text()); }
QString textOf(std::uint64_t value) { return QString::number(value); }

/// Reads the fields of one object; remembers whether one was wrong. Whole numbers are texts, for JSON's
/// numbers lose digits.
class Fields {
public:
    explicit Fields(QJsonObject of) : object(std::move(of)) {}

    QString words(const char* name) {
        const QJsonValue value = object[QLatin1String(name)];
        if (!value.isString()) isWrong = true;
        return value.toString();
    }
    bool flag(const char* name) {
        const QJsonValue value = object[QLatin1String(name)];
        if (!value.isBool()) isWrong = true;
        return value.toBool();
    }
    double number(const char* name) {
        const QJsonValue value = object[QLatin1String(name)];
        if (!value.isDouble()) isWrong = true;
        return value.toDouble();
    }
    Decimal decimal(const char* name) {
        const auto value = storedDecimal(words(name).toStdString());
        if (!value) isWrong = true;
        return value.value_or(Decimal());
    }
    std::uint64_t count(const char* name) {
        bool right = false;
        const std::uint64_t value = words(name).toULongLong(&right);
        if (!right) isWrong = true;
        return value;
    }
    bool has(const char* name) const { return object.contains(QLatin1String(name)); }
    QJsonArray list(const char* name) const { return object[QLatin1String(name)].toArray(); }
    bool wrong() const { return isWrong; }

private:
    QJsonObject object;
    bool isWrong = false;
};

QJsonObject objectOf(const EstimateLine& line) {
    QJsonObject object{{"unit", line.unit},
                       {"quantity", textOf(line.quantity)},
                       {"price", textOf(line.price)},
                       {"per", textOf(line.per)},
                       {"usd", textOf(line.usd)}};
    if (line.above) object["above"] = textOf(*line.above);
    return object;
}

std::optional<EstimateLine> lineOf(const QJsonValue& value) {
    Fields fields(value.toObject());
    EstimateLine line{fields.words("unit"),  fields.decimal("quantity"), fields.decimal("price"),
                      fields.decimal("usd"), fields.count("per"),        std::nullopt};
    if (fields.has("above")) line.above = fields.count("above");
    if (fields.wrong()) return std::nullopt;
    return line;
}

CallPlan planOf(Fields& fields) {
    CallPlan plan;
    plan.outputTokens = fields.count("output_tokens");
    plan.reasoningTokens = fields.count("reasoning_tokens");
    plan.soundOutputTokens = fields.count("sound_output_tokens");
    plan.calls = fields.count("calls");
    plan.cachedShare = fields.decimal("cached_share");
    plan.cacheWriteShare = fields.decimal("cache_write_share");
    plan.cacheForAnHour = fields.flag("cache_for_an_hour");
    plan.batch = fields.flag("batch");
    return plan;
}

QStringList csvFields(const Estimate& one) {
    QStringList fields;
    for (const QString& text : {one.saved, one.title, one.promptHash, one.provider, one.model, one.modelName})
        fields += csvField(text);
    for (const std::uint64_t count :
         {one.tokens.all(), one.tokens.text, one.tokens.picture, one.tokens.sound, one.tokens.video})
        fields += textOf(count);
    fields += one.exact ? QStringLiteral("exact") : QStringLiteral("estimate");
    fields += csvField(one.rules);
    for (const std::uint64_t count :
         {one.plan.outputTokens, one.plan.reasoningTokens, one.plan.soundOutputTokens, one.plan.calls})
        fields += textOf(count);
    fields += textOf(one.plan.cachedShare);
    fields += textOf(one.plan.cacheWriteShare);
    fields += one.plan.cacheForAnHour ? QStringLiteral("1h") : QStringLiteral("5m");
    fields += one.plan.batch ? QStringLiteral("yes") : QStringLiteral("no");
    fields += csvField(textOf(one.usdPerCall), true);
    fields += csvField(textOf(one.usd), true);
    fields += csvField(QString::fromStdString(one.currency.code));
    const auto amount = one.currency.fromDollars(one.usd);
    fields += amount ? csvField(textOf(*amount), true) : QString();
    fields += textOf(one.currency.perDollar);
    fields += csvField(QString::fromStdString(one.currency.date));
    for (const QString& text : {one.bookName, one.bookVersion, one.bookDate}) fields += csvField(text);
    return fields;
}

} // namespace

Estimate madeEstimate(const PriceRow& row, const PromptTokens& tokens, const CallPlan& plan,
                      const PromptCost& cost, const Currency& currency, const PriceBookSource& book) {
    Estimate estimate;
    estimate.key = QUuid::createUuid().toString(QUuid::WithoutBraces);
    estimate.saved = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
    estimate.provider = QString::fromStdString(row.provider->id);
    estimate.model = QString::fromStdString(row.model->id);
    estimate.modelName = QString::fromStdString(row.model->title());
    estimate.tokens = tokens;
    estimate.plan = plan;
    estimate.billedOutputTokens = cost.billedOutputTokens;
    for (const PriceLine& line : cost.call.lines) {
        const PriceUnit& unit = priceUnits()[line.unit];
        estimate.lines.push_back({QString::fromUtf8(unit.usageKey.data(), qsizetype(unit.usageKey.size())),
                                  line.quantity, line.price, line.amount, unit.per, line.above});
    }
    estimate.usdPerCall = cost.usdPerCall;
    estimate.usd = cost.usd;
    estimate.batchShare = cost.batchShare;
    estimate.currency = currency;
    estimate.bookName = QString::fromStdString(book.name);
    estimate.bookVersion = QString::fromStdString(book.version);
    if (book.date) estimate.bookDate = QString::fromStdString(priceDayText(*book.date));
    return estimate;
}

std::optional<Decimal> storedDecimal(const std::string& text) {
    const bool isNegative = text.starts_with('-');
    const std::size_t point = std::min(text.find('.'), text.size());
    Decimal value;
    std::string digits;
    const auto take = [&] { // shifts what is there and adds the digits that were read
        const auto part = Decimal::parse(digits);
        const auto shifted = value.dividedByPowerOfTen(-int(digits.size()));
        const auto sum = part && shifted ? shifted->plus(*part) : std::nullopt;
        if (sum) value = *sum;
        digits.clear();
        return sum.has_value();
    };
    for (std::size_t i = isNegative ? 1 : 0; i < text.size(); ++i) {
        if (i == point) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        digits += text[i];
        if (digits.size() == 18 && !take()) return std::nullopt;
    }
    if (text.size() == (isNegative ? 1U : 0U) || point + 1 == text.size() || (!digits.empty() && !take()))
        return std::nullopt;
    const std::size_t places = point == text.size() ? 0 : text.size() - point - 1;
    const auto result = value.dividedByPowerOfTen(int(places));
    return result && isNegative ? result->negated() : result;
}

QByteArray estimateText(const Estimate& one) {
    QJsonArray lines;
    for (const EstimateLine& line : one.lines) lines.append(objectOf(line));
    const QJsonObject object{{"key", one.key},
                             {"saved", one.saved},
                             {"title", one.title},
                             {"prompt_hash", one.promptHash},
                             {"provider", one.provider},
                             {"model", one.model},
                             {"model_name", one.modelName},
                             {"text_tokens", textOf(one.tokens.text)},
                             {"picture_tokens", textOf(one.tokens.picture)},
                             {"sound_tokens", textOf(one.tokens.sound)},
                             {"video_tokens", textOf(one.tokens.video)},
                             {"sound_seconds", one.tokens.soundSeconds},
                             {"exact", one.exact},
                             {"rules", one.rules},
                             {"note", one.note},
                             {"output_tokens", textOf(one.plan.outputTokens)},
                             {"reasoning_tokens", textOf(one.plan.reasoningTokens)},
                             {"sound_output_tokens", textOf(one.plan.soundOutputTokens)},
                             {"calls", textOf(one.plan.calls)},
                             {"cached_share", textOf(one.plan.cachedShare)},
                             {"cache_write_share", textOf(one.plan.cacheWriteShare)},
                             {"cache_for_an_hour", one.plan.cacheForAnHour},
                             {"batch", one.plan.batch},
                             {"billed_output_tokens", textOf(one.billedOutputTokens)},
                             {"lines", lines},
                             {"usd_per_call", textOf(one.usdPerCall)},
                             {"usd", textOf(one.usd)},
                             {"batch_share", textOf(one.batchShare)},
                             {"currency", QString::fromStdString(one.currency.code)},
                             {"per_dollar", textOf(one.currency.perDollar)},
                             {"rate_date", QString::fromStdString(one.currency.date)},
                             {"book_name", one.bookName},
                             {"book_version", one.bookVersion},
                             {"book_date", one.bookDate}};
    return QJsonDocument(object).toJson();
}

std::optional<Estimate> estimateOf(const QByteArray& text) {
    Fields fields(QJsonDocument::fromJson(text).object());
    Estimate one;
    one.key = fields.words("key");
    one.saved = fields.words("saved");
    one.title = fields.words("title");
    one.promptHash = fields.words("prompt_hash");
    one.provider = fields.words("provider");
    one.model = fields.words("model");
    one.modelName = fields.words("model_name");
    one.tokens = {fields.count("text_tokens"), fields.count("picture_tokens"), fields.count("sound_tokens"),
                  fields.count("video_tokens"), fields.number("sound_seconds")};
    one.exact = fields.flag("exact");
    one.rules = fields.words("rules");
    one.note = fields.words("note");
    one.plan = planOf(fields);
    one.billedOutputTokens = fields.count("billed_output_tokens");
    for (const QJsonValue& value : fields.list("lines")) {
        const auto line = lineOf(value);
        if (!line) return std::nullopt;
        one.lines.push_back(*line);
    }
    one.usdPerCall = fields.decimal("usd_per_call");
    one.usd = fields.decimal("usd");
    one.batchShare = fields.decimal("batch_share");
    one.currency = {fields.words("currency").toStdString(), fields.decimal("per_dollar"),
                    fields.words("rate_date").toStdString()};
    one.bookName = fields.words("book_name");
    one.bookVersion = fields.words("book_version");
    one.bookDate = fields.words("book_date");
    if (fields.wrong() || one.key.isEmpty()) return std::nullopt;
    return one;
}

QByteArray estimatesCsv(std::span<const Estimate> estimates) {
    QString text = QChar(0xfeff) +
                   QStringLiteral("saved_utc,title,prompt_sha256,provider,model,model_name,input_tokens,"
                                  "text_tokens,picture_tokens,sound_tokens,video_tokens,counting,rules,"
                                  "output_tokens,reasoning_tokens,sound_output_tokens,calls,cached_share,"
                                  "cache_write_share,cache_lifetime,batch,usd_per_call,usd,currency,amount,"
                                  "per_dollar,rate_date,price_book,price_book_version,price_book_date\r\n");
    for (const Estimate& one : estimates)
        text += csvFields(one).join(QLatin1Char(',')) + QLatin1String("\r\n");
    return text.toUtf8();
}

} // namespace tokenarium
