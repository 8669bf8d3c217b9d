// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that knows SQL.
#include "app/cost/estimate_history.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <limits>
#include <utility>

namespace tokenarium {
namespace {

using Kind = HistoryError::Kind;

constexpr int applicationId = 0x546f6b65; // "Toke": tells our databases from those of other programs

QString shown(const QString& file) { return QDir::toNativeSeparators(file); }
QString today() { return QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd")); }
QString thisSecond() { return QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss")); }

/// SQLite's own numbers of errors, the lower byte of what it reports.
enum Result {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NoDatabase = 26
};

[[noreturn]] void fail(const QSqlError& error, const QString& file) {
    const QString said = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case Locked:
        throw HistoryError(Kind::Locked,
                           EstimateHistory::tr("Another program is using the file of saved estimates, %1.")
                               .arg(shown(file)));
    case ReadOnly:
    case CannotOpen:
        throw HistoryError(Kind::CannotWrite,
                           EstimateHistory::tr("The file of saved estimates, %1, cannot be written: the "
                                               "folder or the file is read-only.")
                               .arg(shown(file)));
    case Full:
    case InputOutput:
        throw HistoryError(Kind::CannotWrite,
                           EstimateHistory::tr("The file of saved estimates, %1, cannot be written: is the "
                                               "disk full? (%2)")
                               .arg(shown(file), said));
    case Corrupt:
    case NoDatabase:
        throw HistoryError(
            Kind::Damaged,
            EstimateHistory::tr("The file of saved estimates, %1, is damaged (%2).").arg(shown(file), said));
    default:
        throw HistoryError(Kind::Other,
                           EstimateHistory::tr("The file of saved estimates, %1: %2").arg(shown(file), said));
    }
}

/// SQLite's numbers have 63 bits.
qlonglong stored(std::uint64_t count) {
    if (count > std::uint64_t(std::numeric_limits<qlonglong>::max()))
        throw HistoryError(Kind::Other,
                           EstimateHistory::tr("%1 is too large a number to be saved.").arg(count));
    return qlonglong(count);
}
QString stored(const Decimal& value) { return QString::fromStdString(value.text()); }
QString stored(const std::string& text) { return QString::fromStdString(text); }

/// What a search looks at. SQLite's LIKE knows the case of ASCII letters only.
QString searched(const Estimate& one) {
    return QStringList{one.title, one.provider, one.model, one.modelName, one.rules, one.note, one.saved}
        .join(QLatin1Char('\n'))
        .toCaseFolded();
}

/// A word as a pattern of LIKE … ESCAPE '\'.
QString likePattern(QString word) {
    word.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    word.replace(QLatin1Char('%'), QLatin1String("\\%"));
    word.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + word + QLatin1Char('%');
}

/// Columns of the table, in the order of read() below.
const QStringList& columns() {
    static const QStringList names =
        QStringLiteral("key saved title prompt_hash provider model model_name text_tokens picture_tokens "
                       "sound_tokens video_tokens sound_seconds exact rules note output_tokens "
                       "reasoning_tokens sound_output_tokens calls cached_share cache_write_share "
                       "cache_for_an_hour batch billed_output_tokens usd_per_call usd batch_share currency "
                       "per_dollar rate_date book_name book_version book_date")
            .split(QLatin1Char(' '));
    return names;
}

QVariantList valuesOf(const Estimate& one) {
    return {one.key,
            one.saved,
            one.title,
            one.promptHash,
            one.provider,
            one.model,
            one.modelName,
            stored(one.tokens.text),
            stored(one.tokens.picture),
            stored(one.tokens.sound),
            stored(one.tokens.video),
            one.tokens.soundSeconds,
            one.exact,
            one.rules,
            one.note,
            stored(one.plan.outputTokens),
            stored(one.plan.reasoningTokens),
            stored(one.plan.soundOutputTokens),
            stored(one.plan.calls),
            stored(one.plan.cachedShare),
            stored(one.plan.cacheWriteShare),
            one.plan.cacheForAnHour,
            one.plan.batch,
            stored(one.billedOutputTokens),
            stored(one.usdPerCall),
            stored(one.usd),
            stored(one.batchShare),
            stored(one.currency.code),
            stored(one.currency.perDollar),
            stored(one.currency.date),
            one.bookName,
            one.bookVersion,
            one.bookDate};
}

/// The values of a row, one after the other.
class Row {
public:
    Row(const QSqlQuery& of, QString file) : query(of), name(std::move(file)) {}
    /// SQLite gives an empty text back as null; here they are the same.
    QString words() { return query.value(at++).toString(); }
    bool flag() { return query.value(at++).toBool(); }
    double number() { return query.value(at++).toDouble(); }
    std::uint64_t count() {
        bool right = false;
        const qlonglong value = query.value(at++).toLongLong(&right);
        if (!right || value < 0) refuse();
        return std::uint64_t(value);
    }
    Decimal decimal() {
        const auto value = storedDecimal(words().toStdString());
        if (!value) refuse();
        return *value;
    }
    bool isNull() const { return query.value(at).isNull(); }

private:
    [[noreturn]] void refuse() const {
        throw HistoryError(
            Kind::Damaged,
            EstimateHistory::tr("The file of saved estimates, %1, is damaged (%2).")
                .arg(shown(name),
                     EstimateHistory::tr("“%1” is no number").arg(query.value(at - 1).toString())));
    }
    const QSqlQuery& query;
    QString name;
    int at = 0;
};

Estimate read(Row row) {
    Estimate one;
    for (QString* text :
         {&one.key, &one.saved, &one.title, &one.promptHash, &one.provider, &one.model, &one.modelName})
        *text = row.words();
    for (std::uint64_t* count : {&one.tokens.text, &one.tokens.picture, &one.tokens.sound, &one.tokens.video})
        *count = row.count();
    one.tokens.soundSeconds = row.number();
    one.exact = row.flag();
    one.rules = row.words();
    one.note = row.words();
    for (std::uint64_t* count :
         {&one.plan.outputTokens, &one.plan.reasoningTokens, &one.plan.soundOutputTokens, &one.plan.calls})
        *count = row.count();
    one.plan.cachedShare = row.decimal();
    one.plan.cacheWriteShare = row.decimal();
    one.plan.cacheForAnHour = row.flag();
    one.plan.batch = row.flag();
    one.billedOutputTokens = row.count();
    one.usdPerCall = row.decimal();
    one.usd = row.decimal();
    one.batchShare = row.decimal();
    one.currency.code = row.words().toStdString();
    one.currency.perDollar = row.decimal();
    one.currency.date = row.words().toStdString();
    one.bookName = row.words();
    one.bookVersion = row.words();
    one.bookDate = row.words();
    return one;
}

QString placeholders(qsizetype count) {
    return QStringList(count, QStringLiteral("?")).join(QLatin1Char(','));
}

} // namespace

struct EstimateHistory::Connection {
    Connection(const QString& path, bool onlyReading, int busy)
        : name(QUuid::createUuid().toString())
        , file(path) {
        database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path.isEmpty() ? QStringLiteral(":memory:") : path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busy) +
                                   (onlyReading ? QStringLiteral(";QSQLITE_OPEN_READONLY") : QString()));
        if (!database.isValid()) {
            forget();
            throw HistoryError(Kind::Other,
                               EstimateHistory::tr("Estimates cannot be saved: Qt's driver for SQLite is not "
                                                   "installed (Debian: libqt6sql6-sqlite)."));
        }
        if (!database.open()) {
            const QSqlError error = database.lastError();
            forget();
            fail(error, file);
        }
    }
    ~Connection() { forget(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    QSqlQuery run(const QString& sql, const QVariantList& values = {}) const {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) fail(query.lastError(), file);
        for (const QVariant& value : values) query.addBindValue(value);
        if (!query.exec()) fail(query.lastError(), file);
        return query;
    }
    /// The first value of the first row.
    QVariant value(const QString& sql) const {
        QSqlQuery query = run(sql);
        if (!query.next()) {
            if (query.lastError().isValid()) fail(query.lastError(), file);
            return {};
        }
        return query.value(0);
    }
    /// All of it or nothing.
    template<typename Work>
    void transaction(const Work& work) const {
        run(QStringLiteral("BEGIN IMMEDIATE"));
        try {
            work();
            run(QStringLiteral("COMMIT"));
        } catch (...) {
            QSqlQuery(database).exec(QStringLiteral("ROLLBACK"));
            throw;
        }
    }

private:
    void forget() {
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(name);
    }
    QString name, file;
    QSqlDatabase database;
};

const EstimateHistory::Migrations& EstimateHistory::migrations() {
    static const Migrations all = {
        {QStringLiteral("CREATE TABLE estimates (key TEXT NOT NULL PRIMARY KEY, saved TEXT NOT NULL, "
                        "title TEXT, prompt_hash TEXT, provider TEXT, model TEXT, model_name TEXT, "
                        "text_tokens INTEGER NOT NULL, picture_tokens INTEGER NOT NULL, "
                        "sound_tokens INTEGER NOT NULL, video_tokens INTEGER NOT NULL, "
                        "sound_seconds REAL NOT NULL, exact INTEGER NOT NULL, rules TEXT, note TEXT, "
                        "output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, "
                        "sound_output_tokens INTEGER NOT NULL, calls INTEGER NOT NULL, "
                        "cached_share TEXT NOT NULL, cache_write_share TEXT NOT NULL, "
                        "cache_for_an_hour INTEGER NOT NULL, batch INTEGER NOT NULL, "
                        "billed_output_tokens INTEGER NOT NULL, usd_per_call TEXT NOT NULL, "
                        "usd TEXT NOT NULL, batch_share TEXT NOT NULL, currency TEXT, "
                        "per_dollar TEXT NOT NULL, rate_date TEXT, book_name TEXT, book_version TEXT, "
                        "book_date TEXT, searched TEXT)"),
         QStringLiteral("CREATE INDEX estimates_by_time ON estimates (saved)"),
         QStringLiteral("CREATE TABLE lines (estimate TEXT NOT NULL REFERENCES estimates (key) "
                        "ON DELETE CASCADE, position INTEGER NOT NULL, unit TEXT, quantity TEXT NOT NULL, "
                        "price TEXT NOT NULL, usd TEXT NOT NULL, per INTEGER NOT NULL, above INTEGER, "
                        "PRIMARY KEY (estimate, position))")}};
    return all;
}

EstimateHistory::EstimateHistory(QString place, Migrations all, int busy)
    : path(std::move(place))
    , steps(std::move(all))
    , busyTime(busy) {}

EstimateHistory::~EstimateHistory() = default;

bool EstimateHistory::isOpen() const { return connection != nullptr; }

QString EstimateHistory::backupFolder() const {
    return QFileInfo(path).absolutePath() + QStringLiteral("/backups");
}

QStringList EstimateHistory::open() {
    close();
    try {
        return openAndPrepare();
    } catch (...) {
        close();
        throw;
    }
}

QStringList EstimateHistory::openAndPrepare() {
    QStringList said;
    std::vector<Estimate> readable; // of a damaged file
    if (!path.isEmpty() && !QDir().mkpath(QFileInfo(path).absolutePath()))
        throw HistoryError(Kind::CannotWrite, tr("The folder of saved estimates, %1, cannot be created.")
                                                  .arg(shown(QFileInfo(path).absolutePath())));
    try {
        connectTo(false);
        check();
    } catch (const HistoryError& error) {
        close();
        if (error.kind != Kind::Damaged) throw;
        said = setAsideAndRestore(readable);
        connectTo(false);
        check();
    }
    const int version = storedVersion();
    if (version > int(steps.size())) {
        connectTo(true);
        readOnlyWhy =
            tr("The file of saved estimates, %1, was written by a newer Tokenarium (version %2, this one "
               "knows %3). It is shown, but not changed; new estimates wait.")
                .arg(shown(path))
                .arg(version)
                .arg(steps.size());
        return said;
    }
    if (version < int(steps.size())) migrate();
    for (const Estimate& one : readable) add(one);
    if (const QString trouble = backUpForToday(); !trouble.isEmpty()) said += trouble;
    return said;
}

void EstimateHistory::connectTo(bool onlyReading) {
    close();
    connection = std::make_unique<Connection>(path, onlyReading, busyTime);
    connection->run(QStringLiteral("PRAGMA foreign_keys = ON"));
}

void EstimateHistory::close() {
    connection.reset();
    readOnlyWhy.clear();
}

/// Reads every page, and whether it is ours at all.
void EstimateHistory::check() {
    const QString found = connection->value(QStringLiteral("PRAGMA quick_check(1)")).toString();
    if (found != QLatin1String("ok"))
        throw HistoryError(Kind::Damaged,
                           tr("The file of saved estimates, %1, is damaged (%2).").arg(shown(path), found));
    const int id = connection->value(QStringLiteral("PRAGMA application_id")).toInt();
    const int tables = connection->value(QStringLiteral("SELECT count(*) FROM sqlite_master")).toInt();
    if (id == applicationId || (id == 0 && tables == 0)) return;
    throw HistoryError(Kind::Foreign, tr("%1 is the database of another program; it was left as it is. Move "
                                         "it away to save estimates.")
                                          .arg(shown(path)));
}

int EstimateHistory::storedVersion() const {
    return connection->value(QStringLiteral("PRAGMA user_version")).toInt();
}

void EstimateHistory::migrate() {
    const int version = storedVersion();
    if (version > 0) backUp(QStringLiteral("before-version-%1 %2").arg(steps.size()).arg(thisSecond()));
    connection->transaction([&] {
        for (std::size_t step = std::size_t(version); step < steps.size(); ++step)
            for (const QString& sql : steps[step]) connection->run(sql);
        connection->run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
        connection->run(QStringLiteral("PRAGMA user_version = %1").arg(steps.size()));
    });
    forgetOldBackups(QStringLiteral("estimates before-version-*.sqlite"));
}

/// Before the first change of a day. Returns why there is no backup; the work goes on without.
QString EstimateHistory::backUpForToday() {
    const QString name = today();
    if (path.isEmpty() || backedUpOn == name || count() == 0) return {};
    try {
        if (!QFile::exists(backupFolder() + QStringLiteral("/estimates %1.sqlite").arg(name))) backUp(name);
    } catch (const HistoryError& error) {
        return tr("There is no backup of the saved estimates: %1").arg(error.sentence());
    }
    backedUpOn = name;
    forgetOldBackups(QStringLiteral("estimates [0-9]*.sqlite"));
    return {};
}

/// A consistent copy, made by SQLite itself, that appears whole.
void EstimateHistory::backUp(const QString& name) {
    if (!QDir().mkpath(backupFolder()))
        throw HistoryError(Kind::CannotWrite,
                           tr("The folder of backups, %1, cannot be created.").arg(shown(backupFolder())));
    const QString whole = backupFolder() + QStringLiteral("/estimates %1.sqlite").arg(name);
    const QString part = whole + QStringLiteral(".part");
    QFile::remove(part);
    connection->run(QStringLiteral("VACUUM INTO ?"), {part});
    if (!isGood(part) || (QFile::exists(whole) && !QFile::remove(whole)) || !QFile::rename(part, whole)) {
        QFile::remove(part);
        throw HistoryError(Kind::CannotWrite, tr("The backup %1 cannot be written.").arg(shown(whole)));
    }
}

void EstimateHistory::forgetOldBackups(const QString& pattern) const {
    const QStringList names =
        QDir(backupFolder()).entryList({pattern}, QDir::Files, QDir::Name | QDir::Reversed);
    for (qsizetype i = keptBackups; i < names.size(); ++i)
        QFile::remove(backupFolder() + QLatin1Char('/') + names[i]);
}

bool EstimateHistory::isGood(const QString& database) const {
    try {
        const Connection other(database, true, busyTime);
        return other.value(QStringLiteral("PRAGMA quick_check(1)")).toString() == QLatin1String("ok") &&
               other.value(QStringLiteral("PRAGMA application_id")).toInt() == applicationId;
    } catch (const HistoryError&) {
        return false;
    }
}

QString EstimateHistory::latestGoodBackup() const {
    const QFileInfoList files =
        QDir(backupFolder()).entryInfoList({QStringLiteral("estimates *.sqlite")}, QDir::Files, QDir::Time);
    for (const QFileInfo& file : files)
        if (isGood(file.absoluteFilePath())) return file.absoluteFilePath();
    return {};
}

/// Nothing is thrown away: the damaged file gets the time into its name, for whoever can still read it.
QStringList EstimateHistory::setAsideAndRestore(std::vector<Estimate>& readable) {
    const QFileInfo file(path);
    const QString aside = QStringLiteral("%1/%2 damaged %3.%4")
                              .arg(file.absolutePath(), file.completeBaseName(), thisSecond(), file.suffix());
    if (!QFile::rename(path, aside))
        throw HistoryError(Kind::CannotWrite,
                           tr("The file of saved estimates, %1, is damaged and cannot be moved aside to %2.")
                               .arg(shown(path), shown(aside)));
    // Belongs to it: applied to another file it would damage that one.
    if (QFile::exists(path + QStringLiteral("-journal")))
        QFile::rename(path + QStringLiteral("-journal"), aside + QStringLiteral("-journal"));
    readable = readableOf(aside);
    const QString alsoRead =
        readable.empty() ? QString()
                         : QLatin1Char(' ') + tr("Estimates that could still be read from the damaged "
                                                 "file: %1.")
                                                  .arg(readable.size());
    const QString backup = latestGoodBackup();
    if (backup.isEmpty())
        return {tr("The file of saved estimates was damaged. It lies in %1 now; there was no backup, so the "
                   "list begins anew.")
                    .arg(shown(aside)) +
                alsoRead};
    if (!QFile::copy(backup, path))
        throw HistoryError(Kind::CannotWrite,
                           tr("The backup %1 cannot be copied to %2.").arg(shown(backup), shown(path)));
    return {tr("The file of saved estimates was damaged. It lies in %1 now, and the list is that of the "
               "backup %2.")
                .arg(shown(aside), shown(backup)) +
            alsoRead};
}

/// Whole estimates, up to the first that is not, so that those saved since the backup are not lost with it.
std::vector<Estimate> EstimateHistory::readableOf(const QString& damaged) const {
    std::vector<Estimate> whole;
    try {
        EstimateHistory other(damaged, steps, busyTime);
        other.connectTo(true);
        if (other.storedVersion() != int(steps.size())) return {};
        QSqlQuery query = other.connection->run(
            QStringLiteral("SELECT %1 FROM estimates").arg(columns().join(QLatin1Char(','))));
        while (query.next()) {
            Estimate one = read(Row(query, damaged));
            one.lines = other.linesOf(one.key);
            whole.push_back(std::move(one));
        }
    } catch (const HistoryError&) { // what was read until here
    }
    return whole;
}

void EstimateHistory::add(const Estimate& one) {
    backUpForToday();
    const QVariantList values = valuesOf(one);
    connection->transaction([&] {
        QSqlQuery inserted =
            connection->run(QStringLiteral("INSERT OR IGNORE INTO estimates (%1, searched) VALUES (%2)")
                                .arg(columns().join(QLatin1Char(',')), placeholders(values.size() + 1)),
                            values + QVariantList{searched(one)});
        if (inserted.numRowsAffected() == 0) return; // it is there
        for (std::size_t i = 0; i < one.lines.size(); ++i) {
            const EstimateLine& line = one.lines[i];
            connection->run(QStringLiteral("INSERT INTO lines (estimate, position, unit, quantity, price, "
                                           "usd, per, above) VALUES (?,?,?,?,?,?,?,?)"),
                            {one.key, qlonglong(i), line.unit, stored(line.quantity), stored(line.price),
                             stored(line.usd), stored(line.per),
                             line.above ? QVariant(stored(*line.above)) : QVariant()});
        }
    });
}

void EstimateHistory::remove(const QStringList& keys) {
    backUpForToday();
    connection->transaction([&] {
        for (const QString& key : keys)
            connection->run(QStringLiteral("DELETE FROM estimates WHERE key = ?"), {key});
    });
}

std::vector<Estimate> EstimateHistory::list(const QString& search, int most) const {
    QString where;
    QVariantList values;
    for (const QString& word : search.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        where += (where.isEmpty() ? QStringLiteral(" WHERE ") : QStringLiteral(" AND ")) +
                 QStringLiteral("searched LIKE ? ESCAPE '\\'");
        values += likePattern(word);
    }
    QSqlQuery query =
        connection->run(QStringLiteral("SELECT %1 FROM estimates%2 ORDER BY saved DESC, rowid DESC LIMIT %3")
                            .arg(columns().join(QLatin1Char(',')), where)
                            .arg(most),
                        values);
    std::vector<Estimate> found;
    while (query.next()) found.push_back(read(Row(query, path)));
    if (query.lastError().isValid()) fail(query.lastError(), path);
    for (Estimate& one : found) one.lines = linesOf(one.key);
    return found;
}

std::vector<EstimateLine> EstimateHistory::linesOf(const QString& key) const {
    QSqlQuery query =
        connection->run(QStringLiteral("SELECT unit, quantity, price, usd, per, above FROM lines "
                                       "WHERE estimate = ? ORDER BY position"),
                        {key});
    std::vector<EstimateLine> lines;
    while (query.next()) {
        Row row(query, path);
        EstimateLine line;
        line.unit = row.words();
        line.quantity = row.decimal();
        line.price = row.decimal();
        line.usd = row.decimal();
        line.per = row.count();
        if (!row.isNull()) line.above = row.count();
        lines.push_back(line);
    }
    if (query.lastError().isValid()) fail(query.lastError(), path);
    return lines;
}

std::size_t EstimateHistory::count() const {
    return std::size_t(connection->value(QStringLiteral("SELECT count(*) FROM estimates")).toULongLong());
}

} // namespace tokenarium
