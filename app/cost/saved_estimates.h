// SPDX-License-Identifier: GPL-3.0-or-later
// The saved estimates as the window sees them: stored on a thread of their own, waiting where that is not
// possible, found by search, deleted and brought back.
#pragma once

#include <QObject> // first, for moc 6.4 stumbles where <compare> is the first header of libstdc++

#include "app/cost/estimate_history.h"

#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

namespace tokenarium {

/// An estimate that cannot be stored is not lost: it lies in a file of its own in the folder "waiting" beside
/// the database, in memory where that cannot be written either, and is tried again every few seconds and at
/// the next start. GUI thread only; the database lives on a worker.
class SavedEstimates : public QObject {
    Q_OBJECT
public:
    static constexpr int retryMilliseconds = 5000;

    /// `folder` empty: kept until the program ends. The parameters behind it are for tests.
    explicit SavedEstimates(const QString& folder, QObject* parent = nullptr, int retry = retryMilliseconds,
                            int busy = EstimateHistory::busyMilliseconds);
    /// Waits for what is under way.
    ~SavedEstimates() override;

    void save(const Estimate& estimate);
    void remove(const QStringList& keys);
    /// What is shown: estimates in which every word occurs.
    void search(const QString& words);
    const QString& searchedFor() const { return words; }

    const std::vector<Estimate>& shown() const { return found; }
    /// Not stored yet, the oldest first.
    const std::vector<Estimate>& waiting() const { return pending; }
    std::size_t total() const { return stored; } ///< without those that wait
    /// Why the database cannot be used now; "" all is well.
    const QString& trouble() const { return problem; }
    bool isBusy() const { return underWay > 0; }
    /// The database, for people to find it; "" where there is none.
    QString file() const;

signals:
    void changed();                     ///< shown(), waiting(), total() or trouble()
    void said(const QString& sentence); ///< something happened that a person should know
    void settled();                     ///< isBusy() ended

private:
    struct Worker;
    struct Outcome;
    template<typename Work>
    void ask(Work work);
    void take(const Outcome& outcome);

    QString folder, words, problem;
    std::vector<Estimate> found, pending;
    std::size_t stored = 0;
    int underWay = 0;
    QThread thread;
    std::unique_ptr<Worker> worker; ///< its members are the thread's
    QTimer retryTimer;
};

} // namespace tokenarium
