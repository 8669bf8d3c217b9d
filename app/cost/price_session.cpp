// SPDX-License-Identifier: GPL-3.0-or-later
// The book is read and the prompt counted on workers; all choices are one value, so that undo is a swap.
#include "app/cost/price_session.h"

#include "app/change_value.h"
#include "widgets/style/number_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

namespace tokenarium {
namespace {

constexpr const char* usualProvider = "openai";
constexpr const char* usualModel = "gpt-5";
constexpr std::uint64_t usualOutput = 500;                              // tokens
const AnswerSpeed usualSpeed{0.6, 0.02, 0, 0, Provenance::Assumed, {}}; // as many services answer in 2026
constexpr int keepDelay = 300;                                          // ms
constexpr qint64 largestBook = 64 << 20; // bytes; the real one has half a megabyte

/// Everything the person decides.
struct Choices {
    std::string provider = usualProvider, model = usualModel;
    CallPlan plan;
    QString currency = QStringLiteral("USD");
    std::vector<Currency> rates = startingCurrencies();
    std::vector<PriceOverride> overrides;
    SpeedSource speedSource = SpeedSource::Assumed;
    AnswerSpeed speed = usualSpeed;
    bool operator==(const Choices& other) const {
        const auto same = [](const Currency& a, const Currency& b) {
            return a.code == b.code && a.perDollar == b.perDollar && a.date == b.date;
        };
        return provider == other.provider && model == other.model && plan == other.plan &&
               currency == other.currency && overrides == other.overrides &&
               speedSource == other.speedSource && speed == other.speed &&
               std::equal(rates.begin(), rates.end(), other.rates.begin(), other.rates.end(), same);
    }
};

/// A book with the ways in which its models count, each way once.
struct ReadBook {
    std::shared_ptr<const PriceBook> plain, own; ///< without and with the person's prices
    std::vector<ModelCounting> ways;
    std::unordered_map<const PricedModel*, std::size_t> wayOf; ///< of the models of `own`
};

bool sameWay(const ModelCounting& a, const ModelCounting& b) {
    return a.text == b.text && a.picture == b.picture && a.sound == b.sound && a.video == b.video;
}

void findWays(ReadBook& book, const TokenizerCatalog& tokenizers) {
    const auto has = [&](std::string_view name) {
        const TokenizerInfo* info = tokenizers.find(name);
        return info && info->present;
    };
    book.wayOf.clear();
    for (const PriceProvider& provider : book.own->providers())
        for (const PricedModel& model : provider.models) {
            const ModelCounting way = modelCounting(model.id, has);
            const auto found = std::find_if(book.ways.begin(), book.ways.end(),
                                            [&](const ModelCounting& known) { return sameWay(known, way); });
            book.wayOf[&model] = std::size_t(found - book.ways.begin());
            if (found == book.ways.end()) book.ways.push_back(way);
        }
}

std::string readWhole(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error(
            PriceSession::tr("%1 cannot be opened: %2").arg(path, file.errorString()).toStdString());
    if (file.size() > largestBook)
        throw std::runtime_error(PriceSession::tr("%1 is larger than %2 MB; a price list was expected.")
                                     .arg(path)
                                     .arg(largestBook >> 20)
                                     .toStdString());
    return file.readAll().toStdString();
}

/// What the person opened, packed, with a date: lists of prices themselves have none, so that of the file is
/// taken.
std::string packedWithDate(const QString& path) {
    const std::string text = readWhole(path), name = QFileInfo(path).fileName().toStdString();
    const PriceBook book = loadPriceBook(text, name);
    if (book.models() == 0)
        throw std::runtime_error(PriceSession::tr("%1 holds no model with a price.").arg(path).toStdString());
    if (book.source().date) return text;
    PriceBookSource source = book.source();
    if (source.name.empty()) source.name = name;
    source.date = priceDay(QFileInfo(path).lastModified().toUTC().date().toString(Qt::ISODate).toStdString());
    return packedPriceBook(text, name, source);
}

void writeWhole(const QString& path, const std::string& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()) || !file.commit())
        throw std::runtime_error(
            PriceSession::tr("%1 cannot be written: %2").arg(path, file.errorString()).toStdString());
}

} // namespace

