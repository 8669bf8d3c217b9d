// SPDX-License-Identifier: GPL-3.0-or-later
// Units have up to seven dimensions; people read them as one phrase.
#include "app/cost/price_words.h"

#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QCoreApplication>

namespace tokenarium {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PriceWords)
};

struct UnitWords {
    const char *key, *words;
};
constexpr UnitWords unitWords[] = {
    {"input_mtok", QT_TRANSLATE_NOOP("PriceWords", "Input tokens")},
    {"output_mtok", QT_TRANSLATE_NOOP("PriceWords", "Output tokens")},
    {"cache_read_mtok", QT_TRANSLATE_NOOP("PriceWords", "Input read from the cache")},
    {"cache_write_mtok", QT_TRANSLATE_NOOP("PriceWords", "Input written to the cache")},
    {"cache_write_1h_mtok", QT_TRANSLATE_NOOP("PriceWords", "Input written to the cache for an hour")},
    {"input_audio_mtok", QT_TRANSLATE_NOOP("PriceWords", "Sound in the input")},
    {"output_audio_mtok", QT_TRANSLATE_NOOP("PriceWords", "Sound in the answer")},
    {"cache_audio_read_mtok", QT_TRANSLATE_NOOP("PriceWords", "Sound read from the cache")},
    {"input_image_mtok", QT_TRANSLATE_NOOP("PriceWords", "Pictures in the input")},
    {"output_image_mtok", QT_TRANSLATE_NOOP("PriceWords", "Pictures in the answer")},
    {"cache_image_read_mtok", QT_TRANSLATE_NOOP("PriceWords", "Pictures read from the cache")},
    {"input_video_mtok", QT_TRANSLATE_NOOP("PriceWords", "Film in the input")},
    {"output_reasoning_mtok", QT_TRANSLATE_NOOP("PriceWords", "Reasoning tokens")},
    {"input_audio_hours", QT_TRANSLATE_NOOP("PriceWords", "Hours of sound in the input")},
    {"audio_hours", QT_TRANSLATE_NOOP("PriceWords", "Hours of sound")},
    {"requests_kcount", QT_TRANSLATE_NOOP("PriceWords", "Requests")},
    {"web_searches_kcount", QT_TRANSLATE_NOOP("PriceWords", "Searches of the web")},
    {"storage_searches_kcount", QT_TRANSLATE_NOOP("PriceWords", "Searches of files")},
};

QString exactDollars(const Decimal& usd) {
    return QStringLiteral("$%1").arg(QString::fromStdString(usd.text()));
}

QString number(const Decimal& value) {
    return QString::fromStdString(groupedNumber(value, QLocale().name().toStdString()));
}

} // namespace

QString priceUnitName(std::size_t unit) {
    const std::string_view key = priceUnits()[unit].priceKey;
    for (const UnitWords& known : unitWords)
        if (key == known.key) return Words::tr(known.words);
    return QString::fromUtf8(key.data(), qsizetype(key.size()));
}

QString pricePer(std::size_t unit) {
    const PriceUnit& priced = priceUnits()[unit];
    if (priced.per == 1'000'000) return Words::tr("1M tokens");
    if (priced.per == 3600) return Words::tr("an hour");
    return grouped(priced.per);
}

QString bookName(const PriceBookSource& source) {
    QString name = QString::fromStdString(source.name);
    if (!source.version.empty()) name += QLatin1Char(' ') + QString::fromStdString(source.version);
    if (source.date) name += QStringLiteral(", ") + QString::fromStdString(priceDayText(*source.date));
    return name;
}

QString bookAge(const PriceBook& book, PriceMoment now) {
    const auto days = book.ageInDays(now);
    const QString age = days ? Words::tr("%1 days old").arg(*days) : Words::tr("nobody knows how old");
    const QString all = QStringLiteral("%1, %2").arg(bookName(book.source()), age);
    return book.isStale(now) ? QStringLiteral("⚠ ") + all : all;
}

QString waitingTime(const AnswerSpeed& speed, std::uint64_t promptTokens, std::uint64_t outputTokens) {
    return QStringLiteral("%1 + %2").arg(durationText(speed.ttftSeconds(promptTokens)),
                                         longDurationText(speed.restSeconds(outputTokens)));
}

