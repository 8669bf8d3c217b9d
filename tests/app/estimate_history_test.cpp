// SPDX-License-Identifier: GPL-3.0-or-later
// The file of saved estimates against what happens to files: other programs, damage, full disks, newer
// versions. All with real files.
#include "app/cost/saved_estimates.h"
#include "tests/support/limited_file_size.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#ifdef __unix__
#include <unistd.h>
#endif

namespace tokenarium {
namespace {

using Kind = HistoryError::Kind;

constexpr int shortWait = 20;    // ms for another program
constexpr int longWait = 20'000; // ms; a slow machine, not a broken one

Decimal decimal(const char* text) { return *storedDecimal(text); }

/// Every field another value than by default.
Estimate example(const QString& title = QStringLiteral("Poem, \"quoted\"\nand 诗 🎉"), int number = 1) {
    Estimate one;
    one.key = QStringLiteral("key-%1").arg(number);
    one.saved = QStringLiteral("2026-11-22T14:%1:00Z").arg(number % 60, 2, 10, QLatin1Char('0'));
    one.title = title;
    one.promptHash = QString(64, QLatin1Char('a'));
    one.provider = QStringLiteral("openai");
    one.model = QStringLiteral("gpt-4o");
    one.modelName = QStringLiteral("GPT-4o");
    one.tokens = {1234, 85, 160, 258, 16.5};
    one.exact = true;
    one.rules = QStringLiteral("o200k_base + openai-tile");
    one.note = QStringLiteral("a note");
    one.plan.outputTokens = 500;
    one.plan.reasoningTokens = 50'000;
    one.plan.soundOutputTokens = 7;
    one.plan.calls = 3000;
    one.plan.cachedShare = decimal("0.75");
    one.plan.cacheWriteShare = decimal("0.125");
    one.plan.cacheForAnHour = true;
    one.plan.batch = true;
    one.billedOutputTokens = 50'500;
    one.lines = {{QStringLiteral("input_tokens"), Decimal(1737), decimal("2.5"), decimal("0.0043425"),
                  1'000'000, std::nullopt},
                 {QStringLiteral("output_tokens"), Decimal(50'500), decimal("22.5"), decimal("1.13625"),
                  1'000'000, std::uint64_t{200'000}}};
    one.usdPerCall = decimal("1.140592500000000000000000000000000000001"); // more digits than people write
    one.usd = decimal("3421.7775");
    one.batchShare = decimal("0.5");
    one.currency = {"CNY", decimal("7.2"), "2026-11-20"};
    one.bookName = QStringLiteral("@pydantic/genai-prices");
    one.bookVersion = QStringLiteral("0.1.8");
    one.bookDate = QStringLiteral("2026-09-23");
    return one;
}

class EstimateHistoryTest : public ::testing::Test {
protected:
    QString folder() const { return home.filePath(QStringLiteral("cost")); }
    QString file() const { return folder() + QStringLiteral("/estimates.sqlite"); }
    EstimateHistory history(EstimateHistory::Migrations steps = EstimateHistory::migrations()) const {
        return EstimateHistory(file(), std::move(steps), shortWait);
    }
    /// A history of so many estimates; a backup of all but the last.
    void fill(int estimates) const {
        for (int i = 1; i < estimates; ++i) {
            EstimateHistory one = history();
            one.open();
            one.add(example(QStringLiteral("Prompt %1").arg(i), i));
        }
        QFile::remove(backupOf(QDate::currentDate()));
        EstimateHistory one = history();
        one.open(); // backs up
        one.add(example(QStringLiteral("Prompt %1").arg(estimates), estimates));
    }
    QString backupOf(QDate day) const {
        return folder() + QStringLiteral("/backups/estimates %1.sqlite").arg(day.toString(Qt::ISODate));
    }
    static QByteArray bytesOf(const QString& path) {
        QFile in(path);
        EXPECT_TRUE(in.open(QIODevice::ReadOnly)) << path.toStdString();
        return in.readAll();
    }
    static void write(const QString& path, const QByteArray& bytes) {
        QFile out(path);
        EXPECT_TRUE(out.open(QIODevice::WriteOnly)) << path.toStdString();
        out.write(bytes);
    }
    QStringList filesLike(const QString& pattern, const QString& where = {}) const {
        return QDir(where.isEmpty() ? folder() : where).entryList({pattern}, QDir::Files);
    }
    QTemporaryDir home;
};

/// Another program that has the database open.
class OtherProgram {
public:
    explicit OtherProgram(const QString& file) {
        database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        database.setDatabaseName(file);
        EXPECT_TRUE(database.open());
    }
    ~OtherProgram() {
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    void run(const char* sql) {
        QSqlQuery query(database);
        EXPECT_TRUE(query.exec(QLatin1String(sql))) << query.lastError().text().toStdString();
    }
    int number(const char* sql) {
        QSqlQuery query(database);
        EXPECT_TRUE(query.exec(QLatin1String(sql)) && query.next()) << sql;
        return query.value(0).toInt();
    }

private:
    QSqlDatabase database;
};

std::optional<Kind> failureOf(const std::function<void()>& work, QString* sentence = nullptr) {
    try {
        work();
    } catch (const HistoryError& error) {
        if (sentence) *sentence = error.sentence();
        return error.kind;
    }
    return std::nullopt;
}

std::vector<QString> titles(const std::vector<Estimate>& estimates) {
    std::vector<QString> all;
    for (const Estimate& one : estimates) all.push_back(one.title);
    return all;
}

TEST_F(EstimateHistoryTest, GivesBackEveryFieldAndEveryDigit) {
    {
        EstimateHistory one = history();
        EXPECT_TRUE(one.open().isEmpty());
        one.add(example());
        one.add(example()); // the same key: once
    }
    EstimateHistory again = history();
    EXPECT_TRUE(again.open().isEmpty());
    const auto list = again.list();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0], example());
    EXPECT_EQ(list[0].usdPerCall.text(), "1.140592500000000000000000000000000000001");
}

TEST_F(EstimateHistoryTest, NewestFirstSearchedWordByWordAndDeleted) {
    EstimateHistory one = history();
    one.open();
    one.add(example(QStringLiteral("100 % Größe"), 1));
    one.add(example(QStringLiteral("1000 of them, under_score"), 2));
    one.add(example(QStringLiteral("翻译合同"), 3));
    one.add(example(QStringLiteral("back\\slash ÉCOLE"), 4));
    EXPECT_EQ(titles(one.list()).front(), QStringLiteral("back\\slash ÉCOLE"));
    const auto found = [&](const char* words) { return titles(one.list(QString::fromUtf8(words))); };
    using List = std::vector<QString>;
    EXPECT_EQ(found("100 %"), List{QStringLiteral("100 % Größe")}); // % is no wildcard
    EXPECT_EQ(found("r_s"), List{QStringLiteral("1000 of them, under_score")});
    EXPECT_EQ(found("rXs"), List{});
    EXPECT_EQ(found("k\\s"), List{QStringLiteral("back\\slash ÉCOLE")});
    EXPECT_EQ(found("école"), List{QStringLiteral("back\\slash ÉCOLE")}); // SQLite alone knows only ASCII
    EXPECT_EQ(found("GRÖß"), List{QStringLiteral("100 % Größe")});
    EXPECT_EQ(found("合同"), List{QStringLiteral("翻译合同")});
    EXPECT_EQ(found("score 1000 GPT"), List{QStringLiteral("1000 of them, under_score")}); // any order
    EXPECT_EQ(found("' OR 1=1 --"), List{});
    EXPECT_EQ(one.list({}, 2).size(), 2U);
    one.remove({QStringLiteral("key-2"), QStringLiteral("key-3")});
    EXPECT_EQ(one.count(), 2U);
    one.add(example(QStringLiteral("翻译合同"), 3)); // undone
    EXPECT_EQ(found("合同"), List{QStringLiteral("翻译合同")});
}

TEST_F(EstimateHistoryTest, LinesGoWithTheirEstimate) {
    EstimateHistory one = history();
    one.open();
    one.add(example());
    one.remove({example().key});
    one.close();
    OtherProgram other(file());
    EXPECT_EQ(other.number("SELECT count(*) FROM lines"), 0);
}

TEST_F(EstimateHistoryTest, ANumberThatSqliteHasNotIsRefused) {
    EstimateHistory one = history();
    one.open();
    Estimate huge = example();
    huge.plan.calls = UINT64_MAX;
    QString sentence;
    EXPECT_EQ(failureOf([&] { one.add(huge); }, &sentence), Kind::Other);
    EXPECT_TRUE(sentence.contains(QStringLiteral("18446744073709551615"))) << sentence.toStdString();
    EXPECT_EQ(one.count(), 0U);
}

TEST_F(EstimateHistoryTest, LockedIsSaidAndNothingIsChanged) {
    fill(2);
    EstimateHistory one = history();
    one.open();
    OtherProgram other(file());
    other.run("BEGIN EXCLUSIVE");
    QString sentence;
    EXPECT_EQ(failureOf([&] { one.add(example({}, 7)); }, &sentence), Kind::Locked);
    EXPECT_TRUE(sentence.contains(QDir::toNativeSeparators(file()))) << sentence.toStdString();
    EstimateHistory second = history();
    EXPECT_EQ(failureOf([&] { second.open(); }), Kind::Locked);
    EXPECT_FALSE(second.isOpen());
    other.run("COMMIT");
    EXPECT_TRUE(filesLike(QStringLiteral("*damaged*")).isEmpty()); // locked is not damaged
    one.add(example({}, 7));
    EXPECT_EQ(one.count(), 3U);
}

/// What can be wrong with the bytes of a file.
using Damage = std::function<void(QByteArray&)>;
const std::pair<const char*, Damage> damages[] = {
    {"no database at all", [](QByteArray& bytes) { bytes = "This is a letter to my aunt.\n" + bytes; }},
    {"its beginning is gone", [](QByteArray& bytes) { bytes.replace(0, 200, QByteArray(200, '\xff')); }},
    {"cut off", [](QByteArray& bytes) { bytes.truncate(bytes.size() / 2); }},
    {"the table of estimates is rubbish",
     [](QByteArray& bytes) { bytes.replace(4096, 4096, QByteArray(4096, '\x5a')); }},
};

TEST_F(EstimateHistoryTest, ADamagedFileIsMovedAsideAndTheBackupRestored) {
    for (const auto& [what, damage] : damages) {
        SCOPED_TRACE(what);
        QDir(folder()).removeRecursively();
        fill(3);
        QByteArray bytes = bytesOf(file());
        damage(bytes);
        write(file(), bytes);
        EstimateHistory one = history();
        const QStringList said = one.open();
        ASSERT_EQ(said.size(), 1);
        const QStringList aside = filesLike(QStringLiteral("estimates damaged *.sqlite"));
        ASSERT_EQ(aside.size(), 1);
        EXPECT_EQ(bytesOf(folder() + QLatin1Char('/') + aside[0]),
                  bytes); // as it was, for whoever can read it
        EXPECT_TRUE(said[0].contains(aside[0])) << said[0].toStdString();
        EXPECT_TRUE(said[0].contains(
            QStringLiteral("estimates %1.sqlite").arg(QDate::currentDate().toString(Qt::ISODate))))
            << said[0].toStdString();
        const auto list = titles(one.list());
        EXPECT_GE(list.size(), 2U);
        EXPECT_NE(std::find(list.begin(), list.end(), QStringLiteral("Prompt 1")), list.end());
        one.add(example(QStringLiteral("afterwards"), 9));
        EXPECT_TRUE(history().open().isEmpty()); // it is whole now
    }
}

TEST_F(EstimateHistoryTest, WhatIsReadableInADamagedFileIsKeptToo) {
    fill(3); // the third is in no backup
    int page = 0, pageSize = 0;
    {
        OtherProgram other(file());
        pageSize = other.number("PRAGMA page_size");
        page = other.number("SELECT rootpage FROM sqlite_master WHERE name = 'estimates_by_time'");
    }
    QByteArray bytes = bytesOf(file());
    bytes.replace((page - 1) * pageSize, pageSize,
                  QByteArray(pageSize, '\x5a')); // not the estimates themselves
    write(file(), bytes);
    EstimateHistory one = history();
    const QStringList said = one.open();
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said[0].contains(QStringLiteral("3"))) << said[0].toStdString();
    EXPECT_EQ(titles(one.list()),
              (std::vector<QString>{QStringLiteral("Prompt 3"), QStringLiteral("Prompt 2"),
                                    QStringLiteral("Prompt 1")}));
}

TEST_F(EstimateHistoryTest, ADamagedBackupIsPassedOver) {
    fill(2);
    QDir().mkpath(folder() + QStringLiteral("/backups"));
    const QString good = backupOf(QDate(2026, 1, 2));
    ASSERT_TRUE(QFile::copy(backupOf(QDate::currentDate()), good));
    write(backupOf(QDate::currentDate()), "damaged as well"); // the later one
    write(file(), "damaged");
    EstimateHistory one = history();
    const QStringList said = one.open();
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said[0].contains(QStringLiteral("estimates 2026-01-02.sqlite"))) << said[0].toStdString();
    EXPECT_EQ(titles(one.list()), std::vector<QString>{QStringLiteral("Prompt 1")});
}

TEST_F(EstimateHistoryTest, WithoutAnyBackupTheListBeginsAnewAndThatIsSaid) {
    QDir().mkpath(folder());
    write(file(), "damaged");
    EstimateHistory one = history();
    const QStringList said = one.open();
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said[0].contains(QStringLiteral("no backup"))) << said[0].toStdString();
    EXPECT_EQ(one.count(), 0U);
    one.add(example());
    EXPECT_EQ(one.count(), 1U);
}

TEST_F(EstimateHistoryTest, TheDatabaseOfAnotherProgramIsLeftAlone) {
    QDir().mkpath(folder());
    {
        OtherProgram other(file());
        other.run("CREATE TABLE photos (name TEXT)");
        other.run("PRAGMA application_id = 42");
    }
    const QByteArray before = bytesOf(file());
    EstimateHistory one = history();
    EXPECT_EQ(failureOf([&] { one.open(); }), Kind::Foreign);
    EXPECT_EQ(bytesOf(file()), before);
    EXPECT_EQ(filesLike(QStringLiteral("*")).size(), 1);
}

TEST_F(EstimateHistoryTest, ANewerVersionIsShownAndNotTouched) {
    fill(2);
    OtherProgram(file()).run("PRAGMA user_version = 99");
    const QByteArray before = bytesOf(file());
    {
        EstimateHistory one = history();
        one.open();
        EXPECT_TRUE(one.isReadOnly());
        EXPECT_TRUE(one.whyReadOnly().contains(QStringLiteral("99"))) << one.whyReadOnly().toStdString();
        EXPECT_EQ(one.list().size(), 2U);
        EXPECT_EQ(failureOf([&] { one.add(example({}, 7)); }), Kind::CannotWrite);
    }
    EXPECT_EQ(bytesOf(file()), before);
}

EstimateHistory::Migrations withAnotherStep(const char* sql) {
    auto steps = EstimateHistory::migrations();
    steps.push_back(
        {QLatin1String("ALTER TABLE estimates ADD COLUMN colour TEXT DEFAULT 'blue'"), QLatin1String(sql)});
    return steps;
}

TEST_F(EstimateHistoryTest, AnOlderVersionIsMigratedAndBackedUpBefore) {
    fill(3);
    {
        EstimateHistory newer =
            history(withAnotherStep("UPDATE estimates SET colour = 'red' WHERE calls > 1"));
        EXPECT_TRUE(newer.open().isEmpty());
        EXPECT_EQ(newer.list().size(), 3U);
    }
    OtherProgram other(file());
    EXPECT_EQ(other.number("PRAGMA user_version"), 2);
    EXPECT_EQ(other.number("SELECT count(*) FROM estimates WHERE colour = 'red'"), 3);
    const QStringList kept = filesLike(QStringLiteral("estimates before-version-2 *.sqlite"),
                                       folder() + QStringLiteral("/backups"));
    ASSERT_EQ(kept.size(), 1);
    EstimateHistory backup(folder() + QStringLiteral("/backups/") + kept[0]);
    backup.open();
    EXPECT_EQ(backup.list().size(), 3U);
}

TEST_F(EstimateHistoryTest, AMigrationThatFailsChangesNothing) {
    fill(3);
    {
        EstimateHistory newer = history(withAnotherStep("UPDATE nonsense SET x = 1"));
        EXPECT_TRUE(failureOf([&] { newer.open(); }).has_value());
        EXPECT_FALSE(newer.isOpen());
    }
    EstimateHistory one = history();
    EXPECT_TRUE(one.open().isEmpty());
    EXPECT_EQ(one.list().size(), 3U);
    one.close();
    EXPECT_EQ(OtherProgram(file()).number("PRAGMA user_version"), 1);
}

TEST_F(EstimateHistoryTest, FiveDaysAreKept) {
    fill(2);
    for (int day = 1; day <= 8; ++day)
        ASSERT_TRUE(QFile::copy(backupOf(QDate::currentDate()), backupOf(QDate(2026, 1, day))));
    QFile::remove(backupOf(QDate::currentDate()));
    history().open();
    const QStringList left = filesLike(QStringLiteral("*"), folder() + QStringLiteral("/backups"));
    EXPECT_EQ(left.size(), 5);
    EXPECT_TRUE(QFile::exists(backupOf(QDate::currentDate())));
    EXPECT_TRUE(QFile::exists(backupOf(QDate(2026, 1, 8))));
    EXPECT_FALSE(QFile::exists(backupOf(QDate(2026, 1, 4))));
}

TEST_F(EstimateHistoryTest, AFullDiskLeavesWhatWasThere) {
    fill(3);
    EstimateHistory one = history();
    one.open();
    const std::size_t size = std::size_t(QFile(file()).size());
    Estimate large = example({}, 8);
    large.title = QString(300'000, QLatin1Char('x'));
    QString sentence;
    {
        const testing::LimitedFileSize full(size);
        if (!full.holds()) GTEST_SKIP() << "skipped: this system cannot limit the size of files";
        EXPECT_EQ(failureOf([&] { one.add(large); }, &sentence), Kind::CannotWrite);
    }
    EXPECT_TRUE(sentence.contains(QDir::toNativeSeparators(file()))) << sentence.toStdString();
    EXPECT_EQ(one.count(), 3U);
    one.add(large); // there is room again
    EXPECT_EQ(one.count(), 4U);
    one.close();
    EXPECT_TRUE(history().open().isEmpty());
}

#ifdef __unix__
/// Root may write everywhere; these tests are done as nobody.
class Nobody {
public:
    Nobody() {
        if (geteuid() == 0) changed = seteuid(65534) == 0;
    }
    ~Nobody() {
        if (changed && seteuid(0) != 0) std::abort();
    }

private:
    bool changed = false;
};

class ReadOnlyTest : public EstimateHistoryTest {
protected:
    /// Others may read, and nobody may write, not even the owner.
    void protect() {
        QFile::setPermissions(home.path(), readable | reachable);
        for (const QString& one : {folder(), folder() + QStringLiteral("/backups")})
            QFile::setPermissions(one, readable | reachable);
        QFile::setPermissions(file(), readable);
    }
    void TearDown() override {
        for (const QString& one : {home.path(), folder(), folder() + QStringLiteral("/backups")})
            QFile::setPermissions(one, readable | QFile::WriteOwner | QFile::ExeOwner);
    }
    static constexpr QFile::Permissions readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther,
                                        reachable = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
};

TEST_F(ReadOnlyTest, WhatIsThereIsShownAndSavingSaysWhyNot) {
    fill(2);
    protect();
    const Nobody nobody;
    EstimateHistory one = history();
    one.open();
    EXPECT_EQ(one.list().size(), 2U);
    QString sentence;
    EXPECT_EQ(failureOf([&] { one.add(example({}, 7)); }, &sentence), Kind::CannotWrite);
    EXPECT_TRUE(sentence.contains(QStringLiteral("read-only"))) << sentence.toStdString();
}

TEST_F(ReadOnlyTest, WithoutAFileTheEstimateWaits) {
    QDir().mkpath(folder());
    protect();
    const Nobody nobody;
    SavedEstimates saved(folder(), nullptr, 20, shortWait);
    saved.save(example());
    EXPECT_TRUE(QTest::qWaitFor([&] { return !saved.isBusy(); }, longWait));
    EXPECT_EQ(saved.waiting().size(), 1U);
    EXPECT_TRUE(saved.trouble().contains(QStringLiteral("read-only"))) << saved.trouble().toStdString();
}
#endif

// --- on a thread of its own

class SavedEstimatesTest : public EstimateHistoryTest {
protected:
    static bool settle(SavedEstimates& saved) {
        return QTest::qWaitFor([&] { return !saved.isBusy(); }, longWait);
    }
};

TEST_F(SavedEstimatesTest, SavesSearchesAndDeletes) {
    SavedEstimates saved(folder());
    saved.save(example(QStringLiteral("first"), 1));
    saved.save(example(QStringLiteral("second"), 2));
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.trouble(), QString());
    EXPECT_EQ(titles(saved.shown()),
              (std::vector<QString>{QStringLiteral("second"), QStringLiteral("first")}));
    saved.search(QStringLiteral("FIRST"));
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(titles(saved.shown()), std::vector<QString>{QStringLiteral("first")});
    EXPECT_EQ(saved.total(), 2U);
    saved.remove({QStringLiteral("key-1")});
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.shown().size(), 0U);
    EXPECT_EQ(saved.total(), 1U);
    EXPECT_TRUE(filesLike(QStringLiteral("*"), folder() + QStringLiteral("/waiting")).isEmpty());
}

TEST_F(SavedEstimatesTest, WaitsWhileAnotherProgramHasTheFile) {
    fill(2);
    SavedEstimates saved(folder(), nullptr, 20, shortWait);
    ASSERT_TRUE(settle(saved));
    {
        OtherProgram other(file());
        other.run("BEGIN EXCLUSIVE");
        saved.save(example(QStringLiteral("patient"), 7));
        ASSERT_TRUE(settle(saved));
        EXPECT_EQ(titles(saved.waiting()), std::vector<QString>{QStringLiteral("patient")});
        EXPECT_TRUE(saved.trouble().contains(QStringLiteral("Another program")))
            << saved.trouble().toStdString();
        EXPECT_EQ(saved.shown().size(), 2U); // still to be seen
        EXPECT_EQ(filesLike(QStringLiteral("key-7.json"), folder() + QStringLiteral("/waiting")).size(), 1);
    }
    EXPECT_TRUE(QTest::qWaitFor([&] { return saved.waiting().empty(); }, longWait));
    EXPECT_EQ(saved.total(), 3U);
    EXPECT_EQ(saved.trouble(), QString());
    EXPECT_TRUE(filesLike(QStringLiteral("*"), folder() + QStringLiteral("/waiting")).isEmpty());
}

TEST_F(SavedEstimatesTest, WhatWaitedIsStoredAtTheNextStart) {
    fill(2);
    {
        OtherProgram other(file());
        other.run("BEGIN EXCLUSIVE");
        SavedEstimates saved(folder(), nullptr, 20, shortWait);
        saved.save(example(QStringLiteral("patient"), 7));
    } // the program ends, and nothing could be stored
    SavedEstimates saved(folder(), nullptr, 20, shortWait);
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.total(), 3U);
    EXPECT_TRUE(saved.waiting().empty());
    EXPECT_EQ(saved.shown()[0], example(QStringLiteral("patient"), 7)); // every field of it
}