double AnswerSpeed::ttftSeconds(std::uint64_t promptTokens) const {
    return waitSeconds + std::max(leastPrefillSeconds, secondsPerPromptToken * double(promptTokens));
}

double AnswerSpeed::restSeconds(std::uint64_t outputTokens) const {
    return outputTokens > 1 ? double(outputTokens - 1) * itlSeconds : 0;
}

struct PriceSession::State {
    State(PriceSession& session, TokenizerCatalog known, const QString& where)
        : owner(session)
        , tokenizers(known)
        , folder(where)
        , counter(std::make_shared<PromptCounter>(known)) {
        choices.plan.outputTokens = usualOutput;
        keepTimer.setSingleShot(true);
        keepTimer.setInterval(keepDelay);
        QObject::connect(&keepTimer, &QTimer::timeout, &owner, [this] { keep(); });
    }

    QString ownBookFile() const { return folder + QStringLiteral("/price-book.json"); }
    QString ownPricesFile() const { return folder + QStringLiteral("/own-prices.json"); }
    QString choicesFile() const { return folder + QStringLiteral("/prices.ini"); }

    void push(const Choices& after, const QString& name, int part) {
        if (after == choices) return;
        undo.push(new ChangeValue<Choices>([this](const Choices& wanted) { apply(wanted); }, choices, after,
                                           name, part));
    }

    void apply(const Choices& wanted) {
        const Choices before = std::exchange(choices, wanted);
        keepTimer.start();
        if (before.overrides != choices.overrides) {
            useOverrides();
            count();
            emit owner.bookChanged();
        }
        if (before.provider != choices.provider || before.model != choices.model) emit owner.modelChanged();
        if (!(before.plan == choices.plan)) emit owner.planChanged();
        if (before.currency != choices.currency || !sameRates(before)) emit owner.currencyChanged();
        if (before.speedSource != choices.speedSource || !(before.speed == choices.speed))
            emit owner.speedChanged();
    }

    bool sameRates(const Choices& other) const {
        Choices with = choices;
        with.rates = other.rates;
        return with == choices;
    }

    void useOverrides() {
        book.own = choices.overrides.empty()
                       ? book.plain
                       : std::make_shared<const PriceBook>(book.plain->with(choices.overrides));
        findWays(book, tokenizers);
    }

    void say(const QString& sentence) {
        if (trouble == sentence) return;
        trouble = sentence;
        emit owner.troubleChanged();
    }

    /// The person's own book where it is newer than the one that came with the program.
    void read() {
        const QString installed = QString::fromStdString(defaultPriceBookFile().string());
        const QString own = folder.isEmpty() || !QFile::exists(ownBookFile()) ? QString() : ownBookFile();
        struct Result {
            ReadBook book;
            QString file, remark;
        };
        reading.start(
            [installed, own, tokens = tokenizers, overrides = choices.overrides](std::stop_token,
                                                                                 const Job::Progress&) {
                Result result;
                const auto load = [&](const QString& path) {
                    return std::make_shared<const PriceBook>(
                        loadPriceBook(readWhole(path), path.toStdString()));
                };
                if (!own.isEmpty()) try {
                        result.book.plain = load(own);
                        result.file = own;
                    } catch (const std::exception& error) {
                        result.remark = PriceSession::tr("Your price book was left out: %1")
                                            .arg(QString::fromUtf8(error.what()));
                    }
                if (!result.book.plain) {
                    result.book.plain = load(installed);
                    result.file = installed;
                }
                result.book.own = overrides.empty()
                                      ? result.book.plain
                                      : std::make_shared<const PriceBook>(result.book.plain->with(overrides));
                findWays(result.book, tokens);
                return result;
            },
            [this](Result result) {
                file = result.file;
                say(result.remark.isEmpty() ? overridesTrouble : result.remark);
                arrived(std::move(result.book));
            },
            [this](const QString& message) {
                say(tr("There are no prices: %1").arg(message));
                emit owner.bookChanged();
            });
    }

