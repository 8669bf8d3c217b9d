// SPDX-License-Identifier: GPL-3.0-or-later
// Work on a worker: only the last request counts, and asking for another one never waits for a slow worker.
#include "app/job.h"

#include <QTest>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace tokenarium {
namespace {

/// Work that does not listen to the stop token until `open` is set, as reading from a slow disk.
auto stubborn(std::shared_ptr<std::atomic<bool>> open, int result) {
    return [open, result](std::stop_token, const Job::Progress&) {
        while (!*open) std::this_thread::yield();
        return result;
    };
}

auto prompt(int result) {
    return [result](std::stop_token, const Job::Progress&) { return result; };
}

TEST(Job, OnlyTheLastRequestArrivesAndNobodyWaitsForTheFirst) {
    const auto open = std::make_shared<std::atomic<bool>>(false);
    std::vector<int> arrived;
    const auto note = [&](int result) { arrived.push_back(result); };
    Job job;
    job.start(stubborn(open, 1), note);
    job.start(prompt(2), note); // would hang here if it waited: `open` is set below
    job.start(prompt(3), note);
    EXPECT_TRUE(job.isBusy());
    QTest::qWait(20);
    EXPECT_TRUE(arrived.empty()) << "one worker at a time";
    *open = true;
    EXPECT_TRUE(QTest::qWaitFor([&] { return !job.isBusy(); }, 20'000));
    EXPECT_EQ(arrived, std::vector<int>{3});
}

TEST(Job, NothingArrivesAfterCancelling) {
    const auto open = std::make_shared<std::atomic<bool>>(false);
    int arrived = 0;
    Job job;
    job.start(stubborn(open, 1), [&](int) { ++arrived; });
    job.cancel();
    EXPECT_FALSE(job.isBusy());
    *open = true;
    QTest::qWait(50);
    EXPECT_EQ(arrived, 0);
    job.start(prompt(2), [&](int) { ++arrived; });
    EXPECT_TRUE(QTest::qWaitFor([&] { return !job.isBusy(); }, 20'000));
    EXPECT_EQ(arrived, 1);
}

TEST(Job, AnExceptionArrivesAsItsSentenceAndTheNextWorkRuns) {
    QString sentence;
    int result = 0;
    Job job;
    job.start([](std::stop_token, const Job::Progress&) -> int { throw std::runtime_error("no such thing"); },
              [&](int value) { result = value; },
              [&](const QString& message) {
                  sentence = message;
                  job.start(prompt(7), [&](int value) { result = value; }); // from inside the answer
              });
    EXPECT_TRUE(QTest::qWaitFor([&] { return result == 7; }, 20'000));
    EXPECT_EQ(sentence, "no such thing");
}

} // namespace
} // namespace tokenarium