TEST_F(SavedEstimatesTest, AFileDamagedWhileItIsOpenIsRestored) {
    fill(3);
    SavedEstimates saved(folder(), nullptr, 20, shortWait);
    ASSERT_TRUE(settle(saved));
    QStringList said;
    QObject::connect(&saved, &SavedEstimates::said, [&](const QString& sentence) { said += sentence; });
    write(file(), QByteArray(20'000, '\x5a'));
    saved.save(example(QStringLiteral("in the middle of it"), 7));
    ASSERT_TRUE(settle(saved));
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said[0].contains(QStringLiteral("damaged"))) << said[0].toStdString();
    EXPECT_EQ(titles(saved.shown()).front(), QStringLiteral("in the middle of it"));
    EXPECT_EQ(saved.total(), 3U); // two of the backup, and this one
}

TEST_F(SavedEstimatesTest, ANewerVersionMakesNewEstimatesWait) {
    fill(2);
    OtherProgram(file()).run("PRAGMA user_version = 99");
    SavedEstimates saved(folder(), nullptr, 20, shortWait);
    saved.save(example(QStringLiteral("too early"), 7));
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.shown().size(), 2U);
    EXPECT_EQ(saved.waiting().size(), 1U);
    EXPECT_TRUE(saved.trouble().contains(QStringLiteral("newer"))) << saved.trouble().toStdString();
    saved.remove({QStringLiteral("key-1")});
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.shown().size(), 2U);
}