    void arrived(ReadBook read) {
        book = std::move(read);
        if (book.own->source().name.empty() && book.own->models() == 0) return;
        counts.clear();
        emit owner.bookChanged();
        emit owner.modelChanged();
        count();
    }

    void count() {
        if (!asked) return;
        counting.start([worker = counter, prompt = *asked,
                        ways = book.ways](std::stop_token stop,
                                          const Job::Progress&) { return worker->count(prompt, ways, stop); },
                       [this](std::optional<std::vector<CountedPrompt>> answers) {
                           if (!answers) return;
                           counts = std::move(*answers);
                           emit owner.promptCounted();
                       },
                       [this](const QString& message) { say(message); });
    }

    // --- kept
    void restore() {
        if (folder.isEmpty()) return;
        const QSettings kept(choicesFile(), QSettings::IniFormat);
        choices.provider =
            kept.value("provider", QString::fromStdString(choices.provider)).toString().toStdString();
        choices.model = kept.value("model", QString::fromStdString(choices.model)).toString().toStdString();
        choices.currency = kept.value("currency", choices.currency).toString();
        choices.plan.outputTokens = kept.value("output", qulonglong(usualOutput)).toULongLong();
        for (const QString& line : kept.value("rates").toStringList()) {
            const QStringList fields = line.split(QLatin1Char(' '));
            const auto rate = Decimal::parse(fields.value(1).toStdString());
            if (fields.size() < 2 || !rate || rate->isNegative() || rate->isZero()) continue;
            setRate(choices.rates, {fields[0].toStdString(), *rate, fields.value(2).toStdString()});
        }
        if (!currencyOf(choices.rates, choices.currency)) choices.currency = QStringLiteral("USD");
        if (!QFile::exists(ownPricesFile())) return;
        try {
            choices.overrides = loadPriceOverrides(readWhole(ownPricesFile()), ownPricesFile().toStdString());
        } catch (const std::exception& error) {
            const QString aside = ownPricesFile() + QStringLiteral(".damaged");
            QFile::remove(aside);
            QFile::rename(ownPricesFile(), aside);
            overridesTrouble = tr("Your own prices could not be read and were put aside as %1: %2")
                                   .arg(aside, QString::fromUtf8(error.what()));
        }
    }

    void keep() {
        if (folder.isEmpty()) return;
        QDir().mkpath(folder);
        QSettings kept(choicesFile(), QSettings::IniFormat);
        kept.setValue("provider", QString::fromStdString(choices.provider));
        kept.setValue("model", QString::fromStdString(choices.model));
        kept.setValue("currency", choices.currency);
        kept.setValue("output", qulonglong(choices.plan.outputTokens));
        QStringList rates;
        for (const Currency& rate : choices.rates)
            rates +=
                QString::fromStdString(rate.code + " " + rate.perDollar.text() + " " + rate.date).trimmed();
        kept.setValue("rates", rates);
        try {
            if (choices.overrides.empty())
                QFile::remove(ownPricesFile());
            else
                writeWhole(ownPricesFile(), priceOverridesText(choices.overrides));
        } catch (const std::exception& error) {
            say(QString::fromUtf8(error.what()));
        }
    }

    static const Currency* currencyOf(const std::vector<Currency>& rates, const QString& code) {
        const auto found = std::find_if(rates.begin(), rates.end(), [&](const Currency& each) {
            return QString::fromStdString(each.code) == code;
        });
        return found == rates.end() ? nullptr : &*found;
    }

