// SPDX-License-Identifier: GPL-3.0-or-later
// Every request runs the same way on the worker: the database is opened if it is not, what waits is stored,
// the request is done, and the list is read anew.
#include "app/cost/saved_estimates.h"

#include "engine/file/replaced_file.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <filesystem>

namespace tokenarium {

/// What comes back to the window.
struct SavedEstimates::Outcome {
    std::vector<Estimate> found, pending;
    std::size_t stored = 0;
    QString problem;
    QStringList said;
};

/// Lives on the thread; `context` only serves to get there.
struct SavedEstimates::Worker {
    Worker(const QString& folder, int busy)
        : waitingFolder(folder.isEmpty() ? QString() : folder + QStringLiteral("/waiting"))
        , history(folder.isEmpty() ? QString() : folder + QStringLiteral("/estimates.sqlite"),
                  EstimateHistory::migrations(), busy) {}

    QString fileOf(const Estimate& estimate) const {
        return waitingFolder + QLatin1Char('/') + estimate.key + QStringLiteral(".json");
    }

    /// What an earlier run of the program could not store.
    void readWaiting() {
        if (waitingFolder.isEmpty()) return;
        const QDir from(waitingFolder);
        for (const QString& name : from.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
            QFile file(from.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) continue;
            if (auto estimate = estimateOf(file.readAll())) pending.push_back(std::move(*estimate));
        }
    }

    void keepWaiting(const Estimate& estimate) const {
        if (waitingFolder.isEmpty() || !QDir().mkpath(waitingFolder)) return;
        const QByteArray text = estimateText(estimate);
        try {
            writeFileAtOnce(std::filesystem::path(fileOf(estimate).toStdU16String()),
                            std::as_bytes(std::span(text.constData(), std::size_t(text.size()))));
        } catch (const std::runtime_error&) { // then it waits in memory
        }
    }

    void addWaiting(Estimate estimate) {
        keepWaiting(estimate);
        pending.push_back(std::move(estimate));
    }

    void forgetWaiting(const QStringList& keys) {
        std::erase_if(pending, [&](const Estimate& one) {
            if (!keys.contains(one.key)) return false;
            if (!waitingFolder.isEmpty()) QFile::remove(fileOf(one));
            return true;
        });
    }

    void openIfNeeded(Outcome& outcome) {
        if (!history.isOpen()) outcome.said += history.open();
    }

    void storeWaiting() {
        if (history.isReadOnly()) return;
        while (!pending.empty()) {
            history.add(pending.front());
            if (!waitingFolder.isEmpty()) QFile::remove(fileOf(pending.front()));
            pending.erase(pending.begin());
        }
    }

    /// Once more where the file turns out to be damaged: opening it anew restores a backup.
    template<typename Work>
    Outcome run(const Work& work, const QString& words) {
        Outcome outcome;
        for (int tries = 0; tries < 2; ++tries) {
            try {
                openIfNeeded(outcome);
                outcome.problem = history.whyReadOnly();
                try {
                    storeWaiting();
                    work(history);
                } catch (const HistoryError& error) {
                    if (error.kind == HistoryError::Kind::Damaged) throw;
                    outcome.problem = error.sentence(); // what is there can still be shown
                }
                list = history.list(words);
                total = history.count();
                break;
            } catch (const HistoryError& error) {
                outcome.problem = error.sentence();
                if (error.kind != HistoryError::Kind::Damaged) break;
                history.close();
            }
        }
        outcome.found = list;
        outcome.stored = total;
        outcome.pending = pending;
        return outcome;
    }

    QObject context;
    QString waitingFolder;
    EstimateHistory history;
    std::vector<Estimate> pending, list; ///< list: as last read, also where it cannot be read now
    std::size_t total = 0;
};

SavedEstimates::SavedEstimates(const QString& place, QObject* parent, int retry, int busy)
    : QObject(parent)
    , folder(place)
    , worker(std::make_unique<Worker>(place, busy)) {
    thread.setObjectName(QStringLiteral("saved estimates"));
    worker->context.moveToThread(&thread);
    thread.start();
    retryTimer.setInterval(retry);
    connect(&retryTimer, &QTimer::timeout, this, [this] {
        if (!isBusy()) ask([](EstimateHistory&) {});
    });
    QMetaObject::invokeMethod(
        &worker->context, [this] { worker->readWaiting(); }, Qt::QueuedConnection);
    ask([](EstimateHistory&) {});
}

SavedEstimates::~SavedEstimates() {
    QMetaObject::invokeMethod(
        &worker->context,
        [this] {
            worker->history.close(); // a connection is closed where it was opened
            thread.quit();
        },
        Qt::QueuedConnection);
    thread.wait();
}

template<typename Work>
void SavedEstimates::ask(Work work) {
    ++underWay;
    QMetaObject::invokeMethod(
        &worker->context,
        [this, work = std::move(work), search = words] {
            auto outcome = std::make_shared<Outcome>(worker->run(work, search));
            QMetaObject::invokeMethod(
                this, [this, outcome] { take(*outcome); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void SavedEstimates::save(const Estimate& estimate) {
    QMetaObject::invokeMethod(
        &worker->context, [this, estimate] { worker->addWaiting(estimate); }, Qt::QueuedConnection);
    ask([](EstimateHistory&) {});
}

void SavedEstimates::remove(const QStringList& keys) {
    QMetaObject::invokeMethod(
        &worker->context, [this, keys] { worker->forgetWaiting(keys); }, Qt::QueuedConnection);
    ask([keys](EstimateHistory& history) {
        if (history.isReadOnly()) throw HistoryError(HistoryError::Kind::CannotWrite, history.whyReadOnly());
        history.remove(keys);
    });
}

void SavedEstimates::search(const QString& wanted) {
    if (wanted == words) return;
    words = wanted;
    ask([](EstimateHistory&) {});
}

void SavedEstimates::take(const Outcome& outcome) {
    --underWay;
    found = outcome.found;
    pending = outcome.pending;
    stored = outcome.stored;
    problem = outcome.problem;
    if (pending.empty() && problem.isEmpty())
        retryTimer.stop();
    else
        retryTimer.start();
    for (const QString& sentence : outcome.said) emit said(sentence);
    emit changed();
    if (underWay == 0) emit settled();
}

QString SavedEstimates::file() const {
    return folder.isEmpty() ? QString()
                            : QDir::toNativeSeparators(folder + QStringLiteral("/estimates.sqlite"));
}

} // namespace tokenarium
