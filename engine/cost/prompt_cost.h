// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt costs before it is sent: from counted tokens to money, and what else is asked about it.
#pragma once

#include "engine/cost/price_book.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// What is sent, counted. All tokens together are the input.
struct PromptTokens {
    std::uint64_t text = 0, picture = 0, sound = 0, video = 0;
    double soundSeconds = 0; ///< for vendors that bill time
    std::uint64_t all() const { return text + picture + sound + video; }
    bool operator==(const PromptTokens&) const = default;
};

/// How it is sent, and what is expected back.
struct CallPlan {
    std::uint64_t outputTokens = 0;      ///< what is seen of the answer
    std::uint64_t reasoningTokens = 0;   ///< thought besides, billed as output
    std::uint64_t soundOutputTokens = 0; ///< of the output tokens, those that are sound
    std::uint64_t calls = 1;
    Decimal cachedShare;         ///< of the input, read from the vendor's cache: 0 to 1
    Decimal cacheWriteShare;     ///< of the input, written to it: 0 to 1; together at most 1
    bool cacheForAnHour = false; ///< written for an hour, not for five minutes
    bool batch = false;          ///< may wait a day
    bool operator==(const CallPlan&) const = default;
};

/// Reasoning as a multiple of the visible output, rounded up: 100 times 500 tokens are 50,000. Nothing where
/// that is too much.
std::optional<std::uint64_t> reasoningTokens(std::uint64_t outputTokens, const Decimal& multiple);

/// As a vendor would report it. Cached tokens are taken evenly from all kinds, rounded down. Nothing where
/// the shares are not between 0 and 1, or numbers are too large.
std::optional<PriceUsage> usageOf(const PromptTokens& prompt, const CallPlan& plan);

struct PromptCost {
    std::string problem;       ///< why there is no price, in English; then all below means nothing
    PriceResult call;          ///< one call at the usual price, line by line
    Decimal usdPerCall;        ///< with the batch discount
    Decimal usd;               ///< of all calls
    Decimal batchShare{1};     ///< what a batch costs of the usual price
    bool batchUnknown = false; ///< a batch was asked for, but nobody knows what this vendor takes for it
    std::uint64_t inputTokens = 0, billedOutputTokens = 0;
    explicit operator bool() const { return problem.empty(); }
};
PromptCost promptCost(const PriceRow& row, const PromptTokens& prompt, const CallPlan& plan,
                      PriceMoment moment);
/// The same for many rows: `usage` is usageOf(prompt, plan), made once.
PromptCost promptCost(const PriceRow& row, const PriceUsage& usage, const PromptTokens& prompt,
                      const CallPlan& plan, PriceMoment moment);
/// The same with the prices of a list, for a vendor that is not in the book.
PromptCost promptCost(const PriceList& prices, const PromptTokens& prompt, const CallPlan& plan,
                      const Decimal& batchShare = Decimal(1));

/// How many calls a budget pays for, rounded down. Nothing where a call costs nothing: no end.
std::optional<std::uint64_t> callsForBudget(const Decimal& budgetUsd, const Decimal& usdPerCall);

/// Another currency, by a rate that somebody looked up some day. "CNY", 7.2: a dollar is 7.2 yuan.
struct Currency {
    std::string code;
    Decimal perDollar{1};
    std::string date; ///< "2026-11-21": when the rate was looked up; "" where nobody did
    std::optional<Decimal> fromDollars(const Decimal& usd) const { return usd.times(perDollar); }
    std::optional<Decimal> toDollars(const Decimal& amount) const { return amount.dividedBy(perDollar, 18); }
    bool operator==(const Currency&) const = default;
};
/// Dollars, and yuan at a round rate to begin with; every rate is a person's to change.
const std::vector<Currency>& startingCurrencies();

// ---- single questions ----

/// Of a conversation whose every turn sends all that was said again.
struct ConversationCost {
    std::vector<std::uint64_t> inputPerTurn;
    std::uint64_t input = 0, output = 0;
};
struct ConversationTurn {
    std::uint64_t user = 0, assistant = 0;
};
ConversationCost conversationTokens(std::uint64_t system, std::span<const ConversationTurn> turns);

/// A prefix used n times, in units of its price: written once and read n - 1 times, against n times in full.
struct CacheUse {
    Decimal cached, uncached;
};
std::optional<CacheUse> cacheUse(const Decimal& writeMultiple, const Decimal& readMultiple,
                                 std::uint64_t uses);
/// The first number of uses with which the cache saves; nothing where it never does (up to a million).
std::optional<std::uint64_t> cacheBreakEven(const Decimal& writeMultiple, const Decimal& readMultiple);

/// Of the input, if only the tokens above a threshold cost more (no vendor does it so; for comparison).
std::optional<Decimal> marginalInputCost(std::uint64_t inputTokens, std::uint64_t threshold,
                                         const Decimal& lowerPrice, const Decimal& upperPrice,
                                         std::uint32_t per);

/// Sound billed by the minute, in whole seconds, halves up.
struct MinutesCost {
    std::uint64_t billedSeconds = 0;
    Decimal usd;
};
std::optional<MinutesCost> minutesCost(const Decimal& seconds, const Decimal& usdPerMinute);

/// Rounded to a step (halves up), then at least the minimum.
std::optional<Decimal> chargedAmount(const Decimal& usd, const Decimal& step, const Decimal& minimum);

/// For an input:output ratio of r : 1, for charts: (r · in + out) / (r + 1).
double blendedPrice(double inputPerOutput, double inputPrice, double outputPrice);

/// Tokens that OpenAI's chat format adds to those of roles, names and contents (its cookbook): 3 a message, 1
/// a name, 3 for the answer's beginning.
struct ChatMessageTokens {
    std::uint64_t role = 1, name = 0, content = 0;
};
struct ChatTokens {
    std::uint64_t tokens = 0, overhead = 0; ///< overhead: all that is not content
};
ChatTokens chatTokens(std::span<const ChatMessageTokens> messages);

/// Two turns by voice: what is heard and said is sent again as sound and as text.
struct VoiceTurns {
    std::uint64_t firstInput = 0, secondText = 0, secondAudio = 0;
    std::uint64_t secondInput() const { return secondText + secondAudio; }
};
VoiceTurns voiceTurns(std::uint64_t instructions, std::uint64_t firstUserAudio, std::uint64_t secondUserAudio,
                      std::uint64_t assistantAudio, std::uint64_t assistantText);

} // namespace tokenarium
