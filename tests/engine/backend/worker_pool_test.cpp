// SPDX-License-Identifier: GPL-3.0-or-later
// Everything is done exactly once, by however many threads, and a call returns only when all is done.
#include "engine/backend/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

namespace tokenarium {
namespace {

class WorkerPoolTest : public ::testing::TestWithParam<std::size_t> {
protected:
    WorkerPool pool{GetParam()};
};

TEST_P(WorkerPoolTest, hasTheSizeItWasAskedFor) { EXPECT_EQ(pool.size(), GetParam()); }

TEST_P(WorkerPoolTest, runsEveryWorkerOnce) {
    for (int round = 0; round < 100; ++round) {
        std::vector<int> calls(pool.size()); // plain numbers: ThreadSanitizer sees two threads at one place
        pool.runOnAll([&](std::size_t worker) { ++calls.at(worker); });
        EXPECT_EQ(calls, std::vector<int>(pool.size(), 1));
    }
}

TEST_P(WorkerPoolTest, takesEveryIndexOnce) {
    for (const std::size_t count : {0, 1, 2, 3, 64, 1000}) {
        std::vector<int> calls(count);
        pool.forEach(count, [&](std::size_t i) { ++calls.at(i); });
        EXPECT_EQ(calls, std::vector<int>(count, 1)) << count;
    }
}

TEST_P(WorkerPoolTest, rangesCoverEverythingOnceInWholeGrains) {
    for (const std::size_t count : {0, 1, 7, 8, 9, 63, 64, 1001})
        for (const std::size_t grain : {0, 1, 8, 100, 5000}) {
            std::vector<int> calls(count);
            std::atomic<std::size_t> ranges{0};
            pool.forRanges(count, grain, [&](std::size_t begin, std::size_t end) {
                ++ranges;
                EXPECT_LT(begin, end);
                EXPECT_EQ(grain ? begin % grain : 0, 0U);
                EXPECT_TRUE(end == count || grain == 0 || end % grain == 0);
                for (std::size_t i = begin; i < end; ++i) ++calls.at(i);
            });
            EXPECT_EQ(calls, std::vector<int>(count, 1)) << count << " by " << grain;
            EXPECT_LE(ranges, pool.size());
        }
}

TEST_P(WorkerPoolTest, oneGrainStaysOnTheCallingThread) {
    std::thread::id used;
    pool.forRanges(8, 8, [&](std::size_t, std::size_t) { used = std::this_thread::get_id(); });
    EXPECT_EQ(used, std::this_thread::get_id());
    pool.forEach(1, [&](std::size_t) { used = std::thread::id(); });
    EXPECT_EQ(used, std::thread::id());
}

TEST_P(WorkerPoolTest, laterCallsSeeWhatEarlierOnesWrote) {
    std::vector<std::size_t> values(100);
    for (std::size_t round = 0; round < 10000; ++round)
        pool.forRanges(values.size(), 1, [&](std::size_t begin, std::size_t end) {
            // From the other end, so that a worker reads what another one wrote in the round before.
            if (round % 2)
                for (std::size_t i = begin; i < end; ++i) values[values.size() - 1 - i] += 1;
            else
                for (std::size_t i = begin; i < end; ++i) values[i] += 1;
        });
    EXPECT_EQ(values, std::vector<std::size_t>(values.size(), 10000));
}

TEST_P(WorkerPoolTest, wakesAfterASleep) {
    for (int round = 0; round < 20; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        std::atomic<std::size_t> sum{0};
        pool.forEach(100, [&](std::size_t i) { sum += i; });
        EXPECT_EQ(sum, 4950U);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, WorkerPoolTest, ::testing::Values(1, 2, 3, 9));

TEST(WorkerPoolMakingTest, otherThreadsTakePart) {
    WorkerPool pool(2);
    std::set<std::thread::id> threads;
    std::atomic<int> arrived{0};
    // Each of two parts waits until the other has begun; the second ends the wait after ten seconds.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    pool.forEach(2, [&](std::size_t) {
        ++arrived;
        while (arrived < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    });
    EXPECT_EQ(arrived, 2);
    EXPECT_LT(std::chrono::steady_clock::now(), end) << "both parts ran on one thread";
}

TEST(WorkerPoolMakingTest, noWorkersMeansTheCaller) { EXPECT_EQ(WorkerPool(0).size(), 1U); }

TEST(WorkerPoolMakingTest, comesAndGoes) {
    for (std::size_t i = 0; i < 200; ++i) {
        WorkerPool pool(1 + i % 4);
        if (i % 2) pool.forEach(10, [](std::size_t) {});
    }
}

} // namespace
} // namespace tokenarium
