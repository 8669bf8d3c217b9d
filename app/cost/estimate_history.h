// SPDX-License-Identifier: GPL-3.0-or-later
// The file in which estimates are kept: an SQLite database that is checked, migrated and backed up when it is
// opened.
#pragma once

#include "app/cost/estimate.h"

#include <QCoreApplication>
#include <QStringList>

#include <memory>
#include <stdexcept>
#include <vector>

namespace tokenarium {

/// What went wrong with the database, with a sentence for a person.
class HistoryError : public std::runtime_error {
public:
    enum class Kind {
        Locked,      ///< another program has it; later it may work
        CannotWrite, ///< read-only folder, full disk
        Damaged,     ///< not readable as a database
        Foreign,     ///< a database, but another program's
        Other
    };
    HistoryError(Kind of, const QString& sentence) : std::runtime_error(sentence.toStdString()), kind(of) {}
    QString sentence() const { return QString::fromStdString(what()); }
    const Kind kind;
};

/// One thread: that which calls open(). Functions throw HistoryError; after Damaged, open() again moves the
/// file aside and goes on with the latest good backup.
///
/// The journal is SQLite's rollback journal, not its write-ahead log: there is one writer, a home folder may
/// lie on a network share, where the log does not work, and a person who copies the one file has everything.
class EstimateHistory {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::EstimateHistory)
public:
    /// What brings a database from version i to version i + 1; the last gives the present version.
    using Migrations = std::vector<QStringList>;
    static const Migrations& migrations();
    static constexpr int busyMilliseconds = 2000; ///< how long to wait for another program
    static constexpr int keptBackups = 5;         ///< of days, and as many of before migrations

    /// `path` empty: in memory, forgotten at the end.
    explicit EstimateHistory(QString path, Migrations steps = migrations(), int busy = busyMilliseconds);
    ~EstimateHistory();
    EstimateHistory(const EstimateHistory&) = delete;
    EstimateHistory& operator=(const EstimateHistory&) = delete;

    /// Creates, checks, migrates, backs up. What a person should know of it, a sentence each; empty: nothing.
    QStringList open();
    bool isOpen() const;
    void close();
    /// A newer program has written it: it can be read, not written.
    bool isReadOnly() const { return !readOnlyWhy.isEmpty(); }
    const QString& whyReadOnly() const { return readOnlyWhy; }
    const QString& file() const { return path; }
    QString backupFolder() const;

    /// Nothing happens where one of that key is there.
    void add(const Estimate& estimate);
    void remove(const QStringList& keys);
    /// The newest first; those in which every word of `search` occurs, whatever its case. At most `most`.
    std::vector<Estimate> list(const QString& search = {}, int most = 10'000) const;
    std::size_t count() const;

private:
    struct Connection;
    QStringList openAndPrepare();
    void connectTo(bool onlyReading);
    void check();
    QStringList setAsideAndRestore(std::vector<Estimate>& readable);
    std::vector<Estimate> readableOf(const QString& damaged) const;
    QString latestGoodBackup() const;
    bool isGood(const QString& database) const;
    int storedVersion() const;
    void migrate();
    QString backUpForToday();
    void backUp(const QString& name);
    void forgetOldBackups(const QString& pattern) const;
    std::vector<EstimateLine> linesOf(const QString& key) const;

    QString path;
    Migrations steps;
    int busyTime;
    std::unique_ptr<Connection> connection;
    QString readOnlyWhy;
    QString backedUpOn; ///< the day
};

} // namespace tokenarium
