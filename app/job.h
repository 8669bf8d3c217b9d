// SPDX-License-Identifier: GPL-3.0-or-later
// Long work off the window's thread: copies in, an immutable result out, stale results dropped.
#pragma once

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace tokenarium {

/// One place of work of which only the last request counts. start() asks a running job to stop and forgets
/// it: its result, should it still come, is dropped. GUI thread only; the work itself runs on a thread of its
/// own and must touch nothing but its copies. Destruction stops the work and waits for it.
class Job : public QObject {
    Q_OBJECT
public:
    using Progress = std::function<void(std::size_t done)>;

    explicit Job(QObject* parent = nullptr) : QObject(parent) {}
    ~Job() override { cancel(); }

    /// `work(stop, progress)` runs on a worker and returns a value; `done(value)` then runs on the GUI
    /// thread, unless cancel() or another start() came first. An exception of the work arrives at
    /// `failed(message)`.
    template<typename Work, typename Done>
    void start(Work work, Done done, std::function<void(QString)> failed = {}) {
        cancel();
        const std::uint64_t mine = ++generation;
        busy = true;
        thread = std::jthread([this, mine, work = std::move(work), done = std::move(done),
                               failed = std::move(failed)](std::stop_token stop) mutable {
            auto report = [this, mine](std::size_t bytes) {
                QMetaObject::invokeMethod(
                    this,
                    [this, mine, bytes] {
                        if (mine == generation) emit progressed(bytes);
                    },
                    Qt::QueuedConnection);
            };
            auto post = [this, mine](std::function<void()> action) {
                QMetaObject::invokeMethod(
                    this,
                    [this, mine, action = std::move(action)] {
                        if (mine == generation) {
                            busy = false;
                            action();
                        }
                    },
                    Qt::QueuedConnection);
            };
            try {
                using Result = decltype(work(stop, Progress(report)));
                auto result = std::make_shared<Result>(work(stop, Progress(report)));
                if (!stop.stop_requested()) post([done, result] { done(std::move(*result)); });
            } catch (const std::exception& error) {
                const QString message = QString::fromUtf8(error.what());
                if (!stop.stop_requested())
                    post([failed, message] {
                        if (failed) failed(message);
                    });
            }
        });
    }

    /// Nothing of the running job arrives any more.
    void cancel() {
        ++generation;
        busy = false;
        if (thread.joinable()) {
            thread.request_stop();
            thread.join();
        }
    }
    bool isBusy() const { return busy; }

signals:
    void progressed(std::size_t done);

private:
    std::uint64_t generation = 0; // GUI thread only
    bool busy = false;
    std::jthread thread;
};

} // namespace tokenarium