TEST_F(SavedEstimatesTest, WithoutAFolderItIsKeptUntilTheEnd) {
    SavedEstimates saved{QString()};
    saved.save(example());
    ASSERT_TRUE(settle(saved));
    EXPECT_EQ(saved.total(), 1U);
    EXPECT_EQ(saved.file(), QString());
}

// --- texts

TEST(EstimateTextTest, GivesBackEveryFieldAndRefusesWhatIsNone) {
    const QByteArray text = estimateText(example());
    EXPECT_EQ(estimateOf(text), example());
    for (qsizetype end = 0; end + 2 < text.size(); end += 7)
        EXPECT_FALSE(estimateOf(text.left(end)).has_value()) << end;
    QByteArray wrong = text;
    wrong.replace("\"3421.7775\"", "\"3421.77x5\"");
    EXPECT_FALSE(estimateOf(wrong).has_value());
    wrong = text;
    wrong.replace("\"1234\"", "\"-1234\"");
    EXPECT_FALSE(estimateOf(wrong).has_value());
    EXPECT_FALSE(estimateOf("{}").has_value());
}

TEST(EstimateTextTest, DecimalsOfAnyLength) {
    for (const char* text : {"0", "1", "-1.5", "123456789012345678901234567890.123456789012345",
                             "0.000000000000000000000000000000000000000000001", "100000000000000000000"})
        EXPECT_EQ(storedDecimal(text).value_or(Decimal(-7)).text(), text);
    for (const char* text : {"", "-", ".", "1.", "1e5", "1,5", " 1", "1 ", "0x10", "1.2.3"})
        EXPECT_FALSE(storedDecimal(text).has_value()) << text;
}

