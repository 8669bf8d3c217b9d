// SPDX-License-Identifier: GPL-3.0-or-later
// The chunked sequence of spans against a plain vector under random changes.
#include "engine/text/span_sequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace tokenarium;

namespace {

std::vector<SequenceItem> everything(const SpanSequence& sequence) {
    std::vector<SequenceItem> out;
    std::size_t index = 0;
    for (auto cursor = sequence.begin(); !sequence.atEnd(cursor); sequence.next(cursor)) {
        EXPECT_EQ(cursor.index, index++);
        out.push_back(sequence.at(cursor));
    }
    return out;
}

/// Items in [begin, begin + size): mostly short, with gaps and overlaps, now and then a very long one or a
/// long gap.
std::vector<SequenceItem> randomItems(std::size_t begin, std::size_t size, std::mt19937& random) {
    std::vector<SequenceItem> items;
    for (std::size_t at = begin; at < begin + size;) {
        const unsigned kind = random() % 1000;
        const std::uint32_t extent = kind == 0   ? 70000 + random() % 100000
                                     : kind < 20 ? 250 + random() % 20
                                                 : random() % 9;
        items.push_back({at, extent, TokenId(random())});
        if (kind == 1) at += 66000 + random() % 3000;
        if (kind % 10 != 2) at += 1 + random() % 6; // else: the next one begins at the same byte
    }
    return items;
}

struct Plain {
    std::vector<SequenceItem> items;
    std::size_t size = 0;

    void replace(Span region, std::size_t newSize, std::span<const SequenceItem> added) {
        std::vector<SequenceItem> result;
        for (const SequenceItem& item : items)
            if (item.begin < region.begin) result.push_back(item);
        result.insert(result.end(), added.begin(), added.end());
        for (SequenceItem item : items) {
            if (item.begin < region.end) continue;
            item.begin = item.begin - region.size() + newSize;
            result.push_back(item);
        }
        items = std::move(result);
        size = size - region.size() + newSize;
    }
    std::size_t firstEndingAfter(std::size_t at) const {
        const auto ends = [&](const SequenceItem& item) { return item.end() > at; };
        return std::size_t(std::find_if(items.begin(), items.end(), ends) - items.begin());
    }
    std::size_t firstBeginningAt(std::size_t at) const {
        const auto begins = [&](const SequenceItem& item) { return item.begin >= at; };
        return std::size_t(std::find_if(items.begin(), items.end(), begins) - items.begin());
    }
};

void expectSameAnswers(const SpanSequence& sequence, const Plain& plain, std::mt19937& random) {
    ASSERT_EQ(sequence.count(), plain.items.size());
    ASSERT_EQ(sequence.bytes(), plain.size);
    for (int i = 0; i < 10; ++i) {
        const std::size_t at = random() % (plain.size + 2);
        ASSERT_EQ(sequence.firstEndingAfter(at).index, plain.firstEndingAfter(at)) << at;
        const auto begins = sequence.firstBeginningAt(at);
        ASSERT_EQ(begins.index, plain.firstBeginningAt(at)) << at;
        if (!sequence.atEnd(begins)) {
            ASSERT_EQ(sequence.at(begins), plain.items[begins.index]);
        }
        const auto last = sequence.lastBeginningUpTo(at);
        ASSERT_EQ(last ? last->index + 1 : 0, plain.firstBeginningAt(at + 1)) << at;
        if (last) {
            ASSERT_EQ(sequence.at(*last), plain.items[last->index]);
        }
        if (plain.items.empty()) continue;
        const std::size_t index = random() % plain.items.size();
        ASSERT_EQ(sequence.at(sequence.seek(index)), plain.items[index]);
    }
}

/// Random changes of up to `largest` bytes on a text of up to `limit`.
void changeAtRandom(unsigned seed, int changes, std::size_t largest, std::size_t limit) {
    std::mt19937 random(seed);
    SpanSequence sequence;
    Plain plain;
    for (int i = 0; i < changes; ++i) {
        const std::size_t begin = random() % (plain.size + 1);
        std::size_t removed = random() % (std::min(largest, plain.size - begin) + 1);
        if (random() % 4) removed = std::min<std::size_t>(removed, 10);
        if (plain.size > limit) removed = plain.size - begin;
        const Span region{begin, begin + removed};
        const std::size_t added = random() % 3 ? random() % 20 : random() % largest;
        std::vector<SequenceItem> items = randomItems(begin, added, random);
        std::erase_if(items, [&](const SequenceItem& item) { return item.begin >= begin + added; });
        plain.replace(region, added, items);
        sequence.replace(region, added, items);
        expectSameAnswers(sequence, plain, random);
        if (i % 25 == 0) {
            ASSERT_EQ(everything(sequence), plain.items);
        }
    }
}

} // namespace

TEST(SpanSequence, EqualsAPlainVectorUnderSmallChanges) { changeAtRandom(1, 4000, 3000, 40000); }
TEST(SpanSequence, EqualsAPlainVectorUnderLargeChanges) { changeAtRandom(2, 150, 900000, 5000000); }

TEST(SpanSequence, ManyGroupsOfChunksShrinkToNothingAndGrowAgain) {
    std::mt19937 random(3);
    SpanSequence sequence;
    Plain plain;
    for (int round = 0; round < 2; ++round) {
        const std::size_t begin = plain.size, size = 4000000;
        const auto items = randomItems(begin, size, random);
        plain.replace({begin, begin}, size + 200000, items);
        sequence.append(size + 200000, items);
        ASSERT_EQ(everything(sequence), plain.items);
        plain.replace({10, plain.size}, 0, {});
        sequence.replace({10, sequence.bytes()}, 0, {});
        expectSameAnswers(sequence, plain, random);
        plain.replace({0, plain.size}, 0, {});
        sequence.replace({0, sequence.bytes()}, 0, {});
        expectSameAnswers(sequence, plain, random);
    }
}

TEST(SpanSequence, TakesAboutSevenBytesAToken) {
    std::vector<SequenceItem> items;
    for (std::size_t i = 0; i < 1000000; ++i) items.push_back({i * 4, 4, TokenId(i)});
    SpanSequence sequence;
    sequence.append(4000000, items);
    sequence.shrink();
    EXPECT_LT(double(sequence.memory()) / 1e6, 7.5);
    std::vector<TokenId> ids;
    sequence.ids(ids);
    ASSERT_EQ(ids.size(), items.size());
    EXPECT_EQ(ids[123456], 123456u);
}
