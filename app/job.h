// SPDX-License-Identifier: GPL-3.0-or-later
// Long work off the window's thread: copies in, an immutable result out, stale results dropped.
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace tokenarium {

/// One place of work of which only the last request counts. start() asks a running job to stop and forgets
/// it: its result, should it still come, is dropped. Neither start() nor cancel() waits for a worker that is
/// slow to notice: there is one worker at a time, and the last request begins when that one is done. GUI
/// thread only; the work itself runs on a thread of its own and must touch nothing but its copies.
/// Destruction stops the work and waits for it.
class Job : public QObject {
    Q_OBJECT
public:
    using Progress = std::function<void(std::size_t done)>;

    explicit Job(QObject* parent = nullptr) : QObject(parent) {}
    ~Job() override { cancel(); } // ~jthread waits

    /// `work(stop, progress)` runs on a worker and returns a value; `done(value)` then runs on the GUI
    /// thread, unless cancel() or another start() came first. An exception of the work arrives at
    /// `failed(message)`.
    template<typename Work, typename Done>
    void start(Work work, Done done, std::function<void(QString)> failed = {}) {
        cancel();
        busy = true;
        next = [this, mine = generation, work = std::move(work), done = std::move(done),
                failed = std::move(failed)](std::stop_token stop) mutable {
            const Progress report = [this, mine](std::size_t bytes) {
                QMetaObject::invokeMethod(
                    this,
                    [this, mine, bytes] {
                        if (mine == generation) emit progressed(bytes);
                    },
                    Qt::QueuedConnection);
            };
            std::function<void()> arrive = [] {};
            try {
                using Result = decltype(work(stop, report));
                auto result = std::make_shared<Result>(work(stop, report));
                arrive = [done = std::move(done), result] { done(std::move(*result)); };
            } catch (const std::exception& error) {
                const QString message = QString::fromUtf8(error.what());
                arrive = [failed = std::move(failed), message] {
                    if (failed) failed(message);
                };
            }
            QMetaObject::invokeMethod(
                this, [this, mine, arrive = std::move(arrive)] { finished(mine, arrive); },
                Qt::QueuedConnection);
        };
        if (!isWorking) begin();
    }

    /// Nothing of the running job arrives any more.
    void cancel() {
        ++generation;
        busy = false;
        next = nullptr;
        thread.request_stop();
    }
    /// A result is still to come.
    bool isBusy() const { return busy; }

signals:
    void progressed(std::size_t done);

private:
    void begin() {
        isWorking = true;
        thread = std::jthread(std::exchange(next, nullptr));
    }
    void finished(std::uint64_t which, const std::function<void()>& arrive) {
        thread.join(); // its last act was to post this
        isWorking = false;
        if (which == generation) {
            busy = false;
            arrive();
        }
        if (next && !isWorking) begin();
    }

    std::uint64_t generation = 0; // GUI thread only
    bool busy = false;            // the last request is waiting or being worked on
    bool isWorking = false;       // there is a thread, perhaps with a stale request
    std::function<void(std::stop_token)> next;
    std::jthread thread;
};

} // namespace tokenarium