/// A reader of RFC 4180, written from the RFC.
std::vector<std::vector<QString>> readCsv(const QString& text) {
    std::vector<std::vector<QString>> rows(1);
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != QLatin1Char('"'))
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == QLatin1Char('"'))
                field += text[++i];
            else
                quoted = false;
        } else if (c == QLatin1Char('"')) {
            quoted = true;
        } else if (c == QLatin1Char(',') || c == QLatin1Char('\n')) {
            rows.back().push_back(field);
            field.clear();
            if (c == QLatin1Char('\n')) rows.emplace_back();
        } else if (c != QLatin1Char('\r')) {
            field += c;
        }
    }
    rows.pop_back();
    return rows;
}

TEST(EstimateTextTest, CsvIsReadBackAndHoldsNoFormula) {
    Estimate trap = example(QStringLiteral("=HYPERLINK(\"http://x\")"), 2);
    trap.model = QStringLiteral("@SUM(A1)");
    trap.rules = QStringLiteral("+1");
    trap.provider = QStringLiteral("-2");
    trap.modelName = QStringLiteral("\ttab");
    const Estimate list[] = {example(), trap};
    const QByteArray csv = estimatesCsv(list);
    EXPECT_TRUE(csv.startsWith("\xef\xbb\xbfsaved_utc,"));
    EXPECT_TRUE(csv.endsWith("\r\n"));
    const auto rows = readCsv(QString::fromUtf8(csv));
    ASSERT_EQ(rows.size(), 3U);
    for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
    const auto cell = [&](std::size_t row, const char* column) {
        const auto at = std::find(rows[0].begin(), rows[0].end(), QLatin1String(column));
        EXPECT_NE(at, rows[0].end()) << column;
        return rows[row][std::size_t(at - rows[0].begin())];
    };
    EXPECT_EQ(cell(1, "title"), example().title);
    EXPECT_EQ(cell(1, "usd"), QStringLiteral("3421.7775"));
    EXPECT_EQ(cell(1, "amount"), QStringLiteral("24636.798")); // × 7.2
    EXPECT_EQ(cell(1, "input_tokens"), QStringLiteral("1737"));
    EXPECT_EQ(cell(2, "title"), QStringLiteral("'=HYPERLINK(\"http://x\")"));
    EXPECT_EQ(cell(2, "model"), QStringLiteral("'@SUM(A1)"));
    EXPECT_EQ(cell(2, "rules"), QStringLiteral("'+1"));
    EXPECT_EQ(cell(2, "provider"), QStringLiteral("'-2"));
    EXPECT_EQ(cell(2, "model_name"), QStringLiteral("'\ttab"));
}

} // namespace
} // namespace tokenarium