std::vector<Figure> costFigures(const PriceSession& prices, const PriceRow& row) {
    const CountedPrompt counted = prices.counted(row);
    const CallPlan& plan = prices.plan();
    const PromptCost cost = prices.costOf(row);
    std::vector<Figure> figures;
    const auto add = [&](Figure figure) { figures.push_back(std::move(figure)); };
    const QString about = counted.exact ? QString() : QStringLiteral("≈ ");
    add({Words::tr("Tokens of the prompt"),
         about + grouped(std::size_t(counted.tokens.all())),
         counted.exact ? Provenance::Computed : Provenance::Assumed,
         counted.exact ? Words::tr("Counted by %1, published for this model").arg(counted.rules)
                       : Words::tr("Estimate by %1. %2").arg(counted.rules, counted.note),
         {},
         {},
         {},
         false});
    if (!cost) {
        add({Words::tr("Cost"),
             QStringLiteral("–"),
             Provenance::Computed,
             QString::fromStdString(cost.problem),
             {},
             {},
             {},
             true});
        return figures;
    }
    const auto book = prices.book();
    const QString source = row.model->changedHere
                               ? Words::tr("Partly your own price; else %1").arg(bookName(book->source()))
                               : bookName(book->source());
    for (const PriceLine& line : cost.call.lines) {
        const QString price = prices.money(line.price);
        const QString tier =
            line.above
                ? Words::tr("price for prompts of more than %1 tokens").arg(grouped(std::size_t(*line.above)))
                : QString();
        add({priceUnitName(line.unit), prices.money(line.amount),
             row.model->changedHere ? Provenance::Assumed : Provenance::Published,
             tier.isEmpty() ? source : tier + QStringLiteral("; ") + source,
             Words::tr("amount × price ÷ %1").arg(pricePer(line.unit)),
             QStringLiteral("%1 × %2 ÷ %3 = %4")
                 .arg(number(line.quantity), price, grouped(priceUnits()[line.unit].per),
                      prices.money(line.amount)),
             exactDollars(line.amount), false});
    }
    if (plan.batch)
        add({Words::tr("Batch"),
             cost.batchUnknown ? Words::tr("not known") : percent(cost.batchShare.toDouble()),
             Provenance::Published,
             cost.batchUnknown
                 ? Words::tr("What this seller takes for a batch is not known; the usual price was taken")
                 : QString::fromUtf8(PriceBook::batchRule(row.provider->id)->source.data(),
                                     qsizetype(PriceBook::batchRule(row.provider->id)->source.size())),
             {},
             {},
             {},
             false});
    add({Words::tr("One call"),
         about + prices.money(cost.usdPerCall),
         Provenance::Computed,
         {},
         Words::tr("sum of the lines × share for a batch"),
         QStringLiteral("%1 × %2 = %3")
             .arg(prices.money(cost.call.total), number(cost.batchShare), prices.money(cost.usdPerCall)),
         exactDollars(cost.usdPerCall),
         plan.calls == 1});
    if (plan.calls > 1)
        add({Words::tr("All calls"),
             about + prices.money(cost.usd),
             Provenance::Computed,
             {},
             Words::tr("one call × number of calls"),
             QStringLiteral("%1 × %2 = %3")
                 .arg(prices.money(cost.usdPerCall), grouped(std::size_t(plan.calls)),
                      prices.money(cost.usd)),
             exactDollars(cost.usd),
             true});
    const AnswerSpeed speed = prices.speed();
    const std::uint64_t output = plan.outputTokens + plan.reasoningTokens;
    const double first = speed.ttftSeconds(counted.tokens.all());
    const QString all = longDurationText(first + speed.restSeconds(output));
    add({Words::tr("Waiting for one answer"),
         QStringLiteral("≈ ") + all,
         speed.from,
         speed.source,
         Words::tr("TTFT + (output and reasoning tokens − 1) × inter-token latency"),
         QStringLiteral("%1 + %2 × %3 = %4")
             .arg(durationText(first), grouped(std::size_t(output > 0 ? output - 1 : 0)),
                  durationText(speed.itlSeconds), all),
         {},
         false});
    return figures;
}

} // namespace tokenarium