    static void setRate(std::vector<Currency>& rates, const Currency& rate) {
        for (Currency& each : rates)
            if (each.code == rate.code) {
                each = rate;
                return;
            }
        rates.push_back(rate);
    }

    PriceSession& owner;
    TokenizerCatalog tokenizers;
    QString folder, file, trouble, overridesTrouble;
    Choices choices;
    ReadBook book{std::make_shared<const PriceBook>(), std::make_shared<const PriceBook>(), {}, {}};
    std::shared_ptr<PromptCounter> counter;
    std::optional<PromptToCount> asked;
    Prompt noPrompt;
    std::vector<CountedPrompt> counts; ///< by way
    std::optional<AnswerSpeed> offers[3];
    QUndoStack undo;
    QTimer keepTimer;
    Job reading, opening, counting;
};

PriceSession::PriceSession(TokenizerCatalog tokenizers, const QString& folder, QObject* parent)
    : QObject(parent)
    , state(std::make_unique<State>(*this, std::move(tokenizers), folder)) {
    state->restore();
    state->read();
}

PriceSession::~PriceSession() {
    if (state->keepTimer.isActive()) state->keep();
    for (Job* job : {&state->reading, &state->opening, &state->counting}) job->cancel();
}

std::shared_ptr<const PriceBook> PriceSession::book() const { return state->book.own; }
bool PriceSession::isReading() const { return state->reading.isBusy() || state->opening.isBusy(); }
QString PriceSession::trouble() const { return state->trouble; }
bool PriceSession::isOwnBook() const {
    return !state->folder.isEmpty() && state->file == state->ownBookFile();
}
QString PriceSession::bookFile() const { return state->file; }
const QString& PriceSession::folder() const { return state->folder; }
const TokenizerCatalog& PriceSession::tokenizers() const { return state->tokenizers; }

void PriceSession::openBook(const QString& file) {
    const QString kept = state->folder.isEmpty() ? QString() : state->ownBookFile();
    struct Result {
        ReadBook book;
        QString file;
    };
    state->opening.start(
        [file, kept, tokenizers = state->tokenizers,
         overrides = state->choices.overrides](std::stop_token, const Job::Progress&) {
            const std::string packed = packedWithDate(file);
            Result result;
            result.book.plain = std::make_shared<const PriceBook>(loadPriceBook(packed, file.toStdString()));
            if (!kept.isEmpty()) writeWhole(kept, packed);
            result.file = kept.isEmpty() ? file : kept;
            result.book.own = overrides.empty()
                                  ? result.book.plain
                                  : std::make_shared<const PriceBook>(result.book.plain->with(overrides));
            findWays(result.book, tokenizers);
            return result;
        },
        [this](Result result) {
            state->file = result.file;
            state->say({});
            state->arrived(std::move(result.book));
        },
        [this](const QString& message) {
            state->say(tr("The price book was not changed: %1").arg(message));
        });
}

void PriceSession::useInstalledBook() {
    if (!state->folder.isEmpty()) QFile::remove(state->ownBookFile());
    state->read();
}

const std::vector<PriceOverride>& PriceSession::overrides() const { return state->choices.overrides; }

void PriceSession::setOverrides(std::vector<PriceOverride> changed, const QString& undoName) {
    Choices after = state->choices;
    after.overrides = std::move(changed);
    state->push(after, undoName, -1);
}

PriceRow PriceSession::row() const {
    const Choices& choices = state->choices;
    for (const PriceProvider& provider : state->book.own->providers()) {
        if (provider.id != choices.provider) continue;
        for (const PricedModel& model : provider.models)
            if (model.id == choices.model) return {&provider, &model};
    }
    // A newer book may know it by another name.
    if (const PriceRow renamed = state->book.own->find(choices.model, choices.provider)) return renamed;
    if (const PriceRow usual = state->book.own->find(usualModel, usualProvider)) return usual;
    for (const PriceProvider& provider : state->book.own->providers())
        if (!provider.models.empty()) return {&provider, &provider.models.front()};
    return {};
}

void PriceSession::chooseModel(const std::string& provider, const std::string& model) {
    Choices after = state->choices;
    after.provider = provider;
    after.model = model;
    state->push(after, tr("Choose a model"), 1);
}

const CallPlan& PriceSession::plan() const { return state->choices.plan; }

void PriceSession::setPlan(const CallPlan& wanted, const QString& undoName, int part) {
    Choices after = state->choices;
    after.plan = wanted;
    constexpr int plans = 100; // parts of choices of other kinds are below
    state->push(after, undoName, part < 0 ? -1 : plans + part);
}

const Currency& PriceSession::currency() const {
    const Currency* chosen = State::currencyOf(state->choices.rates, state->choices.currency);
    return chosen ? *chosen : state->choices.rates.front();
}

const std::vector<Currency>& PriceSession::currencies() const { return state->choices.rates; }

void PriceSession::chooseCurrency(const QString& code) {
    if (!State::currencyOf(state->choices.rates, code)) return;
    Choices after = state->choices;
    after.currency = code;
    state->push(after, tr("Choose a currency"), 2);
}

void PriceSession::setRate(const Currency& rate) {
    Choices after = state->choices;
    State::setRate(after.rates, rate);
    after.currency = QString::fromStdString(rate.code);
    state->push(after, tr("Change an exchange rate"), -1);
}

AnswerSpeed PriceSession::speed() const {
    const auto& offer = state->offers[std::size_t(state->choices.speedSource)];
    return offer ? *offer : state->choices.speed;
}

SpeedSource PriceSession::speedSource() const { return state->choices.speedSource; }
const AnswerSpeed& PriceSession::assumedSpeed() const { return state->choices.speed; }

void PriceSession::chooseSpeed(SpeedSource source, const AnswerSpeed& assumed, const QString& undoName,
                               int part) {
    Choices after = state->choices;
    after.speedSource = source;
    after.speed = assumed;
    constexpr int speeds = 50;
    state->push(after, undoName, part < 0 ? -1 : speeds + part);
}

void PriceSession::offerSpeed(SpeedSource source, const std::optional<AnswerSpeed>& offer) {
    auto& known = state->offers[std::size_t(source)];
    if (source == SpeedSource::Assumed || known == offer) return;
    known = offer;
    emit speedChanged();
}

std::optional<AnswerSpeed> PriceSession::offeredSpeed(SpeedSource source) const {
    return state->offers[std::size_t(source)];
}

void PriceSession::countPrompt(const PromptToCount& prompt) {
    state->asked = prompt;
    state->count();
}

const Prompt& PriceSession::prompt() const { return state->asked ? state->asked->prompt : state->noPrompt; }

CountedPrompt PriceSession::counted(const PriceRow& row) const {
    const auto way = state->book.wayOf.find(row.model);
    if (way == state->book.wayOf.end() || way->second >= state->counts.size()) return {};
    return state->counts[way->second];
}

bool PriceSession::isCounting() const { return state->counting.isBusy(); }

PromptCost PriceSession::costOf(const PriceRow& row) const {
    return promptCost(row, counted(row).tokens, state->choices.plan, now());
}

PriceMoment PriceSession::now() const { return priceMomentNow(); }

QString PriceSession::money(const Decimal& usd) const {
    const auto amount = currency().fromDollars(usd);
    return amount ? tokenarium::money(*amount, QString::fromStdString(currency().code)) : QStringLiteral("–");
}

QString PriceSession::amount(const Decimal& usd) const {
    const auto sum = currency().fromDollars(usd);
    return sum ? tokenarium::money(*sum, QString()) : QStringLiteral("–");
}

QString PriceSession::compactMoney(double usd) const {
    return tokenarium::compactMoney(usd * currency().perDollar.toDouble(),
                                    QString::fromStdString(currency().code));
}

QUndoStack& PriceSession::undoStack() { return state->undo; }

} // namespace tokenarium
